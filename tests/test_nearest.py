"""Did-you-mean: near enough to help, never so far that it misleads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.nearest import nearest, one_away

FIELDS = ["title", "description", "date", "updated", "reading_time", "tags", "draft", "guid"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("readingTime", "reading_time"),
        ("reading-time", "reading_time"),
        ("reading time", "reading_time"),
        ("desc", "description"),
        ("tag", "tags"),
        ("udpated", "updated"),
    ],
)
def test_a_slip_of_the_fingers_finds_its_name(word: str, meant: str) -> None:
    assert nearest(word, FIELDS) == meant


@pytest.mark.parametrize("word", ["", "x", "mood", "layout", "permalink", "t", "title" * 50])
def test_a_word_that_is_near_to_nothing_finds_nothing(word: str) -> None:
    assert nearest(word, FIELDS) is None


def test_the_start_of_two_names_is_not_enough() -> None:
    assert nearest("da", ["date", "dates"]) is None


def test_of_two_equally_near_names_the_first_in_the_alphabet_is_found() -> None:
    assert nearest("tent", ["text", "test"]) == nearest("tent", ["test", "text"]) == "test"


@given(st.text(max_size=30), st.permutations(FIELDS))
def test_the_order_of_the_names_is_of_no_matter(word: str, names: list[str]) -> None:
    assert nearest(word, names) == nearest(word, FIELDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Beginner", "beginner"),
        ("GITHUB", "GitHub"),
        ("tag", "tags"),
        ("tags", "tag"),
        ("tigs", "tags"),
        ("atgs", "tags"),
        ("reading-time", "reading_time"),
        ("", "a"),
    ],
)
def test_one_letter_or_case_is_one_away(one: str, other: str) -> None:
    assert one_away(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tags", "tags"),
        ("tag", "tagged"),
        ("sgat", "tags"),
        ("test", "text s"),
        ("abcd", "abdce"),
        ("", "ab"),
        ("abcd", "badc"),
    ],
)
def test_more_than_that_is_not(one: str, other: str) -> None:
    assert not one_away(one, other)


@given(st.text(max_size=12), st.text(max_size=12))
def test_being_one_away_goes_both_ways(one: str, other: str) -> None:
    assert one_away(one, other) == one_away(other, one)
