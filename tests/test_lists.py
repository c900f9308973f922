"""The pages that lead to articles: what they show, where they go on, and what they never do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.model import Article, Page, PageKind, Site
from pipeline.render.lists import (
    SERIES_ON_HOME,
    WHOLE_ARCHIVE,
    Around,
    all_series_page,
    archive_page,
    around_article,
    categories_page,
    category_page,
    home_page,
    list_pages,
    series_page,
    tag_page,
    tags_page,
    year_page,
)
from pipeline.render.subscribe_page import subscribe_page
from pipeline.shelves import ON_A_YEARS_PAGE, ON_HOME
from tests.blog import made_article as article
from tests.blog import made_site as site

ATTACK = """</title><script>alert(1)</script>" onload='x' & {{ 7777 * 7777 }} <b>"""
START = datetime(2026, 6, 30, tzinfo=UTC)

MEMO = article()
OLDER = article(
    "older",
    title="An Older Note",
    description="Short, and without a promise.",
    category="C & C++",
    category_path="/categories/c-c-plus-plus/",
    level="",
    minutes=12,
    tags=("C++", "writing"),
    published=datetime(2025, 12, 31, tzinfo=UTC),
)
BLOG = site(MEMO, OLDER)
STANDFIRST = "Why a page of plain words comes before the first line of code."
MEMO_ENTRY = [
    *("5 January 2026", "Write the Memo First", STANDFIRST),
    *("Career", "· 4 min read · Intermediate"),
]
OLDER_ENTRY = [
    *("31 December 2025", "An Older Note", "Short, and without a promise."),
    *("C & C++", "· 12 min read"),
]
LOOM = "The first article is still on the loom. It will be here as soon as it is published."


def several(count: int, **changes: object) -> list[Article]:
    """So many articles, a day apart, newest first: `Number 1`, `Number 2` ..."""
    return [
        article(
            f"n-{number}",
            title=f"Number {number}",
            published=START - timedelta(days=number),
            **changes,
        )
        for number in range(1, count + 1)
    ]


def parse(page: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(page.decode())


def shown(page: bytes, where: str = "main") -> list[str]:
    """The text of a page's own part as its reader meets it, a stretch an element."""
    (part,) = parse(page).css(where)
    texts = (each.strip() for each in part.text(separator="\n").split("\n"))
    return [each for each in texts if each]


def titles(page: bytes) -> list[str]:
    """The articles that a page lists."""
    return [node.text() for node in parse(page).css(".entry :is(h2, h3), .rows li a")]


def pages(blog: Site) -> dict[str, Page]:
    return {page.site_path: page for page in list_pages(blog)}


def content(blog: Site, site_path: str) -> bytes:
    return pages(blog)[site_path].content()


# --- home ----------------------------------------------------------------------------------------


def test_the_front_page_leads_with_the_newest_and_counts_the_categories() -> None:
    page = home_page(BLOG)
    assert shown(page, "h1") == ["Codeloom"]
    assert shown(page, ".masthead .standfirst") == ["Practical articles for working developers."]
    assert shown(page) == [
        *MEMO_ENTRY,
        "Earlier articles",
        *OLDER_ENTRY,
        *("Categories", "C & C++", "1 article", "Career", "1 article"),
    ]


def test_the_front_page_of_an_empty_blog_says_so_kindly() -> None:
    assert shown(home_page(site())) == [LOOM]


def test_a_blog_with_one_article_has_no_earlier_ones() -> None:
    assert shown(home_page(site(MEMO))) == [*MEMO_ENTRY, "Categories", "Career", "1 article"]


@pytest.mark.parametrize("count", [1, ON_HOME, ON_HOME + 1, ON_HOME + 20, ON_HOME + 21])
def test_the_front_page_goes_on_where_it_ends(count: int) -> None:
    blog = site(*several(count))
    found = pages(blog)
    numbers = [f"/page/{number}/" for number in range(2, 9) if f"/page/{number}/" in found]
    assert len(numbers) == -(-max(0, count - ON_HOME) // 20)
    listed = [title for path in ("/", *numbers) for title in titles(found[path].content())]
    assert listed == [each.title for each in blog.articles]
    more = parse(home_page(blog)).css(".more a")
    assert [node.attributes["href"] for node in more] == (["/blog/page/2/"] if numbers else [])


def test_a_later_page_of_the_front_page_says_where_it_is() -> None:
    page = content(site(*several(ON_HOME + 21)), "/page/2/")
    assert shown(page)[:2] == ["All articles", "34 articles · Page 2 of 3"]
    assert head(page) == (
        "All articles, page 2 · Codeloom",
        "Articles 14 to 33 of 34 on Codeloom.",
        "https://blog.example/blog/page/2/",
    )


def test_the_last_page_may_have_one_article() -> None:
    page = content(site(*several(ON_HOME + 21)), "/page/3/")
    assert titles(page) == ["Number 34"]
    assert head(page)[1] == "Article 34 of 34 on Codeloom."


def test_the_front_page_names_the_series_with_the_newest_parts() -> None:
    blog = site(
        *(
            article(f"a-{number}", series=f"Story {number}", part=1, minutes=number + 1)
            for number in range(SERIES_ON_HOME + 1)
        )
    )
    at = shown(home_page(blog)).index("Series")
    expected = [("Story 0", "1 part · 1 min"), ("Story 1", "1 part · 2 min")]
    assert shown(home_page(blog))[at + 1 : at + 5] == [text for pair in expected for text in pair]
    assert f"Story {SERIES_ON_HOME - 1}" in shown(home_page(blog))
    assert f"Story {SERIES_ON_HOME}" not in shown(home_page(blog))


# --- categories and tags -------------------------------------------------------------------------


def test_a_category_shows_its_articles() -> None:
    assert shown(category_page(BLOG.categories[0], BLOG)) == [
        *("Categories", "C & C++", "1 article ·", "Subscribe to C & C++"),
        *OLDER_ENTRY,
    ]


def test_each_page_of_a_category_leads_to_what_is_said_of_its_feed() -> None:
    blog = site(*several(21))
    (category,) = blog.categories
    there = subscribe_page(blog).decode()
    for number in (1, 2):
        (link,) = parse(category_page(category, blog, number)).css(".opening .meta a")
        assert link.text() == "Subscribe to Career"
        path, _, place = (link.attributes["href"] or "").partition("#")
        assert path == "/blog/subscribe/"
        assert f'id="{place}"' in there


def test_a_tag_shows_its_articles_newest_first() -> None:
    tag = BLOG.tags[-1]
    assert shown(tag_page(tag, BLOG)) == [
        *("Tags", "writing", "2 articles"),
        *MEMO_ENTRY,
        *OLDER_ENTRY,
    ]


@pytest.mark.parametrize(("count", "last"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_holds_twenty_articles_a_page(count: int, last: int) -> None:
    blog = site(*several(count, tags=("testing",)))
    for shelf in ("/categories/career/", "/tags/testing/"):
        paths = [shelf, *(f"{shelf}page/{number}/" for number in range(2, last + 1))]
        assert [path for path in pages(blog) if path.startswith(shelf)] == paths
        on_each = [titles(content(blog, path)) for path in paths]
        assert [len(each) for each in on_each] == [20] * (last - 1) + [count - 20 * (last - 1)]
        assert [title for each in on_each for title in each] == [a.title for a in blog.articles]


def test_a_list_of_one_page_has_no_way_to_others() -> None:
    page = parse(category_page(BLOG.categories[0], BLOG))
    assert page.css("nav.pages, [rel=prev], [rel=next]") == []


def ways(page: bytes) -> list[tuple[str, str]]:
    """What the navigation between pages says, and where it leads, in order."""
    (nav,) = parse(page).css("nav.pages")
    assert nav.attributes["aria-label"] == "Pages"
    return [
        (node.text().strip(), (node.attributes.get("href") or "").removeprefix("/blog/tags/a/"))
        for node in nav.css("a, [aria-hidden]")
    ]


def test_the_way_through_a_long_list_shows_its_ends_and_its_neighbours() -> None:
    blog = site(*several(400, tags=("a",)))
    (tag,) = blog.tags
    assert ways(tag_page(tag, blog, 1)) == [
        *(("Page 1", ""), ("Page 2", "page/2/"), ("…", ""), ("Page 20", "page/20/")),
        ("Older →", "page/2/"),
    ]
    assert ways(tag_page(tag, blog, 10)) == [
        ("← Newer", "page/9/"),
        *(("Page 1", ""), ("…", ""), ("Page 9", "page/9/"), ("Page 10", "page/10/")),
        *(("Page 11", "page/11/"), ("…", ""), ("Page 20", "page/20/")),
        ("Older →", "page/11/"),
    ]
    assert ways(tag_page(tag, blog, 4))[1:5] == [
        *(("Page 1", ""), ("Page 2", "page/2/"), ("Page 3", "page/3/"), ("Page 4", "page/4/")),
    ]
    assert ways(tag_page(tag, blog, 20)) == [
        ("← Newer", "page/19/"),
        *(("Page 1", ""), ("…", ""), ("Page 19", "page/19/"), ("Page 20", "page/20/")),
    ]
    current = parse(tag_page(tag, blog, 10)).css("nav.pages [aria-current]")
    assert [(node.text(), node.attributes["aria-current"]) for node in current] == [
        ("Page 10", "page")
    ]


def test_a_page_tells_machines_its_neighbours() -> None:
    blog = site(*several(41, tags=("a",)))
    told = [
        [
            (node.attributes["rel"], (node.attributes["href"] or "").rpartition("/tags/a/")[2])
            for node in parse(tag_page(blog.tags[0], blog, number)).css(
                "head [rel=prev], head [rel=next]"
            )
        ]
        for number in (1, 2, 3)
    ]
    assert told == [
        [("next", "page/2/")],
        [("prev", ""), ("next", "page/3/")],
        [("prev", "page/2/")],
    ]


def test_all_categories_are_named_with_what_is_newest() -> None:
    assert shown(categories_page(BLOG)) == [
        *("Categories", "2 categories"),
        *("C & C++", "1 article", "Newest:", "An Older Note", ",", "31 December 2025"),
        *("Career", "1 article", "Newest:", "Write the Memo First", ",", "5 January 2026"),
    ]


def test_all_tags_are_named_in_the_order_of_the_alphabet() -> None:
    assert shown(tags_page(BLOG)) == [
        *("Tags", "3 tags", "C++", "1 article", "decisions", "1 article"),
        *("writing", "2 articles"),
    ]


def test_a_list_of_shelves_shows_how_full_each_is_beside_the_fullest() -> None:
    counts = {"a": 1, "b": 2, "c": 3, "d": 5, "e": 10}
    many = several(10)
    blog = site(
        *(
            article(each.slug, tags=tuple(tag for tag in counts if place < counts[tag]))
            for place, each in enumerate(many)
        )
    )
    found = [node.attributes["class"] for node in parse(tags_page(blog)).css(".shelves li")]
    assert found == ["weight-1", "weight-1", "weight-2", "weight-3", "weight-5"]


def test_where_all_shelves_have_few_each_article_is_a_stitch() -> None:
    found = [node.attributes["class"] for node in parse(tags_page(BLOG)).css(".shelves li")]
    assert found == ["weight-1", "weight-1", "weight-2"]


@pytest.mark.parametrize(
    ("render", "text"),
    [
        (categories_page, ["Categories", "There is no article yet, and so no category."]),
        (tags_page, ["Tags", "No article has a tag yet."]),
        (archive_page, ["Archive", LOOM]),
    ],
)
def test_a_list_of_nothing_says_so(render: Callable[[Site], bytes], text: list[str]) -> None:
    assert shown(render(site())) == text


# --- series --------------------------------------------------------------------------------------

PARTS = [
    article("third", title="The Third", series="A Story", part=3, minutes=7, published=START),
    MEMO,
    article("first", title="The First", series="A Story", part=1, minutes=5, level=""),
    article("second", title="The Second", series="A Story", part=2, minutes=10),
]


def test_a_series_shows_its_parts_in_order_and_the_time_for_all() -> None:
    blog = site(*PARTS)
    (series,) = blog.series
    page = series_page(series, blog)
    assert shown(page)[:4] == ["Series", "A Story", "3 parts · 22 min read in all", "Part 1"]
    assert [(node.text(strip=True)) for node in parse(page).css("ol.parts > li .part")] == [
        *("Part 1", "Part 2", "Part 3")
    ]
    assert titles(page) == ["The First", "The Second", "The Third"]
    assert head(page) == (
        "Series: A Story · Codeloom",
        "The series A Story on Codeloom: 3 parts, 22 minutes in all.",
        "https://blog.example/blog/series/a-story/",
    )


def test_a_part_without_a_number_comes_last_and_claims_none() -> None:
    blog = site(article("x", title="Some Part", series="A Story"), *PARTS[2:])
    page = series_page(blog.series[0], blog)
    assert titles(page) == ["The First", "The Second", "Some Part"]
    assert [node.text() for node in parse(page).css(".part")] == ["Part 1", "Part 2"]


def test_a_long_series_goes_on_like_any_list() -> None:
    blog = site(
        *(
            article(f"n-{number}", title=f"Part {number:02}", series="Long", part=number)
            for number in range(21, 0, -1)
        )
    )
    page = content(blog, "/series/long/page/2/")
    assert titles(page) == ["Part 21"]
    assert [node.attributes["start"] for node in parse(page).css("ol.parts")] == ["21"]
    assert [node.text() for node in parse(page).css("nav.pages a")] == [
        *("← Earlier parts", "Page 1", "Page 2")
    ]
    assert head(page)[0] == "Series: Long, page 2 · Codeloom"


def test_all_series_are_named_with_their_length() -> None:
    blog = site(*PARTS)
    assert shown(all_series_page(blog)) == [
        *("Series", "1 series", "A Story", "3 parts · 22 min"),
        *("Newest:", "The Third", ",", "30 June 2026"),
    ]
    assert "/series/" in pages(blog)
    assert "/series/" not in pages(BLOG)


# --- the archive ---------------------------------------------------------------------------------


def test_the_archive_of_a_small_blog_names_every_article_by_year() -> None:
    assert shown(archive_page(BLOG)) == [
        *("Archive", "2 articles", "2026", "5 Jan", "Write the Memo First"),
        *("4 min · Intermediate", "2025", "31 Dec", "An Older Note", "12 min"),
    ]


def test_the_archive_of_a_large_blog_names_the_years() -> None:
    blog = site(*several(WHOLE_ARCHIVE), OLDER)
    assert titles(archive_page(site(*several(WHOLE_ARCHIVE))))[0] == "Number 1"
    assert shown(archive_page(blog)) == [
        *("Archive", "101 articles", "2026", "100 articles", "2025", "1 article"),
    ]


def test_a_year_has_a_line_for_each_article_by_month() -> None:
    blog = site(*several(31))
    page = year_page(blog.years[0], blog)
    assert shown(page)[:6] == [
        *("Archive", "2026", "31 articles", "June", "29 Jun", "Number 1"),
    ]
    assert [node.text() for node in parse(page).css("h2")] == ["June", "May"]
    assert len(titles(page)) == 31
    times = [node.attributes["datetime"] or "" for node in parse(page).css("main time")]
    assert times == sorted(times, reverse=True)
    assert times[0] == "2026-06-29"


def test_a_year_is_that_of_the_day_that_is_shown_and_each_month_comes_once() -> None:
    behind = timezone(timedelta(hours=-12))
    blog = site(
        article("a", title="Late in May", published=datetime(2026, 5, 31, 23, tzinfo=behind)),
        article("b", title="Early in June", published=datetime(2026, 6, 1, 1, tzinfo=UTC)),
        article("c", title="New Year's Eve", published=datetime(2025, 12, 31, 23, tzinfo=behind)),
    )
    assert [year.name for year in blog.years] == ["2026", "2025"]
    page = year_page(blog.years[0], blog)
    assert shown(page)[3:] == [
        *("June", "1 Jun", "Early in June", "4 min · Intermediate"),
        *("May", "31 May", "Late in May", "4 min · Intermediate"),
    ]


def test_a_full_year_goes_on_on_a_second_page() -> None:
    blog = site(*several(ON_A_YEARS_PAGE + 1))
    assert [path for path in pages(blog) if path.startswith("/archive/")] == [
        *("/archive/", "/archive/2026/", "/archive/2026/page/2/")
    ]
    page = content(blog, "/archive/2026/page/2/")
    assert titles(page) == ["Number 101"]
    assert head(page)[:2] == (
        "Archive of 2026, page 2 · Codeloom",
        "Article 101 of 101 of 2026 on Codeloom.",
    )


# --- what all of them keep -----------------------------------------------------------------------

MANY = site(*PARTS, *several(41, tags=("testing",)), OLDER)
EVERY = pages(MANY)
each_list = pytest.mark.parametrize("path", EVERY)


def head(page: bytes) -> tuple[str, str, str]:
    """Title, description and canonical address."""
    parsed = parse(page)
    (title,) = parsed.css("title")
    (description,) = parsed.css("meta[name=description]")
    (canonical,) = parsed.css("link[rel=canonical]")
    return (
        title.text(),
        description.attributes["content"] or "",
        canonical.attributes["href"] or "",
    )


def test_no_two_lists_have_a_title_a_description_or_an_address_in_common() -> None:
    heads = [head(page.content()) for page in EVERY.values()]
    for column in zip(*heads, strict=True):
        assert [text for text, count in Counter(column).items() if count > 1] == []
    assert [canonical for _, _, canonical in heads] == [
        f"https://blog.example/blog{path}" for path in EVERY
    ]


def test_a_list_was_last_modified_when_the_newest_of_its_articles_was() -> None:
    mended = replace(OLDER, updated=datetime(2026, 2, 1, tzinfo=UTC))
    modified = {page.site_path: page.modified[:10] for page in list_pages(site(MEMO, mended))}
    assert modified == {
        "/": "2026-02-01",
        "/archive/": "2026-02-01",
        "/archive/2025/": "2026-02-01",
        "/archive/2026/": "2026-01-05",
        "/categories/": "2026-02-01",
        "/categories/c-c-plus-plus/": "2026-02-01",
        "/categories/career/": "2026-01-05",
        "/tags/": "2026-02-01",
        "/tags/c-plus-plus/": "2026-02-01",
        "/tags/decisions/": "2026-01-05",
        "/tags/writing/": "2026-02-01",
    }


def test_first_pages_stay_and_what_may_go_is_told_apart() -> None:
    assert {path for path, page in EVERY.items() if page.kind is PageKind.PAGE} == {
        *("/", "/archive/", "/categories/", "/tags/", "/series/", "/series/a-story/"),
        *("/categories/c-c-plus-plus/", "/categories/career/"),
    }
    assert {page.kind for page in EVERY.values()} == {PageKind.PAGE, PageKind.LIST}


@each_list
def test_a_list_has_one_h1_and_its_headings_in_order(path: str) -> None:
    page = parse(EVERY[path].content())
    levels = [int((node.tag or "")[1:]) for node in page.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - level <= 1 for level, after in pairwise(levels))


@each_list
def test_every_link_of_a_list_leads_to_a_page_below_the_base_path(path: str) -> None:
    page = parse(EVERY[path].content())
    known = {*EVERY, *(each.site_path for each in MANY.articles)}
    known |= {f"/subscribe/#category-{name}" for name in ("career", "c-c-plus-plus")}
    for node in page.css("main a, nav.pages a"):
        address = node.attributes["href"] or ""
        assert address.startswith("/blog/")
        assert address.removeprefix("/blog") in known


@each_list
def test_a_list_has_no_empty_list_section_or_heading(path: str) -> None:
    page = parse(EVERY[path].content())
    for node in page.css("ul, ol, section, div.entries, p, li, h1, h2, h3, a"):
        assert node.text(strip=True), node.html


@each_list
def test_only_one_number_of_minutes_is_said_of_an_article(path: str) -> None:
    stated = {f"/blog{each.site_path}": each.minutes for each in MANY.articles}
    page = parse(EVERY[path].content())
    for node in page.css(".entry, .rows li"):
        (link,) = node.css("h2 a, h3 a") or node.css("a")
        (minutes,) = re.findall(r"(\d+) min", node.text())
        assert int(minutes) == stated[link.attributes["href"] or ""]


def test_text_cannot_become_markup_on_any_list() -> None:
    hostile = dict.fromkeys(("title", "description", "category", "level", "series"), ATTACK)
    blog = site(
        article("x", tags=(ATTACK, "x"), part=1, **hostile), title=ATTACK, description=ATTACK
    )
    found = pages(blog)
    assert len(found) == 10
    for path, page in found.items():
        data = page.content()
        assert not parse(data).css("b, [onload], main script"), path
        assert str(7777 * 7777) not in data.decode(), path
        assert parse(data).css("title")[0].text().count(ATTACK) >= 1, path


def test_sites_in_turn_keep_their_own_lists() -> None:
    other = site(MEMO, base_url="https://other.example/", base_path="/")
    before = content(BLOG, "/tags/writing/")
    assert "/blog/" not in content(other, "/tags/writing/").decode()
    assert content(BLOG, "/tags/writing/") == before


# --- names that make trouble ---------------------------------------------------------------------

NAMES = [
    *("c++", "C++", "C#", "c", "???", "!!!", "page", "index", "con", "AUX", "..", "../../etc"),
    *("日本語", "日本", "a/b", "a" * 300, "a" * 299 + "b", "🎉", "Ünïcode", "2026", "%2e%2e"),
]


def test_every_name_gets_a_harmless_page_and_no_two_meet_by_accident() -> None:
    blog = site(
        *(
            article(f"n-{place}", category=name, tags=(name,), series=name, part=1)
            for place, name in enumerate(NAMES)
        )
    )
    found = [page.site_path for page in list_pages(blog)]
    assert Counter(found) == Counter({path.casefold() for path in found})
    for path in found:
        assert re.fullmatch(r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*", path), path
    assert len(blog.tags) == len(NAMES) - 1
    assert {shelf.site_path: shelf.name for shelf in blog.tags}["/tags/c-plus-plus/"] == "c++"


def test_spellings_of_one_tag_share_a_page_under_the_name_that_most_use() -> None:
    blog = site(
        article("a", tags=("C#",)),
        article("b", tags=("c#", "C#")),
        article("c", tags=("c-sharp",)),
    )
    (tag,) = blog.tags
    assert (tag.name, [each.slug for each in tag.articles]) == ("C#", ["a", "b", "c"])


# --- what is around an article -------------------------------------------------------------------


def test_an_article_knows_its_neighbours_its_series_and_what_is_related() -> None:
    apart = article("apart", category="Web", tags=("css",), title="Style a Table")
    near = article("near", title="Plan a Memo")
    blog = site(near, *PARTS, apart)
    third, memo, first, second = PARTS
    assert around_article(third, blog) == Around(memo, near, blog.series[0], ())
    assert around_article(memo, blog) == Around(first, third, None, (near, second))
    assert around_article(near, blog) == Around(third, None, None, (memo, first, second))
    assert around_article(apart, blog) == Around(None, second, None, ())


def test_nothing_is_around_an_article_that_is_alone_or_not_there() -> None:
    assert around_article(MEMO, site(MEMO)) == Around(None, None, None, ())
    assert around_article(MEMO, site(OLDER)) == Around(None, None, None, ())


def test_a_series_of_one_part_is_no_series_yet() -> None:
    blog = site(article("a", series="A Story", part=1), OLDER)
    assert around_article(blog.articles[0], blog).series is None
