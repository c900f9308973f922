"""From summaries to the site: the only maker of a `Site`, and only of articles nothing blocks.

What a reader may not see leaves no trace here: drafts, articles that appear later than now, and
articles that a finding blocks. Every output is made of the one list that comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from pipeline.model import Article, Category, Corpus, Settings, Site, Summary, Verdict
from pipeline.permalink import is_external, resolve
from pipeline.slug import category_path, slug


class Fate(Enum):
    """What becomes of an article in a build."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    BLOCKED = "blocked"


class Drafts(Enum):
    """What to do with drafts: a preview shows those that nothing blocks."""

    LEFT_OUT = "left out"
    SHOWN = "shown"


def fate(summary: Summary, corpus: Corpus, verdict: Verdict, drafts: Drafts) -> Fate:
    """What becomes of one article; a draft that stays one is never called blocked."""
    if summary.draft and drafts is Drafts.LEFT_OUT:
        return Fate.DRAFT
    if summary.path in verdict.blocked or summary.published is None:
        return Fate.BLOCKED
    if summary.draft and slug(summary.slug) != summary.slug:
        return Fate.BLOCKED  # only a warning in a draft, but no address for a page
    if summary.published > corpus.now and not summary.draft:
        return Fate.SCHEDULED
    return Fate.PUBLISHED


def assemble(corpus: Corpus, verdict: Verdict, settings: Settings, drafts: Drafts) -> Site:
    """The site as readers will get it: articles by date, newest first, then by slug."""
    fates = [fate(summary, corpus, verdict, drafts) for summary in corpus.summaries]
    articles = [
        _article(summary, summary.published, corpus)
        for summary, became in zip(corpus.summaries, fates, strict=True)
        if became is Fate.PUBLISHED and summary.published is not None
    ]
    articles.sort(key=lambda article: article.slug)
    articles.sort(key=lambda article: article.published, reverse=True)
    return Site(
        title=settings.title,
        description=settings.description,
        base_url=settings.base_url,
        base_path=settings.base_path,
        language=settings.language,
        author=settings.author,
        articles=tuple(articles),
        categories=tuple(_categories(articles)),
        scheduled=fates.count(Fate.SCHEDULED),
        drafts=fates.count(Fate.DRAFT),
        blocked=fates.count(Fate.BLOCKED),
    )


def _article(summary: Summary, published: datetime, corpus: Corpus) -> Article:
    return Article(
        path=summary.path,
        slug=summary.slug,
        site_path=summary.site_path,
        guid=summary.guid,
        aliases=summary.aliases,
        title=summary.title,
        description=summary.description,
        category=summary.category,
        category_path=category_path(summary.category),
        level=summary.level,
        minutes=summary.minutes,
        authors=summary.authors,
        learn=summary.learn,
        prerequisites=summary.prerequisites,
        tags=summary.tags,
        published=published,
        updated=summary.updated,
        image=summary.image,
        image_alt=summary.image_alt,
        files=tuple(dict.fromkeys(_files(summary, corpus))),
        digest=summary.digest,
    )


def _files(summary: Summary, corpus: Corpus) -> Iterator[str]:
    """The files below `content/` that it refers to; articles are no files of it."""
    for reference in summary.references:
        if is_external(reference.destination):
            continue
        target = resolve(reference.destination, summary.path)
        path = "content" + target.site_path
        stored = corpus.files.files.get(path)
        if stored is not None and stored.kind == "file" and not path.endswith(".md"):
            yield path


def _categories(articles: list[Article]) -> Iterator[Category]:
    by_name: dict[str, list[Article]] = {}
    for article in articles:
        by_name.setdefault(article.category, []).append(article)
    for name in sorted(by_name):
        yield Category(name, category_path(name), tuple(by_name[name]))
