"""A blog in a test's own folder: settings, articles, a repository, and how to judge them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.assemble import categories_of, feeds_of, series_of, tags_of, years_of
from pipeline.model import Article, Diagnostic, Document, Settings, Site
from pipeline.read import read, source_of
from pipeline.settings import load_settings
from pipeline.shelves import category_path

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""The time that tests go by, unless they say another."""

NOTE = """\
---
title: {title}
description: A sentence of fifty characters or more that says what this note is about.
date: {date}
category: Career
kind: note
---

{body}
"""


def note(body: str = "Some words.\n", title: str = "A short note", date: str = "2026-01-05") -> str:
    """The text of a sound article of kind `note`."""
    return NOTE.format(title=title, date=date, body=body)


def settings(**changes: Any) -> Settings:
    """The default settings with `https://blog.example/` as the base URL, and `changes`."""
    base = load_settings(Path("/no/such/folder"))
    return replace(base, **{"base_url": "https://blog.example/", "title": "Blog", **changes})


def document(text: str | bytes, path: str = "content/articles/x.md", **changes: Any) -> Document:
    """The document of a text, read with `settings(**changes)`."""
    data = text.encode() if isinstance(text, str) else text
    source, problems = source_of(path, data)
    return read(source, problems, settings(**changes))


def make_blog(root: Path, files: dict[str, str | bytes], table: str = "") -> Path:
    """Writes a blog: `files` by path, `table` as what stands below `[tool.codeloom]`."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    start = 'base_url = "https://blog.example/"\ntitle = "Blog"\n'
    (root / "pyproject.toml").write_text(f"[tool.codeloom]\n{start}{table}", encoding="utf-8")
    return root


def git(root: Path, *arguments: str) -> str:
    """What git says to these arguments in a folder; it commits under a name of the tests' own."""
    settings = ("user.name=A", "user.email=a@blog.example", "commit.gpgsign=false")
    flags = [part for setting in settings for part in ("-c", setting)]
    run = subprocess.run(
        ["git", *flags, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return run.stdout


def cut(data: bytes, diagnostic: Diagnostic) -> str:
    """The text that a diagnostic points at."""
    assert diagnostic.place is not None
    return data[diagnostic.place.start.byte : diagnostic.place.end.byte].decode()


# --- what is built ---


def made_article(slug: str = "memo", **changes: Any) -> Article:
    """A published guide of 5 January 2026 that takes four minutes, with `changes`."""
    values: dict[str, Any] = {
        "path": f"content/articles/{slug}.md",
        "slug": slug,
        "site_path": f"/articles/{slug}/",
        "guid": f"https://blog.example/articles/{slug}/",
        "aliases": (),
        "title": "Write the Memo First",
        "description": "Why a page of plain words comes before the first line of code.",
        "category": "Career",
        "category_path": category_path(changes.get("category", "Career")),
        "level": "Intermediate",
        "minutes": 4,
        "authors": ("Ada",),
        "learn": ("How to begin", "When to stop"),
        "prerequisites": ("A pen",),
        "tags": ("writing", "decisions"),
        "series": "",
        "part": 0,
        "published": datetime(2026, 1, 5, tzinfo=UTC),
        "updated": None,
        "image": "",
        "image_alt": "",
        "card": "",
        "files": (),
        "pictures": (),
        "digest": "",
    }
    return Article(**{**values, **changes})


def made_site(*articles: Article, **changes: Any) -> Site:
    """A blog below a path, with these articles as they come, on their shelves, and `changes`."""
    made = Site(
        title="Codeloom",
        description="Practical articles for working developers.",
        base_url="https://blog.example/blog/",
        base_path="/blog/",
        language="en",
        articles=articles,
        categories=categories_of(articles),
        tags=tags_of(articles),
        years=years_of(articles),
        series=series_of(articles),
        pages=(),
        retired=(),
        feeds=(),
        search=True,
        scheduled=0,
        drafts=0,
    )
    made = replace(made, **changes)
    if "feeds" in changes:
        return made
    feeds = feeds_of(made.articles, made.categories, made.title, made.description)
    return replace(made, feeds=feeds)
