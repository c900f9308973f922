"""JPEG: segments, each with a marker and a length, and scans of packed pixels between them."""

from __future__ import annotations

import re

from pipeline.formats.parts import Parts, PictureError, cut_off, damaged, is_needed, orientation

_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""What ends a scan: in its pixels a 0xFF is followed by 0, by a restart marker, or by another."""
_MARKER = re.compile(rb"[^\xff]")
"""A marker is what follows one 0xFF, or many."""
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF, _EXIF, _ICC, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_APPLICATIONS = range(0xE0, 0xF0)

MOST_SCANS = 100
"""A progressive picture has about ten; each goes over the whole picture again, so that a file of a
few KB with thousands of them keeps a machine busy for hours."""


def jpeg(data: bytes) -> Parts:
    """The parts of a JPEG; whatever follows its end goes too."""
    kept = [data[:2]]
    at, width, height, turned, scans = 2, 0, 0, 1, 0
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            kept.append(b"\xff\xd9")
            break
        if marker == _START:
            raise damaged(at)
        if marker in _STANDALONE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        if at + size > len(data) or at + 2 > len(data):
            raise cut_off(data)
        if size < 2:
            raise damaged(at)
        body, end = data[at + 2 : at + size], at + size
        if marker in _FRAMES:
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        elif marker == _EXIF and body.startswith(b"Exif\0"):
            turned = orientation(body[6:])
        elif marker == _SCAN:
            scans += 1
            found = _NEXT_MARKER.search(data, end)
            if found is None:
                raise cut_off(data)
            end = found.start()
        if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
            kept.append(b"\xff\xe0\x00\x10" + body[:12] + b"\0\0")  # without its thumbnail
        elif _is_shown(marker, body):
            kept.append(b"\xff" + data[at - 1 : end])
        at = end
    if not scans:
        raise cut_off(data)
    if scans > MOST_SCANS:
        message = f"has `{scans:,}` scans, over `{MOST_SCANS}`: it would take hours to show"
        raise PictureError(message, "Save it anew as a plain JPEG.")
    profile = b"".join(each[18:] for each in kept if each[1] == _ICC)
    if not is_needed(profile):
        profile, kept = b"", [each for each in kept if each[1] != _ICC]
    return Parts(b"".join(kept), width, height, 1, turned, profile)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The next marker and where its segment begins; bytes before it that are none do not count."""
    start = data.find(b"\xff", at)
    found = _MARKER.search(data, start) if start >= 0 else None
    if found is None:
        raise cut_off(data)
    return data[found.start()], found.end()


def _is_shown(marker: int, body: bytes) -> bool:
    """Whether a segment says how the picture looks, not what there is to say of it."""
    if marker == _ICC:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == _ADOBE:
        return body.startswith(b"Adobe")
    return marker not in _APPLICATIONS and marker != _COMMENT
