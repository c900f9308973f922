"""Whether the time for a word, and for an article, grows with the length and the number of them.

Ten articles of 20,000 words are held against one of 200,000: the same work, so the same time.
Ten times as many articles are held against those of the other parts; what a blog of one article
takes (to start, and to load what is needed once) is taken off both before they are compared. The
feeds' share of the larger build is measured once, in a run of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.bench import feeds, measure
from tests.bench.articles import MOST, articles
from tests.bench.blog import categories, codeloom, nothing_found, write_blog
from tests.bench.long_article import long_article
from tests.bench.plan import Plan
from tests.bench.rows import Row, memory_row, progress, ratio_row, time_row

_NOISE = 1.15
_WORDS = 200_000
_EXPECTED = ("RT003",)  # of a long article it may be said that it is long


def measured(plan: Plan) -> list[Row]:
    """The rows for words, then those for articles: to check one, and to build one."""
    return [*_words(plan), *_articles(plan, "check"), *_articles(plan, "build")]


def _words(plan: Plan) -> Iterator[Row]:
    ten, one = plan.place / "ten", plan.place / "one"
    write_blog(ten, [long_article(number, _WORDS // 10) for number in range(10)])
    write_blog(one, [long_article(0, _WORDS)])
    nothing_found(ten, *_EXPECTED)
    nothing_found(one, *_EXPECTED)
    shorter: list[float] = []
    longer: list[float] = []
    for _ in range(max(plan.rounds, 3)):
        shorter.append(measure.seconds(codeloom("check"), ten))
        longer.append(measure.seconds(codeloom("check"), one))
    progress(
        f"ten long articles {median(shorter):.2f} s, one ten times as long {median(longer):.2f} s"
    )
    yield time_row(f"check, ten articles of {_WORDS // 10:,} words", shorter)
    yield time_row(f"check, one article of {_WORDS:,} words", longer)
    yield ratio_row("one long / ten shorter", longer, shorter, _NOISE)


def _articles(plan: Plan, command: str) -> Iterator[Row]:
    some = min(len(plan.written), MOST // 10)
    many = 10 * some
    few_blog, many_blog, one_blog = (
        plan.place / f"{size}-{command}" for size in ("few", "many", "single")
    )
    write_blog(one_blog, plan.written[:1])
    write_blog(few_blog, plan.written[:some])
    progress(f"writing {many:,} articles")
    write_blog(many_blog, articles(many, categories()))
    nothing_found(one_blog)

    start = median(_run(command, one_blog, number) for number in range(5))
    few: list[float] = []
    lots: list[float] = []
    for number in range(1, plan.rounds + 1):
        few.append((_run(command, few_blog, number) - start) / some)
        if number == 1:  # it takes long enough for its noise to even out
            lots.append((_run(command, many_blog, number) - start) / many)
            progress(
                f"{command}, {some:,} articles {few[-1] * 1e3:.2f} ms each,"
                f" {many:,} {lots[-1] * 1e3:.2f}"
            )
    yield _each_row(command, some, few)
    yield _each_row(command, many, lots)
    yield ratio_row(f"{command}, an article of {many:,} / of {some:,}", lots, few, _NOISE)
    if command == "build":
        yield feeds.rows(feeds.costs(many_blog, many_blog / "feeds"), many)[-1]
    for blog, count in ((few_blog, some), (many_blog, many)):
        peak = measure.peak_memory(_command(command, blog / "memory"), blog)
        yield memory_row(f"{command}, {count:,} articles, peak memory", peak)


def _run(command: str, blog: Path, number: int) -> float:
    """Seconds for the blog; a build is put where nothing was."""
    return measure.seconds(_command(command, blog / f"site-{number}"), blog)


def _command(command: str, site: Path) -> list[str]:
    return codeloom(command, *(("--output", str(site)) if command == "build" else ()))


def _each_row(command: str, count: int, runs: Sequence[float]) -> Row:
    what = f"{command}, an article of {count:,}"
    return Row(what, f"{median(runs) * 1000:.2f} ms", f"{min(runs) * 1000:.2f} ms")
