"""The page that says how to subscribe: what it explains, what it offers, and what it promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.model import Article, PageKind, Site
from pipeline.render import site_pages
from pipeline.render.subscribe_page import subscribe_page, way_to_feed
from pipeline.shelves import IN_A_FEED
from tests.blog import made_article as article
from tests.blog import made_site as site

ATTACK = """</title><script>alert(1)</script>" onload='x' & {{ 7777 * 7777 }} <b>"""
START = datetime(2026, 6, 30, tzinfo=UTC)


def of(category: str, count: int = 1) -> list[Article]:
    """So many articles of a category, a day apart."""
    return [
        article(f"{category}-{n}", category=category, published=START - timedelta(days=n))
        for n in range(count)
    ]


BLOG = site(*of("Career", 2), *of("C & C++"))


def parse(blog: Site) -> LexborHTMLParser:
    return LexborHTMLParser(subscribe_page(blog).decode())


def offers(blog: Site) -> list[tuple[str, str, str, str | None, str | None]]:
    """Each feed of the page: its name, what is said of it, address, link and type of the link."""
    found = []
    for offer in parse(blog).css(".offer"):
        (name,), (said,), (link,) = offer.css("strong"), offer.css("span"), offer.css(".address a")
        of_link = link.attributes
        found.append((name.text(), said.text(), link.text(), of_link["href"], of_link["type"]))
    return found


RSS, JSON = "application/rss+xml", "application/feed+json"
START_OF_ALL = "https://blog.example/blog"


def test_every_feed_is_offered_with_its_full_address() -> None:
    assert offers(BLOG) == [
        ("All articles", "RSS", f"{START_OF_ALL}/feed.xml", "/blog/feed.xml", RSS),
        *(
            (
                *(name, f"RSS · {said}", f"{START_OF_ALL}/categories/{slug}/feed.xml"),
                *(f"/blog/categories/{slug}/feed.xml", RSS),
            )
            for name, said, slug in (
                ("C & C++", "1 article", "c-c-plus-plus"),
                ("Career", "2 articles", "career"),
            )
        ),
        ("All articles", "JSON Feed", f"{START_OF_ALL}/feed.json", "/blog/feed.json", JSON),
    ]


def test_a_category_is_counted_whole_however_few_its_feed_holds() -> None:
    blog = site(*of("Career", IN_A_FEED + 12))
    assert [said for name, said, *_ in offers(blog) if name == "Career"] == ["RSS · 42 articles"]


def test_the_feeds_on_the_page_are_those_of_the_site() -> None:
    paths = [link.removeprefix("/blog") for *_, link, _ in offers(BLOG) if link]
    assert sorted(paths) == sorted(["/feed.json", *(feed.site_path for feed in BLOG.feeds)])


def test_a_blog_without_articles_has_the_page_too() -> None:
    page = parse(site())
    assert [(name, said) for name, said, *_ in offers(site())] == [
        ("All articles", "RSS"),
        ("All articles", "JSON Feed"),
    ]
    text = page.css("main")[0].text()
    assert "There is no article yet. Subscribe now, and the first one will come to you." in text
    assert "Each category will have a feed of its own, from its first article on." in text
    assert "no article yet" not in parse(BLOG).css("main")[0].text()


def test_each_category_is_there_by_its_list_and_can_be_led_to() -> None:
    page = parse(BLOG)
    for category in BLOG.categories:
        way = way_to_feed(category.site_path, BLOG)
        assert way.startswith("/blog/subscribe/#category-")
        (offer,) = page.css(f"[id='{way.partition('#')[2]}']")
        (link,) = offer.css("strong a")
        assert link.attributes["href"] == f"/blog{category.site_path}"
        assert link.text() == category.name


@pytest.mark.parametrize("name", ["Content", "JSON Feed", "What Is a Feed", "How to Subscribe"])
def test_no_category_takes_the_id_of_another_part(name: str) -> None:
    ids = [node.attributes["id"] for node in parse(site(*of(name))).css("[id]")]
    assert len(ids) == len(set(ids))


def test_it_is_explained_in_order() -> None:
    page = parse(BLOG)
    headings = [node.text() for node in page.css("h1, h2")]
    assert headings == [
        "Subscribe",
        "What is a feed?",
        "How to subscribe",
        "More feeds",
        "What you can rely on",
    ]
    levels = [int((node.tag or "")[1:]) for node in page.css("h1, h2, h3, h4, h5, h6")]
    assert all(after - level <= 1 for level, after in pairwise(levels))
    steps = [node.css("strong")[0].text() for node in page.css("ol > li")]
    assert steps == ["Get a reader.", "Copy the address", "Paste it"]
    promised = [node.text() for node in page.css("#what-you-can-rely-on + ul strong")]
    assert promised == [
        "The whole article.",
        f"The newest {IN_A_FEED}.",
        "One entry for each article, for ever.",
        "Nothing comes twice.",
    ]


def test_an_address_breaks_where_a_step_of_it_begins_and_nowhere_in_its_first_part() -> None:
    page = subscribe_page(BLOG).decode()
    assert (
        "<code>https://blog.example/<wbr>blog/<wbr>categories/<wbr>career/<wbr>feed.xml</code>"
        in page
    )


def test_the_head_says_what_its_siblings_say() -> None:
    page = parse(BLOG)
    summary = "How to follow Codeloom in a feed reader: what a feed is, and the address of each."
    told = {
        node.attributes.get("name") or node.attributes.get("property"): node.attributes["content"]
        for node in page.css("meta[name=description], meta[property]")
    }
    assert told == {
        "description": summary,
        "og:type": "website",
        "og:title": "Subscribe",
        "og:description": summary,
        "og:url": f"{START_OF_ALL}/subscribe/",
        "og:site_name": "Codeloom",
    }
    assert [node.text() for node in page.css("title")] == ["Subscribe · Codeloom"]
    (canonical,) = page.css("link[rel=canonical]")
    assert canonical.attributes["href"] == f"{START_OF_ALL}/subscribe/"


def test_it_is_a_page_that_stays_and_changes_with_the_articles() -> None:
    (page,) = (page for page in site_pages(BLOG, lambda _: b"") if page.site_path == "/subscribe/")
    assert (page.kind, page.modified) == (PageKind.PAGE, START.isoformat())
    assert page.content() == subscribe_page(BLOG)


def test_no_name_becomes_markup() -> None:
    blog = site(*of(ATTACK), title=ATTACK)
    page = parse(blog)
    assert not page.css("b, [onload], main script")
    assert str(7777 * 7777) not in subscribe_page(blog).decode()
    assert [name for name, *_ in offers(blog)][1] == ATTACK
