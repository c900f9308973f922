"""The wheel: it carries all that it needs, and builds another blog in a folder of its own."""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]

SETTINGS = """\
[tool.codeloom]
base_url = "https://ducks.example/journal/"
title = "Rubber Duck Journal"
description = "Short notes on finding bugs by explaining them aloud."
language = "en"
timezone = "Europe/Stockholm"
author = "Dora Duck"
"""

ARTICLE = """\
---
title: Tell the duck before you tell the team
description: Saying a problem aloud, line by line, finds more bugs than an hour of staring does.
date: 2026-01-05
kind: note
category: {category}
level: Beginner
reading_time: 1
tags: [debugging]
---

Put a rubber duck on your desk. Tell it what each line of your function does, and what it should do.

## Why it works

Reading is quick and forgiving. Speaking is slow. You must name every value, and the wrong one
sounds wrong when you say it.
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; when it exits with an error, the test fails with all it said."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, built without a network by the backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel, installed; what it depends on is the test's own."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--isolated", "--quiet", "--disable-pip-version-check")
    install = ("install", "--no-index", "--no-deps", "--target", folder, wheel)
    run(*pip, *install, cwd=folder, PIP_CONFIG_FILE=os.devnull)
    return folder


@pytest.fixture
def other_blog(installed: Path, tmp_path: Path) -> Path:
    """A blog that shares nothing with this repository: two files in an empty folder."""
    schema = json.loads((installed / "pipeline/schemas/article.schema.json").read_bytes())
    article = ARTICLE.format(category=schema["properties"]["category"]["enum"][0])
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/tell-the-duck.md").write_text(article, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def files_under(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_package_and_the_schemas_and_nothing_else(wheel: Path) -> None:
    carried = {name for name in names_in(wheel) if ".dist-info/" not in name}
    package = {f"pipeline/{name}" for name in files_under(ROOT / "src/pipeline")}
    schemas = {f"pipeline/schemas/{name}" for name in files_under(ROOT / "schemas")}
    assert carried == package | schemas


@pytest.mark.parametrize(
    "kind",
    [
        "pipeline/schemas/*.schema.json",
        "pipeline/render/templates/*.html",
        "pipeline/render/static/*.css",
        "pipeline/data/*.gz",
        "pipeline/data/*LICENSE*",
        "*.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_carries_what_is_not_code(wheel: Path, kind: str) -> None:
    assert fnmatch.filter(names_in(wheel), kind)


def test_the_installed_command_runs(installed: Path, tmp_path: Path) -> None:
    command = shutil.which("codeloom", path=str(installed / "bin"))
    assert command
    assert "check" in run(command, "--help", cwd=tmp_path, PYTHONPATH=str(installed))


def test_the_installed_code_is_the_wheels_own(installed: Path, tmp_path: Path) -> None:
    where = "import pipeline; print(pipeline.__file__)"
    printed = run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(printed.strip()) == installed / "pipeline/__init__.py"


def test_the_wheel_builds_another_blog_in_its_own_folder(installed: Path, other_blog: Path) -> None:
    before = files_under(other_blog)
    february = {"SOURCE_DATE_EPOCH": "1769900000", "PYTHONPATH": str(installed)}
    run(sys.executable, "-m", "pipeline", "build", cwd=other_blog, **february)

    public = other_blog / "public"
    assert "Rubber Duck Journal" in (public / "index.html").read_text(encoding="utf-8")
    article = (public / "articles/tell-the-duck/index.html").read_text(encoding="utf-8")
    assert "Tell the duck before you tell the team" in article
    assert "Dora Duck" in article
    feed = (public / "feed.xml").read_text(encoding="utf-8")
    assert "https://ducks.example/journal/articles/tell-the-duck/" in feed
    assert {name for name in files_under(other_blog) if not name.startswith("public/")} == before
