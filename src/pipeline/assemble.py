"""From summaries to the site: the only maker of a `Site`, and only of articles nothing blocks.

What a reader may not see leaves no trace here: drafts, articles that appear later than now, and
articles that a finding blocks. Every output is made of the one list that comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from enum import Enum

from pipeline.cards import card_path
from pipeline.model import (
    Article,
    Corpus,
    Picture,
    Settings,
    Shelf,
    Site,
    Summary,
    Verdict,
)
from pipeline.permalink import content_path
from pipeline.slug import category_path, slug, tag_path


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
    shown = [
        (summary.published, summary)
        for summary, became in zip(corpus.summaries, fates, strict=True)
        if became is Fate.PUBLISHED and summary.published is not None
    ]
    shown.sort(key=lambda each: each[1].slug)
    shown.sort(key=lambda each: each[0], reverse=True)
    spoken_of: set[str] = set()
    articles = [
        _article(summary, published, corpus, settings, spoken_of) for published, summary in shown
    ]
    return Site(
        title=settings.title,
        description=settings.description,
        base_url=settings.base_url,
        base_path=settings.base_path,
        language=settings.language,
        author=settings.author,
        articles=tuple(articles),
        categories=_shelves(articles, lambda article: (article.category,), category_path),
        tags=_shelves(articles, lambda article: article.tags, tag_path),
        years=(),
        series=(),
        pages=(),
        retired=settings.retired,
        search=settings.search,
        scheduled=fates.count(Fate.SCHEDULED),
        drafts=fates.count(Fate.DRAFT),
        blocked=fates.count(Fate.BLOCKED),
    )


def _article(
    summary: Summary,
    published: datetime,
    corpus: Corpus,
    settings: Settings,
    spoken_of: set[str],
) -> Article:
    pictures = {picture.path: picture for picture in summary.pictures}
    own = pictures.get(summary.image)
    drawn = settings.social_cards and own is None
    card = card_path(summary.slug, summary.title, summary.category, settings.title) if drawn else ""
    return Article(
        path=summary.path,
        slug=summary.slug,
        site_path=summary.site_path,
        guid=summary.guid,
        aliases=summary.aliases,
        kind=summary.kind,
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
        series=summary.series,
        part=summary.part,
        published=published,
        updated=summary.updated,
        image=own.site_path if own else card,
        image_alt=summary.image_alt if own else summary.title if card else "",
        card=card,
        files=tuple(dict.fromkeys(_files(summary, corpus, pictures))),
        pictures=tuple(_first_spoken_of(summary.pictures, spoken_of)),
        digest=summary.digest,
    )


def _first_spoken_of(pictures: Iterable[Picture], spoken_of: set[str]) -> Iterator[Picture]:
    """The pictures that no article before refers to; two files of the same bytes are one."""
    for picture in pictures:
        if picture.site_path not in spoken_of:
            spoken_of.add(picture.site_path)
            yield picture


def _files(summary: Summary, corpus: Corpus, pictures: Collection[str]) -> Iterator[str]:
    """The files below `content/` that it refers to; articles and pictures are no files of it."""
    for reference in summary.references:
        path = content_path(reference.destination, summary.path, "")
        stored = corpus.files.files.get(path)
        plain = stored is not None and stored.kind == "file" and not path.endswith(".md")
        if plain and path not in pictures:
            yield path


def _shelves(
    articles: Iterable[Article],
    names: Callable[[Article], Iterable[str]],
    path: Callable[[str], str],
) -> tuple[Shelf, ...]:
    """Articles by each of their names, in the order of the names."""
    by_name: dict[str, list[Article]] = {}
    for article in articles:
        for name in names(article):
            by_name.setdefault(name, []).append(article)
    return tuple(Shelf(name, path(name), tuple(by_name[name])) for name in sorted(by_name))
