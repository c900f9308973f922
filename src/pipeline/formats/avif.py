"""AVIF: boxes in boxes, and a list of items that says where in the file each one's bytes lie.

Every place is counted from the file's beginning, so nothing can be taken out without counting all
of it anew. Metadata is overwritten with zeros instead, and its boxes and items are given the name
of free space.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.formats.parts import Parts, PictureError, cut_off, damaged

_KEPT = frozenset((b"ftyp", b"meta", b"moov", b"mdat", b"free", b"skip"))
_METADATA = frozenset((b"Exif", b"mime", b"uri "))


_MOST_TWICE = 4
"""All items together are at most so many times as long as the file: few have a byte in common."""


class _Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def avif(data: bytes) -> Parts:
    """The parts of an AVIF, still or animated."""
    out = bytearray(data)
    width = height = 0
    names = set()
    for box in _boxes(data, 0, len(data)):
        names.add(box.name)
        if box.name == b"meta":
            sizes = _strip_items(data, out, box)
            width = max((wide for wide, _ in sizes), default=width)
            height = max((high for _, high in sizes), default=height)
        elif box.name == b"moov":
            _strip_film(data, out, box)
        elif box.name not in _KEPT or box.name in (b"free", b"skip"):
            _free(out, box)
    if b"meta" not in names and b"moov" not in names:
        raise cut_off(data)
    return Parts(bytes(out), width, height)


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, name, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or body > end:
            raise cut_off(data) if end == len(data) else damaged(at)
        if at + size < body:
            raise damaged(at)
        yield _Box(name, at, body, at + size)
        at += size


def _free(out: bytearray, box: _Box) -> None:
    out[box.start + 4 : box.start + 8] = b"free"
    _blank(out, box.body, box.end)


def _blank(out: bytearray, start: int, end: int) -> None:
    out[start:end] = bytes(end - start)


def _strip_film(data: bytes, out: bytearray, film: _Box) -> None:
    """An animation's description of itself and of its tracks."""
    for box in _boxes(data, film.body, film.end):
        if box.name in (b"udta", b"uuid"):
            _free(out, box)
        elif box.name == b"meta":
            _strip_items(data, out, box)
            _free(out, box)
        elif box.name == b"trak":
            _strip_film(data, out, box)


def _strip_items(data: bytes, out: bytearray, meta: _Box) -> list[tuple[int, int]]:
    """Blanks the items that are no pictures; gives the sizes of those that are."""
    inner = {box.name: box for box in _boxes(data, meta.body + 4, meta.end)}
    places = _Places(data, inner)
    for number, at in _items(data, inner.get(b"iinf")):
        if data[at : at + 4] in _METADATA:
            out[at : at + 4] = b"free"
            for start, end in places.take(number):
                _blank(out, start, end)
    for name in (b"uuid", b"udta"):
        if name in inner:
            _free(out, inner[name])
    return list(_sizes(data, inner.get(b"iprp")))


def _items(data: bytes, box: _Box | None) -> Iterator[tuple[int, int]]:
    """The number of each item, and where its type stands."""
    if box is None:
        return
    start = box.body + (6 if data[box.body] == 0 else 8)
    for entry in _boxes(data, start, box.end):
        if entry.name == b"infe" and entry.end - entry.body >= 14:
            wide = 4 if data[entry.body] >= 3 else 2
            at = entry.body + 4
            yield int.from_bytes(data[at : at + wide], "big"), at + wide + 2


def _sizes(data: bytes, box: _Box | None) -> Iterator[tuple[int, int]]:
    for container in _boxes(data, box.body, box.end) if box else ():
        if container.name == b"ipco":
            for entry in _boxes(data, container.body, container.end):
                if entry.name == b"ispe" and entry.end - entry.body >= 12:
                    at = entry.body + 4
                    yield (
                        int.from_bytes(data[at : at + 4], "big"),
                        int.from_bytes(data[at + 4 : at + 8], "big"),
                    )


class _Places:
    """Where the bytes of each item lie: the `iloc` box, read once.

    Every place is verified, also that of the pictures: one behind the end means that the file is
    cut off.
    """

    def __init__(self, data: bytes, inner: dict[bytes, _Box]) -> None:
        self._data = data
        self._idat = inner.get(b"idat")
        self._found: dict[int, list[tuple[int, int]]] = {}
        self._total = 0
        box = inner.get(b"iloc")
        if box is not None:
            self._at, self._end = box.body, box.end
            self._read()

    def take(self, number: int) -> list[tuple[int, int]]:
        """Start and end of each stretch of an item, once."""
        return self._found.pop(number, [])

    def _number(self, size: int) -> int:
        if self._at + size > self._end:
            raise damaged(self._at)
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big")

    def _read(self) -> None:
        version = self._number(4) >> 24
        sizes = self._number(2)
        offset_size, length_size = sizes >> 12, sizes >> 8 & 15
        base_size, index_size = sizes >> 4 & 15, sizes & 15 if version else 0
        if not offset_size + length_size + index_size:
            raise damaged(self._at)  # each stretch would take no byte, and there may be millions
        for _ in range(self._number(2 if version < 2 else 4)):
            number = self._number(2 if version < 2 else 4)
            method = self._number(2) & 15 if version else 0
            self._number(2)
            base = self._number(base_size)
            found = self._found.setdefault(number, [])
            for _ in range(self._number(2)):
                self._number(index_size)
                start = base + self._number(offset_size)
                length = self._number(length_size)
                found.append(self._stretch(start, length, method))

    def _stretch(self, start: int, length: int, method: int) -> tuple[int, int]:
        if method == 1 and self._idat is not None:
            start, end = start + self._idat.body, self._idat.end
        elif method == 0:
            end = len(self._data)
        else:
            raise PictureError(
                "is built in a way that no browser shows", "Export it again as AVIF."
            )
        self._total += length
        if start + length > end:
            raise cut_off(self._data)
        if self._total > _MOST_TWICE * len(self._data):
            raise damaged(start)
        return start, start + length if length else end
