"""The story: examine, judge, assemble, render, publish; and the only gate between them.

`check` is its first half: examine, judge. What a run needs of the world comes as an argument:
where the blog is, its settings, which rules, what time it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import html
from pipeline.assemble import Drafts, assemble
from pipeline.errors import PipelineError
from pipeline.examine import crash, examine, summarise
from pipeline.judge import Selection, judge
from pipeline.model import (
    CRASH,
    Context,
    Corpus,
    Document,
    Examined,
    Inventory,
    LineIndex,
    Receipt,
    Settings,
    Severity,
    Site,
    Source,
    Verdict,
)
from pipeline.publish import Published, Stage, publish, staging
from pipeline.read import MOST_BYTES, load, read
from pipeline.read.inventory import inventory
from pipeline.render import FEED_ITEMS, article_page, site_pages
from pipeline.rules import ARTICLE_RULES, RULES
from pipeline.shards import Crew, shards


@dataclass(frozen=True, slots=True)
class Job:
    """What one run is about."""

    root: Path
    settings: Settings
    chosen: Selection
    now: datetime
    """Aware, and the only clock there is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    verdict: Verdict
    corpus: Corpus
    lines: Callable[[str], LineIndex | None]


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build; `site` and `published` are None when the verdict stopped it."""

    checked: Checked
    site: Site | None = None
    published: Published | None = None


def check(job: Job) -> Checked:
    """Examines and judges every article of the blog."""
    files = _files(job.root)
    with shards(files.articles, _CheckWork(job, files)) as crew:
        return _judged(job, files, crew)


def build(job: Job, output: Path, drafts: Drafts) -> Built:
    """The whole way from sources to a published site; an error stops it before a write."""
    files = _files(job.root)
    with shards(files.articles, _BuildWork(job, files)) as crew:
        checked = _judged(job, files, crew)
        if stops(checked.verdict):
            return Built(checked)
        site = assemble(checked.corpus, checked.verdict, job.settings, drafts)
        with staging(output, job.root) as stage:
            receipts = _render(job, files, site, crew, stage)
            return Built(checked, site, publish(stage, receipts, output))


def stops(verdict: Verdict) -> bool:
    """The gate: nothing is published while an error stands or after a rule of ours crashed."""
    return exit_code(verdict, Severity.ERROR) != 0


def exit_code(verdict: Verdict, fail_on: Severity) -> int:
    """2 when we failed, 1 when something at least as bad as `fail_on` was found, else 0."""
    if verdict.crashed:
        return 2
    return int(any(found.severity.rank <= fail_on.rank for found in verdict.diagnostics))


def gather(examined: list[Examined], files: Inventory, now: datetime) -> Corpus:
    """What site rules may know."""
    return Corpus(tuple(each.summary for each in examined), files, now)


def _files(root: Path) -> Inventory:
    files = inventory(root)
    if not files.articles:
        raise PipelineError(
            f"Nothing to check: there is no article in `{root / 'content' / 'articles'}`."
        )
    return files


def _judged(job: Job, files: Inventory, crew: Crew) -> Checked:
    examined = crew.examine()
    corpus = gather(examined, files, job.now)
    lines = _Lines(job.root, files)
    verdict = judge(examined, corpus, RULES, job.settings, job.chosen, lines, crash)
    return Checked(verdict, corpus, lines)


def _render(job: Job, files: Inventory, site: Site, crew: Crew, stage: Stage) -> list[Receipt]:
    """The crew writes the articles' pages while this process writes all others."""
    finish = crew.render(site, stage.path)
    pages = site_pages(site, _feed_bodies(job, files, site), _reader(job.root))
    return [*(stage.write(page, site.base_path, site.base_url) for page in pages), *finish()]


def _feed_bodies(job: Job, files: Inventory, site: Site) -> Mapping[str, str]:
    """The newest articles' bodies as feed readers get them; read again, since few are needed."""
    bodies: dict[str, str] = {}
    for article in site.articles[:FEED_ITEMS]:
        source, problems = load(job.root, article.path, files.files[article.path])
        document = read(source, problems, job.settings)
        if summarise(document, job.settings).digest != article.digest:
            raise PipelineError(f"`{article.path}` was changed while it was built: run it again.")
        bodies[article.path] = html.feed_body(document, site.base_url)
    return bodies


def _reader(root: Path) -> Callable[[str], bytes]:
    return lambda path: (root / path).read_bytes()


@dataclass(frozen=True, slots=True)
class _CheckWork:
    """What a shard does with each of its articles when no page will be made."""

    job: Job
    files: Inventory

    def examine(self, path: str) -> Examined:
        return self._examine(path, None)

    def _examine(self, path: str, render: Callable[[Document], str] | None) -> Examined:
        job = self.job
        try:
            source, problems = load(job.root, path, self.files.files[path])
            rules = tuple(rule for rule in ARTICLE_RULES if rule.code in job.chosen.run)
            return examine(source, problems, Context(job.settings, self.files), rules, render)
        except Exception as error:  # noqa: BLE001  our own mistake on one file must not hide others
            return self._failed(path, error)

    def lost(self, path: str) -> Examined:
        return self._failed(path, RuntimeError("the process that read it died"))

    def _failed(self, path: str, error: Exception) -> Examined:
        document = read(Source(path, b"", ""), (), self.job.settings)
        summary = summarise(document, self.job.settings)
        return Examined(summary, ((CRASH, crash("Reading or rendering", error)),), (), None)

    def render(self, site: Site, bodies: Mapping[str, str], stage: Path) -> list[Receipt]:
        desk = Stage(stage)
        return [
            desk.write(
                article_page(article, bodies[article.path], site), site.base_path, site.base_url
            )
            for article in site.articles
            if article.path in bodies
        ]


@dataclass(frozen=True, slots=True)
class _BuildWork(_CheckWork):
    """The same, with pages."""

    def examine(self, path: str) -> Examined:
        base_path = self.job.settings.base_path
        return self._examine(path, lambda document: html.page_body(document, base_path))


class _Lines:
    """Line indexes of files with findings, read when they are first shown."""

    def __init__(self, root: Path, files: Inventory) -> None:
        self._root = root
        self._files = files
        self._known: dict[str, LineIndex | None] = {}

    def __call__(self, path: str) -> LineIndex | None:
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> LineIndex | None:
        stored = self._files.files.get(path)
        if stored is None or stored.kind != "file" or stored.size > MOST_BYTES:
            return None
        try:
            return LineIndex((self._root / path).read_bytes())
        except OSError:
            return None
