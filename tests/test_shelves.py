"""Shelves: how long a page of a list is, and where it goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.shelves import (
    HOME,
    ON_A_PAGE,
    ON_A_YEARS_PAGE,
    ON_HOME,
    before,
    feed_paths,
    page_path,
    pages_of,
    parted,
    shelf_paths,
)
from tests.blog import made_article

SHELVES = st.sampled_from([HOME, "/categories/web/", "/tags/page/", "/archive/2026/"])


@pytest.mark.parametrize(
    ("shelf_path", "counts"),
    [
        ("/tags/x/", {0: 1, 1: 1, 20: 1, 21: 2, 40: 2, 41: 3}),
        ("/", {0: 1, 13: 1, 14: 2, 33: 2, 34: 3}),
        ("/archive/2026/", {0: 1, 100: 1, 101: 2, 200: 2, 201: 3}),
    ],
)
def test_a_list_has_as_many_pages_as_it_needs(shelf_path: str, counts: dict[int, int]) -> None:
    assert (ON_A_PAGE, ON_HOME, ON_A_YEARS_PAGE) == (20, 13, 100)
    assert {count: pages_of(shelf_path, count) for count in counts} == counts


@given(SHELVES, st.integers(1, 5_000))
def test_each_article_stands_on_one_page_and_no_page_is_empty(shelf_path: str, count: int) -> None:
    pages = pages_of(shelf_path, count)
    borders = [before(shelf_path, number) for number in range(1, pages + 2)]
    assert borders[0] == 0
    assert borders == sorted(set(borders))
    assert borders[-2] < count <= borders[-1]


@given(SHELVES, st.integers(1, 999_999))
def test_the_path_of_a_page_says_its_list_and_its_number(shelf_path: str, number: int) -> None:
    assert parted(page_path(shelf_path, number)) == (shelf_path, number)


@pytest.mark.parametrize(
    "site_path",
    ["/", "/page/", "/page/0/", "/page/1/", "/page/02/", "/page/x/", "/tags/page/", "/page/2", ""],
)
def test_other_paths_are_first_pages_of_themselves(site_path: str) -> None:
    assert parted(site_path) == (site_path, 1)


def test_an_article_stands_on_all_its_shelves() -> None:
    article = made_article(category="C & C++", tags=("c++", "C#"), series="A Story")
    assert list(shelf_paths(article)) == [
        *("/", "/categories/c-c-plus-plus/", "/tags/c-plus-plus/", "/tags/c-sharp/"),
        *("/series/a-story/", "/archive/2026/"),
    ]
    bare = made_article(category="", tags=("",), series="")
    assert list(shelf_paths(bare)) == ["/", "/archive/2026/"]


def test_an_article_brings_the_feed_of_its_category_with_it() -> None:
    assert list(feed_paths(made_article(category="C & C++"))) == [
        "/categories/c-c-plus-plus/feed.xml"
    ]
    assert list(feed_paths(made_article(category=""))) == []
