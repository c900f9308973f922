"""What all pages share, and the only door to Jinja2.

What is equal on every page of a site (icons, styles, header, footer) is rendered once a site. The
template engine escapes every text; only what `trusted` marks comes as markup, made and sanitised
elsewhere. A name that a template does not get is an error, never an empty string.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Site
from pipeline.permalink import address

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
        file.read_text(encoding="utf-8") for file in sorted((_HERE / "static" / "style").iterdir())
    )
    files = {"style.css": style.encode()}
    for file in sorted((_HERE / "static").iterdir()):
        if file.is_file():
            files[file.name] = file.read_bytes()
    return {name: (_hashed(name, data), data) for name, data in files.items()}


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"/assets/{stem}.{sha256(data).hexdigest()[:8]}{dot}{suffix}"


# --- what all pages of a site share --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
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

    def asset(self, name: str) -> str:
        """The way to a file that the pages need."""
        return self.href(assets()[name][0])

    def url(self, site_path: str) -> str:
        """The absolute address of a site path."""
        return _address(site_path, self.site.base_url)


_address = lru_cache(maxsize=1024)(address)  # a page asks for its own and for shared ones again


_AROUND = (
    '{% extends "base.html" %}{% block head %}<>{% endblock %}{% block main %}<>{% endblock %}'
)
"""The layout with two gaps: no text holds `<>` once it is escaped."""

_latest: list[Frame] = []
"""The frame of the site that was rendered last; a build renders one."""


def frame_of(site: Site) -> Frame:
    """The frame of a site, made once for all its pages."""
    if _latest and _latest[0].site is site:
        return _latest[0]
    bare = Frame(site, "", "", "")
    parts = [
        trusted(markup(f"{name}.html", frame=bare).rstrip("\n"))
        for name in ("head", "header", "footer")
    ]
    head, header, footer = parts
    frame = Frame(site, head, header, footer)
    # Passing every piece of every article through the layout would take most of the time.
    around = templates().from_string(_AROUND).render(frame=frame).split("<>")
    frame = replace(frame, around=tuple(around))
    _latest[:] = [frame]
    return frame


# --- templates -----------------------------------------------------------------------------------


def page(template: str, **names: object) -> bytes:
    """A page by its template."""
    return markup(template, **names).encode()


def markup(template: str, **names: object) -> str:
    """A piece of a page by its template."""
    return templates().get_template(template).render(names)


def trusted(markup: str) -> Markup:
    """Markup that the templates shall not escape."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704 - ours, or escaped and sanitised where it was made


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
    environment.filters.update(articles=_articles, day=_day, names=_names, rank=_rank)
    return environment


def _day(moment: datetime) -> Markup:
    shown = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return trusted(f'<time datetime="{moment.date().isoformat()}">{shown}</time>')


def _names(authors: tuple[str, ...]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(part for part in (", ".join(authors[:-1]), authors[-1]) if part)


def _rank(level: str) -> int:
    return _LEVELS.index(level) + 1 if level in _LEVELS else 0


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
