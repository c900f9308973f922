"""What is wrong with a text in Python, JSON, YAML or TOML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.highlight import highlight, known, known_names, name_of
from pipeline.syntax import LANGUAGES, LONGEST, Mistake, first_mistake, index_of
from pipeline.syntax.f_strings import without_f_strings

PYTHON = [
    ("x = [1, 2\ny = 3\n", 4, "`[` is never closed"),
    ("f(\n", 1, "`(` is never closed"),
    ("x = f(1))\n", 8, ""),
    ("def f(x)\n    return x\n", 8, "a `:` is missing at its end"),
    ("class A\n    pass\n", 7, "a `:` is missing at its end"),
    ("def f():\nreturn 1\n", 9, "an indented line must follow the `:` above"),
    ("x = 1\n  y = 2\n", 6, "it is indented more than the line above allows"),
    ("if x:\n    y\n  z\n", 12, "its indentation is that of no line above"),
    ('x = "a\n', 4, "this string is not closed on its line"),
    ('"""a\n', 0, "this string is not closed"),
    ("f() = 1\n", 0, "nothing can be assigned to this"),
    ("del f()\n", 4, "this cannot be deleted"),
    ("f(a=1, 2)\n", 7, "its arguments are in the wrong order"),
    ("try:\n    x()\n", 13, "it ends too early"),
    ('x = {"a": 1 "b": 2}\n', 12, ""),
    ("foo(a b)\n", 6, ""),
    ('print "a"\n', 6, ""),
    ("if x = 5:\n    pass\n", 5, ""),
    ("const x = 1\n", 6, ""),
    ("x = “a”\n", 4, ""),
    ('y = f"{a["b"]}" z\n', 16, ""),
]


@pytest.mark.parametrize(("code", "at", "detail"), PYTHON)
def test_a_mistake_in_python_has_its_place_and_its_reason(code: str, at: int, detail: str) -> None:
    assert first_mistake("python", code) == Mistake(at, detail)


@pytest.mark.parametrize(
    ("language", "code", "found"),
    [
        ("json", '{"a": 1,}', Mistake(7, "no comma may stand behind the last one")),
        ("json", "[1,\n 2,\n]", Mistake(6, "no comma may stand behind the last one")),
        ("json", '{"a" 1}', Mistake(5, "a `:` must stand here")),
        ("json", '{"a": "b\n"}', Mistake(8, "a string has a line end or a tab of its own")),
        ("json", '{"a": 1}}', Mistake(8, "the value ends before this")),
        ("yaml", "a: [1, 2\n", Mistake(9, "a `,` or a closing bracket is missing")),
        ("yaml", "a:\n\tb: 1\n", Mistake(3, "a tab: YAML is indented with blanks alone")),
        ("yaml", "é: 😀\na: @x\n", Mistake(8, "no value can start like this")),
        ("toml", "é = 1\n", Mistake(0, "a key or a table must stand here")),
        ("toml", "a = [1, 2\n", Mistake(10, "an array is not closed")),
        ("toml", 'b = 1\na = "é 😀\n', Mistake(14, "this string is not closed on its line")),
    ],
)
def test_a_mistake_in_data_has_its_place_and_its_reason(
    language: str, code: str, found: Mistake
) -> None:
    assert first_mistake(language, code) == found


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ('f"{a["b"]!r:>{w}}" + c', '"________________" + c'),
        ("x = rf'{y}' 'z'", "x = \"_____\" 'z'"),
        ('f"""a\n{b}\n""" + c', '"""__\n___\n""" + c'),
        ('t"{{}}" f""', '"_____" "_"'),
        ('f"{f"{f"{1}"}"}"', f'"{"_" * 14}"'),
        ('f"{d["}"]}" # f"{', '"_________" # f"{'),
        ('b"{x}" "{y}" r\'{z}\'', 'b"{x}" "{y}" r\'{z}\''),
        ('x = "f\\"{" + f"{x:%H:%M}"', 'x = "f\\"{" + "__________"'),
        ('f"{a', 'f"{a'),
        ("f'a\n'", "f'a\n'"),
        ("f'{a:\n}'", "f'{a:\n}'"),
    ],
)
def test_formatted_strings_become_plain_ones_of_the_same_length(code: str, plain: str) -> None:
    assert without_f_strings(code) == plain


@given(
    language=st.sampled_from(["python", "json", "yaml", "toml"]),
    code=st.text(
        st.sampled_from("ax1 \n\t:=,.'\"\\#{}[]()-|&*!%@f_é😀\u2028\x85\x0c"), max_size=40
    ),
)
def test_any_text_gives_silence_or_a_place_in_it(language: str, code: str) -> None:
    found = first_mistake(language, code)
    assert found is None or 0 <= found.at <= len(code)


@given(st.text(st.sampled_from("ab{}[]:\"'\n\\#f "), max_size=40))
def test_no_line_is_lost_with_the_formatted_strings(code: str) -> None:
    assert without_f_strings(code).count("\n") == code.count("\n")


def test_a_long_text_is_not_read() -> None:
    assert first_mistake("python", "x y\n" * (LONGEST // 4))
    assert first_mistake("python", "x y\n" * (LONGEST // 4 + 1)) is None


def test_a_place_that_is_not_in_the_text_is_its_end() -> None:
    assert [index_of("a\nbc\n", *place) for place in ((1, 0), (2, 1), (2, 9), (3, 0), (7, 0))] == [
        0,
        3,
        5,
        5,
        5,
    ]


def test_every_language_that_is_read_gets_colours() -> None:
    assert [name for name in LANGUAGES if not known(name)] == []


def test_the_names_that_need_no_pygments_are_names_of_pygments() -> None:
    from pipeline.highlight import _COMMON

    assert known_names() >= _COMMON


def test_what_stands_behind_a_comma_is_not_part_of_a_language() -> None:
    assert (name_of("Rust,no_run"), name_of("text"), name_of("")) == ("rust", "text", "")
    code = "fn main() {}\n"
    nothing: frozenset[int] = frozenset()
    assert highlight(code, "rust,ignore", nothing) == highlight(code, "rust", nothing)
    assert "<span" in highlight(code, "rust,ignore", nothing)
