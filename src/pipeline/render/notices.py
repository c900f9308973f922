"""The pages that say one thing: it has moved, it is withdrawn, it is not here."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.errors import PipelineError
from pipeline.model import Article, Page, PageKind, Site, StandalonePage
from pipeline.permalink import SEARCH
from pipeline.render.frame import frame_of, page
from pipeline.settings import FILE
from pipeline.shelves import ARCHIVE

NEWEST_WHEN_LOST = 3
"""How many articles a page offers that has nothing else to show."""


def moved_pages(site: Site) -> Iterator[Page]:
    """A page at each address that an article or page had before."""
    owners: tuple[Article | StandalonePage, ...] = (*site.articles, *site.pages)
    for owner in owners:
        for alias in owner.aliases:
            yield _moved(alias, owner, site)


def withdrawn_pages(site: Site, taken: Collection[str]) -> Iterator[Page]:
    """A page at each retired address, which none of the `taken` site paths may be.

    Raises:
        PipelineError: for a retired path that cannot be one, or that something is published at.
    """
    seen: set[str] = set()
    for retired in site.retired:
        site_path = _checked(retired, site)
        if site_path in seen:
            raise PipelineError(f"The setting `retired` names `{site_path}` twice: once is enough.")
        seen.add(site_path)
        if site_path in taken:
            raise PipelineError(
                f"The setting `retired` names `{retired}`, but the site has a page there: take it"
                " out of the list, or withdraw the page."
            )
        yield Page(site_path, PageKind.REDIRECT, lambda: withdrawn_page(site), source=FILE)


def as_page(site_path: str) -> str:
    """The site path of the page at an address that somebody wrote: `/old` is at `/old/`."""
    named = "." in site_path.rpartition("/")[2]
    return site_path if named or site_path.endswith("/") else f"{site_path}/"


def _checked(retired: str, site: Site) -> str:
    """A retired path as that of a page; what is no path of this site is the operator's mistake."""
    steps = retired.removeprefix("/").removesuffix("/").split("/")
    wrong = ""
    if retired.startswith(site.base_url):
        wrong = f"write `/{retired.removeprefix(site.base_url)}`, without the address of the blog"
    elif not retired.startswith("/"):
        path = retired.partition("://")[2].partition("/")[2] or retired
        wrong = f"a site path begins with a slash, such as `/{_shown(path)}`"
    elif retired == "/" or not all(steps):
        wrong = "that is no page which can be withdrawn"
    elif {".", ".."} & set(steps):
        wrong = "a site path has no step such as `..`"
    elif any(mark in retired for mark in "?#\\") or not retired.isprintable():
        wrong = "a site path has no `?`, `#`, backslash or control character"
    if wrong:
        raise PipelineError(f"The setting `retired` names `{_shown(retired)}`: {wrong}.")
    return as_page(retired)


def _shown(text: str) -> str:
    """A path in a message: on one line, and not for ever."""
    plain = "".join(char if char.isprintable() else "�" for char in text)
    return plain if len(plain) <= 100 else plain[:99] + "…"


def _moved(alias: str, owner: Article | StandalonePage, site: Site) -> Page:
    return Page(
        as_page(alias), PageKind.REDIRECT, lambda: moved_page(owner, site), source=owner.path
    )


def moved_page(owner: Article | StandalonePage, site: Site) -> bytes:
    """The page at an address that something had before: it leads to the new one, at once."""
    frame = frame_of(site)
    return page("moved.html", owner=owner, frame=frame, url=frame.url(owner.site_path))


def withdrawn_page(site: Site) -> bytes:
    """The page at an address whose article was taken back: it says so, and offers others."""
    return page("withdrawn.html", frame=frame_of(site), **_offer(site))


def not_found_page(site: Site) -> bytes:
    """The page for an address that leads nowhere; it may be served at any depth."""
    return page("not_found.html", frame=frame_of(site), **_offer(site))


def _offer(site: Site) -> dict[str, object]:
    """What a reader can go on with."""
    way = (SEARCH, "search the articles") if site.search else (ARCHIVE, "look in the archive")
    return {"newest": site.articles[:NEWEST_WHEN_LOST], "way": way}
