"""Slugs and anchors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.slug import DEVICES, MOST_SLUG, anchor, shelf_slug, slug, unique_anchor

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
    ("Reading SQLite's Mind", "reading-sqlites-mind"),
    ("It’s 'quoted'", "its-quoted"),
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


SHELVES = [
    ("Career", "career"),
    ("c++", "c-plus-plus"),
    ("C#", "c-sharp"),
    ("Crème", "creme"),
    ("page", "page"),
    ("a" * 80, "a" * 80),
    ("a" * 300, "a" * 71 + "-9835fa6b"),
    ("日本語", "77710aed"),
    ("日本 Java", "java-fbf5454b"),
    ("???", "a03b221c"),
    ("", "e3b0c442"),
    ("con", "con-1143da2b"),
    ("CON", "con-1143da2b"),
]


@pytest.mark.parametrize(("name", "expected"), SHELVES)
def test_a_shelf_has_a_slug_whatever_its_name(name: str, expected: str) -> None:
    assert shelf_slug(name) == expected


@given(st.text())
def test_a_shelf_can_be_a_folder_on_every_system(name: str) -> None:
    found = shelf_slug(name)
    assert 1 <= len(found) <= MOST_SLUG
    assert slug(found) == found
    assert found not in DEVICES


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text("ab", min_size=81))
def test_names_that_are_cut_or_of_another_script_do_not_meet(name: str, long: str) -> None:
    assert shelf_slug(long) != shelf_slug(long + "a")
    assert shelf_slug("語" + name) != shelf_slug(name)


@given(st.text())
def test_an_anchor_never_holds_a_colon_or_a_blank(text: str) -> None:
    assert anchor(text)
    assert not set(anchor(text)) & set(': "<>&#\t\n')
