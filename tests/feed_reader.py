"""Feeds as readers have them: RSS through feedparser, JSON through json, as one kind of item.

Nothing is taken out or resolved on the way, so that what was sent can be held against what came.
"""

from __future__ import annotations

import json
from calendar import timegm
from datetime import UTC, datetime
from html import unescape
from typing import Any, NamedTuple

import feedparser
from selectolax.lexbor import LexborHTMLParser

from tests.feed_validator import complaints, json_complaints


class Item(NamedTuple):
    """An item as a reader has it."""

    title: str
    summary: str
    link: str
    guid: str
    date: datetime
    authors: tuple[str, ...]
    html: str

    @property
    def text(self) -> str:
        """What is read, runs of white space as one blank."""
        return " ".join(tree(self.html).text().split())

    @property
    def code(self) -> list[str]:
        """The text of each block of code."""
        return [node.text() for node in tree(self.html).css("pre")]


def tree(html: str) -> Any:
    """The body of a page that has this HTML alone."""
    return LexborHTMLParser(f"<!doctype html><body>{html}").body


def parsed(html: str) -> str:
    """The same HTML as a browser would write it: references are characters."""
    return str(tree(html.strip()).inner_html)


def items_of(content: bytes, url: str, home: str) -> dict[str, Item]:
    """The items, by slug, of the feed at `url`, which no validator has anything to say of."""
    if url.endswith(".json"):
        assert json_complaints(content, url, home) == []
        return json_items(content)
    assert complaints(content, url, home) == []
    return rss_items(content)


def rss_items(xml: bytes) -> dict[str, Item]:
    """The items of an RSS feed, by slug."""
    found = feedparser.parse(xml, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return {
        entry.link.split("/")[-2]: Item(
            entry.title,
            unescape(entry.summary),
            entry.link,
            entry.id,
            datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            tuple(author.name for author in entry.authors),
            parsed(entry.content[0].value),
        )
        for entry in found.entries
    }


def json_items(data: bytes) -> dict[str, Item]:
    """The items of a JSON Feed, by slug."""
    return {
        item["url"].split("/")[-2]: Item(
            item["title"],
            item["summary"],
            item["url"],
            item["id"],
            datetime.fromisoformat(item["date_published"]).astimezone(UTC),
            tuple(author["name"] for author in item["authors"]),
            parsed(item["content_html"]),
        )
        for item in json.loads(data)["items"]
    }
