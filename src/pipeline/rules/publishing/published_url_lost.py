"""An address that is online would lead nowhere.

Readers have kept it, others link to it, and search engines know it: each gets an error page from
then on. Guarded are articles, pages (those of categories and series too), feeds, and the addresses
that articles and pages had before. Lists of tags and years, later pages of a list, images and files
may come and go. An alias keeps an address; so does `retired` in the settings, with a page there
that says it is withdrawn. A category that is retired takes its feed with it. No comment and no
baseline can silence this.

**Bad**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "source": "content/articles/queues.md"}
```

```yaml title="content/articles/queues.md"
draft: «true»
```

**Good**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "source": "content/articles/queues.md"}
```

```yaml title="content/articles/queues-at-work.md"
aliases: [/articles/queues/]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pipeline.model import (
    Corpus,
    Finding,
    Listed,
    PageKind,
    Related,
    Settings,
    Severity,
    SiteRule,
    Summary,
)
from pipeline.permalink import SEARCH, is_page
from pipeline.rules.publishing.comparison import (
    Comparison,
    compared,
    date_line,
    date_text,
    instant,
    is_first_guid,
    lost,
    quoted,
    span_of,
    standing,
)
from pipeline.settings import FILE
from pipeline.shelves import CATEGORIES, SERIES, feed_path, feed_paths, shelf_paths
from pipeline.wording import code, joined, sentence

_FEED = feed_path("")
_TOO_EARLY = (
    "That is the date with which it was published: the time of this run is too early. Leave out "
    "`--now` and `SOURCE_DATE_EPOCH`, or set the clock."
)


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for all addresses that go for one reason: at the article or page that is held
    back, has lost an alias or is gone; at the settings for a page that nobody wrote.
    """
    found = compared(corpus)
    gone = lost(found, corpus, settings) if found else []
    if found and gone:
        yield from _by_cause(gone, found, settings)


def _by_cause(gone: Sequence[Listed], found: Comparison, settings: Settings) -> Iterator[Finding]:
    """While an article cannot be read, what is gone may be its own, and nothing is said of that."""
    held_back = standing(found.hidden)
    stays = {path: (each, "") for each in found.shown for path in _files_of(each, found)}
    stays |= {kept.listed.source: (kept.summary, kept.listed.guid) for kept in found.kept}
    new = _new(found)
    by_path = {listed.site_path: listed for listed in gone if not listed.source}
    for group in _by_source(gone):
        holder = next(filter(None, (held_back.get(each.site_path) for each in group)), None)
        if holder:
            own = sorted(_shelves_of(holder) & by_path.keys())
            yield _held_back(holder, group, [by_path.pop(path) for path in own], settings)
        elif group[0].source in stays:
            yield _without_alias(*stays[group[0].source], group)
        elif not found.unclear:
            yield _gone(group, new)
    if not found.unclear:
        yield from _without_source(by_path)


def _by_source(gone: Sequence[Listed]) -> list[list[Listed]]:
    """What one file made, what it made last of all: its own page, if that is among them."""
    groups: dict[str, list[Listed]] = {}
    for listed in gone:
        if listed.source:
            groups.setdefault(listed.source, []).append(listed)
    return [sorted(group, key=_is_redirect) for group in groups.values()]


def _files_of(summary: Summary, found: Comparison) -> tuple[str, ...]:
    """Its own, and the one that made what is online at its address: a file may become a folder."""
    listed = found.online.pages.get(summary.site_path)
    if listed is None or not listed.source or _is_redirect(listed):
        return (summary.path,)
    return (summary.path, listed.source)


def _is_redirect(listed: Listed) -> bool:
    return listed.kind is PageKind.REDIRECT


def _shelves_of(holder: Summary) -> frozenset[str]:
    """The lists that an article stands on, and their feeds."""
    series = (SERIES,) if holder.series else ()
    return frozenset((*shelf_paths(holder), *feed_paths(holder), *series))


# --- findings -------------------------------------------------------------------------------------


def _held_back(
    holder: Summary, group: Sequence[Listed], shelves: Sequence[Listed], settings: Settings
) -> Finding:
    withdraw = f"To withdraw it, {_retire([*group, *shelves])}."
    if holder.draft or not holder.published:
        field, why = "draft", "`draft: true` holds it back"
        way = f"Take out `draft: true`. {withdraw}"
    else:
        field, why = "date", f"it is to appear on {code(date_text(holder.published, settings))}"
        before = next((instant(listed.date) for listed in group if listed.date), None)
        line = f"`{date_line(before, settings)}` again" if before else "a date that has come"
        way = _TOO_EARLY if before == holder.published else f"Write {line}. {withdraw}"
    return Finding(
        span=span_of(holder, field),
        message=f"{_would_be_gone([*group, *shelves])}: {why}.",
        help=way,
        path=holder.path,
    )


def _without_alias(summary: Summary, guid: str, group: Sequence[Listed]) -> Finding:
    order = sorted(group, key=lambda each: not is_first_guid(each.site_path, guid))
    first = is_first_guid(order[0].site_path, guid)
    where = "to the beginning of its `aliases`" if first else "to its `aliases`"
    return Finding(
        span=span_of(summary, "aliases"),
        message=f"{_would_be_gone(order)}: it led to this {summary.noun}, and no alias keeps it.",
        help=f"Add {_paths(order)} {where} again, or to `retired` in {FILE}.",
        path=summary.path,
    )


class _New(NamedTuple):
    """What was not online before."""

    by_date: Mapping[datetime, Sequence[Summary]]
    """The articles, by the moment of their date."""
    by_address: Mapping[str, Summary]
    """The articles and pages, by their site path without its case."""


def _new(found: Comparison) -> _New:
    kept = {each.summary.path for each in found.kept}
    new = [each for each in found.shown if each.path not in kept]
    by_date: dict[datetime, list[Summary]] = {}
    for summary in new:
        if summary.published:
            by_date.setdefault(summary.published, []).append(summary)
    return _New(by_date, {summary.site_path.casefold(): summary for summary in new})


def _gone(group: Sequence[Listed], new: _New) -> Finding:
    page = group[0]
    twin = new.by_address.get(page.site_path.casefold())
    way, heir = (
        (f"Rename `{twin.path}` to `{page.source}` again.", None) if twin else _way(group, new)
    )
    return Finding(
        span=None,
        message=f"{_would_be_gone(group)}: the file is not there, and no alias keeps the address.",
        help=way,
        related=(Related(span_of(heir, "aliases", "date"), "this one is new", heir.path),)
        if heir
        else (),
        path=page.source,
    )


def _way(group: Sequence[Listed], new: _New) -> tuple[str, Summary | None]:
    """What keeps the addresses, and the article that they may have become."""
    page = group[0]
    noun = "page" if is_page(page.source) else "article"
    order = sorted(
        group, key=lambda each: (not is_first_guid(each.site_path, page.guid), each is page)
    )
    alike = new.by_date.get(instant(page.date), ()) if page.date else ()
    heir = alike[0] if len(alike) == 1 else None  # of several, nobody knows which
    return (
        f"Was it renamed to `{heir.path}`? Then add {_paths(order)} to `aliases` there, as "
        f"`codeloom move` does. Else {_retire(group)}."
        if heir
        else f"Add {_paths(order)} to `aliases` of the {noun} that took its place, or to `retired` "
        f"in {FILE}."
    ), heir


def _without_source(paths: Mapping[str, Listed]) -> Iterator[Finding]:
    """A list and its feed go together; the list of all series goes with the last of them."""
    series = [path for path in paths if path.startswith(SERIES) and path != SERIES]
    for path, listed in paths.items():
        if path == SERIES and series:
            continue
        if listed.kind is PageKind.FEED and path.removesuffix(_FEED) in paths:
            continue
        feed = [paths[feed_path(path)]] if feed_path(path) in paths else []
        every = [paths[SERIES]] if SERIES in paths and path in series[:1] else []
        why, way = _cause(path)
        group = [listed, *feed, *every]
        yield Finding(
            span=None,
            message=f"{_would_be_gone(group)}: {why}.",
            help=f"{way}, or {_retire(group)}." if way else f"{sentence(_retire(group))}.",
            path=FILE,
        )


def _cause(path: str) -> tuple[str, str]:
    """Why a page that nobody wrote is not made any more, and how it would be again."""
    if path == SEARCH:
        return "search is switched off", f"Write `search = true` in {FILE}"
    if path.startswith(CATEGORIES):
        return "no article is in that category", "Give an article that category again"
    if path.startswith(SERIES):
        return "no article is in that series", "Give an article that series again"
    return "nothing makes that page any more", ""


def _would_be_gone(group: Sequence[Listed]) -> str:
    first, *others = (code(listed.site_path) for listed in group)
    return f"{first} is online and would be gone" + (
        f", with {joined(others, 'and')}" if others else ""
    )


def _retire(group: Sequence[Listed]) -> str:
    """What to do with addresses that are meant to go; a list takes its feed with it."""
    paths = {listed.site_path for listed in group}
    named = [
        listed
        for listed in group
        if listed.kind is not PageKind.FEED or listed.site_path.removesuffix(_FEED) not in paths
    ]
    return f"add {_paths(named)} to `retired` in {FILE}"


def _paths(group: Sequence[Listed]) -> str:
    return quoted(listed.site_path for listed in group)


RULE = SiteRule(
    code="PB001",
    name="published-url-lost",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    strict=True,
    suppressible=False,
)
