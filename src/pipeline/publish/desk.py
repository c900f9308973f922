"""The only way to write pages: a stage that takes them, or a rehearsal that only looks."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import VerifyError
from pipeline.markup import FeedError, feed_links, json_feed_links, page_facts, sitemap_links
from pipeline.model import Page, PageKind, Receipt
from pipeline.publish.online import Online
from pipeline.publish.paths import file_of, sha256_of
from pipeline.publish.telling import named, told, trouble


class Stage:
    """A staging folder, and the only way to write pages.

    `staging` makes the folder; a worker process writes to the same one with a pickled `Stage`.
    Whether two processes wrote the same page is found by `publish`, from the receipts.
    """

    __slots__ = ("_folders", "_online", "_start", "path")

    def __init__(self, path: Path, online: Online | None = None) -> None:
        self.path = path
        self._start = os.path.join(path, "")  # noqa: PTH118 - joining paths costs as much as a write
        self._folders = {""}
        self._online = online or Online(path, {})

    def write(self, page: Page, base_path: str, base_url: str) -> Receipt:
        """Writes the page below the stage, and says what there is to verify with the others.

        Raises `VerifyError` for an HTML page with a duplicate id or not exactly one h1 and for a
        feed that is not well-formed, and `PublishError` for a site path that is no safe file name
        and for a page that cannot be read or written.
        """
        file = file_of(page.site_path, page.source)
        kept = self._online.content(page) if page.lasting else None
        content, receipt = _verified(page, base_path, base_url, kept)
        try:
            self._make_folder(file.rpartition("/")[0])
            _write(self._start + file, content)
        except (IsADirectoryError, NotADirectoryError):
            pass  # another page has its name for a folder, or a folder's for its own: see `verify`
        except OSError as error:
            raise trouble(f"{named(page)} cannot be written", error) from error
        return receipt

    def fill(self, folder: Page, make: Callable[[Path], None]) -> Receipt:
        """A folder whose files are not listed one by one, such as a search index.

        `make` is called with the stage to write it, unless the folder that is online was made of
        the same: `folder.content` says of what.
        """
        made_of = sha256_of(folder.content())
        place = self.path / file_of(folder.site_path).rpartition("/")[0]
        with told(f"{named(folder)} cannot be written"):
            if not self._online.copy(folder.site_path, made_of, place):
                make(self.path)
        return Receipt(folder.site_path, folder.kind, made_of)

    def _make_folder(self, folder: str) -> None:
        """Makes a folder and those above it, but never the stage: that one is gone for a reason."""
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        with suppress(FileExistsError):
            os.mkdir(self._start + folder)  # noqa: PTH102 - a `Path` costs as much as the folder
        self._folders.add(folder)


class Rehearsal:
    """Takes pages as a `Stage` does, verifies them alike, and writes nothing."""

    def write(self, page: Page, base_path: str, base_url: str) -> Receipt:
        """What there is to verify of the page with the others; raises as `Stage.write` does."""
        file_of(page.site_path, page.source)
        return _verified(page, base_path, base_url)[1]

    def fill(self, folder: Page, _make: Callable[[Path], None]) -> Receipt:
        """A folder that nobody makes."""
        return Receipt(folder.site_path, folder.kind, sha256_of(folder.content()))


def _verified(
    page: Page, base_path: str, base_url: str, content: bytes | None = None
) -> tuple[bytes, Receipt]:
    """The bytes of a page that keeps its own promises, and its receipt."""
    if content is None:
        try:
            content = page.content()
        except OSError as error:
            raise trouble(f"{named(page)} cannot be read", error) from error
    ids, links = _facts(page, content, base_path, base_url)
    receipt = Receipt(
        site_path=page.site_path,
        kind=page.kind,
        sha256=sha256_of(content),
        source=page.source,
        guid=page.guid,
        date=page.date,
        items=page.items,
        ids=ids,
        links=links,
    )
    return content, receipt


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _write(file: str, content: bytes) -> None:
    """As `Path.write_bytes`, without what that asks the system about the file that it makes."""
    handle = os.open(file, _NEW_FILE, 0o666)
    try:
        while content:
            content = content[os.write(handle, content) :]
    finally:
        os.close(handle)


_READ_BACK = frozenset({PageKind.FEED, PageKind.SITEMAP})
_HTML = frozenset({PageKind.ARTICLE, PageKind.PAGE, PageKind.LIST, PageKind.REDIRECT})
_Names = frozenset[str]


def _facts(page: Page, content: bytes, base_path: str, base_url: str) -> tuple[_Names, _Names]:
    """The ids and the links of a page that keeps its own promises."""
    if page.kind in _READ_BACK:
        read, language = _reader_of(page)
        try:
            return frozenset(), read(content, base_path, base_url)
        except FeedError as error:
            raise VerifyError(f"{named(page)} is not well-formed {language}: {error}.") from None
    if not is_html(page):
        return frozenset(), frozenset()
    facts = page_facts(content, page.site_path, base_path, base_url)
    if facts.duplicate_ids:
        raise VerifyError(f'{named(page)} has the id "{facts.duplicate_ids[0]}" more than once.')
    if facts.h1 != 1:
        found = f"{facts.h1} h1 headings" if facts.h1 else "no h1 heading"
        raise VerifyError(f"{named(page)} has {found}: a page has exactly one.")
    return facts.ids, facts.links


def _reader_of(page: Page) -> tuple[Callable[[bytes, str, str], frozenset[str]], str]:
    """What reads the links of a page back that is no HTML, and what that takes it for."""
    if page.kind is PageKind.SITEMAP:
        return sitemap_links, "XML"
    return (json_feed_links, "JSON") if page.site_path.endswith(".json") else (feed_links, "XML")


def is_html(what: Page | Receipt) -> bool:
    """True for a page of ours; an HTML file that an article brings along is copied as it is."""
    return what.kind in _HTML and what.site_path.endswith(("/", ".html"))
