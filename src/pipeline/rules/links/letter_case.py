"""Paths that are there, but for the case of their letters; and how to write them as they are."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, unquote

from pipeline.model import Reference, Summary
from pipeline.permalink import CONTENT, cleaned, resolve
from pipeline.rules.links.site_map import SiteMap

_STEP = re.compile(r"[^/\\]+")
_UNIT = re.compile(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)
"""A character of a path, or several that are encoded."""


class Step(NamedTuple):
    """One name on the way to a file."""

    name: str
    """Percent-decoded."""
    start: int
    end: int
    """Its characters in the written way; both 0 for a folder that the article itself is in."""


class Variant(NamedTuple):
    """A path that differs from a written one in the case of its letters alone."""

    path: str
    """From the first slash on: a site path, or that of an article's file."""
    written: str | None
    """The whole destination with that path; None when that cannot be told letter by letter."""


class LetterCase:
    """Every path of a site by its letters, whatever their case."""

    def __init__(self, site: SiteMap) -> None:
        self._site = site
        self._folded: dict[str, list[str]] = defaultdict(list)
        for path in (*site.paths, *site.lists(), *_article_files(site)):
            self._folded[path.casefold()].append(path)

    def variants(self, reference: Reference, reader: Summary, now: datetime) -> list[Variant]:
        """What exists instead of the path that `reference` names, in order; the path does not."""
        destination = cleaned(reference.destination)
        way = destination.partition("#")[0].partition("?")[0]
        steps = _steps(way, reader.path)
        ending = "/" if way.endswith(("/", "\\")) else ""
        named = "/" + "/".join(step.name for step in steps) + ending
        return [
            Variant(path, _rewritten(destination, steps, path))
            for path in sorted(self._folded.get(named.casefold(), ()))
            if path != named and self._site.holds(resolve(quote(path), "").site_path, reader, now)
        ]


def _article_files(site: SiteMap) -> list[str]:
    return ["/" + path.removeprefix(CONTENT) for path in site.files.sources]


def _steps(way: str, path: str) -> list[Step]:
    """The names from the root to what `way`, written in the file `path`, leads to."""
    steps: list[Step] = []
    if not way.startswith(("/", "\\")):
        folders = path.removeprefix(CONTENT).split("/")[:-1]
        steps = [Step(folder, 0, 0) for folder in folders]
    for match in _STEP.finditer(way):
        name = unquote(match[0])
        if name == "..":
            steps = steps[:-1]
        elif name != ".":
            steps.append(Step(name, *match.span()))
    return steps


def _rewritten(destination: str, steps: list[Step], path: str) -> str | None:
    written = destination
    names = path.strip("/").split("/")
    if len(names) != len(steps):
        return None
    for step, name in zip(reversed(steps), reversed(names), strict=True):
        if step.name == name:
            continue
        recased = _recased(destination[step.start : step.end], name)
        if recased is None:
            return None
        written = written[: step.start] + recased + written[step.end :]
    return written


def _recased(written: str, name: str) -> str | None:
    """`written` with the letters of `name`; what is percent-encoded stays so."""
    parts: list[str] = []
    at = 0
    for unit in _UNIT.findall(written):
        said = unquote(unit)
        meant = name[at : at + len(said)]
        at += len(said)
        if said.casefold() != meant.casefold():
            return None
        encoded = quote(meant, safe="") if len(unit) > 1 else meant
        parts.append(unit if said == meant else encoded)
    return "".join(parts) if at == len(name) else None
