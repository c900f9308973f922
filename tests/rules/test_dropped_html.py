"""SC007, dropped-html: what the page drops, held against the page itself."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.html import page_body
from pipeline.model import Severity
from pipeline.read import read, source_of
from pipeline.rules.security import dropped_html, unsafe_html
from pipeline.rules.structure import h1_in_body
from pipeline.sanitise import ALLOWED_TAGS
from tests.rules.examples import PATH, SETTINGS, article, marked, mutant, places, said_by

RULE = dropped_html.RULE


def guide(body: str) -> str:
    """The guide with `body` as the whole of one of its sections."""
    return mutant("The owner does, and says why in the commit.", body)


DROPPED = [
    "A Vec«<T>» and an Option«<String>» hold it.",
    "Call greet«<username>» with a name, é 🙂 «<you>».",
    "Put it before «</body>», or before «</head>».",
    "A HashMap«<Key>» of «<Value only>»s.",
    "- an item «<T>»\n\n> a quote «<T>»\n\n| a «<T>» |\n|---|\n| b «<T>» |",
    "[a link «<T>» text](https://x.org/) and **bold «<T>»**",
    "A note[^1].\n\n[^1]: With a «<T>» in it.",
    "«<center>»Hello</center>",
    "«<font color=red>»Hello</font> and «<progress value=1 max=2>»</progress>",
    "«<svg width=1>»<g><path d='M0 0'></path></g></svg> «<svg>»</svg>",
    "«<select>»<option>a</option><option>b</option></select>",
    "<div>\n«<my-widget>»a</my-widget>\n</div>",
    "> <div>\n> «<center>»é</center>\n> </div>",
    "«<noscript>»<kbd>a</kbd></noscript>",
    "<a href=/ «target=_blank» «rel='noopener'»>a</a>",
    "<a «name=tool»></a>",
    '<p «align="center"»>é <img src=https://x.org/a.png alt=b «border=0»></p>',
    "<div>\n<p\n  «data-x='y'»\n  class=z>a</p>\n</div>",
    "<p «style» «onclick=''»>a</p>",
    "<p «id=''»>a</p> <p «id=content»>a</p> <p id=x>a</p> <p «id='x'»>b</p>",
    "<p «id='what-and-why'»>a</p> <p id=practical-tips>b</p>",
    "A List<b «c»> of them</b>",
    "«<input>» «<input type=text name=a>» <input type=checkbox «name=b»>",
    "Each «<tr>» holds «<td>»s.",
    "<table><tr><td>a</td></tr></table> «<tr>»",
    "A page begins with «<!DOCTYPE html>», a script with «<?php phpinfo() ?>».",
    "«<!--» never closed\n\nand gone",
    "«<?»php never closed\n\nand gone",
    "Text <!-- fine --> «<T>»\n\n<!-- fine -->\n\n«<!--» not",
    "[a](«ftp://x.org/a») ![b](«irc:b») <a href='«vscode://x»'>c</a>",
    "[a](<«tel-me:x y»>) <img alt='' src='«data:image/bmp;base64,AA==»'>",
    "<img alt='' srcset='https://x.org/a.png, «ftp://x.org/b.png» 2x'>",
    "A Vec«<std::string>» and «<urn:isbn:1>»",
    "[a][x] and [b][x]\n\n[x]: «gopher://x.org/»",
]


@pytest.mark.parametrize("body", DROPPED)
def test_what_the_page_drops_is_named_where_it_stands(body: str) -> None:
    plain, spans = marked(guide(body))
    found = [finding.span for finding in said_by(RULE, plain)]
    assert sorted(span for span in found if span) == spans


KEPT = [
    "<details open><summary>a</summary>\n\nb\n\n</details>",
    "<kbd>a</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>b</mark> <abbr title=c>d</abbr> <br> <wbr>",
    "<picture>\n<source srcset='/a.webp 2x' type=image/webp>\n<img src=/a.png alt=b>\n</picture>",
    "<img src='https://x.org/a.png' alt=b width=1 height=1 loading=lazy>",
    "<p id=a class=b title=c lang=de dir=rtl hidden>d</p> <span aria-label=e role=note>f</span>",
    "<table>\n<caption>a</caption>\n<tr><th scope=col colspan=2>b</th></tr>\n</table>",
    "<table><tbody>\n\n<tr><td>c</td></tr>\n\n</tbody>\n</table>",
    "<figure>\n<figcaption>a</figcaption>\n</figure>\n\n<dl>\n<dt>b</dt><dd>c</dd>\n</dl>",
    "<video src=https://x.org/a.mp4 controls></video> <input type=checkbox disabled checked>",
    "<!-- a comment --> <!----> b <!-- <T> <center> -->",
    "<!--\n\nA long one, <T>\n\n-->\n\nText.",
    "`Vec<T>` and `<username>` and &lt;T&gt; and Vec\\<T>",
    "```html\n<center>a</center>\n```\n\n    <T>",
    "a < b, a <b, 1 <2 and 3> 4, x<-y, -> =>, <3, <>, </>, <1>, <_a>, <é>",
    "<https://x.org/> <ada@example.org> and https://x.org/ are links",
    "[a](https://x.org/) [b](mailto:a@b.example) [c](tel:+1) [d](/) [e](#x) [f](//x.org/)",
    "![a](data:image/png;base64,AA==) [b](HTTPS://x.org/) [c](<\thttps://x.org/>)",
    "[the rest is said](javascript:x) [by others](file:///a) ![so](data:text/html,x) <C:\\a>",
    "<h1>h1-in-body says it</h1>",
    "<script>a</script> <iframe></iframe> <p onclick=a style=b>c</p> <style></style>",
    "<a href='javascript:x'>a</a> <a href='file:///a'>b</a>",
    "<details>\n<summary>a</summary>\n\n- [ ] b\n- [x] c\n\n</details>",
    "<b>a</b><i>b</i><u>c</u><s>d</s><del cite=/ datetime=2026-01-01>e</del>",
    "<p title='a' title='b'>c</p> <p TITLE=d ID=upper>e</p>",
]


@pytest.mark.parametrize("body", KEPT)
def test_what_the_page_keeps_and_what_others_say_is_left_alone(body: str) -> None:
    assert said_by(RULE, guide(body)) == []


def test_the_wording() -> None:
    body = (
        "A Vec<T>.\n\n<a href=/ target=b name=c>d</a>\n\n<p id=x>a</p><p id=x>b</p><p id=''>c</p>"
        "\n\n<input>\n\n[e](ftp://x.org)\n\nA Vec<std::string>.\n\n<!-- f\n"
    )
    text = "If it is text, write it as inline code or with `&lt;` and `&gt;`; if it is HTML, "
    assert sorted((each.message, each.help) for each in said_by(RULE, article(body=body))) == [
        (
            "Nothing closes this `<!--`: the page drops all that follows it.",
            "Close it with `-->`.",
        ),
        (
            "The page drops `<T>`: it is read as a tag that no page keeps.",
            f"{text}take it out.",
        ),
        ("The page drops an `id` that is empty.", "Give each element an `id` of its own."),
        (
            "The page drops the `id` `x`: it is another element's already.",
            "Give each element an `id` of its own.",
        ),
        (
            "The page drops the address `ftp://x.org`: no page keeps one with `ftp:`.",
            "Lead to an `https:` address, or write this one as inline code.",
        ),
        (
            (
                "The page drops the address of `<std::string>`: it is read as a link that no page "
                "keeps."
            ),
            (
                "If it is text, write it as inline code; if it is a link, lead it to an `https:` "
                "address."
            ),
        ),
        ("The page drops the attribute `name` of `<a>`.", "Write `id` instead."),
        ("The page drops the attribute `target` of `<a>`.", "Take the attribute out."),
        (
            "The page makes a tick box of this `<input>`.",
            "Take it out, or show it as a picture or in a block of code.",
        ),
    ]
    assert RULE.severity is Severity.WARNING


def test_an_element_and_an_active_attribute_of_it_are_two_things() -> None:
    plain, (whole, part) = marked(article(body="«<svg »onload=x>«»</svg>\n"))
    start = whole.start
    end = start + len("<svg onload=x>")
    assert places(plain) == [("SC007", (start, end)), ("SC002", (start + 5, end - 1))]
    assert part.start == end


# --- against the page itself ---------------------------------------------------------------------

TAGS = sorted(
    ALLOWED_TAGS
    | set(
        """t username center font svg math noscript button select textarea template dialog canvas
        progress meter label fieldset address article header footer main nav h1 marquee blink tt big
        strike acronym dir xmp plaintext my-widget foo""".split()
    )
    | unsafe_html.ACTIVE_TAGS
)
ATTRIBUTES = """id class title lang dir role tabindex translate hidden aria-label href hreflang src
    srcset sizes alt width height loading decoding media poster controls loop muted kind srclang
    label default cite datetime value open start reversed type colspan rowspan headers scope abbr
    span checked disabled target rel name align border style onclick onx srcdoc formaction data-x
    xlink:href ping download action method for itemprop slot part nonce""".split()
IN_A_TABLE = {
    "caption": "<table>{}</table>",
    "colgroup": "<table>{}</table>",
    "col": "<table><colgroup>{}</colgroup></table>",
    "thead": "<table>{}</table>",
    "tbody": "<table>{}</table>",
    "tfoot": "<table>{}</table>",
    "tr": "<table><tbody>{}</tbody></table>",
    "td": "<table><tbody><tr>{}</tr></tbody></table>",
    "th": "<table><tbody><tr>{}</tr></tbody></table>",
}
VOID = {"br", "hr", "img", "source", "track", "input", "wbr", "col", "base", "link", "meta"}
VALUES = {"id": "unique", "type": "checkbox"}


SPEAKERS = (RULE, unsafe_html.RULE, h1_in_body.RULE)


def _fragment(tag: str, attribute: str = "") -> str:
    value = VALUES.get(attribute, "a.png")
    needed = ' type="checkbox"' if tag == "input" and attribute != "type" else ""
    at = f' {attribute}="{value}"' if attribute else ""
    closing = "" if tag in VOID else f"x</{tag}>"
    inner = f"<{tag}{needed}{at}>{closing}"
    return f"<div>\n{IN_A_TABLE.get(tag, '{}').format(inner)}\n</div>\n"


def _verdicts(tag: str, attributes: list[str]) -> tuple[dict[str, bool], dict[str, bool]]:
    """For each attribute (empty: the bare tag) whether the rules are silent, and the page keeps it.

    All of them stand in one article, each in a block of its own.
    """
    fragments = [_fragment(tag, attribute) for attribute in attributes]
    text = article(body="\n".join(fragments))
    said = {
        text.count("<div>", 0, finding.span.start) - 1
        for rule in SPEAKERS
        for finding in said_by(rule, text)
        if finding.span
    }
    body = page_body(read(*source_of(PATH, text.encode()), SETTINGS), "/").html
    blocks = body.split("<div>\n")[1:]
    kept = [
        _holds(block, tag, attribute) for block, attribute in zip(blocks, attributes, strict=True)
    ]
    silent = [index not in said for index in range(len(attributes))]
    return dict(zip(attributes, silent, strict=True)), dict(zip(attributes, kept, strict=True))


def _holds(block: str, tag: str, attribute: str) -> bool:
    body = LexborHTMLParser(f"<!doctype html><body><section>{block}").body
    inner = body.css_first(f"section {tag}") if body else None
    return inner is not None and (not attribute or attribute in inner.attributes)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "div"])
def test_the_rules_are_silent_on_a_tag_exactly_when_the_page_keeps_it(tag: str) -> None:
    silent, kept = _verdicts(tag, [""])
    assert silent == kept


@pytest.mark.parametrize("tag", sorted(ALLOWED_TAGS - {"div"}))
def test_the_rules_are_silent_on_an_attribute_exactly_when_the_page_keeps_it(tag: str) -> None:
    silent, kept = _verdicts(tag, ATTRIBUTES)
    assert silent == kept
    assert set(kept.values()) == {False, True}


@pytest.mark.parametrize("tag", TAGS)
def test_one_rule_alone_speaks_of_one_tag(tag: str) -> None:
    text = article(body=_fragment(tag))
    assert sum(bool(said_by(rule, text)) for rule in SPEAKERS) <= 1


ADDRESSES = """https://x.org/ HTTP://x.org/ mailto:a@b.example tel:+1 data:image/png,x a /a #a ?a
    //x.org/ javascript:x vbscript:x data:text/html,x data:text/plain,x data:image/bmp,x ftp://x.org/
    file:///a C:/a irc:a vscode://a sms:1 blob:a about:blank ../../../a""".split()


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_rule_alone_speaks_of_an_address_that_the_page_drops(address: str) -> None:
    for body in (f"[a](<{address}>)\n", f'<a href="{address}">a</a>\n'):
        text = article(body=body)
        document = read(*source_of(PATH, text.encode()), SETTINGS)
        link = LexborHTMLParser(page_body(document, "/").html).css_first("a")
        said = [code for code, _ in places(text) if code in ("SC001", "SC005", "SC007")]
        kept = link is not None and bool(link.attributes.get("href"))
        assert (body, len(said)) == (body, 0 if kept else 1)


# --- hostile input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<T>" * 30_000,
        "</T>" * 20_000,
        "<T>" * 10_000 + "</T>" * 10_000,
        "<!--" * 20_000,
        "<" * 90_000,
    ],
    ids=["openers", "closers", "nested", "comments", "brackets"],
)
def test_many_are_no_trouble(body: str) -> None:
    assert len(said_by(RULE, article(body=body))) <= 100


@pytest.mark.parametrize("text", ["", "---\n", "<T>\udcff", "a\0"])
def test_broken_files_are_no_trouble(text: str) -> None:
    assert said_by(RULE, text) == []
