"""GIF, still and animated: a header, then blocks of sub-blocks of at most 255 bytes."""

from __future__ import annotations

import re

from pipeline.formats.parts import Parts, cut_off, damaged

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _TEXT, _APPLICATION = 0xF9, 0x01, 0xFF
_NOT_ZERO = re.compile(rb"[^\x00]")
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def gif(data: bytes) -> Parts:
    """The parts of a GIF. Comments, texts and all that programs have added go, but for how often
    an animation is shown.
    """
    if len(data) < 13:
        raise cut_off(data)
    width, height = _pair(data, 6)
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    control, frames = b"", 0
    while True:
        if at >= len(data):
            raise cut_off(data)
        what = data[at]
        if what == _TRAILER:
            kept.append(b";")
            break
        if what == _IMAGE:
            if at + 10 > len(data):
                raise cut_off(data)
            left, top = _pair(data, at + 1)
            wide, high = _pair(data, at + 5)
            width, height = max(width, left + wide), max(height, top + high)
            end = _after(data, at + 11 + _colours(data[at + 9]))
            kept += (control, data[at:end])
            control, frames = b"", frames + 1
        elif what == _EXTENSION:
            end = _after(data, at + 2)
            label = data[at + 1]
            if label == _CONTROL:
                control = data[at:end]
            elif label == _TEXT:
                control = b""
            elif label == _APPLICATION and data[at + 3 : at + 14] in _LOOPS:
                kept.append(data[at:end])
        elif what == 0:
            more = _NOT_ZERO.search(data, at)
            end = more.start() if more else len(data)
        else:
            raise damaged(at)
        at = end
    if not frames:
        raise cut_off(data)
    return Parts(b"".join(kept), width, height, frames, lossless=True)


def _pair(data: bytes, at: int) -> tuple[int, int]:
    return (
        int.from_bytes(data[at : at + 2], "little"),
        int.from_bytes(data[at + 2 : at + 4], "little"),
    )


def _colours(flags: int) -> int:
    """How many bytes the table of colours takes that follows these flags."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """Where the sub-blocks that begin at `at` end."""
    while True:
        if at >= len(data):
            raise cut_off(data)
        size = data[at]
        at += 1 + size
        if size == 0:
            return at
