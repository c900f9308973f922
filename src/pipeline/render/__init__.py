"""The site as pages: what readers get, each with its URL and its bytes when asked for.

Only a `Site` comes in, so nothing that an author wrote reaches a template before it was believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline import cards, pictures
from pipeline.model import Article, Body, Page, PageKind, Picture, Shelf, Site, StandalonePage
from pipeline.render import articles, frame, lists, notices
from pipeline.render import feed as rss

FEED_ITEMS = rss.MOST_ITEMS
"""How many of the newest articles need a body for the feed."""

ReadFile = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""


def article_pages(article: Article, body: Body, site: Site, read_file: ReadFile) -> Iterator[Page]:
    """An article's own page, its social card, and the pictures it is the first to show."""
    yield Page(
        site_path=article.site_path,
        kind=PageKind.ARTICLE,
        content=lambda: articles.article_page(article, body, site),
        source=article.path,
        guid=article.guid,
        date=article.published.isoformat(),
    )
    if article.card:
        yield _card(article, site)
    yield from _picture_pages(article.pictures, read_file)


def standalone_pages(
    standalone: StandalonePage, body: Body, site: Site, read_file: ReadFile
) -> Iterator[Page]:
    """A page outside the articles, and the pictures it is the first to show."""
    yield Page(
        site_path=standalone.site_path,
        kind=PageKind.PAGE,
        content=lambda: articles.standalone_page(standalone, body, site),
        source=standalone.path,
    )
    yield from _picture_pages(standalone.pictures, read_file)


def site_pages(site: Site, bodies: Mapping[str, str], read_file: ReadFile) -> Iterator[Page]:
    """Everything that no single article has: lists, redirects, 404, feed, style, files.

    `bodies` holds the newest articles' text for feed readers, by path.
    """
    yield Page("/", PageKind.PAGE, lambda: lists.home_page(site))
    for category in site.categories:
        yield _category_page(category, site)
    for article in site.articles:
        for alias in article.aliases:
            yield _moved_page(alias, article, site)
    yield Page("/404.html", PageKind.PAGE, lambda: notices.not_found_page(site))
    yield Page(rss.FEED_PATH, PageKind.FEED, lambda: rss.feed(site, bodies))
    for site_path, data in frame.assets().values():
        yield _asset(site_path, data)
    owners: tuple[Article | StandalonePage, ...] = (*site.articles, *site.pages)
    for path in sorted({path for owner in owners for path in owner.files}):
        yield _file(path, read_file)


def _card(article: Article, site: Site) -> Page:
    def draw() -> bytes:
        return cards.card(article.title, article.category, site.title)

    return Page(article.card, PageKind.IMAGE, draw, source=article.path, lasting=True)


def _picture_pages(shown: Iterable[Picture], read_file: ReadFile) -> Iterator[Page]:
    for picture in shown:
        for site_path, content in pictures.files(picture, read_file):
            yield Page(site_path, PageKind.IMAGE, content, source=picture.path, lasting=True)


def _category_page(category: Shelf, site: Site) -> Page:
    return Page(category.site_path, PageKind.PAGE, lambda: lists.category_page(category, site))


def _moved_page(alias: str, article: Article, site: Site) -> Page:
    named = "." in alias.rpartition("/")[2]
    site_path = alias if named or alias.endswith("/") else f"{alias}/"
    return Page(
        site_path, PageKind.REDIRECT, lambda: notices.moved_page(article, site), source=article.path
    )


def _asset(site_path: str, data: bytes) -> Page:
    return Page(site_path, PageKind.ASSET, lambda: data)


def _file(path: str, read_file: ReadFile) -> Page:
    site_path = path.removeprefix("content")
    return Page(site_path, PageKind.ASSET, lambda: read_file(path), source=path)
