"""The manifest: what was published, as a file that the next build can be held against.

It is written into every site, marks the folder as ours, and can be fetched from where the site is
online. It holds no clock and no version: the same site has the same manifest.
"""

from __future__ import annotations

import codecs
import json
import re
import stat
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import ManifestError
from pipeline.model import Listed, Manifest, PageKind, Receipt

FORMAT = 1
"""Fields are only ever added to it; a reader leaves out those that it does not know."""
MOST_BYTES = 128 * 1024 * 1024
"""How large a manifest may be that is compared with: some 500,000 pages, at 250 bytes a line."""

_FORMATS = range(1000)
"""What can be the number of a format: a stranger's file may hold any."""
_KINDS = {kind.value: kind for kind in PageKind}
_NO_SITE_PATH = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]|//|/\.\.?(?:/|$)")
"""What is in no site path that was ever published: see `publish.paths`."""


def manifest_bytes(receipts: Iterable[Receipt], timezone: str) -> bytes:
    """The manifest: a page a line, by site path, without what is empty."""
    pages = (
        {
            "path": receipt.site_path,
            "source": receipt.source,
            "kind": receipt.kind.value,
            "guid": receipt.guid,
            "date": receipt.date,
            "items": receipt.items,
            "sha256": receipt.sha256,
        }
        for receipt in receipts
    )
    lines = [json.dumps({key: value for key, value in page.items() if value}) for page in pages]
    listed = ",\n".join(lines)
    zone = json.dumps(timezone)
    return f'{{"codeloom": {FORMAT}, "timezone": {zone}, "pages": [\n{listed}\n]}}\n'.encode()


def parse_manifest(data: bytes) -> Manifest:
    """What a manifest says. A kind that we do not know is an asset: a later version wrote it.

    Raises:
        ManifestError: with a clause that says why these bytes are no manifest of ours, and what to
            do.
    """
    found = _object(data)
    if type(found.get("codeloom")) is not int or found["codeloom"] not in _FORMATS:
        raise ManifestError("Codeloom did not write it: name the `manifest.json` of the site")
    if found["codeloom"] != FORMAT:
        age, way = (
            ("an older", "publish once without comparing")
            if found["codeloom"] < FORMAT
            else ("a newer", "use that one")
        )
        raise ManifestError(f"{age} Codeloom wrote it, in format {found['codeloom']}: {way}")
    try:
        return Manifest(_pages(found["pages"]), _text(found.get("timezone", "")))
    except (ValueError, TypeError, KeyError):
        raise ManifestError(f"what it lists is damaged: {_FETCH}") from None


_FETCH = "fetch `manifest.json` from the site again"
_MARKS = (
    (codecs.BOM_UTF32_LE, "is UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "is UTF-32"),
    (codecs.BOM_UTF16_LE, "is UTF-16"),
    (codecs.BOM_UTF16_BE, "is UTF-16"),
    (codecs.BOM_UTF8, "begins with a byte order mark"),
    (b"{\0", "is UTF-16"),
    (b"\0{", "is UTF-16"),
)
"""How a text begins that some program saved in its own way."""


def _object(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise ManifestError(f"it is empty: {_FETCH}")
    for mark, said in _MARKS:
        if data.startswith(mark):
            raise ManifestError(f"it {said}, so it was not stored as it came: {_FETCH}")
    try:
        found = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise ManifestError(f"it is not UTF-8: {_FETCH}") from None
    except (ValueError, RecursionError):  # no JSON, no end, or no bottom
        raise ManifestError(f"it is no JSON, or cut off: {_FETCH}") from None
    if not isinstance(found, dict):
        raise ManifestError("Codeloom did not write it: name the `manifest.json` of the site")
    return found


def _pages(listed: Any) -> dict[str, Listed]:
    pages: dict[str, Listed] = {}
    for page in _list(listed):
        each = _listed(page)
        if not _is_site_path(each.site_path) or each.site_path in pages:
            raise ValueError(each.site_path)
        pages[each.site_path] = each
    return pages


def _is_site_path(text: str) -> bool:
    return text.startswith("/") and not _NO_SITE_PATH.search(text)


def _listed(page: Any) -> Listed:
    if not isinstance(page, dict):
        raise TypeError(page)
    return Listed(
        site_path=_text(page["path"]),
        kind=_KINDS.get(_text(page["kind"]), PageKind.ASSET),
        sha256=_text(page["sha256"]),
        source=_text(page.get("source", "")),
        guid=_text(page.get("guid", "")),
        date=_date(page.get("date", "")),
        items=tuple(map(_text, _list(page.get("items", [])))),
    )


def _date(value: Any) -> str:
    """A moment as RFC 3339, or nothing; its year is one that every time zone can count to."""
    text = _text(value)
    if text:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
            raise ValueError(text)
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def load_manifest(file: Path) -> Manifest:
    """The manifest of what is online, from a file that somebody fetched.

    Raises:
        ManifestError: for a file that is missing, is none (a folder, a pipe, a device), is larger
            than `MOST_BYTES` or cannot be read, and one that is no manifest of ours, is damaged, or
            was written in another format.
    """
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe may never end, nor even begin
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "no file"
            raise ManifestError(f"`{file}` is {what}: name the `manifest.json` of what is online.")
        if found.st_size > MOST_BYTES:
            raise ManifestError(
                f"`{file}` does not say what is online: no manifest is larger than "
                f"{MOST_BYTES // 1024**2} MB. {_FETCH.capitalize()}."
            )
        data = file.read_bytes()
    except FileNotFoundError:
        raise ManifestError(f"There is no manifest `{file}`: {_FETCH}.") from None
    except (OSError, ValueError) as error:  # a name may hold what no file's can
        reason = error.strerror if isinstance(error, OSError) else error
        raise ManifestError(f"The manifest `{file}` cannot be read: {reason}.") from error
    try:
        return parse_manifest(data)
    except ManifestError as error:
        raise ManifestError(f"`{file}` does not say what is online: {error}.") from None
