"""The door to feedgen: the site's RSS 2.0 feed.

feedgen is trusted for the format and distrusted for its defaults. What is closed here: entries are
appended, never prepended; the channel's own link is set last, because the last one wins;
`lastBuildDate` is given, because its default is the clock; guids are never permalinks; summaries
are escaped, because readers take a description for HTML; `dc:creator` carries authors, because RSS
drops those without a mail address; `atom:updated` comes from an extension of our own, because
feedgen leaves it out of RSS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from pipeline.model import Article, Site
from pipeline.permalink import address

FEED_PATH = "/feed.xml"
MOST_ITEMS = 30
MOST_BYTES = 512 * 1024
"""A feed above 512 KB is shortened: every subscriber fetches it again and again."""
FEWEST_ITEMS = 5
_TTL_MINUTES = 60
_ATOM = "http://www.w3.org/2005/Atom"


def feed(site: Site, bodies: Mapping[str, str]) -> bytes:
    """The feed of the newest articles; `bodies` holds each one's HTML, by path.

    An item is full text or absent: when the whole passes 512 KB, the oldest items go, down to five.
    """
    articles = site.articles[:MOST_ITEMS]
    while True:
        made = _rss(site, articles, bodies)
        if len(made) <= MOST_BYTES or len(articles) <= FEWEST_ITEMS:
            return made
        articles = articles[:-1]


def _rss(site: Site, articles: Sequence[Article], bodies: Mapping[str, str]) -> bytes:
    from feedgen.feed import FeedGenerator  # late: 50 ms

    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.register_extension("codeloom", _channel_extension(), _entry_extension())
    generator.title(site.title)
    generator.description(site.description or site.title)
    generator.link(href=address(FEED_PATH, site.base_url), rel="self", type="application/rss+xml")
    generator.link(href=site.base_url, rel="alternate")
    generator.language(site.language)
    generator.generator("Codeloom")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(_TTL_MINUTES)
    if articles:
        generator.lastBuildDate(max(article.modified for article in articles))
    generator.codeloom.dated(bool(articles))
    for article in articles:
        _add_entry(generator, article, site, bodies[article.path])
    made: bytes = generator.rss_str(pretty=False, encoding="utf-8")
    return made


def _add_entry(generator: Any, article: Article, site: Site, body: str) -> None:
    entry = generator.add_entry(order="append")
    entry.title(article.title)
    entry.link(href=address(article.site_path, site.base_url))
    entry.guid(article.guid, permalink=False)
    entry.pubDate(article.published)
    entry.dc.dc_creator(list(article.authors))
    names = dict.fromkeys((article.category, *article.tags))
    entry.category([{"term": name} for name in names])
    entry.description(escape(article.description, quote=False))
    entry.content(_lead(article) + body)
    entry.codeloom.updated(article.updated)


def _lead(article: Article) -> str:
    """What stands above the text on the article's own page."""
    facts = " · ".join(part for part in (article.level, f"{article.minutes} min read") if part)
    return (
        f"<p>{escape(facts, quote=False)}</p>\n"
        + _list("What you'll learn", article.learn)
        + _list("Prerequisites", article.prerequisites)
    )


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    rows = "".join(f"<li>{escape(item, quote=False)}</li>\n" for item in items)
    return f"<p><strong>{title}</strong></p>\n<ul>\n{rows}</ul>\n"


def _channel_extension() -> type:
    from feedgen.ext.base import BaseExtension

    class Channel(BaseExtension):  # type: ignore[misc]  # feedgen has no types
        """Takes out `lastBuildDate` when there is no item whose date it could be."""

        def __init__(self) -> None:
            self._dated = True

        def dated(self, dated: bool) -> None:
            self._dated = dated

        def extend_rss(self, rss_feed: Any) -> Any:
            channel = rss_feed[0]
            built = channel.find("lastBuildDate")
            if not self._dated and built is not None:
                channel.remove(built)
            return rss_feed

    return Channel


def _entry_extension() -> type:
    from feedgen.ext.base import BaseEntryExtension
    from feedgen.util import xml_elem

    class Entry(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
        """Adds `atom:updated`."""

        def __init__(self) -> None:
            self._updated: datetime | None = None

        def updated(self, updated: datetime | None) -> None:
            self._updated = updated

        def extend_rss(self, entry: Any) -> Any:
            if self._updated is not None:
                xml_elem(f"{{{_ATOM}}}updated", entry).text = self._updated.isoformat()
            return entry

    return Entry
