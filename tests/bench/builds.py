"""Building the site, and Hugo building it from the same articles."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import hugo, measure
from tests.bench.articles import BenchArticle
from tests.bench.blog import categories, codeloom, write_articles, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import BenchError, Row, memory_row, progress, ratio_row, time_row

_RATIO = 1.0
_MEMORY = 400_000_000  # bytes
_SHELVES = ("archive", "categories", "tags")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where one round takes place: the same articles twice, and what is made of them."""

    path: Path

    @property
    def blog(self) -> Path:
        """Codeloom's source."""
        return self.path / "blog"

    @property
    def site(self) -> Path:
        """Codeloom's output."""
        return self.path / "site"

    @property
    def hugo_source(self) -> Path:
        """Hugo's source."""
        return self.path / "hugo"

    @property
    def hugo_site(self) -> Path:
        """Hugo's output."""
        return self.path / "hugo-site"


def measured(plan: Plan) -> list[Row]:
    """Time and memory of both."""
    progress("memory, one build each")
    first = _fresh(plan, 0)
    memory = measure.peak_memory(_codeloom_build(first), first.blog)
    hugo_memory = measure.peak_memory(_hugo_build(first), first.hugo_source)
    _whole(first, plan.written)

    ours: list[float] = []
    theirs: list[float] = []
    for number in range(1, plan.rounds + 1):
        folder = _fresh(plan, number)
        ours.append(measure.seconds(_codeloom_build(folder), folder.blog))
        theirs.append(measure.seconds(_hugo_build(folder), folder.hugo_source))
        progress(f"build {number}: codeloom {ours[-1]:.2f} s, hugo {theirs[-1]:.2f} s")
        _whole(folder, plan.written)
    return [
        *rows(ours, theirs),
        memory_row("codeloom build, peak memory", memory, _MEMORY),
        memory_row("hugo, peak memory", hugo_memory),
    ]


def rows(ours: Sequence[float], theirs: Sequence[float]) -> list[Row]:
    """What the two took, and how they compare."""
    return [
        time_row("codeloom build", ours),
        time_row("hugo", theirs),
        ratio_row("codeloom / hugo", ours, theirs, _RATIO),
    ]


def _fresh(plan: Plan, number: int) -> Folder:
    folder = Folder(plan.place / f"build-{number}")
    write_blog(folder.blog, plan.written)
    write_articles(folder.hugo_source / "content" / "articles", plan.written)
    hugo.write_site(folder.hugo_source, sorted({each.year for each in plan.written}))
    return folder


def _codeloom_build(folder: Folder) -> list[str]:
    return codeloom("build", "--output", str(folder.site))


def _hugo_build(folder: Folder) -> list[str]:
    return hugo.build_command(folder.hugo_source, folder.hugo_site, folder.path / "hugo-cache")


def _whole(folder: Folder, written: Sequence[BenchArticle]) -> None:
    """Both outputs hold a page for each article, the same lists, and feeds with the newest."""
    slugs = {each.slug for each in written}
    for name, site in (("codeloom", folder.site), ("hugo", folder.hugo_site)):
        pages = {page.parent.name for page in site.glob("articles/*/index.html")}
        if pages != slugs:
            raise BenchError(f"{name} made {len(pages)} article pages of {len(slugs)} articles")
        for feed, items in _items(site).items():
            if not min(5, len(slugs) // len(categories())) <= items <= hugo.FEED_ITEMS:
                raise BenchError(f"{name}'s {feed} has {items} items")
    ours, theirs = (_lists(site) for site in (folder.site, folder.hugo_site))
    if ours != theirs:
        named = ", ".join(sorted(ours ^ theirs)[:5])
        raise BenchError(f"only one of the two made: {named}")


def _items(site: Path) -> dict[str, int]:
    """How many items each feed has, by its path within the site."""
    found = {
        file.relative_to(site).as_posix(): len(ET.parse(file).findall("./channel/item"))
        for file in site.rglob(hugo.FEED)
    }
    found[hugo.JSON_FEED] = len(json.loads((site / hugo.JSON_FEED).read_bytes())["items"])
    return found


def _lists(site: Path) -> set[str]:
    """The first pages of all lists, and what is made for programs, relative to the site."""
    named = (hugo.JSON_FEED, "index.html", "subscribe/index.html", "*.xml", f"*/*/{hugo.FEED}")
    patterns = (*named, *(f"{name}/**/index.html" for name in _SHELVES))
    found = {page.relative_to(site).as_posix() for each in patterns for page in site.glob(each)}
    return {page for page in found if "/page/" not in page}
