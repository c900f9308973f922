"""What a build makes once and then keeps, each apart: social cards, pictures, the search index.

A first build makes them, a second takes them from what is online. What the build needs without
them is taken off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from tests.bench import measure
from tests.bench.articles import BenchArticle
from tests.bench.blog import Made, codeloom, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import Row, memory_row, progress

_CARDS = 400
_PICTURES = 40
_SIZE = (1600, 900)  # pixels


def measured(plan: Plan) -> list[Row]:
    """The rows for cards, for pictures and for the index."""
    some = plan.written[:_CARDS]
    few = plan.written[:_PICTURES]
    return [
        *_rows(_Extra("social card", plan, some, Made(cards=True), len(some))),
        *_rows(_Extra("picture and its variants", plan, few, Made(), len(few), _with_pictures)),
        *_rows(_Extra("search index", plan, plan.written, Made(search=True), 1)),
        *_index_memory(plan),
    ]


@dataclass(frozen=True, slots=True)
class _Extra:
    what: str
    plan: Plan
    written: tuple[BenchArticle, ...]
    made: Made
    count: int
    prepare: Callable[[Path], None] | None = None


def _rows(extra: _Extra) -> Iterator[Row]:
    first: list[float] = []
    again: list[float] = []
    for number in range(extra.plan.rounds):
        place = extra.plan.place / f"{extra.what.replace(' ', '-')}-{number}"
        write_blog(place / "plain", extra.written)
        write_blog(place / "full", extra.written, extra.made)
        if extra.prepare is not None:
            extra.prepare(place / "full")
        plain = [_build(place / "plain") for _ in range(2)]
        full = [_build(place / "full") for _ in range(2)]
        first.append(max(full[0] - plain[0], 0) / extra.count)
        again.append(max(full[1] - plain[1], 0) / extra.count)
        progress(f"{extra.what}: {first[-1] * 1e3:.1f} ms, kept {again[-1] * 1e3:.1f} ms")
    yield _row(extra.what, first)
    yield _row(f"{extra.what}, kept", again)


def _build(blog: Path) -> float:
    return measure.seconds(codeloom("build"), blog)


def _row(what: str, runs: list[float]) -> Row:
    return Row(what, f"{median(runs) * 1e3:.1f} ms", f"{min(runs) * 1e3:.1f} ms")


def _index_memory(plan: Plan) -> Iterator[Row]:
    blog = plan.place / "index-memory"
    write_blog(blog, plan.written, Made(search=True))
    peak = measure.peak_memory(codeloom("build"), blog)
    yield memory_row("build with the search index, peak memory", peak)


def _with_pictures(blog: Path) -> None:
    """A picture for each article: a chart, as developers draw them, no two alike."""
    for number, file in enumerate(sorted((blog / "content" / "articles").glob("*.md"))):
        name = f"chart-{number}.png"
        (file.parent / name).write_bytes(_chart(number))
        text = file.read_text(encoding="utf-8")
        at = text.index("\n\n## ") + 2
        shown = f"![Requests a second over an hour, case {number}]({name})\n\n"
        file.write_text(text[:at] + shown + text[at:], encoding="utf-8", newline="\n")


def _chart(number: int) -> bytes:
    from PIL import Image, ImageDraw

    dice = random.Random(number)
    image = Image.new("RGB", _SIZE, "#fcfcfb")
    draw = ImageDraw.Draw(image)
    for line in range(3):
        heights = [dice.randrange(50, 850) for _ in range(40)]
        points = [(40 * at, height) for at, height in enumerate(heights)]
        draw.line(points, fill=("#b3263f", "#37409c", "#2a663a")[line], width=4)
    stored = BytesIO()
    image.save(stored, "PNG")
    return stored.getvalue()
