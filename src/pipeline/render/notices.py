"""The pages that say one thing: it has moved, it is withdrawn, it is not here."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.errors import PipelineError
from pipeline.model import Article, Page, PageKind, Site, StandalonePage
from pipeline.permalink import SEARCH, page_at
from pipeline.render.feed import ended
from pipeline.render.frame import frame_of, page
from pipeline.settings import FILE
from pipeline.shelves import ARCHIVE, CATEGORIES, feed_path, is_feed

NEWEST_WHEN_LOST = 3
"""How many articles a page offers that has nothing else to show."""


def moved_pages(site: Site) -> Iterator[Page]:
    """A page at each address that an article or page had before."""
    for owner in site.written:
        for alias in owner.aliases:
            yield _moved(alias, owner, site)


def withdrawn_pages(site: Site, taken: Collection[str]) -> Iterator[Page]:
    """A page at each retired address; one that an alias keeps leads on as before.

    Raises:
        PipelineError: for a retired path that is one of the `taken` site paths.
    """
    for site_path in withdrawn(site):
        if site_path in taken:
            raise PipelineError(
                f"The setting `retired` names `{site_path}`, but the site has a page there: take it"
                " out of the list, or withdraw the page."
            )
        yield _withdrawn(site_path, site)


def _withdrawn(site_path: str, site: Site) -> Page:
    if is_feed(site_path):
        return Page(site_path, PageKind.FEED, lambda: ended(site, site_path), source=FILE)
    return Page(site_path, PageKind.REDIRECT, lambda: _withdrawn_page(site), source=FILE)


def withdrawn(site: Site) -> tuple[str, ...]:
    """The site paths where nothing is any more: the retired ones that no alias keeps, and with a
    category's page its feed.
    """
    paths = (path for retired in site.retired for path in (retired, *_feed_of(retired)))
    kept = _kept_by_aliases(site)
    return tuple(path for path in dict.fromkeys(paths) if path not in kept)


def _feed_of(site_path: str) -> tuple[str, ...]:
    """The feed that a retired page takes with it."""
    name = site_path.removeprefix(CATEGORIES).removesuffix("/")
    is_category = site_path == f"{CATEGORIES}{name}/" and name and "/" not in name
    return (feed_path(site_path),) if is_category else ()


def _kept_by_aliases(site: Site) -> frozenset[str]:
    """The site paths at which an article or page was before: what is there leads to it."""
    return frozenset(page_at(alias) for owner in site.written for alias in owner.aliases)


def _moved(alias: str, owner: Article | StandalonePage, site: Site) -> Page:
    return Page(
        page_at(alias), PageKind.REDIRECT, lambda: _moved_page(owner, site), source=owner.path
    )


def _moved_page(owner: Article | StandalonePage, site: Site) -> bytes:
    """The page at an address that something had before: it leads to the new one, at once."""
    frame = frame_of(site)
    return page("moved.html", owner=owner, frame=frame, url=frame.url(owner.site_path))


def _withdrawn_page(site: Site) -> bytes:
    """The page at an address whose article was taken back: it says so, and offers others."""
    return page("withdrawn.html", frame=frame_of(site), **_offer(site))


def not_found_page(site: Site) -> bytes:
    """The page for an address that leads nowhere; it may be served at any depth."""
    return page("not_found.html", frame=frame_of(site), **_offer(site))


def _offer(site: Site) -> dict[str, object]:
    """What a reader can go on with."""
    way = (SEARCH, "search the articles") if site.search else (ARCHIVE, "look in the archive")
    return {"newest": site.articles[:NEWEST_WHEN_LOST], "way": way}
