"""The story: examine, judge, assemble, render, publish; and the only gate between them.

`check` is its first half: examine, judge. What a run needs of the world comes as an argument:
where the blog is, its settings, which rules, what time it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline import html, search
from pipeline.assemble import Drafts, assemble
from pipeline.errors import PipelineError
from pipeline.examine import crash
from pipeline.fix import Fixes, mend
from pipeline.judge import Selection, judge, stopping
from pipeline.model import (
    Article,
    Baseline,
    Corpus,
    Diagnostic,
    Document,
    Examined,
    Inventory,
    LineIndex,
    Manifest,
    Page,
    PageKind,
    Receipt,
    Settings,
    Severity,
    Site,
    Verdict,
    masked,
)
from pipeline.permalink import JSON_FEED, SEARCH_INDEX, resolve
from pipeline.publish import Published, Rehearsal, Stage, publish, staging, verify
from pipeline.read import MOST_BYTES, load, read
from pipeline.read.inventory import inventory
from pipeline.render import feed_pages, site_pages
from pipeline.rules import RULES
from pipeline.shards import Crew, shards
from pipeline.work import Album, BuildWork, CheckWork, write_pages

NO_BASELINE = Baseline()
LINK_ERRORS = frozenset({"LK001", "LK002", "LK004", "LK006"})
"""The rules that find links to nowhere within the site."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one run is about."""

    root: Path
    settings: Settings
    chosen: Selection
    now: datetime
    """Aware, and the only clock there is."""
    baseline: Baseline = NO_BASELINE
    published: Manifest | None = None
    """What is online, when the build or check is held against it."""
    unsaved: Mapping[str, bytes] = field(default_factory=dict)
    """Articles whose text is not the stored one: an editor's, or one that is being mended."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    verdict: Verdict
    """On the whole blog, by every rule that ran."""
    corpus: Corpus
    lines: Callable[[str], LineIndex | None]
    """For showing: secrets are masked."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing made of the articles; nothing is written."""

    checked: Checked
    """The check of the blog as it would be."""
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    """The articles that differ, by path."""
    applied: int
    """How many fixes."""


class Shortened(NamedTuple):
    """A feed that would be too heavy with all the articles it may hold."""

    site_path: str
    kept: int
    """How many articles are in it."""
    wanted: int


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build; `site` and `published` are None when the verdict stopped it."""

    checked: Checked
    site: Site | None = None
    published: Published | None = None
    shortened: tuple[Shortened, ...] = ()


def check(job: Job) -> Checked:
    """Examines and judges every article of the blog."""
    files = _files(job)
    with shards(files.sources, _work(job, files)) as crew:
        return _judged(job, files, crew.examine())


def fix(job: Job, wanted: Callable[[Diagnostic], bool], fixes: Fixes) -> Fixed:
    """Checks every article, then mends the wanted findings until nothing more can be mended."""
    looks = _Looks(job)
    mended = mend(_reader(job), looks.last.verdict, looks.again, wanted, fixes)
    if mended.verdict is not looks.last.verdict:  # the last look was at a fix that was refused
        looks.again(mended.texts)
    return Fixed(looks.last, mended.before, mended.texts, mended.applied)


def build(job: Job, output: Path, drafts: Drafts) -> Built:
    """The whole way from sources to a published site; an error stops it before a write.

    Rules that cannot find an error are left to `check`: a build says nothing of what they find.
    """

    def put(stage: Stage, receipts: list[Receipt], known: frozenset[str]) -> Published:
        return publish(stage, receipts, output, job.settings.timezone, known)

    return _built(job, drafts, staging(output, job.root), put)


def rehearse(job: Job, drafts: Drafts) -> Built:
    """A build that renders and verifies every page, and writes nothing."""

    def put(_: Rehearsal, receipts: list[Receipt], known: frozenset[str]) -> Published:
        return Published(len(verify(receipts, known)), 0, 0)

    return _built(job, drafts, nullcontext(Rehearsal()), put)


_Desk = TypeVar("_Desk", Stage, Rehearsal)


def _built(
    job: Job,
    drafts: Drafts,
    opened: AbstractContextManager[_Desk],
    put: Callable[[_Desk, list[Receipt], frozenset[str]], Published],
) -> Built:
    job = replace(job, chosen=stopping(RULES, job.settings, job.chosen))
    files = _files(job)
    with shards(files.sources, _work(job, files, BuildWork)) as crew:
        examined = crew.examine()
        checked = _judged(job, files, examined)
        if stops(checked.verdict):
            return Built(checked)
        site = assemble(checked.corpus, checked.verdict, job.settings, drafts)
        with opened as desk:
            body_of = _FeedBodies(job, files, site, examined)
            receipts = _render(job, site, crew, desk, body_of)
            published = put(desk, receipts, _let_through(checked, job.chosen))
            return Built(checked, site, published, tuple(_shortened(site, receipts)))


def stops(verdict: Verdict) -> bool:
    """The gate: nothing is published while an error stands or after a rule of ours crashed."""
    return exit_code(verdict, Severity.ERROR) != 0


def exit_code(verdict: Verdict, fail_on: Severity) -> int:
    """2 when we failed, 1 when something at least as bad as `fail_on` was found, else 0."""
    if verdict.crashed:
        return 2
    return int(any(found.severity.rank <= fail_on.rank for found in verdict.diagnostics))


def gather(
    examined: list[Examined], files: Inventory, now: datetime, published: Manifest | None = None
) -> Corpus:
    """What site rules may know."""
    return Corpus(tuple(each.summary for each in examined), files, now, published)


def _work(job: Job, files: Inventory, kind: type[CheckWork] = CheckWork) -> CheckWork:
    return kind(job.root, job.settings, job.chosen.run, job.unsaved, files)


def _files(job: Job) -> Inventory:
    files = inventory(job.root, job.unsaved)
    if not files.sources:
        content = job.root / "content"
        raise PipelineError(
            f"Nothing to check: there is no article in `{content / 'articles'}`, and no page in "
            f"`{content / 'pages'}`."
        )
    return files


def _judged(job: Job, files: Inventory, examined: list[Examined]) -> Checked:
    corpus = gather(examined, files, job.now, job.published)
    lines = _Lines(job, files)
    verdict = judge(examined, corpus, RULES, job.settings, job.chosen, job.baseline, lines, crash)
    return Checked(verdict, corpus, lines.without(verdict.secrets))


class _Looks:
    """Checks of one blog, again and again, as some of its texts change; the first is made at once.

    What was seen of a text is remembered: a look costs what is new in it.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._files = _files(job)
        self._known: dict[str, tuple[bytes, Examined]] = {}
        with shards(self._files.sources, _work(job, self._files)) as crew:
            self._stored = crew.examine()
        self.last = _judged(job, self._files, self._stored)

    def again(self, texts: Mapping[str, bytes]) -> Verdict:
        """The verdict on the blog, were these its texts."""
        job = replace(self._job, unsaved={**self._job.unsaved, **texts})
        fresh = [path for path, text in texts.items() if self._seen(path) != text]
        with shards(fresh, _work(job, self._files)) as crew:
            for each in crew.examine():
                self._known[each.summary.path] = (texts[each.summary.path], each)
        examined = [
            self._known[each.summary.path][1] if each.summary.path in texts else each
            for each in self._stored
        ]
        self.last = _judged(job, self._files, examined)
        return self.last.verdict

    def _seen(self, path: str) -> bytes | None:
        return self._known[path][0] if path in self._known else None


def _render(
    job: Job, site: Site, crew: Crew, desk: Stage | Rehearsal, body_of: Callable[[Article], str]
) -> list[Receipt]:
    """The crew writes the articles' pages while this process writes all others; then the index."""
    finish = crew.render(partial(write_pages, job.root, site, desk))
    pages = chain(site_pages(site, _reader(job)), feed_pages(site, body_of))
    receipts = [desk.write(page, site.base_path, site.base_url) for page in pages]
    receipts += finish()
    if site.search:
        receipts.append(desk.fill(_search_index(receipts), search.index))
    return receipts


def _search_index(receipts: Sequence[Receipt]) -> Page:
    """The folder of the index, which is made of the pages that readers search."""
    searched = sorted(
        f"{receipt.site_path} {receipt.sha256}\n"
        for receipt in receipts
        if receipt.kind in (PageKind.ARTICLE, PageKind.PAGE)
    )
    made_of = "".join((*searched, search.release()))
    return Page(SEARCH_INDEX, PageKind.SEARCH, made_of.encode)


def _shortened(site: Site, receipts: Sequence[Receipt]) -> Iterator[Shortened]:
    wanted = {feed.site_path: len(feed.articles) for feed in site.feeds}
    wanted[JSON_FEED] = len(site.feeds[0].articles)
    for receipt in receipts:
        if len(receipt.items) < wanted.get(receipt.site_path, 0):
            yield Shortened(receipt.site_path, len(receipt.items), wanted[receipt.site_path])


class _FeedBodies:
    """The newest articles' bodies as feed readers get them.

    Most were made when the articles were examined; for the others the file is read again.
    """

    def __init__(
        self, job: Job, files: Inventory, site: Site, examined: Sequence[Examined]
    ) -> None:
        self._job = job
        self._files = files
        self._base_url = site.base_url
        self._album = Album(job.root, files)
        self._known = {each.summary.path: each.feed_body for each in examined if each.feed_body}

    def __call__(self, article: Article) -> str:
        body = self._known.get(article.path)
        if body is None:
            body = html.feed_body(self._document(article), self._base_url, self._album)
        return body

    def _document(self, article: Article) -> Document:
        source, problems = load(self._job.root, article.path, self._files.files[article.path])
        if sha256(source.data).hexdigest() != article.digest:
            raise PipelineError(f"`{article.path}` was changed while it was built: run it again.")
        return read(source, problems, self._job.settings)


def _let_through(checked: Checked, chosen: Selection) -> frozenset[str]:
    """The targets of links that lead nowhere, and that somebody has silenced or switched off."""
    unseen = not chosen.run >= LINK_ERRORS
    return frozenset(
        f"{target.site_path}#{target.fragment}"
        for summary in checked.corpus.summaries
        for reference in summary.references
        if unseen or (summary.path, reference.span) in checked.verdict.spoken
        for target in (resolve(reference.destination, summary.path),)
    )


def _reader(job: Job) -> Callable[[str], bytes]:
    def stored(path: str) -> bytes:
        return job.unsaved[path] if path in job.unsaved else (job.root / path).read_bytes()

    return stored


class _Lines:
    """Line indexes of files with findings, read when they are first shown."""

    def __init__(self, job: Job, files: Inventory, secrets: Sequence[str] = ()) -> None:
        self._job = job
        self._files = files
        self._secrets = secrets
        self._known: dict[str, LineIndex | None] = {}

    def without(self, secrets: Sequence[str]) -> _Lines:
        """The same, with these texts masked."""
        return _Lines(self._job, self._files, secrets) if secrets else self

    def __call__(self, path: str) -> LineIndex | None:
        if path not in self._known:
            data = self._read(path)
            if data is not None and self._secrets:
                text = data.decode("utf-8", "surrogateescape")
                data = masked(text, self._secrets).encode("utf-8", "surrogateescape")
            self._known[path] = None if data is None else LineIndex(data)
        return self._known[path]

    def _read(self, path: str) -> bytes | None:
        if path in self._job.unsaved:
            return self._job.unsaved[path]
        stored = self._files.files.get(path)
        if stored is None or stored.kind != "file" or stored.size > MOST_BYTES:
            return None
        try:
            return (self._job.root / path).read_bytes()
        except OSError:
            return None
