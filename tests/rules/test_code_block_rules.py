"""The rules on blocks of code: CB001 to CB006."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Rule
from pipeline.read import read, source_of
from pipeline.rules.code_blocks import (
    invalid_syntax,
    long_line,
    no_language,
    shell_prompt,
    smart_quotes_in_code,
    unknown_language,
)
from pipeline.rules.code_blocks.written import Written
from tests.rules.examples import (
    PATH,
    SETTINGS,
    article,
    findings,
    marked,
    mended,
    mutant,
    places,
    said_by,
)

FENCE = "```"
COLON = "a value with `: ` in it needs quotes, or the indentation is wrong"


def block(info: str, code: str) -> str:
    """The body that is one fenced block; `code` needs no last line feed."""
    return f"{FENCE}{info}\n{code}\n{FENCE}\n"


def silent(rule: Rule, body: str) -> bool:
    return said_by(rule, article(body=body)) == []


def fixed(body: str, code: str) -> str:
    """The body after all fixes of one rule, which has nothing more to say then."""
    files = {PATH: article(body=body).encode()}
    before = {other for other, _, _ in findings(files)} - {code}
    for _, path, finding in reversed([each for each in findings(files) if each[0] == code]):
        assert finding.fix
        assert finding.fix.safe
        files = mended(files, path, finding)
    assert {other for other, _, _ in findings(files)} <= before
    text = files[PATH].decode()
    return text[text.index("---\n\n", 4) + 5 :]


# --- mutants: each brings its own rule alone, at its own place ------------------------------------

MUTANTS = [
    ("CB001", mutant("```python\nFLAGS", "«```»\nFLAGS")),
    ("CB001", mutant("```python\nFLAGS", "«```» {1}\nFLAGS")),
    ("CB001", mutant("```python\nFLAGS", '«```» title="flags.py"\nFLAGS')),
    ("CB001", article(body="- So:\n\n  «~~~~»\n  a = 1\n  ~~~~\n")),
    ("CB002", mutant("```python\nFLAGS", "```«pythn»\nFLAGS")),
    ("CB002", mutant("```python\nFLAGS", "```«python{1,3}»\nFLAGS")),
    ("CB002", mutant("```python\nFLAGS", "``` «Pyton3x» {1}\nFLAGS")),
    ("CB002", article(body="> ```«plaintext»\n> a\n> ```\n")),
    ("CB003", mutant('"new-cart": date(', '"new-cart": date «date»(')),
    ("CB003", mutant("past_its_last_day():", "past_its_last_day()«)»:")),
    ("CB003", mutant('FLAGS = {"new-cart":', 'FLAGS = ["new-cart"«:»')),
    ("CB003", mutant("    assert all(day", "«assert» all(day")),
    ("CB003", mutant("FLAGS.values())\n", "FLAGS.values()\n").replace("all(", "all«(»", 1)),
    ("CB004", mutant("FLAGS = {", f"FLAGS = {' ' * 91} «{{").replace("3, 1)}", "3, 1)}»")),
    (
        "CB004",
        mutant("    assert all", f"    assert {' ' * 88} «all").replace("values())", "values())»"),
    ),
    ("CB004", article(body="- é\n\n  ```js\n  let a = 1;\n  " + "é = " * 25 + "«b;»\n  ```\n")),
    ("CB005", mutant('{"new-cart":', "{«“new-cart”»:")),
    ("CB005", mutant('{"new-cart":', "{«‘new-cart’»:")),
    ("CB005", mutant("    assert all", "   «\u00a0»assert all")),
    ("CB006", article(body=block("bash", "«$» make\n$ make test"))),
    ("CB006", article(body=block("sh", "\n# Build it\n«$» make \\\n  test\n\n$ ls"))),
    ("CB006", article(body="1. So:\n\n   ```zsh\n   «$» make\n   ```\n")),
]


@pytest.mark.parametrize(("code", "text"), MUTANTS)
def test_a_slip_brings_its_own_rule_alone_at_its_own_place(code: str, text: str) -> None:
    plain, spans = marked(text)
    found = places(plain)
    if code == "CB003":
        found = [each for each in found if each[0].startswith("CB")]
    assert found == [(code, span) for span in spans]


# --- CB001 ---------------------------------------------------------------------------------------


def test_the_message_says_how_long_the_block_is() -> None:
    (found,) = said_by(no_language.RULE, article(body="~~~~\n$ ls\na b\n~~~~\n"))
    assert found.message == "This block of code, `2 lines` long, names no language."
    assert found.help.startswith("Write `console`")


@pytest.mark.parametrize(
    "body",
    [
        block("text", "a"),
        block("", ""),
        block("", "  \n\n"),
        "A line.\n\n    indented code\n",
        block("mermaid", "graph LR"),
        "Some `inline code`.\n",
    ],
)
def test_a_block_with_a_language_without_content_or_without_fences_may_be(body: str) -> None:
    assert silent(no_language.RULE, body)


# --- CB002 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "help_"),
    [
        ("shellscript", "Write `bash`."),
        ("pyhton", "Did you mean `python`? Else name it in `languages` in the settings."),
        ("js{1,3}", "Write `js {1,3}`."),
        ("language-rust", "Write `rust`."),
        (".python", "Write `python`."),
        ("yaml:deploy.yml", "Write `yaml`."),
        (
            "mermaid",
            "Write `text`, or name it in `languages` in the settings to leave it without colours.",
        ),
    ],
)
def test_the_help_names_what_was_meant(language: str, help_: str) -> None:
    (found,) = said_by(unknown_language.RULE, article(body=block(language, "a")))
    assert found.message == f"No colours are known for the language `{language}`."
    assert found.help == help_


@pytest.mark.parametrize(
    "language",
    "python Python RUST text console rust,ignore rust,should_panic yml rs c++ jsx json5 tf".split(),
)
def test_what_gets_colours_is_known(language: str) -> None:
    assert silent(unknown_language.RULE, block(language, "a"))


def test_languages_of_the_settings_may_stay_without_colours() -> None:
    settings = replace(SETTINGS, languages=("mermaid", "Gleam"))
    body = block("Mermaid", "graph LR") + "\n" + block("gleam", "pub fn main() {}")
    assert said_by(unknown_language.RULE, article(body=body), settings) == []


def test_a_spelling_is_mended_and_nothing_around_it() -> None:
    body = '> «é»\n>\n> ~~~  plaintext {1} title="é"\n> a\n> ~~~\n'.replace("\n", "\r\n")
    assert fixed(body, "CB002") == body.replace("plaintext", "text")


def test_no_fix_makes_a_diagram_without_a_caption_of_plain_text() -> None:
    for drawn in ("┌─┐\n│a│\n└─┘", "a | b\nc | d\n  | e", "+--+\n a\n+--+"):
        (found,) = said_by(unknown_language.RULE, article(body=block("txt", drawn)))
        assert found.fix is None


def test_every_spelling_leads_to_a_language_that_is_known() -> None:
    from pipeline.highlight import known
    from pipeline.rules.code_blocks.languages import SPELLINGS

    assert [name for name in SPELLINGS if known(name)] == []
    assert [name for name in SPELLINGS.values() if not known(name)] == []


def test_common_languages_are_known_without_loading_pygments() -> None:
    script = (
        "import sys\n"
        "from tests.rules.examples import GUIDE, said_by\n"
        "from pipeline.rules.code_blocks import unknown_language as rule\n"
        "assert said_by(rule.RULE, GUIDE) == []\n"
        "assert not [name for name in sys.modules if name.startswith('pygments')]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


# --- CB003 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("info", "code", "message"),
    [
        (
            "python",
            "def f«(»:\n    pass",
            "Line `1` of this block is not valid Python: `(` is never closed.",
        ),
        ("py", "x = 1\nif x «=» 5:\n    pass", "Line `2` of this block is not valid Python."),
        (
            "python3",
            "x = 1\nfor y in «x»\n    y()",
            "Line `2` of this block is not valid Python: a `:` is missing at its end.",
        ),
        (
            "python",
            '«print» "x"'.replace("«print» ", "print «").replace('"x"', '"»x"'),
            "Line `1` of this block is not valid Python.",
        ),
        (
            "json",
            '{\n  "a": 1«,»\n}',
            "Line `2` of this block is not valid JSON: no comma may stand behind the last one.",
        ),
        (
            "json",
            "{\n  «a»: 1\n}",
            "Line `2` of this block is not valid JSON: a name in double quotes must stand here.",
        ),
        ("json", '{"a": [1, 2}«»', ""),
        (
            "yml",
            "a: b«:» c",
            f"Line `1` of this block is not valid YAML: {COLON}.",
        ),
        ("yaml", "a:\n«\t»b: 1", ""),
        (
            "toml",
            "[a]\nb = «yes»",
            "Line `2` of this block is not valid TOML: this is no value: text needs quotes.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(info: str, code: str, message: str) -> None:
    if not message:
        assert len(said_by(invalid_syntax.RULE, article(body=block(info, marked(code)[0])))) == 1
        return
    plain, (span,) = marked(article(body=block(info, code)))
    (found,) = said_by(invalid_syntax.RULE, plain)
    assert (found.span, found.message) == (span, message)


@pytest.mark.parametrize(
    "body",
    [
        "1. So:\n\n   ```python\n       é = 1\n       x = «y» z\n   ```\n".replace(
            "«y» z", "y «z»"
        ),
        '> - Yes:\n>   ```json\n>   {\n>\n>     "é": «tru»\n>   }\n>   ```\n',
        "-\tA tab:\n\n\t```toml\n\té = 1\n\t```\n".replace("é = 1", "«é» = 1"),
        "   ```yaml\n   a: é\n   b: c«:» d\n   ```\n",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_place_is_exact_inside_of_lists_and_quotes(body: str, line_end: str) -> None:
    plain, (span,) = marked(article(body=body).replace("\n", line_end))
    assert [found.span for found in said_by(invalid_syntax.RULE, plain)] == [span]


def test_what_is_missing_at_the_end_is_shown_at_the_last_character() -> None:
    plain, (span,) = marked(article(body=block("json", '{\n  "a": «1»\n\n')))
    assert [found.span for found in said_by(invalid_syntax.RULE, plain)] == [span]


FRAGMENTS = {
    "doctests": ("python", ">>> 1 +\n... 1\n2"),
    "an ellipsis in a mapping": ("python", 'x = {"a": 1, ...}'),
    "an ellipsis on a line": ("python", "x = [\n    1,\n    ... and so on\n]"),
    "a one-character ellipsis": ("python", "x = foo(…)"),
    "a template": ("python", "x = {{ cookiecutter.name }} y"),
    "a template's tag": ("python", "{% if x %}\nx = 1\n{% endif %}"),
    "a placeholder": ("python", "client = Client(<your key>)"),
    "a lone return": ("python", "return x"),
    "a lone await": ("python", "await x"),
    "a branch": ("python", "else:\n    x()"),
    "a handler": ("python", "except KeyError:\n    x()\nfinally:\n    y()"),
    "a method": (
        "python",
        "    def x(self):\n        return 1\n\n    def y(self):\n        return 2",
    ),
    "an indented start": ("python", "        return x\n    return y"),
    "a decorator": ("python", '@app.get("/")'),
    "a heading": ("python", "def x(self):"),
    "comments as bodies": ("python", "class A:\n    def b(self):\n        # soon\n    # that's it"),
    "signatures": ("python", "def a(x, y=1) -> int\n\nclass B(A)"),
    "arguments": ("python", 'timeout=5,\nheaders={"a": 1},'),
    "members": ("python", '"a": 1,\n"b": [2],'),
    "IPython's magic": ("python", "%timeit x\n!ls"),
    "IPython's help": ("python", "len?"),
    "a shell prompt": ("python", "$ python x.py"),
    "a diff": ("python", "- import a\n+ import b"),
    "a traceback": ("python", "x()\nTraceback (most recent call last):\n  oops"),
    "an arrow": ("python", "x = 1  ← the first"),
    "Python 2": ("python2", 'print "x"'),
    "a session": ("pycon", ">>> 1\n1"),
    "Starlark": ("starlark", "x y"),
    "match": ("python", "match x:\n    case [1, *_]:\n        pass"),
    "a type alias": ("python", "type X = int"),
    "type parameters": ("python", "def f[T](x: T) -> T:\n    return x"),
    "an f-string in an f-string": ("python", 'f"{f"{x["a"]!r:>{w}}"}"'),
    "an f-string over lines": ("python", 'x = f"{\n    y  # why\n}"'),
    "a template string": ("python", 't"{x}"'),
    "exception groups": ("python", "try:\n    x()\nexcept* E:\n    pass"),
    "exceptions without parentheses": ("python", "try:\n    x()\nexcept A, B:\n    pass"),
    "grouped with": ("python", "with (open(a) as b, open(c) as d):\n    pass"),
    "an escape that is none": ("python", 'x = "\\d"\ny = 1if x else 2'),
    "no-check": ("python no-check", "x y"),
    "a flag behind others": ("json {1} no-check", "{a: 1}"),
    "members without braces": ("json", '"a": 1,\n"b": {"c": 2},'),
    "items without brackets": ("json", '{"a": 1},\n{"b": 2}'),
    "JSON lines": ("json", '{"a": 1}\n{"b": 2}\n'),
    "line comments": ("json", '{\n  // why\n  "a": 1\n}'),
    "block comments": ("json", '{\n  "a": 1 /* why */\n}'),
    "hash comments": ("json", '{\n  "a": 1 # why\n}'),
    "left out": ("json", '{\n  "a": 1,\n  ...\n}'),
    "left out with a comma": ("json", '{\n  "a": [1, …],\n}'),
    "a value to fill in": ("json", '{"id": <id>}'),
    "a JSON template": ("json", '{"id": {{ id }}}'),
    "a response": ("json", "HTTP/1.1 200 OK\n\n{}"),
    "comments' own language": ("jsonc", '{"a": 1,}'),
    "deep JSON": ("json", "[" * 4000),
    "tags": ("yaml", "a: !Ref x\nb: !!python/name:x y"),
    "an alias of elsewhere": ("yaml", "<<: *default"),
    "documents": ("yaml", "---\na: 1\n---\nb: 2"),
    "Ansible": ("yaml", "a: {{ b }}"),
    "GitHub's expressions": ("yaml", "a: ${{ b }}: c"),
    "Helm": ("yaml", "a:\n{{- if x }}\n  b: 1\n{{- end }}"),
    "an indented piece": ("yaml", "    - a\n  b: 1"),
    "pieces": ("yaml", "- a\n\nb:\n  c: 1"),
    "deep YAML": ("yaml", "[" * 4000),
    "a table twice": ("toml", "[a]\nb = 1\n\n[a]\nb = 2"),
    "a key twice": ("toml", "a = 1\na = 2"),
    "a table over lines": ("toml", "a = {\n  b = 1,\n}"),
    "left out in TOML": ("toml", "[a]\n..."),
    "deep TOML": ("toml", "a = " + "[" * 4000),
    "a long block": ("python", "x y\n" * 3000),
    "another language": ("rust", "let x y"),
    "nothing": ("python", ""),
    "nothing for JSON": ("json", "\n"),
}


@pytest.mark.parametrize("what", FRAGMENTS)
def test_fragments_and_what_is_no_whole_are_left_alone(what: str) -> None:
    assert silent(invalid_syntax.RULE, block(*FRAGMENTS[what]))


def test_quotes_that_are_mended_are_judged_as_they_will_be() -> None:
    assert silent(invalid_syntax.RULE, block("python", "print(“a”)"))
    plain, (span,) = marked(article(body=block("python", "print(“a”)\nx = y «z»")))
    assert [found.span for found in said_by(invalid_syntax.RULE, plain)] == [span]


# --- CB004 ---------------------------------------------------------------------------------------


def test_all_long_lines_of_a_block_are_one_finding() -> None:
    line = "x = " + "a + " * 30
    (found,) = said_by(long_line.RULE, article(body=block("python", f"{line}b\ny\n{line}c")))
    assert found.message == (
        "This line of `125` characters, and `1` more below it, are longer than 100."
    )


def test_columns_are_characters_and_the_number_is_a_setting() -> None:
    line = "é" * 20 + " «ö»"
    settings = replace(SETTINGS, thresholds={**SETTINGS.thresholds, "CB004": {"columns": 21}})
    plain, (span,) = marked(article(body=block("python", line)))
    assert [found.span for found in said_by(long_line.RULE, plain, settings)] == [span]
    assert silent(long_line.RULE, block("python", "é " * 50))


WORDS = "word " * 30


@pytest.mark.parametrize(
    "body",
    [
        block("python", "x = 1"),
        block("python", "x" * 99 + " "),
        block("text", WORDS),
        block("console", WORDS),
        block("output", WORDS),
        block("markdown", WORDS),
        block("diff", WORDS),
        block("csv", WORDS),
        block("", WORDS),
        block("bash", f"$ make\n{WORDS}"),
        block("bash", f"curl -s {'-o x ' * 15}https://blog.example/{'a' * 90}"),
        block("python", f'DIGEST = "{"0" * 128}"'),
        WORDS,
    ],
)
def test_short_lines_output_and_what_cannot_be_broken_may_be(body: str) -> None:
    assert silent(long_line.RULE, body)


def test_a_long_command_of_a_session_is_found_below_output() -> None:
    command = "$ make " + "word " * 30
    plain, (span,) = marked(
        article(body=block("bash", f"$ a\nb\n{command[:100]}«{command[100:-1]}»"))
    )
    assert [found.span for found in said_by(long_line.RULE, plain)] == [span]


# --- CB005 ---------------------------------------------------------------------------------------


def test_the_message_shows_the_quotes_or_the_character() -> None:
    body = block("python", "x = “é”\ny\u00a0= 1")
    assert [found.message for found in said_by(smart_quotes_in_code.RULE, article(body=body))] == [
        "`“é”` is in curly quotes, which `python` does not take.",
        "The no-break space `U+00A0` is no blank to `python`.",
    ]


@pytest.mark.parametrize(
    ("info", "before", "after"),
    [
        ("python", "f(“a”, ‘é’)", "f(\"a\", 'é')"),
        ("python", "x = f“{y}”", 'x = f"{y}"'),
        ("json", "{“a”: “b”}", '{"a": "b"}'),
        ("js", "let a = ‘it’s’;", "let a = 'it’s';"),
        ("rust", "println!(“a”);", 'println!("a");'),
        ("bash", "export A=“a b”", 'export A="a b"'),
        ("bash", "git commit -m ”a b“".replace("”a b“", "“a b”"), 'git commit -m "a b"'),
        ("sql", "SELECT 1 WHERE a = ‘b’", "SELECT 1 WHERE a = 'b'"),
        ("python", "if x:\n\u00a0\u00a0\u00a0 y\u202f= 1", "if x:\n    y = 1"),
        ("yaml", "a:\n\u00a0 b: 1\nc:\u00a02", "a:\n  b: 1\nc: 2"),
    ],
)
def test_plain_quotes_and_blanks_are_what_the_fix_writes(
    info: str, before: str, after: str
) -> None:
    assert fixed(block(info, before), "CB005") == block(info, after)
    in_list = "- é\n\n  " + block(info, before).replace("\n", "\n  ").rstrip(" ")
    crlf = in_list.replace("\n", "\r\n")
    expected = "- é\n\n  " + block(info, after).replace("\n", "\n  ").rstrip(" ")
    assert fixed(crlf, "CB005") == expected.replace("\n", "\r\n")


def test_what_can_be_mended_is_mended_beside_what_cannot() -> None:
    body = block("python", "f(“a”)\ng(“b\\”)")
    found = said_by(smart_quotes_in_code.RULE, article(body=body))
    assert [each.fix is not None for each in found] == [True, False]


@pytest.mark.parametrize("code", ["f(“a”, “b)", 'f(“say "a"”)', "f(“a\\”)"])
def test_quotes_that_do_not_pair_up_are_for_the_author_to_mend(code: str) -> None:
    found = said_by(smart_quotes_in_code.RULE, article(body=block("python", code)))
    assert [each.fix for each in found] == [None]


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("python", 'x = "she said “no”"'),
        ("python", "x = 'it’s'  # “really”, it’s"),
        ("python", '"""It’s “this”.\n\nSo “that”.\n"""'),
        ("python", "# “a”\n# (“b”)"),
        ("python", 'x = "10\u00a0€"  # 10\u00a0€'),
        ("python", "x = 1"),
        ("python", "x = '你好' + \"“您”\""),
        ("json", '{"a": "« Bonjour\u00a0», “b”"}'),
        ("js", "x = `“a”\n“b”`;"),
        ("js", "return <p>“Hello”</p>;"),
        ("js", "  She said “hello” to it’s owner"),
        ("c", "/* (“a”)\n = “b” */"),
        ("rust", "fn f<'a>(x: &'a str) { // “a”\n}"),
        ("sql", "-- = “a”\nSELECT 'it’s = “b”'"),
        ("bash", "echo She said “hi” to me"),
        ("bash", 'echo "one\n= “two”"'),
        ("bash", "cat <<EOF\n“a”\nEOF"),
        ("yaml", "title: “Hello”\nprice: 10\u00a0€"),
        ("text", "“a”\u00a0b"),
        ("output", "(“a”)"),
        ("console", "$ echo “a”"),
        ("markdown", "(“a”)"),
        ("html", "<p>“a”</p>"),
        ("", "(“a”)"),
        ("mermaid", "a[“b”]"),
    ],
)
def test_strings_comments_prose_and_output_may_have_any_quotes(info: str, code: str) -> None:
    assert silent(smart_quotes_in_code.RULE, block(info, code))


def test_inline_code_and_prose_are_not_looked_at() -> None:
    assert silent(smart_quotes_in_code.RULE, "Write `print(“a”)`, “so”.\n")


# --- CB006 ---------------------------------------------------------------------------------------


def test_the_message_of_a_prompt_says_why_it_is_in_the_way() -> None:
    (found,) = said_by(shell_prompt.RULE, article(body=block("bash", "$ ls")))
    assert found.message == "Each command has the prompt `$`, and no output is shown."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("$ a\n$ b", "a\nb"),
        ("# é\n$ a \\\n    --b\n\n$ c", "# é\na \\\n    --b\n\nc"),
        ("  $ a", "  a"),
        ("$ echo $ b", "echo $ b"),
    ],
)
def test_the_fix_takes_the_prompts_out_and_nothing_else(before: str, after: str) -> None:
    assert fixed(block("bash", before), "CB006") == block("bash", after)
    quoted = "> é\n>\n> " + block("sh", before).replace("\n", "\r\n> ").removesuffix("> ")
    expected = "> é\n>\n> " + block("sh", after).replace("\n", "\r\n> ").removesuffix("> ")
    assert fixed(quoted, "CB006") == expected


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("bash", "make\nmake test"),
        ("bash", "$ make\ndone"),
        ("bash", "make\n$ make test"),
        ("bash", "$ make \\\n> test"),
        ("bash", "$ cat <<EOF\na\nEOF"),
        ("bash", "$HOME/bin/make"),
        ("bash", "# only $ a comment"),
        ("bash", "echo $ a"),
        ("console", "$ make"),
        ("shell-session", "$ make"),
        ("text", "$ make"),
        ("", "$ make"),
        ("perl", "$ x = 1;"),
        ("bash", "% make"),
        ("bash", "$ $ make"),
        ("bash", ""),
    ],
)
def test_output_sessions_and_commands_without_a_prompt_may_be(info: str, code: str) -> None:
    assert silent(shell_prompt.RULE, block(info, code))


# --- the way back to the bytes -------------------------------------------------------------------

CODE_LINES = st.lists(
    st.text(st.sampled_from("aé😀\"'#{}[]=: \t“”\u00a0"), max_size=12), min_size=1, max_size=6
)


@given(
    lines=CODE_LINES,
    before=st.sampled_from(
        (
            *(("", ""), ("> ", "> "), ("- ", "  "), ("1. ", "   "), ("> - ", ">   ")),
            *(("- > ", "  > "), ("   ", "   "), (">\t", ">\t"), ("   ", "\t"), ("- ", "\t")),
        )
    ),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    info=st.sampled_from(["python", "", "js é"]),
)
def test_each_character_of_a_block_leads_to_its_own_bytes(
    lines: list[str], before: tuple[str, str], line_end: str, info: str
) -> None:
    first, others = before
    body = f"{first}```{info}\n" + "".join(f"{others}{line}\n" for line in [*lines, "```"])
    data = article(body=f"é\n\n{body}").replace("\n", line_end).encode()
    document = read(*source_of(PATH, data), SETTINGS)
    for code in document.code:
        written = Written(document, code)
        for index, character in enumerate(code.text):
            start, end = written.span(index, index + 1)
            assert code.span.start <= start <= end <= code.span.end
            got = data[start:end].decode()
            # A tab that is half indentation stands in the text as blanks.
            assert got == (character.strip("\n") if got != "\t" else got)
            assert got != "\t" or character in " \t"
        whole = written.span(0, len(code.text))
        assert written.span(0, 0).start == whole.start


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = {
    "brackets": ("python", "(" * 100_000),
    "f-strings": ("python", 'f"{x:' * 20_000),
    "strings": ("python", "'''" * 33_000),
    "backslashes": ("python", "\\" * 100_000),
    "blocks of f-strings": ("python", 'f"{x:' * 1_900 + "\n```\n\n```python\n" * 1),
    "objects": ("json", '{"a":' * 20_000),
    "nearly numbers": ("json", "[1," * 33_000),
    "flow": ("yaml", "[" * 100_000),
    "dashes": ("yaml", "- " * 50_000),
    "keys": ("yaml", "? " * 50_000),
    "tables": ("toml", "[" * 100_000),
    "dots": ("toml", "a." * 50_000 + "b = 1"),
    "curly quotes": ("python", "(“" * 50_000),
    "curly pairs": ("js", "(“a”" * 25_000),
    "curly commands": ("bash", "a -b “" * 16_000),
    "words": ("bash", "a-b " * 25_000 + "“a”"),
    "no-break spaces": ("sql", "\u00a0" * 50_000),
    "quotes": ("c", "\"'" * 50_000 + "“a”"),
    "comments": ("c", "/*" * 50_000 + "“a”"),
    "blanks": ("python", " " * 100_000 + "“a”"),
    "tags": ("js", "<a" * 50_000 + "“a”"),
    "prompts": ("bash", "$ " * 50_000),
    "a language": ("a" * 100_000, "a"),
    "lines": ("bash", "$ a\n" * 25_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_block_takes_no_long_time(what: str) -> None:
    info, code = HOSTILE[what]
    script = (
        "import sys\n"
        "from tests.rules.examples import ARTICLE_RULES, said_by\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "for rule in ARTICLE_RULES:\n"
        "    if rule.code.startswith('CB'):\n"
        "        said_by(rule, text)\n"
    )
    text = article(body=block(info, code))
    subprocess.run([sys.executable, "-c", script], input=text.encode(), check=True, timeout=10)
