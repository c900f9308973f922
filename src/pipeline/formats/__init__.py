"""The formats of picture files, byte by byte: which one it is, whether it is whole, and what is in
it besides the picture.

Nothing is decoded here and nothing is believed: a size comes from the file's own header before any
memory is taken for it, and a decoder gets to see only what `stripped` has left. The picture itself
is not touched: its compressed bytes are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from pipeline.formats.avif import avif
from pipeline.formats.gif import gif
from pipeline.formats.jpeg import jpeg
from pipeline.formats.parts import Parts, PictureError
from pipeline.formats.png import png
from pipeline.formats.webp import webp

__all__ = ["Kind", "Parts", "PictureError", "kind_of", "spoken", "stripped"]


class Kind(Enum):
    """A format that every browser shows; the value is the name that Pillow has for it."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WEBP"
    AVIF = "AVIF"
    SVG = "SVG"

    @property
    def suffix(self) -> str:
        """What the name of a published file of this format ends with."""
        return ".jpg" if self is Kind.JPEG else f".{self.value.lower()}"

    @property
    def media_type(self) -> str:
        """As a server says it."""
        return "image/svg+xml" if self is Kind.SVG else f"image/{self.value.lower()}"


def kind_of(data: bytes) -> Kind | None:
    """Which format the bytes are; None for what no browser shows, and for what is no picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Kind.GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp" and _is_avif(data):
        return Kind.AVIF
    return Kind.SVG if _SVG.match(_as_text(data)) else None


def stripped(kind: Kind, data: bytes) -> Parts:
    """A picture file's parts, and the file without its metadata; not for SVG.

    Raises:
        PictureError: when the file is cut off or does not keep to its format.
    """
    return _PARTS[kind](data)


_PARTS: dict[Kind, Callable[[bytes], Parts]] = {
    Kind.PNG: png,
    Kind.JPEG: jpeg,
    Kind.GIF: gif,
    Kind.WEBP: webp,
    Kind.AVIF: avif,
}

_BRANDS = (b"avif", b"avis")


def _is_avif(data: bytes) -> bool:
    end = int.from_bytes(data[:4], "big")
    brands = data[8:12] + data[16 : min(end, 256)]
    return any(brands[at : at + 4] in _BRANDS for at in range(0, len(brands), 4))


_SVG = re.compile(
    r"\s*+(?:(?:<\?.*?\?>|<!--.*?-->)\s*+)*+<(?:!DOCTYPE\s++)?(?:\w++:)?svg\b",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = 4_096
"""So many bytes of a text tell what it is."""


def _as_text(data: bytes) -> str:
    head = data[:_HEAD]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16" if wide else "utf-8-sig", "ignore")


# --- what else it may be -------------------------------------------------------------------------

_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"BM", "a bitmap (BMP)"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"\0\0\1\0", "an icon (ICO)"),
    (b"8BPS", "a Photoshop file"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"PK\3\4", "a ZIP archive"),
    (b"RIFF", "a sound or film"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"version https://git-lfs", "a Git LFS pointer"),
)
_HTML = re.compile(r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def spoken(data: bytes) -> str:
    """What the bytes are, as one says it: `a PNG`, `a PDF`, `an HTML page`."""
    kind = kind_of(data)
    if kind is not None:
        shown = "WebP" if kind is Kind.WEBP else kind.value
        return f"{'an' if kind in (Kind.AVIF, Kind.SVG) else 'a'} {shown}"
    for start, name in _OTHERS:
        if data.startswith(start):
            return name
    if data[4:8] == b"ftyp":
        return "a HEIC" if data[8:12] in (b"heic", b"heix", b"mif1", b"msf1") else "a film"
    text = _as_text(data)
    if _HTML.match(text):
        return "an HTML page"
    return "no picture" if _BINARY.search(text) or not text.strip() else "text"


_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
