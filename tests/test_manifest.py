"""What a manifest says, and what is told of a file that says nothing of the kind."""

from __future__ import annotations

import codecs
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ManifestError
from pipeline.manifest import MOST_BYTES, load_manifest, manifest_bytes, parse_manifest
from pipeline.model import Listed, Manifest, PageKind, Receipt

HASH = "0" * 64
RECEIPTS = (
    Receipt("/", PageKind.PAGE, HASH),
    Receipt(
        "/articles/x/",
        PageKind.ARTICLE,
        HASH,
        "content/articles/x.md",
        "https://blog.example/articles/x/",
        "2026-01-05T00:00:00+01:00",
    ),
    Receipt("/caf\u00e9/", PageKind.REDIRECT, HASH, "content/articles/x.md"),
    Receipt("/feed.xml", PageKind.FEED, HASH, items=("https://blog.example/articles/x/",)),
)
REAL = manifest_bytes(RECEIPTS, "Europe/Berlin")
AGAIN = "fetch `manifest.json` from the site again"
NOT_OURS = "Codeloom did not write it: name the `manifest.json` of the site"
DAMAGED = f"what it lists is damaged: {AGAIN}"

PATHS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
    .map(lambda text: f"/{text}")
    .filter(
        lambda path: path == "/" or not {"", ".", ".."} & {*path[1:].removesuffix("/").split("/")}
    )
)


def manifest(*pages: object, **fields: Any) -> bytes:
    return json.dumps({"codeloom": 1, "timezone": "UTC", "pages": pages, **fields}).encode()


def page(**fields: Any) -> dict[str, Any]:
    return {"path": "/x/", "kind": "page", "sha256": HASH, **fields}


def refused(data: bytes) -> str:
    with pytest.raises(ManifestError) as told:
        parse_manifest(data)
    return str(told.value)


@given(st.lists(st.tuples(PATHS, st.sampled_from(PageKind), st.text(max_size=5)), unique_by=str))
def test_what_was_published_is_what_is_read(found: list[tuple[str, PageKind, str]]) -> None:
    receipts = {path: Receipt(path, kind, HASH, source) for path, kind, source in found}
    read = parse_manifest(manifest_bytes(receipts.values(), "UTC"))
    pages = {path: Listed(path, each.kind, HASH, each.source) for path, each in receipts.items()}
    assert read == Manifest(pages, "UTC")


def test_every_field_comes_back() -> None:
    assert parse_manifest(REAL) == Manifest(
        {
            each.site_path: Listed(
                each.site_path,
                each.kind,
                each.sha256,
                each.source,
                each.guid,
                each.date,
                each.items,
            )
            for each in RECEIPTS
        },
        "Europe/Berlin",
    )


def test_what_earlier_builds_did_not_write_is_not_missed() -> None:
    data = json.dumps({"codeloom": 1, "pages": [page()]}).encode()
    assert parse_manifest(data) == Manifest({"/x/": Listed("/x/", PageKind.PAGE, HASH)}, "")


def test_what_a_later_build_may_write_is_left_out() -> None:
    read = parse_manifest(manifest(page(kind="hologram", colour="red"), theme="dark"))
    assert read.pages == {"/x/": Listed("/x/", PageKind.ASSET, HASH)}


def test_a_manifest_that_is_cut_off_at_any_byte_is_refused() -> None:
    for end in range(len(REAL) - 1):  # what follows is its last line feed
        assert AGAIN in refused(REAL[:end]), end


@given(st.data())
def test_any_manifest_that_is_cut_off_is_refused(data: st.DataObject) -> None:
    paths = data.draw(st.lists(PATHS, unique=True, max_size=5))
    made = manifest_bytes((Receipt(path, PageKind.PAGE, HASH) for path in paths), "UTC")
    end = data.draw(st.integers(0, len(made) - 2))
    assert AGAIN in refused(made[:end])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", f"it is empty: {AGAIN}"),
        (b" \n", f"it is empty: {AGAIN}"),
        (b"<!doctype html>", f"it is no JSON, or cut off: {AGAIN}"),
        (b"[" * 200_000, f"it is no JSON, or cut off: {AGAIN}"),
        (b'{"codeloom": ' + b"9" * 5_000 + b"}", f"it is no JSON, or cut off: {AGAIN}"),
        (b"\xff", f"it is not UTF-8: {AGAIN}"),
        (
            codecs.BOM_UTF8 + REAL,
            f"it begins with a byte order mark, so it was not stored as it came: {AGAIN}",
        ),
        (
            REAL.decode().encode("utf-16"),
            f"it is UTF-16, so it was not stored as it came: {AGAIN}",
        ),
        (
            codecs.BOM_UTF32_LE + REAL.decode().encode("utf-32-le"),
            f"it is UTF-32, so it was not stored as it came: {AGAIN}",
        ),
        *(
            (
                REAL.decode().encode(encoding),
                f"it is UTF-16, so it was not stored as it came: {AGAIN}",
            )
            for encoding in ("utf-16-le", "utf-16-be")
        ),
        (b"[]", NOT_OURS),
        (b"null", NOT_OURS),
        (b"{}", NOT_OURS),
        (b'{"codeloom": true, "pages": []}', NOT_OURS),
        (b'{"name": "an app", "icons": []}', NOT_OURS),
        (
            b'{"codeloom": 0}',
            "an older Codeloom wrote it, in format 0: publish once without comparing",
        ),
        (b'{"codeloom": 2}', "a newer Codeloom wrote it, in format 2: use that one"),
        (b'{"codeloom": -1}', NOT_OURS),
        (b'{"codeloom": ' + b"9" * 4_000 + b"}", NOT_OURS),
        (b'{"codeloom": 1}', DAMAGED),
        (manifest(timezone=1), DAMAGED),
        (b'{"codeloom": 1, "pages": {}}', DAMAGED),
        (b'{"codeloom": 1, "pages": "none"}', DAMAGED),
        (manifest("/x/"), DAMAGED),
        (manifest([]), DAMAGED),
        (manifest({"path": "/x/"}), DAMAGED),
        (manifest(page(path="x/")), DAMAGED),
        (manifest(page(path="")), DAMAGED),
        (manifest(page(path=["/x/"])), DAMAGED),
        (manifest(page(path="/../x/")), DAMAGED),
        (manifest(page(path="/x/..")), DAMAGED),
        (manifest(page(path="/./x/")), DAMAGED),
        (manifest(page(path="//x/")), DAMAGED),
        (manifest(page(path="/x\n/")), DAMAGED),
        (manifest(page(path="/\x1b[2J/")), DAMAGED),
        (manifest(page(path="/\ud800/")), DAMAGED),
        (manifest(page(), page()), DAMAGED),
        (manifest(page(kind=["page"])), DAMAGED),
        (manifest(page(kind=3)), DAMAGED),
        (manifest(page(sha256=None)), DAMAGED),
        (manifest(page(source={})), DAMAGED),
        (manifest(page(guid=5)), DAMAGED),
        (manifest(page(date="last week")), DAMAGED),
        (manifest(page(date="2026-01-05")), DAMAGED),
        (manifest(page(date="2026-01-05T10:00:00")), DAMAGED),
        (manifest(page(date="0001-01-01T00:00:00+23:59")), DAMAGED),
        (manifest(page(date="9999-12-31T23:59:59-23:59")), DAMAGED),
        (manifest(page(items="abc")), DAMAGED),
        (manifest(page(items=[1])), DAMAGED),
    ],
)
def test_what_says_nothing_of_a_site_is_told_why(data: bytes, why: str) -> None:
    assert refused(data) == why


@given(st.binary(max_size=300))
def test_any_bytes_are_no_manifest(data: bytes) -> None:
    assert refused(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {"path": JSON | st.just("/x/"), "kind": JSON | st.just("page"), "sha256": JSON | st.just("")},
    optional=dict.fromkeys(("source", "guid", "date", "items"), JSON),
)


@given(st.lists(FIELDS | JSON, max_size=4) | JSON, JSON | st.just("UTC"))
def test_any_entries_are_believed_or_damaged(pages: object, timezone: object) -> None:
    data = json.dumps({"codeloom": 1, "timezone": timezone, "pages": pages}).encode()
    try:
        read = parse_manifest(data)
    except ManifestError as error:
        assert str(error) == DAMAGED  # noqa: PT017  either is right
    else:
        assert isinstance(pages, list)
        assert list(read.pages) == [each["path"] for each in pages]


def test_a_file_that_cannot_be_read_is_named_in_one_sentence(tmp_path: Path) -> None:
    def told(file: Path) -> str:
        with pytest.raises(ManifestError) as caught:
            load_manifest(file)
        return str(caught.value)

    (tmp_path / "cut.json").write_bytes(REAL[:-20])
    assert told(tmp_path / "cut.json") == (
        f"`{tmp_path / 'cut.json'}` does not say what is online: it is no JSON, or cut off: "
        f"{AGAIN}."
    )
    assert told(tmp_path / "no.json") == f"There is no manifest `{tmp_path / 'no.json'}`: {AGAIN}."
    assert told(tmp_path) == (
        f"`{tmp_path}` is a folder: name the `manifest.json` of what is online."
    )
    assert told(Path("no\0name")).startswith("The manifest `no\0name` cannot be read: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_what_may_never_end_is_not_even_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(ManifestError) as told:
            load_manifest(place)
        assert str(told.value) == (
            f"`{place}` is no file: name the `manifest.json` of what is online."
        )


def test_a_file_that_is_too_large_for_a_manifest_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    with file.open("wb") as opened:
        opened.truncate(MOST_BYTES + 1)
    with pytest.raises(ManifestError) as told:
        load_manifest(file)
    assert str(told.value) == (
        f"`{file}` does not say what is online: no manifest is larger than 128 MB. "
        f"{AGAIN.replace('fetch', 'Fetch')}."
    )


def test_a_manifest_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "manifest.json"
    file.write_bytes(REAL)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ManifestError) as told:
        load_manifest(file)
    assert str(told.value) == f"The manifest `{file}` cannot be read: Permission denied."
