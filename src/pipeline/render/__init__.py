"""The site as pages: what readers get, each with its URL and its bytes when asked for.

Only a `Site` comes in, so nothing that an author wrote reaches a template before it was believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pipeline import cards, pictures
from pipeline.model import Article, Body, Page, PageKind, Picture, Site, StandalonePage
from pipeline.permalink import JSON_FEED, NOT_FOUND, SEARCH, SUBSCRIBE
from pipeline.render import articles, frame, lists, machines, notices, search_page, subscribe_page
from pipeline.render.feed import rss
from pipeline.render.json_feed import json_feed
from pipeline.render.syndication import BodyOf, Made

ReadFile = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""


def article_pages(article: Article, body: Body, site: Site, read_file: ReadFile) -> Iterator[Page]:
    """An article's own page, its social card, and the pictures it is the first to show."""
    yield _article(article, lambda: articles.article_page(article, body, site))
    if article.card:
        yield _card(article, site)
    yield from _picture_pages(article.pictures, read_file)


def standalone_pages(
    standalone: StandalonePage, body: Body, site: Site, read_file: ReadFile
) -> Iterator[Page]:
    """A page outside the articles, and the pictures it is the first to show."""
    yield _standalone(standalone, lambda: articles.standalone_page(standalone, body, site))
    yield from _picture_pages(standalone.pictures, read_file)


def feed_pages(site: Site, body_of: BodyOf) -> Iterator[Page]:
    """The feeds, one after the other: each is made when it is asked for, so that few are in memory
    at once. The first one, of all articles, is there as JSON too.
    """
    every, *of_categories = site.feeds
    yield _feed(every.site_path, rss(every, site, body_of))
    yield _feed(JSON_FEED, json_feed(every, site, body_of))
    for feed in of_categories:
        yield _feed(feed.site_path, rss(feed, site, body_of))


def _feed(site_path: str, made: Made) -> Page:
    return Page(site_path, PageKind.FEED, lambda: made.content, items=made.items)


def site_pages(site: Site, read_file: ReadFile) -> Iterator[Page]:
    """Everything that no single article has, but the feeds: lists, search, redirects, 404, files.

    Raises `PipelineError` for a setting `retired` that contradicts the site.
    """
    pages = list(_site_pages(site, read_file))
    taken = {page.site_path for page in (*_written_pages(site), *pages)}
    taken |= {JSON_FEED, *(feed.site_path for feed in site.feeds)}
    withdrawn = list(notices.withdrawn_pages(site, taken))
    yield from pages
    yield from withdrawn


def _site_pages(site: Site, read_file: ReadFile) -> Iterator[Page]:
    own = list(_own_pages(site))
    yield from own
    yield from notices.moved_pages(site)
    yield from machines.redirects_pages(site)
    yield from machines.sitemap_pages((*_written_pages(site), *own), site)
    yield machines.robots_page(site)
    yield Page(NOT_FOUND, PageKind.PAGE, lambda: notices.not_found_page(site))
    for site_path, data in frame.assets_of(site):
        yield _asset(site_path, data)
    for path in sorted({path for owner in site.written for path in owner.files}):
        yield _file(path, read_file)


def _own_pages(site: Site) -> Iterator[Page]:
    """The pages to read that nobody wrote; each shows, or counts, the newest articles."""
    yield from lists.list_pages(site)
    modified = lists.modified_of(site.articles)
    if site.search:
        render = partial(search_page.search_page, site)
        yield Page(SEARCH, PageKind.PAGE, render, modified=modified)
    render = partial(subscribe_page.subscribe_page, site)
    yield Page(SUBSCRIBE, PageKind.PAGE, render, modified=modified)


def _written_pages(site: Site) -> Iterator[Page]:
    """The facts of the pages to read that authors wrote; others render them."""
    yield from (_article(article, _rendered_elsewhere) for article in site.articles)
    yield from (_standalone(standalone, _rendered_elsewhere) for standalone in site.pages)


def _rendered_elsewhere() -> bytes:
    raise NotImplementedError("only the facts of this page were asked for")


def _article(article: Article, content: Callable[[], bytes]) -> Page:
    return Page(
        site_path=article.site_path,
        kind=PageKind.ARTICLE,
        content=content,
        source=article.path,
        guid=article.guid,
        date=article.published.isoformat(),
        modified=article.modified.isoformat(),
    )


def _standalone(standalone: StandalonePage, content: Callable[[], bytes]) -> Page:
    return Page(
        site_path=standalone.site_path,
        kind=PageKind.PAGE,
        content=content,
        source=standalone.path,
        modified=standalone.updated.isoformat() if standalone.updated else "",
    )


def _card(article: Article, site: Site) -> Page:
    def draw() -> bytes:
        return cards.card(article.title, article.category, site.title)

    return Page(article.card, PageKind.IMAGE, draw, source=article.path, lasting=True)


def _picture_pages(shown: Iterable[Picture], read_file: ReadFile) -> Iterator[Page]:
    for picture in shown:
        for site_path, content in pictures.files(picture, read_file):
            yield Page(site_path, PageKind.IMAGE, content, source=picture.path, lasting=True)


def _asset(site_path: str, data: bytes) -> Page:
    return Page(site_path, PageKind.ASSET, lambda: data)


def _file(path: str, read_file: ReadFile) -> Page:
    site_path = path.removeprefix("content")
    return Page(site_path, PageKind.ASSET, lambda: read_file(path), source=path)
