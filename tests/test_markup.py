"""What the verifier sees in a page and in a feed: what a browser or a feed reader would see."""

from __future__ import annotations

import pytest

from pipeline.markup import OUTSIDE, FeedError, PageFacts, feed_links, page_facts

HERE = "/articles/x/"
URL = "https://blog.example/"
BELOW = "https://blog.example/docs/"


def facts(html: str, base_path: str = "/", base_url: str = URL) -> PageFacts:
    return page_facts(html.encode(), HERE, base_path, base_url)


def links(html: str, base_path: str = "/", base_url: str = URL) -> set[str]:
    return set(facts(html, base_path, base_url).links)


def test_a_page_is_its_ids_its_headings_and_its_links() -> None:
    html = """<!doctype html><html lang="en"><head><title>T</title>
    <link rel="stylesheet" href="/style.css"></head><body id="top">
    <h1 id="title">T</h1><p id="café">One <a href="/articles/y/#z">two</a></p></body></html>"""
    assert facts(html) == PageFacts(
        ids=frozenset({"top", "title", "café"}),
        duplicate_ids=(),
        h1=1,
        links=frozenset({"/style.css", "/articles/y/#z"}),
    )


def test_an_empty_page_has_nothing() -> None:
    assert facts("") == PageFacts(frozenset(), (), 0, frozenset())


def test_each_duplicate_id_is_named_once_in_the_order_of_the_page() -> None:
    html = '<p id="b"><p id="a"><p id="c"><p id="a"><p id="b"><p id="b">'
    assert facts(html).duplicate_ids == ("b", "a")


@pytest.mark.parametrize(
    "html",
    [
        '<p id="a"><p id="A">',
        '<p id=""><p id="">',
        '<p id="a"><!-- <p id="a"> -->',
        '<p id="a">&lt;p id="a"&gt;',
        '<p id="a"><template><p id="a"></template>',
        '<p id="a"><span class="x" id="b">y</span>',
    ],
)
def test_what_is_no_second_id_is_no_duplicate(html: str) -> None:
    assert facts(html).duplicate_ids == ()


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>none", 0),
        ("<h1>one</h1>", 1),
        ("<H1>one</H1><!-- <h1> -->&lt;h1&gt;", 1),
        ("<h1>one</h1><section><h1>two</h1></section>", 2),
    ],
)
def test_level_one_headings_are_counted_as_a_browser_does(html: str, count: int) -> None:
    assert facts(html).h1 == count


def test_the_spans_of_highlighted_code_change_nothing() -> None:
    code = '<span class="k">def</span> <span class="nf" id="f">f</span><span class="p">():</span>'
    html = f'<h1>T</h1><pre><code>{code}</code></pre><p id="g"><a href="#g"><span>g</span></a></p>'
    assert facts(html) == PageFacts(frozenset({"f", "g"}), (), 1, frozenset({"/articles/x/#g"}))


CODE = '<code class="x"><span class="k">x</span>{}</code>'


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ("<!-- " + CODE.format("-->") + '<p id="a"> -->', {"a"}),
        ("<a title='" + CODE.format('\' id="a"') + "'>", {"a"}),
        ("<i title='" + CODE.format('\' id="a"') + "'><code id=''></code>", {"a"}),
        ('<p title="' + CODE.format('"> id="a"') + '" id="b">', set()),
        ("<template>" + CODE.format("") + '</template><p id="a">', {"a"}),
        ("<title>" + CODE.format('"') + '</title><p id="a">', {"a"}),
        (CODE.format("") + '<p id="a" :~:~:~:~:="0">', {"a"}),
    ],
)
def test_what_only_looks_like_highlighted_code_hides_nothing(html: str, ids: set[str]) -> None:
    assert facts(html).ids == ids


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("/", "/"),
        ("/articles/y/", "/articles/y/"),
        ("/articles/y/?utm=1#part", "/articles/y/#part"),
        ("/images/a%20b.png", "/images/a%20b.png"),
        ("#part", "/articles/x/#part"),
        ("#", "/articles/x/#"),
        ("", "/articles/x/"),
        ("?page=2", "/articles/x/"),
        ("../y/#part", "/articles/y/#part"),
        ("picture.png", "/articles/x/picture.png"),
        ("./picture.png", "/articles/x/picture.png"),
        ("../../../../up.png", "/up.png"),
        ("/articles/../up.png", "/up.png"),
        ("..", "/articles/"),
        (".", "/articles/x/"),
        ("/a..b/.c/", "/a..b/.c/"),
        (" /articles/\ny/ ", "/articles/y/"),
        ("https://blog.example/articles/y/#part", "/articles/y/#part"),
        ("https://blog.example", "/"),
        ("https://blog.example//[a/../b", "//b"),
        ("//blog.example/articles/y/", "/articles/y/"),
    ],
)
def test_a_link_within_the_site_becomes_a_site_path(written: str, link: str) -> None:
    assert links(f'<a href="{written}">x</a>') == {link}


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("/docs/", "/"),
        ("/docs", "/"),
        ("/docs/articles/y/#part", "/articles/y/#part"),
        ("../y/", "/articles/y/"),
        ("https://blog.example/docs/articles/y/", "/articles/y/"),
        ("https://blog.example/docs", "/"),
        ("/articles/y/#part", OUTSIDE + "/articles/y/#part"),
        ("/documents/", OUTSIDE + "/documents/"),
        ("../../../y/", OUTSIDE + "/y/"),
        ("https://blog.example/docs/../y/", OUTSIDE + "/y/"),
    ],
)
def test_a_base_path_is_taken_off_and_missed_where_it_is_missing(written: str, link: str) -> None:
    assert links(f'<a href="{written}">x</a>', "/docs/", BELOW) == {link}


@pytest.mark.parametrize(
    "written",
    [
        "https://other.example/articles/y/",
        "https://blog.example.evil.example/",
        "http://blog.example/articles/y/",
        "//other.example/",
        "mailto:someone@blog.example",
        "data:image/png;base64,AAAA",
        "HTTPS://other.example/",
    ],
)
def test_a_link_elsewhere_is_none_of_ours(written: str) -> None:
    assert links(f'<a href="{written}">x</a>') == set()


def test_another_site_on_the_same_host_is_elsewhere() -> None:
    assert links('<a href="https://blog.example/shop/">x</a>', "/docs/", BELOW) == set()


def test_links_are_found_wherever_a_page_has_them() -> None:
    html = """<head><link href="/link"><meta property="og:image" content="https://blog.example/og">
    <meta http-equiv="Refresh" content="0; url=/refresh"></head><img src="/img"
    srcset="/one 1x, /two 2x"><picture><source srcset="/source"></picture><video src="/video"
    poster="/poster"></video><blockquote cite="/cite"></blockquote><map><area href="/area"></map>
    <svg><image href="/svg"/></svg>"""
    assert links(html) == {
        *("/link", "/og", "/refresh", "/img", "/one", "/two", "/source", "/video", "/poster"),
        *("/cite", "/area", "/svg"),
    }


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="description" content="/not/a/link">',
        '<meta name="description" content="https://blog.example/ is where we write">',
        '<!-- <a href="/comment">x</a> -->',
        '<code>&lt;a href="/code"&gt;</code>',
        '<p title="/title" data-href="/data">',
        "<title><a href='/x'></title>",
    ],
)
def test_what_only_looks_like_a_link_is_none(html: str) -> None:
    assert links(html) == set()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", set()),
        (" , ,", set()),
        ("/a", {"/a"}),
        ("/a, /b", {"/a", "/b"}),
        ("/a 1x,/b 2x", {"/a", "/b"}),
        ("/a 480w 320h , /b 2x", {"/a", "/b"}),
        ("/a,b 1x", {"/a,b"}),
        ("data:image/png;base64,AAAA 1x, /b", {"/b"}),
    ],
)
def test_the_candidates_of_a_srcset_are_read_as_browsers_do(written: str, found: set[str]) -> None:
    assert links(f'<img srcset="{written}">') == found


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>
<link>https://blog.example/</link><atom:link href="https://blog.example/feed.xml" rel="self"/>
<image><url>https://blog.example/mark.png</url></image>
<item><title>A &lt;a href="/title"&gt;</title><link>https://blog.example/articles/a/</link>
<guid isPermaLink="false">https://blog.example/articles/first-name/</guid>
<description>A plain summary.</description>
<content:encoded>{content}</content:encoded></item></channel></rss>"""

CHANNEL = {"/", "/feed.xml", "/mark.png", "/articles/a/"}


def test_the_links_of_a_feed_are_those_of_its_items_too() -> None:
    content = (
        '&lt;a href="https://blog.example/articles/b/#c"&gt;x&lt;/a&gt;'
        '&lt;img src="https://blog.example/i.png"&gt;&lt;a href="https://other.example/"&gt;'
    )
    found = feed_links(FEED.replace("{content}", content).encode(), "/", URL)
    assert found == CHANNEL | {"/articles/b/#c", "/i.png"}


def test_what_describes_a_channel_is_plain_text_whatever_it_looks_like() -> None:
    said = "&lt;img src=/x&gt;"
    feed = f"<rss><channel><description>{said}</description></channel></rss>"
    assert feed_links(feed.encode(), "/", URL) == frozenset()
    item = feed.replace("channel>", "item>")
    assert feed_links(item.encode(), "/", URL) == {OUTSIDE + "/x"}


def test_a_relative_link_in_a_feed_leads_nowhere() -> None:
    content = '&lt;a href="/articles/b/"&gt;&lt;a href="#c"&gt;&lt;img src="i.png"&gt;'
    found = feed_links(FEED.replace("{content}", content).encode(), "/", URL)
    assert found == CHANNEL | {OUTSIDE + "/articles/b/", OUTSIDE + "/#c", OUTSIDE + "/i.png"}


@pytest.mark.parametrize("feed", [b"", b"<rss>", b"<rss>\x08</rss>", b"<rss>&nbsp;</rss>"])
def test_a_feed_that_is_not_well_formed_is_refused_with_its_place(feed: bytes) -> None:
    with pytest.raises(FeedError, match=r"line 1, column \d+$"):
        feed_links(feed, "/", URL)
