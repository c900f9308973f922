"""Shelves: the lists that an article stands on, their addresses, and which page holds how many.

A list begins at the address of its shelf and goes on at `page/2/`, `page/3/` ... below it. Pure
arithmetic and text: whether there is such a shelf is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pipeline.permalink import FEED
from pipeline.slug import shelf_slug

HOME = "/"
"""The list of all articles; its first page is the front page."""
ARCHIVE = "/archive/"
CATEGORIES = "/categories/"
TAGS = "/tags/"
SERIES = "/series/"
"""There is such a page as soon as there is a series."""
LISTS_OF_EVERY_SITE = (HOME, ARCHIVE, CATEGORIES, TAGS)
"""The lists that are always there, be they empty."""

ON_HOME = 13
"""How many articles the front page shows: one that leads, and twelve more."""
ON_A_PAGE = 20
"""How many articles any other page of a list shows."""
IN_A_FEED = 30
"""How many articles a feed holds at most: the newest."""
ON_A_YEARS_PAGE = 100
"""A year's list has a line for each article."""

_LATER = re.compile(r"(/(?:.*/)?)page/([1-9][0-9]{0,5})/")


class Filed(Protocol):
    """What stands on shelves: an article, or the summary of one."""

    @property
    def category(self) -> str:
        """Empty for none."""

    @property
    def tags(self) -> Sequence[str]:
        """In the author's order."""

    @property
    def series(self) -> str:
        """Empty for none."""

    @property
    def published(self) -> datetime | None:
        """None when it is not known."""


def category_path(name: str) -> str:
    """The site path of a category's list: `Career` gives `/categories/career/`."""
    return f"{CATEGORIES}{shelf_slug(name)}/"


def tag_path(name: str) -> str:
    """The site path of a tag's list: `error-handling` gives `/tags/error-handling/`."""
    return f"{TAGS}{shelf_slug(name)}/"


def series_path(name: str) -> str:
    """The site path of a series' list: `From First Principles` gives
    `/series/from-first-principles/`.
    """
    return f"{SERIES}{shelf_slug(name)}/"


def year_path(year: int) -> str:
    """The site path of a year's list, in the archive: `/archive/2026/`."""
    return f"{ARCHIVE}{year}/"


def shelf_paths(article: Filed) -> Iterator[str]:
    """The site path of each list that the article stands on, some of them twice."""
    yield HOME
    if article.category:
        yield category_path(article.category)
    for tag in article.tags:
        if tag:
            yield tag_path(tag)
    if article.series:
        yield series_path(article.series)
    if article.published:
        yield year_path(article.published.year)


def feed_paths(article: Filed) -> Iterator[str]:
    """The site path of each feed that is there because the article is: that of its category."""
    if article.category:
        yield feed_path(category_path(article.category))


def usual_spelling(spellings: Iterable[str], used: Mapping[str, int]) -> str:
    """The spelling of one name that is used most; of two equals the first in order."""
    return min(spellings, key=lambda name: (-used[name], name.casefold(), name.swapcase()))


def page_path(shelf_path: str, number: int) -> str:
    """The site path of a page of a list, from 1."""
    return shelf_path if number == 1 else f"{shelf_path}page/{number}/"


def feed_path(shelf_path: str) -> str:
    """The site path of the RSS feed of a list: `/feed.xml`, `/categories/python/feed.xml`."""
    return shelf_path + FEED.removeprefix("/")


def is_feed(site_path: str) -> bool:
    """Whether a site path is that of an RSS feed, be it there or not."""
    return site_path.endswith(FEED)


def parted(site_path: str) -> tuple[str, int]:
    """A site path as that of a list and the number of its page: what `page_path` puts together."""
    found = _LATER.fullmatch(site_path)
    return (found[1], int(found[2])) if found and found[2] != "1" else (site_path, 1)


def before(shelf_path: str, number: int) -> int:
    """How many articles stand on the pages of a list before page `number`."""
    if number == 1:
        return 0
    size = _size(shelf_path)
    return size * (number - 1) - (size - ON_HOME if shelf_path == HOME else 0)


def pages_of(shelf_path: str, articles: int) -> int:
    """How many pages a list of so many articles has; an empty one has one."""
    if articles <= before(shelf_path, 2):
        return 1
    size = _size(shelf_path)
    return 1 + -(-(articles - before(shelf_path, 2)) // size)


def _size(shelf_path: str) -> int:
    return ON_A_YEARS_PAGE if shelf_path.startswith(ARCHIVE) else ON_A_PAGE
