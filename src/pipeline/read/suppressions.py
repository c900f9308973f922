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
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.errors import SettingsError
from pipeline.model import (
    WHOLE_FILE,
    Document,
    FrontMatter,
    LineIndex,
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
_AROUND = b" \t>"
"""What may stand beside a comment that is alone on its line: blanks, and the marks of a quote."""
_ITEM = re.compile(rb"(?:[-*+]|[0-9]{1,9}[.)])")
"""It may also open an item of a list."""


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """Every suppression of the document, in reading order; a misspelled one is among them."""
    data = document.source.data
    if _SIGN not in data:
        return ()
    lines = _Lines(data)
    return (*_in_front_matter(lines, document.front_matter), *_in_body(lines, document))


# --- the front matter ---


def _in_front_matter(lines: _Lines, front_matter: FrontMatter) -> Iterator[Suppression]:
    if front_matter.broken:
        return
    data = lines.data
    parents = {pointer[:-1] for pointer in front_matter.values}
    scalars = [span for pointer, span in front_matter.values.items() if pointer not in parents]
    for match in _YAML.finditer(data, *front_matter.span):
        if any(start <= match.start() < end for start, end in scalars):
            continue
        said = match["said"].decode()
        span = Span(match.start(), match.end() - len(said.encode()) + len(said.rstrip().encode()))
        line = lines.at(span.start)
        alone = not data[line.start : span.start].strip()
        spoken_for = lines.after(line, b"#") if alone else lines.trimmed(line)
        covers = _entries(data, front_matter, spoken_for)
        offset = match.start("said")
        yield _suppression(lines, span, alone, covers, said, _Bytes(said, offset))


def _entries(data: bytes, front_matter: FrontMatter, line: Span) -> Span:
    """`line` with all of the fields and items that begin on it."""
    items = {at: span for at, span in front_matter.values.items() if isinstance(at[-1], int)}
    end = line.end
    for pointer, span in (*front_matter.keys.items(), *items.items()):
        if line.start <= span.start < line.end:
            end = max(end, front_matter.at(*pointer).end)
    return Span(line.start, line.start + len(data[line.start : end].rstrip()))


# --- the body ---


def _in_body(lines: _Lines, document: Document) -> Iterator[Suppression]:
    data = lines.data
    blocks = _Blocks(document)
    for raw in document.html:
        if "codeloom:" not in raw.text:
            continue
        for part in markup(raw.text):
            match = _HTML.fullmatch(raw.text, part.start, part.end)
            if not isinstance(part, Comment) or match is None:
                continue
            span = raw.span_of(part.start, part.end)
            line = Span(lines.at(span.start).start, lines.at(span.end - 1).end)
            before = data[line.start : span.start].strip(_AROUND)
            ends_line = not data[span.end : line.end].rstrip(b"\r\n").strip(_AROUND)
            alone = ends_line and not before
            opens_item = ends_line and raw.block and _ITEM.fullmatch(before) is not None
            covers = lines.trimmed(line)
            if alone or opens_item:
                after = lines.after(line, b"<!-- codeloom:")
                covers = lines.trimmed(Span(after.start, blocks.end(after)))
            said = match["said"]
            yield _suppression(lines, span, alone, covers, said, _Raw(raw, match.start("said")))


class _Blocks:
    """Where the blocks of a body begin and end."""

    def __init__(self, document: Document) -> None:
        tables = (each for each in document.tokens if each.kind is TokenKind.TABLE_OPEN)
        self._spans = sorted(
            (
                *(block.span for block in document.prose),
                *(block.span for block in document.code),
                *(block.span for block in document.html if block.block),
                *(Span(table.start, table.end) for table in tables),
            )
        )

    def end(self, line: Span) -> int:
        """The end of a line, or of the longest block that begins on it."""
        first = bisect_left(self._spans, (line.start,))
        behind = bisect_left(self._spans, (line.end,))
        return max((span.end for span in self._spans[first:behind]), default=line.end)


# --- lines ---


class _Lines:
    """The lines of a file, by what stands on them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._index = LineIndex(data)
        self._next: dict[tuple[int, bytes], Span] = {}

    def at(self, offset: int) -> Span:
        """The line that holds `offset`, with its line end."""
        number = self._index.number(offset)
        return Span(self._index.starts(number), self._index.starts(number + 1))

    def after(self, line: Span, comment: bytes) -> Span:
        """The next line that is neither blank nor a `comment`, without its line end.

        What was passed over is remembered: of many comments in a row each would pass the rest.
        """
        found, passed, start = None, [], line.end
        while found is None and start < len(self.data):
            found = self._next.get((start, comment))
            passed.append(start)
            here = self.at(start)
            text = self.data[here.start : here.end].strip(_AROUND + b"\r\n")
            if found is None and text and not text.startswith(comment):
                found = self.trimmed(here)
            start = here.end
        found = found or Span(len(self.data), len(self.data))
        self._next.update(dict.fromkeys(((each, comment) for each in passed), found))
        return found

    def trimmed(self, line: Span) -> Span:
        """Lines without the line end of the last."""
        return Span(line.start, line.start + len(self.data[line.start : line.end].rstrip(b"\r\n")))

    def says(self, line: Span) -> bool:
        """Whether the line is not blank."""
        return bool(self.data[line.start : line.end].strip())


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
    lines: _Lines, span: Span, alone: bool, covers: Span, said: str, places: _Bytes | _Raw
) -> Suppression:
    match = _SAID.match(said)
    instruction = match["instruction"] if match else ""
    at = places.span(0, len(instruction)) if instruction else span
    names = tuple(_names(match, places)) if match and match["names"] else ()
    return Suppression(
        span=span,
        removal=_removal(lines, span, alone),
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


def _removal(lines: _Lines, span: Span, alone: bool) -> Span:
    """What goes with the comment: the blanks before it, or its whole line.

    Between two lines that are not blank, the line stays as a blank one: without it they would be
    one paragraph.
    """
    line = Span(lines.at(span.start).start, lines.at(span.end - 1).end)
    before = lines.data[line.start : span.start]
    if not alone:
        return Span(line.start + len(before.rstrip(b" \t")), span.end)
    above = lines.at(line.start - 1) if line.start else Span(0, 0)
    below = lines.at(line.end)
    is_yaml = lines.data.startswith(b"#", span.start)
    if is_yaml or not (lines.says(above) and lines.says(below)):
        return line
    return Span(line.start + len(before.rstrip(b" \t")), span.end)
