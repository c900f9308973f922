"""The door to feedgen: the site's RSS 2.0 feed.

feedgen is trusted for the format and distrusted for its defaults. What is closed here: entries are
appended, never prepended; the channel's own link is set last, because the last one wins; guids are
never permalinks; summaries are escaped, because readers take a description for HTML; authors go
into `dc:creator`, because RSS drops those without a mail address; every date is written by our own
extensions, because feedgen takes the clock for a missing one, sets the locale of the whole process
to write one, and leaves `updated` out of RSS.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any, NamedTuple

from pipeline.model import Article, Feed, Site
from pipeline.permalink import address

BodyOf = Callable[[Article], str]
"""Gives an article's text as HTML for feed readers."""

MOST_BYTES = 512 * 1024
"""A feed above 512 KB is shortened: every subscriber fetches it again and again."""
FEWEST_ITEMS = 5
_TTL_MINUTES = 60
_ATOM = "{http://www.w3.org/2005/Atom}"
_PLAIN_TEXT = re.compile(rb"<(?:title|description|category)>[^<]*")
_HALF_HOUR = timedelta(minutes=30)


class Made(NamedTuple):
    """A feed as it is published."""

    content: bytes
    items: tuple[str, ...]
    """The guids of its items, in order."""


def rss(feed: Feed, site: Site, body_of: BodyOf) -> Made:
    """A feed as RSS in UTF-8.

    An item is full text or absent: when the whole passes 512 KB the oldest items go, down to five.
    Without articles it is a valid feed that has no items and no date.

    Raises:
        ValueError: naming the article whose text no XML can hold (a control character, half of a
            surrogate pair); rules stop such articles long before.
    """
    articles = feed.articles
    content = _rss(feed, site, articles, body_of)
    if len(content) > MOST_BYTES:
        articles = articles[: _fitting(content)]
        content = _rss(feed, site, articles, body_of)
    return Made(content, tuple(article.guid for article in articles))


def _fitting(made: bytes) -> int:
    """How many of a feed's items stay; exact, since all dates are of one length."""
    ends = [match.end() for match in re.finditer(b"</item>", made)]
    after = len(made) - ends[-1]
    return max(bisect_right(ends, MOST_BYTES - after), FEWEST_ITEMS)


def _rss(feed: Feed, site: Site, articles: Sequence[Article], body_of: BodyOf) -> bytes:
    from feedgen.feed import FeedGenerator  # late: 50 ms

    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.register_extension("dates", _ChannelDates, _ItemDates, atom=False)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.link(
        href=address(feed.site_path, site.base_url), rel="self", type="application/rss+xml"
    )
    generator.link(href=site.base_url, rel="alternate")
    generator.language(site.language)
    generator.generator("Codeloom")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(_TTL_MINUTES)
    generator.dates.built = max((article.modified for article in articles), default=None)
    generator._FeedGenerator__rss_lastBuildDate = None  # the clock's, and no setter takes it away
    for article in articles:
        _add_item(generator, article, site, body_of(article))
    made: bytes = generator.rss_str(pretty=True, encoding="utf-8")
    return _PLAIN_TEXT.sub(_hexadecimal, made)


def _add_item(generator: Any, article: Article, site: Site, body: str) -> None:
    item = generator.add_entry(order="append")
    item.title(article.title)
    item.link(href=address(article.site_path, site.base_url))
    item.guid(article.guid, permalink=False)
    item.dc.dc_creator(list(article.authors))
    item.category([{"term": name} for name in dict.fromkeys((article.category, *article.tags))])
    item.description(escape(article.description, quote=False))
    item.content(_lead(article) + body)
    item.dates.published, item.dates.updated = article.published, article.updated
    try:
        item.rss_entry()
    except ValueError as error:
        raise ValueError(f"`{article.path}` cannot be put into a feed: {error}") from error


def _hexadecimal(element: re.Match[bytes]) -> bytes:
    """Plain text with `<` and `&` as the RSS Profile wants them, so that none is taken for HTML.

    To an XML parser nothing changes. The validator at validator.w3.org/feed warns of `&lt;` in a
    title, since it cannot know whether `Vec&lt;T&gt;` is a type or a tag.
    """
    return element[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")


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


# --- dates: what feedgen calls extensions ---------------------------------------------------------


class _Dates:
    """What feedgen asks of an extension, but for `extend_rss`."""

    def extend_ns(self) -> dict[str, str]:
        return {}


class _ChannelDates(_Dates):
    """`lastBuildDate`, when there is an item whose date it can be."""

    def __init__(self) -> None:
        self.built: datetime | None = None

    def extend_rss(self, rss: Any) -> None:
        if self.built is not None:
            _append(rss[0], "lastBuildDate", format_datetime(_plain_zone(self.built)))


class _ItemDates(_Dates):
    """`pubDate`, and `atom:updated` for an article that states one."""

    def __init__(self) -> None:
        self.published: datetime | None = None
        self.updated: datetime | None = None

    def extend_rss(self, item: Any) -> None:
        if self.published is not None:
            _append(item, "pubDate", format_datetime(_plain_zone(self.published)))
        if self.updated is not None:
            updated = _plain_zone(self.updated).isoformat(timespec="seconds")
            _append(item, f"{_ATOM}updated", updated)


def _append(parent: Any, name: str, text: str) -> None:
    element = parent.makeelement(name)
    element.text = text
    parent.append(element)


def _plain_zone(moment: datetime) -> datetime:
    """The same moment, in UTC unless its offset is of whole or half hours.

    The validator knows no others: it warns of `+0545`, which is Kathmandu's.
    """
    offset = moment.utcoffset()
    return moment if offset is not None and not offset % _HALF_HOUR else moment.astimezone(UTC)
