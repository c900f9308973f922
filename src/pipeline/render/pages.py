"""Pages as HTML: the only door to Jinja2.

What is equal on every page of a site (head, header, footer) is rendered once a site; what is left
of an article's page is a lean template. Every text is escaped by the template engine; only the body
comes as markup that is trusted, made and sanitised before. A name that a template does not get is
an error and never an empty string.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import Article, Category, Site
from pipeline.permalink import address

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

NEWEST = 30
"""How many articles the home page lists; the older ones are on the pages of their categories."""

NEWEST_WHEN_LOST = 3
"""How many articles the 404 page offers."""

_HERE = Path(__file__).parent
_LEVELS = ("Beginner", "Intermediate", "Advanced")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def article_page(article: Article, body: str, site: Site) -> bytes:
    """The page of an article; `body` is its text as HTML that can be trusted."""
    from markupsafe import Markup

    frame = _frame(site)
    return _page(
        "article.html",
        article=article,
        body=Markup(body),  # noqa: S704 - escaped and sanitised where it was made
        frame=frame,
        image=frame.url(article.image) if article.image else "",
        linked_data=_linked_data(article, frame),
        url=frame.url(article.site_path),
    )


def home_page(site: Site) -> bytes:
    """The blog's front page: the newest article, those that came before, the categories."""
    frame = _frame(site)
    newest = site.articles[:NEWEST]
    return _page("home.html", frame=frame, newest=newest, url=frame.url("/"))


def category_page(category: Category, site: Site) -> bytes:
    """The page of a category: all its articles."""
    frame = _frame(site)
    url = frame.url(category.site_path)
    return _page("category.html", category=category, frame=frame, url=url)


def not_found_page(site: Site) -> bytes:
    """The page for an address that has none; its links work at any depth."""
    return _page(
        "not_found.html", frame=_frame(site), newest=site.articles[:NEWEST_WHEN_LOST]
    )


@cache
def assets() -> tuple[tuple[str, bytes], ...]:
    """The files that the pages need: site path and bytes.

    The style sheet's path holds its hash, so that a browser may keep it for ever.
    """
    style = (_HERE / "static" / "style.css").read_bytes()
    mark = (_HERE / "static" / "mark.svg").read_bytes()
    return (
        (f"/style.{sha256(style).hexdigest()[:8]}.css", style),
        ("/mark.svg", mark),
    )


# --- what is equal on every page -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """A site, and the markup that all its pages share."""

    site: Site
    head: Markup
    header: Markup
    footer: Markup

    def href(self, site_path: str) -> str:
        """The way to a site path from any page of the site."""
        return address(site_path, self.site.base_path)

    def url(self, site_path: str) -> str:
        """The absolute address of a site path."""
        return address(site_path, self.site.base_url)


_latest: list[_Frame] = []
"""The frame of the site that was rendered last: one build, or one preview, renders one site."""


def _frame(site: Site) -> _Frame:
    if _latest and _latest[0].site is site:
        return _latest[0]
    from markupsafe import Markup

    empty = Markup("")
    bare = _Frame(site, empty, empty, empty)
    parts = {"frame": bare, "style": assets()[0][0]}
    frame = _Frame(site, *(_markup(name, parts) for name in ("head", "header", "footer")))
    _latest[:] = [frame]
    return frame


# --- templates -----------------------------------------------------------------------------------
