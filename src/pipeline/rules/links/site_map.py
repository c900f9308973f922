"""Which site paths a build would have, and what leads to them; made once for each check."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from pipeline.model import Corpus, Inventory, Reference, Settings, Summary
from pipeline.permalink import CONTENT, OF_EVERY_SITE, SEARCH, Target, resolve, site_path_of
from pipeline.shelves import (
    LISTS_OF_EVERY_SITE,
    SERIES,
    before,
    feed_paths,
    is_feed,
    page_path,
    pages_of,
    parted,
    shelf_paths,
)

_EVERYWHERE = ("", "content")
"""Fragments that every page answers to: its start, which also has the name `top`, and its text."""
_TEXT_DIRECTIVE = ":~:"
"""What follows it is a text to search for, no id."""
_FOOTNOTE, _WAY_BACK = "fn:", re.compile(r"fnref(?:-[0-9]+)?:")
_EVER = datetime.min.replace(tzinfo=UTC)


class SiteMap(NamedTuple):
    """Every site path that exists, and the article of those that are one."""

    paths: frozenset[str]
    """Pages and files, whoever may see them: drafts and future articles are LK004's business."""
    articles: Mapping[str, Summary]
    """By site path; an article's aliases lead to it too."""
    shelves: Mapping[str, Sequence[datetime]]
    """By the first page of each list in use: when its articles appear, in order; by the feed of
    each category and the list of all series, when the first of them does."""
    files: Inventory

    def holds(self, site_path: str, reader: Summary, now: datetime) -> bool:
        """True when the site has such a page or file once `reader`, an article, can be read.

        What leads out of the site is another rule's, and counts as being there.
        """
        if site_path in self.paths:
            return True
        return self._lists(site_path, reader, now) or is_outside(site_path, self.files)

    def _lists(self, site_path: str, reader: Summary, now: datetime) -> bool:
        """True for a page of a list that is long enough by then, `reader` itself included."""
        shelf_path, number = parted(site_path)
        moments = self.shelves.get(shelf_path, ())
        shown = bisect_right(moments, max(now, reader.published or now))
        if reader.draft and shelf_path in _own(reader):
            shown += 1
        return shown > before(shelf_path, number)

    def is_feed_of_list(self, site_path: str) -> bool:
        """True for a feed that is there because a list is: that of a category."""
        return site_path in self.shelves and is_feed(site_path)

    def lists(self) -> Iterator[str]:
        """The pages and feeds of all lists as they would be if every article had appeared."""
        for shelf_path, moments in self.shelves.items():
            for number in range(1, pages_of(shelf_path, len(moments)) + 1):
                yield page_path(shelf_path, number)

    def is_sound(self, target: Target, reader: Summary, now: datetime) -> bool:
        """True when no rule on links has anything against one that leads `reader` there."""
        if not self.holds(target.site_path, reader, now):
            return False
        article = self.articles.get(target.site_path)
        owner = article or self.articles.get(article_folder(target.site_path))
        if owner is not None and owner is not reader and is_hidden(owner, now):
            return False
        return article is None or not target.fragment or has_section(article, target.fragment)


def article_folder(site_path: str) -> str:
    """The site path of the article or page in whose folder a file lies; what is no such file, as
    it is.
    """
    parts = site_path.split("/")
    if len(parts) > 3 and parts[1] in ("articles", "pages"):
        return site_path_of(f"content/{parts[1]}/{parts[2]}.md")
    return site_path


def is_hidden(summary: Summary, now: datetime) -> bool:
    """True for an article that nobody can open now: a draft, or one with a later date."""
    return summary.draft or (summary.published is not None and summary.published > now)


def section_of(fragment: str) -> str:
    """The id in a fragment, which may go on with a text to search for."""
    return fragment.partition(_TEXT_DIRECTIVE)[0]


def has_section(article: Summary, fragment: str) -> bool:
    """True as well for an article that could not be read: nobody knows its sections."""
    section = section_of(fragment)
    anchors = article.anchors
    if section in anchors or section in _EVERYWHERE or section.lower() == "top":
        return True
    if (place := _WAY_BACK.match(section)) is not None:
        return _FOOTNOTE + section[place.end() :] in anchors
    return article.broken and not anchors


def site_map(corpus: Corpus, settings: Settings) -> SiteMap:
    """The site as it would be if everything were published."""
    articles = {summary.site_path: summary for summary in corpus.summaries}
    for summary in corpus.summaries:
        for alias in summary.aliases:
            articles.setdefault(alias, summary)
    files = (
        "/" + path.removeprefix(CONTENT)
        for path, stored in corpus.files.files.items()
        if stored.kind == "file" and not path.endswith(".md")
    )
    search = (SEARCH,) if settings.search else ()
    own = (*LISTS_OF_EVERY_SITE, *OF_EVERY_SITE, *search)
    paths = frozenset((*own, *articles, *files))
    return SiteMap(paths, articles, _shelves(corpus), corpus.files)


def _shelves(corpus: Corpus) -> Mapping[str, Sequence[datetime]]:
    """A shelf whose articles are all drafts has no page."""
    found: dict[str, list[datetime]] = {}
    for summary in corpus.summaries:
        if not summary.draft:
            moment = summary.published or _EVER
            for shelf_path in _own(summary):
                found.setdefault(shelf_path, []).append(moment)
    return {
        shelf_path: sorted(moments)[: 1 if _is_one_page(shelf_path) else None]
        for shelf_path, moments in found.items()
    }


def _is_one_page(shelf_path: str) -> bool:
    """Whether it is there whole from the first article on: the list of all series, or a feed."""
    return shelf_path == SERIES or is_feed(shelf_path)


def _own(summary: Summary) -> frozenset[str]:
    """The shelves that an article stands on, and the feeds it is in; pages outside the articles
    stand on none.
    """
    if summary.is_page:
        return frozenset()
    series = (SERIES,) if summary.series else ()
    return frozenset((*shelf_paths(summary), *series, *feed_paths(summary)))


def followed(summary: Summary, holding: str = "") -> Iterator[tuple[Reference, Target]]:
    """The references of an article whose destinations hold some text, and where they lead.

    A destination that stands in one place and is used in several, as that of a reference link, is
    followed once; one that is empty or leads out of the blog is another rule's.
    """
    for reference in dict.fromkeys(summary.references):
        if reference.destination and holding in reference.destination:
            target = resolve(reference.destination, summary.path)
            if not target.escapes:
                yield reference, target


def is_outside(site_path: str, files: Inventory) -> bool:
    """True when the file, or a folder above it, is a symbolic link that leaves `content/`."""
    path = CONTENT + site_path.strip("/")
    while path:
        stored = files.files.get(path)
        if stored is not None:
            return stored.kind == "outside"
        path = path.rpartition("/")[0]
    return False
