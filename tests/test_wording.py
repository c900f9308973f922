"""How messages show a value, count things and list them."""

from __future__ import annotations

import pytest

from pipeline.wording import code, counted, joined, sentence


def test_a_shown_value_is_one_short_line_without_control_characters() -> None:
    assert code("a\nb\x1b[31m\u202e") == "`a\\nb\\x1b[31m\\u202e`"
    assert code("x" * 61) == f"`{'x' * 59}…`"
    assert code("日本 é 🎉") == "`日本 é 🎉`"


def test_only_one_thing_is_singular() -> None:
    assert [counted(number, "word") for number in (0, 1, 2)] == ["0 words", "1 word", "2 words"]


@pytest.mark.parametrize(
    ("parts", "phrase"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_the_last_of_several_parts_has_a_word_before_it(parts: list[str], phrase: str) -> None:
    assert joined(parts, "or") == phrase


def test_a_sentence_keeps_its_other_letters() -> None:
    assert [sentence(text) for text in ("", "item 1 of `Learn`")] == ["", "Item 1 of `Learn`"]
