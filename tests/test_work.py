"""What a shard makes beside what was asked of it: bodies for the feeds, while that costs little."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import html, work
from pipeline.assemble import Drafts
from pipeline.build import Built, Job, build
from pipeline.judge import selection
from pipeline.model import Document
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.blog import NOW, make_blog, note


def blog(root: Path) -> Path:
    """Forty articles in two categories, of which ten have a date to come."""
    categories = ("Career", "Python")
    texts: dict[str, str | bytes] = {
        f"content/articles/n{day:02}-{at}.md": note(
            f"Words of {day} and {at}.\n", f"Note {day} {at}", f"20{26 + day // 16}-01-{day:02}"
        )
        .replace("Career", category)
        .replace("what this", f"what number {day} {at}")
        for day in range(1, 21)
        for at, category in enumerate(categories)
    }
    return make_blog(root, texts)


def published(root: Path) -> tuple[Built, dict[str, bytes]]:
    settings = load_settings(root)
    job = Job(root, settings, selection(RULES, settings), NOW)
    built = build(job, root / "public", Drafts.LEFT_OUT)
    feeds = [*root.glob("public/**/feed.xml"), root / "public/feed.json"]
    return built, {feed.relative_to(root).as_posix(): feed.read_bytes() for feed in feeds}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the articles whose body for feeds was made, in order."""
    paths: list[str] = []
    plain = html.feed_body

    def counted(document: Document, *rest: object) -> str:
        paths.append(document.source.path)
        return plain(document, *rest)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(html, "feed_body", counted)
    return paths


def test_a_body_for_feeds_is_made_once_while_its_document_is_at_hand(
    tmp_path: Path, made: list[str]
) -> None:
    built, feeds = published(blog(tmp_path))
    assert built.site is not None
    assert len(built.site.articles) == 30
    assert len(feeds) == 4
    assert sorted(made) == sorted(set(made))
    assert {article.path for article in built.site.articles} <= set(made)


@pytest.mark.parametrize("kept", [0, 3, 35])
def test_feeds_are_the_same_bytes_however_few_documents_a_shard_may_hold(
    tmp_path: Path, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, usual = published(blog(tmp_path / "usual"))
    monkeypatch.setattr(work, "_MOST_KEPT", kept)
    _, feeds = published(blog(tmp_path / "few"))
    assert feeds == usual


def test_of_each_category_no_more_documents_are_held_than_a_feed_has_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[str]
) -> None:
    monkeypatch.setattr(work, "IN_A_FEED", 4)
    root = blog(tmp_path)
    settings = load_settings(root)
    job = Job(root, settings, selection(RULES, settings), NOW)
    build(job, root / "public", Drafts.LEFT_OUT)
    newest = {f"content/articles/n{day:02}-{at}.md" for day in range(17, 21) for at in (0, 1)}
    assert set(made[:8]) == newest
