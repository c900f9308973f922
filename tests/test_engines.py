"""Other linters' findings: the examples of their rules, mutants and neighbours, and their doors.

Whole tables of articles go through the engines in one batch, as articles do in a run.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.engines import engines, rumdl, typos
from pipeline.errors import PipelineError
from pipeline.model import Finding, Settings, Severity, Span
from pipeline.read import read, source_of
from pipeline.rules import ENGINE_RULES
from tests.rules.examples import GUIDE, PATH, SETTINGS, Example, article, examples, marked, mutant

CODES = frozenset(rule.code for rule in ENGINE_RULES)
ROOT = Path(__file__).parents[1]

Place = tuple[str, str, Span | None]


def found_in(
    files: Mapping[str, str | bytes], settings: Settings = SETTINGS, codes: frozenset[str] = CODES
) -> list[tuple[str, str, Finding]]:
    """What the engines say of one batch of files."""
    wanted = engines(codes, settings)
    for path, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        document = read(*source_of(path, data), settings)
        for engine in wanted:
            engine.see(document)
    return [found for engine in wanted for found in engine.findings()]


def places_in(files: Mapping[str, str | bytes], settings: Settings = SETTINGS) -> set[Place]:
    return {(path, code, finding.span) for path, code, finding in found_in(files, settings)}


def batch(texts: Iterable[str]) -> dict[str, str]:
    return {f"content/articles/a{number}.md": text for number, text in enumerate(texts)}


def words_in(text: str, settings: Settings = SETTINGS) -> list[str]:
    """The passages of one article that something is said of, in order."""
    data = text.encode()
    spans = [finding.span for _, _, finding in found_in({PATH: data}, settings)]
    return [data[span.start : span.end].decode() for span in sorted(filter(None, spans))]


# --- the examples --------------------------------------------------------------------------------

EXAMPLES = [example for rule in ENGINE_RULES for example in examples(rule)]


def _file(example: Example) -> bytes:
    (data,) = example.files.values()
    return data


def test_every_bad_example_brings_its_own_finding_and_every_good_one_none() -> None:
    files = {f"content/articles/{example}.md".lower(): _file(example) for example in EXAMPLES}
    expected = {
        (f"content/articles/{example}.md".lower(), example.rule.code, example.place[1])
        for example in EXAMPLES
        if example.place
    }
    assert {path for path, _, _ in expected} == {path for path in files if "-bad-" in path}
    assert places_in(files) == expected


def test_the_guide_and_the_blogs_own_articles_are_silent() -> None:
    files: dict[str, str | bytes] = {PATH: GUIDE}
    for path in sorted((ROOT / "content" / "articles").rglob("*.md")):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    assert len(files) > 1
    assert found_in(files) == []


def test_each_engine_finds_exactly_the_rules_that_name_it() -> None:
    named = {(rule.code, rule.engine) for rule in ENGINE_RULES}
    assert named == {(code, "rumdl") for code in rumdl.Rumdl.CODES} | {("SP001", "typos")}
    assert {rule.severity for rule in ENGINE_RULES} == {Severity.WARNING}


# --- mutants and neighbours ----------------------------------------------------------------------

MUTANTS = {
    "MD011": (
        "Über Queues: see «(the manual)[https://db.example/a_b]» first.\n",
        "- One.\n- Read «(the `put` chapter)[../put.md]» and «(its index)[#index]».\n",
        "> As «(they say)[www.db.example]», it waits.\n",
        "| A | B |\n| - | - |\n| «(first)[/articles/first/]» | 2 |\n",
    ),
    "MD018": (
        "«##»Part one\n\nA queue.\n",
        "A queue.\n\n«####»Part *two*\n\nAnother.\n",
        "Eine Größe.\n\n«##»1. Erste\n\n«###»Über\n",
        "A line\n«##»and a heading in the same paragraph\n",
    ),
    "MD037": (
        "Ünder «**note: **» the queue waits.\n",
        "- «** note:**» the queue waits.\n",
        "> «__mind the `put` __» here, and «**é ü **» there.\n",
    ),
    "MD052": (
        "See «[the manual][manual]» and «![the queue][picture]».\n",
        "«[`put` and `get`][calls]» 日本\n\n[call]: https://db.example/\n",
        "See «[a text that runs\nover two lines][lines]».\n",
        "> «[Quoted][]» and **«[bold][text]»**.\n",
    ),
    "MD056": (
        "| A | B |\n| - | - |\n| 1 | 2 | «drei – 3» |\n",
        "> | A | B |\n> | - | - |\n> | 1 | 2 | «3 | 4» |\n",
        "- Ünder:\n\n  | A | B |\n  | - | - |\n  | 1 | 2 | «3» |\n",
        "| A | B |\n|---|---|\n| `a | b` | «c» |\n| `1` | \\| | «`2` | 3» |\n",
    ),
    "MD066": (
        "Ünder one«[^1]» and two[^2].\n\n[^2]: Two.\n",
        "One[^1].\n\n[^1]: One.\n«[^2]:» Two.\n",
        "- In a list«[^note-a]».\n",
        "| A | B |\n| - | - |\n| 1«[^x]» | 2 |\n",
    ),
    "MD070": (
        "«```md»\nRun:\n```sh\nmake\n```\nDone.\n```\n",
        '«~~~markdown title="ü"»\n~~~python\nx = 1\n~~~\nEnd.\n~~~\n',
        "A queue.\n\n«```»\n$ cat a.md\n```text\na\n```\n```\n",
    ),
    "MD075": (
        "| A | B |\n| - | - |\n| 1 | 2 |\n\n«| 3 | 4 |\n| 5 | ü |»\n",
        "«| 3 | 4 |\n| 5 | 6 |»\n\nA queue.\n",
        "Ünder.\n\n«| *3* | `4` |\n| 5 | 6 |»\n",
    ),
    "MD077": (
        "1. One.\n\n  «Still one.»\n\n2. Two.\n",
        "10. Ten.\n\n   «Über *ten*, and»\n   more.\n",
        "- One.\n\n «Still one.»\n",
        "1. One.\n\n  «~~~text»\n  one\n  ~~~\n",
    ),
    "MD083": (
        "The «Ã¼»ber queue.\n",
        "It doesn«â€™»t wait, it costs «Â£»5.\n",
        "- A dash «â€”» here.\n",
    ),
    "MD086": (
        "A queue «<!--» or not.\n\nA broker.\n",
        "- One «<!--» two -- >\n- Three.\n",
        "> Ünder «<!--» it.\n",
    ),
    "MD091": (
        "<div>\nSee «[the manual](https://db.example/)».\n</div>\n",
        "<section>\n<p>Ünder «[it](/articles/it/)» and «[that](#that)».</p>\n</section>\n",
        "<details>\n<summary>More</summary>\nRead «[more](more.md)».\n</details>\n",
    ),
    "MD092": (
        "«<<<<<<<» HEAD\nOne.\n\n>>>>>>> main\n",
        "Ünder.\n\n«<<<<<<<» ours\nOne.\n=======\nTwo.\n>>>>>>> theirs\n",
        "A line\n«<<<<<<<» HEAD\nand another.\n",
    ),
    "SP001": (
        "Ünder 日本 🎉 a broker «recieves» it; «teh» queue, «definately», waits.\n",
        "## A «seperate» queue\n\n- One «occured».\n- Two, **«untill»** then.\n",
        "> «Enought», is it? See [the «calandar»](/a/) &amp; the «enviroment».\n",
        "| A «colum» | B |\n| - | - |\n| 1 | a well-«recieved» one |\n",
        'One. «Becuase» it is so: «thier» (own) "«accross» the board".\n',
        "A note[^1].\n\n[^1]: On «existance».\n",
    ),
}

NEIGHBOURS = {
    "MD011": (
        "Call f(x)[0], then g(y)[key], then (a)[b].\n",
        "In `(text)[https://db.example/]` the brackets are wrong.\n",
        "A remark (in brackets)[^1].\n\n[^1]: A note.\n",
        "Escaped: \\(text\\)[https://db.example/].\n",
        "```text\n(text)[https://db.example/]\n```\n",
    ),
    "MD018": (
        "#queues and #brokers\n\n#12 is done.\n\n#Broker\n",
        "```sh\n##not a heading\n```\n\n    ##code\n",
        "Languages: C, C#, C##.\n\n## Part ##\n",
        "A `##x` in code, \\##y escaped, and a##b.\n",
    ),
    "MD037": (
        "2 ** 3 ** 4 and a * b * c and _ x _.\n",
        "**bold** and __bold__ and **two words**, ** and **.\n",
        "Code `**x **`, and \\*\\*x \\*\\* escaped.\n",
        "Pass *args and **kwargs.\n",
    ),
    "MD052": (
        "A grid[row][column], a list[int][0], and fields()[first][last].\n",
        "[sic] and [x] and [ ] and [1][2].\n\n- [ ] open\n- [x] done\n",
        "Code `[text][label]`.\n\n```text\n[text][label]\n```\n",
        "See [Text][LABEL] and [label][] and [label].\n\n[label]: https://db.example/\n",
    ),
    "MD056": (
        "| A | B |\n| - | - |\n| 1 |\n|\n| 1 | 2 |\n",
        "| A | B |\n| - | - |\n| `a \\| b` | \\| |\n| 1 | 2\n",
        "| A |\n| - |\n| 1 |\n\n```text\n| 1 | 2 |\n```\n",
        "| A | B |\n| - | - |\n| 1 | 2 |  |\n",
    ),
    "MD066": (
        "One[^1], and again[^1].\n\n[^1]: One.\n",
        "Code `[^1]`, a pattern [^/]+ or [^ab]+, and \\[^2].\n",
        "```text\n[^1]: a\n```\n",
        "One[^Note].\n\n[^note]: Its case does not matter.\n",
    ),
    "MD070": (
        "````md\n```sh\nmake\n```\n````\n",
        "~~~md\n```sh\nmake\n```\n~~~\n",
        "```text\na\n```\n\n```text\nb\n```\n",
        "````md\n```\nmake\n```\n````\n",
    ),
    "MD075": (
        "Either a | b\nor c | d.\n",
        "|x| is its size, and\n|y| too.\n",
        "```text\n| 1 | 2 |\n| 3 | 4 |\n```\n",
        "| A | B |\n| - | - |\n\nA queue.\n",
    ),
    "MD077": (
        "1. One.\n\n   Still one.\n\n2. Two.\n\nThe end.\n",
        "- One.\n\n    More than it need be.\n\n- Two.\n\n   ```text\n   a\n   ```\n",
        "- One.\n  - Inner.\n\n  Of the outer one.\n",
        "A paragraph.\n\n  An indented one, after no list.\n",
    ),
    "MD083": (
        "A naïve café, Ünder São Paulo, Ålesund, “quotes” – dashes… 🎉 日本.\n",
        "`Ã©` is what a wrong decoding makes of an accent.\n",
        "```text\nâ€™\n```\n",
        "Pâté, fête, château, £5, 20 °C, naïveté.\n",
    ),
    "MD086": (
        "A queue <!-- or\nnot --> waits.\n",
        "Code `<!--`, and \\<!-- escaped.\n",
        "```html\n<!-- open\n```\n",
        "<!-- One. -->\n\nA queue. <!-- Two. -->\n",
    ),
    "MD091": (
        "<div>\n\n[A link](https://db.example/)\n\n</div>\n",
        "<!-- [a link](https://db.example/) -->\n",
        "<pre>\n[a link](https://db.example/)\n</pre>\n",
        "A <kbd>key</kbd> and [a link](https://db.example/).\n",
    ),
    "MD092": (
        "```text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n```\n",
        "`<<<<<<< HEAD` is a mark.\n",
        "Part\n=======\n\nA << 7 and a <<< b.\n",
    ),
    "SP001": (
        "A colour or a color, to organise or to organize, a licence or a license.\n",
        "`teh` and ```teh``` and <https://teh.example/> and https://recieve.example/teh.\n",
        "```text\nteh recieve\n```\n\n    teh\n",
        "By Andreas Linz and Ivan Tham, with Charles Lew. An SEH, two RTOSs, the THIR.\n",
        "Set recieve_all, recieveAll, recieve2, teh.py, lib/teh, @tage, #teh and recieve().\n",
        "What \"teh\" means, and 'teh', “teh” and (‘recieve’).\n",
        "`handle`ing and un`lock`ed, mis-weight, tehé, &#116;eh.\n",
        '[See](teh.md "teh") ![a picture](teh.png) <span title="teh">x</span>\n\n<!-- teh -->\n',
        "Tage has begun. Linz Brothers came.\n",
    ),
}


def test_every_mutant_is_found_at_its_place() -> None:
    mutants = [(code, article(body=text)) for code, texts in MUTANTS.items() for text in texts]
    files = batch(marked(text)[0] for _, text in mutants)
    expected = {
        (path, code, span)
        for path, (code, text) in zip(files, mutants, strict=True)
        for span in marked(text)[1]
    }
    assert places_in(files) == expected
    assert MUTANTS.keys() == CODES


def test_every_mutant_is_found_with_crlf_as_well() -> None:
    mutants = [(code, article(body=text)) for code, texts in MUTANTS.items() for text in texts]
    changed = [(code, text.replace("\n", "\r\n")) for code, text in mutants]
    files = batch(marked(text)[0] for _, text in changed)
    expected = {
        (path, code, span)
        for path, (code, text) in zip(files, changed, strict=True)
        for span in marked(text)[1]
    }
    assert places_in(files) == expected


def test_every_neighbour_is_silent() -> None:
    neighbours = [(code, text) for code, texts in NEIGHBOURS.items() for text in texts]
    files = batch(article(body=text) for _, text in neighbours)
    texts = dict(zip(files, neighbours, strict=True))
    assert [(code, *texts[path]) for path, code, _ in found_in(files)] == []
    assert NEIGHBOURS.keys() == CODES


def test_a_mutant_of_the_guide_is_found_among_its_clean_neighbours() -> None:
    wrong = mutant("The owner does, and says why", "The owner does, and explaines why")
    found = found_in({"a.md": GUIDE, "b.md": wrong, "c.md": GUIDE})
    at = wrong.index("explaines")
    assert found == [
        (
            "b.md",
            "SP001",
            Finding(
                Span(at, at + len("explaines")),
                "`explaines` is misspelled.",
                "Write `explains`; a name that is right belongs in `vocabulary`.",
            ),
        )
    ]


def test_a_finding_of_rumdl_says_what_to_do() -> None:
    text = article(body="See [the manual][manual].\n")
    at = text.index("[the manual]")
    assert found_in({PATH: text}) == [
        (
            PATH,
            "MD052",
            Finding(
                Span(at, at + len("[the manual][manual]")),
                "`[the manual][manual]` refers to a link that the article does not define.",
                "Define it, `[label]: address` on a line of its own, or correct its label.",
            ),
        )
    ]


def test_a_misspelling_that_may_be_several_words_names_them_all() -> None:
    ((_, _, finding),) = found_in({PATH: article(body="A queue, wich waits.\n")})
    assert finding.help == (
        "Write `which` or `witch`; a name that is right belongs in `vocabulary`."
    )


def test_a_slip_before_an_apostrophe_is_mended_with_what_follows_it() -> None:
    for word in ("doen't", "doen’t"):
        text = article(body=f"It {word} wait.\n")
        ((_, _, finding),) = found_in({PATH: text})
        right = word.replace("doen", "doesn")
        assert f"`{right}`" in finding.help
        assert words_in(text) == [word]
    assert words_in(article(body="He is doen. It doen'tx.\n")) == ["doen", "doen"]


# --- the front matter ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "front_matter",
    [
        "title: A «wierd» Queue\n",
        'title: "A «wierd» Queue: Ünder"\n',
        "title: 'It''s a «wierd» Queue'\n",
        "description: >-\n  What a queue is for, and why\n  the «wierd» one is not.\n",
        "learn: [What a queue is, 'a «wierd» one', another]\n",
        "prerequisites:\n  - Ünder 日本\n  - A «wierd» queue # teh\n",
        "title: «Wierd» but true\n",
        "description: >-\n  «Wierd» but true: what is said of a queue and of brokers.\n",
    ],
)
def test_what_the_page_shows_of_the_front_matter_is_searched(front_matter: str) -> None:
    text, (span,) = marked(article(front_matter=front_matter))
    assert places_in({PATH: text}) == {(PATH, "SP001", span)}


@pytest.mark.parametrize(
    "front_matter",
    [
        "tags: [teh, recieve]\n",
        "aliases: [/articles/teh/]\n",
        "# teh\n",
        'title: "A \\x74eh queue\\nteh"\n',
        "learn: &teh [One]\n",
        "title: teh\ntitle: [teh\n",
    ],
)
def test_what_no_reader_sees_of_the_front_matter_is_left_alone(front_matter: str) -> None:
    assert places_in({PATH: article(front_matter=front_matter)}) == set()


@given(lines=st.integers(0, 40), crlf=st.booleans())
@hypothesis_settings(max_examples=15, deadline=None)
def test_more_front_matter_moves_every_finding_by_its_bytes(lines: int, crlf: bool) -> None:
    bodies = [text for texts in MUTANTS.values() for text in texts]
    more = "".join(f"# line {number} – ü\n" for number in range(lines))
    long, short = (
        batch(marked(article(front_matter=extra, body=body))[0] for body in bodies)
        for extra in (more, "")
    )
    if crlf:
        long = {path: text.replace("\n", "\r\n") for path, text in long.items()}
        short = {path: text.replace("\n", "\r\n") for path, text in short.items()}
    moved = len(more.encode()) + (lines if crlf else 0)
    expected = {
        (path, code, Span(span.start + moved, span.end + moved))
        for path, code, span in places_in(short)
        if span
    }
    assert places_in(long) == expected


# --- texts that nobody meant to write ------------------------------------------------------------

_FRAGMENTS = st.sampled_from(
    [
        *"( ) [ ] ]( )[ ][ [^1] [^1]: ** __ # ## ### | - 1. > ` ``` ~~~ :- --- +++ { } $ %".split(),
        *"<!-- --> <div> </div> &amp; &#91; \\ \\[ <<<<<<< ======= https://a.example/".split(),
        *"teh Teh recieve Ã© â€™ 日本 🎉 é a b".split(),
        *"\ufeff\u2028\x85\x0c\x1c\xa0",
    ]
)
_BLANKS = st.sampled_from(["", " ", "  ", "    ", "\n", "\n\n", "\r\n", "\r", "\t", "\n> ", "\n- "])
_TEXTS = st.lists(st.tuples(_FRAGMENTS, _BLANKS), max_size=40).map(
    lambda parts: "".join(one + two for one, two in parts)
)


@given(texts=st.lists(st.one_of(_TEXTS, st.text(max_size=80)), min_size=1, max_size=20))
@hypothesis_settings(max_examples=25, deadline=None)
def test_any_text_gives_findings_with_spans_on_character_borders(texts: list[str]) -> None:
    files = {
        path: data
        for path, text in batch(
            each if number % 2 else article(body=each or "x") for number, each in enumerate(texts)
        ).items()
        for data in [text.encode("utf-8", "surrogatepass")]
    }
    for path, _, finding in found_in(files):
        assert finding.span
        data = files[path]
        start, end = finding.span
        assert 0 <= start < end <= len(data)
        assert data[:start].decode() + data[start:end].decode() + data[end:].decode()


def test_the_same_batch_gives_the_same_findings_in_the_same_order() -> None:
    files = batch(marked(article(body=text))[0] for texts in MUTANTS.values() for text in texts)
    assert found_in(files) == found_in(files)


def test_batches_do_not_change_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    files = batch(marked(article(body=text))[0] for texts in MUTANTS.values() for text in texts)
    whole = found_in(files)
    monkeypatch.setattr(rumdl, "_BATCH", 1_000)
    monkeypatch.setattr(typos, "_BATCH", 1_000)
    assert found_in(files) == whole


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    assert found_in({"a.md": b"teh \xff ##x", "b.md": b"teh\0 [a b][c]", "c.md": b""}) == []


def test_an_endless_line_is_left_alone_and_the_lines_around_it_are_not() -> None:
    for endless in ("**a " * 25_000, "|a" * 50_000, "__a " * 25_000, "][ [" + "a" * 100_000):
        text, spans = marked(article(body=f"«teh»\n\n{endless}\n\nSee «[the manual][m]».\n"))
        assert {span for _, _, span in places_in({PATH: text})} == set(spans)


def test_a_body_that_looks_like_front_matter_is_still_the_body() -> None:
    text, spans = marked("---\ntitle: x\n---\n---\ntitle: «teh»\n---\n\nSee «[the manual][m]».\n")
    assert {span for _, _, span in places_in({PATH: text})} == set(spans)


# --- who may silence them ------------------------------------------------------------------------


def test_comments_of_other_linters_do_not_count() -> None:
    for comment in (
        "rumdl-disable",
        "markdownlint-disable",
        "rumdl-disable-file MD052",
        "MARKDOWNLINT-DISABLE MD052",
        "rumdl-disable-next-line",
    ):
        text, (span,) = marked(article(body=f"<!-- {comment} -->\n\nSee «[the manual][m]».\n"))
        assert places_in({PATH: text}) == {(PATH, "MD052", span)}, comment


def test_the_vocabulary_and_the_fields_proper_names_are_right() -> None:
    text = article(body="A fliter, and teh queue of Wierd IOS.\n")
    assert words_in(text) == ["fliter", "teh"]
    named = replace(SETTINGS, vocabulary=("Fliter", "the-teh project"))
    assert words_in(text, named) == []


@pytest.mark.parametrize(("language", "count"), [("en", 1), ("en-GB", 1), ("de", 0), ("eng", 0)])
def test_only_english_is_searched_for_misspellings(language: str, count: int) -> None:
    settings = replace(SETTINGS, language=language)
    assert len(found_in({PATH: article(body="It is teh queue.\n")}, settings)) == count


def test_only_the_rules_that_are_wanted_run() -> None:
    text = article(body="See [the manual][m], teh one.\n\n##Part\n")
    for codes in ({"MD052"}, {"SP001"}, {"MD018", "SP001"}, {"RD001"}):
        found = {code for _, code, _ in found_in({PATH: text}, codes=frozenset(codes))}
        assert found == codes - {"RD001"}
    assert engines(frozenset({"RD001"}), SETTINGS) == ()


def test_no_file_or_variable_of_the_blog_changes_what_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = '[default.extend-words]\nteh = "teh"\n'
    (tmp_path / "_typos.toml").write_text(words)
    (tmp_path / ".typos.toml").write_text(words)
    (tmp_path / ".rumdl.toml").write_text('[global]\ndisable = ["MD052"]\nexclude = ["**"]\n')
    (tmp_path / ".markdownlint.json").write_text('{"default": false}')
    (tmp_path / "pyproject.toml").write_text(
        '[tool.rumdl]\ndisable = ["MD052"]\n[tool.typos.default.extend-words]\nteh = "teh"\n'
    )
    for name in (".gitignore", ".ignore", ".markdownlintignore"):
        (tmp_path / name).write_text("*\n")
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "USERPROFILE", "APPDATA", "TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("RUMDL_CONFIG", str(tmp_path / ".rumdl.toml"))
    monkeypatch.setenv("RUMDL_OUTPUT_FORMAT", "text")
    monkeypatch.setenv("RUST_LOG", "trace")
    text = article(body="See [the manual][m], teh one.\n")
    assert words_in(text) == ["[the manual][m]", "teh"]


# --- the programs --------------------------------------------------------------------------------

TWO = article(body="See [the manual][m], teh one.\n")
ADVICE = {"rumdl": "take MD out with `ignore`.", "typos": "take SP001 out with `ignore`."}


def _refusal(engine: str) -> str:
    codes = frozenset({"MD052"} if engine == "rumdl" else {"SP001"})
    with pytest.raises(PipelineError) as refused:
        found_in({PATH: TWO}, codes=codes)
    return str(refused.value)


@pytest.mark.parametrize("engine", ADVICE)
def test_a_program_that_is_missing_is_the_operators_trouble(
    engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert _refusal(engine) == (
        f"`{engine}` cannot be run: it is not in `{tmp_path}`;"
        f" install Codeloom again, or {ADVICE[engine]}"
    )


@pytest.mark.parametrize("engine", ADVICE)
@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (
            subprocess.CompletedProcess([], 78, b"", b"noise\nno such flag\n"),
            "it ended with code 78 and `no such flag`",
        ),
        (subprocess.CompletedProcess([], -9, b"", b""), "it ended with code -9"),
        (subprocess.CompletedProcess([], 0, b"nonsense", b""), "its answer is not understood"),
        (subprocess.CompletedProcess([], 0, b'[{"a": 1}]', b""), "its answer is not understood"),
        (subprocess.TimeoutExpired("x", 60), "it did not end within 60 seconds"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ],
    ids=["code", "killed", "no JSON", "other JSON", "too slow", "not allowed"],
)
def test_a_program_that_fails_is_the_operators_trouble(
    engine: str,
    outcome: subprocess.CompletedProcess[bytes] | Exception,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(subprocess, "run", run)
    assert _refusal(engine) == (
        f"`{engine}` cannot be run: {why}; install Codeloom again, or {ADVICE[engine]}"
    )


def test_clean_articles_start_no_program_for_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rumdl._PROGRAM, "name", "no-such-program")
    assert found_in({PATH: GUIDE}, codes=rumdl.Rumdl.CODES) == []
