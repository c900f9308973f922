"""The pages that lead to articles: home, categories, tags, the archive, series."""

from __future__ import annotations

from pipeline.model import Shelf, Site
from pipeline.render.frame import frame_of, page

NEWEST = 30
"""How many articles the home page lists; older ones are on the pages of their categories."""


def home_page(site: Site) -> bytes:
    """The front page: the newest article, those before it, the categories; or a word of comfort."""
    frame = frame_of(site)
    return page("home.html", frame=frame, newest=site.articles[:NEWEST], url=frame.url("/"))


def category_page(category: Shelf, site: Site) -> bytes:
    """The page of a category, with all its articles."""
    frame = frame_of(site)
    return page("category.html", category=category, frame=frame, url=frame.url(category.site_path))
