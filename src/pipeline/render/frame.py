"""What all pages share, and the only door to Jinja2.

What is equal on every page of a site (icons, styles, header, footer) is rendered once a site. The
template engine escapes every text; only what `trusted` marks comes as markup, made and sanitised
elsewhere. A name that a template does not get is an error, never an empty string.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from pipeline.model import Article, Site
from pipeline.permalink import FEED, JSON_FEED, SEARCH, SUBSCRIBE, address
from pipeline.shelves import ARCHIVE, CATEGORIES, HOME, TAGS, tag_path
from pipeline.wording import counted, joined

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_HERE = Path(__file__).parent

_LEVELS = ("Beginner", "Intermediate", "Advanced")
"""The badge has a thread for each; a level of a blog's own has none."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# --- assets -------------------------------------------------------------------------------------


@cache
def assets() -> dict[str, tuple[str, bytes]]:
    """The files that the pages need, by name: site path and bytes.

    Each path holds a hash: the file can be kept for ever, and has another path when it changes. The
    style sheet is made of the files in `static/style/`, in the order of their names.
    """
    style = "".join(
        file.read_text(encoding="utf-8")
        for file in sorted((_HERE / "static" / "style").glob("*.css"))
    )
    files = {"style.css": style.encode()}
    for file in sorted((_HERE / "static").iterdir()):
        if file.is_file():
            files[file.name] = file.read_bytes()
    return {name: (_hashed(name, data), data) for name, data in files.items()}


def assets_of(site: Site) -> list[tuple[str, bytes]]:
    """Those that a page of this site needs: without a search, its script is none of them."""
    unused = () if site.search else ("search.js",)
    return [asset for name, asset in assets().items() if name not in unused]


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"/assets/{stem}.{sha256(data).hexdigest()[:8]}{dot}{suffix}"


# --- what all pages of a site share --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """A site, and the markup that is equal on all its pages."""

    site: Site
    head: str = ""
    navigation: str = ""
    header: str = ""
    """The blog's name and the navigation, as on every page but the front page."""
    footer: str = ""
    around: tuple[bytes, ...] = ()
    """What stands before, between and after the three blocks of an article's page."""
    feeds: dict[str, Markup] = field(default_factory=dict)
    """By the site path of its list: how a page's head names a category's own feed."""
    _links: dict[tuple[str, str], Markup] = field(default_factory=dict)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the blog's language is written from right to left."""
        return _is_right_to_left(self.site.language)

    def href(self, site_path: str) -> str:
        """The way to a site path from any page."""
        return _address(site_path, self.site.base_path)

    def asset(self, name: str) -> str:
        """The way to a file that the pages need."""
        return self.href(assets()[name][0])

    def url(self, site_path: str) -> str:
        """The absolute address of a site path."""
        return _address(site_path, self.site.base_url)

    def link(self, site_path: str, text: str) -> Markup:
        """A link of this text to a site path; articles, tags and series are linked many times."""
        known = self._links.get((site_path, text))
        if known is None:
            known = trusted(f'<a href="{escape(self.href(site_path))}">{escape(text)}</a>')
            self._links[site_path, text] = known
        return known

    def tag(self, name: str) -> Markup:
        """The link to the list of a tag."""
        known = self._links.get(("", name))
        if known is None:
            known = self._links["", name] = self.link(tag_path(name), name)
        return known

    def feed(self, shelf_path: str) -> Markup:
        """How a page's head names the feed of a category, as a line; empty for any other list."""
        return self.feeds.get(shelf_path) or trusted("")

    def teaser(self, article: Article) -> Markup:
        """What is said of an article where another ends."""
        known = self._links.get(("teaser", article.path))
        if known is None:
            link = self.link(article.site_path, article.title)
            said = f"{escape(article.category)} · {article.minutes} min read"
            known = self._links["teaser", article.path] = trusted(f"{link} <span>{said}</span>")
        return known

    def header_on(self, url: str) -> Markup:
        """The header for the page of this absolute address: its link to that page says so."""
        return self._on(url, self.header)

    def navigation_on(self, url: str) -> Markup:
        """The navigation alone, as `header_on`."""
        return self._on(url, self.navigation)

    def footer_on(self, url: str) -> Markup:
        """The footer, as `header_on`."""
        return self._on(url, self.footer)

    def _on(self, url: str, part: str) -> Markup:
        here = escape(url.replace(self.site.base_url, self.site.base_path, 1))
        link = f'href="{here}"'
        return trusted(part.replace(link, f'{link} aria-current="page"') if url else part)


_RIGHT_TO_LEFT = frozenset(
    "ar arc azb ckb dv fa he iw ji khw ks lrc mzn nqo pnb prs ps sd syr ug ur yi".split()
)
"""The languages whose usual script is written from right to left, by their subtag."""
_SCRIPTS = frozenset("adlm arab aran hebr mand nkoo rohg samr syrc thaa".split())
"""The scripts that are: `az-Arab` names one, and `ks-Deva` another."""


def _is_right_to_left(language: str) -> bool:
    first, *others = language.lower().split("-")
    script = next((each for each in others if len(each) == 4 and each.isalpha()), "")
    return script in _SCRIPTS if script else first in _RIGHT_TO_LEFT


_address = lru_cache(maxsize=1024)(address)  # a page asks for its own and for shared ones again


_AROUND = (
    '{% extends "base.html" %}{% block head %}<>{% endblock %}{% block feed %}<>{% endblock %}'
    "{% block main %}<>{% endblock %}"
)
"""The layout with three gaps: no text holds `<>` once it is escaped."""

_Made = TypeVar("_Made")


def once_a_site(make: Callable[[Site], _Made]) -> Callable[[Site], _Made]:
    """What is made of a site is kept until another is rendered; a build renders one."""
    latest: list[tuple[Site, _Made]] = []

    @wraps(make)
    def kept(site: Site) -> _Made:
        if not latest or latest[0][0] is not site:
            latest[:] = [(site, make(site))]
        return latest[0][1]

    return kept


@once_a_site
def frame_of(site: Site) -> Frame:
    """The frame of a site, made once for all its pages."""
    frame = Frame(site)
    frame = replace(frame, feeds=_category_feeds(frame))
    frame = replace(frame, navigation=_part("navigation", frame, ways=_ways(site)))
    frame = replace(
        frame,
        head=_part("head", frame, feed=FEED, json_feed=JSON_FEED),
        header=_part("header", frame),
        footer=_part("footer", frame, subscribe=SUBSCRIBE),
    )
    # Passing every piece of every article through the layout would take most of the time.
    around = templates().from_string(_AROUND).render(frame=frame).encode().split(b"<>")
    return replace(frame, around=tuple(around))


def _ways(site: Site) -> list[tuple[str, str]]:
    """Where the navigation leads."""
    ways = [(ARCHIVE, "Archive"), (CATEGORIES, "Categories"), (TAGS, "Tags")]
    search = [(SEARCH, "Search")] if site.search else []
    return [*ways, *search, (SUBSCRIBE, "Subscribe")]


def _category_feeds(frame: Frame) -> dict[str, Markup]:
    return {
        feed.shelf_path: trusted(
            f'<link rel="alternate" href="{escape(frame.href(feed.site_path))}"'
            f' type="application/rss+xml" title="{escape(feed.title)} (RSS)">\n'
        )
        for feed in frame.site.feeds
        if feed.shelf_path != HOME
    }


def _part(name: str, frame: Frame, **names: object) -> str:
    return markup(f"{name}.html", frame=frame, **names).rstrip("\n")


# --- templates -----------------------------------------------------------------------------------


def page(template: str, **names: object) -> bytes:
    """A page by its template."""
    return markup(template, **names).encode()


def markup(template: str, **names: object) -> str:
    """A piece of a page by its template."""
    return templates().get_template(template).render(names)


def trusted(markup: str) -> Markup:
    """Markup that the templates shall not escape: ours, or sanitised where it was made."""
    marked: Markup = _markupsafe().Markup(markup)
    return marked


def escape(text: str) -> Markup:
    """A text as markup, as the templates escape it."""
    escaped: Markup = _markupsafe().escape(text)
    return escaped


@cache
def _markupsafe() -> ModuleType:
    import markupsafe

    return markupsafe


@cache
def templates() -> Environment:
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
    environment.filters.update(
        breakable=_breakable,
        counted=counted,
        day=_day,
        month=_month,
        names=_names,
        rank=_rank,
        short_day=_short_day,
    )
    return environment


def _breakable(url: str) -> Markup:
    """An address that is broken after a slash, where a line has no room for it."""
    start, mark, path = escape(url).partition("://")
    return trusted(start + mark + path.replace("/", trusted("/<wbr>")))


def _day(moment: datetime) -> Markup:
    shown = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return trusted(f'<time datetime="{moment.date().isoformat()}">{shown}</time>')


def _short_day(moment: datetime) -> Markup:
    """The day without its year, where a heading says that."""
    shown = f"{moment.day} {_month(moment)[:3]}"
    return trusted(f'<time datetime="{moment.date().isoformat()}">{shown}</time>')


def _month(moment: datetime) -> str:
    return _MONTHS[moment.month - 1]


def _names(authors: tuple[str, ...]) -> str:
    return joined(authors, "and")


def _rank(level: str) -> int:
    return _LEVELS.index(level) + 1 if level in _LEVELS else 0
