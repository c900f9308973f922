"""The search index: Pagefind runs on a small site, and what it wrote is read back."""

from __future__ import annotations

import errno
import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import search
from pipeline.errors import PublishError
from pipeline.model import Body
from pipeline.render import article_pages, site_pages
from tests.blog import made_article, made_site

PAGE = '<!doctype html><html lang="{lang}"><body><p>outside</p>{main}</body></html>'


def site_of(folder: Path, lang: str = "en", **mains: str) -> Path:
    for name, main in mains.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(PAGE.format(lang=lang, main=main), "utf-8")
    return folder


def body(text: str) -> str:
    return f"<article data-pagefind-body><h1>A heading</h1><p>{text}</p></article>"


def fragments(folder: Path) -> dict[str, dict[str, Any]]:
    """What the index holds, by address."""
    found = {}
    for file in (folder / "pagefind" / "fragment").iterdir():
        data = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[data["url"]] = data
    return found


def test_the_index_holds_what_is_marked_and_nothing_else(tmp_path: Path) -> None:
    site_of(tmp_path, a=body("zebra"), b="<h1>A list</h1><p>giraffe</p>")
    search.index(tmp_path)
    assert {url: each["content"] for url, each in fragments(tmp_path).items()} == {
        "/a/": "A heading. zebra."
    }


def test_only_what_the_search_page_asks_for_is_kept(tmp_path: Path) -> None:
    site_of(tmp_path, a=body("zebra"))
    search.index(tmp_path)
    kept = {file.name for file in (tmp_path / "pagefind").iterdir()}
    (meta,) = (name for name in kept if name.endswith(".pf_meta"))
    assert kept == {
        "fragment",
        "index",
        "pagefind-entry.json",
        "pagefind.js",
        "wasm.en.pagefind",
        meta,
    }


@pytest.mark.parametrize(
    ("lang", "language", "engine"),
    [("de", "de", "wasm.de.pagefind"), ("tlh", "tlh", "wasm.unknown.pagefind")],
)
def test_the_index_is_in_the_language_of_the_pages(
    tmp_path: Path, lang: str, language: str, engine: str
) -> None:
    site_of(tmp_path, lang, a=body("zebra"))
    search.index(tmp_path)
    folder = tmp_path / "pagefind"
    assert list(json.loads((folder / "pagefind-entry.json").read_bytes())["languages"]) == [
        language
    ]
    assert [file.name for file in folder.glob("wasm.*")] == [engine]


@pytest.mark.parametrize("mains", [{}, {"a": "<h1>No article yet</h1>"}])
def test_a_site_with_nothing_to_search_has_an_empty_index(
    tmp_path: Path, mains: dict[str, str]
) -> None:
    search.index(site_of(tmp_path, **mains))
    assert list((tmp_path / "pagefind").iterdir()) == []


def test_nothing_around_a_build_changes_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    site = site_of(tmp_path / "site", a=body("zebra <script src='/_pagefind/pagefind-ui.js'>"))
    for folder in (tmp_path, site):
        (folder / "pagefind.yml").write_text("output_subdir: elsewhere\nglob: '*.none'\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    monkeypatch.setenv("PAGEFIND_SITE", "/no/such/folder")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "p")
    search.index(Path("site"))
    assert list(fragments(site)) == ["/a/"]
    assert sorted(each.name for each in site.iterdir()) == ["a", "pagefind", "pagefind.yml"]
    assert capfd.readouterr() == ("", "")


TROUBLE = (
    "The search index cannot be made with `pagefind`: {}; install Codeloom again, or set"
    " `search = false`."
)


def test_a_missing_package_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(PublishError) as caught:
        search.index(tmp_path)
    assert str(caught.value) == TROUBLE.format("it is not installed")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it in words of its own")
def test_a_program_that_cannot_start_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_program", lambda: str(tmp_path / "nothing"))
    with pytest.raises(PublishError) as caught:
        search.index(tmp_path)
    assert str(caught.value) == TROUBLE.format(os.strerror(errno.ENOENT))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'disk full' >&2; exit 3", "it ended with code 3 and `disk full`"),
        ("exit 3", "it ended with code 3"),
        ("kill -9 $$", "it was killed by signal 9"),
        ("exec sleep 20", "it did not end within 1 seconds"),
    ],
)
def test_a_program_that_fails_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(search, "_program", lambda: str(program))
    monkeypatch.setattr(search, "SECONDS", 1)
    with pytest.raises(PublishError) as caught:
        search.index(site_of(tmp_path / "site", a=body("zebra")))
    assert str(caught.value) == TROUBLE.format(why)


@pytest.mark.parametrize(
    ("pattern", "kept", "named"),
    [
        ("pagefind-entry.json", 0, "pagefind-entry.json"),
        ("pagefind-entry.json", None, "pagefind-entry.json"),
        ("pagefind.js", 0, "pagefind.js"),
        ("pagefind.js", 40_960, "pagefind.js"),
        ("wasm.en.pagefind", 57_344, "wasm.en.pagefind"),
        ("*.pf_meta", 0, r"pagefind\.en_\w+\.pf_meta"),
        ("index/*", 20, r"index/en_\w+\.pf_index"),
        ("fragment/*", 0, r"fragment/en_\w+\.pf_fragment"),
        ("fragment/*", None, "fragment"),
    ],
)
def test_an_index_that_a_full_disk_cut_off_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, kept: int | None, named: str
) -> None:
    run = search._run

    def cut_off(site: Path, name: str) -> str:
        said = run(site, name)
        (file,) = (site / name).glob(pattern)
        if kept is None:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:kept])
        return said

    monkeypatch.setattr(search, "_run", cut_off)
    said = rf"^The search index is not whole, `pagefind/{named}` is cut off: is the disk full\?$"
    with pytest.raises(PublishError, match=said):
        search.index(site_of(tmp_path, a=body("zebra")))


def test_an_articles_page_gives_its_words_and_its_facts_to_the_index(tmp_path: Path) -> None:
    article = made_article(title="Vec<T> & others", category="Career", level="", learn=())
    site = made_site(article)
    text = Body("<p>zebra &lt;mark&gt;</p>", ())
    pages = [*article_pages(article, text, site, lambda _: b"")]
    pages += site_pages(site, lambda _: b"")
    for page in pages:
        if page.site_path.endswith("/"):
            (tmp_path / page.site_path[1:]).mkdir(parents=True, exist_ok=True)
            (tmp_path / page.site_path[1:] / "index.html").write_bytes(page.content())
    search.index(tmp_path)
    (found,) = fragments(tmp_path).values()
    assert found["url"] == "/articles/memo/"
    assert found["meta"] == {"title": "Vec<T> & others", "facts": "Career · 4 min read"}
    assert found["content"] == (
        "Vec<T> & others. Why a page of plain words comes before the first line of code."
        " Prerequisites. A pen. zebra <mark>"
    )
