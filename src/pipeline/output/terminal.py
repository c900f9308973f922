"""What a terminal makes of text: cells and colours, and what must never reach it. Door to rich.

A terminal counts cells, not characters: `語` takes two, a combining accent none, an emoji made of
three code points two. Characters that command a terminal, reorder what is around them or cannot
be seen at all are never passed on: they are shown as `<U+001B>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from pipeline.model import Severity

UNICODE = "17.0.0"
"""Whose widths count: the same on every machine, whatever its Python or environment says."""

TAB = " " * 4
"""What a tab is shown as, wherever it stands."""

_HIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters, C1 included: U+009B starts an escape sequence
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of text
    "\u2028\u2029"  # line ends to some
    "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # nothing to see
    "\u115f\u1160\u3164\uffa0"  # letters that are blank
    "\ud800-\udfff\ufffe\uffff"  # not characters: a file name may hold half of one
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
    "]"
    # Joiners belong in emoji and in many scripts, never beside ASCII.
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)


class Style(Enum):
    """The few looks there are, as the parameters of the terminal's "select graphic rendition"."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    ADDED = "1;32"
    FRAME = "1;34"
    STRONG = "1"


Paint = Callable[[str, Style], str]
"""Gives a piece of text its look; one that does not colour gives it back as it is."""

SEVERITY = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}
"""How each severity looks."""


def painter(colour: bool) -> Paint:
    """The paint for a terminal that shows colours, or for anything else."""
    return _paint if colour else _leave


def harmless(text: str) -> str:
    """`text` on one line, with every character that acts or hides shown as its code point."""
    return _HIDDEN.sub(_code_point, text)


class Glyph(NamedTuple):
    """The least that a terminal shows as one: a letter with its accents, a whole emoji."""

    at: int
    """Index of its first character in the text that it comes from."""
    shown: str
    cells: int


def glyphs(text: str) -> list[Glyph]:
    """A line as a terminal shows it, nothing harmful in it and tabs as blanks."""
    if text.isascii() and text.isprintable():
        return [Glyph(index, character, 1) for index, character in enumerate(text)]
    return _glyphs(text)


def _glyphs(text: str) -> list[Glyph]:
    from rich.cells import cell_len

    found: list[Glyph] = []
    open_ended = False  # whether the last glyph is text, which accents and joiners may still join
    for index, character in enumerate(text):
        if character == "\t":
            found.append(Glyph(index, TAB, len(TAB)))
            open_ended = False
        elif hidden := _HIDDEN.match(text, index):
            shown = _code_point(hidden)
            found.append(Glyph(index, shown, len(shown)))
            open_ended = False
        else:
            cells = cell_len(character, UNICODE)
            if open_ended and (cells == 0 or _joins(found[-1], cells)):
                whole = found[-1].shown + character
                found[-1] = Glyph(found[-1].at, whole, cell_len(whole, UNICODE))
            else:
                found.append(Glyph(index, character, cells))
            open_ended = True
    return found


def _joins(last: Glyph, cells: int) -> bool:
    """Whether a character belongs to the emoji before it; in scripts a joiner joins no cells."""
    return last.shown.endswith("\u200d") and last.cells == 2 == cells


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def _paint(text: str, style: Style) -> str:
    return f"\x1b[{style.value}m{text}\x1b[0m" if text else ""


def _leave(text: str, style: Style) -> str:  # noqa: ARG001  a Paint, like the one above
    return text
