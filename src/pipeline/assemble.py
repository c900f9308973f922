"""From summaries to the site: the only maker of a `Site`, and only of articles nothing blocks.

What a reader may not see leaves no trace here: drafts, articles that appear later than now, and
articles that a finding blocks. Every output is made of the one list that comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum

from pipeline.cards import HEIGHT, WIDTH, card_path
from pipeline.model import (
    Article,
    Corpus,
    Feed,
    Picture,
    Settings,
    Shelf,
    Site,
    StandalonePage,
    Summary,
    Verdict,
)
from pipeline.permalink import content_path
from pipeline.pictures import is_picture
from pipeline.shelves import (
    HOME,
    IN_A_FEED,
    category_path,
    feed_path,
    series_path,
    tag_path,
    usual_spelling,
    year_path,
)
from pipeline.slug import DEVICES, slug


class Fate(Enum):
    """What becomes of an article or page in a build."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    BLOCKED = "blocked"


class Drafts(Enum):
    """What to do with drafts: a preview shows those that nothing blocks."""

    LEFT_OUT = "left out"
    SHOWN = "shown"


def fate(summary: Summary, corpus: Corpus, verdict: Verdict, drafts: Drafts) -> Fate:
    """What becomes of one article or page; a draft that stays one is never called blocked.

    A page has no date: it is published as soon as it is no draft.
    """
    if summary.draft and drafts is Drafts.LEFT_OUT:
        return Fate.DRAFT
    if summary.path in verdict.blocked:
        return Fate.BLOCKED
    if summary.draft and (slug(summary.slug) != summary.slug or summary.slug in DEVICES):
        return Fate.BLOCKED  # only a warning in a draft, but no address for a page
    if summary.is_page:
        return Fate.PUBLISHED
    if summary.published is None:
        return Fate.BLOCKED
    if summary.published > corpus.now and not summary.draft:
        return Fate.SCHEDULED
    return Fate.PUBLISHED


def assemble(corpus: Corpus, verdict: Verdict, settings: Settings, drafts: Drafts) -> Site:
    """The site as readers will get it: articles by date, newest first, then by slug; pages by site
    path.
    """
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
    pages = [
        _page(summary, corpus, spoken_of)
        for summary, became in sorted(zip(corpus.summaries, fates, strict=True), key=_by_site_path)
        if became is Fate.PUBLISHED and summary.is_page
    ]
    categories = categories_of(articles)
    return Site(
        title=settings.title,
        description=settings.description,
        base_url=settings.base_url,
        base_path=settings.base_path,
        language=settings.language,
        articles=tuple(articles),
        categories=categories,
        tags=tags_of(articles),
        years=years_of(articles),
        series=series_of(articles),
        pages=tuple(pages),
        retired=settings.retired,
        feeds=feeds_of(articles, categories, settings.title, settings.description),
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
    own = _shared(summary)
    drawn = settings.social_cards and own is None
    card = card_path(summary.slug, summary.title, summary.category, settings.title) if drawn else ""
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
        series=summary.series,
        part=summary.part,
        published=published,
        updated=summary.updated,
        image=own.site_path if own else card,
        image_alt=summary.image_alt if own else summary.title if card else "",
        card=card,
        files=tuple(dict.fromkeys(_files(summary, corpus))),
        pictures=tuple(_first_spoken_of(summary.pictures, spoken_of)),
        digest=summary.digest,
        image_size=_size(own) or ((WIDTH, HEIGHT) if card else None),
    )


def _by_site_path(fated: tuple[Summary, Fate]) -> str:
    return fated[0].site_path


def _page(summary: Summary, corpus: Corpus, spoken_of: set[str]) -> StandalonePage:
    own = _shared(summary)
    return StandalonePage(
        path=summary.path,
        site_path=summary.site_path,
        title=summary.title,
        description=summary.description,
        updated=summary.updated,
        aliases=summary.aliases,
        image=own.site_path if own else "",
        image_alt=summary.image_alt if own else "",
        files=tuple(dict.fromkeys(_files(summary, corpus))),
        pictures=tuple(_first_spoken_of(summary.pictures, spoken_of)),
        image_size=_size(own),
    )


_SHOWN_WHERE_SHARED = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def _shared(summary: Summary) -> Picture | None:
    """The author's own picture for links to it; where they are shared, a drawing is not shown."""
    for picture in summary.pictures:
        if picture.path == summary.image and picture.media_type in _SHOWN_WHERE_SHARED:
            return picture
    return None


def _size(picture: Picture | None) -> tuple[int, int] | None:
    return (picture.width, picture.height) if picture else None


def _first_spoken_of(pictures: Iterable[Picture], spoken_of: set[str]) -> Iterator[Picture]:
    """The pictures that none before refers to; two files of the same bytes are one."""
    for picture in pictures:
        if picture.site_path not in spoken_of:
            spoken_of.add(picture.site_path)
            yield picture


def _files(summary: Summary, corpus: Corpus) -> Iterator[str]:
    """The files below `content/` that it refers to; articles and pictures are no files of it."""
    for reference in summary.references:
        path = content_path(reference.destination, summary.path, "")
        stored = corpus.files.files.get(path)
        plain = stored is not None and stored.kind == "file" and not path.endswith(".md")
        if plain and not is_picture(path):
            yield path


def categories_of(articles: Iterable[Article]) -> tuple[Shelf, ...]:
    """By name; every article stands in one."""
    return _shelves(articles, lambda article: (article.category,), category_path)


def feeds_of(
    articles: Sequence[Article], categories: Iterable[Shelf], title: str, description: str
) -> tuple[Feed, ...]:
    """That of all articles of the blog that has this title, and one for each category."""
    every = Feed(title, description or title, feed_path(HOME), HOME, tuple(articles[:IN_A_FEED]))
    return every, *(
        Feed(
            f"{title}: {category.name}",
            f"Articles on {title} in the category {category.name}.",
            feed_path(category.site_path),
            category.site_path,
            category.articles[:IN_A_FEED],
        )
        for category in categories
    )


def tags_of(articles: Iterable[Article]) -> tuple[Shelf, ...]:
    """By name; an article that has one tag in two spellings stands there once."""
    return _shelves(articles, lambda article: article.tags, tag_path)


def series_of(articles: Iterable[Article]) -> tuple[Shelf, ...]:
    """By name, each with its parts in order; one without a number comes last."""
    return tuple(
        replace(shelf, articles=tuple(sorted(shelf.articles, key=_part)))
        for shelf in _shelves(articles, lambda article: (article.series,), series_path)
    )


def _part(article: Article) -> tuple[bool, int, datetime]:
    return article.part == 0, article.part, article.published


def years_of(articles: Iterable[Article]) -> tuple[Shelf, ...]:
    """Newest first, by the day that each article shows."""
    years = _shelves(
        articles,
        lambda article: (str(article.published.year),),
        lambda year: year_path(int(year)),
    )
    return tuple(sorted(years, key=lambda shelf: int(shelf.name), reverse=True))


def _shelves(
    articles: Iterable[Article],
    names: Callable[[Article], Iterable[str]],
    path: Callable[[str], str],
) -> tuple[Shelf, ...]:
    """Articles by each of their names, in the order of the names.

    Spellings that have one page are one shelf, with the name that most articles use.
    """
    spellings: dict[str, Counter[str]] = {}
    standing: dict[str, dict[str, Article]] = {}
    for article in articles:
        for name in filter(None, names(article)):
            site_path = path(name)
            spellings.setdefault(site_path, Counter())[name] += 1
            standing.setdefault(site_path, {})[article.path] = article
    shelves = (
        Shelf(usual_spelling(used, used), site_path, tuple(standing[site_path].values()))
        for site_path, used in spellings.items()
    )
    return tuple(sorted(shelves, key=lambda shelf: (shelf.name.casefold(), shelf.site_path)))
