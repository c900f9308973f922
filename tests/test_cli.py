"""The command line as its users meet it: exit codes, streams, and what bad input is told.

Each run is a process of its own in a blog of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.blog import make_blog, note

NOW = ("--now", "2026-11-22T12:00Z")


def codeloom(
    root: Path, *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "GITHUB_STEP_SUMMARY")
    }
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=root,
        env=inherited | (env or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return make_blog(tmp_path / "blog", {"content/articles/good.md": note()})


def broken(blog: Path, name: str = "bad", date: str = "2026-02-30") -> None:
    text = note(title=f"The {name} one", date=date).replace("what this", f"what the {name}")
    (blog / f"content/articles/{name}.md").write_text(text)


# --- check ---


def test_a_sound_blog_gives_no_output_and_exit_0(blog: Path) -> None:
    run = codeloom(blog, "check", *NOW)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == "1 article checked, nothing to report.\n"


def test_an_error_is_shown_with_its_place_and_gives_exit_1(blog: Path) -> None:
    broken(blog)
    run = codeloom(blog, "check", "--format", "concise", *NOW)
    assert run.returncode == 1
    assert run.stdout.startswith("content/articles/bad.md:4:7: error FM010 ")
    assert "`2026-02-30`" in run.stdout
    assert len(run.stdout.splitlines()) == 1
    assert run.stderr == "Found 1 error in 1 of 2 articles.\n"


def test_the_full_format_has_a_frame_with_the_caret_under_the_value(blog: Path) -> None:
    broken(blog)
    lines = codeloom(blog, "check", *NOW).stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if "date: 2026-02-30" in line)
    assert lines[at].index("2026-02-30") == lines[at + 1].index("^")
    assert lines[at + 1].count("^") == len("2026-02-30")
    assert any("content/articles/bad.md:4:7" in line for line in lines)


def test_json_carries_nothing_else_on_stdout(blog: Path) -> None:
    broken(blog)
    run = codeloom(blog, "check", "--format", "json", *NOW)
    report = json.loads(run.stdout)
    (found,) = report["diagnostics"]
    assert report["version"] == 1
    assert (found["code"], found["path"]) == ("FM010", "content/articles/bad.md")
    assert (found["start"]["line"], found["start"]["column"]) == (4, 7)
    assert found["end"]["byte"] - found["start"]["byte"] == len("2026-02-30")


def test_github_gets_annotations_and_a_job_summary(blog: Path, tmp_path: Path) -> None:
    broken(blog)
    summary = tmp_path / "summary.md"
    run = codeloom(
        blog, "check", "--format", "github", *NOW, env={"GITHUB_STEP_SUMMARY": str(summary)}
    )
    assert run.stdout.startswith("::error file=content/articles/bad.md,line=4,")
    assert "FM010" in summary.read_text(encoding="utf-8")


def test_a_named_file_alone_is_reported_but_judged_with_the_whole_blog(blog: Path) -> None:
    broken(blog)
    twin = blog / "content/articles/twin.md"
    twin.write_text(note(body="[there](good.md#nowhere)\n", title="Another title"))
    run = codeloom(blog, "check", "--format", "concise", "content/articles/twin.md", *NOW)
    codes = [line.split()[2] for line in run.stdout.splitlines()]
    assert codes == ["TX003", "LK002"]
    assert all(line.startswith("content/articles/twin.md:") for line in run.stdout.splitlines())


def test_a_rule_can_be_selected_and_ignored_by_code_name_and_family(blog: Path) -> None:
    broken(blog)
    for chosen in ("--select=RT", "--ignore=FM010", "--ignore=bad-format", "--select=rt001,RD"):
        assert codeloom(blog, "check", chosen, *NOW).returncode == 0, chosen
    for chosen in ("--select=FM", "--select=bad-format,RT001", "--select=fm010"):
        assert codeloom(blog, "check", chosen, *NOW).returncode == 1, chosen


def test_a_warning_fails_only_when_asked_to(blog: Path) -> None:
    make_blog(blog, {"content/articles/good.md": note()}, 'severity = { "RD002" = "warning" }\n')
    long = " ".join(["word"] * 60) + ".\n"
    (blog / "content/articles/good.md").write_text(note(body=long))
    assert codeloom(blog, "check", *NOW).returncode == 0
    assert codeloom(blog, "check", "--fail-on", "warning", *NOW).returncode == 1


def test_findings_can_go_to_a_file(blog: Path, tmp_path: Path) -> None:
    broken(blog)
    target = tmp_path / "report.json"
    run = codeloom(blog, "check", "--format", "json", "--output-file", str(target), *NOW)
    assert (run.returncode, run.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["errors"] == 1


def test_colour_is_off_in_a_pipe_on_when_forced_and_off_when_unwanted(blog: Path) -> None:
    broken(blog)
    assert "\x1b[" not in codeloom(blog, "check", *NOW).stdout
    assert "\x1b[" in codeloom(blog, "check", *NOW, env={"FORCE_COLOR": "1"}).stdout
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert "\x1b[" not in codeloom(blog, "check", *NOW, env=both).stdout


def test_the_order_is_total_and_the_bytes_do_not_depend_on_the_environment(blog: Path) -> None:
    for name in ("zeta", "alpha", "mid"):
        broken(blog, name)
    runs = [
        codeloom(blog, "check", "--format", style, *NOW, env=env).stdout
        for style in ("json", "full")
        for env in (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
        )
    ]
    assert runs[0] == runs[1]
    assert runs[2] == runs[3]
    paths = [found["path"] for found in json.loads(runs[0])["diagnostics"]]
    assert paths == sorted(paths)


# --- build ---


def test_a_build_says_what_it_published_scheduled_and_left(blog: Path) -> None:
    articles = {
        "soon": note(title="Appears later", date="2026-12-24"),
        "draft": note(title="A draft").replace("kind: note", "kind: note\ndraft: true"),
    }
    for name, text in articles.items():
        unique = text.replace("what this note", f"what this {name} note")
        (blog / f"content/articles/{name}.md").write_text(unique)
    run = codeloom(blog, "build", *NOW)
    assert (run.returncode, run.stdout) == (0, "")
    assert "1 article" in run.stderr
    assert "1 scheduled" in run.stderr
    assert "1 draft" in run.stderr
    assert sorted(path.name for path in (blog / "public/articles").iterdir()) == ["good"]


def test_a_build_says_which_feeds_are_shortened_and_by_how_much(blog: Path) -> None:
    words = "word " * 18_000
    for number in range(8):
        text = note(words, f"A long one, number {number}", f"2026-02-0{number + 1}")
        (blog / f"content/articles/long-{number}.md").write_text(text)
    settings = (blog / "pyproject.toml").read_text() + 'ignore = ["TX003", "RD", "RT"]\n'
    (blog / "pyproject.toml").write_text(settings)
    run = codeloom(blog, "build", *NOW)
    assert run.returncode == 0, run.stdout
    said = run.stderr.splitlines()[0]
    assert said.startswith("Feeds that would pass 512 KB hold fewer articles: `/feed.xml` (5 of 9)")
    assert "`/categories/career/feed.xml` (5 of 9)" in said


def test_a_build_with_an_error_shows_it_writes_nothing_and_gives_exit_1(blog: Path) -> None:
    codeloom(blog, "build", *NOW)
    before = {path: path.read_bytes() for path in (blog / "public").rglob("*") if path.is_file()}
    broken(blog)
    run = codeloom(blog, "build", *NOW)
    after = {path: path.read_bytes() for path in (blog / "public").rglob("*") if path.is_file()}
    assert run.returncode == 1
    assert "FM010" in run.stdout
    assert "Nothing was published." in run.stderr
    assert before == after


def test_a_gate_rule_cannot_be_talked_out_of_a_build(blog: Path) -> None:
    broken(blog)
    table = (blog / "pyproject.toml").read_text()
    for line in (
        'ignore = ["FM010"]',
        'severity = { FM010 = "info" }',
        'per_file_ignores = { "*" = ["bad-format"] }',
    ):
        (blog / "pyproject.toml").write_text(f"{table}{line}\n")
        run = codeloom(blog, "build", *NOW)
        assert run.returncode == 2, line
        assert "FM010" in run.stderr
        assert "guards what is built" in run.stderr
    (blog / "pyproject.toml").write_text(f'{table}select = ["RT"]\n')
    assert codeloom(blog, "build", *NOW).returncode == 1


def test_a_preview_shows_drafts_below_another_address(blog: Path, tmp_path: Path) -> None:
    draft = note().replace("kind: note", "kind: note\ndraft: true")
    (blog / "content/articles/good.md").write_text(draft)
    output = tmp_path / "preview"
    run = codeloom(
        blog,
        "build",
        "--drafts",
        "--base-url",
        "https://p.example/x",
        "--output",
        str(output),
        *NOW,
    )
    assert run.returncode == 0, run.stderr
    page = (output / "articles/good/index.html").read_text(encoding="utf-8")
    assert 'href="https://p.example/x/articles/good/"' in page
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    assert '<guid isPermaLink="false">https://blog.example/articles/good/</guid>' in feed


def test_c_starts_in_another_folder_for_every_path(blog: Path) -> None:
    broken(blog)
    elsewhere = blog.parent
    run = codeloom(elsewhere, "-C", "blog", "check", "content/articles/good.md", *NOW)
    assert (run.returncode, run.stdout) == (0, "")
    run = codeloom(elsewhere, "check", "-C", "blog", "--format", "concise", *NOW)
    assert run.stdout.startswith("content/articles/bad.md:4:7: ")
    (blog / "content/articles/bad.md").unlink()
    assert codeloom(elsewhere, "build", "-C", "blog", "--output", "site", *NOW).returncode == 0
    assert (blog / "site/index.html").is_file()


def test_a_blog_without_an_address_is_told_where_its_links_lead(blog: Path) -> None:
    (blog / "pyproject.toml").write_text("[tool.codeloom]\n")
    assert "`http://localhost:8000/`" in codeloom(blog, "build", *NOW).stderr


# --- the operator's troubles ---


def refused(root: Path, *arguments: str) -> str:
    """The one sentence that an operator is told; nothing on stdout, no traceback, exit 2."""
    run = codeloom(root, *arguments)
    assert run.returncode == 2, run.stdout + run.stderr
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    return run.stderr


OPERATORS = [
    ("titel = 'x'", "unknown setting `titel`. Did you mean `title`?"),
    ('title = "a\\u0008b"', "the setting `title` is"),
    ('title = "  "', "the setting `title` is"),
    ("title = 3", "the setting `title` is `3`; it must be text"),
    ("timezone = 'Mars/Olympus'", "`Mars/Olympus`"),
    ("base_url = 'blog.example'", "cannot be used. It is: Where the site will be: an http"),
    ("base_url = 'https://blog.example//'", "is no web address; write one such as `https://"),
    ("base_url = 'https://blog.example/a//b/'", "is no web address"),
    ("base_url = 'https://blog.example/%2e%2E/'", "is no web address"),
    ("select = ['RT0001']", "there is no such rule. Did you mean `RT001`?"),
    ("severity = { RT001 = 'fatal' }", "write one of `error`, `warning`, `info`"),
    (
        "reading = { words_per_minute = 0 }",
        "`reading.words_per_minute` is `0`; it must be at least 1",
    ),
    ("reading = { words = 5 }", "unknown setting `words` in `reading`"),
    ("thresholds = { RD002 = { warning = 'x' } }", "`thresholds.RD002.warning`"),
    ("thresholds = { RD999 = { warning = 3 } }", "thresholds: there is no rule `RD999`"),
    ("kinds = { talk = { required = ['spaeker'] } }", "requires `spaeker`"),
    ("title = ", "is not valid TOML"),
    ("title = " + "[" * 100_000, "is not valid TOML"),
]


@pytest.mark.parametrize(("line", "said"), OPERATORS, ids=[line[:60] for line, _ in OPERATORS])
def test_a_setting_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, line: str, said: str
) -> None:
    blog = make_blog(tmp_path, {"content/articles/good.md": note()})
    (blog / "pyproject.toml").write_text(f"[tool.codeloom]\n{line}\n")
    assert said in refused(blog, "check")


def test_no_blog_no_folder_and_no_article_are_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "There is no blog in" in refused(empty, "check")
    assert "There is no folder" in refused(empty, "-C", "nowhere", "check")
    make_blog(empty, {})
    assert "Nothing to check" in refused(empty, "check")
    assert "Nothing to check" in refused(empty, "build")


def test_a_path_that_is_no_article_is_said(blog: Path) -> None:
    (blog / "README.md").write_text("x")
    assert "There is no file or folder `nope.md`" in refused(blog, "check", "nope.md")
    assert "is no article" in refused(blog, "check", "README.md")


def test_flags_that_mean_nothing_are_said(blog: Path) -> None:
    assert "Did you mean `RT001`" in refused(blog, "check", "--select", "RT01")
    assert "no time" in refused(blog, "check", "--now", "yesterday")
    assert "Did you mean `build`" in refused(blog, "biuld")
    assert "--base-url" in refused(blog, "build", "--base-url", "example.com")
    assert "there is no rule `XX001`" in refused(blog, "explain", "XX001")


def test_a_schema_that_cannot_be_used_is_said(blog: Path) -> None:
    own = blog / "schemas/article.schema.json"
    own.parent.mkdir()
    for text, said in (
        ("{", "is not valid JSON"),
        ("[" * 100_000, "is not valid JSON"),
        ('{"type": "nonsense"}', "article.schema.json"),
        ('{"type": "object"}', "must describe and require `title`"),
        ("[]", "must hold a JSON object"),
    ):
        own.write_text(text)
        assert said in refused(blog, "check")


def own_schema(blog: Path, **properties: dict[str, Any]) -> None:
    """Gives the blog a schema of its own: the packaged one with other properties."""
    packaged = Path(__file__).parents[1] / "schemas" / "article.schema.json"
    schema = json.loads(packaged.read_text(encoding="utf-8"))
    schema["properties"] |= properties
    (blog / "schemas").mkdir(exist_ok=True)
    (blog / "schemas/article.schema.json").write_text(json.dumps(schema))


def test_categories_that_would_have_one_page_are_said(blog: Path) -> None:
    own_schema(blog, category={"enum": ["Web", "web"]})
    assert "`Web` and `web` would have one page, `/categories/web/`" in refused(blog, "check")


def test_categories_of_any_script_and_length_have_a_page_each(blog: Path) -> None:
    own_schema(blog, category={"enum": ["Career", "你好", "A" * 90 + "x", "A" * 90 + "y"]})
    assert codeloom(blog, "check", *NOW).returncode == 0


def test_a_schema_of_ones_own_cannot_let_pass_what_no_page_can_be_made_of(blog: Path) -> None:
    text: dict[str, Any] = {"type": "string"}
    own_schema(blog, title={}, category=text, date=text, draft={}, tags={})
    article = note().replace("category: Career", "category: ' '\ndraft: sure\ntags: ['  ']")
    broken = article.replace("date: 2026-01-05", "date: yesterday")
    (blog / "content/articles/good.md").write_text(broken)
    run = codeloom(blog, "check", "--format", "json", *NOW)
    found = [each["code"] for each in json.loads(run.stdout)["diagnostics"]]
    assert (run.returncode, sorted(found)) == (1, ["FM007", "FM010", "FM010", "FM010"])


def test_settings_with_a_byte_order_mark_are_told_of_it(blog: Path) -> None:
    settings = blog / "pyproject.toml"
    settings.write_text(settings.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert "begins with a byte order mark: save it without one." in refused(blog, "check")


def test_settings_that_cannot_be_read_are_not_passed_over(blog: Path) -> None:
    (blog / "pyproject.toml").unlink()
    (blog / "pyproject.toml").mkdir()
    assert "pyproject.toml` cannot be read: " in refused(blog, "build")
    assert not (blog / "public").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_schema_that_is_a_link_to_nothing_is_not_passed_over(blog: Path) -> None:
    (blog / "schemas").mkdir()
    (blog / "schemas/article.schema.json").symlink_to("nowhere.json")
    assert "article.schema.json" in refused(blog, "check")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_output_that_cannot_be_written_is_said(blog: Path) -> None:
    broken(blog)
    for arguments in (("check",), ("explain", "RT001"), ("rules",)):
        with Path("/dev/full").open("w") as full:
            run = subprocess.run(
                [sys.executable, "-m", "pipeline", *arguments],
                cwd=blog,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=60,
                check=False,
            )
        assert run.returncode == 2
        assert run.stderr.startswith("codeloom: The output cannot be written")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_harms_nothing(blog: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m pipeline build --now 2026-11-22 {closed}'
    run = subprocess.run(
        ["sh", "-c", command], cwd=blog, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stdout, "Traceback" in run.stderr) == (0, "", False)
    assert (blog / "public/articles/good/index.html").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use stays there")
def test_a_working_folder_that_is_gone_is_said(blog: Path) -> None:
    gone = blog / "gone"
    gone.mkdir()
    command = f'rmdir "{gone}"; "{sys.executable}" -m pipeline check'
    run = subprocess.run(
        ["sh", "-c", command], cwd=gone, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (2, "codeloom: There is no folder `.`.\n")


def test_a_preview_says_which_drafts_it_leaves_out(blog: Path) -> None:
    draft = note(title="No day", date="2026-02-30").replace("kind: note", "kind: note\ndraft: true")
    (blog / "content/articles/d.md").write_text(draft.replace("what this", "what that"))
    assert "1 draft blocked" in codeloom(blog, "build", "--drafts", *NOW).stderr


def test_a_foreign_output_folder_is_left_alone(blog: Path) -> None:
    (blog / "public").mkdir()
    (blog / "public/thesis.txt").write_text("mine")
    assert "public" in refused(blog, "build", *NOW)
    assert [path.name for path in (blog / "public").iterdir()] == ["thesis.txt"]


def test_the_clock_can_be_given_by_the_environment(blog: Path) -> None:
    (blog / "content/articles/good.md").write_text(note(date="2026-01-05"))
    early = codeloom(blog, "build", env={"SOURCE_DATE_EPOCH": "1000000000"})
    assert "1 scheduled" in early.stderr
    assert "SOURCE_DATE_EPOCH" in codeloom(blog, "build", env={"SOURCE_DATE_EPOCH": "x"}).stderr


# --- the authors' troubles ---

SOUND = note(title="Another sound one").replace("what this note", "what this other note")

AUTHORS: list[tuple[str, bytes, str]] = [
    ("no front matter", b"just text\n", "FM001"),
    ("half front matter", b"---\ntitle: x\n\ntext\n", "FM002"),
    ("a list", b"---\n- a\n- b\n---\ntext\n", "FM002"),
    ("TOML", b"+++\ntitle = 'x'\n+++\ntext\n", "FM001"),
    ("not UTF-8", "---\ntitle: caf\xe9\n---\n".encode("latin-1"), "SR001"),
    ("a NUL byte", note().encode() + b"\0", "SR001"),
    ("an empty file", b"", "FM001"),
    ("ten megabytes", b"x" * 10_000_000, "SR001"),
    (
        "a billion laughs",
        b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 106)
        )
        + b"---\n",
        "FM012",
    ),
    ("a python tag", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n", "FM012"),
    ("deep nesting", b"---\na: " + b"[" * 5000 + b"\n---\n", "FM012"),
]


@pytest.mark.parametrize(
    ("data", "code"), [case[1:] for case in AUTHORS], ids=[c[0] for c in AUTHORS]
)
def test_bad_input_is_a_finding_and_hides_no_other_article(
    blog: Path, data: bytes, code: str
) -> None:
    (blog / "content/articles/bad.md").write_bytes(data)
    broken(blog, "second")
    run = codeloom(blog, "check", "--format", "json", *NOW)
    assert (run.returncode, run.stderr.count("Traceback")) == (1, 0)
    found = [(each["path"], each["code"]) for each in json.loads(run.stdout)["diagnostics"]]
    assert ("content/articles/bad.md", code) in found
    assert ("content/articles/second.md", "FM010") in found
    assert not [path for path, _ in found if path.endswith("good.md")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links and odd files")
def test_what_is_no_file_is_a_finding(blog: Path, tmp_path: Path) -> None:
    articles = blog / "content/articles"
    secret = tmp_path / "secret.md"
    secret.write_text(SOUND)
    (articles / "folder.md").mkdir()
    (articles / "dangling.md").symlink_to("nowhere.md")
    (articles / "outside.md").symlink_to(secret)
    os.mkfifo(articles / "pipe.md")
    run = codeloom(blog, "check", "--format", "concise", *NOW)
    lines = run.stdout.splitlines()
    assert run.returncode == 1
    assert [line.split(": ")[0].rsplit("/", 1)[1] for line in lines] == [
        "dangling.md",
        "folder.md",
        "outside.md",
        "pipe.md",
    ]
    assert all(" SR001 " in line for line in lines)


# --- explain, rules, help ---


def test_explain_takes_a_code_or_a_name(blog: Path) -> None:
    by_code, by_name = (
        codeloom(blog, "explain", "rt001"),
        codeloom(blog, "explain", "reading-time-mismatch"),
    )
    assert by_code.returncode == by_name.returncode == 0
    assert by_code.stdout == by_name.stdout
    assert "RT001" in by_code.stdout
    assert "«" not in by_code.stdout


def test_rules_lists_every_rule_once(blog: Path) -> None:
    from pipeline.rules import RULES

    listed = codeloom(blog, "rules").stdout
    for code, rule in RULES.items():
        assert listed.count(code) == 1
        assert rule.name in listed


def test_help_names_every_command(tmp_path: Path) -> None:
    run = codeloom(tmp_path, "--help")
    assert run.returncode == 0
    for command in ("check", "build", "move", "explain", "rules"):
        assert f"  {command}  " in run.stdout
