"""LK001, LK004 and LK006 about the pages that no author writes: lists and what the blog makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.model import Settings
from pipeline.rules.links.site_map import site_map
from tests.rules.examples import PATH, SETTINGS, article, findings

LINKS = ("LK001", "LK004", "LK006")
FIELDS = "category: Web\ntags: [css, api-design]\nseries: A Story\npart: 1\n"


def said(
    destination: str, *others: str, reader: str = "", settings: Settings = SETTINGS
) -> list[str]:
    """What the rules on links say of one link in an article beside others with these fields."""
    files: dict[str, bytes] = {
        PATH: article(front_matter=reader, body=f"[a]({destination})\n").encode()
    }
    for number, fields in enumerate(others):
        path = f"content/articles/other-{number:03}.md"
        files[path] = article(path, front_matter=fields).encode()
    return [code for code, path, _ in findings(files, settings) if code in LINKS and path == PATH]


ALWAYS = [
    *("/", "/archive/", "/categories/", "/tags/", "/404.html"),
    *("/feed.xml", "/feed.json", "/subscribe/", "/robots.txt", "/sitemap.xml", "/search/"),
]
SHELVES = [
    *("/archive/2026/", "/categories/web/", "/categories/web/feed.xml"),
    *("/tags/css/", "/tags/api-design/", "/series/", "/series/a-story/"),
]


@pytest.mark.parametrize("destination", ALWAYS)
def test_what_the_blog_always_makes_can_be_linked(destination: str) -> None:
    assert said(destination) == []


def test_there_is_no_search_where_it_is_switched_off() -> None:
    assert said("/search/", settings=replace(SETTINGS, search=False)) == ["LK001"]


@pytest.mark.parametrize("destination", SHELVES)
def test_a_list_is_there_as_soon_as_one_of_its_articles_is(destination: str) -> None:
    day = "" if "archive" not in destination else "date: 2026-01-05\n"
    old = "date: 2025-01-05\n"
    assert said(destination, FIELDS + day, reader=old) == []
    assert said(destination, reader=old) == ["LK001"]
    assert said(destination, f"{FIELDS}draft: true\n{day}", reader=old) == ["LK001"]
    assert said(destination, f"{FIELDS}date: 2026-06-15\n", reader=old) == ["LK001"]


def test_a_later_article_may_link_to_what_is_there_by_then() -> None:
    later = f"{FIELDS}date: 2026-06-15\n"
    assert said("/tags/css/", later, reader="date: 2026-06-15\n") == []
    assert said("/tags/css/", later, reader="date: 2026-06-14\n") == ["LK001"]


@pytest.mark.parametrize("destination", SHELVES)
def test_an_article_may_link_to_the_lists_it_stands_on(destination: str) -> None:
    assert said(destination, reader=FIELDS) == []
    assert said(destination, reader=f"{FIELDS}draft: true\n") == []


@pytest.mark.parametrize(
    ("destination", "others", "found"),
    [
        ("/tags/css/page/2/", 20, ["LK001"]),
        ("/tags/css/page/2/", 21, []),
        ("/tags/css/page/3/", 40, ["LK001"]),
        ("/tags/css/page/3/", 41, []),
        ("/categories/web/page/2/", 21, []),
        ("/page/2/", 12, ["LK001"]),
        ("/page/2/", 13, []),
        ("/archive/2026/page/2/", 21, ["LK001"]),
        ("/tags/css/page/1/", 21, ["LK001"]),
        ("/tags/css/page/", 21, ["LK001"]),
        ("/tags/page/2/", 21, ["LK001"]),
        ("/series/page/2/", 21, ["LK001"]),
        ("/categories/web/feed.xml", 21, []),
        ("/categories/web/page/2/feed.xml", 21, ["LK001"]),
        ("/tags/css/feed.xml", 21, ["LK001"]),
    ],
)
def test_a_later_page_is_there_when_the_list_is_long_enough(
    destination: str, others: int, found: list[str]
) -> None:
    fields = [f"category: Web\ntags: [css]\nseries: S {number}\n" for number in range(others)]
    assert said(destination, *fields) == found


def test_a_draft_counts_itself_and_no_other_draft() -> None:
    twenty = ["tags: [css]\n"] * 20
    reader = "tags: [css]\ndraft: true\n"
    assert said("/tags/css/page/2/", *twenty, reader=reader) == []
    assert said("/tags/css/page/2/", *twenty[1:], reader, reader=reader) == ["LK001"]
    assert said("/tags/css/page/2/", *twenty, reader="draft: true\n") == ["LK001"]


@pytest.mark.parametrize(
    ("destination", "meant"),
    [
        ("/Tags/css/", "/tags/css/"),
        ("/tags/CSS/", "/tags/css/"),
        ("/Archive/", "/archive/"),
        ("/series/A-Story/", "/series/a-story/"),
        ("/tags/css/Page/2/", "/tags/css/page/2/"),
        ("/categories/Web/feed.xml", "/categories/web/feed.xml"),
        ("/feed.JSON", "/feed.json"),
        ("/Subscribe/", "/subscribe/"),
    ],
)
def test_the_case_of_a_list_is_mended(destination: str, meant: str) -> None:
    others = {
        f"content/articles/o-{number}.md": article(
            f"content/articles/o-{number}.md", front_matter=f"{FIELDS}draft: false\n"
        ).encode()
        for number in range(21)
    }
    files: Mapping[str, bytes] = {PATH: article(body=f"[a]({destination})\n").encode(), **others}
    helps = [finding.help for code, path, finding in findings(files) if code == "LK006"]
    assert helps == [f"Write `{meant}`."]


def test_a_tag_that_is_nearly_right_is_suggested() -> None:
    files = {PATH: article(front_matter=FIELDS, body="[a](/tags/api-desing/)\n").encode()}
    assert [finding.help for code, _, finding in findings(files) if code == "LK001"] == [
        "Did you mean `/tags/api-design/`?"
    ]


def test_a_site_knows_each_page_and_feed_of_each_list_once() -> None:
    from pipeline.examine import summarise
    from pipeline.model import Corpus, Inventory
    from pipeline.read import read, source_of
    from tests.rules.examples import NOW

    summaries = tuple(
        summarise(
            read(*source_of(path, article(path, front_matter=FIELDS).encode()), SETTINGS), SETTINGS
        )
        for path in (f"content/articles/o-{number}.md" for number in range(21))
    )
    lists = list(site_map(Corpus(summaries, Inventory({}, ()), NOW), SETTINGS).lists())
    assert sorted(lists) == [
        *("/", "/archive/2026/", "/categories/web/", "/categories/web/feed.xml"),
        *("/categories/web/page/2/", "/page/2/"),
        *("/series/", "/series/a-story/", "/series/a-story/page/2/"),
        *("/tags/api-design/", "/tags/api-design/page/2/", "/tags/css/", "/tags/css/page/2/"),
    ]
