"""Slugs and anchors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.slug import MOST_SLUG, anchor, slug, unique_anchor

ANCHORS = [
    ("What and Why", "what-and-why"),
    ("Hands-on Example", "hands-on-example"),
    ("A & B", "a--b"),
    ("snake_case()", "snake_case"),
    ("  Blank  ", "blank"),
    ("漢字 です", "漢字-です"),
    ("Ünïcödé", "ünïcödé"),
    ("???", "section"),
    ("", "section"),
    ("fn:1", "fn1"),
]


@pytest.mark.parametrize(("text", "expected"), ANCHORS)
def test_an_anchor_follows_githubs_rule(text: str, expected: str) -> None:
    assert anchor(text) == expected


def test_an_anchor_that_is_taken_gets_a_number() -> None:
    used = {"a-1": 0}
    assert [unique_anchor("A", used) for _ in range(3)] == ["a", "a-2", "a-3"]


SLUGS = [
    ("Career", "career"),
    ("C++", "c-plus-plus"),
    ("C#", "c-sharp"),
    ("Crème brûlée", "creme-brulee"),
    ("a  --  b", "a-b"),
    ("漢字", ""),
    ("../../etc", "etc"),
]


@pytest.mark.parametrize(("text", "expected"), SLUGS)
def test_a_slug_is_plain_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_fit_for_every_url_and_file_system(text: str) -> None:
    found = slug(text)
    assert len(found) <= MOST_SLUG
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found


@given(st.text())
def test_an_anchor_never_holds_a_colon_or_a_blank(text: str) -> None:
    assert anchor(text)
    assert not set(anchor(text)) & set(': "<>&#\t\n')
