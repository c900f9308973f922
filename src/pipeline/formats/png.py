"""PNG, still and animated: a signature, then chunks, each with a length, a name and a checksum."""

from __future__ import annotations

import zlib

from pipeline.formats.parts import Parts, cut_off, damaged, is_needed, orientation, unpacked

_SHOWN = frozenset(
    b"""IHDR PLTE IDAT IEND tRNS acTL fcTL fdAT sRGB gAMA cHRM cICP mDCV cLLI sBIT iCCP""".split()
)
"""The chunks that say how it looks. What is dropped: texts, times, EXIF, and private chunks."""


def png(data: bytes) -> Parts:
    """The parts of a PNG."""
    kept = [data[:8]]
    at, width, height, frames, turned, profile, pixels = 8, 0, 0, 1, 1, b"", False
    while True:
        if at + 12 > len(data):
            raise cut_off(data)
        size = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + size
        if not name.isalpha() or (at == 8) != (name == b"IHDR") or (at == 8 and size != 13):
            raise damaged(at)
        if end > len(data):
            raise cut_off(data)
        body = data[at + 8 : end - 4]
        shown = name in _SHOWN
        if name == b"IHDR":
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        elif name == b"acTL":
            frames = max(int.from_bytes(body[:4], "big"), 1)
        elif name == b"eXIf":
            turned = orientation(body)
        elif name == b"iCCP":
            profile = unpacked(body[body.find(b"\0") + 2 :], "a colour profile")
            shown = is_needed(profile)
        elif name == b"zTXt":
            unpacked(body[body.find(b"\0") + 2 :], "a text")
        elif name == b"iTXt":
            _unpack_text(body)
        pixels |= name == b"IDAT"
        if shown:
            if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
                raise damaged(at)
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    if not pixels:
        raise cut_off(data)
    return Parts(
        b"".join(kept), width, height, frames, turned, profile if is_needed(profile) else b"", True
    )


def _unpack_text(body: bytes) -> None:
    """An international text: keyword, whether packed, method, language, translation, text."""
    keyword, _, rest = body.partition(b"\0")
    del keyword
    if rest[:1] == b"\1":
        unpacked(rest[2:].split(b"\0", 2)[-1], "a text")
