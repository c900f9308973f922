"""What a shard does with its articles: examine them, and later write their pages.

Everything comes as an argument and survives pickling, so that any process can do it.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pipeline import html
from pipeline.engines import engines
from pipeline.examine import BodyRenderer, crash, examine, summarise
from pipeline.model import (
    CRASH,
    Body,
    Context,
    Document,
    Examined,
    Finding,
    Flaw,
    Inventory,
    Page,
    Picture,
    Pictures,
    Problem,
    Receipt,
    Settings,
    Site,
    Source,
)
from pipeline.pictures import is_picture, look, too_large
from pipeline.read import load, read, source_of
from pipeline.render import article_pages, standalone_pages
from pipeline.rules import ARTICLE_RULES
from pipeline.shelves import IN_A_FEED


class Album:
    """Opens the images of a blog when they are asked for, each once."""

    def __init__(self, root: Path, files: Inventory) -> None:
        self._root = root
        self._files = files
        self._seen: dict[str, Picture | Flaw | None] = {}

    def __call__(self, path: str) -> Picture | Flaw | None:
        """What there is to say of the file; None when there is no image file of this path."""
        if not is_picture(path):
            return None
        if path not in self._seen:
            self._seen[path] = self._look(path)
        return self._seen[path]

    def _look(self, path: str) -> Picture | Flaw | None:
        stored = self._files.files.get(path)
        if stored is None or stored.kind != "file":
            return None
        if flaw := too_large(stored.size):
            return flaw
        try:
            return look(path, (self._root / path).read_bytes())
        except OSError as error:
            return Flaw(f"cannot be read: {error.strerror}", "Make the file readable.")


@dataclass(frozen=True, slots=True)
class CheckWork:
    """Examining where no page will be made: without bodies."""

    root: Path
    settings: Settings
    run: frozenset[str]
    """The codes of the rules that run."""
    unsaved: Mapping[str, bytes]
    files: Inventory

    def examine(self, paths: Sequence[str]) -> list[Examined]:
        """Everything about some articles; what engines find is added for all of them at once."""
        return self._examined(paths, None, Album(self.root, self.files))

    def _examined(
        self, paths: Sequence[str], render: BodyRenderer | None, album: Album
    ) -> list[Examined]:
        running = engines(self.run, self.settings)
        rules = tuple(rule for rule in ARTICLE_RULES if rule.code in self.run)
        context = Context(self.settings, self.files, album)

        def examined(path: str) -> Examined:
            try:
                return examine(*self._source(path), context, rules, render, running)
            except Exception as error:  # noqa: BLE001  our mistake on one file must hide no other
                return self._failed(path, error)

        every = [examined(path) for path in paths]
        found: dict[str, list[tuple[str, Finding]]] = {}
        for path, code, finding in (each for engine in running for each in engine.findings()):
            if code in self.run:
                found.setdefault(path, []).append((code, finding))
        return [_with(each, found.get(each.summary.path, ())) for each in every]

    def _source(self, path: str) -> tuple[Source, tuple[Problem, ...]]:
        if path in self.unsaved:
            return source_of(path, self.unsaved[path])
        return load(self.root, path, self.files.files[path])

    def lost(self, path: str) -> Examined:
        """What is said of a file that killed the process which read it."""
        return self._failed(path, RuntimeError("the process that read it died"))

    def _failed(self, path: str, error: Exception) -> Examined:
        document = read(Source(path, b"", ""), (), self.settings)
        summary = summarise(document, self.settings)
        return Examined(summary, ((CRASH, crash("Reading or rendering", error)),), (), None)


@dataclass(frozen=True, slots=True)
class BuildWork(CheckWork):
    """Examining for a build: with bodies for the pages, and for feeds while that costs little."""

    def examine(self, paths: Sequence[str]) -> list[Examined]:
        """Everything about some articles, their bodies included."""
        base_path, base_url = self.settings.base_path, self.settings.base_url
        newest, album = _Newest(), Album(self.root, self.files)

        def render(document: Document, pictures: Pictures) -> Body:
            newest.see(document)
            return html.page_body(document, base_path, pictures, base_url)

        examined = self._examined(paths, render, album)
        documents = newest.documents()
        return [
            self._with_feed_body(each, documents[each.summary.path], album)
            if each.summary.path in documents
            else each
            for each in examined
        ]

    def _with_feed_body(self, examined: Examined, document: Document, album: Album) -> Examined:
        try:
            return replace(
                examined, feed_body=html.feed_body(document, self.settings.base_url, album)
            )
        except Exception as error:  # noqa: BLE001  as above: one file must hide no other
            return self._failed(examined.summary.path, error)


class _Newest:
    """The newest articles of each category among those seen so far.

    They are likely to stand in a feed; while the document is at hand, its body for a feed costs a
    sixth of what it costs to read the file again. A date counts as it is written: this is a guess,
    and whoever needs another body reads that article again.
    """

    def __init__(self) -> None:
        self._seen: dict[str, list[tuple[str, str, Document]]] = {}
        self._count = 0

    def see(self, document: Document) -> None:
        data = document.front_matter.data
        date, category = data.get("date"), data.get("category")
        if document.is_page or not (isinstance(date, str) and isinstance(category, str)):
            return
        newest = self._seen.setdefault(category, [])
        entry = (date, document.source.path, document)
        if len(newest) == IN_A_FEED:
            heapq.heapreplace(newest, max(entry, newest[0]))
        elif self._count < _MOST_KEPT:
            heapq.heappush(newest, entry)
            self._count += 1

    def documents(self) -> dict[str, Document]:
        """By path."""
        return {path: document for newest in self._seen.values() for _, path, document in newest}


_MOST_KEPT = 400
"""So many documents a shard may hold at once: each has 80 KB."""


def _with(examined: Examined, found: Sequence[tuple[str, Finding]]) -> Examined:
    return replace(examined, findings=(*examined.findings, *found)) if found else examined


class Desk(Protocol):
    """Where pages are handed in; it must survive pickling."""

    def write(self, page: Page, base_path: str, base_url: str) -> Receipt:
        """Takes a page, and says what there is to verify with the others."""


def write_pages(root: Path, site: Site, desk: Desk, bodies: Mapping[str, Body]) -> list[Receipt]:
    """Writes the pages of those articles and standalone pages whose bodies are given, by path."""

    def stored(path: str) -> bytes:
        return (root / path).read_bytes()

    pages = [
        page
        for article in site.articles
        if article.path in bodies
        for page in article_pages(article, bodies[article.path], site, stored)
    ]
    pages += [
        page
        for standalone in site.pages
        if standalone.path in bodies
        for page in standalone_pages(standalone, bodies[standalone.path], site, stored)
    ]
    return [desk.write(page, site.base_path, site.base_url) for page in pages]
