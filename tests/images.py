"""Pictures for tests, made when they are asked for."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image


@cache
def picture(form: str = "PNG", width: int = 2, height: int = 1, **options: Any) -> bytes:
    """A still picture of one colour, in a format as Pillow calls it."""
    return saved(Image.new("RGB", (width, height), "teal"), form, **options)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def of_suffix(path: str) -> bytes:
    """A small picture of the kind that the name of a file says."""
    suffix = path.rpartition(".")[2].lower()
    return picture({"jpg": "JPEG"}.get(suffix, suffix.upper()))


# --- PNG, chunk by chunk -------------------------------------------------------------------------

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, body: bytes = b"") -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)


def png(width: int = 2, height: int = 1, *more: bytes) -> bytes:
    """A PNG of black pixels, with more chunks after its header; its size may be a lie."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"\0" * (min(height, 100) * (min(width, 100) + 1))
    parts = (chunk(b"IHDR", header), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND"))
    return SIGNATURE + b"".join(parts)
