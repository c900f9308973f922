"""The pages that say one thing: it has moved, it is withdrawn, it is not here."""

from __future__ import annotations

from pipeline.model import Article, Site
from pipeline.render.frame import frame_of, page

NEWEST_WHEN_LOST = 3
"""How many articles the page for an unknown address offers."""


def moved_page(article: Article, site: Site) -> bytes:
    """The page at an address that an article had before: it leads to the new one, at once."""
    frame = frame_of(site)
    return page("moved.html", article=article, frame=frame, url=frame.url(article.site_path))


def not_found_page(site: Site) -> bytes:
    """The page for an address that leads nowhere; it may be served at any depth."""
    return page("not_found.html", frame=frame_of(site), newest=site.articles[:NEWEST_WHEN_LOST])
