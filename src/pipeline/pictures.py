"""The door to Pillow for the images of articles: what they are, and how pages get them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.model import Flaw, Picture

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
"""What the name of an image file ends with, in lower case."""


def is_picture(path: str) -> bool:
    """Whether the name of a file says that it is an image that pages can show."""
    return path[path.rfind(".") :].lower() in SUFFIXES


def look(path: str, data: bytes) -> Picture | Flaw:
    """What there is to say of an image file of this name and these bytes."""
    del data
    return Flaw("cannot be judged yet", "Wait.") if not path else _plain(path)


def _plain(path: str) -> Picture:
    return Picture(path, path.removeprefix("content"), "", 0, 0)


def files(
    picture: Picture, read_file: Callable[[str], bytes]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What is published of a picture: site paths, and their bytes when asked for.

    The picture itself comes first, without its metadata; then its variants.
    """
    yield picture.site_path, lambda: read_file(picture.path)
