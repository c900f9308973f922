"""The manifest: what was published, as a file that the next build can be held against.

It is written into every site, marks the folder as ours, and can be fetched from where the site is
online. It holds no clock and no version: the same site has the same manifest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import ManifestError
from pipeline.model import Listed, Manifest, PageKind, Receipt

FORMAT = 1
"""Fields are only ever added to it; a reader leaves out those that it does not know."""

_KINDS = {kind.value: kind for kind in PageKind}


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
        ManifestError: with a clause that says why these bytes are no manifest of ours.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or no end
        raise ManifestError("it is no JSON, or cut off") from None
    if not isinstance(found, dict) or type(found.get("codeloom")) is not int:
        raise ManifestError("Codeloom did not write it")
    if found["codeloom"] != FORMAT:
        age = "an older" if found["codeloom"] < FORMAT else "a newer"
        raise ManifestError(f"{age} Codeloom wrote it, in format {found['codeloom']}")
    try:
        pages = {listed.site_path: listed for listed in _listed(found["pages"])}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ManifestError("what it lists is damaged") from None
    return Manifest(pages, _text(found.get("timezone", "")))


def _listed(pages: Any) -> Iterator[Listed]:
    for page in pages:
        date = _text(page.get("date", ""))
        if date and datetime.fromisoformat(date).tzinfo is None:
            raise ValueError(date)
        yield Listed(
            site_path=_text(page["path"]),
            kind=_KINDS.get(page["kind"], PageKind.ASSET),
            sha256=_text(page["sha256"]),
            source=_text(page.get("source", "")),
            guid=_text(page.get("guid", "")),
            date=date,
            items=tuple(map(_text, page.get("items", ()))),
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def load_manifest(file: Path) -> Manifest:
    """The manifest of what is online, from a file that somebody fetched.

    Raises:
        ManifestError: for a file that is missing or cannot be read, and one that is no manifest of
            ours, or was written in another format.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ManifestError(f"The manifest `{file}` cannot be read: {error.strerror}.") from error
    try:
        return parse_manifest(data)
    except ManifestError as error:
        raise ManifestError(
            f"`{file}` is no manifest that says what is online: {error}. Fetch `manifest.json` "
            "from the site again."
        ) from None
