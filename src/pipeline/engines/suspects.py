"""What our own reading of an article holds against it, for rumdl to confirm.

rumdl knows its rules well and says on which line one is broken. This module knows what our pages
will show: text where the author meant markup, cells and footnotes that are left out. A suspect is a
place where that is so; nothing here is a finding before both agree. An article without a suspect
need not be sent at all, and hardly any has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.model import Document, Prose, Role, Span, Token, TokenKind


class Suspect(NamedTuple):
    """A place that breaks a rule by our reading, and what the finding would say."""

    code: str
    span: Span
    message: str


Look = Callable[[Document], Iterator[Suspect]]


def suspects(document: Document, codes: frozenset[str]) -> list[Suspect]:
    """All suspects of these rules, rule by rule."""
    text = "\n".join([block.text for block in document.prose])
    return [
        suspect
        for code, may_have, look in _LOOKS
        if code in codes and may_have(document, text)
        for suspect in look(document)
    ]


def _in_prose(code: str, pattern: re.Pattern[str], message: str) -> Look:
    """A look for text that should have been markup; `{}` in the message is that text."""

    def look(document: Document) -> Iterator[Suspect]:
        for block in document.prose:
            for match in pattern.finditer(block.text):
                span = block.span_of(match.start(), match.end())
                written = _written(document, span)
                if _is_meant(code, block, match, written) and not _is_escaped(document, span):
                    yield Suspect(code, span, message.format(_short(written)))

    return look


def _is_meant(code: str, block: Prose, match: re.Match[str], written: str) -> bool:
    """Whether the text looks like the markup it would be, and not like something of its own."""
    if code == "MD011":
        return _ADDRESS.match(written, written.rfind("[") + 1) is not None
    if code == "MD018":
        return block.role is not Role.HEADING
    if code == "MD037":
        inner = match[0][2:-2]
        return inner[0].isspace() is not inner[-1].isspace()
    return True


def _written(document: Document, span: Span) -> str:
    return document.source.data[span.start : span.end].decode("utf-8", "replace")


def _short(text: str) -> str:
    """On one line, and without the marks that stand around it in a message."""
    shown = " ".join(text.replace("`", "").splitlines())
    return shown if len(shown) <= _MOST_SHOWN else shown[:_MOST_SHOWN] + "..."


def _is_escaped(document: Document, span: Span) -> bool:
    return document.source.data[span.start - 1 : span.start] == b"\\"


_MOST_SHOWN = 60
_ADDRESS = re.compile(r"(?:[a-z][a-z+.-]*:|www\.|/|\.\.?/|#)\S|\S+\.(?:md|html?)\]")
_REVERSED = re.compile(r"\([^()]+\)\[[^\[\]]+\]")
_HASHES = re.compile(r"(?:(?<=\s)|^)#{2,6}(?=[^#\s])")
_EMPHASIS = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_REFERENCE = re.compile(r"(?<![\w\])])!?\[(?!\^)(?=[^\[\]]*?\w\w)[^\[\]]+\]\[[^\[\]]*\]")
_FOOTNOTE = re.compile(r"(?<![/(\[^\\.])\[\^[\w-]+\](?![+*?{/$\\(:])")
_MOJIBAKE = re.compile(r"[ÂÃâðï‚√][^\x00-\x7f]+")
_CONFLICT = re.compile(r"(?:(?<=\s)|^)<{7}(?=\s)")
_COMMENT = re.compile(r"<!--")


# --- what has a look of its own ------------------------------------------------------------------


def _surplus_cells(document: Document) -> Iterator[Suspect]:
    for token in document.tokens:
        if token.kind is TokenKind.TABLE_OPEN:
            yield from _surplus_in(document.source.data, token)


def _surplus_in(data: bytes, table: Token) -> Iterator[Suspect]:
    columns = len(table.value.split())
    for line in _LINE.finditer(data, table.start, table.end):
        if line[0].count(b"|") <= columns:
            continue
        ends = [mark.start() for mark in _PIPE.finditer(data, _row_start(data, line), line.end())]
        end = line.start() + len(line[0].rstrip())
        if not ends or ends[-1] + 1 < end:
            ends.append(end)
        if len(ends) > columns:
            start = ends[columns - 1] + 1
            lost = data[start : ends[-1]]
            if lost.strip():
                start += len(lost) - len(lost.lstrip())
                span = Span(start, start + len(lost.strip()))
                yield Suspect("MD056", span, _surplus_message(len(ends), columns, lost))


def _row_start(data: bytes, line: re.Match[bytes]) -> int:
    """The first byte of the first cell: what stands before is quote marks, blanks and a pipe."""
    opening = _ROW_OPENING.match(data, line.start(), line.end())
    return opening.end() if opening else line.start()


def _surplus_message(cells: int, columns: int, lost: bytes) -> str:
    shown = _short(lost.strip().decode("utf-8", "replace"))
    of_table = f"{columns} column" + "s" * (columns > 1)
    return f"This row has {cells} cells in a table of {of_table}: no page shows `{shown}`."


_LINE = re.compile(rb"[^\r\n]+")
_PIPE = re.compile(rb"(?<!\\)\|")
_ROW_OPENING = re.compile(rb"[ \t>]*\|?")


def _unused_footnotes(document: Document) -> Iterator[Suspect]:
    used: set[str] = set()
    notes: list[Token] = []
    for token in document.tokens:
        if token.kind is TokenKind.FOOTNOTE_REFERENCE:
            used.add(token.value)
        elif token.kind is TokenKind.FOOTNOTE_OPEN:
            notes.append(token)
    data = document.source.data
    for note in notes:
        start = data.find(b"[^", note.start, note.end)
        end = data.find(b"]:", start, note.end) + 2
        if note.value not in used and 0 <= start < end:
            span = Span(start, end)
            shown = _written(document, span)[:-1]
            message = f"Nothing refers to the footnote `{shown}`, so no page shows it."
            yield Suspect("MD066", span, message)


def _nested_fences(document: Document) -> Iterator[Suspect]:
    """Blocks within which another one begins: the end of that one ended both."""
    data = document.source.data
    for block in document.code:
        if not block.fenced or not (opening := _FENCE.match(data, block.span.start)):
            continue
        mark, line = opening[1].decode(), opening[0].rstrip()
        for inner in _INNER_FENCE.finditer(block.text):
            if inner[1].startswith(mark):
                span = Span(block.span.start, block.span.start + len(line))
                shown = inner[0].strip().strip("`~ ")
                message = f"The block ends where the `{shown}` block within it was meant to end."
                yield Suspect("MD070", span, message)
                break


_FENCE = re.compile(rb"(`{3,}|~{3,})[^\r\n]*")
_INNER_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*\w[^`\n]*$", re.MULTILINE)


def _orphaned_rows(document: Document) -> Iterator[Suspect]:
    for block in document.prose:
        text = block.text.rstrip()
        if text.startswith("|") and text.endswith("|") and text.count("|") > _BARS_OF_A_CELL:
            rows = len(_written(document, block.span).splitlines())
            message = "This row belongs to no table: the page shows its bars."
            if rows > 1:
                message = f"These {rows} rows belong to no table: the page shows their bars."
            yield Suspect("MD075", block.span, message)


_BARS_OF_A_CELL = 2


def _content_outside_lists(document: Document) -> Iterator[Suspect]:
    """Indented paragraphs and blocks of code that come right after a list, not within it."""
    depth, before = 0, None
    for token in document.tokens:
        opens = token.kind in _OPENERS or (token.kind is TokenKind.OPEN and token.value in _NESTS)
        closes = token.kind is TokenKind.CLOSE and token.value in _ENDS
        is_block = token.kind is TokenKind.CODE_BLOCK or (
            token.kind is TokenKind.OPEN and token.value == "p"
        )
        if is_block and not depth and before is not None:
            yield from _if_indented(document, token)
        depth += opens - closes
        before = token if closes and not depth and token.value in ("ul", "ol") else None


def _if_indented(document: Document, token: Token) -> Iterator[Suspect]:
    data = document.source.data
    start = token.start
    while start < token.end and data[start] in b" \t":
        start += 1
    line = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    if line < start and not data[line:start].strip() and (end := _LINE.match(data, start)):
        span = Span(start, start + len(end[0].rstrip()))
        is_code = token.kind is TokenKind.CODE_BLOCK
        shown = "This block of code" if is_code else f"`{_short(_written(document, span))}`"
        message = f"{shown} is indented like part of the list, but too little to be one."
        yield Suspect("MD077", span, message)


_OPENERS = frozenset({TokenKind.LIST_OPEN, TokenKind.ALERT_OPEN, TokenKind.FOOTNOTE_OPEN})
_NESTS = frozenset({"ul", "li", "blockquote"})
_ENDS = frozenset({"ul", "ol", "li", "blockquote", "alert"})
_DEDENTED = re.compile(r"\n[ \t]*\r?\n {1,3}[^\s]")


def _literal_links(document: Document) -> Iterator[Suspect]:
    for raw in document.html:
        if raw.block and "](" in raw.text and not raw.text.lstrip().startswith("<!--"):
            for match in _LINK.finditer(raw.text):
                if _ADDRESS.match(match[1] + "]"):
                    shown = _short(match[0])
                    message = f"Within HTML, `{shown}` is shown as it is written."
                    yield Suspect("MD091", raw.span_of(match.start(), match.end()), message)


_LINK = re.compile(r"!?\[[^\[\]]+\]\(([^()\s]+)\)")


# --- the table -----------------------------------------------------------------------------------

Glance = Callable[[Document, str], bool]
"""A cheap question, asked first: whether the article, given with all its prose, may have one."""


def _has(*signs: str) -> Glance:
    return lambda _, text: any(sign in text for sign in signs)


_LOOKS: tuple[tuple[str, Glance, Look], ...] = (
    (
        "MD011",
        _has(")["),
        _in_prose("MD011", _REVERSED, "`{}` is no link: its brackets are the wrong way round."),
    ),
    (
        "MD018",
        _has("##"),
        _in_prose("MD018", _HASHES, "No blank follows `{}`, so this is no heading."),
    ),
    (
        "MD037",
        _has("**", "__"),
        _in_prose("MD037", _EMPHASIS, "`{}` is not bold: a blank stands inside its marks."),
    ),
    (
        "MD052",
        _has("]["),
        _in_prose("MD052", _REFERENCE, "`{}` refers to a link that the article does not define."),
    ),
    ("MD056", lambda document, _: "|" in document.source.text, _surplus_cells),
    (
        "MD066",
        _has("[^"),
        _in_prose(
            "MD066", _FOOTNOTE, "`{}` has no footnote, so the page shows it as it is written."
        ),
    ),
    ("MD066", lambda document, _: "[^" in document.source.text, _unused_footnotes),
    (
        "MD070",
        lambda document, _: any("```" in b.text or "~~~" in b.text for b in document.code),
        _nested_fences,
    ),
    ("MD075", _has("|"), _orphaned_rows),
    (
        "MD077",
        lambda document, _: _DEDENTED.search(document.source.text) is not None,
        _content_outside_lists,
    ),
    (
        "MD083",
        lambda _, text: not text.isascii() and _MOJIBAKE.search(text) is not None,
        _in_prose("MD083", _MOJIBAKE, "`{}` was once another character."),
    ),
    (
        "MD086",
        _has("<!--"),
        _in_prose(
            "MD086", _COMMENT, "This comment has no end, so the page shows it as it is written."
        ),
    ),
    ("MD091", lambda document, _: bool(document.html), _literal_links),
    (
        "MD092",
        _has("<<<<<<<"),
        _in_prose("MD092", _CONFLICT, "A merge stopped here: `{}` begins what was not resolved."),
    ),
)
