"""The door to feedgen: RSS 2.0 feeds.

feedgen is trusted for the format and distrusted for its defaults. What it could not do, or does
wrong, and how it is mended here:

- **order**: `add_entry` puts each entry before the last, and takes a word it does not know for the
  other order in silence. Entries are appended, and the feed is read back in the site's order.
- **self link**: the channel's `link` is the last that was given, the feed's own among them. Ours is
  given first, and the site's last.
- **lastBuildDate**: it is the clock's unless it is set, and no setter takes it away. It is taken
  away, and an extension of ours writes the newest date in the feed.
- **locale**: its dates set the locale of the whole process. No date goes through feedgen: both
  extensions write them with names that are English everywhere.
- **dates**: it raises for a date without a zone, and guesses at texts. It gets neither; a date
  without a zone is an error that names its article.
- **updated**: an entry's is left out of RSS, so our extension writes `atom:updated`.
- **authors**: RSS drops those without a mail address. They go into `dc:creator`, in one call, since
  a second one would add to the first.
- **guid**: `id()` after `guid()` would undo it, so it is never called; that a guid is no permalink
  is said in so many words; two articles with one guid are refused, which feedgen does not check.
- **summary**: it is written as it is, and readers take a description for HTML: it is escaped first.
  Without one the full text would become the description: then the title is the summary.
- **plain text**: `<` and `&` in titles and categories come out as `&lt;` and `&amp;`, of which the
  validator warns; they are written in hexadecimal afterwards.
- **bad characters**: what no XML can hold stops the whole feed without saying which article it is
  in. Each item is made as soon as it is added, so that the error names it.
- **twice the work**: an item would be made again with the feed. It is made once.
- **encoding**: it is always said, and the feed is bytes; nothing here writes a file, since
  feedgen's own writer can leave half of one.
- **Atom** and the extensions `media` and `syndication` do not validate, `skipDays` changes with the
  hash seed, `rel=hub` and archive links are dropped: none of them is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from pipeline.model import Article, Feed, Site
from pipeline.permalink import FEED, address
from pipeline.render.syndication import (
    BodyOf,
    Made,
    blamed,
    moment_of,
    shortened,
    sound,
    summary_of,
    text_of,
    topics_of,
)

_TTL_MINUTES = 60
_ATOM = "{http://www.w3.org/2005/Atom}"
_PLAIN_TEXT = re.compile(rb"<(?:title|description|category)>[^<]*")
_END_OF_ITEM = b"</item>"


def rss(feed: Feed, site: Site, body_of: BodyOf) -> Made:
    """A feed as RSS in UTF-8.

    An item is full text or absent: when the whole passes 512 KB the oldest items go, down to five.
    Without articles it is a valid feed that has no items and no date.

    Raises:
        ValueError: naming the article whose text no XML can hold (a control character, half of a
            surrogate pair) or whose date has no time zone, or the two that have one guid; rules
            stop such articles long before.
    """

    # The dates are all of one length, so the feed of fewer items is as long as it is cut.
    def make(articles: Sequence[Article]) -> bytes:
        return _rss(feed, site, articles, body_of)

    return shortened(feed.articles, make, _END_OF_ITEM)


def ended(site: Site, site_path: str) -> bytes:
    """The RSS at `site_path` where a feed was that is withdrawn: it says so, and has no items.

    Those who subscribed to it have no page to look at: what their readers show is the title and the
    description. Items would be shown as new, so there are none.
    """
    every = address(FEED, site.base_url)
    said = f"No more articles will come here. Those of {site.title} are in the feed {every}"
    return _rss(
        Feed(f"{site.title}: this feed has ended", said, site_path, "", ()), site, (), _none
    )


def _none(_article: Article) -> str:
    return ""


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
    for article in articles:
        with blamed(article):
            _add_item(generator, article, site, text_of(article, body_of))
    generator.dates.built = max((article.modified for article in articles), default=None)
    generator._FeedGenerator__rss_lastBuildDate = None  # the clock's, and no setter takes it away
    made: bytes = generator.rss_str(pretty=True, encoding="utf-8")
    return _PLAIN_TEXT.sub(_hexadecimal, made)


def _add_item(generator: Any, article: Article, site: Site, text: str) -> None:
    item = generator.add_entry(order="append")
    item.title(article.title)
    item.link(href=address(article.site_path, site.base_url))
    item.guid(article.guid, permalink=False)
    item.dc.dc_creator(list(article.authors))
    item.category([{"term": name} for name in topics_of(article)])
    item.description(sound(escape(summary_of(article), quote=False)))
    item.content(text)
    item.dates.published, item.dates.updated = article.published, article.updated
    element = item.rss_entry()
    item.rss_entry = lambda: element  # what the feed asks for in the end


def _hexadecimal(element: re.Match[bytes]) -> bytes:
    """Plain text with `<` and `&` as the RSS Profile wants them, so that none is taken for HTML.

    To an XML parser nothing changes. The validator at validator.w3.org/feed warns of `&lt;` in a
    title, since it cannot know whether `Vec&lt;T&gt;` is a type or a tag.
    """
    return element[0].replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")


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
            _append(rss[0], "lastBuildDate", format_datetime(moment_of(self.built)))


class _ItemDates(_Dates):
    """`pubDate`, and `atom:updated` for an article that states one."""

    def __init__(self) -> None:
        self.published: datetime | None = None
        self.updated: datetime | None = None

    def extend_rss(self, item: Any) -> None:
        if self.published is not None:
            _append(item, "pubDate", format_datetime(moment_of(self.published)))
        if self.updated is not None:
            _append(item, f"{_ATOM}updated", moment_of(self.updated).isoformat())


def _append(parent: Any, name: str, text: str) -> None:
    element = parent.makeelement(name)
    element.text = text
    parent.append(element)
