r"""The info line of a fence: language, lines to mark, attributes, flags; one grammar, one parser.

    ```python {3,5-7} title="orders.py" no-check

The first word is the language unless it starts with `{` or holds a `=`. After it come, in any order
and set apart by blanks: `{...}`, the lines to mark, from 1; `name="value"` (a quote inside is
written `\"`); and bare flags. Nothing here fails: what is not understood is a flag of that name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.model import Attribute, Span

_PART = re.compile(
    r"""\{(?P<marks>[0-9,\- ]*)\}
      | (?P<name>[A-Za-z][\w-]*)="(?P<value>(?:[^"\\]|\\.)*)"
      | (?P<word>[^\s]+)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
MOST_LINES = 100_000
"""Lines above this number are never marked: `{1-999999999}` must not fill the memory."""


class InfoLine(NamedTuple):
    """An info line, taken apart; spans are bytes in the file."""

    language: str
    language_span: Span
    marked: frozenset[int]
    attributes: dict[str, Attribute]


def parse_info(text: str, offset: int) -> InfoLine:
    """Takes apart `text`, what follows the fence on its line, whose first byte is at `offset`."""
    language, language_span = "", Span(offset, offset)
    marks: list[str] = []
    attributes: dict[str, Attribute] = {}
    at = 0
    for index, part in enumerate(_PART.finditer(text)):
        name = part["name"]
        if part["marks"] is not None:
            marks.append(part["marks"])
            continue
        group = "value" if name else "word"
        start = offset + len(text[at : part.start(group)].encode())
        span = Span(start, start + len(part[group].encode()))
        at, offset = part.end(group), span.end
        if name:
            attributes.setdefault(name, Attribute(_ESCAPED.sub(r"\1", part["value"]), span))
        elif index == 0:
            language, language_span = part["word"], span
        else:
            attributes.setdefault(part["word"], Attribute("", span))
    return InfoLine(language, language_span, _lines(",".join(marks)), attributes)


def _lines(marks: str) -> frozenset[int]:
    stretches: set[tuple[int, int]] = set()
    for part in marks.replace(" ", "").split(","):
        first, hyphen, last = part.partition("-")
        if not first.isdecimal() or (hyphen and not last.isdecimal()):
            continue
        stretches.add((_bounded(first), _bounded(last if hyphen else first)))
    found: set[int] = set()
    reached = -1
    for low, high in sorted(stretches):  # no line twice, however often it is named
        found.update(range(max(low, reached + 1), high + 1))
        reached = max(reached, high)
    return frozenset(found)


def _bounded(digits: str) -> int:
    return min(int(digits[:7]), MOST_LINES)
