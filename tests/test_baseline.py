"""A baseline: accepted findings stay quiet, new ones do not, and room that is left over is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.blog import make_blog, note
from tests.test_cli import NOW, codeloom

PATH = "content/articles/x.md"
OLD = "See [the page](http://blog.example.net/page) for more."


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    body = f"{OLD}\n\nSee [it](missing.md) too.\n"
    return make_blog(tmp_path, {PATH: note(body=body)}, 'baseline = "accepted.json"\n')


def accept(blog: Path) -> str:
    run = codeloom(blog, "check", "--write-baseline", "accepted.json", *NOW)
    assert (run.returncode, run.stdout) == (0, "")
    return run.stderr


def codes(blog: Path, *arguments: str) -> list[str]:
    run = codeloom(blog, "check", "--format", "json", *arguments, *NOW)
    return [each["code"] for each in json.loads(run.stdout)["diagnostics"]]


def test_what_was_accepted_is_quiet_in_check_and_in_build(blog: Path) -> None:
    assert accept(blog) == "Accepted 2 findings in `accepted.json`.\n"
    run = codeloom(blog, "check", *NOW)
    assert (run.returncode, run.stderr) == (0, "1 article checked, nothing to report.\n")
    assert codes(blog, "--baseline", "") == ["LK005", "LK001"]


def test_the_file_is_sorted_and_says_nothing_of_the_text(blog: Path) -> None:
    accept(blog)
    text = (blog / "accepted.json").read_text()
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"
    assert list(json.loads(text)["files"][PATH]) == ["LK001", "LK005"]
    assert "example.net" not in text


def test_lines_may_move_and_new_findings_are_shown(blog: Path) -> None:
    accept(blog)
    text = (blog / PATH).read_text()
    (blog / PATH).write_text(text.replace(OLD, f"More words.\n\n{OLD}\n\nThe the road."))
    assert codes(blog) == ["RD004"]


def test_a_second_one_on_such_a_line_is_new(blog: Path) -> None:
    accept(blog)
    text = (blog / PATH).read_text()
    (blog / PATH).write_text(text.replace(OLD, f"{OLD}\n\n{OLD}"))
    assert codes(blog) == ["LK005"]


def test_room_that_is_left_over_is_said(blog: Path) -> None:
    accept(blog)
    text = (blog / PATH).read_text()
    (blog / PATH).write_text(text.replace("http:", "https:"))
    run = codeloom(blog, "check", "--format", "concise", *NOW)
    assert run.returncode == 0
    assert run.stdout == (
        "accepted.json: warning SU004 The baseline accepts 1 of `LK005` in "
        f"`{PATH}`, and 0 of them are left.\n"
    )
    accept(blog)
    assert codes(blog) == []


def test_what_guards_the_build_is_never_accepted(blog: Path) -> None:
    (blog / PATH).write_text(note(body="[x y](javascript:alert)\n"))
    assert accept(blog) == (
        "Accepted 0 findings in `accepted.json`. 1 finding cannot be accepted.\n"
    )
    assert codes(blog) == ["SC001"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no baseline `accepted.json`: make it with"),
        ("{", "is not valid JSON"),
        ("[]", "is no baseline of Codeloom's"),
        ('{"version": 9}', "is no baseline of Codeloom's"),
        ('{"version": 1, "files": {"x": {"RD002": {"a": -1}}}}', "is no baseline of Codeloom's"),
        ('{"version": 1, "files": {"x": 4}}', "is no baseline of Codeloom's"),
        ("[" * 100_000, "is not valid JSON"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_is_none_stops_the_program(
    blog: Path, command: str, content: str | None, sentence: str
) -> None:
    if content is not None:
        (blog / "accepted.json").write_text(content)
    run = codeloom(blog, command, *NOW)
    assert (run.returncode, run.stdout) == (2, "")
    assert sentence in run.stderr
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("more", [(PATH,), ("--fix",), ("--diff",)])
def test_a_baseline_is_written_of_the_whole_blog_and_of_it_alone(
    blog: Path, more: tuple[str, ...]
) -> None:
    run = codeloom(blog, "check", "--write-baseline", "accepted.json", *more, *NOW)
    assert run.returncode == 2
    assert not (blog / "accepted.json").exists()


def test_a_baseline_on_the_command_line_is_looked_for_where_it_was_written(blog: Path) -> None:
    folder = blog / "notes"
    folder.mkdir()
    accept(folder)
    assert codes(folder, "--baseline", "accepted.json") == []


def test_a_baseline_of_some_rules_says_nothing_of_the_others(blog: Path) -> None:
    run = codeloom(blog, "check", "--write-baseline", "some.json", "--select", "LK005", *NOW)
    assert run.stderr == "Accepted 1 finding in `some.json`.\n"
