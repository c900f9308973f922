"""The door to git: what is not committed, whatever the repository or the environment say."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import PipelineError
from pipeline.git import Unsaved, unsaved
from tests.blog import git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`work/blog`, in a work tree that is larger, with two files that are committed."""
    root = tmp_path / "work"
    (root / "blog/sub").mkdir(parents=True)
    for name in ("a.md", "sub/b ž.md"):
        (root / "blog" / name).write_text("old")
    git(root.parent, "init", "-q", "work")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "All")
    return root / "blog"


BOTH = ("a.md", "sub/b ž.md")


def test_what_is_committed_is_nothing_to_speak_of(folder: Path) -> None:
    assert unsaved(folder, BOTH) == ()


def test_changes_count_whether_they_are_staged_or_not(folder: Path) -> None:
    (folder / "a.md").write_text("new")
    assert unsaved(folder, BOTH) == (Unsaved("a.md", known=True),)
    git(folder, "add", "a.md")
    (folder / "sub/b ž.md").write_text("new")
    assert unsaved(folder, BOTH) == (
        Unsaved("a.md", known=True),
        Unsaved("sub/b ž.md", known=True),
    )
    assert unsaved(folder, ("sub",)) == (Unsaved("sub/b ž.md", known=True),)


def test_a_file_that_is_renamed_in_the_index_counts_under_both_names(folder: Path) -> None:
    git(folder, "mv", "a.md", "c.md")
    assert unsaved(folder, ("a.md",)) == (Unsaved("a.md", known=True),)
    assert unsaved(folder, ("c.md",)) == (Unsaved("c.md", known=True),)


def test_a_file_that_git_does_not_know_counts_unless_it_is_ignored(folder: Path) -> None:
    (folder / "sub/new.md").write_text("new")
    (folder / "sub/new.log").write_text("new")
    (folder / ".gitignore").write_text("*.log\n")
    assert unsaved(folder, ("sub",)) == (Unsaved("sub/new.md", known=False),)


def test_other_files_are_no_concern(folder: Path) -> None:
    (folder / "other.md").write_text("new")
    (folder.parent / "above.md").write_text("new")
    (folder / "a.mdx").write_text("new")
    assert unsaved(folder, BOTH) == ()


def test_a_folder_without_a_work_tree_and_a_system_without_git_have_nothing_to_say(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/a.md").write_text("new")
    assert unsaved(tmp_path / "plain", BOTH) == ()
    assert unsaved(folder.parent / ".git", BOTH) == ()
    (folder / "a.md").write_text("new")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert unsaved(folder, BOTH) == ()


def test_variables_that_point_elsewhere_do_not_count(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.md").write_text("new")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert unsaved(folder, BOTH) == (Unsaved("a.md", known=True),)


def test_nothing_is_written_and_no_monitor_is_run(folder: Path, tmp_path: Path) -> None:
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    monitor.chmod(0o755)
    git(folder, "config", "core.fsmonitor", str(monitor))
    index = folder.parent / ".git/index"
    os.utime(folder / "a.md", (1, 1))  # git would refresh the index for it
    before = index.read_bytes()
    assert unsaved(folder, BOTH) == ()
    assert index.read_bytes() == before
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_a_git_that_cannot_say_is_no_consent(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'fatal: dubious ownership' >&2\nexit 128\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(PipelineError, match=r"git cannot say .*: `fatal: dubious ownership`; noth"):
        unsaved(folder, BOTH)


def test_an_index_that_is_damaged_is_no_consent(folder: Path) -> None:
    (folder.parent / ".git/index").write_bytes(b"damaged")
    with pytest.raises(PipelineError, match=r"^git cannot say whether there are changes that"):
        unsaved(folder, BOTH)


def test_nothing_else_runs_git() -> None:
    house = Path(pipeline.__file__).parent
    named = [
        file.relative_to(house).as_posix()
        for file in house.rglob("*.py")
        if re.search(r"""["']git["']""", file.read_text(encoding="utf-8"))
    ]
    assert named == ["git.py"]
