"""The bench is fair only if its articles are clean, all different, and the same everywhere."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pipeline.read import MOST_BYTES
from tests.bench import bench, builds, checks, feeds, hugo, markdownlint, measure, rows
from tests.bench.articles import MOST, BenchArticle, article, articles, count_words
from tests.bench.blog import ROOT, nothing_found, write_blog
from tests.bench.dice import Dice
from tests.bench.long_article import MOST as MOST_WORDS
from tests.bench.long_article import long_article
from tests.bench.sentences import SENTENCES, fill

CATEGORIES = ("Career", "Python", "Web")
SOME = tuple(articles(150, CATEGORIES))

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text: str) -> list[tuple[str, str, str]]:
    """Language, rest of the info line and text of each block."""
    return _BLOCK.findall(text)


def front_matter(each: BenchArticle) -> dict[str, object]:
    data = yaml.safe_load(each.text.split("---\n")[1])
    assert isinstance(data, dict)
    return data


# --- the generator --------------------------------------------------------------------------------


def test_the_dice_throw_what_splitmix64_is_published_to_give() -> None:
    dice = Dice(1234567)
    assert [dice.below(2**64) for _ in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_writes_the_same_articles(hash_seed: str) -> None:
    program = (
        "import hashlib, sys\n"
        "from tests.bench.articles import articles\n"
        f"text = ''.join(each.text for each in articles(20, {CATEGORIES!r}))\n"
        "sys.stdout.write(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    said = subprocess.run(
        (sys.executable, "-c", program),
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    here = "".join(each.text for each in SOME[:20])
    assert said.stdout == hashlib.sha256(here.encode()).hexdigest()


def test_an_article_does_not_depend_on_how_many_there_are() -> None:
    assert [article(number, CATEGORIES) for number in (0, 7, 149)] == [
        SOME[0],
        SOME[7],
        SOME[149],
    ]


def test_no_two_code_blocks_or_diagrams_are_alike() -> None:
    texts = [text for each in SOME for _, _, text in blocks(each.text)]
    assert len(set(texts)) == len(texts) >= 3 * len(SOME)


@pytest.mark.parametrize("field", ["title", "description"])
def test_no_two_articles_share_a_title_or_a_description(field: str) -> None:
    assert len({str(front_matter(each)[field]).casefold() for each in SOME}) == len(SOME)


def test_the_last_possible_article_can_be_written_and_the_next_is_refused() -> None:
    assert article(MOST - 1, CATEGORIES).text.startswith("---\ntitle: ")
    with pytest.raises(ValueError, match="none has the number"):
        article(MOST, CATEGORIES)


# --- the articles ---------------------------------------------------------------------------------


def test_codeloom_has_nothing_to_say_about_the_articles(tmp_path: Path) -> None:
    assert bench.main(["--articles", "60", "--write", str(tmp_path / "blog")]) == 0
    said = subprocess.run(
        (sys.executable, "-m", "pipeline", "check", "--format", "json"),
        cwd=tmp_path / "blog",
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert json.loads(said.stdout)["diagnostics"] == []


def test_an_article_keeps_the_contract_of_a_guide() -> None:
    contract = ["What and Why", "Mental Model", "Hands-on Example"]
    contract += ["Common Pitfalls", "Practical Tips", "Wrap-up"]
    for each in SOME:
        headings = re.findall(r"^## (.*)$", each.text, re.MULTILINE)
        assert [heading for heading in headings if heading in contract] == contract
        fields = {"title", "description", "date", "category", "level", "reading_time", "tags"}
        assert fields | {"learn", "prerequisites"} <= front_matter(each).keys()


def test_categories_and_levels_come_up_evenly() -> None:
    drawn = [(front_matter(each)["category"], front_matter(each)["level"]) for each in SOME[:90]]
    levels = ("Beginner", "Intermediate", "Advanced")
    pairs = {(category, level) for category in CATEGORIES for level in levels}
    assert {pair: drawn.count(pair) for pair in pairs} == dict.fromkeys(pairs, 10)


def test_every_block_has_8_to_20_lines_that_fit_the_page() -> None:
    for each in SOME:
        for _, _, text in blocks(each.text):
            lines = text.splitlines()
            assert 8 <= len(lines) <= 20
            assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("language", "parse"),
    [
        ("python", ast.parse),
        ("json", json.loads),
        ("yaml", yaml.safe_load),
        ("toml", tomllib.loads),
    ],
)
def test_code_is_valid_in_its_language(language: str, parse: Callable[[str], object]) -> None:
    texts = [text for each in SOME for found, _, text in blocks(each.text) if found == language]
    assert len(texts) > 10
    for text in texts:
        parse(text)


def test_a_diagram_has_a_caption_and_words_for_those_who_cannot_see_it() -> None:
    for each in SOME:
        drawn = [info for language, info, _ in blocks(each.text) if language == "text"]
        assert len(drawn) == 1
        assert re.fullmatch(r' caption="[^"]+" alt="[^"]+"', drawn[0])


def test_a_sentence_has_6_to_25_words_and_repeats_none() -> None:
    wrong = re.compile(r"\b(\w+) \1\b|[{}]|\(n\)|\b[Aa] [aeio]|\b[Aa]n [^aeiouh“`*]", re.IGNORECASE)
    for template in SENTENCES:
        for seed in range(30):
            sentence = fill(template, Dice(seed))
            assert 6 <= len(sentence.split()) <= 25, template
            assert not wrong.search(sentence), sentence


def test_links_name_articles_that_were_written_before() -> None:
    slugs = [each.slug for each in SOME]
    for number, each in enumerate(SOME):
        linked = re.findall(r"\]\(/articles/([^/]*)/", each.text)
        assert set(linked) <= set(slugs[:number])
        assert len(linked) == (2 if number else 0)


def test_hugo_can_build_the_articles_as_they_are() -> None:
    for each in SOME:
        assert "{{" not in each.text
        assert not any("{" in info for _, info, _ in blocks(each.text))


# --- the long articles ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [500, 20_000])
def test_a_long_article_has_the_words_that_were_asked_for(count: int) -> None:
    body = long_article(3, count).text.split("---\n", 2)[2]
    assert count <= count_words(body) < count + 200


def test_the_longest_article_is_one_that_is_still_read() -> None:
    assert len(long_article(0, MOST_WORDS).text.encode()) <= MOST_BYTES
    with pytest.raises(ValueError, match="none has"):
        long_article(0, MOST_WORDS + 1)


def test_codeloom_has_nothing_to_say_about_a_long_article_but_that_it_is_long(
    tmp_path: Path,
) -> None:
    write_blog(tmp_path, [long_article(number, 6_000) for number in range(2)])
    nothing_found(tmp_path, "RT003")


# --- what others are run with ---------------------------------------------------------------------


def test_the_lock_for_node_has_exact_versions_and_hashes_and_names_no_registry() -> None:
    folder = ROOT / "tests" / "bench" / "markdownlint"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in asked} == asked
    for path, package in lock.items():
        if path:
            assert package["integrity"].startswith("sha512-"), path
            assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+[-.0-9a-z]*", package["version"]), path
            assert "resolved" not in package, path


# --- the report -----------------------------------------------------------------------------------


def test_a_slower_build_than_hugos_is_said_to_miss_its_target() -> None:
    assert builds.rows([3.0, 1.5, 2.0], [1.0, 4.0, 1.6]) == [
        rows.Row("codeloom build", "2.00 s", "1.50 s"),
        rows.Row("hugo", "1.60 s", "1.00 s"),
        rows.Row("codeloom / hugo", "1.25", "1.50", "1.00", met=False),
    ]


def test_a_build_as_slow_as_hugos_meets_its_target() -> None:
    assert builds.rows([2.0], [2.0])[2].met is True


def test_a_check_in_half_of_markdownlints_time_meets_its_target() -> None:
    assert checks.rows([2.0, 1.5, 3.0], [4.0, 4.0, 5.0]) == [
        rows.Row("codeloom check", "2.00 s", "1.50 s"),
        rows.Row("markdownlint-cli2", "4.00 s", "4.00 s"),
        rows.Row("codeloom / markdownlint-cli2", "0.50", "0.38", "0.50", met=True),
    ]


def test_feeds_that_take_less_than_their_share_meet_their_target() -> None:
    cost = feeds.Cost(0.1, 5.0)
    assert feeds.rows([cost, feeds.Cost(0.2, 4.0), feeds.Cost(0.14, 5.6)], 2_000) == [
        rows.Row("feed step, 2,000 articles, CPU", "0.14 s", "0.10 s"),
        rows.Row("codeloom build, 2,000 articles, CPU", "5.00 s", "4.00 s"),
        rows.Row("feeds' share of the build, 2,000 articles", "2.50%", "2.00%", "3.00%", met=True),
    ]


def test_feeds_that_take_all_of_their_share_miss_their_target() -> None:
    assert feeds.rows([feeds.Cost(0.15, 5.0)], 2_000)[-1] == rows.Row(
        "feeds' share of the build, 2,000 articles", "3.00%", "3.00%", "3.00%", met=False
    )


def test_a_share_that_cannot_be_measured_is_neither_met_nor_missed() -> None:
    assert feeds.rows([], 12) == [
        rows.Row("feeds' share of the build, 12 articles", "-", "", "3.00%", None)
    ]


@pytest.mark.parametrize("step", [0, 5.0, 5.1])
def test_a_feed_step_that_takes_nothing_or_everything_was_not_measured(step: float) -> None:
    with pytest.raises(rows.BenchError, match=f"cannot take {step} s of a build of 5.0 s"):
        feeds.parsed(f'Published.\n{{"feeds": 9, "step": {step}, "build": 5.0}}\n')


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked, and are not timed")
def test_the_feeds_of_a_build_are_timed_while_it_is_built(tmp_path: Path) -> None:
    write_blog(tmp_path / "blog", SOME[:9])
    assert len(feeds.costs(tmp_path / "blog", tmp_path / "site")) == 1
    assert (tmp_path / "site" / "feed.xml").is_file()


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        ("watch = lambda clock: None", r"the build has the feeds .*'/feed\.xml'.*, and \[\] were"),
        ("_body = lambda clock, make: make", "have the texts of 2 articles, and 0 were timed"),
    ],
)
def test_a_build_that_makes_its_feeds_elsewhere_is_an_error(
    tmp_path: Path, missed: str, said: str
) -> None:
    write_blog(tmp_path / "blog", SOME[:2])
    program = f"from tests.bench import feed_step as it\nit.Clock.{missed}\nit.main()\n"
    ended = subprocess.run(
        (sys.executable, "-c", program, str(tmp_path / "site")),
        cwd=tmp_path / "blog",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert re.search(said, ended.stderr)


def test_without_node_the_row_says_so_and_nothing_is_met_or_missed() -> None:
    assert checks.rows([2.0], [], "Node.js is not installed") == [
        rows.Row("codeloom check", "2.00 s", "2.00 s"),
        rows.Row("no markdownlint-cli2: Node.js is not installed", "-"),
    ]


def test_without_node_check_is_timed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(markdownlint, "SCRIPT", tmp_path / "no-such-file.mjs")
    assert bench.main(["--articles", "2", "--rounds", "1", "--only", "check"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^codeloom check +[0-9.]+ s", said, re.MULTILINE)
    assert re.search(r"^no markdownlint-cli2: (Node.js|markdownlint-cli2) is not inst", said, re.M)


def test_what_is_left_out_is_not_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--articles", "1", "--rounds", "1", "--only", "quick"]) == 0
    table = capsys.readouterr().out.split("\n\n")[1]
    assert [line.split("  ")[0] for line in table.splitlines()[1:]] == [
        "codeloom check, one draft",
        "codeloom --help",
    ]


def test_memory_that_cannot_be_measured_is_neither_met_nor_missed() -> None:
    row = rows.memory_row("build", None, 400_000_000)
    assert row == rows.Row("build", "-", "", "400 MB", None)


def test_a_command_that_fails_is_quoted(tmp_path: Path) -> None:
    failing = (sys.executable, "-c", "import sys; sys.exit('no such luck')")
    with pytest.raises(measure.CommandError, match=r"exit code 1 from: (?s:.*)no such luck"):
        measure.seconds(failing, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to add up")
def test_memory_counts_the_processes_that_a_process_starts() -> None:
    child = "held = bytearray(60_000_000); print('held', flush=True); input()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen(
        (sys.executable, "-c", parent),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    held = measure.group_memory(process.pid)
    process.communicate("\n")
    assert held is not None
    assert 60_000_000 < held < 200_000_000
    assert measure.group_memory(process.pid) == 0


def test_without_hugo_the_bench_fails_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent() -> None:
        raise FileNotFoundError("Hugo is not here")

    monkeypatch.setattr(hugo, "binary", absent)
    assert bench.main(["--articles", "1"]) == 1
    assert capsys.readouterr().err == "bench: Hugo is not here\n"
