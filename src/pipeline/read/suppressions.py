"""The comments by which an author asks the linter for silence.

    <!-- codeloom: ignore[RD002, vague-link-text] -- the quote is what it is -->
    <!-- codeloom: ignore-file[LK005] -->
    title: 1.10  # codeloom: ignore[FM014]

In the body they are HTML comments, in the front matter YAML ones. At the end of a line a comment
speaks for that line. Alone on its line it speaks for the next line that is not blank, and for the
whole of a paragraph, table, block of code or HTML that begins there, since no comment can stand
inside one; in the front matter, for the whole field. A comment in code is code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import SettingsError
from pipeline.model import (
    WHOLE_FILE,
    Document,
    FrontMatter,
    RawHtml,
    RuleName,
    Span,
    Suppression,
    TokenKind,
)
from pipeline.raw_html import Comment, markup
from pipeline.settings import rule_codes

_SIGN = b"codeloom:"
_HTML = re.compile(r"<!--\s*+codeloom:\s*+(?P<said>.*?)-->", re.DOTALL)
_YAML = re.compile(rb"(?:^|(?<=[ \t\r\n]))#[ \t]*codeloom:[ \t]*(?P<said>[^\r\n]*)")
_SAID = re.compile(r"(?P<instruction>[^\s\[\]]*)(?:\s*\[(?P<names>[^\]]*)\]?)?")
_NAME = re.compile(r"[^\s,][^,]*(?<!\s)|[^\s,]")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_AROUND = b" \t>"
"""What may stand beside a comment that is alone on its line: blanks, and the marks of a quote."""
_ITEM = re.compile(rb"(?:[-*+]|[0-9]{1,9}[.)])")
"""It may also open an item of a list."""


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """Every suppression of the document, in reading order; a misspelled one is among them."""
    data = document.source.data
    if _SIGN not in data:
        return ()
    return (*_in_front_matter(data, document.front_matter), *_in_body(document))


# --- the front matter ---


def _in_front_matter(data: bytes, front_matter: FrontMatter) -> Iterator[Suppression]:
    if front_matter.broken:
        return
    parents = {pointer[:-1] for pointer in front_matter.values}
    scalars = [span for pointer, span in front_matter.values.items() if pointer not in parents]
    for match in _YAML.finditer(data, *front_matter.span):
        if any(start <= match.start() < end for start, end in scalars):
            continue
        said = match["said"].decode()
        span = Span(match.start(), match.end() - len(said.encode()) + len(said.rstrip().encode()))
        line = _line_at(data, span.start)
        alone = not data[line.start : span.start].strip()
        spoken_for = _next_line(data, line, b"#") if alone else _trimmed(data, line)
        covers = _entries(data, front_matter, spoken_for)
        offset = match.start("said")
        yield _suppression(data, span, alone, covers, said, _Bytes(said, offset))


def _entries(data: bytes, front_matter: FrontMatter, line: Span) -> Span:
    """`line` with all of the fields and items that begin on it."""
    items = {at: span for at, span in front_matter.values.items() if isinstance(at[-1], int)}
    end = line.end
    for pointer, span in (*front_matter.keys.items(), *items.items()):
        if line.start <= span.start < line.end:
            end = max(end, front_matter.at(*pointer).end)
    return Span(line.start, line.start + len(data[line.start : end].rstrip()))


# --- the body ---


def _in_body(document: Document) -> Iterator[Suppression]:
    data = document.source.data
    for raw in document.html:
        if "codeloom:" not in raw.text:
            continue
        for part in markup(raw.text):
            match = _HTML.fullmatch(raw.text, part.start, part.end)
            if not isinstance(part, Comment) or match is None:
                continue
            span = raw.span_of(part.start, part.end)
            line = Span(_line_at(data, span.start).start, _line_at(data, span.end - 1).end)
            before = data[line.start : span.start].strip(_AROUND)
            ends_line = not data[span.end : line.end].rstrip(b"\r\n").strip(_AROUND)
            alone = ends_line and not before
            opens_item = ends_line and raw.block and _ITEM.fullmatch(before) is not None
            covers = _blocks(document, line) if alone or opens_item else _trimmed(data, line)
            said = match["said"]
            yield _suppression(data, span, alone, covers, said, _Raw(raw, match.start("said")))


def _blocks(document: Document, line: Span) -> Span:
    """The next line that says something, with all of the blocks that begin on it."""
    data = document.source.data
    after = _next_line(data, line, b"<!-- codeloom:")
    ends = [after.end]
    ends += [prose.span.end for prose in document.prose if _begins(after, prose.span.start)]
    ends += [block.span.end for block in document.code if _begins(after, block.span.start)]
    ends += [raw.span.end for raw in document.html if raw.block and _begins(after, raw.span.start)]
    ends += [
        token.end
        for token in document.tokens
        if token.kind is TokenKind.TABLE_OPEN and _begins(after, token.start)
    ]
    return Span(after.start, after.start + len(data[after.start : max(ends)].rstrip(b"\r\n")))


def _begins(line: Span, start: int) -> bool:
    return line.start <= start < line.end


# --- lines ---


def _line_at(data: bytes, offset: int) -> Span:
    """The line that holds `offset`, with its line end."""
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    return Span(start, _end_of_line(data, start))


def _end_of_line(data: bytes, start: int) -> int:
    match = _LINE.match(data, start)
    return match.end() if match else len(data)


def _next_line(data: bytes, line: Span, comment: bytes) -> Span:
    """The next line that is neither blank nor a `comment`, without its line end."""
    start = line.end
    while start < len(data):
        end = _end_of_line(data, start)
        text = data[start:end].strip(_AROUND + b"\r\n")
        if text and not text.startswith(comment):
            return _trimmed(data, Span(start, end))
        start = end
    return Span(len(data), len(data))


def _trimmed(data: bytes, line: Span) -> Span:
    return Span(line.start, line.start + len(data[line.start : line.end].rstrip(b"\r\n")))


# --- what the comment says ---


class _Bytes:
    """Characters of a text that stands in the file as it is, from the byte `offset` on."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset

    def span(self, start: int, end: int) -> Span:
        at = self.offset + len(self.text[:start].encode())
        return Span(at, at + len(self.text[start:end].encode()))


class _Raw:
    """Characters of a run of raw HTML, from the character `at` on."""

    def __init__(self, raw: RawHtml, at: int) -> None:
        self.raw = raw
        self.at = at

    def span(self, start: int, end: int) -> Span:
        return self.raw.span_of(self.at + start, self.at + end)


def _suppression(
    data: bytes, span: Span, alone: bool, covers: Span, said: str, places: _Bytes | _Raw
) -> Suppression:
    match = _SAID.match(said)
    instruction = match["instruction"] if match else ""
    at = places.span(0, len(instruction)) if instruction else span
    names = tuple(_names(match, places)) if match and match["names"] else ()
    return Suppression(
        span=span,
        removal=_removal(data, span, alone),
        instruction=instruction,
        instruction_span=at,
        names=names,
        covers=None if instruction == WHOLE_FILE else covers,
    )


def _names(match: re.Match[str], places: _Bytes | _Raw) -> Iterator[RuleName]:
    start = match.start("names")
    for name in _NAME.finditer(match["names"]):
        span = places.span(start + name.start(), start + name.end())
        yield RuleName(name[0], span, _codes(name[0]))


def _codes(name: str) -> tuple[str, ...]:
    try:
        return rule_codes((name,), "")
    except SettingsError:
        return ()


def _removal(data: bytes, span: Span, alone: bool) -> Span:
    """What goes with the comment: the blanks before it, or its whole line.

    Between two lines that are not blank, the line stays as a blank one: without it they would be
    one paragraph.
    """
    before = Span(len(data[: span.start].rstrip(b" \t")), span.end)
    if not alone:
        return before
    line = Span(_line_at(data, span.start).start, _line_at(data, span.end - 1).end)
    above = _line_at(data, line.start - 1) if line.start else Span(0, 0)
    below = _line_at(data, line.end)
    if data[span.start : span.start + 1] == b"#" or not (_says(data, above) and _says(data, below)):
        return line
    return Span(line.start, span.end) if before.start < line.start else before


def _says(data: bytes, line: Span) -> bool:
    return bool(data[line.start : line.end].strip())
