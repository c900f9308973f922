"""The story as a whole: examine, judge, assemble, render, publish; in-process, in a test's blog."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build as story
from pipeline import shards as crew
from pipeline import work
from pipeline.assemble import Drafts, assemble
from pipeline.errors import PipelineError, PublishError
from pipeline.examine import examine, summarise
from pipeline.judge import selection, stopping
from pipeline.model import (
    Body,
    Context,
    Document,
    Examined,
    Finding,
    Inventory,
    LineIndex,
    Settings,
    Severity,
    Verdict,
)
from pipeline.publish import Stage
from pipeline.render import articles, lists, notices
from pipeline.rules import ARTICLE_RULES, RULES
from pipeline.settings import load_settings
from tests.blog import NOW, document, made_site, make_blog, note, settings
from tests.images import opened, picture
from tests.rules.examples import GUIDE


def job(root: Path, now: datetime = NOW, **changes: object) -> story.Job:
    found: Settings = replace(load_settings(root), **changes)  # type: ignore[arg-type]  # by name
    return story.Job(root, found, selection(RULES, found), now)


def blog_of(root: Path, count: int = 7) -> Path:
    articles: dict[str, str | bytes] = {
        f"content/articles/note-{number}.md": unique(number) for number in range(count)
    }
    return make_blog(root, articles)


def unique(number: int, date: str = "2026-01-05", body: str = "Some words.\n") -> str:
    text = note(body=body, title=f"Note number {number}", date=date)
    return text.replace("what this note", f"what note {number}")


def codes(verdict: Verdict) -> list[tuple[str, str, Severity]]:
    return [(found.path, found.code, found.severity) for found in verdict.diagnostics]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- inventory ---


def test_a_folder_that_cannot_be_read_is_said_and_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = make_blog(tmp_path, {"content/articles/a/index.md": note()})
    locked = str(blog / "content/articles/a")
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if folder == locked:
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(PipelineError) as told:
        story.check(job(blog))
    assert str(told.value) == f"`{locked}` cannot be read: Permission denied."


# --- examine ---


def test_a_rule_that_crashes_is_a_finding_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(document: Document, context: Context) -> None:
        raise ZeroDivisionError("no good")

    broken = replace(ARTICLE_RULES[0], check=explode)  # type: ignore[arg-type]  # it never returns
    monkeypatch.setattr(work, "ARTICLE_RULES", (broken, *ARTICLE_RULES[1:]))
    blog = make_blog(tmp_path, {"content/articles/bad.md": note(date="2026-02-30")})
    verdict = story.check(job(blog)).verdict
    assert [code for _, code, _ in codes(verdict)] == ["SU005", "FM010"]
    assert "ZeroDivisionError: no good" in verdict.diagnostics[0].message
    assert story.exit_code(verdict, Severity.ERROR) == 2


@given(st.binary(max_size=400))
def test_any_bytes_give_findings_or_silence(data: bytes) -> None:
    context = Context(settings(), Inventory({}, ()))
    found = document(data)
    for rule in ARTICLE_RULES:
        for finding in rule.check(found, context):
            _inside(finding, data)


@given(st.text(max_size=300))
def test_any_body_gives_findings_or_silence(body: str) -> None:
    data = note(body=body).encode("utf-8", "replace")
    context = Context(settings(), Inventory({}, ()))
    found = document(data)
    for rule in ARTICLE_RULES:
        for finding in rule.check(found, context):
            _inside(finding, data)


def _inside(finding: Finding, data: bytes) -> None:
    spans = [related.span for related in finding.related]
    for start, end in [*spans, finding.span] if finding.span else spans:
        assert 0 <= start <= end <= len(data)


BODY = "#### Too deep\n\nTODO: this.\n\n![](/x.png)\n\n[a]()\n\n<script>x</script>\n"


@given(st.integers(0, 30))
def test_more_front_matter_moves_every_finding_of_the_body_by_as_many_lines(lines: int) -> None:
    def places(extra: int) -> list[tuple[str, int, int]]:
        comments = "".join(f"# comment {number}\n" for number in range(extra))
        data = note(body=BODY).replace("kind: note\n", f"kind: note\n{comments}").encode()
        index = LineIndex(data)
        found = document(data)
        context = Context(settings(), Inventory({}, ()))
        return [
            (rule.code, *index.position(finding.span.start)[:2])
            for rule in ARTICLE_RULES
            for finding in rule.check(found, context)
            if finding.span and finding.span.start >= found.body.start
        ]

    assert len(places(0)) >= 5
    assert places(lines) == [(code, line + lines, column) for code, line, column in places(0)]


# --- shards ---


def test_the_result_does_not_depend_on_how_many_shards_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = blog_of(tmp_path / "blog")
    (blog / "content/articles/note-3.md").write_text(unique(3, body="[a](note-4.md)\n"))
    real = crew.shards
    outputs: list[dict[str, bytes]] = []
    for count, start in ((1, crew._START), (2, crew._START), (3, crew._START), (2, "spawn")):
        monkeypatch.setattr(crew, "_START", start)
        monkeypatch.setattr(story, "shards", lambda paths, work, n=count: real(paths, work, n))
        output = tmp_path / f"public-{len(outputs)}"
        story.build(job(blog), output, Drafts.LEFT_OUT)
        outputs.append(files(output))
    assert len(outputs[0]) > 10
    assert outputs[0] == outputs[1] == outputs[2] == outputs[3]


@pytest.mark.skipif(sys.platform != "linux", reason="the crash is handed on by fork")
def test_a_file_that_kills_its_process_is_named_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = blog_of(tmp_path)
    (blog / "content/articles/note-5.md").write_text(note(date="2026-02-30"))
    real_examine = examine

    def deadly(source: object, *rest: object) -> object:
        if getattr(source, "path", "").endswith("note-2.md"):
            os._exit(139)
        return real_examine(source, *rest)  # type: ignore[arg-type]  # handed on as it came

    real = crew.shards
    monkeypatch.setattr(work, "examine", deadly)
    monkeypatch.setattr(story, "shards", lambda paths, work: real(paths, work, 2))
    verdict = story.check(job(blog)).verdict
    assert [(path[-9:], code) for path, code, _ in codes(verdict)] == [
        ("note-2.md", "SU005"),
        ("note-5.md", "FM010"),
    ]
    assert story.exit_code(verdict, Severity.ERROR) == 2


class _DiesOnce:
    """Work whose second process dies the first time it reads anything."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def examine(self, paths: Sequence[str]) -> list[Examined]:
        if "b" in paths and not self.mark.exists():
            self.mark.touch()
            os._exit(1)
        documents = [document(note(), f"content/articles/{path}.md") for path in paths]
        body = Body("<p>x</p>", ())
        return [Examined(summarise(each, settings()), (), (), body) for each in documents]

    def lost(self, path: str) -> Examined:
        raise AssertionError(path)


@pytest.mark.skipif(sys.platform != "linux", reason="the crash is handed on by fork")
def test_a_process_that_died_once_is_made_up_for_but_cannot_render(tmp_path: Path) -> None:
    write = partial(work.write_pages, tmp_path, made_site(), Stage(tmp_path))
    with crew.shards(("a", "b"), _DiesOnce(tmp_path / "died"), 2) as members:
        assert len(members.examine()) == 2
        with pytest.raises(PipelineError, match="A worker process was ended"):
            members.render(write)()


_A_PARENT_THAT_IS_KILLED = """
import os, signal
from types import SimpleNamespace
from pipeline.shards import shards

class Talkative:
    def examine(self, paths):
        return [SimpleNamespace(body=None, said="x" * {size})]

with shards(("a", "b", "c"), Talkative(), 3) as members:
    if {hears}:
        [member.receive() for member in members.members]
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only a fork inherits pipes")
@pytest.mark.parametrize(("size", "hears"), [(1, True), (1_000_000, False)])
def test_no_process_outlives_a_build_that_was_killed(size: int, hears: bool) -> None:
    code = _A_PARENT_THAT_IS_KILLED.format(size=size, hears=hears)
    # Whoever lives on holds the other end of its output: `run` would wait for it.
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=20, check=False)
    assert (run.returncode, run.stderr) == (-9, b"")


# --- judge ---


def test_a_draft_is_told_more_gently_but_not_about_what_makes_it_unreadable(
    tmp_path: Path,
) -> None:
    draft = unique(1, date="2026-02-30", body="#### Deep\n\nx <script>x</script>\n")
    draft = draft.replace("kind: note", "kind: note\ndraft: true")
    blog = make_blog(tmp_path, {"content/articles/d.md": draft})
    verdict = story.check(job(blog)).verdict
    assert [(code, severity.value) for _, code, severity in codes(verdict)] == [
        ("FM010", "warning"),
        ("ST004", "warning"),
        ("SC002", "error"),
    ]
    assert verdict.blocked == {"content/articles/d.md": ("FM010", "SC002")}


def test_a_draft_that_a_gate_rule_blocks_is_in_no_preview(tmp_path: Path) -> None:
    sound = unique(1).replace("kind: note", "kind: note\ndraft: true")
    blocked = unique(2, date="2026-02-30").replace("kind: note", "kind: note\ndraft: true")
    nameless = unique(3).replace("kind: note", "kind: note\ndraft: true")
    blog = make_blog(
        tmp_path / "blog",
        {
            "content/articles/s.md": sound,
            "content/articles/b.md": blocked,
            "content/articles/No Slug.md": nameless,
        },
    )
    built = story.build(job(blog), tmp_path / "public", Drafts.SHOWN)
    assert built.site is not None
    assert [article.slug for article in built.site.articles] == ["s"]
    assert built.site.blocked == 2


def test_settings_change_severities_and_leave_files_out(tmp_path: Path) -> None:
    blog = make_blog(
        tmp_path,
        {
            "content/articles/old.md": unique(1, body="#### Deep\n\nx\n"),
            "content/articles/new.md": unique(2, body="#### Deep\n\nx\n"),
        },
    )
    lowered = job(blog, severity={"ST004": Severity.INFO})
    assert [severity for _, _, severity in codes(story.check(lowered).verdict)] == [
        Severity.INFO,
        Severity.INFO,
    ]
    left_out = job(blog, per_file_ignores={"content/articles/old*": ("ST004",)})
    assert [path for path, _, _ in codes(story.check(left_out).verdict)] == [
        "content/articles/new.md"
    ]


# --- assemble ---


def test_drafts_and_future_articles_leave_no_trace_in_any_output(tmp_path: Path) -> None:
    secret = unique(2, body="Xyzzy ![plugh](frotz.png)\n").replace("Note number", "Xyzzy")
    draft = secret.replace("kind: note", "kind: note\ndraft: true\ntags: [xyzzy]")
    future = secret.replace("2026-01-05", "2027-01-05").replace("Career", "Python")
    blog = make_blog(
        tmp_path / "blog",
        {
            "content/articles/seen.md": unique(1),
            "content/articles/xyzzy-draft/index.md": draft.replace("Xyzzy 2", "Xyzzy three"),
            "content/articles/xyzzy-draft/frotz.png": picture(comment="plugh"),
            "content/articles/xyzzy-later.md": future.replace("note 2", "note 4").replace(
                "![plugh](frotz.png)", "plugh"
            ),
        },
    )
    built = story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    assert built.site is not None
    assert (built.site.scheduled, built.site.drafts) == (1, 1)
    for path, data in files(tmp_path / "public").items():
        for trace in (b"xyzzy", b"plugh", b"frotz", b"/categories/python/"):
            assert trace not in data.lower(), path
            assert trace not in path.encode().lower()


@pytest.mark.parametrize("hidden", ["draft: true", "date: 2027-01-05"])
def test_a_file_of_a_hidden_article_cannot_be_shown_by_another(tmp_path: Path, hidden: str) -> None:
    other = unique(2).replace("date: 2026-01-05\n", "") if "date" in hidden else unique(2)
    blog = make_blog(
        tmp_path,
        {
            "content/articles/seen.md": unique(1, body="![a plan](later/plan.png)\n"),
            "content/articles/later/index.md": other.replace("kind: note", f"kind: note\n{hidden}"),
            "content/articles/later/plan.png": picture(),
        },
    )
    assert [found[:2] for found in codes(story.check(job(blog)).verdict)] == [
        ("content/articles/seen.md", "LK004")
    ]


def test_a_link_by_the_blogs_full_address_is_followed_too(tmp_path: Path) -> None:
    body = "[a](https://blog.example/articles/no/) <https://blog.example/articles/b/#no>\n"
    blog = make_blog(
        tmp_path,
        {"content/articles/a.md": unique(1, body=body), "content/articles/b.md": unique(2)},
    )
    assert [code for _, code, _ in codes(story.check(job(blog)).verdict)] == ["LK001", "LK002"]


def test_articles_are_newest_first_and_ties_go_by_slug(tmp_path: Path) -> None:
    dates = {"b": "2026-01-05", "a": "2026-01-05", "c": "2026-03-01", "d": "2025-12-31T23:59Z"}
    blog = make_blog(
        tmp_path / "blog",
        {
            f"content/articles/{slug}.md": unique(number, date=date)
            for number, (slug, date) in enumerate(dates.items())
        },
    )
    built = story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    assert built.site is not None
    assert [article.slug for article in built.site.articles] == ["c", "a", "b", "d"]


def test_an_article_appears_at_its_instant_in_the_sites_time_zone(tmp_path: Path) -> None:
    blog = make_blog(tmp_path / "blog", {"content/articles/x.md": unique(1, date="2026-07-01")})
    for minute, published in ((59, 0), (0, 1)):
        hour = 14 if minute == 59 else 15
        now = datetime(2026, 6, 30, hour, minute, tzinfo=UTC)
        tokyo = job(blog, now, timezone="Asia/Tokyo")
        built = story.build(tokyo, tmp_path / f"public-{published}", Drafts.LEFT_OUT)
        assert built.site is not None
        assert len(built.site.articles) == published


# --- render and publish ---


def test_every_output_says_the_stated_minutes(tmp_path: Path) -> None:
    guide = GUIDE.replace("reading_time: 2", "reading_time: 1") if "time: 2" in GUIDE else GUIDE
    stated = guide.split("reading_time: ")[1].split("\n")[0]
    blog = make_blog(tmp_path / "blog", {"content/articles/guide.md": guide})
    built = story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    assert built.site is not None, codes(built.checked.verdict)
    made = files(tmp_path / "public")
    page = made["articles/guide/index.html"].decode()
    assert f"{stated} min read" in page
    assert f'"timeRequired":"PT{stated}M"' in page.replace(": ", ":")
    for path in ("index.html", "feed.xml", "articles/guide/index.html"):
        import re

        assert set(re.findall(r"(\d+) min\b", made[path].decode())) == {stated}, path


def test_an_address_that_an_article_had_before_leads_to_it(tmp_path: Path) -> None:
    aliases = "kind: note\naliases: [/articles/old/, /2019/older, /first.html]"
    blog = make_blog(
        tmp_path / "blog",
        {
            "content/articles/new.md": unique(1).replace("kind: note", aliases),
            "content/articles/other.md": unique(2, body="[old](/articles/old/) [b](/2019/older)\n"),
        },
    )
    story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    made = files(tmp_path / "public")
    for path in ("articles/old/index.html", "2019/older/index.html", "first.html"):
        page = made[path].decode()
        assert 'content="0; url=https://blog.example/articles/new/"' in page
        assert '<link rel="canonical" href="https://blog.example/articles/new/">' in page
        assert '<a href="/articles/new/">' in page
    assert b"articles/old/</guid>" in made["feed.xml"]


def test_images_are_copied_as_they_are_and_only_those_referred_to(tmp_path: Path) -> None:
    blog = make_blog(
        tmp_path / "blog",
        {
            "content/articles/a/index.md": unique(1, body="![x](one.png) ![y](/images/two.png)\n"),
            "content/articles/a/one.png": picture(),
            "content/articles/a/not.png": picture(width=3),
            "content/images/two.png": picture(width=4),
        },
    )
    story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    made = files(tmp_path / "public")
    one, two = (name for name in made if name.startswith("images/"))
    assert (opened(made[one]).size, opened(made[two]).size) == ((2, 1), (4, 1))
    assert f'src="/{one}"' in made["articles/a/index.html"].decode()


def test_a_broken_template_leaves_what_was_online_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = blog_of(tmp_path / "blog", 2)
    output = tmp_path / "public"
    story.build(job(blog), output, Drafts.LEFT_OUT)
    before = files(output)
    (blog / "content/articles/new.md").write_text(unique(9))

    def broken(*_: object) -> bytes:
        raise RuntimeError("undefined name")

    for module, name in (
        (articles, "article_page"),
        (lists, "home_page"),
        (notices, "not_found_page"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, broken)
            with pytest.raises(RuntimeError, match="undefined name"):
                story.build(job(blog), output, Drafts.LEFT_OUT)
        assert files(output) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["blog", "public"]


def test_a_page_that_breaks_a_promise_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = blog_of(tmp_path / "blog", 1)
    dead = b'<!doctype html><title>x</title><h1>x</h1><a href="/nowhere/">x</a>'
    monkeypatch.setattr(lists, "home_page", lambda site: dead)
    with pytest.raises(PublishError, match="/nowhere/"):
        story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    assert not (tmp_path / "public").exists()


@pytest.fixture
def changing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog whose one article is changed after it was examined."""
    blog = blog_of(tmp_path / "blog", 1)
    real = assemble

    def meanwhile(*arguments: object) -> object:
        (blog / "content/articles/note-0.md").write_text(unique(0, body="Other words.\n"))
        return real(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(story, "assemble", meanwhile)
    return blog


def test_an_article_that_changes_during_the_build_is_published_as_it_was_examined(
    changing: Path, tmp_path: Path
) -> None:
    story.build(job(changing), tmp_path / "public", Drafts.LEFT_OUT)
    published = [
        (tmp_path / "public" / name).read_text()
        for name in ("articles/note-0/index.html", "feed.xml", "feed.json")
    ]
    assert ["Other words." in text for text in published] == [False] * 3


def test_an_article_that_must_be_read_again_and_has_changed_stops_the_build(
    changing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_MOST_KEPT", 0)
    with pytest.raises(PipelineError, match=r"note-0\.md` was changed while it was built"):
        story.build(job(changing), tmp_path / "public", Drafts.LEFT_OUT)


def test_two_builds_in_different_surroundings_give_the_same_bytes(tmp_path: Path) -> None:
    blog = make_blog(
        tmp_path / "blog",
        {
            "content/articles/a/index.md": unique(
                1, body="![x](o.png) <b>b</b>\n\na[^1]\n\n[^1]: c\n"
            ),
            "content/articles/a/o.png": picture(),
            "content/articles/guide.md": GUIDE,
            **{f"content/articles/n{n}.md": unique(10 + n) for n in range(5)},
        },
    )
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "de_DE"},
    )
    outputs = []
    for number, env in enumerate(surroundings):
        output = tmp_path / f"public-{number}"
        subprocess.run(
            [sys.executable, "-m", "pipeline", "build", "--output", output, "--now", "2026-11-22"],
            cwd=blog,
            env={**os.environ, **env},
            check=True,
            capture_output=True,
            timeout=60,
        )
        outputs.append(files(output))
    assert len(outputs[0]) >= 12
    assert outputs[0] == outputs[1]


def test_a_base_url_with_a_path_moves_every_link_and_no_guid(tmp_path: Path) -> None:
    blog = make_blog(
        tmp_path / "blog", {"content/articles/a.md": unique(1, body="[self](a.md) [home](/)\n")}
    )
    moved = job(blog, base_url="https://pages.example/blog/")
    story.build(moved, tmp_path / "public", Drafts.LEFT_OUT)
    made = files(tmp_path / "public")
    page = made["articles/a/index.html"].decode()
    assert 'href="/blog/articles/a/"' in page
    assert 'href="/blog/"' in page
    assert 'href="/articles/' not in page
    assert "https://blog.example/articles/a/</guid>" in made["feed.xml"].decode()


def test_a_build_knows_of_the_rules_that_may_find_an_error_and_of_no_other() -> None:
    settings = load_settings(Path("/no/such/folder"))
    chosen = selection(RULES, settings)
    stop = stopping(RULES, settings, chosen).run
    assert {"FM010", "RD001", "LK001", "SC003"} <= stop
    assert not {"RD002", "CB003", "SP001", "SU001"} & stop
    raised = replace(settings, severity={"SP001": Severity.ERROR, "RD001": Severity.WARNING})
    assert stopping(RULES, raised, chosen).run == stop | {"SP001"}


TO_NOWHERE = "See [it all](missing.md), [a part](#nowhere) and ![a chart](chart.png).{}\n"
SILENCED = " <!-- codeloom: ignore[LK001, LK002] -- they come tomorrow -->"


@pytest.mark.parametrize(
    ("said", "table"),
    [
        (SILENCED, ""),
        ("", 'ignore = ["LK001", "LK002"]\n'),
        ("", 'ignore = ["LK"]\n'),
        ("", '[tool.codeloom.severity]\nLK001 = "warning"\nLK002 = "info"\n'),
        ("", '[tool.codeloom.per_file_ignores]\n"content/articles/*" = ["LK"]\n'),
    ],
)
def test_a_link_to_nowhere_that_somebody_lets_through_stops_no_build(
    tmp_path: Path, said: str, table: str
) -> None:
    text = note(body=TO_NOWHERE.format(said))
    root = make_blog(tmp_path / "blog", {"content/articles/x.md": text}, table)
    built = story.build(job(root), tmp_path / "public", Drafts.LEFT_OUT)
    assert built.published is not None
    page = (tmp_path / "public/articles/x/index.html").read_text()
    assert '<a href="/articles/missing/">it all</a>' in page


def test_a_link_to_nowhere_that_nobody_lets_through_stops_the_build(tmp_path: Path) -> None:
    text = note(body=TO_NOWHERE.format(SILENCED) + "\nAnd [more](missing.md).\n")
    root = make_blog(tmp_path / "blog", {"content/articles/x.md": text})
    assert story.build(job(root), tmp_path / "public", Drafts.LEFT_OUT).published is None


def test_the_projects_own_articles_give_no_finding_at_all() -> None:
    root = Path(__file__).parents[1]
    own = load_settings(root)
    chosen = selection(RULES, own, extend=tuple(RULES))
    found = story.check(story.Job(root, own, chosen, NOW)).verdict.diagnostics
    assert chosen.shown == frozenset(RULES)
    assert found == ()
