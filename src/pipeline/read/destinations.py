"""Where the destination of a link is written, to the byte, and how what is written is read.

The parser says what a destination is, and of a link or definition where the whole of it stands.
"""

from __future__ import annotations

import re
from html.entities import html5

from pipeline.model import Span

_LABEL = re.compile(rb"(?:[^\\\]]|\\.)*\]:", re.DOTALL)
_BLANKS = re.compile(rb"[ \t]*(?:[\r\n][\r\n \t>]*)?")
"""In a quote, a line begins with its marks."""
_IN_BRACKETS = re.compile(rb"<((?:[^\\>]|\\.)*)>", re.DOTALL)
_SIMPLE = re.compile(rb"[^\s()\\<]+")
_CHARACTER = re.compile(
    r"&\#[0-9]{1,7};|&\#[xX][0-9a-fA-F]{1,6};|&[A-Za-z][A-Za-z0-9]*;|\\[!-/:-@\[-`{-~]|.", re.DOTALL
)
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def after_label(data: bytes, start: int, stop: int, destination: str) -> Span | None:
    """Where the destination of a definition stands, which begins at `start` with its label."""
    label = _LABEL.match(data, start, stop)
    return label and destination_at(data, label.end(), stop, destination)


def destination_at(data: bytes, start: int, stop: int, destination: str) -> Span:
    """Where the `destination` stands that begins after blanks, in angle brackets or bare."""
    blanks = _BLANKS.match(data, start, stop)
    first = blanks.end() if blanks else start
    span = _written_at(data, first, stop)
    marks = [at for at in range(start, first) if data[at] == 0x3E]
    for at in (first, *reversed(marks)) if marks else ():
        other = _written_at(data, at, stop)
        if decoded(data[slice(*other)].decode()) == destination:
            return other  # the last marks may be no quote's: the destination begins with them
    return span


def _written_at(data: bytes, start: int, stop: int) -> Span:
    if bracketed := _IN_BRACKETS.match(data, start, stop):
        return Span(*bracketed.span(1))
    simple = _SIMPLE.match(data, start, stop)
    end, depth = simple.end() if simple else start, 0
    while end < stop and data[end] not in b" \t\r\n":
        if data[end] == 0x5C:
            end += 1
        elif data[end] == 0x28:
            depth += 1
        elif data[end] == 0x29:
            if not depth:
                break
            depth -= 1
        end += 1
    return Span(start, min(end, stop))


def characters(written: str) -> list[str]:
    """Each character, entity and escape of what is written."""
    return _CHARACTER.findall(written)


def decoded(written: str) -> str:
    """What Markdown makes of the entities and escapes in a destination."""
    return "".join(map(_character, characters(written)))


def _character(written: str) -> str:
    if len(written) == 1:
        return written
    if written[0] == "\\":
        return written[1]
    if written[1] != "#":
        return html5.get(written[1:], written)
    base, digits = (16, written[3:-1]) if written[2] in "xX" else (10, written[2:-1])
    number = int(digits, base)
    valid = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if valid else _UNKNOWN
