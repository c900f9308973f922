"""Feeds that wake nobody for nothing: built by `codeloom build`, twice, and held side by side."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from pipeline import __version__
from tests.blog import make_blog, note
from tests.feed_validator import CONTENT, complaints, json_complaints
from tests.test_cli import codeloom

HOME = "https://blog.example/"
TABLE = "search = false\nsocial_cards = false\n"
WEB = "categories/web/feed.xml"
RSS = ("categories/career/feed.xml", WEB, "feed.xml")
FEEDS = (*RSS[:2], "feed.json", RSS[2])


def text(number: int, category: str, body: str = "Some words.") -> str:
    plain = note(f"{body}\n", f"Note <{number}> & more", f"2026-01-0{number}")
    unique = plain.replace("what this note", f"what note {number}")
    return unique.replace("category: Career", f"category: {category}")


ARTICLES = {
    "content/articles/a.md": text(1, "Career"),
    "content/articles/b.md": text(2, "Web", "A claim[^1].\n\n[^1]: Its reason."),
    "content/articles/c.md": text(3, "Career", "See [b](b.md)."),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog that was built once; nobody changes it."""
    blog = make_blog(tmp_path_factory.mktemp("once") / "blog", dict(ARTICLES), TABLE)
    built(blog, env={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    return blog


@pytest.fixture
def blog(published: Path, tmp_path: Path) -> Path:
    """A blog of a test's own, as it was published."""
    return shutil.copytree(published, tmp_path / "blog")


def built(blog: Path, now: str = "2026-11-22T12:00Z", env: Mapping[str, str] = {}) -> Path:
    run = codeloom(blog, "build", "--now", now, env=dict(env))
    assert run.returncode == 0, run.stdout + run.stderr
    return blog / "public"


def feeds_in(output: Path) -> dict[str, bytes]:
    """Every feed of a published blog, by its path in the folder."""
    paths = [*output.rglob("feed.xml"), *output.rglob("feed.json")]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(paths)}


def items_in(path: str, data: bytes) -> dict[str, str]:
    """Each item of a feed as it is written, by its guid."""
    if path.endswith(".json"):
        return {item["id"]: json.dumps(item) for item in json.loads(data)["items"]}
    return {
        item.findtext("guid") or "": ET.tostring(item, "unicode")
        for item in ET.fromstring(data).iter("item")
    }


def corrected(
    blog: Path, slug: str = "a", old: str = "Some words", new: str = "Other words"
) -> None:
    path = blog / f"content/articles/{slug}.md"
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8", newline="\n")


def test_a_blog_has_its_feeds_and_none_has_a_flaw(blog: Path) -> None:
    found = feeds_in(blog / "public")
    assert tuple(found) == FEEDS
    for path in RSS:
        assert complaints(found[path], HOME + path, HOME) == []
    assert json_complaints(found["feed.json"], f"{HOME}feed.json") == []


def test_the_feeds_have_the_language_of_the_pages(blog: Path) -> None:
    with (blog / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('language = "en-GB"\n')
    output = built(blog)
    assert '<html lang="en-GB"' in (output / "index.html").read_text(encoding="utf-8")
    found = feeds_in(output)
    assert {feedparser.parse(found[path]).feed.language for path in RSS} == {"en-GB"}
    assert json.loads(found["feed.json"])["language"] == "en-GB"


def test_the_manifest_says_what_is_in_each_feed(blog: Path) -> None:
    output = blog / "public"
    listed = json.loads((output / "manifest.json").read_bytes())["pages"]
    feeds = {each["path"][1:]: each.get("items") for each in listed if each["kind"] == "feed"}
    assert feeds == {path: [*items_in(path, data)] for path, data in feeds_in(output).items()}


ELSEWHERE = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANG": "de"},
    {"PYTHONHASHSEED": "4242", "TZ": "Etc/GMT+12", "LC_ALL": "C", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("env", ELSEWHERE, ids=[each["TZ"] for each in ELSEWHERE])
def test_hash_seed_time_zone_locale_and_time_of_the_build_change_no_byte(
    blog: Path, env: Mapping[str, str]
) -> None:
    here = feeds_in(blog / "public")
    assert tuple(here) == FEEDS
    assert feeds_in(built(blog, "2027-03-01T03:04:05Z", env)) == here


def test_nothing_of_the_tools_version_or_of_the_time_of_the_build_is_in_a_feed(blog: Path) -> None:
    for path, data in feeds_in(built(blog, "2027-03-01T03:04:05Z")).items():
        plain = data.decode().replace("jsonfeed.org/version/1.1", "")
        assert __version__ not in plain.replace('version="2.0"', ""), path
        assert re.findall(r"Mar 2027|2027-03|03:04:05", plain) == []
        assert re.findall(r"(?i)feedgen|python|lxml", plain) == []


def test_a_correction_changes_the_item_of_its_article_and_nothing_else(blog: Path) -> None:
    before = feeds_in(blog / "public")
    corrected(blog)
    after = feeds_in(built(blog))
    changed = [path for path in FEEDS if before[path] != after[path]]
    assert changed == ["categories/career/feed.xml", "feed.json", "feed.xml"]
    own = f"{HOME}articles/a/"
    for path in changed:
        then, now = items_in(path, before[path]), items_in(path, after[path])
        assert [guid for guid in then if then[guid] != now[guid]] == [own]
        assert now[own] == then[own].replace("Some words", "Other words")
        lines = zip(before[path].splitlines(), after[path].splitlines(), strict=True)
        assert len([pair for pair in lines if pair[0] != pair[1]]) == 1


def test_a_correction_that_says_when_it_was_made_dates_its_item_and_its_feeds(blog: Path) -> None:
    before = feeds_in(blog / "public")
    corrected(blog, old="kind: note", new="kind: note\nupdated: 2026-02-01")
    after = feeds_in(built(blog))
    assert before[WEB] == after[WEB]
    for path in ("feed.xml", "categories/career/feed.xml"):
        parsed = feedparser.parse(after[path])
        entry = parsed.entries[-1]
        assert entry.published == "Thu, 01 Jan 2026 00:00:00 +0000"
        assert entry.updated == "2026-02-01T00:00:00+00:00"
        assert parsed.feed.updated == "Sun, 01 Feb 2026 00:00:00 +0000"


def test_a_feed_that_did_not_change_keeps_its_time(blog: Path) -> None:
    output = blog / "public"
    for path in FEEDS:
        os.utime(output / path, ns=(10**18, 10**18))
    corrected(blog)
    built(blog)
    times = {path: (output / path).stat().st_mtime_ns == 10**18 for path in FEEDS}
    assert times == {path: path == WEB for path in FEEDS}


def test_a_rename_with_its_alias_and_another_base_url_keep_every_guid(blog: Path) -> None:
    before = {path: [*items_in(path, data)] for path, data in feeds_in(blog / "public").items()}
    corrected(blog, old="kind: note", new="kind: note\naliases: [/articles/a/]")
    (blog / "content/articles/a.md").rename(blog / "content/articles/z.md")
    run = codeloom(
        *(blog, "build", "--now", "2026-11-22T12:00Z", "--base-url", "https://p.example/7/"),
        *("--output", str(blog / "preview")),
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = feeds_in(blog / "preview")
    assert {path: [*items_in(path, data)] for path, data in found.items()} == before
    for path in RSS:
        assert complaints(found[path], f"https://p.example/7/{path}") == []
    assert b"https://p.example/7/articles/z/" in found["feed.json"]
    assert b"https://p.example/7/articles/a/" not in found["feed.json"]


def test_a_client_reads_every_field_back(blog: Path) -> None:
    found = feeds_in(blog / "public")
    for path in RSS:
        parsed = feedparser.parse(found[path])
        assert not parsed.bozo
        assert parsed.version == "rss20"
        for entry in parsed.entries:
            assert re.fullmatch(r"Note <\d> & more", entry.title)
            assert entry.link == entry.id
            assert not entry.guidislink
            assert entry.summary.startswith("A sentence of fifty characters")
            assert "1 min read" in entry.content[0].value
    (claim,) = (item for item in json.loads(found["feed.json"])["items"] if "/b/" in item["url"])
    (same,) = ET.fromstring(found[WEB]).iter("item")
    assert claim["content_html"] == same.findtext(f"{CONTENT}encoded")
    assert f'href="{HOME}articles/b/#fn:1"' in claim["content_html"]


def test_a_retired_category_leaves_a_feed_that_says_it_has_ended(blog: Path) -> None:
    (blog / "content/articles/b.md").unlink()
    corrected(blog, "c", "See [b](b.md).", "See nothing.")
    settings = blog / "pyproject.toml"
    retired = 'retired = ["/categories/web/", "/articles/b/"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + retired, encoding="utf-8")
    output = built(blog)
    found = feeds_in(output)
    assert tuple(found) == FEEDS
    ended = found[WEB]
    assert complaints(ended, HOME + WEB) == []
    parsed = feedparser.parse(ended)
    assert (parsed.feed.title, parsed.entries) == ("Blog: this feed has ended", [])
    assert f"{HOME}feed.xml" in parsed.feed.subtitle
    assert "/categories/web/feed.xml 410!" in (output / "_redirects").read_text(encoding="utf-8")
