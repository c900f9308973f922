"""The page on which readers search: a form for those with scripts, and a list for all others."""

from __future__ import annotations

from pipeline.model import Site
from pipeline.permalink import SEARCH
from pipeline.render.frame import frame_of, page
from pipeline.shelves import ARCHIVE, CATEGORIES, TAGS

NEWEST = 10
"""How many articles stand there before anything is looked for."""

_WAYS = ((ARCHIVE, "the archive"), (CATEGORIES, "the categories"), (TAGS, "the tags"))


def search_page(site: Site) -> bytes:
    """The search page; it alone lets a script compile the engine of the index."""
    frame = frame_of(site)
    newest = site.articles[:NEWEST]
    return page("search.html", frame=frame, newest=newest, url=frame.url(SEARCH), ways=_WAYS)
