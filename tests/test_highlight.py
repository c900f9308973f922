"""Colours for code: small markup, and always the code as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from pipeline import highlight as door
from pipeline.highlight import LONGEST, REMEMBERED, highlight, known, title_of

ROOT = Path(__file__).parents[1]
NONE: frozenset[int] = frozenset()

LANGUAGES = [
    *("bash", "c", "console", "css", "diff", "go", "html", "java", "javascript", "json"),
    *("markdown", "pycon", "python", "pytb", "ruby", "rust", "sql", "toml", "typescript", "yaml"),
]
WORDS = [
    *("class ", "def f(", "if ", "return ", "function ", "import ", "let x = ", "SELECT "),
    *("<div ", "</div>", "/* ", " */", "// ", "# ", "'''", '"""', 'f"{', "${", "#{", "{{", "- a: "),
    *("$ ls\n", ">>> ", "@@ -1 +1 @@\n", "+ ", "<<EOF\n", "\\x", "0x1F", "1e5", "\n\n", "\n    "),
]
CHARACTERS = "abz_09 \t\n.,;:!?'\"`()[]{}<>&/\\|@#$%^*-+=~éſ中🙂\0\x1c\u2028\u212a"
HOSTILE = st.lists(st.sampled_from(WORDS) | st.sampled_from(CHARACTERS), max_size=80).map("".join)


def text_of(markup: str) -> str:
    """What a reader gets of it: tags gone, the three escapes undone."""
    text = re.sub(r"</?span[^>]*>", "", markup)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def brief(markup: str) -> str:
    """The markup with `‹k def›` for `<span class="k">def</span>`."""
    return re.sub(r'<span class="(\w+)">', r"‹\1 ", markup).replace("</span>", "›")


COLOURED = [
    ("python", "@cache\ndef f(x: int):\n", "‹a @cache›\n‹k def› ‹f f›(x: ‹t int›):\n"),
    ("python", "x = None  # <b>\n", "x = ‹n None›  ‹c # &lt;b&gt;›\n"),
    ("python", 'f"{x}\\n" not in y\n', '‹s f"›‹n {›x‹n }\\n›‹s "› ‹k not› ‹k in› y\n'),
    ("diff", "@@ -1 +1 @@\n-a\n+b\n", "‹f @@ -1 +1 @@›\n‹d -a›\n‹i +b›\n"),
    ("console", "$ make check\n3 articles\n", "‹o $ ›make check\n‹o 3 articles\n›"),
    ("c", "#include <a.h>\n", "‹a #include› ‹s &lt;a.h&gt;›\n"),
    ("html", '<p id="x">&amp;', '&lt;‹k p› ‹a id›=‹s "x"›&gt;‹n &amp;amp;›'),
    ("yaml", "on: [push] # now\n", "‹k on›: [push] ‹c # now›\n"),
    ("json", '{"a": [1, true]}', '{‹k "a"›: [‹n 1›, ‹n true›]}'),
]


@pytest.mark.parametrize(("language", "code", "coloured"), COLOURED)
def test_code_gets_a_few_short_classes(language: str, code: str, coloured: str) -> None:
    assert brief(highlight(code, language, NONE)) == coloured


@pytest.mark.parametrize("language", ["text", "nosuch", ""])
def test_code_without_a_known_language_is_plain_and_escaped(language: str) -> None:
    assert highlight('if a < b & c: "x"\n', language, NONE) == 'if a &lt; b &amp; c: "x"\n'


@pytest.mark.parametrize("language", ["python", "Python", "PY", "text", "console", "c++"])
def test_a_language_is_known_by_each_of_its_names_in_any_case(language: str) -> None:
    assert known(language)


@pytest.mark.parametrize("language", ["", "pyton", "python ", "language-python", "../python"])
def test_anything_else_is_not_known(language: str) -> None:
    assert not known(language)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("py", "Python"),
        ("js", "JavaScript"),
        ("JSON", "JSON"),
        ("console", "Console"),
        ("sh", "Shell"),
        ("c++", "C++"),
        ("Rust,ignore", "Rust"),
        ("text", ""),
        ("", ""),
        ("NoSuch,x", "NoSuch"),
    ],
)
def test_readers_are_told_the_language_as_people_call_it(language: str, title: str) -> None:
    assert title_of(language) == title


def test_every_name_that_is_called_otherwise_is_one_that_pygments_has_or_a_usual_one() -> None:
    assert {name for name in door._TITLES if not known(name)} == {"", "jsonc"}


@pytest.mark.parametrize("language", [*LANGUAGES, "text", "nosuch"])
@settings(max_examples=25)
@given(code=HOSTILE, marked=st.frozensets(st.integers(0, 12), max_size=4))
def test_the_text_is_the_source_whatever_the_code(
    language: str, code: str, marked: frozenset[int]
) -> None:
    assert text_of(highlight(code, language, marked)) == code


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25)
@given(code=HOSTILE, marked=st.frozensets(st.integers(1, 12), max_size=4))
def test_no_colour_is_spent_on_white_space(
    language: str, code: str, marked: frozenset[int]
) -> None:
    assert not re.search(r'<span class="\w">\s*</span>', highlight(code, language, marked))


def test_a_marked_line_is_one_span_with_its_line_feed() -> None:
    markup = highlight("a = 1\nb = 2\n\nc = 3", "python", frozenset({2, 3, 4}))
    assert brief(markup) == "a = ‹n 1›\n‹marked b = ‹n 2›\n›‹marked \n›‹marked c = ‹n 3››"


def test_a_colour_that_runs_over_a_marked_line_is_cut_at_its_ends() -> None:
    markup = highlight("/* a\n\nb\nc */\n", "css", frozenset({3}))
    assert brief(markup) == "‹c /* a›\n\n‹marked ‹c b›\n›‹c c */›\n"


def test_lines_that_do_not_exist_are_not_marked() -> None:
    assert highlight("a\n", "text", frozenset({0, 2, 99})) == "a\n"


def test_code_as_long_as_allowed_has_colours_and_a_character_more_has_none() -> None:
    code = "#" * LONGEST
    assert highlight(code, "python", NONE) == f'<span class="c">{code}</span>'
    assert highlight(code + "#", "python", NONE) == code + "#"


class _Raises:
    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
        yield 0, ("Keyword",), text[:1]
        raise RecursionError


class _Loses:
    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
        yield 0, ("Keyword",), text[:1]


class _Empty:
    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
        yield 0, ("Text",), text[:1]
        yield 1, ("Keyword",), ""
        yield 1, ("Text",), text[1:]


def test_a_token_without_text_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_lexer", lambda name: _Empty())
    assert highlight("token without text\n", "python", NONE) == "token without text\n"


@pytest.mark.parametrize("lexer", [_Raises(), _Loses()])
def test_a_lexer_that_fails_or_loses_text_costs_the_colours_and_not_the_code(
    lexer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_lexer", lambda name: lexer)
    code = f"<{type(lexer).__name__}>\n"
    assert highlight(code, "python", NONE) == f"&lt;{type(lexer).__name__}&gt;\n"


def test_the_colours_of_a_block_do_not_depend_on_the_blocks_before_it() -> None:
    code = "MODULE X; IMPORT LAYER; COPY DUP SAFE; END X.\n"
    first = highlight(code, "modula2", NONE)
    # The comment switches the lexer to a dialect with other keywords, and it would stay there.
    highlight("(*!m2r10*)\nMODULE X; END X.\n", "modula2", NONE)
    assert highlight(code, "modula2", frozenset({99})) == first
    # This one remembers in a way that cannot be undone.
    assert not known("xquery")


def test_only_so_many_results_are_remembered() -> None:
    for number in range(REMEMBERED + 10):
        highlight(f"{number}\n", "text", NONE)
    assert len(door._remembered) == REMEMBERED


# --- rules that cannot match are not tried -------------------------------------------------------

FILES = [
    ("css", "src/pipeline/render/static/style/1-base.css"),
    ("html", "src/pipeline/render/templates/article.html"),
    ("make", "Makefile"),
    ("markdown", "README.md"),
    ("python", "src/pipeline/highlight.py"),
    ("toml", "pyproject.toml"),
    ("xml", "src/pipeline/render/static/mark.svg"),
    ("yaml", ".github/workflows/ci.yml"),
]


@pytest.mark.parametrize(("language", "file"), FILES)
def test_real_files_get_the_tokens_that_pygments_finds(language: str, file: str) -> None:
    code = (ROOT / file).read_text(encoding="utf-8")[:8000]
    ours = list(door._lexer(language).get_tokens_unprocessed(code))
    assert ours == list(get_lexer_by_name(language).get_tokens_unprocessed(code))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25)
@given(code=HOSTILE)
def test_hostile_text_gets_the_tokens_that_pygments_finds(language: str, code: str) -> None:
    ours = list(door._lexer(language).get_tokens_unprocessed(code))
    assert ours == list(get_lexer_by_name(language).get_tokens_unprocessed(code))


PATTERNS = [
    *(r"ab", r"a?b", r"a{0,2}b", r"(?:a|b)?c", r"(a|)b", r"[^\W\d]\w*", r"[^ab]", r"[^a]", r"\Sb"),
    *(r"\s*[a-f]", r".b", r"^b", r"b$", r"(?=b)b", r"(?!b).", r"(?<=a)b|c", r"\bif\b", r"(?P<q>')"),
    *(
        r"(a)?(?(1)b|c)",
        r"(['\"]).*\1",
        r"(?i)k",
        r"(?i)[k-m]",
        r"(?i)[^k]",
        r"(?i:k)b",
        r"(?a:\s)",
    ),
    *(
        "(?i)\u212a",
        "(?i)[\u017f-\u0180]",
        "(?i)[\xe0-\u024f]",
        "(?s).",
        "(?x) a  # b",
        "a*+b",
        "(?>a|b)c",
    ),
    *("é", "[é-ü]", "[^é]", "", "a*", "$"),
    *(
        r"(?=a)\w",
        r"[ ]*(?=b|$)",
        "a?$",
        "(?=$)",
        "(?m)$\n?",
        "(?:(?=a))?b",
        "(?=a?)b",
        "(?=ab)(?=a)",
    ),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_character_is_ruled_out_that_a_match_can_start_with(pattern: str) -> None:
    match = re.compile(pattern).match
    endings = ["", "a", "b", "c", "bc", "f", "'", '"', "é"]
    starts = {code for code in range(128) for ending in endings if match(chr(code) + ending)}
    assert starts <= door._first_characters(match)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        (r"ab|cd", "ac"),
        (r"\s?x", "\t\n\v\f\r\x1c\x1d\x1e\x1f x"),
        (r"(?i)[a-b]c", "abAB"),
        (r"\b(?:if|else)\b", "ie"),
        ("[é-ü]+", ""),
        (r"(?=a|b)[b-d]?", "ab"),
        ("(?=[a-c])[b-d]", "bc"),
        ("[ ]*(?=#|$)", " #\n"),
        ("(?m)^$", "\n"),
    ],
)
def test_characters_that_no_match_starts_with_are_ruled_out(pattern: str, characters: str) -> None:
    assert door._first_characters(re.compile(pattern).match) == {ord(each) for each in characters}
