"""The body of an item, and its lead: nothing may hang on our style sheet, page or elements."""

from __future__ import annotations

from collections.abc import Iterator

import nh3
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.html import feed_body, page_body
from pipeline.model import Flaw, Picture, Variant
from pipeline.render.lead import lead
from tests.active import active
from tests.blog import document, made_article, note
from tests.feed_validator import html_complaints

HOME = "https://blog.example/b/"
OWN = f"{HOME}articles/x/"
BELOW = f"{HOME}articles"

PHOTO = Picture(
    "content/articles/photo.jpg",
    "/images/photo.1a2b3c4d.jpg",
    "image/jpeg",
    2000,
    1500,
    (Variant("/images/photo-480.1a2b3c4d.webp", 480),),
)
DRAWING = Picture("content/images/a.svg", "/images/a.11111111.svg", "image/svg+xml", 0, 0)
ALBUM: dict[str, Picture | Flaw] = {
    PHOTO.path: PHOTO,
    DRAWING.path: DRAWING,
    "content/images/broken.png": Flaw("is cut off", "Export it again."),
}


def fed(body: str, path: str = "content/articles/x.md") -> str:
    """The body for readers, which a validator has nothing to say of."""
    found = feed_body(document(note(body), path), HOME, ALBUM.get).strip()
    assert html_complaints(found) == []
    assert active(found) == []
    return found


def tree(html: str) -> LexborNode:
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None
    return body


def text(html: str) -> str:
    return " ".join(tree(html).text().split())


EVERYTHING = """\
Intro with a claim[^a], the [same](#part-one) claim[^a], and [more](other.md#end).

## Part *one*

> [!WARNING]
> Mind the `gap`.

- [x] packed
- [ ] locked

| Name | Cost |
|:-----|-----:|
| a    |    1 |

```python title="a.py"
if a < b and c: print("]]>")
```

```text caption="Two boxes" alt="One box leads to another."
+-+ -> +-+
```

![A photo](photo.jpg "Taken at noon") and ![elsewhere](https://x.example/y.png)

![A photo](photo.jpg "Taken at noon")

<figure class="wide" id="own"><img src="/images/a.svg" srcset="photo.jpg 2x, /images/a.svg"
alt="An arrow" style="x" onload="f()"><figcaption>Raw</figcaption></figure>

<picture><source media="print" srcset="photo.jpg"><img src="photo.jpg" alt="Kept"></picture>

<video controls poster="photo.jpg"><source src="film.mp4" type="video/mp4"><track
src="t.vtt"></video>

Press <kbd class="k">Esc</kbd>, H<sub>2</sub>O, x<sup>2</sup>, <mark>this</mark>,
<abbr title="Really Simple Syndication">RSS</abbr>.

<details><summary>More</summary>

Hidden text.

</details>

<blockquote cite="other.md">Quoted</blockquote>

### Part one

[^a]: Because[^b].

[^b]: So.
"""


def addresses(html: str) -> Iterator[str]:
    """Every address in a piece of HTML."""
    for node in tree(html).traverse():
        for name, value in node.attributes.items():
            if name == "srcset":
                yield from (candidate.split()[0] for candidate in (value or "").split(", "))
            elif name in ("href", "src", "poster", "cite"):
                yield value or ""


def ids(html: str) -> list[str]:
    return [node.attributes["id"] or "" for node in tree(html).css("[id]")]


# --- addresses -----------------------------------------------------------------------------------


def test_every_address_is_whole() -> None:
    assert list(dict.fromkeys(addresses(fed(EVERYTHING)))) == [
        f"{OWN}#fn:a",
        f"{OWN}#part-one",
        f"{BELOW}/other/#end",
        f"{HOME}images/photo.1a2b3c4d.jpg",
        "https://x.example/y.png",
        f"{HOME}images/a.11111111.svg",
        f"{BELOW}/film.mp4",
        f"{BELOW}/t.vtt",
        f"{BELOW}/other/",
        f"{OWN}#fn:b",
        f"{OWN}#fnref:a",
        f"{OWN}#fnref-2:a",
        f"{OWN}#fnref:b",
    ]


def test_an_address_within_the_article_leads_to_an_id_of_the_item_and_of_the_page() -> None:
    found = fed(EVERYTHING)
    page = page_body(document(note(EVERYTHING)), "/b/", ALBUM.get).html
    inner = {each.partition("#")[2] for each in addresses(found) if each.startswith(f"{OWN}#")}
    assert inner == {"fn:a", "fn:b", "fnref:a", "fnref-2:a", "fnref:b", "part-one"}
    assert inner <= set(ids(found))
    assert inner <= set(ids(page))


def test_the_ids_of_an_item_are_those_of_the_page_each_once() -> None:
    found = ids(fed(EVERYTHING))
    assert sorted(set(found)) == sorted(found)
    assert found == ids(page_body(document(note(EVERYTHING)), "/b/", ALBUM.get).html)


def test_two_items_of_a_feed_have_no_footnote_with_one_address() -> None:
    body = "A[^1] B[^1].\n\n[^1]: Why."
    first, second = (
        set(addresses(fed(body, f"content/articles/{slug}.md"))) for slug in ("one", "two")
    )
    ways = ("fn:1", "fnref:1", "fnref-2:1")
    assert first == {f"{BELOW}/one/#{way}" for way in ways}
    assert second == {f"{BELOW}/two/#{way}" for way in ways}


def test_a_footnote_leads_there_and_back_to_each_place() -> None:
    assert fed("A[^n] B[^n].\n\n[^n]: Why.") == (
        f'<p>A<sup><a id="fnref:n" href="{OWN}#fn:n">1</a></sup> '
        f'B<sup><a id="fnref-2:n" href="{OWN}#fn:n">1</a></sup>.</p>\n'
        f'<hr>\n<ol>\n<li id="fn:n"><p>Why. <a href="{OWN}#fnref:n">↩</a> '
        f'<a href="{OWN}#fnref-2:n">↩<sup>2</sup></a></p></li>\n</ol>'
    )


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,AA==", "javascript:f()", "ftp://x.example/a", "../../../a"]
)
def test_an_address_that_no_reader_may_follow_is_none(address: str) -> None:
    found = fed(f'![a]({address}) <img src="{address}" alt="b"> <a href="{address}">c</a>')
    assert (list(addresses(found)), text(found)) == ([], "a b c")


# --- code, figures, tables ------------------------------------------------------------------------

SOURCES = [
    "x = 1\n",
    "\nfirst line is blank\n\n\n",
    "\tindented\n    by both  \n",
    'if a < b && c > d: print("</pre>", "]]>", "&amp;", "<!--")\n',
    "let v: Vec<&str> = vec![];\n",
    "\U0001f4e6 日本語 مرحبا e\u0301 a\u00a0b\n",
    "<script>alert(1)</script>\n</code></pre></div>\n",
]


@pytest.mark.parametrize("language", ["", "python", "text", "html"])
@pytest.mark.parametrize("source", SOURCES)
def test_the_text_of_code_is_the_source(source: str, language: str) -> None:
    found = fed(f"````{language}\n{source}````")
    [code] = tree(found).css("pre > code")
    assert code.text() == source
    assert [node.attributes for node in tree(found).css("pre, code")] == [{}, {}]


def test_the_text_of_code_is_the_source_whatever_ends_its_lines() -> None:
    data = note("```\na\nb\n```\n").encode().replace(b"\n", b"\r\n")
    assert feed_body(document(data), HOME).strip() == "<pre><code>a\nb\n</code></pre>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '```text caption="Two & three" alt="One <leads>."\n|\n```',
            (
                "<figure><pre><code>|\n</code></pre>"
                "<figcaption>Two &amp; three<br>\nIn words: One &lt;leads&gt;.</figcaption>"
                "</figure>"
            ),
        ),
        (
            '```text caption="Two" alt=""\n|\n```',
            "<figure><pre><code>|\n</code></pre><figcaption>Two</figcaption></figure>",
        ),
        (
            '```python title="a & b.py" caption="Two" alt="Three"\n1\n```',
            (
                "<p><code>a &amp; b.py</code></p>\n"
                "<figure><pre><code>1\n</code></pre><figcaption>Two</figcaption></figure>"
            ),
        ),
        (
            '![A photo](photo.jpg "At noon & later")',
            (
                f'<figure><img src="{HOME}images/photo.1a2b3c4d.jpg" width="2000" height="1500" '
                'alt="A photo"><figcaption>At noon &amp; later</figcaption></figure>'
            ),
        ),
    ],
)
def test_a_figures_caption_is_text_and_so_is_what_a_diagram_says(body: str, expected: str) -> None:
    assert fed(body) == expected


@pytest.mark.parametrize("word", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_an_alert_is_a_quote_that_begins_with_its_word(word: str) -> None:
    assert fed(f"> [!{word.upper()}]\n> Mind *it*.") == (
        f"<blockquote><p><strong>{word}</strong></p>\n<p>Mind <em>it</em>.</p>\n</blockquote>"
    )


def test_a_table_is_a_plain_one_with_its_header_cells() -> None:
    assert fed("| a | b |\n|:--|--:|\n| c | `d` |") == (
        "<table><thead><tr><th>a</th> <th>b</th> </tr></thead>\n"
        "<tbody><tr><td>c</td> <td><code>d</code></td> </tr>\n</tbody></table>"
    )


def test_tasks_have_their_boxes_as_text() -> None:
    assert fed("- [x] a\n- [ ] b") == "<ul><li>☑ a</li>\n<li>☐ b</li>\n</ul>"
    raw = "<input type=checkbox CHECKED disabled> a <input> b</input>"
    assert fed(raw) == "<p>☑ a ☐ b</p>"


def test_headings_stand_below_the_items_title() -> None:
    found = fed("# a\n\n## b\n\n###### c\n\n<h1>d</h1>\n\n<h3>e</h3>")
    assert [node.tag for node in tree(found).css("h1, h2, h3, h4, h5, h6")] == [
        "h2",
        "h2",
        "h6",
        "h3",
    ]


# --- pictures, films and sounds -------------------------------------------------------------------

PHOTO_IMG = f'<img src="{HOME}images/photo.1a2b3c4d.jpg" width="2000" height="1500" alt="a">'

MEDIA = [
    ("![a](photo.jpg)", f"<p>{PHOTO_IMG}</p>"),
    (f"![a]({HOME}articles/photo.jpg)", f"<p>{PHOTO_IMG}</p>"),
    ("![](/images/a.svg)", f'<p><img src="{HOME}images/a.11111111.svg" alt=""></p>'),
    ("![a & b](/images/broken.png)", "<p>a &amp; b</p>"),
    (
        "![a](https://x.example/y.png)",
        '<p><img src="https://x.example/y.png" alt="a"></p>',
    ),
    (
        "![a](//x.example/y.png)",
        '<p><img src="https://x.example/y.png" alt="a"></p>',
    ),
    (
        '<img src="photo.jpg" class="b" loading="lazy" decoding="async" alt="a">',
        (f'<img src="{HOME}images/photo.1a2b3c4d.jpg" alt="a" width="2000" height="1500">'),
    ),
    (
        '<picture><source srcset="b.avif"><img src="https://x.example/y.png" alt="a"></picture>',
        '<p><img src="https://x.example/y.png" alt="a"></p>',
    ),
    (
        '<img srcset="data:image/png;base64,AA== 1x, b.png 2x" alt="a">',
        f'<img srcset="{BELOW}/b.png 2x" alt="a" src="{BELOW}/b.png">',
    ),
    ('<img srcset="javascript:f()" alt="a & b">', "a &amp; b"),
    ("<img alt>", ""),
    (
        '<audio src="a%20b.mp3?v=1#t=2" controls></audio>',
        (
            f'<p><audio src="{BELOW}/a%20b.mp3?v=1#t=2"></audio> '
            f'<a href="{BELOW}/a%20b.mp3?v=1#t=2">Audio: a b.mp3</a></p>'
        ),
    ),
    (
        '<video><source src="data:,"><source src="a.webm"><source src="a.mp4">Old</video>',
        (
            f'<p><video><source src="{BELOW}/a.webm"><source src="{BELOW}/a.mp4">Old</video> '
            f'<a href="{BELOW}/a.webm">Video: a.webm</a></p>'
        ),
    ),
    (
        "<video poster=photo.jpg><track></video>",
        f'<p><video poster="{HOME}images/photo.1a2b3c4d.jpg"></video></p>',
    ),
    (
        "[<audio src=a.mp3></audio>](other.md)",
        f'<p><a href="{BELOW}/other/"><audio src="{BELOW}/a.mp3"></audio></a></p>',
    ),
    (
        "<a href='other.md'><audio src=a.mp3></audio></a>",
        f'<p><a href="{BELOW}/other/"><audio src="{BELOW}/a.mp3"></audio></a></p>',
    ),
    ("a</video></audio> b <source src=c.mp4>", "<p>a b </p>"),
    (
        "</a> <a href='other.md'><audio src=a.mp3></audio></a>",
        f'<p> <a href="{BELOW}/other/"><audio src="{BELOW}/a.mp3"></audio></a></p>',
    ),
    (
        "<video src=a.mp4></video> <audio><img src=b.png alt=c><source src='d.mp3#t=1'></audio>",
        (
            f'<p><video src="{BELOW}/a.mp4"></video> <a href="{BELOW}/a.mp4">Video: a.mp4</a> '
            f'<audio><img src="{BELOW}/b.png" alt="c"><source src="{BELOW}/d.mp3#t=1"></audio> '
            f'<a href="{BELOW}/d.mp3#t=1">Audio: d.mp3</a></p>'
        ),
    ),
    (
        "<video src=a.mp4> <audio src=b.mp3></audio>",
        (
            f'<p><video src="{BELOW}/a.mp4"> <audio src="{BELOW}/b.mp3"></audio> '
            f'<a href="{BELOW}/b.mp3">Audio: b.mp3</a></video></p>'
        ),
    ),
    (
        "<audio src='https://x.example/a\"b%26lt;.mp3?c=1&d=2'></audio>",
        (
            '<p><audio src="https://x.example/a&quot;b%26lt;.mp3?c=1&amp;d=2"></audio> '
            '<a href="https://x.example/a&quot;b%26lt;.mp3?c=1&amp;d=2">'
            'Audio: a"b&amp;lt;.mp3</a></p>'
        ),
    ),
    (
        "[a </a> b](/x) [c <video src=a.mp4></video>](/y)",  # a link in a link would end the first
        (
            f'<p><a href="{HOME}x">a </a> b <a href="{HOME}y">c '
            f'<video src="{BELOW}/a.mp4"></video></a></p>'
        ),
    ),
    (
        "<audio src=a.mp3></audio><source src=b.mp4><track src=c.vtt>",
        (f'<p><audio src="{BELOW}/a.mp3"></audio> <a href="{BELOW}/a.mp3">Audio: a.mp3</a></p>'),
    ),
]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a%20%C3%BC%3Cb%3E.mp3", "a ü<b>.mp3"),
        ("a%08%00.mp3", "a%08%00.mp3"),
        ("a%C2%92.mp3", "a%C2%92.mp3"),
        ("a%FF.mp3", "a%FF.mp3"),
        ("a%E2%80%AE3pm.mp3", "a%E2%80%AE3pm.mp3"),
        ("ü.mp3", "ü.mp3"),
    ],
)
def test_the_name_of_a_file_holds_nothing_that_nobody_can_see(written: str, said: str) -> None:
    found = fed(f"<audio src='https://x.example/{written}'></audio>")
    assert text(found) == f"Audio: {said}"


@pytest.mark.parametrize(("body", "expected"), MEDIA, ids=[body for body, _ in MEDIA])
def test_pictures_films_and_sounds_are_plain_and_have_a_way_to_their_file(
    body: str, expected: str
) -> None:
    assert fed(body) == expected


# --- what readers keep ----------------------------------------------------------------------------


def test_no_attribute_is_left_that_needs_our_style_sheet() -> None:
    found = {name for node in tree(fed(EVERYTHING)).traverse() for name in node.attributes}
    assert found == {"alt", "cite", "height", "href", "id", "poster", "src", "srcset", "title"} | {
        "type",
        "width",
    }


def test_elements_that_readers_know_stay() -> None:
    inline = (
        '<kbd>Esc</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>m</mark> <abbr title="b">a</abbr> '
        "<small>s</small> <q>q</q> <del>d</del> <ins>i</ins>"
    )
    assert fed(inline) == f"<p>{inline}</p>"
    block = "<details><summary>More</summary>\n<p>Text.</p>\n</details>"
    assert fed(block.replace("<p>", "\n").replace("</p>", "\n")) == block


POOR = {"a", "blockquote", "br", "code", "em", "h2", "h3", "img", "li", "ol", "p", "pre", "strong"}


def test_a_reader_that_keeps_few_elements_and_almost_no_attribute_still_tells_all() -> None:
    left = nh3.clean(
        fed(EVERYTHING),
        tags=POOR,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        link_rel=None,
    )
    assert text(left) == text(fed(EVERYTHING))
    for said in (
        "Warning",
        "☑ packed",
        "☐ locked",
        "Name Cost a 1",
        "a.py",
        "Two boxes In words: One box leads to another.",
        "Taken at noon",
        "Video: film.mp4",
        "Press Esc, H2O, x2, this, RSS.",
        "Hidden text.",
        "Because2. ↩ ↩2",
    ):
        assert said in text(left)


def test_the_lead_is_ordinary_html() -> None:
    article = made_article(
        level="Beginner", minutes=7, learn=("What `Vec<T>` & co are",), prerequisites=("A pen",)
    )
    assert lead(article) == (
        "<p>Beginner · 7 min read</p>\n"
        "<p><strong>What you'll learn</strong></p>\n"
        "<ul>\n<li>What `Vec&lt;T&gt;` &amp; co are</li>\n</ul>\n"
        "<p><strong>Prerequisites</strong></p>\n<ul>\n<li>A pen</li>\n</ul>\n"
    )
    assert html_complaints(lead(article)) == []


def test_a_lead_says_nothing_that_the_article_does_not_state() -> None:
    bare = made_article(level="", minutes=1, learn=(), prerequisites=())
    assert lead(bare) == "<p>1 min read</p>\n"
