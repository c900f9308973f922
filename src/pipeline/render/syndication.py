"""What all feeds share, whatever their format: the words of an item, and how much of them.

Two formats that say one thing differently are two readers who see different blogs; so the text, the
topics and the dates of an item, and the rule that shortens a feed, are here and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from pipeline.model import Article
from pipeline.render.lead import lead

BodyOf = Callable[[Article], str]
"""Gives an article's text as HTML for feed readers."""

MOST_BYTES = 512 * 1024
"""A feed above 512 KB is shortened: every subscriber fetches it again and again."""
FEWEST_ITEMS = 5
"""So many items stay however long they are."""

_HALF_HOUR = timedelta(minutes=30)


class Made(NamedTuple):
    """A feed as it is published."""

    content: bytes
    items: tuple[str, ...]
    """The guids of its items, in order: fewer than it was to hold when its size shortened it."""


def shortened(
    articles: Sequence[Article], make: Callable[[Sequence[Article]], bytes], end: bytes
) -> Made:
    """What `make` makes of the articles, newest first, or of as many as 512 KB hold; five at least.

    An item is full text or absent. `end` is what closes each item in the bytes and stands nowhere
    else; without items the rest must be as long as with them. `make` is called twice at most.

    Raises:
        ValueError: naming the articles when two have one guid: a reader would show only one.
    """
    _refuse_twins(articles)
    content = make(articles)
    if len(content) > MOST_BYTES:
        articles = articles[: _fitting(content, end)]
        content = make(articles)
    return Made(content, tuple(article.guid for article in articles))


def _refuse_twins(articles: Sequence[Article]) -> None:
    seen: dict[str, Article] = {}
    for article in articles:
        other = seen.setdefault(article.guid, article)
        if other is not article:
            raise ValueError(
                f"`{other.path}` and `{article.path}` cannot be in one feed: both have the guid"
                f" `{article.guid}`"
            )


def _fitting(made: bytes, end: bytes) -> int:
    """How many of a feed's items stay."""
    ends = list(accumulate(len(item) + len(end) for item in made.split(end)[:-1]))
    after = len(made) - ends[-1]
    return max(bisect_right(ends, MOST_BYTES - after), FEWEST_ITEMS)


@contextmanager
def blamed(article: Article) -> Iterator[None]:
    """Lets a `ValueError` name the article that no feed can hold."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"`{article.path}` cannot be put into a feed: {error}") from error


def text_of(article: Article, body_of: BodyOf) -> str:
    """The full text of an item, as HTML."""
    return sound(lead(article) + body_of(article))


def sound(html: str) -> str:
    """The same HTML with U+FFFD written out: raw, a validator takes it for a wrong encoding.

    In a title, which is plain text, nothing can be written out: there it stays, and is warned of.
    """
    return html.replace("\ufffd", "&#xFFFD;")


def topics_of(article: Article) -> tuple[str, ...]:
    """What an item is about: the category, then the tags, each once."""
    return tuple(dict.fromkeys((article.category, *article.tags)))


def summary_of(article: Article) -> str:
    """What an item says before it is opened, as plain text; never empty."""
    return article.description or article.title


def moment_of(date: datetime) -> datetime:
    """The same moment to the second, in UTC unless its offset is of whole or half hours.

    The W3C's validator knows no others: it warns of `+0545`, which is Kathmandu's. Raises
    `ValueError` for a date without a time zone, which would be read in that of this machine.
    """
    offset = date.utcoffset()
    if offset is None:
        raise ValueError(f"{date} has no time zone")
    return (date.astimezone(UTC) if offset % _HALF_HOUR else date).replace(microsecond=0)
