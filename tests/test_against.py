"""A blog beside what is online, through the command line: what stops a build, and the way out.

Each story publishes a blog, changes it, is stopped with the old site untouched, does what the help
says to the letter, and publishes; against that site the next build has nothing to say.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble import Drafts, assemble
from pipeline.cli import app
from pipeline.errors import PipelineError, SettingsError
from pipeline.examine import summarise
from pipeline.manifest import manifest_bytes, parse_manifest
from pipeline.model import (
    Body,
    Corpus,
    Inventory,
    Manifest,
    Page,
    PageKind,
    Receipt,
    Settings,
    SiteRule,
    Verdict,
)
from pipeline.permalink import JSON_FEED
from pipeline.read import read, source_of
from pipeline.render import article_pages, site_pages
from pipeline.rules import RULES
from pipeline.rules.publishing.comparison import compared, lost
from pipeline.schema import violations
from pipeline.settings import load_settings, packaged_schema
from tests.blog import make_blog
from tests.blog import settings as made_settings

NOW = "2026-06-01T12:00Z"
ONLINE = "online.json"
PLAIN = "search = false\nsocial_cards = false\n"

ARTICLE = """\
---
title: A short note on {name}
description: A sentence of fifty characters or more that says what the note {name} is about.
date: {date}
category: {category}
kind: note
{fields}---

Some words about {name}.
"""


class Run(NamedTuple):
    """What came of one command."""

    code: int
    stdout: str
    stderr: str


class Told(NamedTuple):
    """One finding, as JSON has it."""

    code: str
    path: str
    line: int
    """0 for the file as a whole."""
    message: str
    help: str


@dataclass
class Blog:
    """A blog in a folder of its own, and what of it is online."""

    root: Path
    table: str = PLAIN
    settings: dict[str, Any] = field(default_factory=dict)

    def write(
        self, name: str, fields: str = "", date: str = "2026-01-05", category: str = "Career"
    ) -> None:
        text = ARTICLE.format(name=name, fields=fields, date=date, category=category)
        make_blog(self.root, {f"content/articles/{name}.md": text}, self.table)

    def set(self, **settings: Any) -> None:
        """Adds to the settings, each as TOML would have JSON."""
        self.settings |= settings
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in self.settings.items()]
        text = make_blog(self.root, {}, self.table) / "pyproject.toml"
        kept = [
            line
            for line in text.read_text().splitlines(keepends=True)
            if line.partition(" ")[0] not in self.settings
        ]
        text.write_text("".join((*kept, *lines)))

    def file(self, name: str) -> Path:
        return self.root / f"content/articles/{name}.md"

    def say(self, name: str, line: str) -> None:
        """Writes a line at the end of an article's front matter."""
        front, body = self.file(name).read_text().split("\n---\n")
        self.file(name).write_text(f"{front}\n{line}\n---\n{body}")

    def exchange(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text()
        assert text.count(old) == 1
        self.file(name).write_text(text.replace(old, new))

    def run(self, *arguments: str, now: str = NOW) -> Run:
        done = CliRunner().invoke(
            app,
            [*arguments, "--now", now, "-C", str(self.root)],
            standalone_mode=False,
            catch_exceptions=False,
        )
        return Run(done.return_value or 0, done.stdout, done.stderr)

    def publish(self, now: str = NOW) -> None:
        """Builds against what is online, if anything is; what comes of it is online then."""
        against = ("--against", ONLINE) if (self.root / ONLINE).exists() else ()
        done = self.run("build", *against, now=now)
        assert (done.code, done.stdout) == (0, ""), done
        shutil.copyfile(self.root / "public/manifest.json", self.root / ONLINE)
        assert self.run("build", "--against", ONLINE, now=now)[:2] == (0, "")

    def stopped(self, now: str = NOW) -> list[Told]:
        """What stops a build against what is online; it and the check that says so agree."""
        before = self.online()
        built = self.run("build", "--against", ONLINE, now=now)
        assert built.code == 1
        assert built.stderr.endswith(" Nothing was published.\n")
        assert self.online() == before
        checked = self.run("check", "--against", ONLINE, "--format", "json", now=now)
        assert checked.code == 1
        report = json.loads(checked.stdout)
        assert list(violations(report, packaged_schema("diagnostics.schema.json"), "UTC")) == []
        told = [
            Told(
                each["code"],
                each["path"],
                each["start"]["line"] if each["start"] else 0,
                each["message"],
                each["help"],
            )
            for each in report["diagnostics"]
        ]
        assert all(f"help: {each.help}\n" in built.stdout for each in told)
        return told

    def online(self) -> dict[str, tuple[bytes, int]]:
        files = filter(Path.is_file, sorted((self.root / "public").rglob("*")))
        return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}

    def page(self, path: str) -> str:
        return (self.root / "public" / path).read_text(encoding="utf-8")

    def guids(self, feed: str = "feed.xml") -> list[str]:
        return re.findall(r"<guid[^>]*>([^<]*)</guid>", self.page(feed))

    def links(self) -> list[str]:
        return re.findall(r"<item>.*?<link>([^<]*)</link>", self.page("feed.xml"), re.DOTALL)


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    """Two notes of one category, published."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    made = Blog(tmp_path / "blog")
    made.write("x")
    made.write("y", date="2026-02-01")
    made.publish()
    return made


def line_in(help_: str, start: str) -> str:
    """The one line that a help gives to be written."""
    (found,) = re.findall(f"`({re.escape(start)}[^`]*)`", help_)
    return str(found)


def paths_in(help_: str) -> list[str]:
    """The site paths that a help gives to be written."""
    return [json.loads(found) for found in re.findall(r'`("/[^`]*")`', help_)]


# --- the four stories -----------------------------------------------------------------------------


def test_a_vanity_alias_added_late_needs_the_guid_written_out(blog: Blog) -> None:
    blog.say("x", "aliases: [/go/x/]")
    (told,) = blog.stopped()
    assert told == Told(
        "PB006",
        "content/articles/x.md",
        7,
        "The guid is `https://blog.example/go/x/`, and online it is "
        "`https://blog.example/articles/x/`: feed readers would show the article again.",
        "Write `guid: /articles/x/` in its front matter.",
    )
    blog.say("x", line_in(told.help, "guid:"))
    blog.publish()
    assert blog.guids()[1] == "https://blog.example/articles/x/"
    assert "/articles/x/" in blog.page("go/x/index.html")


def test_two_articles_that_are_merged_keep_one_guid_and_both_addresses(blog: Blog) -> None:
    blog.file("x").unlink()
    blog.say("y", "aliases: [/articles/x/]")
    (told,) = blog.stopped()
    assert (told.code, told.path, told.line) == ("PB006", "content/articles/y.md", 7)
    blog.say("y", line_in(told.help, "guid:"))
    (told,) = blog.stopped()
    assert told == Told(
        "PB007",
        "content/articles/y.md",
        7,
        "The item of `/articles/x/` would vanish from the feed: this article took its place, and "
        "has another guid than `https://blog.example/articles/x/`.",
        'Add `"/articles/x/"` to `retired` in pyproject.toml: the alias stays, and leads here.',
    )
    blog.set(retired=paths_in(told.help))
    blog.publish()
    assert blog.guids() == ["https://blog.example/articles/y/"]
    assert "/articles/y/" in blog.page("articles/x/index.html")
    assert blog.page("_redirects") == "/articles/x/ /articles/y/ 301\n"


def test_an_article_that_is_withdrawn_leaves_a_page_that_says_so(blog: Blog) -> None:
    blog.file("x").unlink()
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "content/articles/x.md",
        0,
        "`/articles/x/` is online and would be gone: the file is not there, and no alias keeps the "
        "address.",
        'Add `"/articles/x/"` to `aliases` of the article that took its place, or to `retired` in '
        "pyproject.toml.",
    )
    blog.set(retired=paths_in(told.help))
    blog.publish()
    assert "withdrawn" in blog.page("articles/x/index.html")
    assert blog.guids() == ["https://blog.example/articles/y/"]


def test_a_blog_that_moves_to_another_domain_keeps_every_guid(blog: Blog) -> None:
    before = blog.guids()
    blog.set(base_url="https://new.example/")
    (told,) = blog.stopped()
    assert told == Told(
        "PB006",
        "pyproject.toml",
        0,
        "The domain in guids is `new.example` and was `blog.example`: feed readers would show 2 "
        "articles again.",
        'Write `feed_domain = "blog.example"` in pyproject.toml: it stays when the site moves.',
    )
    assert line_in(told.help, "feed_domain") == 'feed_domain = "blog.example"'
    blog.set(feed_domain="blog.example")
    blog.publish()
    assert blog.guids() == before
    assert blog.links() == [
        "https://new.example/articles/y/",
        "https://new.example/articles/x/",
    ]


# --- more stories ---------------------------------------------------------------------------------


def told_codes(found: list[Told]) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in found]


def test_a_file_that_was_renamed_is_known_by_its_date_and_gets_the_alias(blog: Blog) -> None:
    blog.file("x").rename(blog.file("z"))
    (told,) = blog.stopped()
    assert (told.code, told.path) == ("PB001", "content/articles/x.md")
    assert told.help == (
        'Was it renamed to `content/articles/z.md`? Then add `"/articles/x/"` to `aliases` there, '
        'as `codeloom move` does. Else add `"/articles/x/"` to `retired` in pyproject.toml.'
    )
    blog.say("z", f"aliases: {json.dumps(paths_in(told.help)[:1])}")
    blog.publish()
    assert blog.guids()[1] == "https://blog.example/articles/x/"


def test_of_two_new_articles_none_is_named_as_the_one_that_was_renamed(blog: Blog) -> None:
    blog.file("x").unlink()
    blog.write("one")
    blog.write("two")
    (told,) = blog.stopped()
    assert told.help.startswith('Add `"/articles/x/"` to `aliases` of the article that took')


def test_a_slug_that_gets_capitals_goes_back_and_gets_no_alias(blog: Blog) -> None:
    blog.file("x").rename(blog.file("X"))
    misnamed, lost_ = blog.stopped()
    assert told_codes([misnamed, lost_]) == [
        ("FM016", "content/articles/X.md"),
        ("PB001", "content/articles/x.md"),
    ]
    assert misnamed.help == "Rename the file to `x.md`."
    assert lost_.help == "Rename `content/articles/X.md` to `content/articles/x.md` again."
    blog.file("X").rename(blog.file("x"))
    blog.publish()


def test_a_new_article_at_a_former_address_gets_a_guid_of_its_own(blog: Blog) -> None:
    """What is online keeps its guid, and the way there is told step by step."""
    blog.file("x").rename(blog.file("z"))
    blog.file("z").write_text(blog.file("z").read_text().replace(" x", " the first x"))
    blog.say("z", "aliases: [/articles/x/]")
    blog.publish()
    blog.write("x", date="2026-05-20")
    (told,) = blog.stopped()
    assert told.code == "TX001"
    assert told.help.startswith("Remove the alias. One that was published stays: ")
    blog.exchange("z", "aliases: [/articles/x/]\n", "")
    (told,) = blog.stopped()
    assert (told.code, told.path) == ("PB006", "content/articles/z.md")
    blog.say("z", line_in(told.help, "guid:"))
    (told,) = blog.stopped()
    assert (told.code, told.path) == ("TX001", "content/articles/z.md")
    assert told.help == (
        "Give one of the two a guid of its own. One that was published keeps what it has: then it "
        "is the other."
    )
    blog.say("x", "guid: /articles/x/2026")
    blog.publish()
    assert blog.guids() == [
        "https://blog.example/articles/x/2026",
        "https://blog.example/articles/y/",
        "https://blog.example/articles/x/",
    ]


def test_a_new_article_in_the_place_of_one_just_renamed_gets_another_name(blog: Blog) -> None:
    """Both in one go: what is online at the address is the other one, and a date tells which."""
    blog.file("x").rename(blog.file("z"))
    blog.file("z").write_text(blog.file("z").read_text().replace(" x", " the first x"))
    blog.write("x", date="2026-05-20")
    (told,) = blog.stopped()
    assert (told.code, told.path) == ("PB002", "content/articles/x.md")
    assert told.help == (
        "Was the article that is online here renamed to `content/articles/z.md`? Then give this "
        'one another name, and keep `"/articles/x/"` in `aliases` there, as `codeloom move` does. '
        "Else write `date: 2026-01-05` again; what was changed since then is `updated`. For a "
        'correction, add `"/articles/x/"` to `date_corrections` in pyproject.toml.'
    )
    blog.say("z", f"aliases: {json.dumps(paths_in(told.help)[:1])}")
    moved, taken = blog.stopped()
    assert (moved.code, moved.help) == (told.code, told.help)
    assert (taken.code, taken.path) == ("TX001", "content/articles/z.md")
    assert taken.help == (
        "Remove the alias. One that was published stays: then give `content/articles/x.md` another "
        "name."
    )
    blog.file("x").rename(blog.file("x-again"))
    blog.publish()
    assert blog.guids() == [
        "https://blog.example/articles/x-again/",
        "https://blog.example/articles/y/",
        "https://blog.example/articles/x/",
    ]


def test_a_link_to_what_is_withdrawn_is_told_so(blog: Blog) -> None:
    blog.write("z", date="2026-03-01")
    text = blog.file("z").read_text()
    blog.file("z").write_text(f"{text}\nSee [it](x.md), [the same](/articles/x/) and [y](y.md).\n")
    blog.publish()
    blog.file("x").unlink()
    blog.set(retired=["/articles/x/"])
    help_ = "Remove the link, or lead it to something that is there."
    assert [(each.code, each.line, each.message, each.help) for each in blog.stopped()] == [
        ("LK001", 11, f"The link leads to `{written}`, and that page is withdrawn.", help_)
        for written in ("x.md", "/articles/x/")
    ]


def test_all_addresses_of_one_article_are_one_finding_oldest_first(blog: Blog) -> None:
    blog.write("z", fields="aliases: [/z/first/, /a/second/]\n", date="2026-03-01")
    blog.publish()
    blog.file("z").unlink()
    blog.write("new", date="2026-03-01")
    (told,) = blog.stopped()
    assert told.message == (
        "`/articles/z/` is online and would be gone, with `/a/second/` and `/z/first/`: the file "
        "is not there, and no alias keeps the address."
    )
    aliases = paths_in(told.help.partition("?")[2].partition(".")[0])
    assert aliases == ["/z/first/", "/a/second/", "/articles/z/"]
    blog.say("new", f"aliases: {json.dumps(aliases)}")
    blog.publish()
    assert blog.guids()[0] == "https://blog.example/z/first/"


def test_an_alias_that_is_taken_out_is_one_finding_whatever_its_guid_was(blog: Blog) -> None:
    blog.write("z", fields="aliases: [/articles/before/]\n", date="2026-03-01")
    blog.publish()
    blog.exchange("z", "aliases: [/articles/before/]\n", "")
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "content/articles/z.md",
        1,
        "`/articles/before/` is online and would be gone: it led to this article, and no alias "
        "keeps it.",
        'Add `"/articles/before/"` to the beginning of its `aliases` again, or to `retired` in '
        "pyproject.toml.",
    )
    blog.set(retired=paths_in(told.help))
    (told,) = blog.stopped()
    assert told.help == "Write `guid: /articles/before/` in its front matter."
    blog.say("z", line_in(told.help, "guid:"))
    blog.publish()


def test_an_alias_that_is_lost_on_the_way_is_told_at_the_new_address(blog: Blog) -> None:
    blog.write("z", fields="aliases: [/articles/before/]\n", date="2026-03-01")
    blog.publish()
    blog.file("z").rename(blog.file("new"))
    blog.exchange("new", "[/articles/before/]", "[/articles/z/]")
    (told,) = blog.stopped()
    assert (told.code, told.path, told.line) == ("PB001", "content/articles/new.md", 7)
    assert told.help.startswith('Add `"/articles/before/"` to the beginning of its `aliases` again')
    blog.exchange("new", "[/articles/z/]", "[/articles/before/, /articles/z/]")
    blog.publish()


def test_a_guid_that_is_written_otherwise_is_written_back(blog: Blog) -> None:
    blog.write("z", fields='guid: "tag:z,1:#2"\n', date="2026-03-01")
    blog.publish()
    blog.exchange("z", 'guid: "tag:z,1:#2"', "guid: tag:z,1:3")
    (told,) = blog.stopped()
    assert (told.code, told.path, told.line) == ("PB006", "content/articles/z.md", 7)
    assert told.help == 'Write `guid: "tag:z,1:#2"` instead.'
    blog.exchange("z", "guid: tag:z,1:3", line_in(told.help, "guid:"))
    blog.publish()


def test_a_page_that_takes_the_place_of_an_article_ends_its_item(blog: Blog) -> None:
    blog.file("x").unlink()
    page = (
        "---\ntitle: What x became\naliases: [/articles/x/]\n"
        "description: A sentence of fifty characters or more that says what this page is.\n"
        "---\n\nWords.\n"
    )
    make_blog(blog.root, {"content/pages/x.md": page}, blog.table)
    (told,) = blog.stopped()
    assert (told.code, told.path, told.line) == ("PB007", "content/pages/x.md", 3)
    blog.set(retired=paths_in(told.help))
    blog.publish()


def test_a_draft_flag_takes_nothing_away_unseen(blog: Blog) -> None:
    blog.write("z", date="2026-03-01", category="Python", fields="series: Flags\n")
    blog.publish()
    blog.say("z", "draft: true")
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "content/articles/z.md",
        8,
        "`/articles/z/` is online and would be gone, with `/categories/python/`, "
        "`/categories/python/feed.xml`, `/series/` and `/series/flags/`: `draft: true` holds it "
        "back.",
        'Take out `draft: true`. To withdraw it, add `"/articles/z/"`, `"/categories/python/"`, '
        '`"/series/"` and `"/series/flags/"` to `retired` in pyproject.toml.',
    )
    blog.set(retired=paths_in(told.help))
    blog.publish()
    assert blog.guids("categories/python/feed.xml") == []
    blog.set(retired=[])
    blog.exchange("z", "draft: true\n", "")
    blog.publish()
    assert len(blog.guids()) == 3


def test_a_later_date_takes_nothing_away_unseen(blog: Blog) -> None:
    blog.exchange("x", "date: 2026-01-05", "date: 2027-01-05T10:00+01:00")
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "content/articles/x.md",
        4,
        "`/articles/x/` is online and would be gone: it is to appear on "
        "`2027-01-05T10:00:00+01:00`.",
        'Write `date: 2026-01-05` again. To withdraw it, add `"/articles/x/"` to `retired` in '
        "pyproject.toml.",
    )
    blog.exchange("x", "date: 2027-01-05T10:00+01:00", line_in(told.help, "date:"))
    blog.publish()


def test_a_clock_that_is_behind_is_told_as_such(blog: Blog) -> None:
    (told,) = blog.stopped(now="2026-01-20")
    assert told == Told(
        "PB001",
        "content/articles/y.md",
        4,
        "`/articles/y/` is online and would be gone: it is to appear on `2026-02-01`.",
        "That is the date with which it was published: the time of this run is too early. Leave "
        "out `--now` and `SOURCE_DATE_EPOCH`, or set the clock.",
    )


def test_a_category_that_is_renamed_is_one_finding_for_its_page_and_feed(blog: Blog) -> None:
    for name in ("x", "y"):
        blog.exchange(name, "category: Career", "category: Python")
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "pyproject.toml",
        0,
        "`/categories/career/` is online and would be gone, with `/categories/career/feed.xml`: no "
        "article is in that category.",
        'Give an article that category again, or add `"/categories/career/"` to `retired` in '
        "pyproject.toml.",
    )
    blog.set(retired=paths_in(told.help))
    blog.publish()
    assert "withdrawn" in blog.page("categories/career/index.html")
    assert blog.guids("categories/career/feed.xml") == []


def test_a_series_that_is_given_up_is_one_finding_with_the_list_of_all(blog: Blog) -> None:
    blog.write("z", fields="series: Flags\n", date="2026-03-01")
    blog.publish()
    blog.exchange("z", "series: Flags\n", "")
    (told,) = blog.stopped()
    assert told.message == (
        "`/series/flags/` is online and would be gone, with `/series/`: no article is in that "
        "series."
    )
    assert paths_in(told.help) == ["/series/flags/", "/series/"]
    blog.set(retired=paths_in(told.help))
    blog.publish()


def test_a_series_that_is_renamed_loses_its_own_page_alone(blog: Blog) -> None:
    blog.write("z", fields="series: Flags\n", date="2026-03-01")
    blog.publish()
    blog.exchange("z", "series: Flags", "series: Banners")
    (told,) = blog.stopped()
    assert (told.path, paths_in(told.help)) == ("pyproject.toml", ["/series/flags/"])


def test_a_search_that_is_switched_off_leaves_a_page(tmp_path: Path, blog: Blog) -> None:
    searched = Blog(tmp_path / "searched", "social_cards = false\n")
    searched.write("x")
    searched.publish()
    searched.set(search=False)
    (told,) = searched.stopped()
    assert told == Told(
        "PB001",
        "pyproject.toml",
        0,
        "`/search/` is online and would be gone: search is switched off.",
        'Write `search = true` in pyproject.toml, or add `"/search/"` to `retired` in '
        "pyproject.toml.",
    )
    searched.set(retired=paths_in(told.help))
    searched.publish()


def test_another_time_zone_is_said_once_for_all_dates(blog: Blog) -> None:
    blog.set(timezone="Europe/Berlin")
    (told,) = blog.stopped()
    assert told == Told(
        "PB002",
        "pyproject.toml",
        0,
        "The blog's time zone is `Europe/Berlin` and was `UTC`: that moves 2 published dates, and "
        "feed readers may show the articles again.",
        'Write `timezone = "UTC"` in pyproject.toml again. To keep the new one, name what it moves '
        'in `date_corrections` there, such as `"/articles/x/"`.',
    )
    blog.set(date_corrections=["/articles/x/", "/articles/y"])
    blog.publish()
    blog.exchange("x", "date: 2026-01-05", "date: 2026-01-05T09:00")
    blog.set(timezone="UTC", date_corrections=[])
    assert told_codes(blog.stopped()) == [
        ("PB002", "content/articles/x.md"),
        ("PB002", "pyproject.toml"),
    ]


def test_a_date_may_be_set_back_or_named_as_a_correction(blog: Blog) -> None:
    blog.exchange("x", "date: 2026-01-05", "date: 2026-01-07")
    (told,) = blog.stopped()
    assert told == Told(
        "PB002",
        "content/articles/x.md",
        4,
        "The published date is `2026-01-07`, and online it is `2026-01-05`: feed readers may show "
        "the article again.",
        "Write `date: 2026-01-05` again; what was changed since then is `updated`. For a "
        'correction, add `"/articles/x/"` to `date_corrections` in pyproject.toml.',
    )
    blog.set(date_corrections=paths_in(told.help))
    blog.publish()
    blog.exchange("x", "date: 2026-01-07", "date: 2026-01-05")
    blog.set(date_corrections=[])
    (told,) = blog.stopped()
    blog.exchange("x", "date: 2026-01-05", line_in(told.help, "date:"))
    blog.publish()


def test_a_date_with_a_time_is_given_back_as_it_was(blog: Blog) -> None:
    blog.write("z", date="2026-03-01T09:30+05:45")
    blog.publish()
    blog.exchange("z", "2026-03-01T09:30+05:45", "2026-03-01")
    (told,) = blog.stopped()
    assert line_in(told.help, "date:") == "date: 2026-03-01T09:30:00+05:45"
    blog.exchange("z", "date: 2026-03-01", line_in(told.help, "date:"))
    blog.publish()


def test_what_was_never_online_changes_freely(blog: Blog) -> None:
    blog.write("later", date="2026-07-01")
    blog.write("draft", fields="draft: true\n", category="Python")
    blog.publish()
    blog.file("later").rename(blog.file("much-later"))
    blog.exchange("much-later", "date: 2026-07-01", "date: 2026-08-01")
    blog.say("much-later", "guid: another")
    blog.file("draft").unlink()
    blog.publish()


def test_what_is_scheduled_appears_when_its_day_has_come(blog: Blog) -> None:
    blog.write("later", date="2026-07-01", category="Python")
    blog.publish()
    blog.publish(now="2026-08-01")
    assert len(blog.guids()) == 3


def test_a_first_publication_is_held_against_nothing(blog: Blog) -> None:
    (blog.root / ONLINE).write_text('{"codeloom":1,"timezone":"UTC","pages":[]}')
    blog.publish()


def test_a_page_outside_the_articles_keeps_its_address(blog: Blog) -> None:
    page = "---\ntitle: About this blog\ndescription: {}\n---\n\nWords.\n"
    text = page.format("Who writes here, and why, in a sentence of more than fifty characters.")
    make_blog(blog.root, {"content/pages/about.md": text}, blog.table)
    blog.publish()
    file = blog.root / "content/pages/about.md"
    file.write_text(text.replace("---\n\n", "draft: true\n---\n\n"))
    (told,) = blog.stopped()
    assert (told.code, told.path, told.line) == ("PB001", "content/pages/about.md", 4)
    file.unlink()
    (told,) = blog.stopped()
    assert told.help == (
        'Add `"/about/"` to `aliases` of the page that took its place, or to `retired` in '
        "pyproject.toml."
    )
    (blog.root / "content/pages/us.md").write_text(
        text.replace("---\n\n", 'aliases: ["/about/"]\n---\n\n')
    )
    blog.publish()


def test_a_page_that_became_a_folder_is_told_of_the_alias_that_it_lost(blog: Blog) -> None:
    page = "---\ntitle: About this blog\ndescription: {}\naliases: [/me/]\n---\n\nWords.\n"
    text = page.format("Who writes here, and why, in a sentence of more than fifty characters.")
    make_blog(blog.root, {"content/pages/about.md": text}, blog.table)
    blog.publish()
    (blog.root / "content/pages/about.md").unlink()
    without = text.replace("aliases: [/me/]\n", "")
    make_blog(blog.root, {"content/pages/about/index.md": without}, blog.table)
    (told,) = blog.stopped()
    assert told == Told(
        "PB001",
        "content/pages/about/index.md",
        1,
        "`/me/` is online and would be gone: it led to this page, and no alias keeps it.",
        'Add `"/me/"` to its `aliases` again, or to `retired` in pyproject.toml.',
    )
    make_blog(blog.root, {"content/pages/about/index.md": text}, blog.table)
    blog.publish()


def test_an_article_that_cannot_be_read_is_told_that_alone(blog: Blog) -> None:
    blog.write("z", fields="aliases: [/articles/was/]\nseries: Flags\n", category="Python")
    blog.publish()
    blog.exchange("z", "kind: note\n", "kind: [note\n")
    assert told_codes(blog.stopped()) == [("FM003", "content/articles/z.md")]
    blog.exchange("z", "kind: [note\n", "kind: note\n")
    blog.exchange("z", "aliases: [/articles/was/]", "aliases: [/articles/was/, no path]")
    assert told_codes(blog.stopped()) == [("FM010", "content/articles/z.md")]
    blog.exchange("z", "[/articles/was/, no path]", "/articles/was/")
    assert told_codes(blog.stopped()) == [("FM007", "content/articles/z.md")]
    blog.exchange("z", "aliases: /articles/was/", "aliases: [/articles/was/]")
    blog.exchange("z", "date: 2026-01-05", "date: 2026-02-30")
    assert told_codes(blog.stopped()) == [("FM010", "content/articles/z.md")]


def test_an_article_that_had_left_the_feed_is_not_delivered_again(blog: Blog) -> None:
    for day in range(1, 31):
        blog.write(f"n{day}", date=f"2026-04-{day:02}")
    blog.publish()
    assert "https://blog.example/articles/x/" not in blog.guids()
    blog.exchange("x", "date: 2026-01-05", "date: 2026-05-01")
    blog.set(date_corrections=["/articles/x/"])
    (told,) = blog.stopped()
    assert told == Told(
        "PB007",
        "content/articles/x.md",
        4,
        "The article had left the feed, and this date would bring it back above others: feed "
        "readers would show it again.",
        "Write a date earlier than `2026-04-02`.",
    )
    blog.exchange("x", "date: 2026-05-01", "date: 2026-04-01")
    blog.publish()


def test_items_that_return_because_newer_ones_went_are_fine(blog: Blog) -> None:
    for day in range(1, 31):
        blog.write(f"n{day}", date=f"2026-04-{day:02}")
    blog.publish()
    blog.file("n7").unlink()
    blog.set(retired=["/articles/n7/"])
    blog.publish()
    assert "https://blog.example/articles/y/" in blog.guids()


# --- what cannot be silenced, and how it is shown -------------------------------------------------


@pytest.fixture
def bare(blog: Blog) -> Blog:
    """Stopped three times over: at the settings, at a file that is gone, and at an article."""
    for name in ("x", "y"):
        blog.exchange(name, "category: Career", "category: Python")
    blog.file("x").unlink()
    blog.exchange("y", "date: 2026-02-01", "date: 2026-02-02")
    return blog


def test_neither_a_comment_nor_a_baseline_silences_what_guards_the_site(bare: Blog) -> None:
    text = bare.file("y").read_text()
    bare.file("y").write_text(text + "\n<!-- codeloom: ignore-file[PB002] -- a try -->\n")
    done = bare.run("check", "--against", ONLINE, "--write-baseline", str(bare.root / "base.json"))
    assert done.stderr.startswith("Accepted 0 findings in ")
    done = bare.run("check", "--against", ONLINE, "--baseline", "base.json", "--select", "PB")
    assert (done.code, done.stdout.count("error PB")) == (1, 3)


def test_the_settings_can_switch_a_guard_off_with_open_eyes(bare: Blog) -> None:
    bare.set(ignore=["PB001", "published-date-changed"])
    said = "The settings ignore PB001 and PB002: --against does not look for that."
    for command in ("build", "check"):
        done = bare.run(command, "--against", ONLINE)
        assert (done.code, done.stdout, done.stderr.splitlines()[0]) == (0, "", said)
    assert said not in bare.run("check").stderr


def test_whoever_compares_asks_for_the_guards_whatever_else_the_settings_select(bare: Blog) -> None:
    bare.set(select=["RT"])
    assert {told.code for told in bare.stopped()} == {"PB001", "PB002"}
    bare.set(ignore=["PB001", "PB002"])
    assert bare.run("check", "--against", ONLINE)[:2] == (0, "")


def test_each_format_shows_a_finding_without_a_file(
    bare: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = bare.root / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    shown = {
        name: bare.run("check", "--against", ONLINE, "--format", name)
        for name in ("full", "concise", "json", "github")
    }
    assert {name: run.code for name, run in shown.items()} == dict.fromkeys(shown, 1)
    assert {run.stderr for run in shown.values()} == {"Found 3 errors in 3 files.\n"}
    concise = [line.partition(" `")[0] for line in shown["concise"].stdout.splitlines()]
    assert concise[0] == "content/articles/x.md: error PB001"
    assert concise[1].startswith("content/articles/y.md:4:7: error PB002 The published date is")
    assert concise[2] == "pyproject.toml: error PB001"
    annotations = shown["github"].stdout.splitlines()
    assert annotations[0].startswith("::error file=content/articles/x.md,title=PB001 ")
    assert annotations[2].startswith("::error file=pyproject.toml,title=PB001 ")
    assert "| error | pyproject.toml | PB001 published-url-lost |" in summary.read_text()
    assert " --> pyproject.toml\n  = help: Give an article" in shown["full"].stdout


def test_paths_and_rules_narrow_what_is_shown_and_the_exit_code(bare: Blog) -> None:
    said = bare.run("check", str(bare.file("y")), "--against", ONLINE, "--format", "concise")
    assert (said.code, len(said.stdout.splitlines())) == (1, 1)
    said = bare.run("check", "--select", "PB006", "--against", ONLINE)
    assert said[:2] == (0, "")
    said = bare.run("check", "--ignore", "PB", "--against", ONLINE)
    assert said[:2] == (0, "")


def test_what_a_manifest_names_commands_no_terminal_and_opens_no_file(blog: Blog) -> None:
    hostile = "\x1b[31m\u202e\r\n::error::`\ud800|<b>"
    pages = [
        {"path": "/\u202e::error::`|<b>/", "kind": "article", "source": f"../../{hostile}"},
        {"path": "/etc/", "kind": "page", "source": "../../../../../../etc/passwd"},
        {"path": "/categories/" + "x" * 5_000, "kind": "page"},
        {
            "path": "/articles/x/",
            "kind": "article",
            "guid": hostile,
            "date": "2026-01-05T00:00:00-00:44:30",
        },
    ]
    online = {
        "codeloom": 1,
        "timezone": hostile,
        "pages": [{**page, "sha256": ""} for page in pages],
    }
    (blog.root / ONLINE).write_text(json.dumps(online))
    for style in ("full", "concise", "json", "github"):
        file = blog.root / f"shown.{style}"
        done = blog.run(
            *("check", "--against", ONLINE, "--format", style, "--output-file", str(file))
        )
        assert (done.code, done.stdout) == (1, "")
        text = file.read_bytes().decode("utf-8")
        assert all(char.isprintable() or char == "\n" for char in text)
        assert [line for line in text.splitlines() if line.startswith("::error::")] == []
        assert "root:" not in text


# --- the option -----------------------------------------------------------------------------------


def test_without_the_option_nothing_is_compared(bare: Blog) -> None:
    assert bare.run("check")[:2] == (0, "")
    assert bare.run("build")[:2] == (0, "")


def test_a_rehearsal_compares_too(bare: Blog) -> None:
    assert bare.run("build", "--check", "--against", ONLINE).code == 1


def test_a_preview_with_drafts_is_compared_with_nothing_and_says_so(bare: Blog) -> None:
    for file in (ONLINE, "missing.json"):
        done = bare.run("build", "--drafts", "--against", file, "--output", "preview")
        assert (done.code, done.stdout) == (0, "")
        assert done.stderr.startswith(
            "A preview with drafts is compared with nothing: --against is left out of account.\n"
        )


def test_a_preview_at_another_address_changes_no_guid(blog: Blog) -> None:
    done = blog.run("build", "--base-url", "https://pr-7.example/", "--against", ONLINE)
    assert done[:2] == (0, "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no.json", "There is no manifest `no.json`: fetch"),
        ("content", "`content` is a folder: name"),
        ("", "`.` is a folder: name"),
        ("pyproject.toml", "`pyproject.toml` does not say what is online: it is no JSON"),
        ("empty.json", "`empty.json` does not say what is online: it is empty: fetch"),
        ("old.json", "`old.json` does not say what is online: an older Codeloom wrote it"),
        ("new.json", "`new.json` does not say what is online: a newer Codeloom wrote it"),
        ("cut.json", "`cut.json` does not say what is online: it is no JSON, or cut off: fetch"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_file_that_does_not_say_what_is_online_stops_everything(
    blog: Blog, command: str, name: str, why: str
) -> None:
    real = (blog.root / ONLINE).read_bytes()
    for file, data in (
        ("empty.json", b""),
        ("old.json", b'{"codeloom": 0}'),
        ("new.json", b'{"codeloom": 2}'),
        ("cut.json", real[: len(real) // 2]),
    ):
        (blog.root / file).write_bytes(data)
    blog.write("broken", date="2026-02-30")
    before = blog.online()
    with pytest.raises(PipelineError) as told:
        blog.run(command, "--against", name)
    assert str(told.value).startswith(why)
    assert "\n" not in str(told.value)
    assert blog.online() == before


# --- the settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["retired", "date_corrections"])
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("articles/gone/", "a site path begins with a slash, such as `/articles/gone/`."),
        (
            "https://blog.example/articles/gone/",
            "write `/articles/gone/`, without the address of the blog.",
        ),
        (
            "https://elsewhere.example/articles/gone/",
            "a site path begins with a slash, such as `/articles/gone/`.",
        ),
        ("/../etc/passwd", "a site path has no step such as `..`."),
        ("/a/./b/", "a site path has no step such as `..`."),
        ("/", "it is not the address of one page."),
        ("//evil.example/", "it is not the address of one page."),
        ("content/articles/gone.md", "write `/articles/gone/`, the address of the page."),
        ("/articles/gone/index.md", "write `/articles/gone/`, the address of the page."),
        ("/content/pages/about.md", "write `/about/`, the address of the page."),
        ("/caf%C3%A9/", "write it as it reads, without percent signs: `/caf\u00e9/`."),
        ("/%61/%0a/", "write it as it reads, without percent signs."),
        ("/%ff/", "write it as it reads, without percent signs."),
        ("/a?b", "a site path has no `?`, `#`, backslash or control character."),
        ("/a\\b/", "a site path has no `?`, `#`, backslash or control character."),
    ],
)
def test_a_setting_that_names_no_page_of_the_site_is_told_in_one_sentence(
    tmp_path: Path, name: str, address: str, why: str
) -> None:
    make_blog(tmp_path, {}, f"{name} = [{json.dumps(address)}]\n")
    with pytest.raises(SettingsError) as told:
        load_settings(tmp_path)
    assert str(told.value) == f"pyproject.toml: the setting `{name}` names `{address}`: {why}"


def test_a_path_that_is_named_twice_is_told(tmp_path: Path) -> None:
    make_blog(tmp_path, {}, 'retired = ["/gone", "/gone/"]\n')
    with pytest.raises(SettingsError) as told:
        load_settings(tmp_path)
    assert str(told.value) == (
        "pyproject.toml: the setting `retired` names `/gone/` twice: once is enough."
    )


def test_a_message_about_a_path_stays_on_one_line(tmp_path: Path) -> None:
    make_blog(tmp_path, {}, f"retired = [{json.dumps('/a' + chr(27) + 'x' * 500)}]\n")
    with pytest.raises(SettingsError) as told:
        load_settings(tmp_path)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 300


def test_what_is_retired_and_there_is_worth_a_word_before_its_day_comes(blog: Blog) -> None:
    """The build of that day would be refused."""
    blog.write("z", date="2026-07-01")
    blog.write("draft", fields="draft: true\n", date="2026-03-01")
    blog.set(retired=["/articles/z/", "/articles/draft/", "/articles/y/", "/articles/gone/"])
    said = [
        f"The setting `retired` names `/articles/{name}/`, and `content/articles/{name}.md` "
        f"{when}: take it out of the list, or make the article a draft.\n"
        for name, when in (("y", "stands there"), ("z", "is to appear there on `2026-07-01`"))
    ]
    assert blog.run("check", "--select", "PB").stderr.startswith("".join(said))
    blog.set(retired=["/articles/z/", "/articles/draft/", "/articles/gone/"])
    assert blog.run("build").stderr.startswith(f"{said[1]}Published 2 articles ")
    with pytest.raises(PipelineError) as told:
        blog.run("build", now="2026-07-02")
    assert str(told.value).startswith("The setting `retired` names `/articles/z/`, but the site")


def test_a_correction_that_means_no_article_is_worth_a_word(blog: Blog) -> None:
    blog.say("x", "aliases: [/articles/old/]")
    blog.set(date_corrections=["/articles/x", "/articles/old/", "/articles/no/"])
    for command in ("check", "build"):
        assert blog.run(command).stderr.splitlines()[0] == (
            "The setting `date_corrections` names `/articles/no/`, which is no article of the "
            "blog: take it out."
        )


# --- any blog -------------------------------------------------------------------------------------

GUARDS = [rule for rule in RULES.values() if isinstance(rule, SiteRule) and rule.code[:2] == "PB"]
THEN = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAYS = st.integers(1, 28).map("2026-05-{:02}".format) | st.sampled_from(
    ("2026-06-01", "2026-06-02", "2026-06-01T11:59Z", "2026-06-01T12:00Z", "2026-07-01T10:00+05:45")
)


@dataclass(frozen=True)
class Note:
    """What an article states."""

    name: str
    date: str
    category: str
    series: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    guid: str
    draft: bool
    words: str = "Words"

    @property
    def address(self) -> str:
        return f"/articles/{self.name}/"

    @property
    def text(self) -> str:
        fields = {
            "series": self.series,
            "tags": self.tags,
            "aliases": self.aliases,
            "guid": self.guid,
            "draft": self.draft,
            "updated": self.words == "Others" and "2026-05-31",
        }
        lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items() if value)
        return ARTICLE.format(
            name=f"{self.name} {self.words}", date=self.date, category=self.category, fields=lines
        )


@st.composite
def notes(draw: st.DrawFn, names: Sequence[str] = ("a", "b", "c", "d", "e", "f")) -> list[Note]:
    chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    return [
        Note(
            name=name,
            date=draw(DAYS),
            category=draw(st.sampled_from(("Python", "Career"))),
            series=draw(st.sampled_from(("", "", "Flags"))),
            tags=tuple(draw(st.lists(st.sampled_from(("one", "two")), unique=True))),
            aliases=tuple(f"/{name}/{number}" for number in range(draw(st.integers(0, 2)))),
            guid=draw(st.sampled_from(("", "", f"/{name}/first/", f"tag:{name}"))),
            draft=draw(st.sampled_from((False, False, True))),
        )
        for name in chosen
    ]


SETTINGS = st.sampled_from(("UTC", "Europe/Berlin", "Asia/Kathmandu")).map(
    lambda zone: made_settings(timezone=zone, feed_domain="blog.example")
)


def corpus_of(
    found: Sequence[Note], settings: Settings, online: Manifest | None, now: datetime = THEN
) -> Corpus:
    paths = tuple(f"content/articles/{each.name}.md" for each in found)
    summaries = (
        summarise(read(*source_of(path, each.text.encode()), settings), settings)
        for path, each in zip(paths, found, strict=True)
    )
    return Corpus(tuple(summaries), Inventory({}, paths), now, online)


def online_of(found: Sequence[Note], settings: Settings) -> Manifest:
    """The manifest of what is built of these; nothing is rendered for it."""
    verdict = Verdict((), {}, crashed=False)
    site = assemble(corpus_of(found, settings, None), verdict, settings, Drafts.LEFT_OUT)
    pages: list[Page] = [
        *site_pages(site, lambda _: b""),
        *(
            page
            for article in site.articles
            for page in article_pages(article, Body("", ()), site, lambda _: b"")
        ),
    ]
    receipts = [
        Receipt(page.site_path, page.kind, "-", page.source, page.guid, page.date) for page in pages
    ]
    for path, feed in (
        (JSON_FEED, site.feeds[0]),
        *((each.site_path, each) for each in site.feeds),
    ):
        guids = tuple(article.guid for article in feed.articles)
        receipts.append(Receipt(path, PageKind.FEED, "-", items=guids))
    return parse_manifest(manifest_bytes(receipts, settings.timezone))


def said(corpus: Corpus, settings: Settings) -> list[Told]:
    return [
        Told(rule.code, each.path or "", 0, each.message, each.help)
        for rule in GUARDS
        for each in rule.check(corpus, settings)
    ]


@given(notes(), SETTINGS)
def test_nothing_is_said_of_a_blog_beside_itself(found: list[Note], settings: Settings) -> None:
    online = online_of(found, settings)
    assert said(corpus_of(found, settings, online), settings) == []


@given(notes(), notes(), SETTINGS, st.data())
def test_what_is_told_to_be_lost_is_what_the_build_would_not_have(
    before: list[Note], after: list[Note], settings: Settings, data: st.DataObject
) -> None:
    online = online_of(before, settings)
    guarded = {
        path
        for path, listed in online.pages.items()
        if listed.kind in (PageKind.ARTICLE, PageKind.PAGE, PageKind.FEED, PageKind.REDIRECT)
    }
    gone = sorted(guarded - online_of(after, settings).pages.keys())
    retired = data.draw(st.lists(st.sampled_from(gone), unique=True)) if gone else []
    settings = replace(settings, retired=tuple(retired))
    corpus = corpus_of(after, settings, online)
    found = compared(corpus)
    assert found is not None
    told = {listed.site_path for listed in lost(found, corpus, settings)}
    assert told == guarded - online_of(after, settings).pages.keys()


@given(notes(), SETTINGS, st.integers(0, 60))
def test_nothing_is_said_as_time_goes_by(found: list[Note], settings: Settings, days: int) -> None:
    later = THEN + timedelta(days=days)
    corpus = corpus_of(found, settings, online_of(found, settings), later)
    assert said(corpus, settings) == []


@given(notes(), notes(names=("u", "v", "w")), SETTINGS)
def test_nothing_is_said_of_articles_that_are_new(
    found: list[Note], new: list[Note], settings: Settings
) -> None:
    corpus = corpus_of([*found, *new], settings, online_of(found, settings))
    assert said(corpus, settings) == []


@given(notes(), SETTINGS)
def test_nothing_is_said_of_words_that_are_corrected(found: list[Note], settings: Settings) -> None:
    corrected = [replace(note, words="Others", tags=("three",)) for note in found]
    corpus = corpus_of(corrected, settings, online_of(found, settings))
    assert said(corpus, settings) == []


@given(notes(), SETTINGS)
def test_nothing_is_said_of_articles_that_were_moved_as_they_should(
    found: list[Note], settings: Settings
) -> None:
    moved = [
        replace(note, name=f"{note.name}-moved", aliases=(*note.aliases, note.address))
        for note in found
    ]
    corpus = corpus_of(moved, settings, online_of(found, settings))
    assert said(corpus, settings) == []


@given(notes(), SETTINGS, st.data())
def test_what_is_withdrawn_is_told_once_and_may_go_when_it_is_retired(
    found: list[Note], settings: Settings, data: st.DataObject
) -> None:
    online = online_of(found, settings)
    going = data.draw(st.sampled_from(found))
    corpus = corpus_of([note for note in found if note is not going], settings, online)
    told = said(corpus, settings)
    path = f"content/articles/{going.name}.md"
    was_there = going.address in online.pages
    assert told_codes(told).count(("PB001", path)) == was_there
    assert {(each.code, each.path) for each in told} <= {
        ("PB001", path),
        ("PB001", "pyproject.toml"),
    }
    every = [site_path for each in told for site_path in paths_in(each.help)]
    assert said(corpus, replace(settings, retired=tuple(every))) == []


@given(notes(), SETTINGS, st.data())
def test_what_goes_back_to_draft_is_one_finding_that_names_all_that_may_be_retired(
    found: list[Note], settings: Settings, data: st.DataObject
) -> None:
    online = online_of(found, settings)
    going = data.draw(st.sampled_from(found))
    held_back = [replace(note, draft=note.draft or note is going) for note in found]
    corpus = corpus_of(held_back, settings, online)
    told = said(corpus, settings)
    was_there = going.address in online.pages
    assert len(told) == was_there
    every = [site_path for each in told for site_path in paths_in(each.help)]
    assert said(corpus, replace(settings, retired=tuple(every))) == []


@given(notes(), SETTINGS)
def test_another_domain_is_one_finding_and_its_way_out_ends_it(
    found: list[Note], settings: Settings
) -> None:
    online = online_of(found, settings)
    moved = replace(settings, base_url="https://new.example/", feed_domain="new.example")
    told = said(corpus_of(found, moved, online), moved)
    composed = [
        each for each in online.pages.values() if each.guid.startswith("https://blog.example/")
    ]
    assert told_codes(told) == ([("PB006", "pyproject.toml")] if composed else [])
    kept = replace(moved, feed_domain="blog.example")
    assert said(corpus_of(found, kept, online), kept) == []
