"""Where a page is written: the file of a site path, and what no file may be called."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline import permalink
from pipeline.errors import PublishError

MANIFEST = permalink.MANIFEST[1:]
"""The file that lists what was published and marks the folder as ours."""
MOST_BYTES = 255
"""The longest name of a file or folder, in UTF-8: most systems take no longer one."""

# What no file may be called on one of the three systems.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.I)


def file_of(site_path: str, source: str = "") -> str:
    """The file of a site path, relative to the site's folder: `/a/` is in `a/index.html`."""
    why = _unsafe(site_path)
    if why:
        origin = f" (from {source})" if source else ""
        raise PublishError(f"The site path {site_path!r}{origin} cannot be published: {why}.")
    return file_at(site_path)


def file_at(site_path: str) -> str:
    """The file of a site path that is known to be safe."""
    return site_path[1:] + "index.html" if site_path.endswith("/") else site_path[1:]


def _unsafe(site_path: str) -> str:
    """Why a site path cannot be written on every system; empty when it can."""
    if not site_path.startswith("/"):
        return "it does not start with /"
    if site_path == "/":
        return ""
    if f"{site_path.casefold()}/".startswith(f"{permalink.MANIFEST}/"):
        return "the name is that of the site's own manifest"
    for segment in site_path[1:].removesuffix("/").split("/"):
        if not segment:
            return "it has an empty segment"
        if segment in (".", ".."):
            return f"{segment} would leave its place"
        if _FORBIDDEN.search(segment):
            return f"{segment!r} is no file name on every system"
        if _DEVICE.match(segment):
            return f"{segment!r} is the name of a device on Windows"
        if len(segment) > MOST_BYTES // 4 and len(_encoded(segment)) > MOST_BYTES:
            return f"a name in it is longer than {MOST_BYTES} bytes"
    if not site_path.isascii() and any("\ud800" <= char <= "\udfff" for char in site_path):
        return "it is not valid Unicode"
    return ""


def _encoded(segment: str) -> bytes:
    return segment.encode("utf-8", "surrogatepass")


_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in any folder that someone looks at."""


def files_below(folder: Path | str, prefix: str = "") -> Iterator[str]:
    """Everything below a folder that is not a folder, relative to it, litter left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(entry.path, f"{prefix}{entry.name}/")
            elif entry.name not in _LITTER:
                yield prefix + entry.name


def real(path: Path) -> Path:
    """The absolute path, links followed; a loop of links, where `resolve` would raise, stays."""
    return Path(os.path.realpath(path))


def sha256_of(content: bytes) -> str:
    """The hash that stands in the manifest, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
