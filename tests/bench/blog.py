"""The blog that is measured: articles in a folder with settings, and Codeloom's command for it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import measure
from tests.bench.articles import BenchArticle
from tests.bench.rows import BenchError

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = """\
[tool.codeloom]
base_url = "https://bench.example/"
title = "Bench"
description = "Articles for the bench."
language = "en"
timezone = "UTC"
author = "The Bench"
social_cards = {cards}
search = {search}
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What the site is to have besides its pages; nothing, where pages are timed."""

    cards: bool = False
    search: bool = False


def categories() -> list[str]:
    """As the schema lists them."""
    schema = json.loads((ROOT / "schemas" / "article.schema.json").read_text(encoding="utf-8"))
    return [str(name) for name in schema["properties"]["category"]["enum"]]


_PAGES_ALONE = Made()


def write_blog(folder: Path, written: Iterable[BenchArticle], made: Made = _PAGES_ALONE) -> None:
    """Articles and settings, into a folder that may be there already."""
    write_articles(folder / "content" / "articles", written)
    cards, search = (str(each).lower() for each in (made.cards, made.search))
    text = _SETTINGS.format(cards=cards, search=search)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8", newline="\n")


def write_articles(folder: Path, written: Iterable[BenchArticle]) -> None:
    """One file each, into a folder that is not there yet."""
    folder.mkdir(parents=True)
    for each in written:
        (folder / f"{each.slug}.md").write_text(each.text, encoding="utf-8", newline="\n")


def codeloom(*words: str) -> list[str]:
    """The command as it is installed beside this Python, or the module when it is not."""
    script = shutil.which("codeloom", path=str(Path(sys.executable).parent))
    return [script, *words] if script else [sys.executable, "-m", "pipeline", *words]


def nothing_found(blog: Path, *unless: str) -> None:
    """`BenchError` unless `check` is silent about the blog, but for rules named by their code."""
    said = json.loads(measure.output(codeloom("check", "--format", "json"), blog))
    found = [each for each in said["diagnostics"] if each["code"] not in unless]
    if found:
        listed = "\n".join(
            f"  {each['path']}: {each['code']} {each['message']}" for each in found[:5]
        )
        raise BenchError(f"{len(found)} findings in articles that should be clean:\n{listed}")
