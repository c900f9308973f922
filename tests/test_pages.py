"""Pages: what they show, in which order, what they tell machines, and what they never do."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from pipeline import cards, highlight
from pipeline.model import Body, Section, Site, StandalonePage
from pipeline.render import frame as frames
from pipeline.render.articles import article_page, standalone_page
from pipeline.render.frame import assets
from pipeline.render.lists import archive_page, category_page, home_page, tag_page
from pipeline.render.notices import not_found_page
from pipeline.render.search_page import search_page
from pipeline.render.subscribe_page import subscribe_page
from pipeline.shelves import tag_path
from tests.blog import made_article as article
from tests.blog import made_site as site

ATTACK = """</script><script>alert(1)</script>" onload='x' & {{ 7777 * 7777 }} <b>"""
BODY = Body(
    '<h2 id="what-and-why"><a href="#what-and-why">What and Why</a></h2>\n<p>Text.</p>\n',
    (Section(2, "What and Why", "what-and-why"),),
)
ABOUT = StandalonePage(
    path="content/pages/about.md",
    site_path="/about/",
    title="About <us>",
    description="Who writes here, and why.",
    updated=None,
    image="",
    image_alt="",
    aliases=(),
    files=(),
    pictures=(),
)


def every_page(blog: Site) -> dict[str, bytes]:
    """All pages of a blog, by a name."""
    return {
        "home": home_page(blog),
        "404": not_found_page(blog),
        "archive": archive_page(blog),
        "search": search_page(blog),
        "subscribe": subscribe_page(blog),
        "about": standalone_page(ABOUT, BODY, blog),
        **{f"article {each.slug}": article_page(each, BODY, blog) for each in blog.articles},
        **{f"category {each.name}": category_page(each, blog) for each in blog.categories},
        **{f"tag {each.name}": tag_page(each, blog) for each in blog.tags},
    }


OLDER = article(
    "older",
    title="An Older Note",
    description="Short, and without a promise.",
    category="C & C++",
    category_path="/categories/c-c-plus-plus/",
    level="",
    minutes=12,
    learn=(),
    prerequisites=(),
    tags=(),
    published=datetime(2025, 12, 31, tzinfo=UTC),
)
BLOG = site(article(), OLDER, pages=(ABOUT,))
PAGES = every_page(BLOG)
each_page = pytest.mark.parametrize("name", PAGES)


def parse(page: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(page.decode())


def shown(page: bytes) -> list[str]:
    """The text of a page as its reader meets it, a stretch an element."""
    body = parse(page).body
    assert body is not None
    texts = (each.strip() for each in body.text(separator="\n").split("\n"))
    return [each for each in texts if each]


def linked_data(page: bytes) -> Any:
    (script,) = parse(page).css('script[type="application/ld+json"]')
    return json.loads(script.text())


def meta(page: bytes) -> dict[str, str]:
    """`content` by `name` or `property`."""
    found = {}
    for node in parse(page).css("meta[content]"):
        key = node.attributes.get("property") or node.attributes.get("name")
        if key and key != "theme-color":
            found[key] = node.attributes["content"] or ""
    return found


# --- what a reader meets -------------------------------------------------------------------------


HEADER = (
    *("Skip to content", "Codeloom", "Archive", "Categories", "Tags", "Search", "Subscribe"),
    "Dark theme",
)
FOOTER = ("Practical articles for working developers.", "About <us>", "Subscribe")


def test_an_article_shows_everything_in_its_order() -> None:
    assert shown(PAGES["article memo"]) == [
        *(*HEADER, "Career", "Write the Memo First"),
        "Why a page of plain words comes before the first line of code.",
        *("5 January 2026", "· 4 min read · By Ada", "Intermediate", "4 min read"),
        *("What you'll learn", "How to begin", "When to stop", "Prerequisites", "A pen"),
        *("What and Why", "Text.", "writing", "decisions"),
        *("Previous", "An Older Note", *FOOTER),
    ]


def test_an_article_without_promises_and_tags_makes_and_has_none() -> None:
    assert shown(PAGES["article older"]) == [
        *(*HEADER, "C & C++", "An Older Note", "Short, and without a promise."),
        *("31 December 2025", "· 12 min read · By Ada", "What and Why", "Text."),
        *("Next", "Write the Memo First", *FOOTER),
    ]


def test_a_standalone_page_shows_its_title_and_text() -> None:
    assert shown(PAGES["about"]) == [
        *(*HEADER, "About <us>", "Who writes here, and why.", "What and Why", "Text.", *FOOTER)
    ]


def links(page: bytes, selector: str) -> list[tuple[str, str]]:
    """Text and address of each link in what the selector selects."""
    found = parse(page).css(f"{selector} a")
    return [(node.text(), node.attributes["href"] or "") for node in found]


def test_tags_lead_to_their_lists() -> None:
    page = article_page(article(tags=("writing", "C++ & more")), BODY, BLOG)
    assert links(page, ".tags") == [
        ("writing", "/blog/tags/writing/"),
        ("C++ & more", "/blog" + tag_path("C++ & more")),
    ]


def section(level: int, text: str) -> Section:
    return Section(level, text, text.lower().replace(" ", "-"))


@pytest.mark.parametrize("render", ["article", "page"])
def test_a_table_of_contents_lists_the_sections(render: str) -> None:
    sections = (section(2, "One"), section(3, "Half <way>"), section(2, "Two"))
    body = Body("<p>Text.</p>\n", sections)
    page = article_page(article(), body, BLOG)
    if render == "page":
        page = standalone_page(ABOUT, body, BLOG)
    assert links(page, "nav.contents") == [
        ("One", "#one"),
        ("Half <way>", "#half-<way>"),
        ("Two", "#two"),
    ]
    lines = parse(page).css("nav.contents li")
    assert [node.attributes.get("class") for node in lines] == [None, "sub", None]


def test_two_sections_need_no_table_of_contents() -> None:
    body = Body("", (section(2, "One"), section(2, "Two")))
    assert not parse(article_page(article(), body, BLOG)).css(".contents")


def test_a_part_of_a_series_names_the_others_and_itself() -> None:
    one, two, three = (
        article(f"part-{number}", title=f"Part {number}", series="Loom & Co", part=number)
        for number in (1, 2, 3)
    )
    page = article_page(two, BODY, site(three, two, one))
    box = parse(page).css_first(".series")
    assert box is not None
    assert " ".join(box.text().split()) == (
        "Part 2 of 3 in the series Loom & Co Part 1 Part 2 Part 3"
    )
    assert links(page, ".series li") == [
        ("Part 1", "/blog/articles/part-1/"),
        ("Part 3", "/blog/articles/part-3/"),
    ]
    assert [node.text() for node in parse(page).css("[aria-current=page]")] == ["Part 2"]
    series = linked_data(page)["isPartOf"]
    assert (series["@type"], series["name"]) == ("CreativeWorkSeries", "Loom & Co")
    assert series["url"].startswith("https://blog.example/blog/series/")
    assert linked_data(page)["position"] == 2


def test_a_part_is_never_said_to_be_beyond_the_last_and_one_without_a_number_has_none() -> None:
    late = article("late", title="Late", series="A Story", part=3)
    unnumbered = article("unnumbered", title="Unnumbered", series="A Story")
    blog = site(late, unnumbered)
    said = {
        each.slug: parse(article_page(each, BODY, blog)).css(".series p")[0].text()
        for each in blog.articles
    }
    assert said == {
        "late": "Part 3 in the series A Story",
        "unnumbered": "In the series A Story",
    }
    assert linked_data(article_page(late, BODY, blog))["position"] == 3
    assert "position" not in linked_data(article_page(unnumbered, BODY, blog))


def test_an_article_ends_with_what_is_around_it() -> None:
    first, second, third, fourth = (
        article(
            f"a-{number}", title=f"Number {number}", minutes=number, tags=(f"tag-{number % 2}",)
        )
        for number in (1, 2, 3, 4)
    )
    page = article_page(second, BODY, site(first, second, third, fourth))
    assert links(page, ".newer") == [("Number 1", "/blog/articles/a-1/")]
    assert links(page, ".older") == [("Number 3", "/blog/articles/a-3/")]
    assert links(page, ".related") == [("Number 4", "/blog/articles/a-4/")]
    (teaser,) = parse(page).css(".related li span")
    assert teaser.text() == "Career · 4 min read"


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("archive", ["Archive"]),
        ("search", ["Search"]),
        ("subscribe", ["Subscribe", "Subscribe"]),
        ("about", ["About <us>"]),
        ("home", []),
        ("article memo", []),
        ("404", []),
    ],
)
def test_the_link_to_the_page_itself_says_so(name: str, current: list[str]) -> None:
    found = parse(PAGES[name]).css("header [aria-current=page], footer [aria-current=page]")
    assert [node.text() for node in found] == current


def test_a_blog_without_search_has_no_way_to_it() -> None:
    page = home_page(site(article(), search=False))
    assert links(page, "nav.ways") == [
        ("Archive", "/blog/archive/"),
        ("Categories", "/blog/categories/"),
        ("Tags", "/blog/tags/"),
        ("Subscribe", "/blog/subscribe/"),
    ]


@each_page
def test_every_page_has_one_way_around_and_one_theme_switch(name: str) -> None:
    page = parse(PAGES[name])
    (ways,) = page.css("header nav")
    (switch,) = page.css("header button")
    assert ways.attributes == {"class": "ways", "aria-label": "Main"}
    assert switch.text() == "Dark theme"
    assert switch.attributes == {
        "class": "theme",
        "type": "button",
        "aria-pressed": "false",
        "hidden": None,
    }


def test_an_update_is_shown_with_its_day() -> None:
    page = article_page(article(updated=datetime(2026, 2, 28, tzinfo=UTC)), BODY, BLOG)
    assert "· 4 min read · By Ada · Updated" in shown(page)
    times = [node.attributes["datetime"] for node in parse(page).css("time")]
    assert times == ["2026-01-05", "2026-02-28"]


def test_a_day_is_the_day_of_the_articles_own_zone() -> None:
    summer = timezone(timedelta(hours=2))
    page = article_page(article(published=datetime(2026, 8, 1, tzinfo=summer)), BODY, BLOG)
    assert '<time datetime="2026-08-01">1 August 2026</time>' in page.decode()


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        (("Ada",), "· 4 min read · By Ada"),
        (("Ada", "Grace"), "· 4 min read · By Ada and Grace"),
        (("Ada", "Grace", "Lin & Co"), "· 4 min read · By Ada, Grace and Lin & Co"),
    ],
)
def test_authors_are_named_as_in_a_sentence(authors: tuple[str, ...], line: str) -> None:
    assert line in shown(article_page(article(authors=authors), BODY, BLOG))


@pytest.mark.parametrize(
    ("level", "rank"), [("Beginner", 1), ("Intermediate", 2), ("Advanced", 3), ("Wizard", 0)]
)
def test_a_badge_knows_how_high_its_level_is(level: str, rank: int) -> None:
    page = parse(article_page(article(level=level), BODY, BLOG))
    (badge,) = page.css(".badge")
    assert badge.attributes["class"] == f"badge level-{rank}"


def test_only_one_number_of_minutes_is_said() -> None:
    text = article_page(article(minutes=17), BODY, site(article(minutes=17))).decode()
    assert set(re.findall(r"(\d+) min\b|PT(\d+)M", text)) == {("17", ""), ("", "17")}


# --- what machines are told ----------------------------------------------------------------------


def test_an_articles_head_tells_what_the_page_shows() -> None:
    page = article_page(article(), BODY, BLOG)
    assert meta(page) == {
        "viewport": "width=device-width, initial-scale=1",
        "description": "Why a page of plain words comes before the first line of code.",
        "og:type": "article",
        "og:title": "Write the Memo First",
        "og:description": "Why a page of plain words comes before the first line of code.",
        "og:url": "https://blog.example/blog/articles/memo/",
        "og:site_name": "Codeloom",
        "article:published_time": "2026-01-05T00:00:00+00:00",
        "generator": "Codeloom",
        "color-scheme": "light dark",
    }
    assert linked_data(page) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Write the Memo First",
        "description": "Why a page of plain words comes before the first line of code.",
        "datePublished": "2026-01-05T00:00:00+00:00",
        "dateModified": "2026-01-05T00:00:00+00:00",
        "author": [{"@type": "Person", "name": "Ada"}],
        "publisher": {
            "@type": "Organization",
            "name": "Codeloom",
            "url": "https://blog.example/blog/",
        },
        "timeRequired": "PT4M",
        "articleSection": "Career",
        "proficiencyLevel": "Intermediate",
        "keywords": ["writing", "decisions"],
        "mainEntityOfPage": "https://blog.example/blog/articles/memo/",
        "inLanguage": "en",
    }


def test_an_image_an_update_and_the_blog_as_author_are_told_too() -> None:
    told = article(
        authors=("Codeloom",),
        image="/articles/memo/a b.png",
        image_alt="A memo",
        image_size=(1600, 900),
        updated=datetime(2026, 2, 1, tzinfo=UTC),
        level="",
    )
    page = article_page(told, BODY, BLOG)
    image = "https://blog.example/blog/articles/memo/a%20b.png"
    assert meta(page)["og:image"] == image
    assert meta(page)["og:image:alt"] == "A memo"
    assert meta(page)["twitter:card"] == "summary_large_image"
    assert meta(page)["og:image:width"] == "1600"
    assert meta(page)["og:image:height"] == "900"
    assert meta(page)["article:modified_time"] == "2026-02-01T00:00:00+00:00"
    data = linked_data(page)
    assert data["image"] == {"@type": "ImageObject", "url": image, "width": 1600, "height": 900}
    assert data["dateModified"] == "2026-02-01T00:00:00+00:00"
    assert data["author"] == [{"@type": "Organization", "name": "Codeloom"}]
    assert "proficiencyLevel" not in data


def test_a_social_card_is_told_with_its_size() -> None:
    card = "/cards/memo.png"
    size = (cards.WIDTH, cards.HEIGHT)
    carded = article(image=card, card=card, image_alt="Write the Memo", image_size=size)
    page = article_page(carded, BODY, BLOG)
    assert (cards.WIDTH, cards.HEIGHT) == (1200, 630)
    told = {name: value for name, value in meta(page).items() if name.startswith("og:image")}
    assert told == {
        "og:image": "https://blog.example/blog/cards/memo.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Write the Memo",
    }
    assert linked_data(page)["image"] == {
        "@type": "ImageObject",
        "url": "https://blog.example/blog/cards/memo.png",
        "width": 1200,
        "height": 630,
    }


@each_page
def test_every_page_says_its_language_and_where_to_skip_to(name: str) -> None:
    page = parse(PAGES[name])
    (html,) = page.css("html")
    assert html.attributes == {"lang": "en"}
    (skip,) = page.css("body > :first-child")
    (main,) = page.css("main")
    assert (skip.tag, skip.attributes["href"]) == ("a", "#content")
    assert main.attributes == {"id": "content", "tabindex": "-1"}


RSS = ("application/rss+xml", "/blog/feed.xml", "Codeloom (RSS)")
JSON = ("application/feed+json", "/blog/feed.json", "Codeloom (JSON Feed)")
CAREER = (
    *("application/rss+xml", "/blog/categories/career/feed.xml"),
    "Codeloom: Career (RSS)",
)
C_AND_C = (
    *("application/rss+xml", "/blog/categories/c-c-plus-plus/feed.xml"),
    "Codeloom: C & C++ (RSS)",
)
BESIDES = {
    "article memo": [RSS, JSON, CAREER],
    "article older": [RSS, JSON, C_AND_C],
    "category Career": [CAREER, RSS, JSON],
    "category C & C++": [C_AND_C, RSS, JSON],
}


def feeds(page: bytes) -> list[tuple[str | None, ...]]:
    """The feeds that a reader finds by the page: type, address and title, in their order."""
    found = parse(page).css("link[rel=alternate]")
    assert parse(page).css("head link[rel=alternate]") == found
    return [tuple(map(node.attributes.get, ("type", "href", "title"))) for node in found]


@each_page
def test_a_reader_finds_the_feeds_by_any_page_the_nearest_first(name: str) -> None:
    assert feeds(PAGES[name]) == BESIDES.get(name, [RSS, JSON])


def test_every_page_of_a_long_category_names_its_feed_first() -> None:
    blog = site(*(article(f"a-{number}") for number in range(21)))
    assert feeds(category_page(blog.categories[0], blog, 2)) == [CAREER, RSS, JSON]


def test_an_article_in_a_category_that_the_site_does_not_have_names_the_sites_feeds_alone() -> None:
    strange = article(category="Strange")
    assert feeds(article_page(strange, BODY, BLOG)) == [RSS, JSON]


def test_a_title_of_a_feed_is_text() -> None:
    blog = site(article(category=ATTACK), title=ATTACK)
    (rss, json_feed, own) = feeds(article_page(blog.articles[0], BODY, blog))
    assert (rss[2], json_feed[2]) == (f"{ATTACK} (RSS)", f"{ATTACK} (JSON Feed)")
    assert own[2] == f"{ATTACK}: {ATTACK} (RSS)"


@pytest.mark.parametrize("language", ["ar", "he-IL", "fa", "ur-PK", "AR-EG", "az-Arab", "yi"])
def test_a_language_that_is_written_from_the_right_says_so(language: str) -> None:
    for name, page in every_page(site(article(), language=language)).items():
        (html,) = parse(page).css("html")
        assert html.attributes == {"lang": language, "dir": "rtl"}, name


@pytest.mark.parametrize("language", ["en", "de-AT", "arn", "ar-Latn", "ks-Deva-IN", "zh-Hant"])
def test_a_language_that_is_not_says_nothing(language: str) -> None:
    (html,) = parse(home_page(site(article(), language=language))).css("html")
    assert html.attributes == {"lang": language}


@each_page
def test_every_page_has_one_h1_and_no_id_twice(name: str) -> None:
    page = parse(PAGES[name])
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(page.css("h1")) == 1
    assert len(ids) == len(set(ids))


def test_the_templates_give_away_one_id() -> None:
    # `html` and the sanitiser keep it free of headings and raw HTML.
    own = {"search", "subscribe"}  # which have no body of an author's
    ids = {
        node.attributes["id"]
        for name, page in PAGES.items()
        for node in parse(page).css("[id]")
        if name not in own
    }
    assert ids == {"content", "what-and-why"}


def test_where_a_page_is_shared_its_title_stands_without_the_sites_name() -> None:
    shared = {name: meta(page).get("og:title") for name, page in PAGES.items()}
    titles = {name: parse(page).css("title")[0].text() for name, page in PAGES.items()}
    assert shared == {
        name: None if name == "404" else title.removesuffix(" · Codeloom")
        for name, title in titles.items()
    }


def test_titles_and_descriptions_are_the_pages_own() -> None:
    titles = [node.text() for page in PAGES.values() for node in parse(page).css("title")]
    descriptions = [meta(page)["description"] for page in PAGES.values()]
    assert len(titles) == len(set(titles)) == len(PAGES)
    assert len(set(descriptions)) == len(PAGES)
    assert [title for title in titles if not title.endswith(" · Codeloom")] == ["Codeloom"]


def test_canonical_addresses_are_absolute_and_the_404_page_has_none() -> None:
    canonical = {
        name: [node.attributes["href"] for node in parse(page).css('link[rel="canonical"]')]
        for name, page in PAGES.items()
    }
    start = "https://blog.example/blog"
    assert canonical["404"] == []
    assert canonical["home"] == [f"{start}/"]
    assert canonical["about"] == [f"{start}/about/"]
    assert canonical["article memo"] == [f"{start}/articles/memo/"]
    assert canonical["category C & C++"] == [f"{start}/categories/c-c-plus-plus/"]


# --- what a page never does ----------------------------------------------------------------------


@each_page
def test_every_link_starts_with_the_base_path(name: str) -> None:
    page = parse(PAGES[name])
    for node in page.css("[href], [src]"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        absolute = address.startswith("https://blog.example/blog/")
        assert absolute or address.startswith(("/blog/", "#")), address


@each_page
def test_no_page_names_another_host(name: str) -> None:
    hosts = set(re.findall(r"(?:https?:)?//([\w.-]+)", PAGES[name].decode()))
    assert hosts <= {"blog.example", "schema.org"}


def policy(page: bytes) -> dict[str, str]:
    """What the page lets itself do, by directive."""
    (told,) = parse(page).css("meta[http-equiv=Content-Security-Policy]")
    parts = (told.attributes["content"] or "").split("; ")
    return {name: allowed for name, _, allowed in (part.partition(" ") for part in parts)}


@each_page
def test_every_page_may_load_what_is_the_blogs_own_and_nothing_else(name: str) -> None:
    engine = {"script-src": "'self' 'wasm-unsafe-eval'"}
    assert policy(PAGES[name]) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",  # also for who audits a page from within, and asks for robots.txt
        "style-src": "'self'",
        "img-src": "'self' data:",
        "media-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        **(engine if name == "search" else {}),
    }
    first, second, *_ = parse(PAGES[name]).css("head > *")
    assert first.attributes == {"charset": "utf-8"}
    assert second.attributes["http-equiv"] == "Content-Security-Policy"


@each_page
def test_no_page_does_what_its_policy_forbids(name: str) -> None:
    page = parse(PAGES[name])
    for node in page.css("script"):
        if node.attributes.get("type") != "application/ld+json":
            assert node.attributes.keys() == {"src", "defer"}
            assert (node.attributes["src"] or "").startswith("/blog/assets/")
            assert not node.text()
    assert not page.css("iframe, object, embed, base, style, [style], template [style]")
    assert not re.search(r"\son\w+=", PAGES[name].decode())


def test_only_the_search_page_has_a_second_script() -> None:
    scripts = {name: len(parse(page).css("script[src]")) for name, page in PAGES.items()}
    assert scripts == {**dict.fromkeys(PAGES, 1), "search": 2}


def test_text_cannot_become_markup_or_leave_its_script() -> None:
    hostile = article(
        title=ATTACK,
        description=ATTACK,
        category=ATTACK,
        level=ATTACK,
        authors=(ATTACK,),
        learn=(ATTACK,),
        prerequisites=(ATTACK,),
        tags=(ATTACK,),
        series=ATTACK,
        part=1,
        image="/x.png",
        image_alt=ATTACK,
    )
    second = article("second", title=ATTACK, series=ATTACK, part=2)
    blog = site(hostile, second, title=ATTACK, description=ATTACK)
    for name, data in every_page(blog).items():
        page = parse(data)
        assert not page.css("b, [onload]"), name
        scripts = {node.attributes.get("type") for node in page.css("script:not([src])")}
        assert scripts <= {"application/ld+json"}, name
        assert str(7777 * 7777) not in data.decode(), name
    attacked = article_page(hostile, BODY, blog)
    texts = [node.text() for node in parse(attacked).css("h1, .promise li, .tags li, .series li")]
    assert texts == [ATTACK] * 6
    assert meta(attacked)["og:title"] == meta(attacked)["og:image:alt"] == ATTACK
    assert linked_data(attacked)["headline"] == linked_data(attacked)["author"][0]["name"] == ATTACK
    assert linked_data(attacked)["isPartOf"]["name"] == ATTACK
    assert attacked.decode().count("</script>") == 2


def test_no_line_ends_within_linked_data() -> None:
    # Script of before 2019 took these two for line ends, and a string for broken.
    title = "one\N{LINE SEPARATOR}two\N{PARAGRAPH SEPARATOR}three\nfour"
    page = article_page(article(title=title), BODY, BLOG)
    (script,) = parse(page).css('script[type="application/ld+json"]')
    assert len(script.text().splitlines()) == 1
    assert linked_data(page)["headline"] == title


def test_a_section_cannot_leave_the_table_of_contents() -> None:
    body = Body("", (Section(2, ATTACK, 'a"><b>'), section(2, "Two"), section(3, "Three")))
    page = article_page(article(), body, BLOG)
    assert not parse(page).css("b, [onload]")
    assert links(page, ".contents")[0] == (ATTACK, '#a"><b>')


def test_the_body_arrives_as_it_was_made() -> None:
    body = '<p>{{ 7 * 7 }} &lt; <b>"x"</b> \N{SLIGHTLY SMILING FACE}</p>\n'
    assert body in article_page(article(), Body(body, ()), BLOG).decode()


def test_sites_in_turn_keep_their_own_names() -> None:
    other = site(article(), title="Other", base_url="https://other.example/", base_path="/")
    first, second = home_page(BLOG), home_page(other)
    assert (home_page(BLOG), home_page(other)) == (first, second)
    assert b"Codeloom" in first
    assert b"/blog/" not in second


def test_a_name_that_a_template_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="frame"):
        frames.page("home.html")


# --- style ---------------------------------------------------------------------------------------

STYLE_PATH, STYLE = assets()["style.css"]
_, MARK = assets()["mark.svg"]
CSS = STYLE.decode()
LIGHT, DARK = (
    {name: pair[scheme] for name, *pair in COLOURS}
    for COLOURS in [re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)]
    for scheme in (0, 1)
)
HUES = ["ink", *sorted({name for name in highlight._CLASSES.values() if name})]
PAIRS = [
    *((text, ground) for text in HUES for ground in ("code", "marked")),
    *((text, "paper") for text in ("ink", "soft", "thread")),
    *((text, "code") for text in ("soft", "thread")),
    ("paper", "ink"),
    ("paper", "thread"),
]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, by WCAG 2.2."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_every_colour_of_the_page_has_a_light_and_a_dark_form_and_one_place() -> None:
    assert {*HUES, "paper", "soft", "faint", "thread", "code", "marked"} <= LIGHT.keys()
    assert LIGHT["paper"] != DARK["paper"]
    screen, _, printed = CSS.partition("@media print")
    pairs = "".join(re.findall(r"light-dark\([^)]*\)", screen))
    assert re.findall(r"#[0-9a-f]{3,8}\b", screen) == re.findall(r"#\w{6}", pairs)
    assert "prefers-color-scheme" not in screen + printed


def test_a_chosen_theme_wins_over_the_systems() -> None:
    assert "[data-theme=light] { color-scheme: light }" in CSS
    assert "[data-theme=dark] { color-scheme: dark }" in CSS


def test_nothing_moves() -> None:
    assert not re.search(r"transition|animation|scroll-behavior|@keyframes", CSS)


def test_black_and_white_have_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", HUES[1:])
def test_each_class_of_code_has_its_colour(name: str) -> None:
    assert f"code .{name} {{ color: var(--{name})" in CSS


def test_the_browsers_frame_has_the_colour_of_the_paper() -> None:
    colours = [node.attributes["content"] for node in parse(PAGES["home"]).css("meta[media]")]
    assert colours == [LIGHT["paper"], DARK["paper"]]


def test_the_style_sheet_is_named_by_its_bytes_and_linked_by_every_page() -> None:
    assert f"/assets/style.{sha256(STYLE).hexdigest()[:8]}.css" == STYLE_PATH
    for page in PAGES.values():
        (link,) = parse(page).css('link[rel="stylesheet"]')
        assert link.attributes["href"] == "/blog" + STYLE_PATH


def test_styles_and_mark_load_nothing_and_stay_small() -> None:
    assert not re.search(r"url\(|@import|@font-face|image-set", CSS)
    assert re.findall(r"https?://[^\"]+", MARK.decode()) == ["http://www.w3.org/2000/svg"]
    assert len(gzip.compress(STYLE, mtime=0)) < 7 * 1024
    assert len(MARK) < 1024


def test_the_script_of_every_page_is_short_makes_no_markup_and_asks_nobody() -> None:
    _, script = assets()["site.js"]
    assert len(script) < 1500
    assert not re.search(
        rb"innerHTML|insertAdjacent|document\.write|eval|fetch|import|http", script
    )


@pytest.mark.parametrize(("name", "side"), [("touch-icon.png", 180), ("icon.png", 48)])
def test_icons_have_their_size_and_every_page_names_them(name: str, side: int) -> None:
    path, data = assets()[name]
    with Image.open(BytesIO(data)) as image:
        assert image.size == (side, side)
    assert len(data) < 4 * 1024
    for page in PAGES.values():
        icons = parse(page).css('link[rel="icon"], link[rel="apple-touch-icon"]')
        assert "/blog" + path in {node.attributes["href"] for node in icons}


def test_a_first_visit_to_an_article_is_light() -> None:
    files = ["style.css", "site.js", "mark.svg", "icon.png"]
    parts = [PAGES["article memo"], *(assets()[name][1] for name in files)]
    assert sum(len(gzip.compress(part, mtime=0)) for part in parts) < 12 * 1024


def test_every_asset_is_in_the_folder_and_every_file_there_is_an_asset() -> None:
    folder = Path(frames.__file__).parent / "static"
    styles = [each.read_bytes() for each in sorted((folder / "style").iterdir())]
    found = {each.read_bytes() for each in folder.iterdir() if each.is_file()}
    assert found | {b"".join(styles)} == {data for _, data in assets().values()}
