"""WebP, still and animated: a RIFF file of chunks, each with a name and a length."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.formats.parts import Parts, cut_off, damaged, is_needed, orientation

_SHOWN = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM"))
_PROFILE, _EXIF, _XMP = 0x20, 0x08, 0x04
"""Bits of the header's first byte: what it says that there is."""


def webp(data: bytes) -> Parts:
    """The parts of a WebP; whatever follows its end goes too."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise cut_off(data)
    kept: list[bytes] = []
    width = height = frames = 0
    turned, profile, canvas, lossless = 1, b"", (0, 0), False
    for at, name, body in _chunks(data, 12, end):
        if name == b"VP8X":
            if at != 12 or len(body) < 10:
                raise damaged(at)
            canvas = _size(body[4:7]) + 1, _size(body[7:10]) + 1
        elif name in (b"VP8 ", b"VP8L"):
            width, height = _dimensions(name, body, at)
            lossless |= name == b"VP8L"
        elif name == b"ANMF":
            frames += 1
            kept.append(_chunk(name, _frame(data, at)))
        elif name == b"EXIF":
            turned = orientation(body.removeprefix(b"Exif\0\0"))
        elif name == b"ICCP":
            profile = body
        if name in _SHOWN or name == b"VP8X" or (name == b"ICCP" and is_needed(body)):
            kept.append(_chunk(name, body))
    if not width and not frames:
        raise cut_off(data)
    if kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~(_EXIF | _XMP | (0 if is_needed(profile) else _PROFILE))
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
        width, height = max(width, canvas[0]), max(height, canvas[1])
    whole = b"WEBP" + b"".join(kept)
    return Parts(
        b"RIFF" + len(whole).to_bytes(4, "little") + whole,
        width,
        height,
        frames or 1,
        turned,
        profile if is_needed(profile) else b"",
        lossless,
    )


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Place, name and body of each chunk."""
    while at < end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise damaged(at)
        yield at, data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _frame(data: bytes, at: int) -> bytes:
    """One picture of an animation: its place and time, then chunks of its own."""
    end = at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")
    if end - at < 24:
        raise damaged(at)
    inner = _chunks(data, at + 24, end)
    return data[at + 8 : at + 24] + b"".join(
        _chunk(name, body) for _, name, body in inner if name in _SHOWN
    )


def _size(three: bytes) -> int:
    return int.from_bytes(three, "little")


def _dimensions(name: bytes, body: bytes, at: int) -> tuple[int, int]:
    """Width and height as the packed pixels state them."""
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        return _size(body[6:8]) & 0x3FFF, _size(body[8:10]) & 0x3FFF
    if name == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = _size(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise damaged(at)
