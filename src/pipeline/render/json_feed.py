"""The JSON Feed, version 1.1 of https://jsonfeed.org: what the RSS says, for readers of JSON.

The writer is ours, since the format is a dictionary. Members that would be empty are left out. The
feed has no authors of its own, since each item names its own. Neither an icon nor an article's
social card is named: their addresses change when we draw them otherwise, and a feed changes with
what authors write alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pipeline.model import Article, Feed, Site
from pipeline.permalink import JSON_FEED, address
from pipeline.render.syndication import (
    BodyOf,
    Made,
    blamed,
    moment_of,
    shortened,
    summary_of,
    text_of,
    topics_of,
)

VERSION = "https://jsonfeed.org/version/1.1"
_END_OF_ITEM = b"\n  }"
"""A line end within a text is escaped, so no text holds one."""


def json_feed(feed: Feed, site: Site, body_of: BodyOf) -> Made:
    """A feed as JSON in UTF-8, at `/feed.json`; an article's item is lines of its own.

    It is shortened as the RSS is, by its own bytes.

    Raises:
        ValueError: naming the article that UTF-8 cannot hold (half of a surrogate pair) or whose
            date has no time zone, or the two that have one guid; rules stop such articles long
            before.
    """
    channel = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": site.base_url,
        "feed_url": address(JSON_FEED, site.base_url),
        "description": feed.description,
        "language": site.language,
    }

    def make(articles: Sequence[Article]) -> bytes:
        items = {article.path: _item_of(article, site, body_of) for article in articles}
        try:
            return _bytes({**channel, "items": list(items.values())})
        except UnicodeEncodeError:
            for article in articles:
                with blamed(article):
                    _bytes(items[article.path])
            raise

    return shortened(feed.articles, make, _END_OF_ITEM)


def _bytes(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _item_of(article: Article, site: Site, body_of: BodyOf) -> dict[str, Any]:
    with blamed(article):
        return dict(_item(article, site, text_of(article, body_of)))


def _item(article: Article, site: Site, text: str) -> Iterator[tuple[str, Any]]:
    yield "id", article.guid
    yield "url", address(article.site_path, site.base_url)
    yield "title", article.title
    yield "content_html", text
    yield "summary", summary_of(article)
    if article.image and not article.card:
        yield "image", address(article.image, site.base_url)
    yield "date_published", _written(article.published)
    if article.updated is not None:
        yield "date_modified", _written(article.updated)
    if article.authors:
        yield "authors", [{"name": name} for name in article.authors]
    yield "tags", topics_of(article)
    yield "language", site.language


def _written(date: datetime) -> str:
    return moment_of(date).isoformat()
