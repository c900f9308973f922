"""Markdown to blocks and inline items: what is found, and that each span is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PLACEHOLDER, Role, Span, TokenKind
from pipeline.read.markdown import Body, read_body


def body(text: str) -> Body:
    return read_body(text.encode(), 0)


def cut(text: str, span: Span) -> str:
    return text.encode()[span.start : span.end].decode()


# --- links ---

LINKS = [
    ("[a](x.md)", "[a](x.md)", "x.md"),
    ("é😀 [a](x.md) b", "[a](x.md)", "x.md"),
    ('[a](x.md "title")', '[a](x.md "title")', "x.md"),
    ("[a](<x y.md>)", "[a](<x y.md>)", "x y.md"),
    ("[a](  x.md  )", "[a](  x.md  )", "x.md"),
    ("[a](x_(y).md)", "[a](x_(y).md)", "x_(y).md"),
    ("[**b** `c`](x.md)", "[**b** `c`](x.md)", "x.md"),
    ("[](x.md)", "[](x.md)", "x.md"),
    ("[a]()", "[a]()", ""),
    ("[a][r]\n\n[r]: /there 'T'", "[a][r]", "/there"),
    ("[r][]\n\n[R]: </there it>", "[r][]", "/there it"),
    ("[r]\n\n[r]:\n  /there", "[r]", "/there"),
    ("<https://x.org/a>", "<https://x.org/a>", "https://x.org/a"),
    ("see https://x.org/a_b_c.", "https://x.org/a_b_c", "https://x.org/a_b_c"),
    ("(www.x.org)", "www.x.org", "www.x.org"),
    ("| a |\n|---|\n| [b](x.md) |", "[b](x.md)", "x.md"),
    ("> - [b](x.md)\r\n> - c", "[b](x.md)", "x.md"),
    ("[a\r\nb](x.md)", "[a\r\nb](x.md)", "x.md"),
]


@pytest.mark.parametrize(("text", "whole", "destination"), LINKS)
def test_a_link_and_its_destination_are_spanned_exactly(
    text: str, whole: str, destination: str
) -> None:
    (link,) = body(text).links
    assert cut(text, link.span) == whole
    assert cut(text, link.destination_span) == destination


def test_an_image_in_a_link_is_both() -> None:
    text = "[![the *alt*](i.png)](x.md)"
    found = body(text)
    (link,), (image,) = found.links, found.images
    assert (cut(text, link.span), cut(text, link.destination_span)) == (text, "x.md")
    assert (cut(text, image.span), image.alt) == ("![the *alt*](i.png)", "the alt")
    assert cut(text, image.destination_span) == "i.png"
    assert link.text == "the alt"


@pytest.mark.parametrize(
    "text",
    ["README.md", "example.com", "me@example.com", "`https://x.org`", "10.0.0.1", "a.b.c"],
)
def test_what_github_does_not_link_is_not_linked(text: str) -> None:
    assert body(text).links == ()


def test_a_bare_url_inside_a_link_is_not_linked_again() -> None:
    assert len(body("[see https://x.org now](https://y.org)").links) == 1


# --- prose ---


def test_prose_is_what_a_reader_reads_with_code_and_addresses_as_one_word() -> None:
    text = "A **bold** [link](/x)\nand `code()` at https://x.org/y, <kbd>K</kbd>&amp;\\*."
    (prose,) = body(text).prose
    assert prose.text == f"A bold link and {PLACEHOLDER} at {PLACEHOLDER}, K&*."


PROSE = [
    ("# Title\n", Role.HEADING),
    ("text\n", Role.PARAGRAPH),
    ("- item\n", Role.ITEM),
    ("- item\n\n- second\n", Role.ITEM),
    ("> quote\n", Role.QUOTE),
    ("> [!NOTE]\n> quote\n", Role.QUOTE),
    ("a[^1]\n\n[^1]: note\n", Role.FOOTNOTE),
    ("| cell |\n|---|\n", Role.CELL),
]


@pytest.mark.parametrize(("text", "role"), PROSE)
def test_each_block_of_prose_knows_where_it_stands(text: str, role: Role) -> None:
    assert body(text).prose[-1].role is role


def test_a_tight_item_and_the_list_in_it_are_two_blocks() -> None:
    blocks = body("- one\n  - two\n- three\n").prose
    assert [block.text for block in blocks] == ["one", "two", "three"]


def test_code_html_and_captions_are_no_prose() -> None:
    text = '```text caption="words"\nmore words\n```\n\n<div>\nwords\n</div>\n\n    words\n'
    assert body(text).prose == ()


WORDS = st.lists(
    st.sampled_from(
        ["plain", "é😀", "`code x`", "**bold**", "[l](/a)", "漢字", "&amp;", "\\*", "x."]
    ),
    min_size=1,
    max_size=12,
)


@given(WORDS, st.sampled_from([" ", "\n", "\r\n"]))
def test_every_character_of_prose_leads_back_to_its_bytes(words: list[str], blank: str) -> None:
    text = blank.join(words)
    for prose in body(text).prose:
        for start in range(len(prose.text)):
            span = prose.span_of(start, start + 1)
            assert 0 <= span.start < span.end <= len(text.encode())
            source = cut(text, span)
            inside = prose.text[start]
            assert inside in source or source in ("\n", "\r\n") or source[0] in "`&"


@given(st.text())
def test_any_text_gives_spans_on_character_borders_inside_the_file(text: str) -> None:
    data = text.encode("utf-8", "ignore").replace(b"\0", b"")
    found = read_body(data, 0)
    spans = [item.span for item in found.headings] + [item.span for item in found.prose]
    spans += [item.span for item in found.code] + [item.span for item in found.html]
    spans += [link.span for link in found.links] + [link.destination_span for link in found.links]
    spans += [image.destination_span for image in found.images]
    for start, end in spans:
        assert 0 <= start <= end <= len(data)
        data[start:end].decode()


@given(st.integers(0, 40), st.text(alphabet="ab \n#*`[]()<>!-_|:é😀~", max_size=200))
def test_what_stands_before_the_body_moves_every_span_by_its_length(lead: int, text: str) -> None:
    data = text.encode()
    alone = read_body(data, 0)
    moved = read_body(b"x" * lead + data, lead)
    assert [(t.kind, t.start + lead, t.end + lead) for t in alone.tokens] == [
        (t.kind, t.start, t.end) for t in moved.tokens
    ]
    assert alone.counts == moved.counts


# --- headings ---


def test_headings_have_githubs_anchors_unique_in_the_article() -> None:
    found = body("## What & Why?\n## `code` *it*\n## What & Why?\n## 漢字 Ünï\n## !!\n## Content\n")
    assert [heading.anchor for heading in found.headings] == [
        "what--why",
        "code-it",
        "what--why-1",
        "漢字-ünï",
        "section",
        "content-1",
    ]


def test_a_headings_spans_leave_out_its_line_end() -> None:
    text = "\r\n## What *and* Why\r\n\r\ntext\r\n"
    (heading,) = body(text).headings
    assert cut(text, heading.span) == "## What *and* Why"
    assert cut(text, heading.text_span) == "What *and* Why"
    assert (heading.level, heading.text) == (2, "What and Why")


def test_a_setext_heading_is_one() -> None:
    text = "Title\n=====\n"
    (heading,) = body(text).headings
    assert (heading.level, heading.text, cut(text, heading.span)) == (1, "Title", "Title\n=====")


# --- code ---


def test_a_fence_knows_its_language_marks_and_attributes() -> None:
    text = 'é\n\n~~~python {1,3-4} title="a \\"b\\".py" no-check\nx = 1\n\ny\n~~~\n'
    (block,) = body(text).code
    assert (block.language, block.text, block.lines) == ("python", "x = 1\n\ny\n", 2)
    assert block.marked == {1, 3, 4}
    assert {name: item.value for name, item in block.attributes.items()} == {
        "title": 'a "b".py',
        "no-check": "",
    }
    assert cut(text, block.language_span) == "python"
    assert cut(text, block.attributes["title"].span) == 'a \\"b\\".py'
    assert cut(text, block.content) == "x = 1\n\ny\n"
    assert cut(text, block.span) == text[3:-1]


def test_a_fence_with_windows_line_ends_holds_line_feeds() -> None:
    (block,) = body("```sh\r\na\r\nb\r\n```\r\n").code
    assert (block.language, block.text) == ("sh", "a\nb\n")


def test_a_fence_between_lone_carriage_returns_is_one_and_keeps_its_place() -> None:
    text = "é\r\r```sh\ra\r```\r\rend\r"
    (block,) = body(text).code
    assert (block.language, block.text, cut(text, block.content)) == ("sh", "a\n", "a\r")


def test_an_indented_block_has_no_language() -> None:
    (block,) = body("text\n\n    code\n").code
    assert (block.fenced, block.language, block.text) == (False, "", "code\n")


# --- counts ---

COUNTS = [
    ("one two three", (3, 0)),
    ("# One\n\n- two\n- `three four`\n\n> five\n\n| six |\n|---|\n| seven |\n", (7, 0)),
    ("one[^1]\n\n[^1]: two three", (3, 0)),
    ("[one two](/x) ![not this](y.png)", (2, 0)),
    ("https://x.org/one <https://y.org> two", (1, 0)),
    ("one <!-- no --> <b>two</b>", (2, 0)),
    ("<div>not this</div>", (0, 0)),
    ("foo**bar** baz<br>qux", (3, 0)),
    ("漢字 and かな", (1, 4)),
    ("```python\nnot this\n```", (0, 0)),
    ("- - -\n\n* * *", (0, 0)),
]


@pytest.mark.parametrize(("text", "counted"), COUNTS)
def test_words_are_those_of_the_prose_a_reader_sees(text: str, counted: tuple[int, int]) -> None:
    counts = body(text).counts
    assert (counts.words, counts.cjk) == counted


def test_code_lines_and_images_are_counted() -> None:
    counts = body("```\na\n\nb\n```\n\n![x](y.png)\n\n    c\n").counts
    assert (counts.code_lines, counts.images) == ((2, 1), 1)


# --- raw HTML ---


def test_raw_html_in_a_quote_leads_back_to_its_bytes() -> None:
    text = '> <div\n> title="é">\n> <a href="x">y</a>\n'
    (raw,) = body(text).html
    at = raw.text.index("href")
    assert cut(text, raw.span_of(at, at + 4)) == "href"


def test_ids_of_raw_html_and_footnotes_are_anchors_but_not_those_in_code() -> None:
    found = body('<p id="a">x</p>\n\n`<b id="no">` b[^n]\n\n[^n]: note\n')
    assert found.anchors == {"a", "fn:n"}


def test_tasks_alerts_and_tables_are_told_apart() -> None:
    kinds = [token.kind for token in body("- [x] a\n\n> [!TIP]\n> b\n\n| c |\n|:-:|\n").tokens]
    assert TokenKind.TASK in kinds
    assert TokenKind.ALERT_OPEN in kinds
    assert TokenKind.TABLE_OPEN in kinds
