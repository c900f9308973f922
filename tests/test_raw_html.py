"""Raw HTML taken apart: what is a tag or an attribute is what a browser says it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.raw_html import Comment, Tag, addresses, decode, markup, tags

Seen = tuple[str, dict[str, str]]


def seen(text: str) -> list[Seen]:
    """Each tag as `name` or `/name`, with its attributes."""
    return [
        (
            ("/" if tag.closing else "") + tag.name,
            {each.name: each.value for each in tag.attributes},
        )
        for tag in tags(text)
    ]


TAGS: list[tuple[str, list[Seen]]] = [
    ("a < b > c <1> <- <= << >", []),
    ("Vec<T> & a<b>c", [("t", {}), ("b", {})]),
    ("<p>x</p>", [("p", {}), ("/p", {})]),
    ("<A HREF=X>", [("a", {"href": "X"})]),
    ("<a href='b' title=\"c d\" e=f g>", [("a", {"href": "b", "title": "c d", "e": "f", "g": ""})]),
    ("<a\n\thref\f=\r\n'b'>", [("a", {"href": "b"})]),
    ("<svg/onload=a()>", [("svg", {"onload": "a()"})]),
    ("<a/href=b/c/d>", [("a", {"href": "b/c/d"})]),
    ("<br/><br /><br/ >", [("br", {}), ("br", {}), ("br", {})]),
    ("<a b='1'c=\"2\"d=3>", [("a", {"b": "1", "c": "2", "d": "3"})]),
    ("<a b=c'd\"e`>", [("a", {"b": "c'd\"e`"})]),
    ("<a b=`c d`>", [("a", {"b": "`c", "d`": ""})]),
    ("<a =b==c>", [("a", {"=b": "=c"})]),
    ("<a b=>c", [("a", {"b": ""})]),
    ("<a b = '>' c>", [("a", {"b": ">", "c": ""})]),
    ("<a b=1 B=2 b>", [("a", {"b": "1"})]),
    ('<a "b" <c>', [("a", {'"b"': "", "<c": ""})]),
    ("<a\x0bonclick=b c\xa0d=e>", [("a\x0bonclick=b", {"c\xa0d": "e"})]),
    ("<a \u212aEY=x>", [("a", {"\u212aey": "x"})]),
    ("</p class=x onclick=y>", [("/p", {})]),
    ("</ p></><//p></1>", []),
    ("<!-- <a> --><b>", [("b", {})]),
    ("<!--><a>--><b>", [("a", {}), ("b", {})]),
    ("<!---><a>", [("a", {})]),
    ("<!-- <a> --!><b>", [("b", {})]),
    ("<!-- <!-- <a> --><b>", [("b", {})]),
    ("<!-- <a> -- ><b>", []),
    ("<!doctype html><a>", [("a", {})]),
    ("<![CDATA[ <a> ]]><b>", [("b", {})]),
    ("<?php echo '<a>' ?><b>", [("b", {})]),
    ("<script>'<a>'</scripty></SCRIPT ><b>", [("script", {}), ("/script", {}), ("b", {})]),
    ("<style>a<b></style><b>", [("style", {}), ("/style", {}), ("b", {})]),
    ("<script src=x>", [("script", {"src": "x"})]),
    ("<a b", [("a", {"b": ""})]),
    ("<a b='c><d>", [("a", {"b": "c><d>"})]),
    ("x <a", [("a", {})]),
    ("x <", []),
    ("x </", []),
]


@pytest.mark.parametrize(("text", "expected"), TAGS, ids=[text for text, _ in TAGS])
def test_the_tags_of(text: str, expected: list[Seen]) -> None:
    assert seen(text) == expected


VALUES = [
    ("&lt;a&gt; &amp;amp;", "<a> &amp;"),
    ("java&#10;script&colon;", "java\nscript:"),
    ("&#x6A;&#X6a;&#106&#0000106;", "jjjj"),
    ("?a=1&copy=2&copyright=3&copy;&copy", "?a=1&copy=2&copyright=3©©"),
    ("&nosuch; &nosuch &; & &#; &#x;", "&nosuch; &nosuch &; & &#; &#x;"),
    ("&#0;&#xD800;&#x110000;&#99999999999;", "\ufffd\ufffd\ufffd\ufffd"),
    ("&#128;&#x9f;&#129;", "€Ÿ\x81"),
    ("&#1;&#8;&#xFFFE;", "\x01\x08\ufffe"),
    ("&#" + "1" * 5000 + ";", "\ufffd"),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_a_value_is_decoded_as_in_an_attribute(written: str, value: str) -> None:
    assert decode(written) == value
    assert tags(f'<a b="{written}">')[0].attributes[0].value == value


def test_every_offset_is_where_it_is_written() -> None:
    text = 'é <IMG Alt = "a &amp; b" src=x.png hidden>\''
    (tag,) = tags(text)
    assert text[tag.start : tag.end] == '<IMG Alt = "a &amp; b" src=x.png hidden>'
    whole = [text[each.start : each.end] for each in tag.attributes]
    assert whole == ['Alt = "a &amp; b"', "src=x.png", "hidden"]
    values = [text[each.value_start : each.value_end] for each in tag.attributes]
    assert values == ["a &amp; b", "x.png", ""]


def test_what_the_text_ends_is_not_complete() -> None:
    unfinished = ["<a", "<a b", "<a b='c>", "<!-- a --", "<!doctype", "<?a", "</a", "</ a"]
    assert [part.complete for text in unfinished for part in markup(text)] == [False] * 8
    finished = ["<a>", "<!-- -->", "<!-->", "<!x>", "<?>", "</a>", "</>", "</ a>"]
    assert [part.complete for text in finished for part in markup(text)] == [True] * 8


SRCSETS = [
    ("a.png", ["a.png"]),
    ("a.png, b.png 2x", ["a.png", "b.png"]),
    ("a.png 1x,b.png 2x ,, c.png", ["a.png", "b.png", "c.png"]),
    ("a,b.png 1x", ["a,b.png"]),
    ("data:image/png;base64,AA== 2x, b.png", ["data:image/png;base64,AA==", "b.png"]),
    ("a.png (x, y) 2x, b.png", ["a.png", "b.png"]),
    ("\n a.png\n 100w,\n\tb.png 200w\n", ["a.png", "b.png"]),
    (" , ", []),
]


@pytest.mark.parametrize(("value", "expected"), SRCSETS)
def test_a_srcset_holds_several_addresses_each_with_its_place(
    value: str, expected: list[str]
) -> None:
    text = f'<img srcset="{value}">'
    found = list(addresses(tags(text)[0].attributes[0]))
    assert [each.address for each in found] == expected
    assert [text[each.start : each.end] for each in found] == expected


def test_a_srcset_with_entities_has_the_place_of_the_whole() -> None:
    text = '<img srcset="a.png?b&amp;c 1x, d.png 2x">'
    found = list(addresses(tags(text)[0].attributes[0]))
    assert [each.address for each in found] == ["a.png?b&c", "d.png"]
    assert {text[each.start : each.end] for each in found} == {"a.png?b&amp;c 1x, d.png 2x"}


def test_any_other_attribute_is_one_address() -> None:
    (found,) = addresses(tags("<a href='b, c'>")[0].attributes[0])
    assert found == ("b, c", 9, 13)


_SOUP = st.text(alphabet="<>/=\"' \t\n\f\x0b\xa0-!?[]abKON&;#x1é", max_size=60)


@given(_SOUP | st.text(max_size=60))
@hypothesis_settings(deadline=None)
def test_nothing_makes_it_fail_and_offsets_are_in_order(text: str) -> None:
    at = 0
    for part in markup(text):
        assert at <= part.start < part.end <= len(text)
        assert text[part.start] == "<"
        assert part.complete or part.end == len(text)
        inside = part.start
        for each in part.attributes if isinstance(part, Tag) else ():
            assert inside < each.start <= each.value_start <= each.value_end <= each.end <= part.end
            inside = each.end - 1
        at = part.end
    assert [*tags(text)] == [part for part in markup(text) if not isinstance(part, Comment)]


@given(st.text(alphabet="<>/=\"' \t\n\f\x0b\xa0-!?abKON&;#x1é", max_size=25))
@hypothesis_settings(deadline=None)
def test_a_browsers_parser_sees_the_same_attributes(inner: str) -> None:
    tag = tags(f"<a {inner}>")[0]
    node = LexborHTMLParser(f"<body><a {inner}>").css_first("a")
    assert (node is not None) == tag.complete
    if node is not None:
        theirs = {name: value or "" for name, value in node.attributes.items()}
        assert {each.name: each.value for each in tag.attributes} == theirs


ENDLESS = [
    *("<", "<a ", "<a", "</", "<!", "<?", "<!--", "<!-->", "<!---", "--", "</a>", "<a>", "<a b=c "),
    *(
        '="',
        "='",
        '<a b="',
        '<a b="c" ',
        "=",
        "<a =",
        "/",
        "<a/",
        " ",
        "<script>",
        "<script></script>",
    ),
    *("<style>", "&", "&#", "&#1", "&a", '<a b="&#1', "<img srcset='a,", "(", "<a srcset='(", ","),
    *("<![CDATA[", "\n<a\n", "<a\x0b", "é<é ", "\\"),
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_long_hostile_line_is_read_to_its_end(piece: str) -> None:
    for start in ("", "<a ", "<a b='", "<a srcset='"):
        text = start + piece * (100_000 // len(piece))
        ends = [part.end for part in markup(text)]
        if piece not in ("<script>", "<style>"):
            assert max(ends, default=len(text)) >= len(text) - 20
        for tag in tags(text):
            for each in tag.attributes[:3]:
                assert all(found.address for found in addresses(each) if each.name == "srcset")
