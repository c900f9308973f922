"""The site as pages: what readers get, each with its URL and its bytes when asked for.

Only a `Site` comes in, so nothing that an author wrote reaches a template before it was believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.model import Article, Category, Page, PageKind, Site
from pipeline.render import feed as rss
from pipeline.render import pages

FEED_ITEMS = rss.MOST_ITEMS
"""How many of the newest articles need a body for the feed."""

ReadFile = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""


def article_page(article: Article, body: str, site: Site) -> Page:
    """An article's own page."""
    return Page(
        site_path=article.site_path,
        kind=PageKind.ARTICLE,
        content=lambda: pages.article_page(article, body, site),
        source=article.path,
        guid=article.guid,
        date=article.published.isoformat(),
    )


def site_pages(site: Site, bodies: Mapping[str, str], read_file: ReadFile) -> Iterator[Page]:
    """Everything but the articles' pages: lists, redirects, 404, feed, style, files.

    `bodies` holds the newest articles' text for feed readers, by path.
    """
    yield Page("/", PageKind.PAGE, lambda: pages.home_page(site))
    for category in site.categories:
        yield _category_page(category, site)
    for article in site.articles:
        for alias in article.aliases:
            yield _moved_page(alias, article, site)
    yield Page("/404.html", PageKind.PAGE, lambda: pages.not_found_page(site))
    yield Page(rss.FEED_PATH, PageKind.FEED, lambda: rss.feed(site, bodies))
    for site_path, data in pages.assets():
        yield _asset(site_path, data)
    for path in sorted({path for article in site.articles for path in article.files}):
        yield _file(path, read_file)


def _category_page(category: Category, site: Site) -> Page:
    return Page(category.site_path, PageKind.PAGE, lambda: pages.category_page(category, site))


def _moved_page(alias: str, article: Article, site: Site) -> Page:
    named = "." in alias.rpartition("/")[2]
    site_path = alias if named or alias.endswith("/") else f"{alias}/"
    return Page(
        site_path, PageKind.PAGE, lambda: pages.moved_page(article, site), source=article.path
    )


def _asset(site_path: str, data: bytes) -> Page:
    return Page(site_path, PageKind.ASSET, lambda: data)


def _file(path: str, read_file: ReadFile) -> Page:
    site_path = path.removeprefix("content")
    return Page(site_path, PageKind.ASSET, lambda: read_file(path), source=path)
