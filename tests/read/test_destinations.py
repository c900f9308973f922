"""Where a destination is written: its bytes, decoded as Markdown decodes them, are what is read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import Image, Link
from pipeline.read.destinations import decoded
from pipeline.read.markdown import read_body

WRITTEN = (
    r"x.md|<x y.md>|x_(y).md|x\).md|<x\>y>|&gt;x|\>x|>x|<>x>|>>x|>\>x|a&amp;b|a\[b\]|(a)|<(>|"
    r"é😀.md|a\b|<a\\>|](b|<](b>|]:x|a'b|&#93;(x|((a)b)|:x|[r]:|*a*|`a`|-|1.|#a|&notit;x|&#128;|"
).split("|")
TEXTS = [
    "t",
    "",
    "a\nb",
    "t ",
    "`](a`",
    "t\\](a",
    "![i](i.png)",
    "![i](i.png 'T](u')",
    "![a ](<b](c>) ",
    "**b**",
    "<i title='](z'>",
    "[[y]]",
]
LABELS = ["r", "R s", "r\\]: b", "r\n s", "é", "a\\[b", "\\\\", "a:", "&amp;"]
BLANKS = ["", " ", "\n", "\n  ", " \n "]
TITLES = ["", " 'T'", "\n'T'", " (T)", ' "](x)"', ' "]: y"']
FORMS = [
    "[{text}]({blank}{written}{title}{end})",
    "![{text}]({blank}{written}{title}{end})",
    "[{text}][{label}]\n\n[{label}]:{blank}{written}{title}",
    "[{label}]:{blank}{written}{title}\n[z]: z\n\n[{label}][], ![{label}]",
    "| a |\n| --- |\n| [{text}]({blank}{written}{title}{end}) |",
]
AROUND = [(">", ">"), ("> ", "> "), ("- ", "  "), ("1. ", "   "), ("[^f]: ", "    ")]


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A link or image in any place and style, with a destination that is hard to tell."""

    def one(options: list[str]) -> str:
        return draw(st.sampled_from(options))

    text = one(FORMS).format(
        text=one(TEXTS),
        label=one(LABELS),
        written=one(WRITTEN),
        title=one(TITLES),
        blank=one(BLANKS),
        end=one(BLANKS),
    )
    for first, other in draw(st.lists(st.sampled_from(AROUND), max_size=3)):
        lines = text.split("\n")
        lazy = draw(st.sets(st.integers(1, len(lines)), max_size=1))
        text = first + "\n".join(
            line if at in lazy or not at else other + line for at, line in enumerate(lines)
        )
    return text.replace("\n", one(["\n", "\r\n", "\r"]))


@given(bodies())
@example("> [r]\n>\n> [r]:\n>   a.md")
@example("> > [r]\n> >\n> > [r]:\n> > >x")
@example("> [t](\n> a.md\n> 'T')")
@example("> [t](\n>)")
@example("[a\\]: b]\n\n[a\\]: b]: c")
@example("[t](<x\\>y>)")
@example("![<i title='](z'>](a.md)")
def test_the_bytes_of_a_destination_are_the_destination(text: str) -> None:
    data = text.encode()
    found = read_body(data, 0)
    links: list[Link | Image] = [*found.links, *found.images]
    for link in links:
        assert link.destination_span != link.span
        written = data[slice(*link.destination_span)].decode()
        assert decoded(written) == link.destination


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\\(b\\)\\c", "a(b)\\c"),
        ("a&amp;lt;&copy;&copy", "a&lt;©&copy"),
        ("&notit;&nosuch;", "&notit;&nosuch;"),
        ("&#128;&#x41;&#X41;", "\x80AA"),
        ("&#0;&#xD800;&#x110000;&#9999999;", "\ufffd" * 4),
        ("&#12345678;&#;&#x;", "&#12345678;&#;&#x;"),
    ],
)
def test_entities_and_escapes_are_read_as_the_parser_reads_them(written: str, read: str) -> None:
    (link,) = read_body(f"[t](<{written}>)".encode(), 0).links
    assert (decoded(written), link.destination) == (read, read)
