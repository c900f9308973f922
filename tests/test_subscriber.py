"""Subscribers for years: whatever authors do, what the guards let through wakes none for nothing.

Authors write, correct, rename, withdraw and blunder at random. Each build is held against what is
online; one that is refused is undone, as by an author who thinks better of it. A reader of all the
feeds remembers what it was given, as feed readers do: by guid. Every text has a mark by which we,
and not the reader, know which article it is.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.assemble import Drafts
from pipeline.build import Job, build
from pipeline.errors import MoveError, PipelineError
from pipeline.judge import selection
from pipeline.manifest import load_manifest
from pipeline.move import prepare
from pipeline.move.storing import store
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.blog import NOW
from tests.feed_reader import Item, json_items, rss_items

TABLE = """\
[tool.codeloom]
title = "Blog"
base_url = "https://blog.example/"
search = false
social_cards = false
"""
ARTICLE = """\
---
title: The note number {mark}
description: A sentence of fifty characters or more that says what note {mark} is about.
date: {day}
category: {category}
kind: note
---

This is mark-{mark}.
"""
FIRST_DAY = date(2026, 1, 1)
CATEGORIES = ("Career", "Python")
SLUGS = ("tea", "milk", "cups", "scones", "jam")
MARK = re.compile(r"mark-(\d+)")

any_slug = st.sampled_from(SLUGS)
any_category = st.sampled_from(CATEGORIES)


@dataclass
class Reader:
    """A feed reader that looks at one feed."""

    known: dict[str, Item] = field(default_factory=dict)
    """What it was given, by guid: it shows an item when it does not know its guid."""
    delivered: set[str] = field(default_factory=set)
    """The marks of the articles that it has shown."""
    latest: tuple[Item, ...] = ()
    """What the feed held when it was last looked at."""

    def fetch(self, items: dict[str, Item]) -> None:
        self.latest = tuple(items.values())
        for item in self.latest:
            (mark,) = MARK.findall(item.text)
            before = self.known.setdefault(item.guid, item)
            if before is item:
                assert mark not in self.delivered, f"{item.guid} comes again"
                self.delivered.add(mark)
            assert MARK.findall(before.text) == [mark], f"{item.guid} hides a new article"
            assert before.date == item.date, f"{item.guid} has another date"


class Years(RuleBasedStateMachine):
    """A blog from its first articles on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "blog"
        self.readers: dict[str, Reader] = {}
        self.marks = 0
        self.retired: list[str] = []
        self.addresses: set[str] = set()
        self.published = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # --- the blog ---

    def file(self, slug: str) -> Path:
        return self.root / f"content/articles/{slug}.md"

    @property
    def table(self) -> Path:
        return self.root / "pyproject.toml"

    def there(self, slug: str) -> bool:
        return self.file(slug).exists()

    def job(self, against: Path | None = None) -> Job:
        settings = load_settings(self.root)
        chosen = selection(RULES, settings)
        published = load_manifest(against) if against else None
        return Job(self.root, settings, chosen, NOW, published=published)

    def write(self, slug: str, category: str) -> None:
        self.marks += 1
        day = FIRST_DAY + timedelta(days=self.marks)
        text = ARTICLE.format(mark=self.marks, day=day, category=category)
        self.file(slug).parent.mkdir(parents=True, exist_ok=True)
        self.file(slug).write_text(text)

    def exchange(self, slug: str, pattern: str, new: str) -> None:
        file = self.file(slug)
        file.write_text(re.sub(pattern, new, file.read_text(), count=1, flags=re.MULTILINE))

    def publish(self, change: Callable[[], object]) -> bool:
        """Makes a change and publishes it; one that is refused is undone."""
        kept = self.folder / "kept"
        shutil.copytree(self.root, kept)
        change()
        if not self.build():
            shutil.rmtree(self.root)
            kept.rename(self.root)
            return False
        shutil.rmtree(kept)
        self.published += 1
        self.fetch()
        return True

    def build(self) -> bool:
        manifest = self.root / "public/manifest.json"
        job = self.job(manifest if manifest.exists() else None)
        try:
            return build(job, self.root / "public", Drafts.LEFT_OUT).published is not None
        except PipelineError:  # nothing is left to publish
            return False

    def fetch(self) -> None:
        """Every reader looks; one who subscribed to a category meets all that it ever had."""
        public = self.root / "public"
        before = self.readers["feed.xml"].latest if self.readers else ()
        for feed in (*sorted(public.rglob("feed.xml")), public / "feed.json"):
            read = json_items if feed.suffix == ".json" else rss_items
            name = feed.relative_to(public).as_posix()
            self.readers.setdefault(name, Reader()).fetch(read(feed.read_bytes()))
        kept = {item.guid for item in self.readers["feed.xml"].latest}
        for item in before:
            path = re.sub("https://[^/]*", "", item.link)
            assert item.guid in kept or path in self.table.read_text(), f"{item.guid} has vanished"
        listed = json.loads((public / "manifest.json").read_bytes())["pages"]
        self.addresses |= {page["path"] for page in listed if page["kind"] == "article"}

    # --- what authors do ---

    @initialize(category=any_category)
    def begin(self, category: str) -> None:
        self.root.mkdir()
        self.table.write_text(TABLE)
        for slug in SLUGS[:3]:
            assert self.publish(partial(self.write, slug, category))

    @rule(slug=any_slug, category=any_category)
    def write_one(self, slug: str, category: str) -> None:
        """Anew, or over one that is there already."""
        if f"/articles/{slug}/" not in self.retired:
            self.publish(lambda: self.write(slug, category))

    @rule(slug=any_slug)
    def correct(self, slug: str) -> None:
        if self.there(slug):
            assert self.publish(lambda: self.exchange(slug, "^This is", "This now is"))

    @rule(slug=any_slug)
    def update(self, slug: str) -> None:
        if self.there(slug) and "updated:" not in self.file(slug).read_text():
            assert self.publish(lambda: self.exchange(slug, "^kind:", "updated: 2026-10-01\nkind:"))

    @rule(slug=any_slug, new=any_slug)
    def rename(self, slug: str, new: str) -> None:
        """As the command does it."""
        if not self.there(slug):
            return
        try:
            plan = prepare(self.job(), slug, new, lambda _: None)
        except MoveError:
            return
        assert self.publish(lambda: store(self.root, plan))

    @rule(slug=any_slug, new=any_slug)
    def rename_by_hand(self, slug: str, new: str) -> None:
        if self.there(slug) and slug != new and not self.there(new):
            self.publish(lambda: self.file(slug).rename(self.file(new)))

    @rule(slug=any_slug, new=any_slug, category=any_category)
    def rename_by_hand_and_write_in_its_place(self, slug: str, new: str, category: str) -> None:
        def change() -> None:
            self.file(slug).rename(self.file(new))
            self.write(slug, category)

        if self.there(slug) and slug != new and not self.there(new):
            self.publish(change)

    @rule(slug=any_slug, new=any_slug)
    def exchange_two(self, slug: str, new: str) -> None:
        def change() -> None:
            one, other = self.file(slug).read_bytes(), self.file(new).read_bytes()
            self.file(slug).write_bytes(other)
            self.file(new).write_bytes(one)

        if slug != new and self.there(slug) and self.there(new):
            self.publish(change)

    @rule(slug=any_slug, days=st.integers(-3, 3))
    def date_anew(self, slug: str, days: int) -> None:
        day = FIRST_DAY + timedelta(days=200 + days)
        if self.there(slug):
            self.publish(lambda: self.exchange(slug, "^date: .*", f"date: {day}"))

    @rule(
        slug=any_slug, alias=st.sampled_from(["/t/", "/old/", "/articles/tea/", "/articles/jam/"])
    )
    def add_an_alias(self, slug: str, alias: str) -> None:
        if self.there(slug) and "aliases:" not in self.file(slug).read_text():
            self.publish(lambda: self.exchange(slug, "^kind:", f"aliases: [{alias}]\nkind:"))

    @rule(slug=any_slug, guid=st.sampled_from(["/articles/tea/", "/t/", "urn:x"]))
    def write_a_guid(self, slug: str, guid: str) -> None:
        if self.there(slug) and "guid:" not in self.file(slug).read_text():
            self.publish(lambda: self.exchange(slug, "^kind:", f"guid: {guid}\nkind:"))

    @rule(slug=any_slug, name=st.sampled_from(["aliases", "guid", "updated"]))
    def take_a_field_out(self, slug: str, name: str) -> None:
        if self.there(slug):
            self.publish(lambda: self.exchange(slug, rf"^{name}:.*\n(?:[ -].*\n)*", ""))

    @rule(slug=any_slug)
    def make_a_draft(self, slug: str) -> None:
        if self.there(slug):
            self.publish(lambda: self.exchange(slug, "^kind:", "draft: true\nkind:"))

    @rule(slug=any_slug)
    def delete(self, slug: str) -> None:
        if self.there(slug):
            self.publish(self.file(slug).unlink)

    @rule(slug=any_slug, other=any_slug)
    def merge(self, slug: str, other: str) -> None:
        """Without a word in the settings."""

        def change() -> None:
            self.file(other).unlink()
            fields = f"aliases: [/articles/{other}/]\nguid: /articles/{slug}/\n"
            self.exchange(slug, "^kind:", f"{fields}kind:")

        if slug == other or not self.there(slug) or not self.there(other):
            return
        if not re.search("^(aliases|guid):", self.file(slug).read_text(), re.MULTILINE):
            self.publish(change)

    @rule(slug=any_slug)
    @precondition(lambda self: self.published > 3)
    def withdraw(self, slug: str) -> None:
        """With all addresses that the article ever had, as the settings ask for."""

        def change() -> None:
            self.file(slug).unlink()
            kept = [each for each in self.table.read_text().splitlines() if "retired" not in each]
            self.table.write_text("\n".join([*kept, f"retired = {json.dumps(retired)}\n"]))

        if not self.there(slug) or len([*self.root.glob("content/articles/*.md")]) == 1:
            return
        aliases = re.findall(r"/[\w/]+/", self.file(slug).read_text().partition("kind:")[0])
        retired = sorted({*self.retired, f"/articles/{slug}/", *aliases})
        if self.publish(change):
            self.retired = retired

    @rule(domain=st.sampled_from(["new.example", "blog.example"]))
    def move_the_blog(self, domain: str) -> None:
        moved = re.sub("https://[^/]*/", f"https://{domain}/", self.table.read_text())
        self.publish(lambda: self.table.write_text(moved))

    @rule(domain=st.sampled_from(["new.example", "blog.example"]))
    def move_the_blog_and_keep_the_domain_of_record(self, domain: str) -> None:
        moved = re.sub("https://[^/]*/", f"https://{domain}/", self.table.read_text())
        if "feed_domain" not in moved:
            moved += 'feed_domain = "blog.example"\n'
        assert self.publish(lambda: self.table.write_text(moved))

    # --- what holds at any time ---

    @invariant()
    def every_address_leads_somewhere(self) -> None:
        for address in self.addresses:
            assert (self.root / f"public{address}index.html").is_file(), address

    @invariant()
    def nothing_that_is_published_was_never_delivered(self) -> None:
        if not self.root.exists():
            return
        published = {
            mark
            for file in self.root.glob("content/articles/*.md")
            for mark in MARK.findall(file.read_text())
        }
        assert published <= self.readers["feed.xml"].delivered
        assert self.readers["feed.xml"].delivered == self.readers["feed.json"].delivered


Years.TestCase.settings = limits(max_examples=40, stateful_step_count=12, deadline=None)
TestYears = Years.TestCase
