"""What README and the map of the house name is there, and what is there is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import app
from tests.test_cli import codeloom

ROOT = Path(__file__).parents[1]
HOUSE = Path(pipeline.__file__).parent
MAP = re.findall(r"`(\w+)`", pipeline.__doc__ or "")
README = (ROOT / "README.md").read_text(encoding="utf-8")

_COMMAND = re.compile(r"codeloom ([a-z]+)((?:[^\S\n][^`\n]*)?)")
"""In a line of code or between backticks: the command, and what follows it."""


def commands() -> list[tuple[str, list[str]]]:
    """Each command that README shows, with its options."""
    code = re.findall(r"^\$ (codeloom .*)$|`(codeloom[ \n][^`]*)`", README, re.MULTILINE)
    lines = (" ".join("".join(found).split()) for found in code)
    return [
        (match[1], re.findall(r"(?<= )--?[a-z][a-z-]*", match[2]))
        for match in map(_COMMAND.match, lines)
        if match
    ]


def shown(command: str) -> str:
    """What README shows below a command."""
    found = re.search(
        rf"^\$ {re.escape(command)}\n(.*?)^(?:\$|```)", README, re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return found[1]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """The project's own articles, in a folder that no git keeps."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_check_says_what_the_readme_shows(blog: Path) -> None:
    article = blog / "content" / "articles" / "what-a-senior-engineer-decides.md"
    text = article.read_bytes()
    article.write_bytes(text.replace(b"reading_time: 7\n", b"reading_time: 12\n"))
    assert codeloom(blog, "check").stdout == shown("codeloom check")


def test_move_says_what_the_readme_shows(blog: Path) -> None:
    names = ("read-a-traceback-from-the-bottom", "read-a-traceback")
    assert codeloom(blog, "move", *names).stderr == shown(f"codeloom move {' '.join(names)}")


def test_the_readme_shows_every_command_and_no_other() -> None:
    assert {name for name, _ in commands()} == set(app.commands)


def test_the_readme_shows_no_option_that_is_not_there() -> None:
    wrong = [
        (name, option)
        for name, options in commands()
        for option in options
        if option not in {each for it in app.commands[name].params for each in it.opts}
    ]
    assert wrong == []


def test_the_map_of_the_house_names_every_room_and_what_renders_pages() -> None:
    files = [*HOUSE.glob("*.py"), *(HOUSE / "render").glob("*.py")]
    rooms = {file.parent.name for file in HOUSE.glob("*/__init__.py")}
    there = {file.stem for file in files} | rooms
    assert sorted(there - {"__init__", "__main__"} - set(MAP)) == []


def test_the_map_of_the_house_names_no_room_that_is_not_there() -> None:
    there = {file.stem for file in HOUSE.rglob("*.py")}
    there |= {file.parent.name for file in HOUSE.rglob("__init__.py")}
    assert [name for name in MAP if name not in there] == []
