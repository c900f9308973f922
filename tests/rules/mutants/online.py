"""PB001, PB002, PB006, PB007: a blog beside the manifest of what is online."""

from __future__ import annotations

import json
from typing import Any

from tests.rules.examples import ONLINE, PATH, article
from tests.rules.mutants.cases import Case, Cases, blog

HERE = "/articles/example/"
OLD = "/articles/old/"
SETTINGS = ("pyproject.toml", "")
"""The first file of a case whose finding is about the settings."""


def was(path: str = HERE, kind: str = "article", **fields: Any) -> str:
    """An entry of the manifest; an article's follows from its path unless `fields` say else."""
    return json.dumps({"path": path, "kind": kind, **fields})


def feed(*slugs: str) -> str:
    items = [f"https://blog.example/articles/{slug}/" for slug in slugs]
    return was("/feed.xml", "feed", items=items)


def now(*entries: str, fields: str = "", **settings: Any) -> Case:
    """One clean note with these fields, beside these entries."""
    text = article(front_matter=fields and fields + "\n")
    return blog((PATH, text), (ONLINE, "\n".join(entries)), **settings)


def of_settings(*entries: str, fields: str = "", **settings: Any) -> Case:
    """The same, where what is found is about the settings."""
    text = article(front_matter=fields and fields + "\n")
    return blog(SETTINGS, (PATH, text), (ONLINE, "\n".join(entries)), **settings)


def thirty(fields: str, *items: str, old: str = "2026-01-01") -> Case:
    """A note with these fields and thirty that are newer than it was; above those, `items` stood
    in the feed. What `fields` says was at `OLD` had that date.
    """
    newer = [f"new-{number:02}" for number in range(1, 31)]
    texts = {f"content/articles/{name}.md": f"date: 2026-02-{name[4:]}" for name in newer[:28]}
    texts |= {f"content/articles/{name}.md": "date: 2026-02-28" for name in newer[28:]}
    dates = [f"{text.removeprefix('date: ')}T00:00:00+00:00" for text in texts.values()]
    entries = [
        was(),
        *([was(OLD, date=f"{old}T00:00:00+00:00")] if OLD in fields else []),
        *(was(f"/articles/{name}/", date=at) for name, at in zip(newer, dates, strict=True)),
        feed(*items, *newer),
    ]
    files = {path: article(path, front_matter=f"{text}\n") for path, text in texts.items()}
    text = article(front_matter=fields + "\n")
    online = {ONLINE: "\n".join(entries)}
    return Case({PATH: text, **files, **online}, settings={"date_corrections": (HERE,)})


REDIRECT = was("/old/", "redirect", source=PATH)
CATEGORY = was("/categories/old/", "page")
ITS_FEED = was("/categories/old/feed.xml", "feed")

MUTANTS: Cases = {
    "PB001": (
        now(was(), fields="draft: «true»"),
        now(was(), fields="date: «2026-07-01»"),
        now(was(), REDIRECT, fields="aliases: «[/older/]»\nguid: /articles/example/"),
        of_settings(CATEGORY, ITS_FEED),
        of_settings(was("/search/", "page"), search=False),
        of_settings(was("/series/one/", "page"), was("/series/", "page")),
    ),
    "PB002": (
        now(was(), fields="date: «2026-01-06»"),
        now(was(), fields="date: «2026-01-05T00:00:01Z»"),
        now(was(date="2026-01-05T00:00:00+01:00"), fields="date: «2026-01-05»"),
        now(was(OLD), fields=f"aliases: [{OLD}]\ndate: «2026-01-04»"),
    ),
    "PB006": (
        now(was(), fields="aliases: [«/vanity/»]"),
        now(was(), fields="guid: «another»"),
        now(was(OLD), fields=f"aliases: [«/first/», {OLD}]"),
        now(was(guid="tag:blog.example,2026:1"), fields="guid: «tag:blog.example,2026:2»"),
        of_settings(was(guid="https://old.example/articles/example/")),
        of_settings(was(), feed_domain="new.example"),
    ),
    "PB007": (
        now(was(), was(OLD), feed("example", "old"), fields=f"aliases: [«{OLD}»]\nguid: {HERE}"),
        now(
            *(was(), was(OLD, guid="tag:1"), was("/feed.xml", "feed", items=["tag:1"])),
            fields=f"aliases: [/was/, «{OLD}»]\nguid: {HERE}",
        ),
        thirty("date: «2026-03-01»"),
        thirty(f"aliases: [«{OLD}»]\nguid: {HERE}", "old", old="2026-02-20"),
    ),
}

NEIGHBOURS: Cases = {
    "PB001": (
        now(was(), was("/", "page"), was("/404.html", "page"), feed(), fields="date: 2026-01-05"),
        now(was(OLD), was("/feed.json", "feed"), fields=f"aliases: [{OLD}]"),
        now(was("/old/", "redirect", source="pyproject.toml"), was("/tags/old/", "list")),
        now(was(OLD), CATEGORY, ITS_FEED, retired=(OLD, "/categories/old/")),
        now(
            was("/images/a.1234.png", "image"), was("/a.pdf", "asset"), was("/pagefind/", "search")
        ),
        now(was("/search/", "page"), was("/subscribe/", "page"), was("/tags/", "page")),
        now(was("/search/", "page"), search=False, retired=("/search/",)),
    ),
    "PB002": (
        now(was(date="2026-01-05T01:00:00+01:00")),
        now(was(), fields="date: 2026-01-05\nupdated: 2026-02-01"),
        now(was(), fields="date: 2026-01-06", date_corrections=(HERE,)),
        now(was(OLD), fields=f"aliases: [{OLD}]\ndate: 2026-01-06", date_corrections=(OLD,)),
        now(was("/articles/other/"), fields="date: 2026-01-06", retired=("/articles/other/",)),
    ),
    "PB006": (
        now(was(), fields=f"aliases: [/vanity/]\nguid: {HERE}"),
        now(was(OLD), fields=f"aliases: [{OLD}, /second/]"),
        now(was(OLD, guid="https://blog.example/first/"), fields=f"aliases: [/first/, {OLD}]"),
        now(was(guid="https://old.example/articles/example/"), feed_domain="old.example"),
        now(was(OLD), fields="guid: new", retired=(OLD,)),
    ),
    "PB007": (
        now(
            *(was(), was(OLD), feed("example", "old")),
            fields=f"aliases: [{OLD}]\nguid: {HERE}",
            retired=(OLD,),
        ),
        now(was(OLD), feed("old"), fields=f"aliases: [{OLD}]"),
        thirty("date: 2026-01-07", "example"),
        thirty("date: 2026-01-04"),
        thirty(f"aliases: [{OLD}]\nguid: {HERE}", "old"),
        thirty("date: 2026-01-05", "example"),
    ),
}
