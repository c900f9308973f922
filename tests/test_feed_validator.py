"""The validator of our feeds can fail: each of its rules, broken once."""

from __future__ import annotations

import pytest

from tests.feed_validator import complaints, html_complaints

URL = "https://blog.example/feed.xml"
SOUND = """\
<?xml version='1.0' encoding='utf-8'?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
<channel>
<title>Blog &#x26; Co</title>
<link>https://blog.example/</link>
<description>Notes.</description>
<atom:link href="https://blog.example/feed.xml" rel="self" type="application/rss+xml"/>
<language>en-GB</language>
<ttl>60</ttl>
<lastBuildDate>Mon, 05 Jan 2026 00:00:00 +0000</lastBuildDate>
<item>
<title>Vec&#x3C;T&gt;</title>
<link>https://blog.example/articles/x/</link>
<description>A &amp;lt; B</description>
<content:encoded>&lt;p&gt;Text&lt;/p&gt;</content:encoded>
<guid isPermaLink="false">https://blog.example/articles/x/</guid>
<category>Career</category>
<category>rust</category>
<pubDate>Mon, 05 Jan 2026 00:00:00 +0000</pubDate>
<dc:creator>Ada</dc:creator>
<atom:updated>2026-01-06T00:00:00+00:00</atom:updated>
</item>
</channel>
</rss>
"""
ITEM = SOUND[SOUND.index("<item>") : SOUND.index("</channel>")]
SELF = '<atom:link href="https://blog.example/feed.xml" rel="self" type="application/rss+xml"/>\n'

BROKEN = [
    ("</channel>", "", "not well-formed"),
    ("<?xml version='1.0' encoding='utf-8'?>", "", "no XML declaration that says UTF-8"),
    ("<rss", "<!DOCTYPE rss>\n<rss", "a document type"),
    ("Notes.", "It\x92s", "characters that are mostly a wrong encoding"),
    ('"2.0"', '"2.0" xmlns:a="http://a.example/"', "http://a.example/ has the prefix 'a'"),
    ('version="2.0"', 'version="0.91"', "not RSS 2.0"),
    ("<ttl>60</ttl>", "<ttl>1.5</ttl>", "ttl is no whole number"),
    ("<ttl>60</ttl>", "<cloud/>", "channel has an element cloud"),
    ("<ttl>60</ttl>", "loose", "text in channel"),
    ("<description>Notes.</description>\n", "", "channel has no description"),
    ("Notes.", " ", "channel/description is blank"),
    ("Notes.", "Notes <b/>", "channel/description has elements"),
    ("<title>Blog", "<title type='text'>Blog", "channel/title has attributes"),
    ("<ttl>60</ttl>", "<ttl>60</ttl><ttl>60</ttl>", "channel/ttl comes twice"),
    ("en-GB", "British English", "no language"),
    (ITEM, f"{ITEM}<docs>https://a.example</docs>", "the channel goes on after its items"),
    (ITEM, ITEM + ITEM, "the guid https://blog.example/articles/x/ comes twice"),
    ("<link>https://blog.example/<", "<link>/<", "the link of a channel is /"),
    ("<link>https://blog.example/a", "<link>a", "the link of a item is articles/x/"),
    ("Notes.", "&#x3C;b>Notes&#x3C;/b>", "HTML in the description of a channel: </b>"),
    ("Blog &#x26; Co", "R &amp;amp; D", "plain text that looks like HTML: R &amp;amp; D"),
    ("Vec&#x3C;T&gt;", "Vec&lt;T&gt;", "plain text that looks like HTML: Vec&lt;T&gt;"),
    ("isPermaLink", "permalink", "a guid with {'permalink': 'false'}"),
    (">https://blog.example/articles/x/</guid>", ">17</guid>", "a guid that others will have too"),
    ("2026-01-06T00", "2026-01-06 00", "updated is 2026-01-06 00:00:00+00:00"),
    ("<pubDate>Mon, 05", "<pubDate>5", "pubDate is 5 Jan 2026 00:00:00 +0000"),
    ("<pubDate>Mon, 05 Jan", "<pubDate>Mo, 05 Jan", "pubDate is Mo, 05 Jan 2026 00:00:00 +0000"),
    (
        "+0000</lastBuildDate>",
        "+0545</lastBuildDate>",
        "lastBuildDate is Mon, 05 Jan 2026 00:00:00 +0545",
    ),
    (
        "<pubDate>Mon",
        "<pubDate>Tue",
        "pubDate is Tue, 05 Jan 2026 00:00:00 +0000, which is another day of the week",
    ),
    ("A &amp;lt; B", "A &lt; B", "text that is not escaped"),
    ("&lt;p&gt;Text&lt;/p&gt;", "&lt;p&gt;Text", "<p> is not closed"),
]


def test_a_sound_feed_has_no_complaints() -> None:
    assert complaints(SOUND.encode(), URL) == []


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN, ids=[text for *_, text in BROKEN])
def test_a_broken_feed_is_complained_of(old: str, new: str, expected: str) -> None:
    assert SOUND.count(old) == 1
    assert expected in complaints(SOUND.replace(old, new).encode(), URL)


def test_the_summary_belongs_before_the_content() -> None:
    summary = "<description>A &amp;lt; B</description>\n"
    late = SOUND.replace(summary, "").replace("<guid", f"{summary}<guid")
    assert complaints(late.encode(), URL) == ["the description comes after the content"]


@pytest.mark.parametrize("url", ["https://blog.example/b/feed.xml", "feed.xml"])
def test_a_feed_names_its_own_address_and_no_other(url: str) -> None:
    (complaint,) = complaints(SOUND.encode(), url)
    assert complaint.startswith("the link to itself is {'href': 'https://blog.example/feed.xml'")


def test_a_feed_names_itself_once() -> None:
    found = complaints(SOUND.replace(SELF, SELF + SELF).encode(), URL)
    assert set(found) == {"channel/{http://www.w3.org/2005/Atom}link comes twice"}
    without = complaints(SOUND.replace(SELF, "").encode(), URL)
    assert without == ["channel has no {http://www.w3.org/2005/Atom}link"]


def test_utf_8_is_all_a_feed_may_be_in() -> None:
    assert complaints(SOUND.replace("Ada", "Zoë").encode("latin-1"), URL) == ["not UTF-8"]


HTML = [
    ("<script>f()</script>", "<script>"),
    ("<b>x</b><br/>", "<br/>"),
    ('<p class="x">x</p>', "<p class>"),
    ('<p onclick="f()">x</p>', "<p onclick>"),
    ('<a href="/x/">x</a>', "<a href='/x/'>"),
    ('<a href="#x">x</a>', "<a href='#x'>"),
    ('<img src="//a.example/b.png" alt="">', "<img src='//a.example/b.png'>"),
    ('<img src="data:image/png,x" alt="">', "<img src='data:image/png,x'>"),
    ('<source srcset="https://a.example/ 1x, b.png 2x">', "<source srcset='b.png'>"),
    ('<q cite="x">y</q>', "<q cite='x'>"),
    ('<video poster="x"></video>', "<video poster='x'>"),
    ('<img src="https://a.example/b.png">', "an image without src or alt"),
    ('<img alt="x">', "an image without src or alt"),
    ('<a href="https://a.example/" href="https://b.example/">x</a>', "<a> has an attribute twice"),
    ("<a><sup><a>x</a></sup></a>", "a link in a link"),
    ("<p><pre>x</pre></p>", "<pre> in a paragraph"),
    ("<b><i>x</b></i>", "</b> closes another element"),
    ("</p>", "</p> closes another element"),
    ("<ul><li>x</li>", "<ul> is not closed"),
    ('<p id="x">x</p><p id="x">y</p>', "the id x comes twice"),
    ("a < b", "text that is not escaped"),
    ("a & b", "text that is not escaped"),
    ("<!-- x -->", "a comment"),
    ("<!doctype html>", "a declaration"),
    ("<?php x ?>", "a processing instruction"),
]


@pytest.mark.parametrize(("text", "expected"), HTML, ids=[text for text, _ in HTML])
def test_html_that_no_feed_should_hold_is_complained_of(text: str, expected: str) -> None:
    assert expected in html_complaints(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, quoted &quot;so&quot; &#8212; and &lt;so&gt;.",
        '<p>a<br>b <a href="mailto:a@b.example">c</a></p>\n<hr>\n<ol start="3"><li>d</li></ol>',
        '<p><img src="https://a.example/b.png" alt="" title="c"></p><pre><code>a\n</code></pre>',
        '<source srcset="https://a.example/b,c.png 1x, https://a.example/d.png 2x">',
        '<a id="fnref:1" href="https://a.example/#fn:1">1</a> 5 > 3',
    ],
)
def test_html_for_readers_has_no_complaints(text: str) -> None:
    assert html_complaints(text) == []
