"""What the site says to machines: the sitemap, robots.txt, and the redirects for the host.

The sitemap is made of the pages themselves, so that the two cannot disagree. `_redirects` is for
hosts that read one: Netlify, Cloudflare Pages, GitLab Pages, IPFS gateways. Each of its lines is
said by a page as well, for all other hosts, and for those that do not take a line:

- 301, a permanent redirect, is taken by all of them; Netlify, GitLab and IPFS serve a page that is
  there rather than redirect, and that page redirects.
- 410, gone, with `!`: Netlify answers with it in place of the page that is there. Cloudflare and
  GitLab know no 410; they leave the line out, and serve the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.model import Page, PageKind, Site
from pipeline.permalink import REDIRECTS, ROBOTS, SITEMAP, address, page_at
from pipeline.render.frame import frame_of
from pipeline.render.notices import withdrawn

MOST_URLS = 50_000
"""So many addresses the protocol allows in one file."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_QUOTES = {'"': "&quot;", "'": "&apos;"}
_NOT_IN_RULE = {"*": "%2A", ":": "%3A"}
"""What a host would take for a splat or a placeholder."""


def sitemap_pages(pages: Iterable[Page], site: Site) -> Iterator[Page]:
    """The sitemap of these pages; the parts of one with more than 50,000, and an index of them."""
    every = sorted(pages, key=lambda page: page.site_path)
    if len(every) <= MOST_URLS:
        yield _sitemap(SITEMAP, every, site)
        return
    parts = [
        _sitemap(f"/sitemap-{number}.xml", every[start : start + MOST_URLS], site)
        for number, start in enumerate(range(0, len(every), MOST_URLS), start=1)
    ]
    yield from parts
    yield Page(SITEMAP, PageKind.SITEMAP, lambda: _xml("sitemapindex", "sitemap", parts, site))


def _sitemap(site_path: str, pages: Sequence[Page], site: Site) -> Page:
    modified = max((page.modified for page in pages), key=_day, default="")
    return Page(
        site_path,
        PageKind.SITEMAP,
        lambda: _xml("urlset", "url", pages, site),
        modified=modified,
    )


def _xml(root: str, element: str, pages: Iterable[Page], site: Site) -> bytes:
    frame = frame_of(site)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_XMLNS}">']
    for page in pages:
        location = escape(frame.url(page.site_path), _QUOTES)
        day = f"<lastmod>{_day(page.modified)}</lastmod>" if page.modified else ""
        lines.append(f"<{element}><loc>{location}</loc>{day}</{element}>")
    return "\n".join([*lines, f"</{root}>\n"]).encode()


def _day(modified: str) -> str:
    """The day of a moment in its own time zone: as the page shows it."""
    return modified[:10]


def robots_page(site: Site) -> Page:
    """Everything may be read by anyone; and where the sitemap is."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {address(SITEMAP, site.base_url)}\n"
    return Page(ROBOTS, PageKind.ASSET, text.encode)


def redirects_pages(site: Site) -> Iterator[Page]:
    """The file of redirects; none when nothing has moved and nothing is withdrawn."""
    rules = {
        (_rule(page_at(alias), site), _rule(owner.site_path, site), "301")
        for owner in site.written
        for alias in owner.aliases
    }
    gone = (_rule(site_path, site) for site_path in withdrawn(site))
    rules.update((path, path, "410!") for path in gone)
    if rules:
        text = "".join(f"{' '.join(rule)}\n" for rule in sorted(rules))
        yield Page(REDIRECTS, PageKind.ASSET, text.encode)


def _rule(site_path: str, site: Site) -> str:
    """A path as a rule names it: encoded, so that it is one word and has no pattern in it."""
    path = address(site_path, site.base_path)
    for mark, encoded in _NOT_IN_RULE.items():
        path = path.replace(mark, encoded)
    return path
