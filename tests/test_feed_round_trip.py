"""Whatever is written, from Markdown on: every feed brings it as it was, and the feeds agree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import Drafts, assemble
from pipeline.examine import summarise
from pipeline.html import feed_body
from pipeline.model import Corpus, Inventory, Site, Verdict
from pipeline.render import feed_pages
from pipeline.shelves import category_path
from tests.blog import document
from tests.blog import settings as blog_settings
from tests.feed_reader import Item, items_of, tree

BASE_URL = "https://preview.example/b/"
RECORD = "https://blog.example"
IN_2101 = datetime(2101, 1, 1, tzinfo=UTC)


class Written(NamedTuple):
    """An article as its author has it in mind."""

    title: str
    description: str
    category: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    date: datetime
    updated: timedelta | None
    alias: str
    parts: tuple[tuple[str, str], ...]
    """Paragraphs, code and footnotes, in order: each its kind and its text."""

    def source(self) -> str:
        """The article as a file."""
        front = {
            "title": self.title,
            "description": self.description,
            "category": self.category,
            "kind": "note",
            "author": list(self.authors),
            "date": self.date.isoformat(),
            **({"tags": list(self.tags)} if self.tags else {}),
            **({"updated": self.modified.isoformat()} if self.updated is not None else {}),
            **({"aliases": [self.alias]} if self.alias else {}),
        }
        lines = "".join(f"{name}: {_json(value)}\n" for name, value in front.items())
        return f"---\n{lines}---\n\n" + "\n\n".join(self._markdown())

    def _markdown(self) -> Iterator[str]:
        for number, (kind, text) in enumerate(self.parts):
            if kind == "code":
                longest = max(map(len, re.findall("`+", text)), default=0)
                fence = "`" * max(longest + 1, 3)
                yield f"{fence}python\n{text}{fence}"
            elif kind == "footnote":
                yield f"See[^{number}].\n\n[^{number}]: {_escaped(text)}"
            else:
                yield _escaped(text)

    @property
    def modified(self) -> datetime:
        """Its date of change, or else of publication."""
        return self.date + (self.updated or timedelta())

    def item(self, slug: str, html: str) -> Item:
        """What readers must have of it."""
        return Item(
            self.title,
            self.description,
            f"{BASE_URL}articles/{slug}/",
            RECORD + (self.alias or f"/articles/{slug}/"),
            self.date.astimezone(UTC),
            self.authors,
            html,
        )

    def text(self) -> list[str]:
        """The text of the item, piece by piece: the lead, the body, the footnotes."""
        main: list[str] = ["1 min read"]
        notes: list[str] = []
        for kind, text in self.parts:
            if kind == "footnote":
                notes.append(f"{text} ↩")
                main.append(f"See{len(notes)}.")
            else:
                main.append(text)
        return main + notes


def _json(value: object) -> str:
    """A value as YAML has it too."""
    return json.dumps(value, ensure_ascii=False)


def _escaped(text: str) -> str:
    """Text as Markdown that means it literally."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def site_of(articles: dict[str, Written]) -> tuple[Site, dict[str, str]]:
    """The site of these articles, by slug, and the bodies that its feeds get."""
    options = {"base_url": BASE_URL, "feed_domain": "blog.example", "title": "Blog"}
    chosen = blog_settings(**options)
    documents = [
        document(written.source(), f"content/articles/{slug}.md", **options)
        for slug, written in articles.items()
    ]
    assert [each.problems for each in documents] == [()] * len(documents)
    summaries = tuple(summarise(each, chosen) for each in documents)
    corpus = Corpus(summaries, Inventory({}, ()), IN_2101)
    whole = assemble(corpus, Verdict((), {}, False), chosen, Drafts.LEFT_OUT)
    return whole, {each.source.path: feed_body(each, BASE_URL) for each in documents}


# Not what feedparser mends when it takes it for Latin-1 that was decoded twice.
_TWICE = "".join(map(chr, range(0x80, 0xC0)))
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp"), exclude_characters=_TWICE + "\ufffd"
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12) | st.sampled_from(
    ["Vec<T>", "a&b", "&amp;", "]]>", "</", "<!--", "مرحبا", "📦", "'", '"', "\\", "1.", "#", "-"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
NAME = st.lists(
    st.text(st.sampled_from("abcdeéßжåÅ日本👩-'<&>"), min_size=1, max_size=6),
    min_size=1,
    max_size=3,
).map(" ".join)
CODE = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffd"))
    | st.sampled_from(["\tif a < b && c:", "]]>", "</pre>", "```", "&lt;", "  ", ""]),
    min_size=1,
    max_size=4,
).map(lambda lines: "".join(f"{line}\n" for line in lines))
OFFSETS = st.sampled_from([0, 60, 330, 345, -210, -570, 765, 840, -720]).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(
    datetime(1999, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    datetime(2100, 12, 30),  # noqa: DTZ001
    timezones=OFFSETS,
).map(lambda moment: moment.replace(microsecond=0))
WRITTEN = st.builds(
    Written,
    title=TEXT.map("Note {}".format),
    description=TEXT.map("A sentence of fifty characters or more that says {}".format),
    category=st.sampled_from(["Career", "Python", "Web"]),
    authors=st.lists(NAME, min_size=1, max_size=3, unique=True).map(tuple),
    tags=st.lists(st.sampled_from(["rust", "go", "c-sharp"]), max_size=3, unique=True).map(tuple),
    date=MOMENTS,
    updated=st.none() | st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    alias=st.just(""),
    parts=st.lists(
        st.tuples(st.sampled_from(["paragraph", "footnote"]), TEXT)
        | st.tuples(st.just("code"), CODE),
        max_size=5,
    ).map(tuple),
)
ARTICLES = st.dictionaries(
    st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True), WRITTEN, max_size=4
)
ALIASES = st.lists(st.booleans(), min_size=4, max_size=4)


@settings(max_examples=60)
@given(articles=ARTICLES, moved=ALIASES)
def test_any_articles_come_out_of_every_feed_as_they_went_in(
    articles: dict[str, Written], moved: list[bool]
) -> None:
    articles = {
        slug: written._replace(alias=f"/old/{slug}/" if was else "")
        for (slug, written), was in zip(articles.items(), moved, strict=False)
    }
    site, bodies = site_of(articles)
    newest = sorted(articles, key=lambda slug: (-articles[slug].date.timestamp(), slug))
    pages = {page.site_path: page for page in feed_pages(site, lambda each: bodies[each.path])}
    shelves = {category_path(each.category): each.category for each in articles.values()}
    assert pages.keys() == {"/feed.xml", "/feed.json"} | {f"{path}feed.xml" for path in shelves}
    for path, page in pages.items():
        content = page.content()
        own = shelves.get(path.removesuffix("feed.xml"))
        there = [slug for slug in newest if own is None or articles[slug].category == own]
        found = items_of(content, BASE_URL + path.removeprefix("/"), BASE_URL)
        assert list(found) == there
        assert page.items == tuple(item.guid for item in found.values())
        for slug, item in found.items():
            assert item == articles[slug].item(slug, item.html)
            assert _pieces(item) == articles[slug].text()


def _pieces(item: Item) -> list[str]:
    """The text of each paragraph, as words; of each block of code, as it is."""
    return [
        node.text() if node.tag == "pre" else " ".join(node.text().split())
        for node in tree(item.html).css("p, pre")
    ]
