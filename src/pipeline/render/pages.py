"""Pages as HTML: the only door to Jinja2.

What is equal on every page of a site (icons, styles, header, footer) is rendered once a site; the
template of an article's page holds what is left. The template engine escapes every text; only the
body comes as markup, made and sanitised elsewhere. A name that a template does not get is an error,
never an empty string.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Article, Category, Site
from pipeline.permalink import address

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

NEWEST = 30
"""How many articles the home page lists; older ones are on the pages of their categories."""

NEWEST_WHEN_LOST = 3
"""How many articles the page for an unknown address offers."""

_HERE = Path(__file__).parent

_LEVELS = ("Beginner", "Intermediate", "Advanced")
"""The badge has a thread for each; a level of a blog's own has none."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def article_page(article: Article, body: str, site: Site) -> bytes:
    """The page of an article; `body` is its text as markup that can be trusted."""
    frame = _frame(site)
    template = _templates().get_template("article.html")
    names = template.new_context(
        {
            "article": article,
            "body": _trusted(body),
            "category": frame.href(article.category_path),
            "home": frame.href("/"),
            "image": frame.url(article.image) if article.image else "",
            "linked_data": _linked_data(article, frame),
            "site": site,
            "url": frame.url(article.site_path),
        }
    )
    start, middle, end = frame.around
    head, main = ("".join(template.blocks[block](names)) for block in ("head", "main"))
    return f"{start}{head}{middle}{main}{end}".encode()


def home_page(site: Site) -> bytes:
    """The front page: the newest article, those before it, the categories; or a word of comfort."""
    frame = _frame(site)
    return _page("home.html", frame=frame, newest=site.articles[:NEWEST], url=frame.url("/"))


def category_page(category: Category, site: Site) -> bytes:
    """The page of a category, with all its articles."""
    frame = _frame(site)
    return _page("category.html", category=category, frame=frame, url=frame.url(category.site_path))


def moved_page(article: Article, site: Site) -> bytes:
    """The page at an address that an article had before: it leads to the new one, at once."""
    frame = _frame(site)
    return _page("moved.html", article=article, frame=frame, url=frame.url(article.site_path))


def not_found_page(site: Site) -> bytes:
    """The page for an address that leads nowhere; it may be served at any depth."""
    return _page("not_found.html", frame=_frame(site), newest=site.articles[:NEWEST_WHEN_LOST])


@cache
def assets() -> tuple[tuple[str, bytes], ...]:
    """The files that the pages need, as site path and bytes.

    The path of the style sheet holds its hash: it can be kept for ever, and changes when it does.
    """
    style = (_HERE / "static" / "style.css").read_bytes()
    mark = (_HERE / "static" / "mark.svg").read_bytes()
    return (f"/style.{sha256(style).hexdigest()[:8]}.css", style), ("/mark.svg", mark)


# --- what all pages of a site share --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """A site, and the markup that is equal on all its pages."""

    site: Site
    head: str
    header: str
    footer: str
    around: tuple[str, ...] = ()
    """What stands before, between and after the two blocks of an article's page."""

    def href(self, site_path: str) -> str:
        """The way to a site path from any page."""
        return _address(site_path, self.site.base_path)

    def url(self, site_path: str) -> str:
        """The absolute address of a site path."""
        return _address(site_path, self.site.base_url)


_address = lru_cache(maxsize=1024)(address)  # a page asks for its own and for shared ones again


_AROUND = (
    '{% extends "base.html" %}{% block head %}<>{% endblock %}{% block main %}<>{% endblock %}'
)
"""The layout with two gaps: no text holds `<>` once it is escaped."""

_latest: list[_Frame] = []
"""The frame of the site that was rendered last; a build renders one."""


def _frame(site: Site) -> _Frame:
    if _latest and _latest[0].site is site:
        return _latest[0]
    bare = _Frame(site, "", "", "")
    parts = [
        _trusted(_markup(f"{name}.html", frame=bare, style=assets()[0][0]).rstrip("\n"))
        for name in ("head", "header", "footer")
    ]
    head, header, footer = parts
    frame = _Frame(site, head, header, footer)
    # Passing every piece of every article through the layout would take most of the time.
    around = _templates().from_string(_AROUND).render(frame=frame).split("<>")
    frame = replace(frame, around=tuple(around))
    _latest[:] = [frame]
    return frame


# --- for machines --------------------------------------------------------------------------------

_NOT_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_json = json.JSONEncoder(ensure_ascii=False).encode


def _linked_data(article: Article, frame: _Frame) -> Markup:
    """The article as a schema.org BlogPosting in JSON that no text in it can break out of."""
    site = frame.site
    url = frame.url(article.site_path)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": article.title,
        "description": article.description,
        "datePublished": article.published.isoformat(),
        "dateModified": article.modified.isoformat(),
        "author": [
            {"@type": "Organization" if name == site.title else "Person", "name": name}
            for name in article.authors
        ],
        "timeRequired": f"PT{article.minutes}M",
    }
    if article.level:
        data["proficiencyLevel"] = article.level
    if article.image:
        data["image"] = frame.url(article.image)
    data["mainEntityOfPage"] = url
    data["inLanguage"] = site.language
    return _trusted(_json(data).translate(_NOT_IN_SCRIPT))


# --- templates -----------------------------------------------------------------------------------


def _page(template: str, **names: object) -> bytes:
    return _markup(template, **names).encode()


def _markup(template: str, **names: object) -> str:
    return _templates().get_template(template).render(names)


def _trusted(markup: str) -> Markup:
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704 - ours, or escaped and sanitised where it was made


@cache
def _templates() -> Environment:
    """The templates, each compiled once a process."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(articles=_articles, day=_day, names=_names, rank=_rank)
    return environment


def _day(moment: datetime) -> Markup:
    shown = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return _trusted(f'<time datetime="{moment.date().isoformat()}">{shown}</time>')


def _names(authors: tuple[str, ...]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(part for part in (", ".join(authors[:-1]), authors[-1]) if part)


def _rank(level: str) -> int:
    return _LEVELS.index(level) + 1 if level in _LEVELS else 0


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
