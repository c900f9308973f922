"""The JSON Feed, from articles to bytes: what readers of JSON get of it, member by member."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline import markup
from pipeline.errors import VerifyError
from pipeline.markup import OUTSIDE, FeedError, json_feed_links
from pipeline.model import Article, Page, PageKind, Site
from pipeline.publish import Rehearsal, verify
from pipeline.render import feed_pages
from pipeline.render.feed import rss
from pipeline.render.json_feed import json_feed
from pipeline.render.syndication import MOST_BYTES
from tests.blog import NOW
from tests.feed_validator import CONTENT, json_complaints
from tests.test_feed import (
    ARTICLES,
    BASE_URL,
    CET,
    EVERYTHING,
    OF_EVERYTHING,
    TEXT,
    TITLES,
    UNSPEAKABLE,
    article,
    blog,
    bodies,
    channel,
    heavy,
    of_the_first,
    site,
    texts,
)

GOLDEN = Path(__file__).parent / "golden" / "feed.json"
URL = f"{BASE_URL}feed.json"


def feed(whole: Site, texts_of: Mapping[str, str]) -> bytes:
    """The JSON Feed of a blog, the bodies of its articles given by path."""
    return json_feed(whole.feeds[0], whole, lambda each: texts_of[each.path]).content


def made(*articles: Article, body: str = "<p>Text.</p>\n", **changes: Any) -> bytes:
    """The feed of these articles, which breaks no rule of the validator."""
    found = feed(site(*articles, **changes), bodies(*articles, body=body))
    assert json_complaints(found, f"{changes.get('base_url', BASE_URL)}feed.json") == []
    return found


def items(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data)["items"]
    return found


def test_the_feed_says_what_the_blog_is_and_where_both_are() -> None:
    found = json.loads(made(language="en-GB"))
    assert list(found.items()) == [
        ("version", "https://jsonfeed.org/version/1.1"),
        ("title", "Blog"),
        ("home_page_url", "https://blog.example/b/"),
        ("feed_url", "https://blog.example/b/feed.json"),
        ("description", "Notes."),
        ("language", "en-GB"),
        ("items", []),
    ]


def test_a_social_card_is_no_picture_of_an_item_for_it_changes_with_how_we_draw_it() -> None:
    drawn = article(image="/cards/x.1a2b3c4d.png", card="/cards/x.1a2b3c4d.png")
    assert b"/cards/" not in made(drawn)


def test_an_item_has_every_member_in_order() -> None:
    found = made(
        article(
            guid="https://blog.example/articles/old/",
            authors=("Ada", "Grace"),
            tags=("career", "senior-engineer"),
            published=datetime(2026, 1, 5, 10, 30, tzinfo=CET),
            updated=datetime(2026, 2, 6, 0, 0, 0, 999_999, tzinfo=UTC),
            image="/images/x é.png",
        )
    )
    (item,) = items(found)
    assert list(item.items()) == [
        ("id", "https://blog.example/articles/old/"),
        ("url", "https://blog.example/b/articles/x/"),
        ("title", "A short note"),
        ("content_html", "<p>4 min read</p>\n<p>Text.</p>\n"),
        ("summary", "What this note is about."),
        ("image", "https://blog.example/b/images/x%20%C3%A9.png"),
        ("date_published", "2026-01-05T10:30:00+01:00"),
        ("date_modified", "2026-02-06T00:00:00+00:00"),
        ("authors", [{"name": "Ada"}, {"name": "Grace"}]),
        ("tags", ["Career", "career", "senior-engineer"]),
        ("language", "en"),
    ]


def test_what_an_article_does_not_have_is_left_out() -> None:
    (item,) = items(made(article(authors=(), image="", updated=None, description="")))
    assert not {"image", "date_modified", "authors"} & item.keys()
    assert item["summary"] == "A short note"


def test_a_tag_that_is_also_the_category_is_named_once() -> None:
    (item,) = items(made(article(category="testing", tags=("testing", "python"))))
    assert item["tags"] == ["testing", "python"]


def test_another_base_url_moves_every_address_and_keeps_the_id() -> None:
    data = made(article(image="/cards/x.png"), base_url="https://p.example/7/", base_path="/7/")
    (item,) = items(data)
    assert item["id"] == "https://blog.example/articles/x/"
    assert data.count(b"https://blog.example/") == 1


@pytest.mark.parametrize(
    "text", [*TITLES, "a\u2028b\u2029c", "a\u0085b", 'a "b" \\ c', "</script>"]
)
def test_a_text_arrives_as_written_and_is_not_escaped(text: str) -> None:
    data = made(article(title=text, description=text, category=text, authors=(text,)), title=text)
    (item,) = items(data)
    assert json.loads(data)["title"] == text
    assert (item["title"], item["summary"], item["tags"]) == (text, text, [text])
    assert item["authors"] == [{"name": text}]
    assert b"\\u" not in data


def test_the_text_is_that_of_the_rss() -> None:
    whole, texts_of = blog(EVERYTHING, **OF_EVERYTHING)
    xml = rss(whole.feeds[0], whole, lambda each: texts_of[each.path])
    assert [item["content_html"] for item in items(feed(whole, texts_of))] == texts(
        channel(xml.content), f"item/{CONTENT}encoded"
    )
    assert json_feed(whole.feeds[0], whole, lambda _: "").items == xml.items


def test_dates_are_those_of_the_rss() -> None:
    kathmandu = datetime.fromisoformat("2026-05-04T00:00:00+05:45")
    (item,) = items(made(article(published=kathmandu, updated=kathmandu)))
    assert item["date_published"] == item["date_modified"] == "2026-05-03T18:15:00+00:00"


@pytest.mark.parametrize("field", ["title", "description", "category", "guid", "body"])
def test_half_of_a_surrogate_pair_is_blamed_on_its_article(field: str) -> None:
    good = article("good")
    bad = article("bad", **({field: "a\ud800b"} if field != "body" else {}))
    texts_of = {good.path: "<p>", bad.path: "\ud800" if field == "body" else "<p>"}
    with pytest.raises(ValueError, match=r"^`content/articles/bad\.md` cannot be put into a feed"):
        feed(site(good, bad), texts_of)


def test_a_date_without_a_zone_is_blamed_on_its_article() -> None:
    naive = article(published=datetime(2026, 1, 5))  # noqa: DTZ001  what is not to be guessed at
    with pytest.raises(ValueError, match=r"^`content/articles/x\.md` cannot .* has no time zone$"):
        feed(site(naive), bodies(naive))


@pytest.mark.parametrize("text", UNSPEAKABLE, ids=ascii)
def test_what_stops_the_rss_stops_the_build_before_there_is_json(text: str) -> None:
    whole = site(article("bad", title=text))
    with pytest.raises(ValueError, match=r"^`content/articles/bad\.md` cannot be put into a feed"):
        list(feed_pages(whole, lambda _: ""))


# --- size -----------------------------------------------------------------------------------------


def test_a_feed_over_its_size_loses_its_oldest_items_and_no_more_than_it_must() -> None:
    whole, texts_of = heavy(30, 25_000)
    found = feed(whole, texts_of)
    kept = len(items(found))
    assert json_complaints(found, URL) == []
    assert 19 <= kept <= 20
    assert found == feed(of_the_first(whole, kept), texts_of)
    assert found == feed(of_the_first(whole, kept + 1), texts_of)


def test_a_feed_of_exactly_its_size_is_whole_and_of_one_byte_more_is_not() -> None:
    whole, texts_of = heavy(20, 20_000)
    last = whole.articles[-1].path
    texts_of[last] += "b" * (MOST_BYTES - len(feed(whole, texts_of)))
    assert len(feed(whole, texts_of)) == MOST_BYTES
    assert len(items(feed(whole, texts_of))) == 20
    texts_of[last] += "b"
    assert len(items(feed(whole, texts_of))) == 19


def test_it_is_measured_by_its_own_bytes() -> None:
    """Markup is longer in the RSS, where it is escaped."""
    whole, texts_of = heavy(30, 10)
    texts_of = dict.fromkeys(texts_of, "<b></b>" * 2_000)
    xml = rss(whole.feeds[0], whole, lambda each: texts_of[each.path])
    as_json = json_feed(whole.feeds[0], whole, lambda each: texts_of[each.path])
    assert len(xml.items) < len(as_json.items) == 30
    assert len(as_json.content) <= MOST_BYTES


def test_five_items_stay_however_long_they_are() -> None:
    whole, texts_of = heavy(30, 300_000)
    found = json_feed(whole.feeds[0], whole, lambda each: texts_of[each.path])
    assert len(found.content) > MOST_BYTES
    assert found.items == tuple(each.guid for each in whole.articles[:5])
    assert [len(item["content_html"]) > 299_000 for item in items(found.content)] == [True] * 5


# --- among the pages ------------------------------------------------------------------------------


def test_the_first_feed_is_there_twice_and_each_page_says_what_is_in_it() -> None:
    first, second = article("a"), article("b", category="Testing")
    pages = list(feed_pages(site(first, second), lambda _: "<p>Text.</p>\n"))
    assert [(page.site_path, page.kind, page.items) for page in pages] == [
        ("/feed.xml", PageKind.FEED, (first.guid, second.guid)),
        ("/feed.json", PageKind.FEED, (first.guid, second.guid)),
        ("/categories/career/feed.xml", PageKind.FEED, (first.guid,)),
        ("/categories/testing/feed.xml", PageKind.FEED, (second.guid,)),
    ]
    assert json_complaints(pages[1].content(), URL) == []


def test_a_blog_without_articles_has_both_feeds() -> None:
    pages = list(feed_pages(site(), lambda _: ""))
    assert [page.site_path for page in pages] == ["/feed.xml", "/feed.json"]
    assert json_complaints(pages[1].content(), URL) == []


# --- verified -------------------------------------------------------------------------------------

SITE = ("/b/", BASE_URL)
WHOLE = {
    "version": "https://jsonfeed.org/version/1.1",
    "home_page_url": "https://blog.example/b/",
    "feed_url": "https://blog.example/b/feed.json",
    "favicon": "https://blog.example/b/icon.png",
    "items": [
        {
            "id": "https://blog.example/b/no/address/",
            "url": "https://blog.example/b/articles/x/",
            "title": "https://blog.example/b/title/",
            "content_html": (
                '<p><a href="https://blog.example/b/articles/y/#z">y</a>'
                '<img src="https://blog.example/b/i.png" alt="">'
                '<a href="https://other.example/">o</a></p>'
            ),
            "summary": '<a href="/summary/">',
            "image": "https://blog.example/b/cards/x.png",
            "authors": [{"name": "Ada", "url": "https://blog.example/b/ada/"}],
        }
    ],
}
LINKS = {
    *("/", "/feed.json", "/icon.png", "/articles/x/", "/articles/y/#z", "/i.png"),
    *("/cards/x.png", "/ada/"),
}


def test_every_address_of_the_feed_is_followed() -> None:
    assert json_feed_links(json.dumps(WHOLE).encode(), *SITE) == LINKS


def test_a_relative_address_leads_nowhere() -> None:
    bad = {
        "url": "articles/x/",
        "content_html": '<a href="#c">c</a><a href="/b/d/">d</a>',
        "image": "cards/x.png",
    }
    found = json_feed_links(json.dumps({"items": [bad]}).encode(), *SITE)
    assert found == {f"{OUTSIDE}/{path}" for path in ("articles/x/", "#c", "b/d/", "cards/x.png")}


NO_FEED = [b"", b"{", b"[]", b'"x"', b"\xff{}", b'{"title": "a\nb"}', b"[" * 100_000]


@pytest.mark.parametrize("data", NO_FEED, ids=[ascii(data[:20]) for data in NO_FEED])
def test_what_is_no_json_object_is_no_feed(data: bytes) -> None:
    with pytest.raises(FeedError):
        json_feed_links(data, *SITE)
    page = Page("/feed.json", PageKind.FEED, lambda: data)
    with pytest.raises(VerifyError, match=r"^/feed\.json is not well-formed JSON: .+\.$"):
        Rehearsal().write(page, *SITE)


def test_the_feed_is_read_back_before_it_is_published() -> None:
    data = json.dumps(WHOLE).encode()
    receipt = Rehearsal().write(
        Page("/feed.json", PageKind.FEED, lambda: data, items=("g",)), *SITE
    )
    assert receipt.links == LINKS
    assert receipt.items == ("g",)


def test_a_dead_link_in_the_feed_stops_the_build() -> None:
    page = Page("/feed.json", PageKind.FEED, lambda: json.dumps(WHOLE).encode())
    home = Page("/", PageKind.PAGE, lambda: b"<h1>T</h1>")
    receipts = [Rehearsal().write(each, *SITE) for each in (home, page)]
    with pytest.raises(VerifyError, match=r"^/feed\.json links to /ada/, "):
        verify(receipts)


def test_an_article_that_is_in_three_feeds_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    parse = markup._parsed

    def counted(data: bytes) -> Any:
        parsed.append(data)
        return parse(data)

    monkeypatch.setattr(markup, "_read", {})
    monkeypatch.setattr(markup, "_parsed", counted)
    text = '<p><a href="https://blog.example/b/articles/b/">b</a></p>'
    pages = feed_pages(site(article("a", minutes=1), article("b", minutes=2)), lambda _: text)
    links = [Rehearsal().write(page, *SITE).links for page in pages]
    assert len(links) == 3
    assert all("/articles/b/" in each for each in links)
    assert len(parsed) == 2


def test_no_more_texts_are_remembered_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[object, object] = {}
    monkeypatch.setattr(markup, "_read", known)
    monkeypatch.setattr(markup, "_MOST_READ", 3)
    for number in range(10):
        each = {"items": [{"content_html": f'<a href="https://blog.example/b/{number}/">x</a>'}]}
        assert json_feed_links(json.dumps(each).encode(), *SITE) == {f"/{number}/"}
        assert len(known) <= 3


# --- the same bytes -------------------------------------------------------------------------------


def test_the_feed_with_everything_in_it_is_the_golden_one() -> None:
    found = feed(*blog(EVERYTHING, **OF_EVERYTHING))
    assert json_complaints(found, URL) == []
    if os.environ.get("CODELOOM_GOLDEN") == "renew":
        GOLDEN.write_bytes(found)
    assert found == GOLDEN.read_bytes()


def test_a_change_of_one_article_is_a_change_of_few_lines() -> None:
    first, second = article("a"), article("b")
    before = made(first, second).splitlines()
    after = made(first, replace(second, title="Mended", updated=NOW)).splitlines()
    assert [line for line in before if line not in after] == []
    assert [line.strip() for line in after if line not in before] == [
        b'"title": "Mended",',
        b'"date_modified": "2026-11-22T12:00:00+00:00",',
    ]


@settings(deadline=None, max_examples=50)
@given(articles=ARTICLES, text=TEXT)
def test_any_articles_arrive_as_they_are(articles: list[Article], text: str) -> None:
    whole = site(*articles)
    found = items(feed(whole, bodies(*articles, body=text)))
    assert [
        (
            item["title"],
            item["summary"],
            item["url"],
            item["id"],
            datetime.fromisoformat(item["date_published"]),
            datetime.fromisoformat(item["date_modified"]) if "date_modified" in item else None,
            [author["name"] for author in item["authors"]],
            item["tags"],
            item["content_html"],
        )
        for item in found
    ] == [
        (
            each.title,
            each.description,
            f"{BASE_URL}articles/{each.slug}/",
            each.guid,
            each.published.replace(microsecond=0),
            each.updated.replace(microsecond=0) if each.updated else None,
            list(each.authors),
            list(dict.fromkeys((each.category, *each.tags))),
            f"<p>4 min read</p>\n{text}",
        )
        for each in articles
    ]
