"""The RSS, from articles to bytes: what is written, and what a real reader has of it.

What becomes of an article's body on the way is in `test_feed_content`.
"""

from __future__ import annotations

import contextlib
import html
import importlib
import locale
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.assemble import Drafts, assemble
from pipeline.errors import PipelineError, VerifyError
from pipeline.examine import summarise
from pipeline.html import feed_body
from pipeline.model import Article, Corpus, Feed, Inventory, Page, PageKind, Site, Verdict
from pipeline.publish import Rehearsal
from pipeline.render import feed as door
from pipeline.render import site_pages
from pipeline.render.feed import ended, rss
from pipeline.render.machines import redirects_pages
from pipeline.render.notices import withdrawn_pages
from pipeline.render.syndication import MOST_BYTES, BodyOf, Made
from tests.blog import NOW, document, made_article, made_site
from tests.blog import settings as blog_settings
from tests.feed_validator import ATOM, CONTENT, DC, complaints

GOLDEN = Path(__file__).parent / "golden" / "feed.xml"
BASE_URL = "https://blog.example/b/"
CET = timezone(timedelta(hours=1))


def article(slug: str = "x", **changes: Any) -> Article:
    """A sound article of 5 January 2026, with `changes`."""
    plain = {
        "title": "A short note",
        "description": "What this note is about.",
        "level": "",
        "learn": (),
        "prerequisites": (),
        "tags": (),
    }
    return made_article(slug, **{**plain, **changes})


def site(*articles: Article, **changes: Any) -> Site:
    """A blog below a path, with these articles as they come and `changes`."""
    own = {"title": "Blog", "description": "Notes.", "base_url": BASE_URL, "base_path": "/b/"}
    return made_site(*articles, **{**own, **changes})


def bodies(*articles: Article, body: str = "<p>Text.</p>\n") -> Mapping[str, str]:
    return {each.path: body for each in articles}


def feed(whole: Site, texts_of: Mapping[str, str]) -> bytes:
    """The feed of all articles, their bodies given by path."""
    return rss(whole.feeds[0], whole, lambda article: texts_of[article.path]).content


def of_the_first(whole: Site, count: int) -> Site:
    """The same blog, were it to have these articles alone."""
    return with_articles(whole, whole.articles[:count])


def with_articles(whole: Site, articles: Sequence[Article]) -> Site:
    every = replace(whole.feeds[0], articles=tuple(articles))
    return replace(whole, articles=tuple(articles), feeds=(every,))


def made(*articles: Article, body: str = "<p>Text.</p>\n", **changes: Any) -> bytes:
    """The feed of these articles, which breaks no rule of the validator."""
    xml = feed(site(*articles, **changes), bodies(*articles, body=body))
    base_url = changes.get("base_url", BASE_URL)
    assert complaints(xml, f"{base_url}feed.xml") == []
    return xml


def read(xml: bytes) -> Any:
    """What feedparser, the parser of many readers, makes of a feed."""
    parsed = feedparser.parse(xml)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def blog(texts: Mapping[str, str], **changes: Any) -> tuple[Site, dict[str, str]]:
    """Site and bodies as the pipeline makes them of these texts, by slug."""
    chosen = blog_settings(base_url=BASE_URL, feed_domain="blog.example", **changes)
    documents = [
        document(text, f"content/articles/{slug}.md", base_url=BASE_URL, **changes)
        for slug, text in texts.items()
    ]
    summaries = tuple(summarise(each, chosen) for each in documents)
    corpus = Corpus(summaries, Inventory({}, ()), NOW)
    whole = assemble(corpus, Verdict((), {}, False), chosen, Drafts.LEFT_OUT)
    return whole, {each.source.path: feed_body(each, BASE_URL) for each in documents}


def note(body: str, **fields: str) -> str:
    """The text of a note with these fields of front matter."""
    front = {
        "title": "A short note",
        "description": "A sentence of fifty characters or more that says what it is about.",
        "date": "2026-01-05",
        "category": "Career",
        "kind": "note",
        **fields,
    }
    lines = "".join(f"{name}: {value}\n" for name, value in front.items())
    return f"---\n{lines}---\n\n{textwrap.dedent(body)}\n"


def content(body: str, **fields: str) -> str:
    """The HTML that the feed holds for an article of this body, without what stands above it."""
    xml = feed(*blog({"x": note(body, **fields)}))
    assert complaints(xml, f"{BASE_URL}feed.xml") == []
    assert read(xml).entries[0].content[0].value
    (stored,) = texts(channel(xml), f"item/{CONTENT}encoded")
    return (stored or "").removeprefix("<p>1 min read</p>\n").strip()


def channel(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)[0]


def texts(parent: ET.Element, name: str) -> list[str | None]:
    return [element.text for element in parent.iterfind(name)]


def slugs_in(xml: bytes) -> list[str]:
    return [entry.link.split("/")[-2] for entry in read(xml).entries]


# --- the channel ----------------------------------------------------------------------------------


def test_the_channel_says_what_the_blog_is_and_where_both_are() -> None:
    parsed = read(made(article(), language="en-GB")).feed
    assert parsed.title == "Blog"
    assert parsed.subtitle == "Notes."
    assert parsed.language == "en-GB"
    assert parsed.link == "https://blog.example/b/"
    assert parsed.generator == "Codeloom"
    assert parsed.ttl == "60"


def test_the_channels_link_is_the_home_and_the_feed_names_itself_once() -> None:
    found = channel(made(article()))
    assert texts(found, "link") == ["https://blog.example/b/"]
    assert [link.attrib for link in found.iterfind(f"{ATOM}link")] == [
        {
            "href": "https://blog.example/b/feed.xml",
            "rel": "self",
            "type": "application/rss+xml",
        }
    ]


def test_a_blog_at_the_root_of_its_host_has_its_feed_there() -> None:
    found = channel(made(article(), base_url="https://blog.example/", base_path="/"))
    assert texts(found, "link") == ["https://blog.example/"]
    assert texts(found, "item/link") == ["https://blog.example/articles/x/"]


def test_a_blog_without_a_description_is_described_by_its_title() -> None:
    assert texts(channel(made(article(), description="")), "description") == ["Blog"]


def test_the_feed_was_built_on_the_newest_date_in_it() -> None:
    first = article("a", published=datetime(2026, 3, 1, tzinfo=UTC))
    second = article(
        "b",
        published=datetime(2026, 1, 1, tzinfo=UTC),
        updated=datetime(2026, 4, 1, 9, 30, tzinfo=CET),
    )
    assert texts(channel(made(first, second)), "lastBuildDate") == [
        "Wed, 01 Apr 2026 09:30:00 +0100"
    ]


def test_an_update_of_an_article_that_is_not_in_the_feed_does_not_date_it() -> None:
    newest = [article(f"n{number:02}") for number in range(30)]
    old = article(
        "old",
        published=datetime(2020, 1, 1, tzinfo=UTC),
        updated=datetime(2026, 11, 1, tzinfo=UTC),
    )
    xml = made(*newest, old)
    assert texts(channel(xml), "lastBuildDate") == ["Mon, 05 Jan 2026 00:00:00 +0000"]


def test_a_blog_without_articles_has_a_valid_feed_that_never_saw_a_clock() -> None:
    xml = made()
    assert texts(channel(xml), "lastBuildDate") == []
    assert texts(channel(xml), "item") == []
    assert xml == made()


# --- the feed of a category -----------------------------------------------------------------------


def feeds(whole: Site, body: str = "<p>Text.</p>\n") -> dict[str, Made]:
    """Every RSS feed of a blog, by site path; each breaks no rule of the validator."""
    found = {each.site_path: rss(each, whole, lambda _: body) for each in whole.feeds}
    for site_path, each in found.items():
        assert complaints(each.content, whole.base_url + site_path[1:]) == []
    return found


def test_a_category_has_a_feed_of_its_own_articles_and_no_others() -> None:
    first = article("a", category="R & D", updated=NOW)
    second = article("b", category="Testing")
    found = feeds(site(first, second))
    assert {path: each.items for path, each in found.items()} == {
        "/feed.xml": (first.guid, second.guid),
        "/categories/r-d/feed.xml": (first.guid,),
        "/categories/testing/feed.xml": (second.guid,),
    }
    parsed = read(found["/categories/r-d/feed.xml"].content)
    assert parsed.feed.title == "Blog: R & D"
    assert html.unescape(parsed.feed.subtitle) == "Articles on Blog in the category R & D."
    assert parsed.feed.link == "https://blog.example/b/"
    assert [entry.id for entry in parsed.entries] == [first.guid]


def test_the_feed_of_a_category_names_itself_and_has_a_date_of_its_own() -> None:
    first = article("a", category="R & D", updated=NOW)
    found = feeds(site(first, article("b", category="Testing")))
    own = channel(found["/categories/testing/feed.xml"].content)
    assert [link.attrib["href"] for link in own.iterfind(f"{ATOM}link")] == [
        "https://blog.example/b/categories/testing/feed.xml"
    ]
    assert texts(own, "lastBuildDate") == ["Mon, 05 Jan 2026 00:00:00 +0000"]


def test_an_article_is_the_same_item_in_each_feed() -> None:
    first = article("a", tags=("x",), updated=NOW)
    found = feeds(site(first, article("b", category="Testing")))
    every, own = (
        channel(found[path].content) for path in ("/feed.xml", "/categories/career/feed.xml")
    )
    (item,) = own.iterfind("item")
    assert ET.tostring(item).strip() == ET.tostring(next(every.iterfind("item"))).strip()


def test_each_feed_is_shortened_by_its_own_size() -> None:
    light = [article(f"l{number:02}", category="Light") for number in range(15)]
    heavy_ones = [article(f"n{number:02}", category="Heavy") for number in range(15)]
    whole = site(*sorted((*light, *heavy_ones), key=lambda each: each.slug[1:]))
    text = {each.path: "<p>Text.</p>\n" for each in light}
    text |= {each.path: f"<p>{'a' * 60_000}</p>\n" for each in heavy_ones}
    kept = {
        each.site_path: len(rss(each, whole, lambda one: text[one.path]).items)
        for each in whole.feeds
    }
    assert kept == {
        "/feed.xml": 17,
        "/categories/heavy/feed.xml": 8,
        "/categories/light/feed.xml": 15,
    }


# --- a feed that has ended ------------------------------------------------------------------------


def test_a_feed_that_has_ended_says_so_and_where_the_articles_are() -> None:
    xml = ended(site(article(updated=NOW), title="R & D"), "/categories/old/feed.xml")
    assert complaints(xml, "https://blog.example/b/categories/old/feed.xml") == []
    parsed = read(xml)
    assert parsed.feed.title == "R & D: this feed has ended"
    assert html.unescape(parsed.feed.subtitle) == (
        "No more articles will come here. Those of R & D are in the feed"
        " https://blog.example/b/feed.xml"
    )
    assert parsed.feed.link == "https://blog.example/b/"
    assert parsed.entries == []
    assert "updated" not in parsed.feed


@pytest.mark.parametrize(
    ("retired", "there"),
    [
        ("/categories/old/", {"/categories/old/": "redirect", "/categories/old/feed.xml": "feed"}),
        ("/categories/old/feed.xml", {"/categories/old/feed.xml": "feed"}),
        ("/notes/feed.xml", {"/notes/feed.xml": "feed"}),
        ("/categories/old/page/", {"/categories/old/page/": "redirect"}),
        ("/categories/", {"/categories/": "redirect"}),
        ("/categories.xml", {"/categories.xml": "redirect"}),
    ],
)
def test_a_retired_category_takes_its_feed_with_it(retired: str, there: dict[str, str]) -> None:
    pages = list(withdrawn_pages(site(retired=(retired,)), ()))
    assert {page.site_path: page.kind.value for page in pages} == there
    assert {page.source for page in pages} == {"pyproject.toml"}
    for page in pages:
        if page.kind is PageKind.FEED:
            assert page.items == ()
            assert complaints(page.content(), BASE_URL + page.site_path[1:], BASE_URL) == []


def test_a_category_and_its_feed_that_are_both_retired_are_each_there_once() -> None:
    both = ("/categories/old/feed.xml", "/categories/old/")
    pages = withdrawn_pages(site(retired=both), ())
    assert [page.site_path for page in pages] == list(both)


def test_a_host_that_can_say_it_says_that_the_feed_is_gone() -> None:
    (page,) = redirects_pages(site(retired=("/categories/old/",)))
    assert page.content().decode() == (
        "/b/categories/old/ /b/categories/old/ 410!\n"
        "/b/categories/old/feed.xml /b/categories/old/feed.xml 410!\n"
    )


@pytest.mark.parametrize("retired", ["/feed.xml", "/feed.json", "/categories/career/feed.xml"])
def test_a_feed_that_is_published_cannot_be_retired(retired: str) -> None:
    with pytest.raises(PipelineError, match=f"names `{retired}`, but the site has a page there"):
        list(site_pages(site(article(), retired=(retired,)), lambda _: b""))


# --- items ----------------------------------------------------------------------------------------


def test_an_item_has_everything_once_and_the_summary_before_the_content() -> None:
    given_article = article(
        authors=("Ada", "Grace"),
        tags=("career", "senior-engineer"),
        published=datetime(2026, 1, 5, 10, 30, tzinfo=CET),
        updated=datetime(2026, 2, 6, 0, 0, 0, 999_999, tzinfo=UTC),
    )
    (item,) = channel(made(given_article)).iterfind("item")
    assert [(element.tag, element.text) for element in item] == [
        ("title", "A short note"),
        ("link", "https://blog.example/b/articles/x/"),
        ("description", "What this note is about."),
        (f"{CONTENT}encoded", "<p>4 min read</p>\n<p>Text.</p>\n"),
        ("guid", "https://blog.example/articles/x/"),
        ("category", "Career"),
        ("category", "career"),
        ("category", "senior-engineer"),
        (f"{DC}creator", "Ada"),
        (f"{DC}creator", "Grace"),
        ("pubDate", "Mon, 05 Jan 2026 10:30:00 +0100"),
        (f"{ATOM}updated", "2026-02-06T00:00:00+00:00"),
    ]
    assert item.find("guid").attrib == {"isPermaLink": "false"}  # type: ignore[union-attr]


def test_an_article_that_was_never_updated_does_not_say_so() -> None:
    assert texts(channel(made(article())), f"item/{ATOM}updated") == []


def test_a_tag_that_is_also_the_category_is_named_once() -> None:
    xml = made(article(category="testing", tags=("testing", "python")))
    assert texts(channel(xml), "item/category") == ["testing", "python"]


def test_two_authors_arrive_as_two() -> None:
    entry = read(made(article(authors=("Ada Lovelace", "Grace Hopper")))).entries[0]
    assert [author.name for author in entry.authors] == ["Ada Lovelace", "Grace Hopper"]


def test_another_base_url_moves_the_link_and_keeps_the_guid() -> None:
    preview = read(made(article(), base_url="https://preview.example/7/")).entries[0]
    assert preview.link == "https://preview.example/7/articles/x/"
    assert preview.id == "https://blog.example/articles/x/"


def test_the_content_begins_with_what_the_page_shows_above_the_text() -> None:
    made_of = article(
        level="Beginner",
        minutes=1,
        learn=("What `Vec<T>` is", "R & D"),
        prerequisites=("None",),
    )
    (found,) = texts(channel(made(made_of, body="<h2>Why</h2>\n")), f"item/{CONTENT}encoded")
    assert found == (
        "<p>Beginner · 1 min read</p>\n"
        "<p><strong>What you'll learn</strong></p>\n<ul>\n"
        "<li>What `Vec&lt;T&gt;` is</li>\n<li>R &amp; D</li>\n</ul>\n"
        "<p><strong>Prerequisites</strong></p>\n<ul>\n<li>None</li>\n</ul>\n"
        "<h2>Why</h2>\n"
    )


def test_the_reading_time_is_the_stated_one_and_stands_there_once() -> None:
    xml = feed(*blog({"x": note("Few words.", reading_time="9")}))
    assert texts(channel(xml), f"item/{CONTENT}encoded") == [
        "<p>9 min read</p>\n<p>Few words.</p>\n"
    ]


TITLES = [
    "What Vec<T> costs",
    "Option<a> and <b>",
    "a < b && c > d",
    "AT&T, R&D",
    "&amp; is five characters",
    "&lt;div&gt; and &#60;",
    "Arrays ]]> end",
    "Why </script> ends your string",
    "A family 👩‍👩‍👧 in one title",
    "مقدمة في البرمجة <T>",
    "前端<T>入門",
    'Quotes: "double", ‘curly’, it\'s',
    "e\u0301 stays decomposed",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_arrives_as_written(title: str) -> None:
    xml = made(article(title=title, category=title), title=title, description=title)
    parsed = read(xml)
    assert parsed.entries[0].title == title
    assert parsed.entries[0].tags[0].term == title
    assert parsed.feed.title == title
    assert texts(channel(xml), "item/title") == [title]


DESCRIPTIONS = [
    *TITLES,
    "Use <b>bold</b> sparingly.",
    "Two lines,\r\nof Windows.",
    "<script>alert(1)</script>",
    "&amp;lt; is nested",
]


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_a_description_is_escaped_once_and_reads_as_written(description: str) -> None:
    xml = made(article(description=description))
    (stored,) = texts(channel(xml), "item/description")
    assert stored == description.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = html.unescape(read(xml).entries[0].summary)
    assert shown == description.replace("\r\n", "\n")


DATES = [
    (datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC), "Fri, 31 Dec 1999 23:59:59 +0000"),
    (datetime(2100, 2, 28, tzinfo=UTC), "Sun, 28 Feb 2100 00:00:00 +0000"),
    (datetime(2026, 5, 4, 9, 5, tzinfo=CET), "Mon, 04 May 2026 09:05:00 +0100"),
    (
        datetime(2026, 5, 4, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
        "Mon, 04 May 2026 00:00:00 -0330",
    ),
    # The validator knows whole and half hours only: Kathmandu's time is told in UTC.
    (
        datetime(2026, 5, 4, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        "Sun, 03 May 2026 18:15:00 +0000",
    ),
    (
        datetime(1971, 5, 4, tzinfo=timezone(-timedelta(minutes=44, seconds=30))),
        "Tue, 04 May 1971 00:44:30 +0000",
    ),
]


@pytest.mark.parametrize(("moment", "expected"), DATES, ids=[text for _, text in DATES])
def test_a_date_has_english_names_and_a_numeric_zone(moment: datetime, expected: str) -> None:
    xml = made(article(published=moment, updated=moment))
    assert texts(channel(xml), "item/pubDate") == [expected]
    assert texts(channel(xml), "lastBuildDate") == [expected]
    entry = read(xml).entries[0]
    assert entry.published_parsed == entry.updated_parsed == moment.utctimetuple()


# --- order and size -------------------------------------------------------------------------------


def test_items_come_newest_first_and_by_slug_within_a_day() -> None:
    found = feed(
        *blog(
            {
                "b": note("b", date="2026-01-05"),
                "old": note("o", date="2025-01-05"),
                "c": note("c", date="2026-01-05T00:00:00+01:00"),
                "a": note("a", date="2026-01-05"),
                "new": note("n", date="2026-02-05"),
            }
        )
    )
    assert slugs_in(found) == ["new", "a", "b", "c", "old"]


def test_the_feed_keeps_the_order_of_the_site() -> None:
    slugs = ["m", "a", "z", "b"]
    whole = site(*map(article, slugs))
    assert slugs_in(feed(whole, bodies(*whole.articles))) == slugs


def test_the_newest_thirty_are_in_the_feed() -> None:
    slugs = [f"n{number:02}" for number in range(31)]
    assert slugs_in(made(*map(article, slugs))) == slugs[:30]


def heavy(count: int, size: int) -> tuple[Site, dict[str, str]]:
    """A blog of `count` articles whose bodies have `size` bytes each."""
    articles = [article(f"n{number:02}") for number in range(count)]
    return site(*articles), {each.path: f"<p>{'a' * (size - 8)}</p>\n" for each in articles}


def test_a_feed_over_its_size_loses_its_oldest_items_and_no_more_than_it_must() -> None:
    whole, texts_of = heavy(30, 25_000)
    found = feed(whole, texts_of)
    kept = len(read(found).entries)
    assert len(found) <= MOST_BYTES
    assert found == feed(of_the_first(whole, kept), texts_of)
    one_more = feed(of_the_first(whole, kept + 1), texts_of)
    assert found == one_more
    assert 19 <= kept <= 20


def test_a_feed_of_exactly_its_size_is_whole_and_of_one_byte_more_is_not() -> None:
    whole, texts_of = heavy(20, 20_000)
    last = whole.articles[-1].path
    spare = MOST_BYTES - len(feed(whole, texts_of))
    texts_of[last] += "b" * spare
    assert len(feed(whole, texts_of)) == MOST_BYTES
    assert len(read(feed(whole, texts_of)).entries) == 20
    texts_of[last] += "b"
    assert len(read(feed(whole, texts_of)).entries) == 19


def test_a_shortened_feed_is_dated_by_what_is_left_in_it() -> None:
    whole, texts_of = heavy(30, 25_000)
    last = replace(whole.articles[-1], updated=datetime(2026, 11, 1, tzinfo=UTC))
    found = feed(with_articles(whole, (*whole.articles[:-1], last)), texts_of)
    assert texts(channel(found), "lastBuildDate") == ["Mon, 05 Jan 2026 00:00:00 +0000"]


def test_five_items_stay_however_long_they_are() -> None:
    found = feed(*heavy(30, 300_000))
    assert len(found) > MOST_BYTES
    assert [len(entry.content[0].value) > 299_000 for entry in read(found).entries] == [True] * 5


def test_fewer_than_five_articles_stay_however_long_they_are() -> None:
    assert len(read(feed(*heavy(3, 300_000))).entries) == 3


def test_a_feed_is_shortened_in_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    make = door._rss

    def counted(one: Feed, whole: Site, articles: Sequence[Article], body_of: BodyOf) -> bytes:
        steps.append(len(articles))
        return make(one, whole, articles, body_of)

    monkeypatch.setattr(door, "_rss", counted)
    feed(*heavy(30, 300_000))
    assert steps == [30, 5]


# --- the content ----------------------------------------------------------------------------------


CODE = [
    "for (int i = 0; i < n && !done; i++) {}\n",
    "\n\n  starts after two empty lines\n\n",
    "x = '&amp;' + \"]]>\" + '</code></pre>'\n",
    "\ttabs and trailing blanks  \n",
    "emoji 👩‍👩‍👧 and 日本語, RTL مرحبا\n",
    "<script>alert(1)</script>\n",
]


@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize("raw", ["", "<kbd>Esc</kbd>\n\n"], ids=["plain", "with raw HTML"])
def test_code_arrives_as_it_is_in_the_source(code: str, raw: str) -> None:
    text = f'{raw}```python title="a.py"\n{code}```\n'
    whole, texts_of = blog({"x": note("Text.") + text})
    (stored,) = texts(channel(feed(whole, texts_of)), f"item/{CONTENT}encoded")
    (block,) = LexborHTMLParser(stored or "").css("pre")
    assert block.text() == code
    shown = read(feed(whole, texts_of)).entries[0].content[0].value
    (block,) = LexborHTMLParser(shown).css("pre")
    assert block.html == f"<pre><code>{html.escape(code, quote=False)}</code></pre>"


def test_code_of_a_windows_file_has_the_line_ends_of_every_other() -> None:
    text = (note("Text.") + "```python\na\n\nb\n```\n").replace("\n", "\r\n")
    whole, texts_of = blog({"x": text})
    assert "<pre><code>a\n\nb\n</code></pre>" in texts_of["content/articles/x.md"]
    assert b"&#13;" not in feed(whole, texts_of)


def test_raw_html_loses_what_readers_cannot_use() -> None:
    assert (
        content(
            'Press <kbd class="key" role="note" aria-label="escape" tabindex="0">Esc</kbd>'
            "<!-- a remark --> or <bdo>that</bdo>."
        )
        == "<p>Press <kbd>Esc</kbd> or that.</p>"
    )


def test_a_replacement_character_is_no_sign_of_a_wrong_encoding() -> None:
    entry = read(made(article(description="A \ufffd."), body="<p>B \ufffd.</p>\n")).entries[0]
    assert html.unescape(entry.summary) == "A \ufffd."
    assert html.unescape(entry.content[0].value).endswith("<p>B \ufffd.</p>")


def test_nothing_in_the_body_ends_its_element() -> None:
    body = "<p>]]&gt;&lt;/content:encoded&gt; ]]></p>\n"
    assert texts(channel(made(article(), body=body)), f"item/{CONTENT}encoded") == [
        "<p>4 min read</p>\n" + body
    ]


# --- what feedgen gets wrong ----------------------------------------------------------------------


def test_no_locale_is_asked_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = made(article(updated=NOW))

    def forbidden(*_: object) -> str:
        raise AssertionError("the locale belongs to the process")

    monkeypatch.setattr(locale, "setlocale", forbidden)
    assert made(article(updated=NOW)) == expected


FOREIGN = ("de_DE.UTF-8", "fr_FR.UTF-8", "ja_JP.UTF-8", "es_ES.UTF-8", "de_DE", "German_Germany")

OUR_OWN = """\
LC_TIME
abday "So";"Mo";"Di";"Mi";"Do";"Fr";"Sa"
day "Sonntag";"Montag";"Dienstag";"Mittwoch";"Donnerstag";"Freitag";"Samstag"
abmon "Jan";"Feb";"Mrz";"Apr";"Mai";"Jun";"Jul";"Aug";"Sep";"Okt";"Nov";"Dez"
mon "Januar";"Februar";"Maerz";"April";"Mai";"Juni";"Juli";"August";"September";"Oktober";/
    "November";"Dezember"
d_t_fmt "%a %d %b %Y"
d_fmt "%d.%m.%Y"
t_fmt "%T"
am_pm "";""
t_fmt_ampm ""
END LC_TIME
"""
"""A locale for machines that have English alone: how localedef, which glibc brings, reads one."""


@pytest.fixture
def foreign_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A locale in whose language May is not `May`, set for dates; its name."""
    before = locale.setlocale(locale.LC_TIME)
    if shutil.which("localedef") is not None:
        source = tmp_path / "source"
        source.write_text(f"comment_char %\nescape_char /\n{OUR_OWN}", encoding="ascii")
        command = ["localedef", "--force", "--inputfile", str(source), str(tmp_path / "our_own")]
        subprocess.run(command, capture_output=True, check=False)  # it warns of all it lacks
    for name in (*FOREIGN, "our_own"):
        if name == "our_own":
            monkeypatch.setenv("LOCPATH", str(tmp_path))
        with contextlib.suppress(locale.Error):
            yield locale.setlocale(locale.LC_TIME, name)
            locale.setlocale(locale.LC_TIME, before)
            return
    pytest.skip("this machine has English alone, and no localedef to make another language")


def test_months_are_english_under_a_foreign_locale_and_it_stays(foreign_months: str) -> None:
    may = datetime(2026, 5, 4, tzinfo=UTC)
    assert may.strftime("%B") != "May"
    assert texts(channel(made(article(published=may))), "item/pubDate") == [
        "Mon, 04 May 2026 00:00:00 +0000"
    ]
    assert locale.setlocale(locale.LC_TIME) == foreign_months


class Clockless(datetime):
    """The clock, for a process that must not look at it."""

    @classmethod
    def now(cls, tz: Any = None) -> Clockless:
        return cls(1970, 1, 1, tzinfo=tz)


def test_the_clock_is_in_no_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = site(article(updated=NOW))
    expected = feeds(whole)
    for module in ("feedgen.feed", "feedgen.entry"):
        monkeypatch.setattr(importlib.import_module(module), "datetime", Clockless)
    assert feeds(whole) == expected
    assert b"1970" not in ended(whole, "/x/feed.xml")


FORBIDDEN = {
    "feedgen.feed.FeedGenerator": (
        *("id", "updated", "lastBuildDate", "pubDate", "author", "skipDays"),
        *("rss_file", "atom_file", "atom_str"),
    ),
    "feedgen.entry.FeedEntry": ("id", "updated", "published", "pubDate", "author", "atom_entry"),
}


def test_what_feedgen_does_wrong_is_never_asked_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("this goes wrong in feedgen")

    for owner, names in FORBIDDEN.items():
        for name in names:
            monkeypatch.setattr(f"{owner}.{name}", forbidden)
    assert read(made(article(updated=NOW))).entries[0].author == "Ada"


def test_an_item_is_made_once_for_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    from feedgen.entry import FeedEntry

    calls: list[object] = []
    make = FeedEntry.rss_entry

    def counted(entry: Any) -> Any:
        calls.append(entry)
        return make(entry)

    monkeypatch.setattr(FeedEntry, "rss_entry", counted)
    made(article("a"), article("b"))
    assert len(calls) == 2


def test_an_article_without_a_summary_has_its_title_for_one_and_its_text_whole() -> None:
    (item,) = channel(made(article(description="", title="A < B"))).iterfind("item")
    assert item.findtext("description") == "A &lt; B"
    assert item.findtext(f"{CONTENT}encoded") == "<p>4 min read</p>\n<p>Text.</p>\n"


def test_two_articles_of_one_guid_are_refused_by_name() -> None:
    twins = article("a"), article("b", guid="https://blog.example/articles/a/")
    with pytest.raises(ValueError, match="cannot be in one feed") as caught:
        feed(site(*twins), bodies(*twins))
    assert str(caught.value) == (
        "`content/articles/a.md` and `content/articles/b.md` cannot be in one feed: both have the"
        " guid `https://blog.example/articles/a/`"
    )


@pytest.mark.parametrize("field", ["published", "updated"])
def test_a_date_without_a_zone_is_never_read_in_that_of_this_machine(field: str) -> None:
    date: Any = datetime(2026, 1, 5)  # noqa: DTZ001  what is not to be guessed at
    naive = article(**{field: date})
    with pytest.raises(ValueError, match="has no time zone") as caught:
        feed(site(naive), bodies(naive))
    assert str(caught.value).startswith("`content/articles/x.md` cannot be put into a feed: ")


UNSPEAKABLE = ["a\x08b", "a\x00b", "a\ufffeb", "a\ud800b"]


@pytest.mark.parametrize("text", UNSPEAKABLE, ids=ascii)
@pytest.mark.parametrize("field", ["title", "description", "category", "guid", "body"])
def test_a_text_that_xml_cannot_hold_is_blamed_on_its_article(text: str, field: str) -> None:
    good = article("good")
    bad = article("bad", **({field: text} if field != "body" else {}))
    texts_of = {good.path: "<p>", bad.path: text if field == "body" else "<p>"}
    with pytest.raises(ValueError, match=r"^`content/articles/bad\.md` cannot be put into a feed"):
        feed(site(good, bad), texts_of)


@pytest.mark.parametrize(
    "xml",
    [b"", b"<a/><b/>", b"<a>&x;</a>", b"<a>\xff</a>", b'<?xml version="1.0" encoding="x-y"?><a/>'],
)
def test_what_does_not_read_back_is_not_published(xml: bytes) -> None:
    page = Page("/categories/career/feed.xml", PageKind.FEED, lambda: xml)
    with pytest.raises(VerifyError, match=r"feed\.xml is not well-formed XML: .+\.$"):
        Rehearsal().write(page, "/b/", BASE_URL)


def test_every_link_of_each_feed_is_verified() -> None:
    whole = site(article("a"), article("b", category="Testing"))
    text = '<p><a href="https://blog.example/b/articles/b/#x">b</a></p>'
    for each in whole.feeds:
        xml = rss(each, whole, lambda _: text).content
        page = Page(each.site_path, PageKind.FEED, partial(bytes, xml))
        found = Rehearsal().write(page, "/b/", BASE_URL).links
        items = {one.site_path for one in each.articles}
        assert found == {"/", each.site_path, "/articles/b/#x", *items}


# --- the same bytes everywhere --------------------------------------------------------------------

EVERYTHING = {
    "everything": note(
        """
        ## What `Vec<T>` costs

        Text with *emphasis*, `a < b && c`, a [link](other.md#part) and a claim[^1].

        ```rust title="src/main.rs"
        let v: Vec<&str> = vec!["]]>", "</pre>"];
        ```

        ```text caption="Two boxes" alt="One box leads to another."
        +---+   +---+
        | a |-->| b |
        +---+   +---+
        ```

        > [!TIP]
        > Measure first.

        | Name | Cost |
        |------|-----:|
        | a    |    1 |

        - [x] done
        - [ ] not yet

        ![A chart of costs](chart.png "Costs by size")

        Press <kbd class="key">Esc</kbd>. <img src="a.png" srcset="a.png 1x, b.png 2x" alt="Keys">

        [^1]: With a [source](https://example.com/?a=1&b=2).
        """,
        title='"What Vec<T> & Box<T> cost 📦"',
        description='"Every &amp; each allocation of a Vec<T>, counted; with ]]> and two authors."',
        author="[Ada Lovelace, Grace Hopper]",
        tags="[rust, memory]",
        level="Intermediate",
        reading_time="3",
        learn="[What `Vec<T>` is, What it costs, When it matters]",
        prerequisites="[Some Rust]",
        updated="2026-02-05T10:00:00+05:45",
    ),
    "right-to-left": note(
        "مرحبا بالعالم.", title="مقدمة في البرمجة <T>", date="2026-01-05T09:00:00+01:00"
    ),
    "a-twin": note("The same day, another slug.", category="Testing"),
    "older": note("Older.", date="1999-12-31"),
}


OF_EVERYTHING = {"title": "Blog & Co", "description": "Notes on <T>.", "author": "Ada"}


def everything() -> bytes:
    """A feed with all that a feed can hold."""
    return feed(*blog(EVERYTHING, **OF_EVERYTHING))


def test_the_feed_with_everything_in_it_is_the_golden_one() -> None:
    found = everything()
    assert complaints(found, f"{BASE_URL}feed.xml") == []
    if os.environ.get("CODELOOM_GOLDEN") == "renew":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(found)
    assert found == GOLDEN.read_bytes()


@pytest.mark.parametrize(
    ("seed", "zone", "tongue"),
    [("0", "UTC", "C"), ("1", "Asia/Kathmandu", "de_DE.UTF-8"), ("4242", "Etc/GMT+12", "C.UTF-8")],
)
def test_hash_seed_time_zone_and_locale_change_no_byte(seed: str, zone: str, tongue: str) -> None:
    script = (
        "import locale, sys\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "from tests.test_feed import everything\n"
        "sys.stdout.buffer.write(everything())\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": tongue,
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=True,
    )
    assert done.stdout == everything()


def test_a_typo_corrected_in_an_old_article_changes_only_that_items_content() -> None:
    changed = {**EVERYTHING, "older": EVERYTHING["older"].replace("Older.", "Much older.")}
    before = everything().splitlines()
    after = feed(*blog(changed, **OF_EVERYTHING)).splitlines()
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        (b"&lt;p&gt;Older.&lt;/p&gt;", b"&lt;p&gt;Much older.&lt;/p&gt;")
    ]


# --- any articles ---------------------------------------------------------------------------------

CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"),
    # Not what feedparser mends when it takes it for Latin-1 decoded twice, and no XML at all.
    exclude_characters="\ufffe\uffff" + "".join(map(chr, range(0x80, 0xC0))),
)
TEXT = st.text(CHARACTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
NAME = st.text(st.sampled_from("abcdeéßжåÅ日本 👩-'<&>"), min_size=1).map(str.strip).filter(bool)
MOMENTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
        lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
    ),
)
ARTICLES = st.lists(
    st.builds(
        article,
        slug=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True),
        title=TEXT,
        description=TEXT,
        authors=st.lists(NAME, min_size=1, max_size=3, unique=True).map(tuple),
        tags=st.lists(TEXT, max_size=3).map(tuple),
        published=MOMENTS,
        updated=st.none() | MOMENTS,
    ),
    max_size=4,
    unique_by=lambda each: each.slug,
)


@settings(deadline=None, max_examples=50)
@given(articles=ARTICLES, text=TEXT)
def test_any_articles_arrive_as_they_are(articles: list[Article], text: str) -> None:
    body = f"<p>{html.escape(text)}</p>"
    xml = feed(site(*articles), bodies(*articles, body=body))
    parsed = feedparser.parse(xml, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    assert [
        (
            entry.title,
            html.unescape(entry.summary),
            entry.link,
            entry.id,
            entry.published_parsed,
            entry.get("updated_parsed") if "updated" in entry else None,
            [author.name for author in entry.authors],
            [tag.term for tag in entry.tags],
            entry.content[0].value,
        )
        for entry in parsed.entries
    ] == [
        (
            each.title,
            each.description,
            f"{BASE_URL}articles/{each.slug}/",
            each.guid,
            each.published.utctimetuple(),
            each.updated.utctimetuple() if each.updated else None,
            list(each.authors),
            list(dict.fromkeys((each.category, *each.tags))),
            f"<p>4 min read</p>\n{body}",
        )
        for each in articles
    ]
