"""Fixes: what is edited, what is refused, and what becomes of the file."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import FixError
from pipeline.fix import Fixes, edited, mend, save
from pipeline.model import (
    Context,
    Diagnostic,
    Document,
    Edit,
    Finding,
    Fix,
    LineIndex,
    Place,
    Severity,
    Span,
    Verdict,
)
from tests.blog import make_blog, note
from tests.test_cli import NOW, codeloom

PATH = "content/articles/x.md"


# --- edits ---


def test_edits_change_their_bytes_and_no_other() -> None:
    text = "\ufeffa\r\nbé c\r".encode()
    edits = [Edit(Span(7, 9), "ö"), Edit(Span(3, 3), "x"), Edit(Span(10, 11), "")]
    assert edited(text, edits) == "\ufeffxa\r\nbö \r".encode()


def test_the_same_edit_twice_is_made_once() -> None:
    edit = Edit(Span(1, 2), "x")
    assert edited(b"abc", [edit, edit]) == b"axc"


def test_edits_that_overlap_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        edited(b"abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


@given(st.binary(max_size=40), st.data())
def test_every_byte_outside_an_edit_stays(text: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    replacement = data.draw(st.text(max_size=5))
    done = edited(text, [Edit(Span(start, end), replacement)])
    assert done[:start] == text[:start]
    assert done[len(done) - (len(text) - end) :] == text[end:]
    assert len(done) == len(text) - (end - start) + len(replacement.encode())


# --- rounds, with a judge of our own: each letter that is no `x` has a rule of its own ---


def verdict(
    texts: Mapping[str, bytes],
    offers: Mapping[bytes, tuple[str, bool]],
    severity: Severity = Severity.WARNING,
) -> Verdict:
    """One finding at each byte; `offers` are what a fix writes in its place, and if it is safe."""
    found = []
    for path, text in texts.items():
        index = LineIndex(text)
        for at in range(len(text)):
            letter = text[at : at + 1]
            if letter == b"x":
                continue
            fix = None
            if letter in offers:
                replacement, safe = offers[letter]
                fix = Fix(safe, (Edit(Span(at, at + 1), replacement),))
            place = Place(index.position(at), index.position(at + 1))
            code = f"ZZ{letter.decode()}"
            found.append(Diagnostic(path, code, code, severity, code, "", place, (), fix))
    return Verdict(tuple(found), {}, crashed=False)


def mended(
    text: bytes,
    offers: Mapping[bytes, tuple[str, bool]],
    fixes: Fixes = Fixes.SAFE,
    severity: Severity = Severity.WARNING,
) -> tuple[bytes, int]:
    stored = {PATH: text}

    def judge(texts: Mapping[str, bytes]) -> Verdict:
        return verdict({**stored, **texts}, offers, severity)

    done = mend(stored.__getitem__, judge(stored), judge, lambda each: True, fixes)
    assert done.verdict == judge(done.texts)
    assert dict(done.before) == {path: stored[path] for path in done.texts}
    return done.texts.get(PATH, text), done.applied


def test_a_fix_makes_room_for_the_next() -> None:
    offers = {b"a": ("b", True), b"b": ("c", True), b"c": ("x", True)}
    assert mended(b"xaxa", offers) == (b"xxxx", 6)


def test_an_unsafe_fix_waits_until_it_is_asked_for() -> None:
    offers = {b"a": ("x", False), b"b": ("x", True)}
    assert mended(b"abx", offers) == (b"axx", 1)
    assert mended(b"axb", offers, Fixes.ALL) == (b"xxx", 2)


def test_a_fix_that_brings_something_new_is_refused_and_the_others_are_made() -> None:
    offers = {b"a": ("q", True), b"b": ("x", True)}
    assert mended(b"axbxbxa", offers) == (b"axxxxxa", 2)


def test_an_unsafe_fix_may_bring_a_warning_but_no_error() -> None:
    offers = {b"a": ("q", False)}
    assert mended(b"axx", offers, Fixes.ALL, Severity.WARNING) == (b"qxx", 1)
    assert mended(b"axx", offers, Fixes.ALL, Severity.ERROR) == (b"axx", 0)


def test_two_fixes_at_odds_leave_the_text_as_it_was() -> None:
    offers = {b"a": ("b", True), b"b": ("a", True)}
    assert mended(b"xax", offers) == (b"xax", 0)


def test_one_harmful_fix_keeps_none_of_a_hundred_others_from_being_made() -> None:
    offers = {b"a": ("q", True), b"b": ("x", True)}
    assert mended(b"bx" * 50 + b"ax" + b"bx" * 50, offers) == (b"xx" * 50 + b"ax" + b"xx" * 50, 100)


def test_harmful_fixes_in_many_articles_cost_a_few_looks() -> None:
    stored = {f"content/articles/{number}.md": b"axbx" for number in range(200)}
    offers = {b"a": ("q", True), b"b": ("x", True)}
    looks = []

    def judge(texts: Mapping[str, bytes]) -> Verdict:
        looks.append(texts)
        return verdict({**stored, **texts}, offers)

    done = mend(stored.__getitem__, judge(stored), judge, lambda each: True, Fixes.SAFE)
    assert dict(done.texts) == dict.fromkeys(stored, b"axxx")
    assert len(looks) < 20


def test_harm_done_in_another_article_is_traced_to_the_fix_that_did_it() -> None:
    stored = {f"content/articles/{number}.md": b"bx" for number in range(9)}
    guilty = "content/articles/5.md"
    offers = {b"b": ("x", True)}

    def judge(texts: Mapping[str, bytes]) -> Verdict:
        files = {**stored, **texts}
        found = verdict(files, offers)
        elsewhere = verdict({"content/articles/other.md": b"q"}, {}).diagnostics
        return (
            found
            if files[guilty] == b"bx"
            else replace(found, diagnostics=(*found.diagnostics, *elsewhere))
        )

    done = mend(stored.__getitem__, judge(stored), judge, lambda each: True, Fixes.SAFE)
    assert dict(done.texts) == {path: b"xx" for path in stored if path != guilty}


def test_a_step_to_a_fix_that_cannot_be_made_is_not_taken_and_the_others_are() -> None:
    offers = {b"a": ("c", True), b"c": ("q", True), b"b": ("x", True)}
    assert mended(b"axbx", offers) == (b"axxx", 1)


def test_what_only_takes_away_may_take_more_than_ten_rounds(tmp_path: Path) -> None:
    root = blog_of(tmp_path, note(body="A bell\x07\x08\x0c rang.\n" * 700).encode())
    run = codeloom(root, "check", "--fix", "--select", "PB004", *NOW)
    assert (run.returncode, run.stderr.splitlines()[0]) == (0, "Mended 2100 findings in 1 article.")
    assert (root / PATH).read_text() == note(body="A bell rang.\n" * 700)


def test_what_is_not_wanted_is_not_mended() -> None:
    stored = {PATH: b"ab"}
    offers = {b"a": ("x", True), b"b": ("x", True)}

    def judge(texts: Mapping[str, bytes]) -> Verdict:
        return verdict({**stored, **texts}, offers)

    done = mend(
        stored.__getitem__, judge(stored), judge, lambda each: each.code == "ZZb", Fixes.SAFE
    )
    assert dict(done.texts) == {PATH: b"ax"}


# --- files ---


def blog_of(tmp_path: Path, text: bytes) -> Path:
    return make_blog(tmp_path / "blog", {PATH: text})


def test_a_file_keeps_its_mode_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    root = blog_of(tmp_path, b"old")
    (root / PATH).chmod(0o640)
    save(root, {PATH: b"old"}, {PATH: b"new"})
    assert (root / PATH).read_bytes() == b"new"
    assert stat.S_IMODE((root / PATH).stat().st_mode) == 0o640
    assert [file.name for file in (root / PATH).parent.iterdir()] == ["x.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    root = blog_of(tmp_path, b"old")
    (root / "content/articles/y.md").symlink_to("x.md")
    save(root, {"content/articles/y.md": b"old"}, {"content/articles/y.md": b"new"})
    assert (root / "content/articles/y.md").is_symlink()
    assert (root / PATH).read_bytes() == b"new"


def test_a_read_only_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    root = make_blog(tmp_path, {PATH: b"a", "content/articles/y.md": b"b"})
    (root / "content/articles/y.md").chmod(0o444)
    texts = {PATH: b"1", "content/articles/y.md": b"2"}
    with pytest.raises(FixError, match=r"`content/articles/y.md` is read-only, so nothing"):
        save(root, {PATH: b"a", "content/articles/y.md": b"b"}, texts)
    assert (root / PATH).read_bytes() == b"a"


def test_a_file_that_changed_since_it_was_read_is_refused(tmp_path: Path) -> None:
    root = blog_of(tmp_path, b"newer")
    with pytest.raises(FixError, match="was changed while it was checked"):
        save(root, {PATH: b"old"}, {PATH: b"new"})
    assert (root / PATH).read_bytes() == b"newer"


@pytest.mark.parametrize("call", ["fsync", "chmod", "replace"])
def test_a_disk_that_fails_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    root = blog_of(tmp_path, b"old")
    left = "It is as it was" if call == "replace" else "Nothing was mended"

    def fail(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, call, fail)
    with pytest.raises(FixError, match=rf"No space left on device\. {left}"):
        save(root, {PATH: b"old"}, {PATH: b"new"})
    monkeypatch.undo()
    assert (root / PATH).read_bytes() == b"old"
    assert [file.name for file in (root / PATH).parent.iterdir()] == ["x.md"]


def test_a_disk_without_room_for_one_file_leaves_all_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_blog(tmp_path, {PATH: b"a", "content/articles/y.md": b"b"})
    real, calls = os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    texts = {PATH: b"1", "content/articles/y.md": b"2"}
    with pytest.raises(FixError, match=r"y\.md` cannot be written: .* Nothing was mended"):
        save(root, {PATH: b"a", "content/articles/y.md": b"b"}, texts)
    files = sorted((root / "content/articles").iterdir())
    assert [(file.name, file.read_bytes()) for file in files] == [("x.md", b"a"), ("y.md", b"b")]


def test_a_file_with_two_names_is_written_once(tmp_path: Path) -> None:
    root = blog_of(tmp_path, b"old")
    (root / "content/articles/y.md").symlink_to("x.md")
    before = {PATH: b"old", "content/articles/y.md": b"old"}
    save(root, before, dict.fromkeys(before, b"new"))
    assert (root / "content/articles/y.md").is_symlink()
    assert (root / PATH).read_bytes() == b"new"


def test_a_file_with_two_names_and_two_new_texts_is_refused(tmp_path: Path) -> None:
    root = blog_of(tmp_path, b"old")
    (root / "content/articles/y.md").symlink_to("x.md")
    before = {PATH: b"old", "content/articles/y.md": b"old"}
    with pytest.raises(FixError, match="are one file"):
        save(root, before, {PATH: b"1", "content/articles/y.md": b"2"})
    assert (root / PATH).read_bytes() == b"old"


ENDED = """
import os, signal, sys
from pathlib import Path
from pipeline.fix import save
real, calls = os.fsync, []
def fsync(handle):
    calls.append(handle)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGTERM)
    real(handle)
os.fsync = fsync
paths = ("content/articles/x.md", "content/articles/y.md")
save(Path(sys.argv[1]), dict.fromkeys(paths, b"old"), dict.fromkeys(paths, b"new"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")
def test_a_process_that_is_told_to_end_takes_its_new_files_with_it(tmp_path: Path) -> None:
    root = make_blog(tmp_path, {PATH: b"old", "content/articles/y.md": b"old"})
    run = subprocess.run([sys.executable, "-c", ENDED, str(root)], check=False)
    assert run.returncode == 128 + signal.SIGTERM
    files = sorted((root / "content/articles").iterdir())
    assert [(file.name, file.read_bytes()) for file in files] == [
        ("x.md", b"old"),
        ("y.md", b"old"),
    ]


KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.fix import save
count = int(sys.argv[2])
def hook(event, arguments):
    global count
    if event in ("open", "os.rename", "os.chmod", "os.remove", "tempfile.mkstemp"):
        count -= 1
        if count < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
save(Path(sys.argv[1]), {"content/articles/x.md": b"old"}, {"content/articles/x.md": b"new"})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one_whole(tmp_path: Path) -> None:
    seen = set()
    for count in range(20):
        root = blog_of(tmp_path / str(count), b"old")
        run = subprocess.run([sys.executable, "-c", KILLED, str(root), str(count)], check=False)
        seen.add((run.returncode, (root / PATH).read_bytes()))
    assert seen - {(-signal.SIGKILL, b"new")} == {(-signal.SIGKILL, b"old"), (0, b"new")}


# --- the command ---


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return blog_of(tmp_path, note(body="In the the queue.\n").encode())


def test_fix_mends_what_is_safe_and_the_exit_code_says_what_remains(blog: Path) -> None:
    run = codeloom(blog, "check", "--fix", *NOW)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == "Mended 1 finding in 1 article.\n1 article checked, nothing to report.\n"
    assert (blog / PATH).read_bytes() == note(body="In the queue.\n").encode()
    again = codeloom(blog, "check", "--fix", *NOW)
    assert again.stderr.startswith("Nothing was mended.\n")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_stay_as_they_are(tmp_path: Path, ends: str) -> None:
    text = note(body="In the the queue.\n\nNext.\n").replace("\n", ends)
    root = blog_of(tmp_path, text.encode())
    codeloom(root, "check", "--fix", *NOW)
    assert (root / PATH).read_bytes() == text.replace("the the", "the").encode()


def test_diff_shows_what_would_be_mended_writes_nothing_and_gives_1(blog: Path) -> None:
    before = (blog / PATH).read_bytes()
    run = codeloom(blog, "check", "--diff", *NOW)
    assert run.returncode == 1
    assert run.stdout.splitlines()[:2] == [f"--- a/{PATH}", f"+++ b/{PATH}"]
    assert "-In the the queue.\n+In the queue.\n" in run.stdout
    assert run.stderr == "1 finding in 1 article would be mended.\n"
    assert (blog / PATH).read_bytes() == before
    codeloom(blog, "check", "--fix", *NOW)
    clean = codeloom(blog, "check", "--diff", *NOW)
    assert (clean.returncode, clean.stdout) == (0, "")


@pytest.mark.parametrize("body", ["In the the queue.", "In the the queue.\r\n\r\nMore.\r\n"])
def test_a_diff_is_one_that_git_applies(tmp_path: Path, body: str) -> None:
    root = blog_of(tmp_path, note(body="")[:-1].encode() + body.encode())
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", "check", "--diff", *NOW],
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert (b"\n\\ No newline at end of file\n" in run.stdout) is not body.endswith("\n")
    subprocess.run(["git", "apply", "-"], input=run.stdout, cwd=root, check=True)
    assert b"In the queue." in (root / PATH).read_bytes()


def test_only_the_paths_that_are_named_are_mended(blog: Path) -> None:
    other = note(body="Of the the road.\n", title="Another note").replace("what this", "how that")
    (blog / "content/articles/y.md").write_text(other)
    codeloom(blog, "check", PATH, "--fix", *NOW)
    assert (blog / "content/articles/y.md").read_text() == other
    assert "In the queue." in (blog / PATH).read_text()


def test_only_the_rules_that_are_selected_are_mended(blog: Path) -> None:
    before = (blog / PATH).read_bytes()
    run = codeloom(blog, "check", "--fix", "--select", "LK001", *NOW)
    assert run.returncode == 0
    assert (blog / PATH).read_bytes() == before


def test_an_unsafe_fix_needs_its_own_flag(tmp_path: Path) -> None:
    text = note(body="Read [the page](http://blog.example.net/page) first.\n")
    root = blog_of(tmp_path, text.encode())
    offered = codeloom(root, "check", *NOW)
    assert "1 can be mended with --unsafe-fixes." in offered.stderr
    codeloom(root, "check", "--fix", *NOW)
    assert (root / PATH).read_text() == text
    codeloom(root, "check", "--fix", "--unsafe-fixes", *NOW)
    assert (root / PATH).read_text() == text.replace("http:", "https:")


def test_a_suppressed_finding_is_not_mended(tmp_path: Path) -> None:
    text = note(body="In the the queue. <!-- codeloom: ignore[RD004] -- a quote -->\n")
    root = blog_of(tmp_path, text.encode())
    assert codeloom(root, "check", "--fix", *NOW).returncode == 0
    assert (root / PATH).read_text() == text


def test_a_read_only_article_stops_the_mending_with_one_sentence(blog: Path) -> None:
    (blog / PATH).chmod(0o444)
    run = codeloom(blog, "check", "--fix", *NOW)
    assert run.returncode == 2
    assert run.stderr == (
        f"codeloom: `{PATH}` is read-only, so nothing was mended: make it writable, or name the "
        "articles that are to be mended.\n"
    )


def test_an_interrupt_leaves_no_trace(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    before = (blog / PATH).read_bytes()
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        save(blog, {PATH: before}, {PATH: b"new"})
    assert (blog / PATH).read_bytes() == before
    assert [file.name for file in (blog / PATH).parent.iterdir()] == ["x.md"]


# --- standard input ---


def piped(root: Path, text: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "check", *arguments, *NOW],
        input=text,
        cwd=root,
        capture_output=True,
        check=False,
    )


def test_standard_input_is_judged_in_place_of_the_file(blog: Path) -> None:
    text = note(body="See [it](missing.md).\n").encode()
    run = piped(blog, text, "-", "--stdin-filename", PATH, "--format", "concise")
    assert run.returncode == 1
    assert run.stdout.decode().startswith(f"{PATH}:9:10: error LK001 ")
    assert run.stderr.decode() == "Found 1 error in 1 article.\n"


def test_standard_input_may_be_an_article_that_is_not_there_yet(blog: Path) -> None:
    text = note(body="See [the note](x.md).\n", title="A new note").replace("what this", "how a")
    run = piped(blog, text.encode(), "--stdin-filename", "content/articles/new.md", "-")
    assert (run.returncode, run.stdout) == (0, b"")
    assert not (blog / "content/articles/new.md").exists()


def test_fix_gives_standard_input_back_mended_and_findings_beside_it(blog: Path) -> None:
    text = note(body="In the the queue, see [it](missing.md).\r\n").encode()
    run = piped(blog, text, "-", "--stdin-filename", PATH, "--fix", "--format", "concise")
    assert run.returncode == 1
    assert run.stdout == text.replace(b"the the", b"the")
    assert "LK001" in run.stderr.decode()
    assert b"In the the queue.\n" in (blog / PATH).read_bytes()


def test_standard_input_that_is_not_utf_8_is_a_finding(blog: Path) -> None:
    run = piped(blog, b"---\ntitle: \xff\n---\n", "-", "--stdin-filename", PATH)
    assert run.returncode == 1
    assert "SR001" in run.stdout.decode()
    assert "0xFF" in run.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-",), "say which one with --stdin-filename"),
        (("-", PATH, "--stdin-filename", PATH), "give `-`, and no other path"),
        (("--stdin-filename", PATH), "give `-`, and no other path"),
        (("-", "--stdin-filename", "elsewhere.md"), "which is no article's place"),
        (("-", "--stdin-filename", "../../x.md"), "which is no article's place"),
    ],
)
def test_standard_input_without_its_place_is_refused(
    blog: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    run = piped(blog, b"", *arguments)
    assert (run.returncode, run.stdout) == (2, b"")
    assert sentence in run.stderr.decode()
    assert len(run.stderr.decode().splitlines()) == 1


def test_a_fix_that_would_add_an_error_is_refused_in_a_real_blog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import build as story
    from pipeline import work
    from pipeline.judge import selection
    from pipeline.rules import ARTICLE_RULES, RULES
    from pipeline.rules.readability import repeated_word
    from pipeline.settings import load_settings
    from tests.blog import NOW as NOON

    root = blog_of(tmp_path, note(body="In the the queue.\n").encode())
    settings = load_settings(root)
    real = repeated_word.RULE

    def breaking(document: Document, context: Context) -> Iterator[Finding]:
        for finding in real.check(document, context):
            assert finding.fix
            edit = replace(finding.fix.edits[0], replacement="[x](missing.md)")
            yield replace(finding, fix=Fix(True, (edit,)))

    rules = [replace(rule, check=breaking) if rule is real else rule for rule in ARTICLE_RULES]
    monkeypatch.setattr(work, "ARTICLE_RULES", tuple(rules))
    job = story.Job(root, settings, selection(RULES, settings), NOON)
    fixed = story.fix(job, lambda each: True, Fixes.SAFE)
    assert (dict(fixed.after), fixed.applied) == ({}, 0)
    assert [each.code for each in fixed.checked.verdict.diagnostics] == ["RD004"]
