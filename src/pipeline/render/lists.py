"""The pages that lead to articles: home, archive, categories, tags, series; and what is around one.

A list shows its newest articles first (a series its first part) and goes on at `page/2/`. What a
list says of an article is rendered once, and stands on all pages that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import NamedTuple

from pipeline.model import Article, Page, PageKind, Shelf, Site
from pipeline.related import Index, index_of, related
from pipeline.render.frame import frame_of, once_a_site, page, templates, trusted
from pipeline.render.subscribe_page import way_to_feed
from pipeline.shelves import (
    ARCHIVE,
    CATEGORIES,
    HOME,
    SERIES,
    TAGS,
    before,
    page_path,
    pages_of,
    series_path,
)
from pipeline.wording import counted

SERIES_ON_HOME = 6
"""The front page names so many series: those with the newest parts."""
WHOLE_ARCHIVE = 100
"""Up to so many articles the archive names each; from there on it names the years alone."""
WEIGHTS = 5
"""By so many degrees a list of shelves shows how full each is beside the fullest."""


# --- what is around an article --------------------------------------------------------------------


class Around(NamedTuple):
    """Where a reader may go from an article."""

    older: Article | None
    """The one before it in time."""
    newer: Article | None
    series: Shelf | None
    """The series that it is a part of, with all parts that are published, itself included; None
    while there is no other part."""
    related: tuple[Article, ...]
    """At most three, nearest first; none of the others is among them."""


def around_article(article: Article, site: Site) -> Around:
    """What is around an article; nothing is around one that the site does not have."""
    shown = _shown(site)
    place = shown.places.get(article.path)
    if place is None:
        return Around(None, None, None, ())
    every = site.articles
    return Around(
        older=every[place + 1] if place + 1 < len(every) else None,
        newer=every[place - 1] if place else None,
        series=shown.series.get(series_path(article.series)) if article.series else None,
        related=related(article, shown.index),
    )


# --- the pages ------------------------------------------------------------------------------------


def list_pages(site: Site) -> Iterator[Page]:
    """Every page of every list; a first page stays, a later one or that of a tag may go.

    A list was last modified when the newest of its articles was.
    """
    modified = modified_of(site.articles)
    yield Page(HOME, PageKind.PAGE, lambda: home_page(site), modified=modified)
    for number in range(2, pages_of(HOME, len(site.articles)) + 1):
        yield _later_page(number, site, modified)
    yield Page(ARCHIVE, PageKind.PAGE, lambda: archive_page(site), modified=modified)
    yield Page(CATEGORIES, PageKind.PAGE, lambda: categories_page(site), modified=modified)
    yield Page(TAGS, PageKind.PAGE, lambda: tags_page(site), modified=modified)
    if site.series:
        yield Page(SERIES, PageKind.PAGE, lambda: all_series_page(site), modified=modified)
    for render, shelves, kind in (
        (year_page, site.years, PageKind.LIST),
        (category_page, site.categories, PageKind.PAGE),
        (tag_page, site.tags, PageKind.LIST),
        (series_page, site.series, PageKind.PAGE),
    ):
        for shelf in shelves:
            yield from _shelf_pages(render, shelf, site, kind)


def modified_of(articles: Sequence[Article]) -> str:
    """When the newest of some articles was modified, as RFC 3339; empty for none."""
    return max(article.modified for article in articles).isoformat() if articles else ""


def _later_page(number: int, site: Site, modified: str) -> Page:
    def render() -> bytes:
        return all_articles_page(site, number)

    return Page(page_path(HOME, number), PageKind.LIST, render, modified=modified)


def _shelf_pages(
    render: Callable[[Shelf, Site, int], bytes], shelf: Shelf, site: Site, kind: PageKind
) -> Iterator[Page]:
    modified = modified_of(shelf.articles)
    for number in range(1, pages_of(shelf.site_path, len(shelf.articles)) + 1):
        yield Page(
            page_path(shelf.site_path, number),
            kind if number == 1 else PageKind.LIST,
            partial(render, shelf, site, number),
            modified=modified,
        )


def home_page(site: Site) -> bytes:
    """The front page: the newest article, those before it, categories and series; or a word of
    comfort.
    """
    shown = _shown(site)
    sheet = _sheet(HOME, 1, site.articles)
    places = shown.places
    newest_first = sorted(
        site.series, key=lambda shelf: min(places[part.path] for part in shelf.articles)
    )
    return _page(
        "home.html",
        site,
        HOME,
        categories=_lines(site.categories, _articles),
        earlier=shown.entries(sheet.articles[1:], 3),
        lead=shown.entries(sheet.articles[:1], 2),
        series=_lines(newest_first[:SERIES_ON_HOME], _parts),
        sheet=sheet,
    )


def all_articles_page(site: Site, number: int) -> bytes:
    """The front page's list, from its second page on."""
    sheet = _sheet(HOME, number, site.articles)
    return _listed(
        site,
        sheet,
        heading="All articles",
        entries=_shown(site).entries(sheet.articles, 2),
        summary=f"{sheet.said} on {site.title}.",
    )


def category_page(category: Shelf, site: Site, number: int = 1) -> bytes:
    """A page of the articles of a category."""
    sheet = _sheet(category.site_path, number, category.articles)
    return _listed(
        site,
        sheet,
        kicker=("Categories", CATEGORIES),
        heading=category.name,
        entries=_shown(site).entries(sheet.articles, 2),
        subscribe=way_to_feed(category.site_path, site),
        summary=f"{sheet.said} in {category.name} on {site.title}.",
    )


def tag_page(tag: Shelf, site: Site, number: int = 1) -> bytes:
    """A page of the articles with a tag."""
    sheet = _sheet(tag.site_path, number, tag.articles)
    return _listed(
        site,
        sheet,
        kicker=("Tags", TAGS),
        heading=tag.name,
        title=f"Tagged {tag.name}",
        entries=_shown(site).entries(sheet.articles, 2),
        summary=f"{sheet.said} tagged {tag.name} on {site.title}.",
    )


def series_page(series: Shelf, site: Site, number: int = 1) -> bytes:
    """A page of the parts of a series, first part first, with the time that all of them take."""
    sheet = _sheet(series.site_path, number, series.articles)
    length = f"{counted(sheet.total, 'part')}, {counted(_minutes(series), 'minute')} in all"
    on = f", page {number}" if number > 1 else ""
    return _listed(
        site,
        sheet,
        kicker=("Series", SERIES),
        heading=series.name,
        title=f"Series: {series.name}",
        note=f"{_parts(series)} read in all",
        parts=[(part, _shown(site).entries([part], 2)) for part in sheet.articles],
        summary=f"The series {series.name} on {site.title}: {length}{on}.",
        ways=("Earlier parts", "Later parts"),
    )


def year_page(year: Shelf, site: Site, number: int = 1) -> bytes:
    """A page of the articles of a year: a line for each, by month."""
    # An hour's offset can put the last day of one month after the first of the next.
    by_month = sorted(year.articles, key=lambda article: -article.published.month)
    sheet = _sheet(year.site_path, number, by_month)
    months = [
        (members[0].published, _shown(site).rows(members))
        for _, found in groupby(sheet.articles, lambda article: article.published.month)
        if (members := list(found))
    ]
    return _listed(
        site,
        sheet,
        "year.html",
        kicker=("Archive", ARCHIVE),
        heading=year.name,
        title=f"Archive of {year.name}",
        months=months,
        summary=f"{sheet.said} of {year.name} on {site.title}.",
    )


def archive_page(site: Site) -> bytes:
    """All years; those of a small blog with all their articles."""
    total = len(site.articles)
    rows = _shown(site).rows
    whole = [(year, rows(year.articles)) for year in site.years if total <= WHOLE_ARCHIVE]
    return _page(
        "archive.html",
        site,
        ARCHIVE,
        lines=_lines(site.years, _articles),
        summary=f"All articles on {site.title} by date.",
        total=total,
        whole=whole,
    )


def categories_page(site: Site) -> bytes:
    """All categories, with what is newest in each."""
    return _page(
        "shelves.html",
        site,
        CATEGORIES,
        empty="There is no article yet, and so no category.",
        heading="Categories",
        note="1 category" if len(site.categories) == 1 else f"{len(site.categories)} categories",
        lines=_lines(site.categories, _articles),
        summary=f"All categories on {site.title}, and what is newest in each.",
        layout="roomy",
    )


def tags_page(site: Site) -> bytes:
    """All tags in the order of the alphabet."""
    return _page(
        "shelves.html",
        site,
        TAGS,
        empty="No article has a tag yet.",
        heading="Tags",
        note=counted(len(site.tags), "tag"),
        lines=_lines(site.tags, _articles),
        summary=f"All tags on {site.title}, from A to Z.",
        layout="narrow",
    )


def all_series_page(site: Site) -> bytes:
    """All series in the order of the alphabet."""
    return _page(
        "shelves.html",
        site,
        SERIES,
        empty="There is no series yet.",
        heading="Series",
        note=f"{len(site.series)} series",
        lines=_lines(site.series, _parts),
        summary=f"All series on {site.title}, and how long each takes to read.",
        layout="roomy",
    )


# --- what they are made of ------------------------------------------------------------------------


class _Line(NamedTuple):
    """A shelf, as lists of shelves show it."""

    shelf: Shelf
    said: str
    """How many articles, in words."""
    weight: int
    """How full it is beside the fullest, from 1 to `WEIGHTS`; how many it has when all have few."""
    newest: Article


def _lines(shelves: Sequence[Shelf], said: Callable[[Shelf], str]) -> list[_Line]:
    most = max((len(shelf.articles) for shelf in shelves), default=1)
    return [
        _Line(
            shelf,
            said(shelf),
            -(-WEIGHTS * len(shelf.articles) // max(most, WEIGHTS)),
            max(shelf.articles, key=lambda article: article.published),
        )
        for shelf in shelves
    ]


def _articles(shelf: Shelf) -> str:
    return counted(len(shelf.articles), "article")


def _parts(shelf: Shelf) -> str:
    return f"{counted(len(shelf.articles), 'part')} · {_minutes(shelf)} min"


def _minutes(shelf: Shelf) -> int:
    return sum(article.minutes for article in shelf.articles)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page of a list."""

    shelf_path: str
    number: int
    """From 1."""
    pages: int
    articles: Sequence[Article]
    """Those that stand on it."""
    first: int
    """The number of its first article in the whole list, from 1."""
    total: int
    """How many articles the whole list has."""

    @property
    def said(self) -> str:
        """Which articles these are, in words that no other page of the list has."""
        if self.number == 1:
            return counted(self.total, "article")
        last = self.first + len(self.articles) - 1
        if last == self.first:
            return f"Article {last} of {self.total}"
        return f"Articles {self.first} to {last} of {self.total}"

    def path(self, number: int) -> str:
        """The site path of a page of the same list."""
        return page_path(self.shelf_path, number)

    @property
    def numbers(self) -> list[int]:
        """The pages that this one leads to: first, last, and those beside; 0 for a gap."""
        near = {1, self.number - 1, self.number, self.number + 1, self.pages}
        found: list[int] = []
        for number in sorted(near & set(range(1, self.pages + 1))):
            missing = number - found[-1] - 1 if found else 0
            if missing:
                found.append(0 if missing > 1 else number - 1)
            found.append(number)
        return found


def _sheet(shelf_path: str, number: int, articles: Sequence[Article]) -> _Sheet:
    first, end = before(shelf_path, number), before(shelf_path, number + 1)
    return _Sheet(
        shelf_path,
        number,
        pages_of(shelf_path, len(articles)),
        articles[first:end],
        first + 1,
        len(articles),
    )


def _listed(
    site: Site,
    sheet: _Sheet,
    template: str = "shelf.html",
    *,
    heading: str,
    summary: str,
    kicker: tuple[str, str] | None = None,
    title: str = "",
    note: str = "",
    ways: tuple[str, str] = ("Newer", "Older"),
    subscribe: str = "",
    **names: object,
) -> bytes:
    """A page of a list of articles; `kicker` is the list of such lists, by name and site path,
    `subscribe` leads to what is said of its own feed.
    """
    on = f", page {sheet.number}" if sheet.number > 1 else ""
    return _page(
        template,
        site,
        sheet.path(sheet.number),
        heading=heading,
        kicker=kicker,
        note=note or counted(sheet.total, "article"),
        sheet=sheet,
        subscribe=subscribe,
        summary=summary,
        title=f"{title or heading}{on}",
        ways=ways,
        **names,
    )


def _page(template: str, site: Site, site_path: str, **names: object) -> bytes:
    frame = frame_of(site)
    return page(template, frame=frame, url=frame.url(site_path), **names)


class _Shown:
    """What all lists of a site share, each thing made when it is first asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._rendered: dict[tuple[str, int], str] = {}

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each article stands in the site's order, by path."""
        return {article.path: place for place, article in enumerate(self.site.articles)}

    @cached_property
    def series(self) -> dict[str, Shelf]:
        """Each series of two parts or more, by its site path."""
        return {shelf.site_path: shelf for shelf in self.site.series if len(shelf.articles) > 1}

    @cached_property
    def index(self) -> Index:
        """What the articles have in common."""
        return index_of(self.site.articles)

    @cached_property
    def _macros(self) -> dict[str, Callable[..., str]]:
        return vars(templates().get_template("entry.html").module)

    def entries(self, articles: Iterable[Article], level: int) -> str:
        """Articles with their descriptions, each below a heading of that level."""
        return self._each(articles, level)

    def rows(self, articles: Iterable[Article]) -> str:
        """Articles on a line each."""
        return self._each(articles, 0)

    def _each(self, articles: Iterable[Article], level: int) -> str:
        return trusted("".join([self._one(article, level) for article in articles]))

    def _one(self, article: Article, level: int) -> str:
        key = article.path, level
        if key not in self._rendered:
            frame = frame_of(self.site)
            self._rendered[key] = (
                self._macros["entry"](article, frame, level)
                if level
                else self._macros["row"](article, frame)
            )
        return self._rendered[key]


_shown = once_a_site(_Shown)
