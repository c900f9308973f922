"""Related articles: who is near, who is nearer, and who is nobody's neighbour."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.model import Article
from pipeline.related import MOST_RELATED, index_of, related
from tests.blog import made_article

START = datetime(2026, 6, 30, tzinfo=UTC)
FILLERS = 12


def article(slug: str, *tags: str, category: str = "", **changes: object) -> Article:
    """An article with a category and words of its own, unless it is given others."""
    own = "".join(chr(ord("a") + ord(letter) % 26) for letter in slug)
    values = {"title": f"Xx{own}", "description": f"Yy{own}.", "learn": (), **changes}
    return made_article(slug, tags=tags, category=category or f"Only {slug}", **values)


def order(*articles: Article) -> list[Article]:
    """In the site's order as they come, with others between them that have nothing in common."""
    spread: list[Article] = []
    for place, each in enumerate(articles):
        spread += [each, article(f"filler-{place}-{'q' * place}", f"filler{place}")]
    spread += [article(f"last-{'z' * number}", f"last{number}") for number in range(FILLERS)]
    return spread


def near(one: Article, articles: Sequence[Article]) -> list[str]:
    return [each.slug for each in related(one, index_of(articles))]


def test_an_article_that_shares_a_tag_is_near_and_one_that_shares_nothing_is_not() -> None:
    a, b, c = article("a", "css", "html"), article("b", "css"), article("c", "sql")
    assert near(a, order(a, b, c)) == ["b"]
    assert near(c, order(a, b, c)) == []


def test_an_article_of_the_same_category_is_near() -> None:
    a, b = article("a", category="Web"), article("b", category="Web")
    assert near(a, order(a, b)) == ["b"]


def test_two_tags_say_more_than_one_and_a_tag_more_than_many_words() -> None:
    words = {"description": "Pagination with keyset cursors beats offsets."}
    a = article("a", "css", "html", **words)
    b, c = article("b", **words), article("c", "css")
    d = article("d", "css", "html")
    assert near(a, order(a, b, c, d)) == ["d", "c", "b"]


def test_a_rare_tag_says_more_than_a_common_one() -> None:
    common = [article(f"c{'o' * number}", "python") for number in range(6)]
    a, rare = article("a", "python", "bisect"), article("r", "bisect")
    assert near(a, order(a, *common, rare))[0] == "r"


def test_what_every_article_has_says_nothing() -> None:
    blog = [article(f"n{'x' * number}", "python", category="Web") for number in range(9)]
    assert near(blog[4], blog) == []


def test_words_decide_between_those_that_share_as_much() -> None:
    a = article("a", "sql", title="Keyset Pagination in Postgres")
    b = article("b", "sql", title="Vacuum and Bloat")
    c = article("c", "sql", title="Pagination That Stays Fast")
    assert near(a, order(a, b, c)) == ["c", "b"]


def test_one_word_in_common_is_an_accident_and_two_are_none() -> None:
    a = article("a", title="Keyset Pagination in Postgres")
    b = article("b", title="Pagination Everywhere")
    c = article("c", title="Postgres Has Pagination")
    assert near(a, order(a, b, c)) == ["c"]


def test_words_that_any_description_has_do_not_count() -> None:
    a = article("a", title="How to Write What You Should Know About Words")
    b = article("b", title="What You Should Know About How to Write Words")
    assert near(a, order(a, b)) == []


def test_at_most_three_and_of_equals_those_that_come_first() -> None:
    a = article("a", "css")
    equals = [article(slug, "css") for slug in ("d", "c", "e", "b")]
    assert len(equals) > MOST_RELATED
    assert near(a, order(a, *equals)) == ["d", "c", "e"]


def test_the_neighbours_and_the_parts_of_its_series_are_led_to_anyway() -> None:
    apart = [article(f"x{'y' * number}", f"x{number}") for number in range(4)]
    a = article("a", "css", series="A Story")
    newer, older = article("n", "css"), article("o", "css")
    part = article("p", "css", series="A story")
    far = article("f", "css")
    blog = [apart[0], newer, a, older, apart[1], part, apart[2], far, apart[3]]
    assert near(a, blog) == ["f"]


def test_an_article_that_is_not_there_has_no_relations() -> None:
    a, b = article("a", "css"), article("b", "css")
    assert near(article("c", "css"), order(a, b)) == []
    assert related(a, index_of([])) == ()


def test_of_a_tag_that_thousands_have_the_nearest_in_time_are_looked_at() -> None:
    blog = [
        article(
            f"n-{number}", "python" if number % 2 else "rust", title=f"Title {'i' * (number % 50)}"
        )
        for number in range(2_000)
    ]
    found = [int(slug.removeprefix("n-")) for slug in near(blog[1_001], blog)]
    assert len(found) == MOST_RELATED
    assert all(abs(number - 1_001) <= 20 and number % 2 for number in found)


def test_the_hash_seed_changes_nothing() -> None:
    program = (
        "from datetime import UTC, datetime\n"
        "from pipeline.related import index_of, related\n"
        "from tests.blog import made_article\n"
        "tags = ('css', 'html', 'sql', 'git', 'api')\n"
        "words = 'keyset cursor vacuum bloat commit branch margin column index socket'.split()\n"
        "blog = [made_article(f'n-{n}', tags=(tags[n % 5], tags[n * 7 % 5]),\n"
        "        title=' '.join(words[(n * step) % 10] for step in (1, 3, 7)))\n"
        "        for n in range(60)]\n"
        "index = index_of(blog)\n"
        "print([[each.slug for each in related(one, index)] for one in blog])\n"
    )
    said = {
        subprocess.run(
            (sys.executable, "-c", program),
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert said.pop().count("n-") > 60


def test_the_order_of_the_site_is_what_dates_and_slugs_make_it() -> None:
    dated = [
        article(slug, "css", published=START - timedelta(days=days))
        for slug, days in (("one", 0), ("fence", 1), ("two", 2), ("three", 2), ("four", 3))
    ]
    ordered = sorted(dated, key=lambda each: each.slug)
    ordered.sort(key=lambda each: each.published, reverse=True)
    assert near(ordered[0], order(*ordered)) == ["fence", "three", "two"]
