"""Paths and addresses: where a file is published, and where a link of an article leads.

A site path starts with `/` and knows no base URL: `/articles/x/`, `/images/y.png`. An author may
link by site path, or relative to the file (`other.md`, `../images/y.png`), as editors and GitHub
follow it. Pure string work: whether the target exists is a rule's question.
"""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import quote, unquote

CONTENT = "content/"
ARTICLES = "content/articles/"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_REMOVED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_KEEP_IN_PATH = "/-._~!$&'()*+,;=:@%"


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


def scheme(destination: str) -> str:
    """The scheme in lower case, read as browsers do (blanks and control characters skipped)."""
    cleaned = _REMOVED_BY_BROWSERS.sub("", destination).lstrip(_LEADING)
    match = _SCHEME.match(cleaned)
    return match[1].lower() if match else ""


_LEADING = "".join(map(chr, range(0x21)))


def is_external(destination: str) -> bool:
    """True for what leaves the blog: a scheme, or `//host`."""
    stripped = _REMOVED_BY_BROWSERS.sub("", destination).lstrip(_LEADING)
    return bool(scheme(destination)) or stripped[:2] in ("//", "\\\\", "/\\", "\\/")


def is_safe(destination: str) -> bool:
    """True when following it can only fetch a page, write a mail or dial."""
    return scheme(destination) in _SAFE_SCHEMES or not scheme(destination)


def site_path_of(path: str) -> str:
    """The site path of a file below `content/`; an article's has its slug and a last `/`."""
    inside = path.removeprefix(CONTENT)
    if inside.startswith("articles/") and inside.endswith(".md"):
        stem = inside.removesuffix(".md").removesuffix("/index")
        return f"/{stem}/"
    return "/" + inside


def slug_of(path: str) -> str:
    """The slug of an article's path: `content/articles/x.md` and `.../x/index.md` give `x`."""
    return path.removeprefix(ARTICLES).removesuffix(".md").removesuffix("/index")


def resolve(destination: str, path: str) -> Target:
    """Where `destination`, written in the file `path`, leads; it must not be external."""
    before, _, fragment = destination.strip().partition("#")
    way, mark, query = before.partition("?")
    fragment = unquote(fragment)
    query = mark + query
    way = unquote(way).replace("\\", "/")
    if not way:
        return Target(site_path_of(path), query, fragment, False)
    start = "/" if way.startswith("/") else posixpath.dirname("/" + path.removeprefix(CONTENT))
    joined = posixpath.join(start, way)
    if _leaves(joined):
        return Target("", query, fragment, True)
    normal = posixpath.normpath(joined).replace("//", "/")
    if way.endswith("/") and normal != "/":
        return Target(normal + "/", query, fragment, False)
    if normal.startswith("/articles/") and normal.endswith(".md"):
        normal = site_path_of(CONTENT + normal[1:])
    return Target(normal, query, fragment, False)


def _leaves(way: str) -> bool:
    depth = 0
    for part in way.split("/"):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0:
            return True
    return "\0" in way


def address(site_path: str, start: str) -> str:
    """`site_path` below `start` (a base path or base URL, ending with `/`), percent-encoded."""
    return start + quote(site_path[1:], safe=_KEEP_IN_PATH)


def href(destination: str, path: str, start: str) -> str:
    """What an `href` or `src` says for a destination written in the file `path`.

    External addresses stay as they are, unsafe ones and ways out of the blog become empty, a
    fragment alone stays a fragment when `start` is a base path, and anything else is made to begin
    with `start`.
    """
    if not is_safe(destination):
        return ""
    if is_external(destination):
        return destination
    if destination.startswith("#") and not is_external(start):
        return destination
    target = resolve(destination, path)
    if target.escapes:
        return ""
    fragment = "#" + quote(target.fragment, safe=_KEEP_IN_PATH + "?") if target.fragment else ""
    return address(target.site_path, start) + target.query + fragment
