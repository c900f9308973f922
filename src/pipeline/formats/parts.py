"""What the formats share: the parts of a picture file, what is wrong with one, EXIF and ICC."""

from __future__ import annotations

import zlib
from typing import NamedTuple


class Parts(NamedTuple):
    """A picture file, taken apart."""

    data: bytes
    """The file without its metadata; colour profiles other than sRGB stay, since they are part of
    how it looks."""
    width: int
    """As its header says, before it is turned; of several, the largest."""
    height: int
    frames: int = 1
    orientation: int = 1
    """EXIF's, 1 to 8: how the pixels must be turned to be upright."""
    profile: bytes = b""
    """The colour profile that is still in `data`."""
    lossless: bool = False
    """Whether its pixels are what they were when it was saved."""


class PictureError(Exception):
    """A picture file that cannot be what it says; the text is a clause: `is cut off: ...`."""

    def __init__(self, message: str, help: str = "Export it again, or copy it again.") -> None:  # noqa: A002 - as a flaw calls it
        super().__init__(message)
        self.message = message
        self.help = help


def cut_off(data: bytes) -> PictureError:
    """For a file that ends too early."""
    return PictureError(f"is cut off: it ends after `{len(data):,}` bytes, before the picture does")


def damaged(at: int) -> PictureError:
    """For a file that has at byte `at` what its format does not allow."""
    return PictureError(f"is damaged at byte `{at:,}`")


# --- EXIF ----------------------------------------------------------------------------------------

_ORIENTATION = 0x0112
_SHORT = 3


def orientation(exif: bytes) -> int:
    """How the pixels must be turned, of an EXIF block that begins with its TIFF header; else 1."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(exif[:4])
    if order is None:
        return 1
    little = order == "little"

    def number(at: int, size: int) -> int:
        return int.from_bytes(exif[at : at + size], "little" if little else "big")

    at = number(4, 4)
    for entry in range(at + 2, min(at + 2 + 12 * number(at, 2), len(exif) - 11), 12):
        if number(entry, 2) == _ORIENTATION and number(entry + 2, 2) == _SHORT:
            found = number(entry + 8, 2)
            return found if 1 <= found <= 8 else 1
    return 1


# --- colour profiles -----------------------------------------------------------------------------

MOST_UNPACKED = 1024 * 1024
"""In bytes: no colour profile and no text in a picture needs more than 1 MB. (Printers' profiles,
the largest that there are, may; they are no use on a screen.)"""


def unpacked(data: bytes, what: str) -> bytes:
    """What zlib has packed; `what` it is, for the message.

    Raises:
        PictureError: when it is more than 1 MB: a small file that fills a memory.
    """
    unpack = zlib.decompressobj()
    try:
        found = unpack.decompress(data, MOST_UNPACKED)
    except zlib.error:
        return b""
    if unpack.unconsumed_tail:
        most = MOST_UNPACKED // (1024 * 1024)
        message = f"holds {what} that unpacks to more than `{most}` MB: a decompression bomb"
        raise PictureError(message, "Save it anew without metadata.")
    return found


def is_needed(profile: bytes) -> bool:
    """Whether a colour profile changes how a picture looks: one that calls itself sRGB does not,
    since that is what browsers take every picture for.
    """
    return bool(profile) and not _description(profile).startswith("sRGB")


def _description(profile: bytes) -> str:
    """What an ICC profile calls itself, by its `desc` tag: ASCII in version 2, UTF-16 in 4."""
    count = int.from_bytes(profile[128:132], "big")
    for entry in range(132, min(132 + 12 * count, len(profile) - 11), 12):
        if profile[entry : entry + 4] == b"desc":
            at = int.from_bytes(profile[entry + 4 : entry + 8], "big")
            text = profile[at : at + int.from_bytes(profile[entry + 8 : entry + 12], "big")]
            if text[:4] == b"mluc":
                start = int.from_bytes(text[24:28], "big")
                return text[start : start + 64].decode("utf-16-be", "ignore")
            return text[12:76].decode("ascii", "ignore")
    return ""
