"""A document's body as HTML: for its page, and for feed readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.html import feed_body, page_body
from pipeline.model import Flaw, Picture, Token, Variant
from tests.active import active
from tests.blog import document, note


def page(body: str, base_path: str = "/") -> str:
    return page_body(document(note(body)), base_path).html.strip()


def feed(body: str) -> str:
    return feed_body(document(note(body)), "https://blog.example/b/").strip()


PAGES = [
    (
        "a *b* **c** ~~d~~ `e<`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code></p>",
    ),
    ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ("a\nb  \nc", "<p>a\nb<br>\nc</p>"),
    ("## A & `b`", '<h2 id="a--b"><a href="#a--b">A &amp; <code>b</code></a></h2>'),
    ("## A [b](/c/)", '<h2 id="a-b">A <a href="/c/">b</a></h2>'),
    ("# Not the title", '<h2 id="not-the-title"><a href="#not-the-title">Not the title</a></h2>'),
    ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>"),
    ("3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li>\n</ol>'),
    ("- [x] a", '<ul><li><input type="checkbox" disabled checked aria-label="Done"> a</li>\n</ul>'),
    ("> a", "<blockquote><p>a</p>\n</blockquote>"),
    (
        "> [!WARNING]\n> a",
        (
            '<div class="alert alert-warning" role="note"><p class="alert-title">Warning</p>\n'
            "<p>a</p>\n</div>"
        ),
    ),
    ("---", "<hr>"),
    ("[a](other.md)", '<p><a href="/articles/other/">a</a></p>'),
    ("[a](other.md#b-c)", '<p><a href="/articles/other/#b-c">a</a></p>'),
    ("[a](#b)", '<p><a href="#b">a</a></p>'),
    (
        '[a](/x/?q=1&r=2 "t \\"u\\"")',
        '<p><a href="/x/?q=1&amp;r=2" title="t &quot;u&quot;">a</a></p>',
    ),
    ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
    ("[a](../../../etc/passwd)", "<p><a>a</a></p>"),
    (
        "https://x.org/?a=1&b=2",
        '<p><a href="https://x.org/?a=1&amp;b=2" class="bare">https://x.org/?a=1&amp;b=2</a></p>',
    ),
    (
        "![an *alt*](i.png)",
        '<p><img src="/articles/i.png" alt="an alt" decoding="async"></p>',
    ),
    (
        '![alt](i.png "A caption & more")',
        (
            '<figure class="image"><img src="/articles/i.png" alt="alt" decoding="async">'
            "<figcaption>A caption &amp; more</figcaption></figure>"
        ),
    ),
    (
        '```text caption="Two boxes" alt="One leads to \\"two\\""\n+-+\n```',
        (
            '<figure class="diagram"><pre role="img" '
            'aria-label="One leads to &quot;two&quot;"><code>+-+\n</code></pre>'
            "<figcaption>Two boxes</figcaption></figure>"
        ),
    ),
    (
        '```text caption="A line" alt=""\n-------------------------------\n```',
        (
            '<figure class="diagram"><pre tabindex="0" role="group" aria-label="A line"><code>'
            "-------------------------------\n</code></pre><figcaption>A line</figcaption></figure>"
        ),
    ),
    (
        '```nosuch title="a<b"\nx < 1\n```',
        (
            '<figure class="code"><div class="bar"><b>a&lt;b</b><span>nosuch</span></div>'
            '<pre><code class="language-nosuch">x &lt; 1\n</code></pre></figure>'
        ),
    ),
    (
        '```text title="a" caption="b"\nc\n```',
        (
            '<figure class="diagram"><div class="bar"><b>a</b></div><pre><code>c\n</code></pre>'
            "<figcaption>b</figcaption></figure>"
        ),
    ),
    (
        '```json title="a" caption="b"\n1\n```',
        (
            '<figure class="code"><div class="bar"><b>a</b><span>JSON</span></div><pre>'
            '<code class="language-json"><span class="n">1</span>\n</code></pre>'
            "<figcaption>b</figcaption></figure>"
        ),
    ),
    ("    a\n", '<figure class="code"><pre><code>a\n</code></pre></figure>'),
    (
        '```Rust,ignore"x=<y>\n1\n```',
        (
            '<figure class="code"><div class="bar"><span>Rust</span></div><pre>'
            '<code class="language-rust"><span class="n">1</span>\n</code></pre></figure>'
        ),
    ),
    (
        '```"><b>\n1\n```',
        (
            '<figure class="code"><div class="bar"><span>"&gt;&lt;b&gt;</span></div><pre>'
            '<code class="language-b">1\n</code></pre></figure>'
        ),
    ),
    (
        "| a | b |\n|---|--:|\n| c | d |",
        (
            '<div class="table" role="region" aria-label="Table 1" tabindex="0"><table><thead><tr>'
            '<th>a</th><th class="right">b</th></tr></thead>\n<tbody><tr><td>c</td>'
            '<td class="right">d</td></tr>\n</tbody></table></div>'
        ),
    ),
    (
        "a[^n]\n\n[^n]: b *c*",
        (
            '<p>a<sup class="footnote"><a id="fnref:n" href="#fn:n">1</a></sup></p>\n'
            '<section class="footnotes" aria-label="Footnotes">\n<ol>\n'
            '<li id="fn:n"><p>b <em>c</em> <a href="#fnref:n" class="footnote-back" '
            'aria-label="Back to the text">↩</a></p></li>\n</ol>\n</section>'
        ),
    ),
]


@pytest.mark.parametrize(("body", "expected"), PAGES, ids=[body for body, _ in PAGES])
def test_a_page_shows(body: str, expected: str) -> None:
    assert page(body) == expected


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("nosuch", "nosuch code"),
        ("", "Code"),
        ('python title="a \\"b\\""', "a &quot;b&quot;"),
    ],
)
@pytest.mark.parametrize("line", ["x" * 31, "\tx", "長い"])
def test_code_that_may_scroll_can_be_reached_by_keyboard_and_has_a_name(
    info: str, name: str, line: str
) -> None:
    found = page(f"```{info}\n{line}\n```")
    assert f'<pre tabindex="0" role="group" aria-label="{name}">' in found


def test_code_that_never_scrolls_is_no_stop_for_the_keyboard() -> None:
    assert "tabindex" not in page("```nosuch\n" + "x" * 30 + "\n```")


def test_every_address_begins_with_the_base_path() -> None:
    body = '[a](b.md) ![c](/d.png) <a href="e.md">e</a>'
    assert page(body, "/blog/") == (
        '<p><a href="/blog/articles/b/">a</a> <img src="/blog/d.png" alt="c" '
        'decoding="async"> <a href="/blog/articles/e/">e</a></p>'
    )


def test_footnotes_are_numbered_by_their_first_reference_and_unused_ones_are_left_out() -> None:
    found = page("a[^y] b[^x] c[^y]\n\n[^x]: ex\n\n[^y]: why\n\n[^z]: never")
    assert found.index(">why") < found.index(">ex")
    assert 'id="fnref-2:y" href="#fn:y">1<' in found
    assert "never" not in found


TANGLED = {
    "a footnote of a footnote": "a[^x] b[^y]\n\n[^x]: one[^z]\n\n[^y]: two\n\n[^z]: three[^x]",
    "a reference in a footnote that nothing refers to": (
        "[^x]: one[^y]\n\na[^y]\n\n[^y]: two[^z]\n\n[^z]: three"
    ),
    "a footnote within another": "[^x]: > [^y]: one\n\na[^y]",
    "a label that looks like a second reference": "a[^x] b[^x] c[^x-2]\n\n[^x]: 1\n\n[^x-2]: 2",
    "a heading in a footnote that nothing refers to": "[^x]: ## One\n\n## Two",
    "labels in other letters": "a[^Ab] b[^ab] c[^ß]\n\n[^AB]: one\n\n[^SS]: two",
    "a footnote with two texts": "a[^x]\n\n[^x]: one\n\n[^x]: two",
}


@pytest.mark.parametrize("render", [page, feed])
@pytest.mark.parametrize("body", TANGLED.values(), ids=TANGLED)
def test_every_way_between_footnotes_leads_somewhere(
    body: str, render: Callable[[str], str]
) -> None:
    tree = LexborHTMLParser(render(body))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(set(ids)) == len(ids)
    ways = [(link.attributes["href"] or "").partition("#")[2] for link in tree.css("a")]
    assert set(ways) <= set(ids)
    assert [link.text() for link in tree.css("sup a[id^='fnref:']")] == [
        str(number + 1) for number, _ in enumerate(tree.css("ol li[id^='fn:']"))
    ]


def test_a_page_has_a_way_back_to_each_place_that_refers_to_a_footnote() -> None:
    found = page("a[^n] b[^n] c[^n]\n\n[^n]: d")
    assert found.partition("<ol>\n")[2] == (
        '<li id="fn:n"><p>d '
        '<a href="#fnref:n" class="footnote-back" aria-label="Back to the text">↩</a> '
        '<a href="#fnref-2:n" class="footnote-back" aria-label="Back to the text, place 2">'
        "↩<sup>2</sup></a> "
        '<a href="#fnref-3:n" class="footnote-back" aria-label="Back to the text, place 3">'
        "↩<sup>3</sup></a></p></li>\n</ol>\n</section>"
    )


WAYS_BACK = {
    "a footnote refers to one before it": (
        "a[^x] b[^y]\n\n[^x]: one\n\n[^y]: two[^x]",
        ["one ↩ ↩2", "two1 ↩"],
    ),
    "a footnote refers to itself": ("a[^x]\n\n[^x]: one[^x]", ["one1 ↩ ↩2"]),
    "only footnotes refer to it": (
        "a[^x] b[^y]\n\n[^x]: one[^z]\n\n[^y]: two[^z]\n\n[^z]: three",
        ["one3 ↩", "two3 ↩", "three ↩ ↩2"],
    ),
    "a footnote that is not written refers to it": (
        "a[^x]\n\n[^x]: one\n\n[^y]: two[^x]",
        ["one ↩"],
    ),
    "a footnote that ends in code": (
        "a[^x] b[^x]\n\n[^x]: one\n\n    ```\n    two\n    ```",
        ["one\ntwo\n ↩ ↩2"],
    ),
    "a footnote with two texts": ("a[^x] b[^x]\n\n[^x]: one\n\n[^x]: two", ["one\ntwo ↩ ↩2"]),
}


@pytest.mark.parametrize("render", [page, feed])
@pytest.mark.parametrize(("body", "expected"), WAYS_BACK.values(), ids=WAYS_BACK)
def test_each_reference_that_is_written_has_a_way_back(
    body: str, expected: list[str], render: Callable[[str], str]
) -> None:
    tree = LexborHTMLParser(render(body))
    assert [note.text().strip() for note in tree.css("ol > li")] == expected
    ways = (link.attributes["href"] or "" for link in tree.css("li a:not([id])"))
    references = (link.attributes["id"] for link in tree.css("sup a[id]"))
    assert sorted(way.partition("#")[2] for way in ways) == sorted(filter(None, references))


def test_a_footnote_is_found_by_its_label_in_capitals_or_not() -> None:
    found = feed("a[^Ab] b[^ab]\n\n[^AB]: one")
    assert [note.text().strip() for note in LexborHTMLParser(found).css("ol > li")] == ["one ↩ ↩2"]
    assert 'id="fn:ab"' in found


def test_what_only_a_footnote_refers_to_comes_after_what_the_text_does() -> None:
    found = feed("[^x]: one[^z]\n\na[^x] b[^y]\n\n[^y]: two\n\n[^z]: three")
    notes = LexborHTMLParser(found).css("ol > li")
    assert [note.text().strip() for note in notes] == ["one3 ↩", "two ↩", "three ↩"]


def test_the_contents_name_no_heading_of_a_footnote_that_is_left_out() -> None:
    body = page_body(document(note(TANGLED["a heading in a footnote that nothing refers to"])), "/")
    assert [section.text for section in body.sections] == ["Two"]


def test_a_heading_costs_the_same_wherever_it_stands() -> None:
    source = document(note("## a\n\n" * 500))
    seen = 0

    class Counted(tuple[Token, ...]):
        def __getitem__(self, at: Any) -> Any:
            nonlocal seen
            found = super().__getitem__(at)
            seen += len(found) if isinstance(at, slice) else 1
            return found

    feed_body(replace(source, tokens=Counted(source.tokens)), "https://blog.example/")
    assert seen < 4 * len(source.tokens)


@pytest.mark.parametrize("label", ["a&b", 'q"r', "50%", "é", "<x>"])
def test_a_footnotes_two_ways_meet_whatever_its_label(label: str) -> None:
    tree = LexborHTMLParser(page(f"a[^{label}] b[^{label}]\n\n[^{label}]: c"))
    for link in tree.css("a"):
        target = unquote((link.attributes["href"] or "").removeprefix("#"))
        assert target in {node.attributes.get("id") for node in tree.css("[id]")}


FEEDS = [
    ("[a](other.md#b)", '<p><a href="https://blog.example/b/articles/other/#b">a</a></p>'),
    ("[a](#b)", '<p><a href="https://blog.example/b/articles/x/#b">a</a></p>'),
    ("![c](i.png)", '<p><img src="https://blog.example/b/articles/i.png" alt="c"></p>'),
    ("## A", '<h2 id="a">A</h2>'),
    ("```python\nx = '<'\n```", "<pre><code>x = '&lt;'\n</code></pre>"),
    (
        '```text caption="C"\n|\n```',
        "<figure><pre><code>|\n</code></pre><figcaption>C</figcaption></figure>",
    ),
    ("> [!TIP]\n> a", "<blockquote><p><strong>Tip</strong></p>\n<p>a</p>\n</blockquote>"),
    ("- [ ] a", "<ul><li>☐ a</li>\n</ul>"),
    (
        '<img src="i.png" srcset="j.png 2x, /k.png" alt="">',
        (
            '<img src="https://blog.example/b/articles/i.png" srcset="https://blog.example/b/articles/'
            'j.png 2x, https://blog.example/b/k.png" alt="">'
        ),
    ),
    ("[a](//c.example/d)", '<p><a href="https://c.example/d">a</a></p>'),
    ("[a](<https://c.example/\tb&#10;d>)", '<p><a href="https://c.example/bd">a</a></p>'),
    ("[a](<//c.example/\tb&#10;d>)", '<p><a href="https://c.example/bd">a</a></p>'),
    ("![c & d](data:image/png;base64,AA==)", "<p>c &amp; d</p>"),
    ('<img src="data:," alt="c & d">', "c &amp; d"),
    ("<img src=i.png>", '<img src="https://blog.example/b/articles/i.png" alt="">'),
    (
        '![c](i.png "T")',
        (
            '<figure><img src="https://blog.example/b/articles/i.png" alt="c">'
            "<figcaption>T</figcaption></figure>"
        ),
    ),
    (
        "| a |\n|--:|\n| b |",
        (
            "<table><thead><tr><th>a</th> </tr></thead>\n"
            "<tbody><tr><td>b</td> </tr>\n</tbody></table>"
        ),
    ),
    (
        'a <kbd class="k" role="note" aria-label="b" tabindex="0" lang="en">b</kbd><!-- c -->',
        '<p>a <kbd lang="en">b</kbd></p>',
    ),
    ('a <bdo dir="rtl">b</bdo> <input type="checkbox">c', "<p>a b ☐c</p>"),
    (
        "<picture><img srcset='c,d.png 1x,e.png' src=f.png alt=g></picture>",
        (
            '<p><img srcset="https://blog.example/b/articles/c,d.png 1x, '
            'https://blog.example/b/articles/e.png" '
            'src="https://blog.example/b/articles/f.png" alt="g"></p>'
        ),
    ),
    (
        "<video src=a.mp4 poster=b.png controls></video>",
        (
            '<p><video src="https://blog.example/b/articles/a.mp4" '
            'poster="https://blog.example/b/articles/b.png"></video> '
            '<a href="https://blog.example/b/articles/a.mp4">Video: a.mp4</a></p>'
        ),
    ),
]


@pytest.mark.parametrize(("body", "expected"), FEEDS, ids=[body for body, _ in FEEDS])
def test_a_feed_shows(body: str, expected: str) -> None:
    assert feed(body) == expected


def test_a_feeds_footnotes_lead_both_ways_by_full_addresses() -> None:
    found = feed("a[^n]\n\n[^n]: b")
    assert 'href="https://blog.example/b/articles/x/#fn:n"' in found
    assert 'href="https://blog.example/b/articles/x/#fnref:n"' in found


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="https://x.org/&#32;onclick=alert(1)">x</a>',
    "<a href=x&#32;onclick=alert(1)>x</a>",
    "<iframe src=//evil.example></iframe>",
    '<p style="position:fixed">x</p>',
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<div>\n<svg/onload=alert(1)>\n</div>",
    "<form action=//evil.example><input name=q></form>",
    "<base href=//evil.example>",
    "<style>*{display:none}</style>",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](javascript&colon;alert(1))",
    "![x](data:image/svg+xml,x)",
    '![x](<x" onerror=alert(1)>)',
    '[x](/y "t" onclick=alert(1)")',
    '```text caption="<script>alert(1)</script>" alt="" onclick=alert(1)"\n+-+\n```',
    '```"onclick=alert(1)\nx\n```',
    "# <img src=x onerror=alert(1)>",
    "| <script> | `</td><script>` |\n|---|---|\n| <img onerror=x> | </table> |",
    "</main><h1>other</h1>",
    "<!--> <script>alert(1)</script> -->",
    "<div>\n<!--x--!><script>alert(1)</script>-->\n</div>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<div title='\n\n<p title='><script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<<title>script>alert(1)</script>",
    "a[^<script>]\n\n[^<script>]: b",
]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("render", [page, feed])
def test_nothing_active_gets_through(body: str, render: Callable[[str], str]) -> None:
    assert active(render(f"before\n\n{body}\n\nx {body}\n\n> {body}\n\n- {body}")) == []


_MARKDOWN = st.lists(
    st.sampled_from(
        [
            *HOSTILE,
            *"""<a <p> </p> <div> </div> <b <!-- --> <img href=" src=' onerror=x > " ' ` ``` ~~~ [
            ]( ) [x]: ![ javascript:x data:text/html,x &#10; &lt; <script> </script> <svg> </svg>
            <style> <textarea> <template> <title> - > # | |--- [^1] [^1]: * _ \\""".split(),
            *("\n", "\n\n", " ", "    ", "<", '="'),
        ]
    ),
    max_size=25,
).map("".join)


@given(_MARKDOWN)
@hypothesis_settings(deadline=None)
def test_nothing_active_gets_through_however_it_is_mixed(body: str) -> None:
    assert active(page(body)) == []
    assert active(feed(body)) == []


RAW = [
    ("a <!-- b --> c", "<p>a  c</p>"),
    ("<!-- b -->", ""),
    ("<!-- never closed\n\n> quote\n\nafter", ""),
    ("> <!-- never closed\n\nafter", "<blockquote></blockquote>\n<p>after</p>"),
    ('<div title="never closed\n\nafter', '&lt;div title="never closed\n<p>after</p>'),
    ("<details>\n\n*a*\n\n</details>", "<details>\n<p><em>a</em></p>\n</details>"),
    ("the <template> tag and the <textarea> tag", "<p>the  tag and the  tag</p>"),
    ("<svg><title>a</title></svg> b", "<p>a b</p>"),
    ("<center>a</center>", "a"),
    ("<KBD CLASS=k>a</KBD>", '<p><kbd class="k">a</kbd></p>'),
    ("<p title='a \"b\" &amp;lt;'>c</p>", '<p title="a &quot;b&quot; &amp;lt;">c</p>'),
    ("<div>\n1 < 2 &amp; 3\n</div>", "<div>\n1 &lt; 2 &amp; 3\n</div>"),
    ("<input type=text value=x> a", '<p><input type="checkbox" disabled=""> a</p>'),
    ('<a href="b.md?c=1&copy=2">d</a>', '<p><a href="/articles/b/?c=1&amp;copy=2">d</a></p>'),
    (
        '<img srcset="data:image/png;base64,AA== 1x, a,b.png 2x" alt="">',
        (
            '<img srcset="data:image/png;base64,AA== 1x, /articles/a,b.png 2x" alt="" '
            'decoding="async">'
        ),
    ),
]


@pytest.mark.parametrize(("body", "expected"), RAW, ids=[body for body, _ in RAW])
def test_a_page_makes_of_raw_html(body: str, expected: str) -> None:
    assert page(body) == expected


def test_an_unclosed_tag_is_closed_and_a_second_id_is_dropped() -> None:
    found = page('<details><summary>a</summary>\n\n<p id="b">x</p>\n\n<p id="b">y</p>')
    assert found.count("</details>") == 1
    assert found.count('id="b"') == 1


@pytest.mark.parametrize(
    "address", ["../../a.png", "javascript:a", "data:image/svg+xml,a", "ftp://a"]
)
def test_a_picture_that_must_not_be_fetched_is_its_text(address: str) -> None:
    assert page(f"![b & *c*]({address})") == feed(f"![b & *c*]({address})") == "<p>b &amp; c</p>"


def test_a_picture_within_the_page_stays_on_the_page() -> None:
    assert page("![a](data:image/png;base64,AA==)") == (
        '<p><img src="data:image/png;base64,AA==" alt="a" decoding="async"></p>'
    )


# --- pictures ------------------------------------------------------------------------------------

PHOTO = Picture(
    "content/articles/photo.jpg",
    "/images/photo.1a2b3c4d.jpg",
    "image/jpeg",
    2000,
    1500,
    (
        Variant("/images/photo-480.1a2b3c4d.webp", 480),
        Variant("/images/photo-1600.1a2b3c4d.webp", 1600),
    ),
)
SMALL = Picture("content/images/Small é.png", "/images/small-e.5e6f7a8b.png", "image/png", 300, 200)
CHART = replace(
    SMALL,
    path="content/images/chart.png",
    site_path="/images/chart.9c9c9c9c.png",
    width=500,
    variants=(Variant("/images/chart-500.9c9c9c9c.webp", 500),),
)
DRAWING = Picture("content/images/safe.svg", "/images/safe.11111111.svg", "image/svg+xml", 0, 0)
ALBUM: dict[str, Picture | Flaw] = {each.path: each for each in (PHOTO, SMALL, CHART, DRAWING)} | {
    "content/images/scripted.svg": Flaw("holds a script", "Take it out.", DRAWING),
    "content/images/broken.png": Flaw("is cut off", "Export it again."),
}
HOME = "https://blog.example/blog/"
LAZY = ' loading="lazy"'
HINTS = ' decoding="async"'


def shown(body: str, base_path: str = "/", fold: str = "") -> str:
    """The page's body, with a picture before it that takes the place of the first."""
    text = note(fold or f"![](data:image/png;base64,AA==)\n\n{body}")
    html = page_body(document(text), base_path, ALBUM.get, HOME).html.strip()
    return html if fold else html.partition("</p>\n")[2] or html.partition('async"></p>')[2]


def fed(body: str) -> str:
    return feed_body(document(note(body)), HOME, ALBUM.get).strip()


SMALL_IMG = (
    f'<img src="/images/small-e.5e6f7a8b.png" width="300" height="200" alt="a"{LAZY}{HINTS}>'
)
PHOTO_SOURCE = (
    '<source type="image/webp" srcset="/images/photo-480.1a2b3c4d.webp 480w, '
    '/images/photo-1600.1a2b3c4d.webp 1600w" '
    'sizes="(min-width: 720px) 680px, calc(100vw - 40px)">'
)
PHOTO_IMG = (
    f'<img src="/images/photo.1a2b3c4d.jpg" width="2000" height="1500" alt="a"{LAZY}{HINTS}>'
)
RAW_SMALL = (
    f'<img src="/images/small-e.5e6f7a8b.png" alt="a" width="300" height="200"{LAZY}{HINTS}>'
)
ELSEWHERE = '<a href="https://a.example/b.png">Image on a.example: c &amp; d</a>'

PICTURES = [
    ("![a](<../images/Small é.png>)", f"<p>{SMALL_IMG}</p>"),
    ("![a](/images/Small%20%C3%A9.png)", f"<p>{SMALL_IMG}</p>"),
    (f"![a]({HOME}images/Small%20%C3%A9.png)", f"<p>{SMALL_IMG}</p>"),
    ("![a](photo.jpg)", f"<p><picture>{PHOTO_SOURCE}{PHOTO_IMG}</picture></p>"),
    ("![a](photo.jpg?v=2)", f"<p><picture>{PHOTO_SOURCE}{PHOTO_IMG}</picture></p>"),
    (
        '![a](photo.jpg "b & c")',
        (
            f'<figure class="image"><picture>{PHOTO_SOURCE}{PHOTO_IMG}</picture>'
            "<figcaption>b &amp; c</figcaption></figure>"
        ),
    ),
    (
        "![a](/images/chart.png)",
        (
            '<p><picture><source type="image/webp" srcset="/images/chart-500.9c9c9c9c.webp 500w" '
            'sizes="(min-width: 540px) 500px, calc(100vw - 40px)"><img '
            'src="/images/chart.9c9c9c9c.png" width="500" height="200" alt="a"'
            f"{LAZY}{HINTS}></picture></p>"
        ),
    ),
    (
        "![a](/images/scripted.svg)",
        f'<p><img src="/images/safe.11111111.svg" alt="a"{LAZY}{HINTS}></p>',
    ),
    (
        "![a](/images/safe.svg#b)",
        f'<p><img src="/images/safe.11111111.svg#b" alt="a"{LAZY}{HINTS}></p>',
    ),
    ("![a & b](/images/broken.png)", "<p>a &amp; b</p>"),
    ("[full size](photo.jpg)", '<p><a href="/images/photo.1a2b3c4d.jpg">full size</a></p>'),
    ("[full size](/images/broken.png)", "<p><a>full size</a></p>"),
    ("![a](none.png)", f'<p><img src="/articles/none.png" alt="a"{LAZY}{HINTS}></p>'),
    ("![a](none.bmp)", f'<p><img src="/articles/none.bmp" alt="a"{LAZY}{HINTS}></p>'),
]


@pytest.mark.parametrize(("body", "expected"), PICTURES, ids=[body for body, _ in PICTURES])
def test_a_picture_of_the_blog_is_shown_from_where_it_is_published(
    body: str, expected: str
) -> None:
    assert shown(body) == expected


@pytest.mark.parametrize(("body", "expected"), PICTURES, ids=[body for body, _ in PICTURES])
def test_also_below_a_path(body: str, expected: str) -> None:
    below = expected.replace('="/', '="/blog/').replace(", /", ", /blog/")
    assert shown(body, "/blog/") == below


@pytest.mark.parametrize(
    ("body", "early"),
    [
        ("![a](photo.jpg)\n\n## B\n\n## C", True),
        ("## B\n\n![a](photo.jpg)\n\n## C", True),
        ("## B\n\n## C\n\n![a](photo.jpg)", False),
        ("![](none.png)\n\n![a](photo.jpg)", False),
        ("![c](https://a.example/b.png)\n\n![a](photo.jpg)", True),
        ('<div>\n<img src="photo.jpg" alt="a">\n</div>\n\n## B', True),
        ('## A\n\n## B\n\n<img src="photo.jpg" alt="a">', False),
    ],
)
def test_only_the_first_picture_is_fetched_early_and_only_before_the_second_heading(
    body: str, early: bool
) -> None:
    img = shown("", fold=body).partition('src="/images/photo.1a2b3c4d.jpg"')[2].partition(">")[0]
    assert img
    assert ("lazy" not in img) is early


ELSEWHERES = [
    ("![c & d](https://a.example/b.png)", f"<p>{ELSEWHERE}</p>"),
    ("![c](//a.example:81/b)", '<p><a href="//a.example:81/b">Image on a.example:81: c</a></p>'),
    (
        "![](https://a.example/b.png)",
        '<p><a href="https://a.example/b.png">Image on a.example</a></p>',
    ),
    (
        "![c](https://blog.example@a.example/b.png)",
        '<p><a href="https://blog.example@a.example/b.png">Image on a.example: c</a></p>',
    ),
    (
        '![c & d](https://a.example/b.png "E")',
        f'<figure class="image">{ELSEWHERE}<figcaption>E</figcaption></figure>',
    ),
    (
        "[![c & d](https://a.example/b.png)](https://x.example/)",
        '<p><a href="https://x.example/">Image on a.example: c &amp; d</a></p>',
    ),
    (
        "<a href='/x'><img src='https://a.example/b.png' alt=''></a>",
        '<p><a href="/x">Image on a.example</a></p>',
    ),
    (
        "[a </a> b](/x) [![c](https://a.example/b.png)](/y)",
        '<p><a href="/x">a </a> b <a href="/y">Image on a.example: c</a></p>',
    ),
    ("## ![c & d](https://a.example/b.png)", f'<h2 id="section">{ELSEWHERE}</h2>'),
    ('<img src="https://a.example/b.png" alt="c & d">', ELSEWHERE),
    ('b <img src="https://a.example/b.png" alt=""> c', "<p>b  c</p>"),
    (
        '<img srcset="https://a.example/b.png 2x, /c.png 1x" alt="c">',
        f'<img srcset="/c.png 1x" alt="c"{LAZY}{HINTS}>',
    ),
    ("![c](mailto:a@b.example)", "<p>c</p>"),
    (
        '<video src="https://a.example/b.mp4" controls>old</video>',
        '<p><a href="https://a.example/b.mp4">Video on a.example</a>old</p>',
    ),
    (
        '<audio controls><source src="//a.example/b.mp3"><source src="//a.example/b.ogg"></audio>',
        '<p><a href="//a.example/b.mp3">Audio on a.example</a></p>',
    ),
    (
        (
            '<video controls poster="https://a.example/p.png"><source src="https://a.example/b.mp4">'
            '<source src="/b.mp4"><track src="https://a.example/t.vtt"></video>'
        ),
        '<p><video controls=""><source src="/b.mp4"></video></p>',
    ),
    (
        (
            '<picture><source srcset="https://a.example/a.webp"><img alt="c & d" '
            'src="https://a.example/b.png"></picture>'
        ),
        f"<p>{ELSEWHERE}</p>",
    ),
    (
        (
            '<picture><source srcset="https://a.example/a.webp"><source srcset="photo.jpg 2x">'
            '<img src="/images/Small%20%C3%A9.png" alt="a"></picture> b'
        ),
        f'<p><picture><source srcset="/images/photo.1a2b3c4d.jpg 2x">{RAW_SMALL}</picture> b</p>',
    ),
    ('<picture><img src="/images/broken.png" alt="a"></picture> b', "<p>a b</p>"),
]


@pytest.mark.parametrize(("body", "expected"), ELSEWHERES, ids=[body for body, _ in ELSEWHERES])
def test_a_page_asks_no_other_host_for_anything(body: str, expected: str) -> None:
    assert shown(body) == expected


RAW_PICTURES = [
    ('<img src="photo.jpg" alt="a">', ' width="2000" height="1500"'),
    ('<img src="photo.jpg" alt="a" width="200">', ' width="200"'),
    ('<img src="photo.jpg" alt="a" width="50%" height="7">', ' width="50%" height="7"'),
]


@pytest.mark.parametrize(("body", "size"), RAW_PICTURES)
def test_a_picture_in_raw_html_gets_its_size_when_it_states_none(body: str, size: str) -> None:
    assert shown(body) == f'<img src="/images/photo.1a2b3c4d.jpg" alt="a"{size}{LAZY}{HINTS}>'


def test_a_picture_in_raw_html_is_fetched_as_it_says() -> None:
    assert shown('<img src="/a.png" alt="a" loading="eager" decoding="sync">') == (
        '<img src="/a.png" alt="a" loading="eager" decoding="sync">'
    )


FED = [
    (
        "![a](photo.jpg)",
        f'<p><img src="{HOME}images/photo.1a2b3c4d.jpg" width="2000" height="1500" alt="a"></p>',
    ),
    ("![a](https://a.example/b.png)", '<p><img src="https://a.example/b.png" alt="a"></p>'),
    ("![a & b](/images/broken.png)", "<p>a &amp; b</p>"),
    (
        "![a](/images/scripted.svg)",
        '<p><img src="https://blog.example/blog/images/safe.11111111.svg" alt="a"></p>',
    ),
    (
        '<img src="photo.jpg" alt="a">',
        f'<img src="{HOME}images/photo.1a2b3c4d.jpg" alt="a" width="2000" height="1500">',
    ),
    (
        "[b](photo.jpg)",
        '<p><a href="https://blog.example/blog/images/photo.1a2b3c4d.jpg">b</a></p>',
    ),
    (
        f"![a]({HOME}images/chart.png)",
        f'<p><img src="{HOME}images/chart.9c9c9c9c.png" width="500" height="200" alt="a"></p>',
    ),
]


@pytest.mark.parametrize(("body", "expected"), FED, ids=[body for body, _ in FED])
def test_a_feed_has_pictures_by_their_full_address_and_keeps_those_of_others(
    body: str, expected: str
) -> None:
    assert fed(body) == expected
