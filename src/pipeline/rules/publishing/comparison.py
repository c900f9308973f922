"""What is online beside what a build would publish: the facts that the guards are made of.

A guard compares only what can be told. An article whose front matter cannot be read, or whose date
or aliases are refused, has errors of its own that stop a build: until they are mended nobody knows
its address, guid or date, and nothing is said of them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from json import dumps
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Corpus, Listed, Manifest, PageKind, Settings, Span, Summary
from pipeline.moments import parse_moment
from pipeline.permalink import page_at
from pipeline.rules.links.site_map import is_hidden, site_map
from pipeline.settings import FILE
from pipeline.shelves import feed_path
from pipeline.wording import code, joined

_PLAIN_IN_YAML = re.compile(r"(?:/|https?://|urn:|tag:)[\w./:,~%+@-]*(?<!:)", re.ASCII)


class Kept(NamedTuple):
    """An article that is online and would be published again: then, and now."""

    listed: Listed
    summary: Summary
    published: datetime
    """The date that it has now."""


class Comparison(NamedTuple):
    """The articles and pages of a blog, by what becomes of them, beside what is online."""

    online: Manifest
    shown: tuple[Summary, ...]
    """What would be published."""
    hidden: tuple[Summary, ...]
    """Drafts, and articles with a later date."""
    unclear: tuple[Summary, ...]
    """Those whose errors leave open what they would be."""

    @property
    def kept(self) -> list[Kept]:
        """Each article that was published before, with what is online of it.

        One that has a new address is what is online at an alias of it: the one with its guid, or
        else the oldest. An article that takes over another's address keeps being itself.
        """
        pages = self.online.pages
        found = []
        for summary in self.shown:
            if summary.published is None:  # a page outside the articles
                continue
            own = _article(pages.get(summary.site_path))
            before = [own] if own else _online_at(summary.aliases, pages)
            if before:
                same = (listed for listed in before if listed.guid == summary.guid)
                found.append(Kept(next(same, before[0]), summary, summary.published))
        return found

    @property
    def at_new_addresses(self) -> dict[datetime, list[Summary]]:
        """By date, the articles that are new or renamed: nothing is online at their address."""
        found: dict[datetime, list[Summary]] = {}
        for summary in self.shown:
            if summary.published and summary.site_path not in self.online.pages:
                found.setdefault(summary.published, []).append(summary)
        return found

    @property
    def newest_first(self) -> list[Summary]:
        """The articles that would be published, in the site's order."""
        articles = [summary for summary in self.shown if not summary.is_page]
        articles.sort(key=attrgetter("slug"))
        articles.sort(key=_published, reverse=True)
        return articles


def compared(corpus: Corpus) -> Comparison | None:
    """The blog beside what is online; None when nobody said what that is."""
    if corpus.published is None:
        return None
    shown: list[Summary] = []
    hidden: list[Summary] = []
    unclear: list[Summary] = []
    for summary in corpus.summaries:
        if summary.draft:
            hidden.append(summary)
        elif _is_unclear(summary):
            unclear.append(summary)
        else:
            (hidden if is_hidden(summary, corpus.now) else shown).append(summary)
    return Comparison(corpus.published, tuple(shown), tuple(hidden), tuple(unclear))


def _is_unclear(summary: Summary) -> bool:
    if summary.broken or ("aliases.0" in summary.spans and not summary.aliases):
        return True
    return not summary.is_page and not (summary.published and summary.category)


def _article(listed: Listed | None) -> Listed | None:
    return listed if listed and listed.kind is PageKind.ARTICLE else None


def _online_at(aliases: Iterable[str], pages: Mapping[str, Listed]) -> list[Listed]:
    found = (_article(pages.get(page_at(alias))) for alias in aliases)
    return [listed for listed in found if listed]


def _published(summary: Summary) -> datetime:
    return summary.published or datetime.min.replace(tzinfo=UTC)


def standing(summaries: Sequence[Summary]) -> dict[str, Summary]:
    """By site path, the article or page that stands there, or that an alias leads to."""
    found = {summary.site_path: summary for summary in summaries}
    for summary in summaries:
        for alias in summary.aliases:
            found.setdefault(page_at(alias), summary)
    return found


def corrected(kept: Kept, settings: Settings) -> bool:
    """Whether the settings let the article's date move, by any address that it has or had."""
    addresses = (kept.summary.site_path, *map(page_at, kept.summary.aliases))
    return not set(settings.date_corrections).isdisjoint(addresses)


def unknown_corrections(corpus: Corpus, settings: Settings) -> list[str]:
    """The site paths among the `date_corrections` that no article of the blog has or had."""
    if not settings.date_corrections:
        return []
    known = standing([summary for summary in corpus.summaries if not summary.is_page])
    return [site_path for site_path in settings.date_corrections if site_path not in known]


def retired_but_there(corpus: Corpus, settings: Settings) -> Iterator[tuple[Summary, str]]:
    """The articles and pages that stand at a retired address, or will; and which of the two."""
    for summary in corpus.summaries if settings.retired else ():
        if summary.site_path in settings.retired and not summary.draft:
            day = date_text(summary.published, settings) if summary.published else ""
            later = is_hidden(summary, corpus.now)
            yield summary, f"is to appear there on {code(day)}" if later else "stands there"


# --- what would be gone ---------------------------------------------------------------------------

_GUARDED = frozenset((PageKind.ARTICLE, PageKind.PAGE, PageKind.FEED, PageKind.REDIRECT))


def lost(found: Comparison, corpus: Corpus, settings: Settings) -> list[Listed]:
    """What readers may have kept the address of, and would find nothing at any more.

    Pages that the settings themselves made, for an address that was withdrawn, may go; so may what
    an article that cannot be read might still keep.
    """
    guarded = [
        listed
        for listed in found.online.pages.values()
        if listed.kind in _GUARDED and listed.source != FILE
    ]
    site = site_map(replace(corpus, summaries=found.shown), settings)
    kept = {*site.paths, *site.shelves, *map(page_at, site.articles)}
    kept.update(*(_with_feed(retired) for retired in settings.retired), standing(found.unclear))
    unclear = {summary.path for summary in found.unclear}
    return [each for each in guarded if each.site_path not in kept and each.source not in unclear]


def _with_feed(retired: str) -> tuple[str, ...]:
    """A list that is retired takes its feed with it."""
    return (retired, feed_path(retired)) if retired.endswith("/") else (retired,)


# --- guids ----------------------------------------------------------------------------------------

_COMPOSED = re.compile(r"https://([^/\s]+)(/\S*)")


def parts_of(guid: str) -> tuple[str, str]:
    """The domain and the path of a guid that was composed of them; empty for any other."""
    match = _COMPOSED.fullmatch(guid)
    return (match[1], match[2]) if match else ("", "")


def is_first_guid(site_path: str, guid: str) -> bool:
    """Whether the guid is that of an article whose oldest address this is."""
    return parts_of(guid)[1] == site_path


# --- where, and what to write ---------------------------------------------------------------------


def span_of(summary: Summary, *fields: str) -> Span:
    """The value of the first of these fields that is written; else the opening fence."""
    return next(
        (summary.spans[name] for name in fields if name in summary.spans), summary.spans[""]
    )


def alias_span(summary: Summary, site_path: str) -> Span:
    """The alias that is published at this site path; else the list of aliases, or the fence."""
    for index, alias in enumerate(summary.aliases):
        if page_at(alias) == site_path:
            return span_of(summary, f"aliases.{index}", "aliases")
    return span_of(summary, "aliases")


def instant(date: str) -> datetime:
    """The moment that a manifest states for an article."""
    return datetime.fromisoformat(date)


def date_line(moment: datetime, settings: Settings) -> str:
    """The line of front matter that states this moment: with the day alone where that is enough."""
    return f"date: {date_text(moment, settings)}"


def date_text(moment: datetime, settings: Settings) -> str:
    """A moment as an author of this blog would write it."""
    day = moment.date().isoformat()
    try:
        if parse_moment(day, settings.timezone) == moment:
            return day
    except ValueError:
        pass  # a day that the blog's zone skipped
    offset = moment.utcoffset()
    plain = offset is not None and not offset % timedelta(minutes=1)
    return (moment if plain else moment.astimezone(UTC)).isoformat()


def guid_line(guid: str, settings: Settings) -> str:
    """The line of front matter that keeps this guid: a path below the domain of record, or the
    whole.
    """
    domain = f"https://{settings.feed_domain}"
    value = guid.removeprefix(domain) if guid.startswith(f"{domain}/") else guid
    return f"guid: {value if _PLAIN_IN_YAML.fullmatch(value) else dumps(value)}"


def quoted(site_paths: Iterable[str]) -> str:
    """Site paths as both YAML and TOML take them: `"/old/"` and `"/older/"`."""
    return joined([f"`{dumps(site_path)}`" for site_path in site_paths], "and")
