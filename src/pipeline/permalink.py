"""Paths and addresses: where a file is published, and where a link of an article or page leads.

A site path starts with `/` and knows no base URL: `/articles/x/`, `/images/y.png`. An author may
link by site path, or relative to the file (`other.md`, `../images/y.png`), as editors and GitHub
follow it. Pure string work: whether the target exists is a rule's question.

An address is read as browsers read it: control characters and blanks around it, tabs and line ends
within it and the case of its scheme do not count, and a backslash is a slash.
"""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import quote, unquote

CONTENT = "content/"
ARTICLES = "content/articles/"
PAGES = "content/pages/"

NOT_FOUND = "/404.html"
"""Where hosts look for the page of an address that leads nowhere."""
FEED = "/feed.xml"
"""The RSS feed of all articles; a category has one of its own, below its list."""
JSON_FEED = "/feed.json"
"""The same articles as a JSON Feed."""
SUBSCRIBE = "/subscribe/"
"""The page that says what feeds there are, and what a feed is."""
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
REDIRECTS = "/_redirects"
SEARCH = "/search/"
SEARCH_INDEX = "/pagefind/"
"""A folder that is the search program's as a whole."""
MANIFEST = "/manifest.json"
"""It lists what was published and marks the folder as ours."""

OF_EVERY_SITE = (SUBSCRIBE, FEED, JSON_FEED, NOT_FOUND, ROBOTS, SITEMAP)
"""What there is to link to on every site, but for lists."""

RESERVED = frozenset(
    """404 _headers _redirects apple-touch-icon archive articles assets cards categories favicon
    feed feeds humans images index manifest page pagefind pages robots rss search series sitemap
    subscribe tags""".split()
)
"""What the top of the site keeps for itself, endings apart: pages and folders that the blog makes
or may come to make, and the files that browsers, servers and crawlers ask for by name. A page of
one of these names would take their place, or lose its own to them."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PLAIN_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_DROPPED = str.maketrans("", "", "\t\n\r")
_AROUND = "".join(map(chr, range(0x21)))
_KEEP_IN_PATH = "/-._~!$&'()*+,;=:@"
_KEEP_IN_QUERY = _KEEP_IN_PATH + "?%[]"
_PLAIN = re.compile(
    r"(/?(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?)(?:\#([\w.:-]*))?"
)
"""A destination as most are: nothing encoded, no blank or query, no step that begins with a dot."""


class Target(NamedTuple):
    """Where a link within the blog leads."""

    site_path: str
    """Percent-decoded; empty when `escapes`."""
    query: str
    """With its `?`, or empty."""
    fragment: str
    """Percent-decoded, without its `#`; empty for none."""
    escapes: bool
    """True when the way leads out of `content/`."""


def cleaned(destination: str) -> str:
    """An address without the characters that browsers drop before they read it."""
    if destination.isprintable():
        return destination.strip(" ")
    return destination.translate(_DROPPED).strip(_AROUND)


def scheme(destination: str) -> str:
    """The scheme in lower case; empty when there is none."""
    if ":" not in destination:
        return ""
    match = _SCHEME.match(cleaned(destination))
    return match[1].lower() if match else ""


def is_external(destination: str) -> bool:
    """True for what leaves the blog: a scheme, or `//host`."""
    return bool(scheme(destination)) or _names_host(cleaned(destination))


def _names_host(address: str) -> bool:
    return address[:2] in ("//", "\\\\", "/\\", "\\/")


def is_plain_picture(destination: str) -> bool:
    """True for a `data:` address of a picture that is pixels and nothing else."""
    return _PLAIN_PICTURE.match(cleaned(destination)) is not None


def is_safe(destination: str) -> bool:
    """True when following it can only fetch a page, show a picture, write a mail or dial."""
    found = scheme(destination)
    return not found or found in _SAFE_SCHEMES or is_plain_picture(destination)


def is_article(path: str) -> bool:
    """Whether the file is an article by its place, whatever its name."""
    return path.startswith(ARTICLES) and path.endswith(".md")


def is_page(path: str) -> bool:
    """Whether the file is a page outside the articles by its place, whatever its name."""
    return path.startswith(PAGES) and path.endswith(".md")


def slug_of(path: str) -> str:
    """The slug of an article's or page's path: `content/articles/x.md` and `.../x/index.md` give
    `x`; so does `content/pages/x.md`.
    """
    name = path.removeprefix(PAGES if path.startswith(PAGES) else ARTICLES)
    return name.removesuffix(".md").removesuffix("/index")


def site_path_of(path: str) -> str:
    """The site path of a file below `content/`; an article's or page's has its slug and a last `/`.

    A page's stands at the top: `content/pages/about.md` is `/about/`.
    """
    if is_article(path):
        return f"/articles/{slug_of(path)}/"
    if is_page(path):
        return f"/{slug_of(path)}/"
    return "/" + path.removeprefix(CONTENT)


def resolve(destination: str, path: str) -> Target:
    """Where `destination`, written in the file `path`, leads; it must not be external."""
    plain = _PLAIN.fullmatch(destination)
    if plain is not None:
        way = plain[1] if plain[1][:1] in ("", "/") else _folder(path) + plain[1]
        return Target(_as_page(way) or site_path_of(path), "", plain[2] or "", False)
    before, _, fragment = cleaned(destination).partition("#")
    way, mark, query = before.partition("?")
    site_path = _site_path(unquote(way).replace("\\", "/"), path)
    return Target(site_path, mark + query, unquote(fragment), not site_path)


def _site_path(way: str, path: str) -> str:
    """The site path that `way` leads to from the file `path`; empty when it leaves `content/`."""
    if not way:
        return site_path_of(path)
    return _as_page(_normal(way if way.startswith("/") else _folder(path) + way))


def _as_page(site_path: str) -> str:
    """The page of what is named by its file: `/articles/x.md` is `/articles/x/`, and
    `/pages/about.md` is `/about/`.
    """
    if site_path.endswith(".md") and not site_path.endswith("/.md"):
        return site_path_of(CONTENT + site_path[1:])
    return site_path


def page_at(address: str) -> str:
    """The site path of the page at an address that somebody wrote: `/old` is at `/old/`."""
    named = "." in address.rpartition("/")[2]
    return address if named or address.endswith("/") else f"{address}/"


def flaw_of(address: str, base_url: str) -> str:
    """Why an address that somebody wrote is no site path of a page, and what to write instead, as
    a clause; empty when it is one.
    """
    source = CONTENT + address.removeprefix("/").removeprefix(CONTENT)
    if is_article(source) or is_page(source):
        return f"write `{site_path_of(source)}`, the address of the page"
    steps = address.removeprefix("/").removesuffix("/").split("/")
    if address.startswith(base_url):
        return f"write `/{address.removeprefix(base_url)}`, without the address of the blog"
    if not address.startswith("/"):
        path = address.partition("://")[2].partition("/")[2] or address
        return f"a site path begins with a slash, such as `/{path}`"
    if address == "/" or not all(steps):
        return "it is not the address of one page"
    if {".", ".."} & set(steps):
        return "a site path has no step such as `..`"
    if any(mark in address for mark in "?#\\") or not address.isprintable():
        return "a site path has no `?`, `#`, backslash or control character"
    plain = unquote(address)
    if plain != address:
        is_sound = "\ufffd" not in plain and not flaw_of(plain, base_url)
        return f"write it as it reads, without percent signs{f': `{plain}`' if is_sound else ''}"
    return ""


def _folder(path: str) -> str:
    """The folder of a file below `content/`, as a site path with its last `/`."""
    return f"/{path.removeprefix(CONTENT)}".rpartition("/")[0] + "/"


def _normal(way: str) -> str:
    """An absolute way without `.`, `..` and empty steps; empty when it leaves the root."""
    steps: list[str] = []
    for step in way.split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    if "\0" in way:
        return ""
    folder = way.endswith(("/", "/.", "/.."))
    return "/" + "/".join(steps) + ("/" if folder and steps else "")


def content_path(destination: str, path: str, base_url: str) -> str:
    """The file below `content/` that a destination in the file `path` names; empty for none.

    The blog's own full address counts as its site path does. Whether the file exists is not asked.
    """
    if base_url and destination.startswith(base_url):
        destination = destination[len(base_url) - 1 :]
    if not destination or is_external(destination):
        return ""
    target = resolve(destination, path)
    return "" if target.escapes else CONTENT + target.site_path[1:]


def relative(site_path: str, path: str) -> str:
    """How the file `path` may write `site_path` without its first `/`: `../images/y.png`."""
    found = posixpath.relpath(site_path, _folder(path))
    return found + "/" if site_path.endswith("/") and site_path != "/" else found


def address(site_path: str, start: str) -> str:
    """`site_path` below `start` (a base path or base URL, ending with `/`), percent-encoded."""
    return start + quote(site_path[1:], safe=_KEEP_IN_PATH)


def href(destination: str, path: str, start: str) -> str:
    """What an `href` or `src` says for a destination written in the file `path`.

    External addresses stay as they are (but `//host` takes the scheme of `start`, if it has one),
    unsafe ones and ways out of the blog become empty, a fragment alone stays a fragment when
    `start` is a base path, and anything else is made to begin with `start`.
    """
    written = cleaned(destination)
    if not is_safe(written):
        return ""
    if _names_host(written):
        before, colon, _ = start.partition("://")
        return (before + ":" if colon else "") + "//" + _tidy(written.lstrip("/\\"))
    if scheme(written):
        return _tidy(written)
    target = resolve(written, path)
    if target.escapes:
        return ""
    fragment = "#" + quote(target.fragment, safe=_KEEP_IN_PATH + "?") if "#" in written else ""
    if written.startswith("#") and not is_external(start):
        return fragment
    return address(target.site_path, start) + quote(target.query, safe=_KEEP_IN_QUERY) + fragment


def _tidy(external: str) -> str:
    """An external address without the blanks that no address may hold; nothing else is touched."""
    return external.replace(" ", "%20")
