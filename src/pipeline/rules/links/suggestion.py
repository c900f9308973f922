"""Did you mean: the address that an author most likely meant by one that leads nowhere.

However large the blog, one suggestion costs about the same: names are looked up, or compared with
their neighbours in the alphabet, read from either end; never with all there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import quote

from pipeline.model import Reference
from pipeline.nearest import nearest
from pipeline.permalink import CONTENT, cleaned, relative, resolve
from pipeline.rules.links.site_map import SiteMap

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-_./"
_REACH = 25
"""How many neighbours are compared in each direction."""
_SHORTEST, _LONGEST = 4, 100
"""One letter more or less says little of a shorter name, and costs much to try of a longer path."""
_KEEP = "/-._~!$&'*+,;=:@"


class Suggestion(NamedTuple):
    """What to write instead."""

    written: str
    """As the author writes links: relative to the file if he did, the fragment kept."""
    certain: bool
    """True when it is one letter away and nothing else is."""


class Names:
    """Names in order, read from either end, so that the neighbours of a word are at hand."""

    __slots__ = ("_backwards", "_forwards")

    def __init__(self, names: Collection[str]) -> None:
        self._forwards = sorted(names)
        self._backwards = sorted(name[::-1] for name in names)

    def near(self, word: str) -> list[str]:
        """At most a hundred names: those that begin or end most like `word`."""
        before = _around(self._forwards, word)
        behind = _around(self._backwards, word[::-1])
        return [*before, *(name[::-1] for name in behind)]


def _around(names: list[str], word: str) -> list[str]:
    at = bisect_left(names, word)
    return names[max(0, at - _REACH) : at + _REACH]


class Suggester:
    """All that is needed to suggest paths of one site; made when the first one is asked for."""

    def __init__(self, site: SiteMap, base_path: str) -> None:
        self._site = site
        self._base_path = base_path
        self._known = site.paths.union(site.shelves)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._folders: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._known):
            folder, name = _parted(path)
            self._folded[path.casefold()].append(path)
            if not site.is_feed_of_list(path):  # all have one name, and the blog's own is meant
                self._by_name[name.casefold()].append(path)
            self._folders[folder].append(name)
        self._names: dict[str, Names] = {}

    def meant(self, reference: Reference, site_path: str, path: str) -> Suggestion | None:
        """What the file `path` should say instead of a reference to `site_path`, or None."""
        slips = self._slips(site_path)
        found = slips[0] if len(slips) == 1 else self._other_spelling(site_path)
        found = found or self._same_name(site_path) or self._alike(site_path)
        if found is None:
            return None
        written = self._written(reference.destination, found, path)
        return Suggestion(written, certain=slips == [found])

    def _slips(self, path: str) -> list[str]:
        """The known paths that differ by case, by the last slash, or by one letter.

        A digit that differs is no slip: `part-2` is not `part-1`. Nor is a letter of a short name.
        """
        found = {edit for edit in (path + "/", path.removesuffix("/")) if edit in self._known}
        found.update(self._folded.get(path.casefold(), ()))
        if len(_parted(path)[1]) >= _SHORTEST and len(path) <= _LONGEST:
            found.update(edit for edit in _edits(path) if edit in self._known)
        return sorted(each for each in found if each != path and _digits(each) == _digits(path))

    def _other_spelling(self, path: str) -> str | None:
        """The same page, as another generator or the repository writes it."""
        for prefix in ("", "/content", self._base_path.rstrip("/")):
            if not path.startswith(prefix + "/"):
                continue
            rest = path.removeprefix(prefix)
            for ending in (".md", "/index.html", ".html", "/", ""):
                stem = rest.removesuffix(ending)
                for known in (stem + "/", stem):
                    if known != path and known in self._known:
                        return known
        return None

    def _same_name(self, path: str) -> str | None:
        """The one path with this name in another folder."""
        name = _parted(path)[1].casefold()
        known = self._by_name.get(name) or self._by_name.get(name.removesuffix(".md")) or []
        return known[0] if len(known) == 1 else None

    def _alike(self, path: str) -> str | None:
        """The path of the same folder whose name is most alike."""
        folder, name = _parted(path)
        if folder not in self._folders:
            return None
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = Names(self._folders[folder])
        close = nearest(name, names.near(name))
        if close is None:
            return None
        page = f"{folder}{close}/"
        return page if page in self._known else folder + close

    def _written(self, destination: str, site_path: str, path: str) -> str:
        """`site_path` in the author's own way of writing, query and fragment kept."""
        written = cleaned(destination)
        way = written.partition("#")[0].partition("?")[0]
        rest = written[len(way) :]
        if not way.startswith(("/", "\\")):
            own = quote(self._relative(way, site_path, path), safe=_KEEP)
            if resolve(own, path).site_path == site_path:
                return own + rest
        return quote(site_path, safe=_KEEP) + rest

    def _relative(self, way: str, site_path: str, path: str) -> str:
        """An article is named by its file, unless its page was meant (`other/`)."""
        article = self._site.articles.get(site_path)
        if article is not None and article.site_path == site_path and not way.endswith("/"):
            return relative("/" + article.path.removeprefix(CONTENT), path)
        return relative(site_path, path)


def _parted(path: str) -> tuple[str, str]:
    """The folder of a site path, with its slash, and the name, without: `/articles/`, `x`."""
    folder, _, name = path.removesuffix("/").rpartition("/")
    return folder + "/", name


def _digits(path: str) -> list[str]:
    return [character for character in path if character.isdigit()]


def _edits(word: str) -> Iterator[str]:
    """Every text one letter away: one lost, swapped with its neighbour, changed or added."""
    for at in range(1, len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in _ALPHABET:
            yield before + letter + behind[1:]
            yield before + letter + behind
