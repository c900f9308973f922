"""What the Nu HTML checker says is passed on, and what keeps it from running is said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nu import __main__ as nu
from tests.nu.checker import NuError, check, files, worded
from tests.sites import ROOT


def test_everything_it_says_is_a_line_with_its_place() -> None:
    messages: list[dict[str, Any]] = [
        {
            "type": "info",
            "subType": "warning",
            "url": "file:/site/index.html",
            "lastLine": 3,
            "lastColumn": 7,
            "message": "Consider it.",
            "extract": "<p>\n  x",
        },
        {"type": "error", "url": "file:/site/a.css", "message": "Parse Error."},
        {"type": "non-document-error", "subType": "io", "message": "Gone."},
    ]
    assert worded(messages) == [
        "/site/a.css: error: Parse Error.",
        "/site/index.html:3:7: warning: Consider it. [<p> x]",
        ": io: Gone.",
    ]


POLICY = "violates Content Security Policy (meta tag):"


@pytest.mark.parametrize(
    ("message", "extract", "stays"),
    [
        (
            f"Resource {POLICY} external script “/a.js” blocked by “script-src” directive.",
            "",
            False,
        ),
        (f"Resource {POLICY} image “/b.png” blocked by “img-src” directive.", "", False),
        (f"Resource {POLICY} image “//c.example/b.png” blocked by “img-src” directive.", "", True),
        (f"Resource {POLICY} image “https://c.example/b.png” blocked by “x” directive.", "", True),
        (f"Inline script {POLICY} blocked.", '<script type="application/ld+json">{', False),
        (f"Inline script {POLICY} blocked.", "<script>alert(1)", True),
        (f"Inline style {POLICY} blocked.", "<p style=x>", True),
    ],
)
def test_what_it_says_wrongly_of_the_policy_is_left_out_and_nothing_else(
    message: str, extract: str, stays: bool
) -> None:
    found = worded([{"type": "info", "message": message, "extract": extract}])
    assert bool(found) == stays


def test_pages_styles_and_drawings_are_checked_but_for_what_another_program_writes(
    tmp_path: Path,
) -> None:
    for name in ("index.html", "a/b.css", "a/c.svg", "d.png", "pagefind/ui.css", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.relative_to(tmp_path).as_posix() for file in files(tmp_path)] == [
        "404.html",
        "a/b.css",
        "a/c.svg",
        "index.html",
    ]


def test_a_folder_without_a_page_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert nu.main(str(tmp_path)) == 2
    assert capsys.readouterr().err == f"There is no page in `{tmp_path}`: run `make` first.\n"


def test_a_machine_without_java_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NuError, match="needs Java 17 or newer"):
        check([])


def test_a_checker_that_fails_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: sys.executable)
    (tmp_path / "vnu.jar").touch()
    with pytest.raises(NuError, match=r"does not work here: Unknown option: -j"):
        check([], tmp_path / "vnu.jar")


def test_the_lock_names_one_version_by_its_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "nu" / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((ROOT / "tests" / "nu" / "package.json").read_text(encoding="utf-8"))
    (package,) = (lock["packages"][name] for name in lock["packages"] if name)
    assert package["version"] == asked["dependencies"]["vnu-jar"]
    assert package["integrity"].startswith("sha512-")
    assert "://" not in json.dumps(lock)
