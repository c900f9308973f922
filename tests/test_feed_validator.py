"""The validator of our feeds can fail: each of its rules, broken once."""

from __future__ import annotations

import pytest

from tests.feed_validator import complaints, html_complaints, json_complaints

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
<generator>Codeloom</generator>
<ttl>60</ttl>
<lastBuildDate>Tue, 06 Jan 2026 00:00:00 +0000</lastBuildDate>
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
DAYS = ("2026-01-06 00:00:00+00:00", "2026-01-07 00:00:00+00:00")

BROKEN = [
    ("</channel>", "", "not well-formed"),
    ("<?xml version='1.0' encoding='utf-8'?>", "", "no XML declaration that says UTF-8"),
    ("<rss", "<!DOCTYPE rss>\n<rss", "a document type"),
    ("Notes.", "It\x92s", "characters that are mostly a wrong encoding"),
    ('"2.0"', '"2.0" xmlns:a="http://a.example/"', "http://a.example/ has the prefix 'a'"),
    ('version="2.0"', 'version="0.91"', "not RSS 2.0"),
    ("<ttl>60</ttl>", "<ttl>1.5</ttl>", "ttl is 1.5"),
    ("<ttl>60</ttl>\n", "", "channel has no ttl"),
    ("<generator>Codeloom</generator>\n", "", "channel has no generator"),
    ("Codeloom<", "Codeloom 1.2<", "the generator has a version: Codeloom 1.2"),
    (
        "<lastBuildDate>Tue, 06",
        "<lastBuildDate>Wed, 07",
        f"lastBuildDate is {DAYS[1]}, and the newest date is {DAYS[0]}",
    ),
    (
        "<lastBuildDate>Tue, 06 Jan 2026 00:00:00 +0000</lastBuildDate>\n",
        "",
        f"lastBuildDate is None, and the newest date is {DAYS[0]}",
    ),
    (
        ITEM,
        "",
        f"lastBuildDate is {DAYS[0]}, and the newest date is None",
    ),
    (
        "<link>https://blog.example/<",
        "<link>https://blog.example/feed.xml<",
        "the link of the channel is https://blog.example/feed.xml, not https://blog.example/",
    ),
    (
        "<link>https://blog.example/<",
        "<link>https://blog.example<",
        "the link of the channel is https://blog.example, not https://blog.example/",
    ),
    ("<category>Career</category>\n<category>rust</category>\n", "", "item has no category"),
    ("A &amp;lt; B", "A &lt;b&gt;B&lt;/b&gt;", "HTML in the description of an item"),
    ('"false"', '"true"', "a guid with {'isPermaLink': 'true'}"),
    ("2026-01-06T00", "2026-02-30T00", "updated is 2026-02-30T00:00:00+00:00"),
    (ITEM, ITEM * 31, "31 items"),
    (
        ITEM,
        ITEM + ITEM.replace("Mon, 05", "Tue, 06").replace("articles/x/", "articles/y/"),
        "https://blog.example/articles/y/ is newer than what stands before it",
    ),
    (
        ITEM,
        ITEM + ITEM.replace("articles/x/", "articles/a/"),
        "https://blog.example/articles/a/ stands behind what is as new and has a later slug",
    ),
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
        "lastBuildDate is Tue, 06 Jan 2026 00:00:00 +0545",
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
    (complaint,) = complaints(SOUND.encode(), url, "https://blog.example/")
    assert complaint.startswith("the link to itself is {'href': 'https://blog.example/feed.xml'")


def test_a_feed_names_itself_once() -> None:
    found = complaints(SOUND.replace(SELF, SELF + SELF).encode(), URL)
    assert set(found) == {"channel/{http://www.w3.org/2005/Atom}link comes twice"}
    without = complaints(SOUND.replace(SELF, "").encode(), URL)
    assert without == ["channel has no {http://www.w3.org/2005/Atom}link"]


def test_utf_8_is_all_a_feed_may_be_in() -> None:
    assert complaints(SOUND.replace("Ada", "Zoë").encode("latin-1"), URL) == ["not UTF-8"]


@pytest.mark.parametrize("items", [5, 6])
def test_only_five_items_may_pass_the_size(items: int) -> None:
    heavy = ITEM.replace("Text", "a" * 110_000)
    many = "".join(heavy.replace("articles/x/", f"articles/x{each}/") for each in range(items))
    found = complaints(SOUND.replace(ITEM, many).encode(), URL)
    assert [said.partition(" bytes ")[2] for said in found] == ["for 6 items"][: items - 5]


def test_the_feed_of_a_category_is_held_to_the_same_list() -> None:
    own = "https://blog.example/categories/career/feed.xml"
    sound = SOUND.replace(f'href="{URL}"', f'href="{own}"').encode()
    assert complaints(sound, own) == []
    (complaint,) = complaints(sound, URL)
    assert complaint.startswith("the link to itself is {'href': 'https://blog.example/categories/")
    shelf = b"<link>https://blog.example/categories/career/<"
    home = "https://blog.example/"
    assert complaints(sound.replace(b"<link>https://blog.example/<", shelf), own) == [
        f"the link of the channel is {home}categories/career/, not {home}"
    ]


def test_a_feed_without_items_has_no_date() -> None:
    dated = "<lastBuildDate>Tue, 06 Jan 2026 00:00:00 +0000</lastBuildDate>\n"
    assert complaints(SOUND.replace(ITEM, "").replace(dated, "").encode(), URL) == []


# --- JSON -----------------------------------------------------------------------------------------

JSON_URL = "https://blog.example/feed.json"
SOUND_JSON = """\
{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "Blog & Co",
 "home_page_url": "https://blog.example/",
 "feed_url": "https://blog.example/feed.json",
 "description": "Notes.",
 "favicon": "https://blog.example/assets/touch-icon.png",
 "language": "en-GB",
 "items": [
  {
   "id": "https://blog.example/articles/old/",
   "url": "https://blog.example/articles/x/",
   "title": "Vec<T>",
   "content_html": "<p>Text</p>",
   "summary": "A < B",
   "image": "https://blog.example/cards/x.png",
   "date_published": "2026-01-05T00:00:00+00:00",
   "date_modified": "2026-01-06T00:00:00+05:30",
   "authors": [{"name": "Ada"}],
   "tags": ["Career", "rust"],
   "language": "en-GB"
  }
 ]
}
"""
JSON_ITEM = SOUND_JSON[SOUND_JSON.index("  {\n") : SOUND_JSON.index("\n ]")]
TWIN = "https://blog.example/articles/old/"

BROKEN_JSON = [
    ('"en-GB"\n  }', '"en-GB",\n  }', "not well-formed"),
    (SOUND_JSON, "[]", "no object"),
    ("version/1.1", "version/1", "the version is https://jsonfeed.org/version/1"),
    (' "title": "Blog & Co",\n', "", "the feed has no title"),
    (' "language": "en-GB",\n', "", "the feed has no language"),
    (' "description": "Notes.",\n', "", "the feed has no description"),
    (' "home_page_url": "https://blog.example/",\n', "", "the feed has no home_page_url"),
    (f' "feed_url": "{JSON_URL}",\n', "", "the feed has no feed_url"),
    (' "items"', ' "entries"', "the feed has no items"),
    (' "items"', ' "generator": "Codeloom",\n "items"', "the feed has a member generator"),
    (' "items"', ' "_codeloom": {},\n "items"', "the feed has a member _codeloom"),
    (' "items"', ' "title": "Other",\n "items"', "title comes twice"),
    ('"Blog & Co"', "5", "the title of the feed is no str"),
    ('"Notes."', '""', "the description of the feed is empty"),
    (' "items"', ' "expired": "no",\n "items"', "the expired of the feed is no bool"),
    ("/feed.json", "/feed.xml", "the feed_url is https://blog.example/feed.xml"),
    (
        '"https://blog.example/",',
        '"https://x.example/",',
        "the home_page_url is https://x.example/",
    ),
    (
        "https://blog.example/assets/",
        "/assets/",
        "the favicon of the feed is /assets/touch-icon.png",
    ),
    ('Notes.",', 'Notes.",\n "authors": [],', "the authors of the feed is empty"),
    (JSON_ITEM, '"x"', "an item is no object"),
    (f'   "id": "{TWIN}",\n', "", "an item has no id"),
    (f'"{TWIN}"', "17", "the id of an item is no str"),
    (f'"{TWIN}"', '""', "the id of an item is empty"),
    (JSON_ITEM, f"{JSON_ITEM},\n{JSON_ITEM}", f"the id {TWIN} comes twice"),
    (JSON_ITEM, ",\n".join([JSON_ITEM] * 31), "31 items"),
    ('"https://blog.example/articles/x/"', '"/articles/x/"', "the url of an item is /articles/x/"),
    ('   "content_html": "<p>Text</p>",\n', "", "an item has no content_html"),
    ('   "summary": "A < B",\n', "", "an item has no summary"),
    ('"https://blog.example/cards', '"cards', "the image of an item is cards/x.png"),
    ('"image"', '"picture"', "an item has a member picture"),
    ("<p>Text</p>", "<p>Text", "<p> is not closed"),
    ("<p>Text</p>", "<a href='/x/'>x</a>", "<a href='/x/'>"),
    ("2026-01-05T", "2026-01-05 ", "the date_published of an item is 2026-01-05 00:00:00+00:00"),
    ("2026-01-06T", "2026-02-30T", "the date_modified of an item is 2026-02-30T00:00:00+05:30"),
    ("00:00:00+00:00", "00:00:00", "the date_published of an item is 2026-01-05T00:00:00"),
    ('{"name": "Ada"}', '"Ada"', "an author is no object"),
    ('{"name": "Ada"}', '{"url": "https://a.example/"}', "an author has no name"),
    ('{"name": "Ada"}', '{"name": "Ada", "email": "a@b.example"}', "an author has a member email"),
    ('[{"name": "Ada"}]', "[]", "the authors of an item is empty"),
    ('"rust"', '"Career"', "a tag comes twice"),
    ('"rust"', '" "', "a tag is no text"),
    ('"rust"', "1", "a tag is no text"),
    ('"en-GB"\n', '"British English"\n', "the language of an item is British English"),
    (
        JSON_ITEM,
        f"{JSON_ITEM},\n" + JSON_ITEM.replace("-05T", "-06T").replace("old", "older"),
        "https://blog.example/articles/x/ is newer than what stands before it",
    ),
]


def test_a_sound_json_feed_has_no_complaints() -> None:
    assert json_complaints(SOUND_JSON.encode(), JSON_URL) == []


@pytest.mark.parametrize(
    ("old", "new", "said"), BROKEN_JSON, ids=[text for *_, text in BROKEN_JSON]
)
def test_a_broken_json_feed_is_complained_of(old: str, new: str, said: str) -> None:
    assert SOUND_JSON.count(old) == 1
    assert said in json_complaints(SOUND_JSON.replace(old, new).encode(), JSON_URL)


def test_a_json_feed_is_in_utf_8_and_of_the_size_of_any_other() -> None:
    assert json_complaints(SOUND_JSON.replace("Ada", "Zoë").encode("latin-1"), JSON_URL) == [
        "not UTF-8"
    ]
    heavy = JSON_ITEM.replace("Text", "a" * 110_000)
    many = ",\n".join(heavy.replace("old", f"old{each}") for each in range(6))
    (complaint,) = json_complaints(SOUND_JSON.replace(JSON_ITEM, many).encode(), JSON_URL)
    assert complaint.endswith(" bytes for 6 items")


# --- the HTML in them -----------------------------------------------------------------------------

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
