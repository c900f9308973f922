"""Pages outside the articles, `content/pages/NAME.md`: from the file to what readers get."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline import build as story
from pipeline import shards
from pipeline.assemble import Drafts, Fate, fate
from pipeline.baseline import acceptable, baseline_text, load_baseline
from pipeline.errors import PipelineError, SettingsError
from pipeline.examine import summarise
from pipeline.fix import Fixes
from pipeline.judge import selection
from pipeline.model import PAGE, Diagnostic, Severity, Site
from pipeline.permalink import RESERVED, relative, resolve, site_path_of, slug_of
from pipeline.prose import reading
from pipeline.read.inventory import inventory
from pipeline.rules import RULES
from pipeline.settings import load_settings, packaged_schema
from tests.blog import NOW, document, make_blog, note, settings
from tests.rules.examples import SETTINGS, findings

ROOT = Path(__file__).parents[1]
ABOUT = "content/pages/about.md"
NOTE = "content/articles/memo.md"
QUIET = "search = false\nsocial_cards = false\n"
"""What other tests look at, and what takes time."""

Files = dict[str, str | bytes]


def page(
    body: str = "We write about queues.\n",
    title: str = "About us",
    more: str = "",
    description: str = "Who writes this blog, and what is checked before you read it.",
) -> str:
    """The text of a sound page; `more` are further lines of front matter."""
    return f"---\ntitle: {title}\ndescription: {description}\n{more}---\n\n{body}"


def job(root: Path, **changes: object) -> story.Job:
    found = replace(load_settings(root), **changes)  # type: ignore[arg-type]  # by name
    return story.Job(root, found, selection(RULES, found), NOW)


class Told(NamedTuple):
    """A finding as far as most tests ask."""

    path: str
    code: str
    severity: str
    message: str
    help: str


def told(root: Path, files: Files, table: str = "") -> list[Told]:
    checked = story.check(job(make_blog(root, files, table)))
    return [_told(each) for each in checked.verdict.diagnostics]


def _told(each: Diagnostic) -> Told:
    return Told(each.path, each.code, each.severity.value, each.message, each.help)


def said(text: str, path: str = ABOUT) -> list[tuple[str, str, str]]:
    """(code, message, help) of all that the rules have against a blog of this one page."""
    found = findings({path: text.encode()})
    return [(code, finding.message, finding.help) for code, _, finding in found]


def codes(text: str, path: str = ABOUT) -> list[str]:
    return [code for code, _, _ in said(text, path)]


class Output(NamedTuple):
    """A site that was built."""

    files: Mapping[str, bytes]
    site: Site

    def text(self, path: str) -> str:
        return self.files[path].decode()


def built(root: Path, files: Files, table: str = QUIET, drafts: Drafts = Drafts.LEFT_OUT) -> Output:
    blog = make_blog(root / "blog", files, table)
    done = story.build(job(blog), root / "public", drafts)
    assert done.site is not None, done.checked.verdict.diagnostics
    output = root / "public"
    found = {
        each.relative_to(output).as_posix(): each.read_bytes()
        for each in sorted(output.rglob("*"))
        if each.is_file()
    }
    return Output(found, done.site)


# --- what is there -------------------------------------------------------------------------------


def test_every_markdown_file_below_pages_is_a_page_and_no_article(tmp_path: Path) -> None:
    files: Files = {
        NOTE: note(),
        ABOUT: page(),
        "content/pages/uses/index.md": page(title="What we use"),
        "content/pages/uses/desk.png": b"",
        "content/pages/deep/er/still.md": page(title="Still"),
        "content/pages/notes.txt": "",
        "content/pages.md": "",
        "content/about.md": "",
    }
    found = inventory(make_blog(tmp_path, files))
    assert found.articles == (NOTE,)
    assert found.pages == (
        ABOUT,
        "content/pages/deep/er/still.md",
        "content/pages/uses/index.md",
    )
    assert found.sources == found.articles + found.pages


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a privilege there")
def test_a_page_that_cannot_be_read_is_one_finding_and_hides_no_other(tmp_path: Path) -> None:
    make_blog(tmp_path, {NOTE: note(), ABOUT: page(), "content/pages/raw.md": b"\xff"})
    (tmp_path / "content/pages/folder.md").mkdir()
    (tmp_path / "content/pages/gone.md").symlink_to("nowhere.md")
    (tmp_path / "content/pages/out.md").symlink_to(tmp_path / "pyproject.toml")
    found = story.check(job(tmp_path)).verdict.diagnostics
    assert [(each.path.rpartition("/")[2], each.code) for each in found] == [
        ("folder.md", "SR001"),
        ("gone.md", "SR001"),
        ("out.md", "SR001"),
        ("raw.md", "SR001"),
    ]


def test_a_blog_of_pages_alone_is_checked_and_built(tmp_path: Path) -> None:
    output = built(tmp_path, {ABOUT: page()})
    assert (output.site.articles, len(output.site.pages)) == ((), 1)
    assert "about/index.html" in output.files
    assert b"<item>" not in output.files["feed.xml"]


def test_a_blog_without_article_and_page_has_nothing_to_check(tmp_path: Path) -> None:
    make_blog(tmp_path, {"content/images/x.txt": ""})
    with pytest.raises(PipelineError, match=r"no article in .*, and no page in "):
        story.check(job(tmp_path))


# --- where it is published -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "slug", "site_path"),
    [
        (ABOUT, "about", "/about/"),
        ("content/pages/about/index.md", "about", "/about/"),
        ("content/pages/index.md", "index", "/index/"),
        ("content/pages/a/b.md", "a/b", "/a/b/"),
        ("content/articles/about.md", "about", "/articles/about/"),
        ("content/articles/pages.md", "pages", "/articles/pages/"),
        ("content/articles/content/pages/x.md", "content/pages/x", "/articles/content/pages/x/"),
        ("content/pages/content/articles/x.md", "content/articles/x", "/content/articles/x/"),
    ],
)
def test_a_page_stands_at_the_top_of_the_site(path: str, slug: str, site_path: str) -> None:
    assert (slug_of(path), site_path_of(path)) == (slug, site_path)


def test_a_file_beside_a_page_stays_in_its_folder() -> None:
    assert site_path_of("content/pages/about/us.pdf") == "/pages/about/us.pdf"
    assert resolve("us.pdf", "content/pages/about/index.md").site_path == "/pages/about/us.pdf"


@pytest.mark.parametrize(
    ("destination", "path", "site_path", "fragment"),
    [
        ("../pages/about.md#team", NOTE, "/about/", "team"),
        ("../pages/about/index.md", NOTE, "/about/", ""),
        ("../../pages/about.md", "content/articles/memo/index.md", "/about/", ""),
        ("/pages/about.md", NOTE, "/about/", ""),
        ("/about/", NOTE, "/about/", ""),
        ("../articles/memo.md", ABOUT, "/articles/memo/", ""),
        ("../../articles/memo.md", "content/pages/about/index.md", "/articles/memo/", ""),
        ("uses.md", ABOUT, "/uses/", ""),
        ("#team", ABOUT, "/about/", "team"),
        ("", ABOUT, "/about/", ""),
        ("%2E%2E/pages/about.md", NOTE, "/about/", ""),
    ],
)
def test_links_from_and_to_pages_lead_by_file(
    destination: str, path: str, site_path: str, fragment: str
) -> None:
    target = resolve(destination, path)
    assert (target.site_path, target.fragment, target.escapes) == (site_path, fragment, False)


def test_a_page_can_be_named_relative_to_an_article() -> None:
    written = relative("/about/", NOTE)
    assert resolve(written, NOTE).site_path == "/about/"


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_page_takes_a_name_that_the_site_keeps_for_itself(name: str) -> None:
    path = f"content/pages/{name}.md"
    found = [each for each in findings({path: page().encode()}) if each[0] == "TX001"]
    ((_, where, finding),) = found
    assert (where, finding.span) == (path, None)
    assert finding.message == f"The address `/{name}/` belongs to the blog itself already."
    assert finding.help == "Rename the file."


@pytest.mark.parametrize(
    "name",
    [
        *("tags/python", "articles/memo", "Tags", "feed.xml", "feed.json", "Subscribe/x"),
        *("robots.txt", "assets/x/y"),
    ],
)
def test_neither_case_nor_folders_nor_endings_let_a_page_in(name: str) -> None:
    assert "TX001" in codes(page(), f"content/pages/{name}.md")


def test_a_reserved_name_stays_an_error_whatever_is_ignored(tmp_path: Path) -> None:
    table = '[tool.codeloom.per_file_ignores]\n"content/pages/*" = ["FM016"]\n'
    found = told(tmp_path, {NOTE: note(), "content/pages/Tags.md": page()}, table)
    assert [(each.code, each.severity) for each in found] == [("TX001", "error")]


def test_every_page_that_a_site_makes_at_its_top_has_a_reserved_name(tmp_path: Path) -> None:
    files: Files = {NOTE: note(), ABOUT: page(more="aliases: [/who-we-are/]\n")}
    output = built(tmp_path, files, "")
    tops = {path.partition("/")[0].partition(".")[0] for path in output.files}
    assert tops - RESERVED == {"about", "who-we-are"}


def test_an_article_may_have_a_name_that_no_page_may_have(tmp_path: Path) -> None:
    assert told(tmp_path, {"content/articles/tags.md": note()}) == []


@pytest.mark.parametrize(
    ("name", "reason", "help_"),
    [
        ("About_Us", "`A` cannot stand in it", "Rename the file to `about-us.md`."),
        ("über-uns", "`ü` cannot stand in it", "Rename the file to `uber-uns.md`."),
        ("a/b", "`/` cannot stand in it", "Rename the file to `a-b.md`."),
        ("con", "it is reserved", "Rename the file to `about-us.md`."),
        ("index", "it is reserved", "Rename the file to `about-us.md`."),
        ("Über/index", "`Ü` cannot stand in it", "Rename the folder to `uber`."),
        ("日本", "`日` cannot stand in it", "Rename the file to `about-us.md`."),
        ("x" * 81, "it has 81 characters, and at most 80 are allowed", f"`{'x' * 80}.md`."),
    ],
)
def test_a_name_that_makes_no_address_is_told_a_better_one(
    name: str, reason: str, help_: str
) -> None:
    found = [each for each in said(page(), f"content/pages/{name}.md") if each[0] == "FM016"]
    ((_, message, advice),) = found
    assert reason in message
    assert advice.endswith(help_)


def test_no_reserved_name_is_proposed() -> None:
    found = [
        each for each in said(page(title="Search"), "content/pages/Tags.md") if "16" in each[0]
    ]
    assert found == [
        (
            "FM016",
            "The name `Tags` makes no good address: `T` cannot stand in it.",
            "Rename the file: use lower-case ASCII letters, digits and hyphens.",
        )
    ]


# --- front matter --------------------------------------------------------------------------------


def test_a_page_needs_a_title_and_a_description_and_no_more() -> None:
    assert said(page()) == []
    assert said("---\n{}\n---\n\nWords.\n") == [
        ("FM005", "`title` is missing.", "Add `title:` with text of 2 to 120 characters."),
        (
            "FM005",
            "`description` is missing.",
            "Add `description:` with text of 50 to 200 characters.",
        ),
    ]


def test_a_page_may_state_what_its_schema_lists() -> None:
    more = "updated: 2026-03-01\ndraft: false\naliases: [/who-we-are/]\n"
    assert said(page(more=more)) == []
    assert set(packaged_schema("page.schema.json")["properties"]) == {
        *("title", "description", "updated", "draft", "aliases", "image"),
    }


@pytest.mark.parametrize(
    "field",
    [
        "date: 2026-01-05",
        "category: Career",
        "level: Beginner",
        "reading_time: 90",
        "learn: [One thing, Two things, Three things]",
        "prerequisites: []",
        "tags: [queues]",
        "kind: guide",
        "kind: page",
        "series: Queues in depth",
        "author: Ada",
        "guid: one",
    ],
)
def test_what_articles_alone_have_is_one_finding_that_says_so(field: str) -> None:
    name = field.partition(":")[0]
    assert said(page(more=field + "\n")) == [
        (
            "FM006",
            f"`{name}` is not a field of the front matter.",
            f"Remove it: articles have `{name}`, and pages do not.",
        )
    ]


def test_a_slip_in_a_field_of_pages_is_mended_as_in_an_article() -> None:
    (found,) = findings({ABOUT: page(more="upddated: 2026-03-01\n").encode()})
    assert (found[0], found[2].help) == ("FM006", "Did you mean `updated`? Rename the field.")
    assert found[2].fix is not None


def test_updated_is_held_against_no_date() -> None:
    assert codes(page(more="updated: 2020-01-01\ndate: 2026-01-05\n")) == ["FM006"]


def test_key_order_is_that_of_the_schema_of_pages() -> None:
    text = "---\ndescription: Who writes this blog, and what is checked before you read it.\n"
    found = findings(
        {ABOUT: f"{text}title: About us\n---\n\nWords.\n".encode()},
        replace(settings(), extend_select=("FM015",), thresholds=settings().thresholds),
    )
    assert [code for code, _, _ in found] == ["FM015"]


def test_a_blog_may_have_a_schema_of_its_own_for_pages(tmp_path: Path) -> None:
    own = json.loads(json.dumps(packaged_schema("page.schema.json")))
    own["properties"]["mood"] = {"type": "string", "enum": ["calm", "bright"]}
    own["required"].append("mood")
    files: Files = {
        NOTE: note(),
        ABOUT: page(more="mood: calm\n"),
        "content/pages/uses.md": page(title="What we use", description=f"{'What we use. ' * 6}"),
        "schemas/page.schema.json": json.dumps(own),
    }
    assert [(each.path, each.code) for each in told(tmp_path, files)] == [
        ("content/pages/uses.md", "FM005")
    ]


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ("{", "is not valid JSON"),
        ("[]", "must hold a JSON object"),
        ('{"type": 3}', "The schema is not valid at `type`"),
        ("{}", "must describe and require `title`"),
        (
            '{"properties": {"title": {}, "description": {}}, "required": ["title"]}',
            "must describe and require `description`",
        ),
    ],
)
def test_a_schema_of_pages_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, schema: str, sentence: str
) -> None:
    make_blog(tmp_path, {ABOUT: page(), "schemas/page.schema.json": schema})
    with pytest.raises(SettingsError, match=re.escape(sentence)) as refused:
        load_settings(tmp_path)
    assert "page.schema.json" in str(refused.value)


def test_whatever_its_schema_allows_a_page_has_no_date_tags_or_category() -> None:
    more = "date: 2026-01-05\ntags: [a]\ncategory: Web\nguid: x\nkind: guide\nseries: S\npart: 2\n"
    found = summarise(document(page(more=more), ABOUT, page_schema=FREE), settings())
    assert (found.title, found.kind, found.is_page, found.noun) == (
        "About us",
        "page",
        True,
        "page",
    )
    assert (found.guid, found.category, found.level, found.series) == ("", "", "", "")
    assert (found.authors, found.tags, found.learn, found.prerequisites) == ((), (), (), ())
    assert (found.published, found.minutes, found.part) == (None, 0, 0)


# --- what the rules say --------------------------------------------------------------------------


def test_a_page_has_no_contract_and_no_reading_time() -> None:
    assert document(page(), ABOUT).kind is PAGE
    assert document(b"\xff", ABOUT).kind is PAGE
    long = "A queue is a promise to do the work later.\n\n" * 2_000
    assert codes(page(body=long)) == []
    assert codes(page(body="A word.\n")) == []


def test_no_level_is_held_against_the_prose_of_a_page() -> None:
    hard = (
        "Application performance characteristics deteriorate considerably whenever repetitive "
        "database interrogation dominates, necessitating intermediary infrastructure.\n"
    )
    assert codes(page(more="level: Beginner\n", body=hard)) == ["FM006"]


FREE = {
    "properties": {"title": {}, "description": {}},
    "required": ["title", "description"],
}
"""A schema that lets a page state whatever it likes."""


@pytest.mark.parametrize(
    "field",
    [
        "reading_time: 90",
        "updated: 2020-01-01\ndate: 2026-01-05",
        "level: Beginner",
        "kind: guide",
        "tags: [queue, queues]",
        "date: 2030-01-01",
    ],
)
def test_what_its_own_schema_lets_a_page_state_is_held_against_nothing(field: str) -> None:
    hard = "Infrastructural characteristics deteriorate considerably, necessitating remediation.\n"
    text = page(body=hard, more=f"{field}\n").encode()
    assert findings({ABOUT: text}, replace(SETTINGS, page_schema=FREE)) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("![](/x.png)\n", "AX001"),
        ("[here](https://example.com/a)\n", "AX003"),
        ("[a queue]()\n", "LK003"),
        ("# A second title\n\nWords.\n", "ST005"),
        ("## Team\n\n#### Who\n\nWords.\n", "ST004"),
        ("```\nls\n```\n", "CB001"),
        ('```json\n{"a": }\n```\n', "CB003"),
        ("<script>x()</script>\n", "SC002"),
        ("[a queue](javascript:x)\n", "SC001"),
        ("[a queue](../../../secret)\n", "SC005"),
        ("The the queue is a promise.\n", "RD004"),
        ("We write about Github.\n", "RD005"),
        ("TODO: say more.\n", "ST011"),
        ("See [our desk](desk.md).\n", "LK001"),
        ("See [our desk](#desk).\n", "LK002"),
    ],
)
def test_what_is_wrong_in_any_text_is_wrong_on_a_page(body: str, code: str) -> None:
    assert code in codes(page(body=body))


def test_other_linters_read_pages_too(tmp_path: Path) -> None:
    body = "We recieve (your mail)[https://example.com/].\n"
    found = told(tmp_path, {NOTE: note(), ABOUT: page(body=body)})
    assert [(each.path, each.code) for each in found] == [(ABOUT, "SP001"), (ABOUT, "MD011")]


def test_a_page_and_what_claims_its_address_are_both_named(tmp_path: Path) -> None:
    files: Files = {
        "content/articles/memo.md": note().replace("kind:", "aliases: [/About]\nkind:"),
        ABOUT: page(),
        "content/pages/about/index.md": page(
            title="About them", description="What they do all day, and what they never do at all."
        ),
    }
    assert [(each.path, each.code, each.message, each.help) for each in told(tmp_path, files)] == [
        (
            "content/articles/memo.md",
            "TX001",
            f"The alias `/About` belongs to `{ABOUT}` already.",
            f"Remove the alias. One that was published stays: then give `{ABOUT}` another name.",
        ),
        (
            "content/pages/about/index.md",
            "TX001",
            f"The address `/about/` belongs to `{ABOUT}` already.",
            "Rename one of the two files.",
        ),
    ]


@pytest.mark.parametrize(
    ("alias", "whose"),
    [
        ("/articles/memo/", f"`{NOTE}`"),
        ("/about/", "this page itself"),
        ("/search/", "the blog itself"),
        ("/categories/career/", "the blog itself"),
        ("/archive/2026/", "the blog itself"),
    ],
)
def test_a_page_cannot_have_been_where_something_else_is(
    tmp_path: Path, alias: str, whose: str
) -> None:
    files: Files = {NOTE: note(), ABOUT: page(more=f"aliases: [{alias}]\n")}
    assert [(each.path, each.code, each.message) for each in told(tmp_path, files)] == [
        (ABOUT, "TX001", f"The alias `{alias}` belongs to {whose} already.")
    ]


def test_pages_have_no_guid_to_share() -> None:
    found = findings(
        {
            ABOUT: page(more="guid: one\n").encode(),
            "content/pages/uses.md": page(
                title="What we use",
                more="guid: one\n",
                description="The desk, the keyboard and the editor that we write this blog with.",
            ).encode(),
        }
    )
    assert [code for code, _, _ in found] == ["FM006", "FM006"]


def test_a_page_and_an_article_do_not_share_a_title_or_a_description(tmp_path: Path) -> None:
    description = "A sentence of fifty characters or more that says what this note is about."
    files: Files = {NOTE: note(), ABOUT: page(title="A Short Note", description=description)}
    assert [(each.path, each.code, each.help) for each in told(tmp_path, files)] == [
        (ABOUT, "TX002", "Write a title that only this page can have."),
        (ABOUT, "TX003", "Write a description that only this page can have."),
    ]


def test_links_both_ways_by_file_are_sound(tmp_path: Path) -> None:
    files: Files = {
        NOTE: note("See [who we are](../pages/about.md#team) and [us](/about/).\n"),
        ABOUT: page("See [the memo](../articles/memo.md).\n\n## Team\n\nAda.\n"),
    }
    assert told(tmp_path, files) == []


def test_dead_links_to_pages_are_told_what_was_meant(tmp_path: Path) -> None:
    body = "[a](../pages/abuot.md) [b](../pages/About.md) [c](/about/#taem) [d](/pages/about/)\n"
    files: Files = {NOTE: note(body), ABOUT: page("## Team\n\nAda.\n")}
    assert [(each.code, each.help) for each in told(tmp_path, files)] == [
        ("LK001", "Did you mean `../pages/about.md`?"),
        ("LK006", "Write `../pages/about.md`."),
        ("LK002", "Did you mean `#team`?"),
        ("LK001", "Did you mean `/about/`?"),
    ]


def test_a_page_says_this_page_of_itself(tmp_path: Path) -> None:
    ((*_, message, help_),) = told(tmp_path, {ABOUT: page("[team](#taem)\n\n## Team\n\nAda.\n")})
    assert (message, help_) == ("This page has no section `#taem`.", "Did you mean `#team`?")


def test_a_link_to_a_draft_page_or_to_a_file_of_its_is_told_so(tmp_path: Path) -> None:
    files: Files = {
        NOTE: note("See [us](../pages/about/index.md) and [our numbers](/pages/about/us.csv).\n"),
        "content/pages/about/index.md": page(more="draft: true\n"),
        "content/pages/about/us.csv": "a,b\n",
    }
    assert [(each.path, each.code, each.message) for each in told(tmp_path, files)] == [
        (
            NOTE,
            "LK004",
            "`../pages/about/index.md` leads to a draft, which readers cannot open.",
        ),
        (NOTE, "LK004", "`/pages/about/us.csv` leads to a draft, which readers cannot open."),
    ]


def test_a_page_is_there_before_a_scheduled_article_is(tmp_path: Path) -> None:
    files: Files = {
        NOTE: note("See [us](/about/).\n", date="2027-01-05"),
        ABOUT: page("See [the memo](../articles/memo.md).\n"),
    }
    assert [(each.path, each.code, each.message) for each in told(tmp_path, files)] == [
        (
            ABOUT,
            "LK004",
            (
                "`../articles/memo.md` leads to an article that appears on 2027-01-05, later than "
                "this page."
            ),
        )
    ]


def test_a_finding_on_a_page_can_be_silenced_ignored_and_accepted(tmp_path: Path) -> None:
    body = "We write about Github.\n"
    (found,) = told(tmp_path / "a", {ABOUT: page(body)})
    assert (found.code, found.severity) == ("RD005", "warning")
    quiet = "<!-- codeloom: ignore[RD005] -- as they spell it -->\n"
    assert told(tmp_path / "b", {ABOUT: page(quiet + body)}) == []
    table = '[tool.codeloom.per_file_ignores]\n"content/pages/*.md" = ["RD005"]\n'
    assert told(tmp_path / "c", {ABOUT: page(body)}, table) == []
    blog = make_blog(tmp_path / "d", {ABOUT: page(body)})
    accepted = acceptable(story.check(job(blog)).verdict.diagnostics, RULES)
    (blog / "accepted.json").write_text(baseline_text(accepted), encoding="utf-8")
    forgiving = replace(job(blog), baseline=load_baseline(blog, "accepted.json"))
    assert story.check(forgiving).verdict.diagnostics == ()


def test_a_page_is_mended_as_an_article_is(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {NOTE: note(), ABOUT: page("We write about Github.\n")})
    fixed = story.fix(job(blog), lambda _: True, Fixes.ALL)
    assert {path: text.decode() for path, text in fixed.after.items()} == {
        ABOUT: page("We write about GitHub.\n")
    }


# --- drafts, and what blocks ---------------------------------------------------------------------


def fated(root: Path, text: str, drafts: Drafts, name: str = "about") -> Fate:
    """What becomes of one page beside a sound article."""
    path = f"content/pages/{name}.md"
    checked = story.check(job(make_blog(root, {NOTE: note(), path: text})))
    (summary,) = [each for each in checked.corpus.summaries if each.is_page]
    return fate(summary, checked.corpus, checked.verdict, drafts)


def test_a_page_is_published_as_soon_as_it_is_no_draft(tmp_path: Path) -> None:
    draft = page(more="draft: true\n")
    assert fated(tmp_path, page(), Drafts.LEFT_OUT) is Fate.PUBLISHED
    assert fated(tmp_path, page(more="updated: 2030-01-01\n"), Drafts.LEFT_OUT) is Fate.PUBLISHED
    assert fated(tmp_path, draft, Drafts.LEFT_OUT) is Fate.DRAFT
    assert fated(tmp_path, draft, Drafts.SHOWN) is Fate.PUBLISHED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page(more="draft: true\nmood: calm\n"), "about"),
        (page(more="draft: true\n", title="A"), "about"),
        (page(more="draft: true\n"), "tags"),
        (page(more="draft: true\n"), "About"),
        (page(more="draft: true\n"), "a/b"),
        (page(more="draft: true\n"), "con"),
    ],
)
def test_a_draft_that_makes_no_page_is_only_warned_of_and_blocked_in_a_preview(
    tmp_path: Path, text: str, name: str
) -> None:
    assert fated(tmp_path, text, Drafts.SHOWN, name) is Fate.BLOCKED
    assert fated(tmp_path, text, Drafts.LEFT_OUT, name) is Fate.DRAFT
    found = story.check(job(tmp_path)).verdict.diagnostics
    assert {each.severity for each in found} == {Severity.WARNING}


def test_an_error_on_a_page_stops_the_build(tmp_path: Path) -> None:
    blog = make_blog(tmp_path / "blog", {NOTE: note(), ABOUT: page("[x](nowhere.md)\n")}, QUIET)
    done = story.build(job(blog), tmp_path / "public", Drafts.LEFT_OUT)
    assert (done.site, (tmp_path / "public").exists()) == (None, False)


# --- the site ------------------------------------------------------------------------------------


def png() -> bytes:
    """A sound picture of 2 by 1 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + b"\x80" * 6)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


WHOLE: Files = {
    NOTE: note(
        "See [who we are](../pages/about/index.md#team).\n\n![Our desk](/pages/about/d.png)\n"
    ),
    "content/pages/about/index.md": page(
        "## Team\n\nWe wrote [the memo](../../articles/memo.md), and [this](data.csv).\n\n"
        "![Our desk](d.png)\n\n![Our chair](chair.png)\n",
        title='"About <us> & them"',
        more="updated: 2026-03-01\naliases: [/who-we-are, /old/about/]\n"
        "image:\n  src: chair.png\n  alt: A chair\n",
    ),
    "content/pages/about/data.csv": "a,b\n",
    "content/pages/about/d.png": png(),
    "content/pages/about/chair.png": png() + b"\0",
    "content/pages/zoo.md": page(
        title="The zoo", description="Every animal that stands in a computer book, with its name."
    ),
    "content/pages/hidden.md": page(title="Hidden", more="draft: true\n"),
}


@pytest.mark.parametrize("base_path", ["/", "/blog/"])
def test_a_site_with_pages_is_built_from_end_to_end(tmp_path: Path, base_path: str) -> None:
    blog = make_blog(tmp_path / "blog", WHOLE, QUIET)
    base_url = f"https://blog.example{base_path}"
    done = story.build(job(blog, base_url=base_url), tmp_path / "public", Drafts.LEFT_OUT)
    assert done.site is not None
    about, zoo = done.site.pages
    assert (about.path, about.site_path, about.title, about.aliases, about.files) == (
        "content/pages/about/index.md",
        "/about/",
        "About <us> & them",
        ("/who-we-are", "/old/about/"),
        ("content/pages/about/data.csv",),
    )
    assert (zoo.site_path, zoo.updated, zoo.aliases, zoo.pictures) == ("/zoo/", None, (), ())
    assert (len(done.site.articles), done.site.drafts, done.site.blocked) == (1, 1, 0)
    public = tmp_path / "public"
    text = (public / "about/index.html").read_text(encoding="utf-8")
    assert "<h1>About &lt;us&gt; &amp; them</h1>" in text
    assert f'<link rel="canonical" href="{base_url}about/">' in text
    assert f'href="{base_path}articles/memo/"' in text
    assert f'href="{base_path}pages/about/data.csv"' in text
    assert (public / "pages/about/data.csv").read_text() == "a,b\n"
    assert "min read" not in text
    assert 'Updated <time datetime="2026-03-01">1 March 2026</time>' in text
    assert f'<meta property="og:image" content="{base_url}{about.image[1:]}">' in text
    assert '<meta property="og:image:alt" content="A chair">' in text
    assert "og:image" not in (public / "zoo/index.html").read_text(encoding="utf-8")
    memo = (public / "articles/memo/index.html").read_text(encoding="utf-8")
    assert f'href="{base_path}about/#team"' in memo
    for alias in ("who-we-are", "old/about"):
        moved = (public / alias / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{base_url}about/">' in moved
        assert "About <us>" not in moved
        assert "About <us> & them" in unescape(moved)
    assert not (public / "hidden").exists()


def test_a_page_is_in_the_manifest_without_guid_and_date(tmp_path: Path) -> None:
    output = built(tmp_path, {NOTE: note(), ABOUT: page()})
    listed = json.loads(output.files["manifest.json"])
    (entry,) = [each for each in _entries(listed) if each.get("path") == "/about/"]
    assert (entry["kind"], entry["source"]) == ("page", ABOUT)
    assert not {"guid", "date"} & {name for name, value in entry.items() if value}


def _entries(manifest: dict[str, object]) -> list[dict[str, str]]:
    (lists,) = [value for value in manifest.values() if isinstance(value, list)]
    return lists


def test_a_page_stands_in_no_list_and_no_feed(tmp_path: Path) -> None:
    output = built(tmp_path, {NOTE: note(), ABOUT: page(title="A queue of our own")})
    lists = [path for path in output.files if path.endswith(".html") and path != "about/index.html"]
    assert len(lists) > 3
    for path in lists:
        main = re.search(r"<main.*</main>", output.text(path), re.DOTALL)
        assert main is not None
        assert "A queue of our own" not in main[0], path
    assert "queue of our own" not in output.text("feed.xml")


def test_a_page_changes_no_other_page_but_for_the_link_to_it(tmp_path: Path) -> None:
    articles: Files = {
        f"content/articles/note-{number}.md": note(title=f"Note number {number}").replace(
            "what this note", f"what note {number}"
        )
        for number in range(4)
    }
    before = built(tmp_path / "a", articles)
    after = built(tmp_path / "b", {**articles, ABOUT: page()})
    assert set(after.files) - set(before.files) == {"about/index.html"}
    for path, content in before.files.items():
        if path.endswith(".html"):
            rest = [line for line in after.text(path).splitlines() if "/about/" not in line]
            assert rest == content.decode().splitlines(), path
        elif path == "feed.xml":
            assert after.files[path] == content


def test_a_picture_of_an_article_is_the_article_s_to_publish(tmp_path: Path) -> None:
    shared: Files = {
        "content/images/d.png": png(),
        NOTE: note("![Our desk](../images/d.png)\n"),
        ABOUT: page("![Our desk](../images/d.png)\n"),
    }
    site = assembled(tmp_path / "a", shared)
    assert (len(site.articles[0].pictures), len(site.pages[0].pictures)) == (1, 0)
    alone = assembled(tmp_path / "b", {**shared, NOTE: note()})
    assert (len(alone.articles[0].pictures), len(alone.pages[0].pictures)) == (0, 1)


def test_the_picture_of_a_page_is_known_to_the_site(tmp_path: Path) -> None:
    site = assembled(tmp_path, WHOLE)
    about = site.pages[0]
    assert about.image.endswith(".png")
    assert (about.image, about.image_alt) in [
        (each.site_path, "A chair") for each in about.pictures
    ]
    assert (site.pages[1].image, site.pages[1].image_alt) == ("", "")


def assembled(root: Path, files: Files) -> Site:
    site = story.rehearse(job(make_blog(root, files, QUIET)), Drafts.LEFT_OUT).site
    assert site is not None
    return site


def test_pages_are_in_the_order_of_their_addresses(tmp_path: Path) -> None:
    files: Files = {
        f"content/pages/{name}.md": page(
            title=f"Page {name}",
            description=f"What the page {name} is about, in fifty characters or more.",
        )
        for name in ("b", "a-z", "a/index", "c")
    }
    site = assembled(tmp_path, files)
    assert [each.site_path for each in site.pages] == ["/a-z/", "/a/", "/b/", "/c/"]


def test_the_same_page_in_several_processes_is_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = built(tmp_path / "one", WHOLE)
    monkeypatch.setattr(shards, "ARTICLES_A_SHARD", 1)
    monkeypatch.setattr(shards, "_cores", lambda: 3)
    assert built(tmp_path / "three", WHOLE).files == one.files


# --- hostile pages -------------------------------------------------------------------------------

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_page_becomes_markup(tmp_path: Path, payload: str) -> None:
    text = page(
        body=f"{payload.replace('<', '&lt;')} is a text.\n",
        title=json.dumps(f"A title {payload}"),
        description=json.dumps(f"A description that is long enough to be one: {payload}"),
    )
    table = QUIET + 'ignore = ["PB003"]\n'
    output = built(tmp_path, {NOTE: note(), ABOUT: text}, table)
    for path, content in output.files.items():
        if path.endswith(".html"):
            assert acting(content.decode()) == [], path


def acting(html: str) -> list[str]:
    """Scripts that are in the page itself, and attributes that hold one."""
    found: list[str] = []
    for node in LexborHTMLParser(html).css("*"):
        names = node.attributes
        found += [f"{node.tag} {name}" for name in names if name.startswith("on")]
        if node.tag == "script" and "src" not in names:
            found += [] if names.get("type") == "application/ld+json" else [node.html or ""]
    return found


@pytest.mark.parametrize(
    "name",
    ["..", "....//x", "a\\b", "%2e%2e", "x\u202ey", "-", "--x", "con", "a b", "x.html", "x%2fy"],
)
def test_a_hostile_name_is_a_finding_and_makes_no_page(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32":
        pytest.skip("such a file cannot be made there")
    path = f"content/pages/{name}.md"
    files: Files = {NOTE: note(), path: page()}
    blog = make_blog(tmp_path / "blog", files, QUIET)
    verdict = story.check(job(blog)).verdict
    known = inventory(blog).pages
    assert bool(known) == any(each.code == "FM016" for each in verdict.diagnostics)
    if known:
        assert story.build(job(blog), tmp_path / "public", Drafts.SHOWN).site is None
    assert not (tmp_path / "public").exists()


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: page(text).encode("utf-8", "replace"))
)
def test_any_bytes_as_a_page_give_findings_or_silence(data: bytes) -> None:
    for code, path, finding in findings({ABOUT: data}):
        assert path == ABOUT
        assert code != "SU005", finding.message
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(data)
    found = document(data, ABOUT)
    assert found.is_page
    summary = summarise(found, settings())
    assert (summary.published, summary.guid, summary.site_path) == (None, "", "/about/")


# --- the command line ----------------------------------------------------------------------------


def codeloom(root: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments, "--now", "2026-11-22"],
        cwd=root,
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    files: Files = {NOTE: note(), ABOUT: page("We write about Github.\n")}
    return make_blog(tmp_path / "blog", files, QUIET)


def test_one_page_can_be_asked_about(blog: Path) -> None:
    for asked in (ABOUT, "content/pages"):
        run = codeloom(blog, "check", asked, "--format", "concise")
        assert (run.returncode, run.stdout.partition(" ")[0]) == (0, f"{ABOUT}:6:16:")
        assert run.stderr.startswith("Found 1 warning in 1 page.")
    run = codeloom(blog, "check", NOTE)
    assert (run.stdout, run.stderr) == ("", "1 article checked, nothing to report.\n")


def test_articles_and_pages_are_counted_apart(blog: Path) -> None:
    run = codeloom(blog, "check", "--format", "concise")
    assert run.stderr.startswith("Found 1 warning in 1 of 2 articles and pages.")
    (blog / ABOUT).write_text(page())
    assert codeloom(blog, "check").stderr == "1 article and 1 page checked, nothing to report.\n"
    told = codeloom(blog, "build").stderr
    assert told.startswith("Published 1 article and 1 page in ")


def test_a_page_comes_on_standard_input(blog: Path) -> None:
    given_ = ("check", "--stdin-filename", "content/pages/new.md", "--format", "concise", "-")
    run = codeloom(blog, *given_, text=page("We write about Github.\n", title="A new page"))
    assert run.stdout.startswith("content/pages/new.md:3:14: warning TX003 ")
    assert "content/pages/new.md:6:16: warning RD005 " in run.stdout
    run = codeloom(blog, *given_, "--fix", "--unsafe-fixes", text=page("We write about Github.\n"))
    assert run.stdout == page("We write about GitHub.\n")


def test_a_page_on_disk_is_mended(blog: Path) -> None:
    run = codeloom(blog, "check", "--fix", "--unsafe-fixes", ABOUT)
    assert run.stderr.startswith("Mended 1 finding in 1 page.")
    assert (blog / ABOUT).read_text() == page("We write about GitHub.\n")


def test_what_is_neither_article_nor_page_is_refused(blog: Path) -> None:
    for arguments in (("check", "pyproject.toml"), ("check", "--stdin-filename", "a.md", "-")):
        run = codeloom(blog, *arguments)
        assert (run.returncode, run.stdout) == (2, "")
        assert "articles" in run.stderr
        assert "pages" in run.stderr


# --- the project's own page ----------------------------------------------------------------------


def test_the_about_page_of_this_blog_is_true_of_the_settings() -> None:
    """What it says of the rates and the ceilings is what the program goes by."""
    text = (ROOT / ABOUT).read_text(encoding="utf-8")
    own = load_settings(ROOT)
    rates, grade = own.reading, own.grade
    assert f"We count {rates.words_per_minute} words a minute" in text
    assert (rates.seconds_per_code_line, rates.code_block_cap_seconds) == (1, 60)
    assert f"The first image adds {rates.first_image_seconds} seconds" in text
    assert f"the next one {rates.first_image_seconds - 1}" in text
    assert f"down to {rates.last_image_seconds}." in text
    assert (rates.tolerance_minutes, rates.tolerance_percent) == (1, 10)
    assert f"grade {grade.beginner:g}, {grade.intermediate:g} or {grade.advanced:g}." in text
    assert grade.error_margin == 2
    assert f"an article of {grade.least_words} words or more" in text


def test_the_sum_on_the_about_page_adds_up() -> None:
    text = (ROOT / ABOUT).read_text(encoding="utf-8")
    found = reading(1_158, 0, (20, 20, 20), 0, load_settings(ROOT).reading)
    assert f"1,158 words / 200     {1_158 / 200:.2f} min" in text
    assert f"{float(found.exact):.2f} min" in text
    assert found.accepted == (6, 7)
    assert "Here 6 and 7 are both right." in text
