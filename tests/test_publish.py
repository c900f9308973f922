"""Publishing: whatever happens, what is online is one whole site, the old one or the new one."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import pickle
import random
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.errors import PublishError, VerifyError
from pipeline.model import Page, PageKind, Receipt
from pipeline.publish import (
    Published,
    Rehearsal,
    Stage,
    locking,
    publish,
    staging,
    swapping,
    verify,
)

URL = "https://blog.example/"
LONG_AGO = 1_000_000_000 * 10**9
FEED = b"<rss><channel><link>https://blog.example/</link></channel></rss>"

Snapshot = dict[str, tuple[bytes, int] | None]


def html(site_path: str, body: str = "", source: str = "") -> Page:
    """An HTML page that keeps its own promises."""
    text = f"<!doctype html><title>T</title><h1>{site_path}</h1>{body}"
    return Page(site_path, PageKind.PAGE, text.encode, source)


def asset(site_path: str, content: bytes = b"bytes") -> Page:
    return Page(site_path, PageKind.ASSET, lambda: content, f"content{site_path}")


HOME = html("/", '<a href="/articles/a/#part">a</a>')
ARTICLE = html("/articles/a/", '<p id="part">', "content/articles/a.md")
STYLE = asset("/style.css")
SITE = (HOME, ARTICLE, STYLE)
NEW_SITE = (html("/", "<p>new"), STYLE, asset("/new.png"))


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """The root of an empty blog, whose site goes to `public`."""
    root = tmp_path / "blog"
    (root / "content" / "articles").mkdir(parents=True)
    return root


@pytest.fixture(params=["exchange", "two renames"])
def road(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to swap; where a system cannot exchange folders the two are the same."""
    if request.param == "two renames":
        monkeypatch.setattr(swapping, "exchange", lambda one, other: False)


def build(root: Path, pages: Sequence[Page], output: Path | None = None) -> Published:
    output = output or root / "public"
    with staging(output, root) as stage:
        return publish(stage, [stage.write(page, "/", URL) for page in pages], output, "UTC")


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder: bytes and time of a file, None for anything else."""
    return {
        path.relative_to(folder).as_posix(): (
            (path.read_bytes(), path.stat().st_mtime_ns) if path.is_file() else None
        )
        for path in folder.rglob("*")
    }


def files(folder: Path) -> set[str]:
    return {name for name, stored in snapshot(folder).items() if stored is not None}


def beside(root: Path) -> set[str]:
    """What lies in the blog's root besides its content."""
    return {path.name for path in root.iterdir()} - {"content"}


def age(folder: Path) -> None:
    """Makes every file as old as if it had been published long ago."""
    for name in files(folder):
        os.utime(folder / name, ns=(LONG_AGO, LONG_AGO))


def full_disk(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


# --- a whole site ---------------------------------------------------------------------------------


def test_a_first_build_makes_the_folder_and_leaves_nothing_beside_it(blog: Path) -> None:
    assert build(blog, SITE) == Published(pages=3, changed=3, removed=0)
    assert files(blog / "public") == {
        "index.html",
        "articles/a/index.html",
        "style.css",
        "manifest.json",
    }
    assert (blog / "public/style.css").read_bytes() == b"bytes"
    assert beside(blog) == {"public"}


def test_an_empty_folder_is_taken_over(blog: Path, road: None) -> None:
    (blog / "public").mkdir()
    (blog / "public/.DS_Store").touch()
    assert build(blog, SITE) == Published(3, 3, 0)
    assert beside(blog) == {"public"}


def test_a_second_build_replaces_the_site_whole(blog: Path, road: None) -> None:
    build(blog, SITE)
    assert build(blog, NEW_SITE) == Published(pages=3, changed=2, removed=1)
    assert files(blog / "public") == {"index.html", "style.css", "new.png", "manifest.json"}
    assert beside(blog) == {"public"}


def test_files_whose_bytes_stay_keep_their_time(blog: Path, road: None) -> None:
    build(blog, SITE)
    age(blog / "public")
    build(blog, NEW_SITE)
    after = snapshot(blog / "public")
    kept = {name for name, stored in after.items() if stored and stored[1] == LONG_AGO}
    assert kept == {"style.css"}


def test_the_same_site_again_changes_nothing_at_all(blog: Path, road: None) -> None:
    build(blog, SITE)
    age(blog / "public")
    before = snapshot(blog / "public")
    assert build(blog, SITE) == Published(pages=3, changed=0, removed=0)
    assert snapshot(blog / "public") == before


def test_a_published_file_that_was_edited_by_hand_is_made_anew(blog: Path) -> None:
    build(blog, SITE)
    (blog / "public/style.css").write_bytes(b"edits")
    age(blog / "public")
    assert build(blog, SITE) == Published(pages=3, changed=1, removed=0)
    assert (blog / "public/style.css").read_bytes() == b"bytes"
    assert (blog / "public/style.css").stat().st_mtime_ns != LONG_AGO


def test_the_output_may_be_given_relative_to_the_working_folder(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(blog / "content")
    build(Path(".."), SITE, Path("../public"))
    assert beside(blog) == {"public"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_files_and_folders_have_the_modes_that_the_umask_leaves(blog: Path) -> None:
    before = os.umask(0o027)
    try:
        build(blog, SITE)
    finally:
        os.umask(before)
    public = blog / "public"
    modes = {path.stat().st_mode & 0o777 for path in public.rglob("*") if path.is_file()}
    assert (modes, public.stat().st_mode & 0o777) == ({0o640}, 0o750)


# --- the manifest ---------------------------------------------------------------------------------


def test_the_manifest_lists_every_file_without_what_is_empty(blog: Path) -> None:
    article = Page(
        "/articles/a/",
        PageKind.ARTICLE,
        lambda: b"<h1>A</h1>",
        "content/articles/a.md",
        "https://blog.example/articles/a/",
        "2026-01-02T00:00:00+00:00",
    )
    feed = Page("/feed.xml", PageKind.FEED, lambda: FEED)
    pages = (STYLE, feed, html("/"), article)
    build(blog, pages)
    style_hash, feed_hash, home_hash, article_hash = (
        hashlib.sha256(page.content()).hexdigest() for page in pages
    )
    assert (blog / "public/manifest.json").read_text(encoding="utf-8") == (
        '{"codeloom": 1, "timezone": "UTC", "pages": [\n'
        f'{{"path": "/", "kind": "page", "sha256": "{home_hash}"}},\n'
        '{"path": "/articles/a/", "source": "content/articles/a.md", "kind": "article",'
        ' "guid": "https://blog.example/articles/a/", "date": "2026-01-02T00:00:00+00:00",'
        f' "sha256": "{article_hash}"}},\n'
        f'{{"path": "/feed.xml", "kind": "feed", "sha256": "{feed_hash}"}},\n'
        '{"path": "/style.css", "source": "content/style.css", "kind": "asset",'
        f' "sha256": "{style_hash}"}}\n'
        "]}\n"
    )


def test_the_manifest_is_the_same_for_receipts_in_any_order(blog: Path) -> None:
    pages = [html(f"/articles/{name}/") for name in ("é", "a", "B", "a-b", "a/b")]
    found = set()
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        build(blog, pages)
        found.add((blog / "public/manifest.json").read_bytes())
    assert len(found) == 1
    listed = [page["path"] for page in json.loads(found.pop())["pages"]]
    assert listed == sorted(listed)


def test_a_site_without_pages_still_has_a_manifest_of_ours(blog: Path) -> None:
    build(blog, ())
    manifest = (blog / "public/manifest.json").read_bytes()
    assert manifest == b'{"codeloom": 1, "timezone": "UTC", "pages": [\n\n]}\n'
    assert build(blog, SITE) == Published(3, 3, 0)


# --- what is refused, untouched -------------------------------------------------------------------


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"codeloom": true, "pages": []}',
        b'{"codeloom": 2, "pages": []}',
        b'{"codeloom": 1}',
        b'{"codeloom": 1, "pages": [1]}',
        b'{"name": "A web app", "icons": []}',
        b"[" * 100_000,
    ],
)
def test_a_folder_that_is_not_ours_is_refused_untouched(blog: Path, manifest: bytes | None) -> None:
    (blog / "public").mkdir()
    (blog / "public/thesis.txt").write_text("The only copy.")
    if manifest is not None:
        (blog / "public/manifest.json").write_bytes(manifest)
    before = snapshot(blog)
    with pytest.raises(PublishError, match=r"public is not empty and has no manifest\.json of"):
        build(blog, SITE)
    assert snapshot(blog) == before


def test_files_of_others_in_a_folder_of_ours_are_never_lost(blog: Path) -> None:
    build(blog, SITE)
    (blog / "public/CNAME").write_text("blog.example")
    (blog / "public/.git").mkdir()
    (blog / "public/.git/HEAD").write_text("ref: refs/heads/pages")
    before = snapshot(blog)
    with pytest.raises(PublishError, match=r"HEAD and 1 more would be lost"):
        build(blog, SITE)
    assert snapshot(blog) == before


def test_a_file_that_appears_while_the_site_is_built_is_not_lost_either(blog: Path) -> None:
    build(blog, SITE)
    before = snapshot(blog / "public")

    def drop_a_note() -> bytes:
        (blog / "public/note").touch()
        return b""

    with pytest.raises(PublishError, match="note would be lost"):
        build(blog, (*SITE, Page("/late.txt", PageKind.ASSET, drop_a_note)))
    (blog / "public/note").unlink()
    assert snapshot(blog / "public") == before


def make_file(root: Path) -> Path:
    (root / "public").touch()
    return root / "public"


def make_link(root: Path) -> Path:
    (root / "elsewhere").mkdir()
    (root / "public").symlink_to(root / "elsewhere")
    return root / "public"


def make_dangling_link(root: Path) -> Path:
    (root / "public").symlink_to(root / "nowhere")
    return root / "public"


def make_loop(root: Path) -> Path:
    (root / "loop").symlink_to("loop")
    return root / "loop" / "public"


def make_link_into_content(root: Path) -> Path:
    (root / "way").symlink_to(root / "content" / "articles")
    return root / "way" / "public"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (make_file, "public is a file"),
        (make_link, "public is a symbolic link"),
        (make_dangling_link, "public is a symbolic link"),
        (lambda root: root, "blog holds the blog itself"),
        (lambda root: root.parent, "holds the blog itself"),
        (lambda root: Path(root.anchor), "holds the blog itself"),
        (lambda root: root / "content", "content is in the blog's content"),
        (lambda root: root / "content/articles", "articles is in the blog's content"),
        (lambda root: root / "content/articles/new", "new is in the blog's content"),
        (lambda root: root / "content/../content/new", "new is in the blog's content"),
        (make_link_into_content, "public is in the blog's content"),
        (make_loop, "cannot be made: there is no folder"),
        (lambda root: root / "not/there", "cannot be made: there is no folder"),
    ],
)
def test_a_wrong_place_is_refused_untouched(
    blog: Path, place: Callable[[Path], Path], why: str
) -> None:
    output = place(blog)
    before = snapshot(blog)
    with pytest.raises(PublishError, match=why):
        build(blog, SITE, output)
    assert snapshot(blog) == before


def test_a_read_only_folder_is_refused(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(blog, SITE)
    before = snapshot(blog)
    public = blog / "public"
    monkeypatch.setattr(os, "access", lambda path, mode: path != public.resolve())
    with pytest.raises(PublishError, match=r"the folder .*public is read-only"):
        build(blog, SITE)
    assert snapshot(blog) == before


def test_a_parent_that_takes_no_files_is_told(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(
        PublishError, match=r"codeloom-lock cannot be made: Read-only file system\."
    ):
        build(blog, SITE)
    assert beside(blog) == set()


def test_a_mount_point_is_refused(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (blog / "public").mkdir()
    monkeypatch.setattr("os.path.ismount", lambda path: True)
    with pytest.raises(PublishError, match="public is a mount point"):
        build(blog, SITE)


# --- pages that may not be written ----------------------------------------------------------------


@pytest.mark.parametrize(
    "site_path",
    [
        "",
        "style.css",
        "../style.css",
        "//",
        "//host/share",
        "/a//b",
        "/./a",
        "/..",
        "/../a",
        "/articles/../../a",
        "/articles/../",
        "/a\\..\\b",
        "/\\\\host\\share",
        "/C:/Windows",
        "/c:a",
        "/a\0b",
        "/a\nb",
        "/a?b",
        "/a*b",
        "/a.",
        "/a. /",
        "/a /b",
        "/con",
        "/articles/NUL/",
        "/aux.png",
        "/images/com1.tar.gz",
        "/lpt³",
        "/manifest.json",
        "/Manifest.JSON",
        "/manifest.json/a/",
        "/\udcff.png",
        f"/{'x' * 256}",
        f"/articles/{'é' * 128}/",
    ],
)
def test_a_site_path_that_is_no_safe_file_name_is_refused(blog: Path, site_path: str) -> None:
    before = snapshot(blog.parent)
    page = Page(site_path, PageKind.ASSET, lambda: b"", "content/x")
    with (
        pytest.raises(PublishError, match=r"\(from content/x\) cannot be published: ") as told,
        staging(blog / "public", blog) as stage,
    ):
        stage.write(page, "/", URL)
    assert str(told.value).startswith(f"The site path {site_path!r} ")
    assert snapshot(blog.parent) == before


@pytest.mark.parametrize(
    ("site_path", "file"),
    [
        ("/", "index.html"),
        ("/404.html", "404.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
        ("/articles/console/", "articles/console/index.html"),
        ("/images/nul-safety.png", "images/nul-safety.png"),
        ("/images/a b.png", "images/a b.png"),
        ("/images/..a...b.png", "images/..a...b.png"),
        ("/images/100%.png", "images/100%.png"),
        ("/images/図.png", "images/図.png"),
        ("/a/manifest.json", "a/manifest.json"),
    ],
)
def test_an_unusual_but_safe_site_path_is_written_as_it_is(
    blog: Path, site_path: str, file: str
) -> None:
    with staging(blog / "public", blog) as stage:
        stage.write(Page(site_path, PageKind.ASSET, lambda: b"x"), "/", URL)
        assert files(stage.path) == {file}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<p id="x"><p id="x">', 'has the id "x" more than once.'),
        ("<h1>again</h1>", "has 2 h1 headings: a page has exactly one."),
    ],
)
def test_a_page_that_breaks_a_promise_is_named_with_its_source(
    blog: Path, body: str, why: str
) -> None:
    build(blog, SITE)
    before = snapshot(blog)
    with pytest.raises(VerifyError) as told:
        build(blog, (*SITE, html("/articles/b/", body, "content/articles/b.md")))
    assert str(told.value) == f"/articles/b/ (content/articles/b.md) {why}"
    assert snapshot(blog) == before


def test_a_page_without_a_heading_is_refused(blog: Path) -> None:
    with pytest.raises(VerifyError, match=r"^/404\.html has no h1 heading: a page has exactly one"):
        build(blog, [Page("/404.html", PageKind.PAGE, lambda: b"<p>Not found.")])


@pytest.mark.parametrize(
    "page",
    [
        asset("/articles/a/demo.html", b"<h1>1</h1><h1>2</h1><a href='/not/here/'>x</a>"),
        asset("/drawing.svg", b"<svg><g id='a'/><g id='a'/></svg>"),
        Page("/sitemap.xml", PageKind.PAGE, lambda: b"<urlset/>"),
    ],
)
def test_what_is_no_page_of_ours_is_copied_as_it_is(blog: Path, page: Page) -> None:
    assert build(blog, [page]) == Published(1, 1, 0)


def test_a_feed_that_does_not_read_back_is_refused(blog: Path) -> None:
    with pytest.raises(VerifyError, match=r"^/feed\.xml is not well-formed XML: .* column \d+\.$"):
        build(blog, [HOME, Page("/feed.xml", PageKind.FEED, lambda: b"<rss>\x08</rss>")])


# --- the whole is verified ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<a href="/nope/">', "/nope/, which does not exist."),
        ('<a href="nope.png">', "/articles/b/nope.png, which does not exist."),
        ('<img src="/Style.css">', "/Style.css, which does not exist."),
        ('<a href="/articles/a/#nope">', "/articles/a/#nope, but that page has no such id."),
        ('<a href="#nope">', "/articles/b/#nope, but that page has no such id."),
        ('<a href="/articles/a/#Part">', "/articles/a/#Part, but that page has no such id."),
        ('<a href="/%2e%2e/style.css">', "/%2e%2e/style.css, which does not exist."),
        ('<a href="/articles/">', "/articles/, which does not exist."),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(blog: Path, body: str, why: str) -> None:
    build(blog, SITE)
    before = snapshot(blog)
    with pytest.raises(VerifyError) as told:
        build(blog, (*SITE, html("/articles/b/", body, "content/articles/b.md")))
    assert str(told.value) == f"/articles/b/ (content/articles/b.md) links to {why}"
    assert snapshot(blog) == before


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/articles/a/#part">',
        '<a href="/articles/a/#p%61rt">',
        '<a href="/articles/a/#:~:text=part">',
        '<a href="/articles/a/#part:~:text=part">',
        '<a href="/articles/a/#">',
        '<a href="#top">',
        '<a href="/articles/a/index.html">',
        '<a href="/articles/a">',
        '<a href="/style.css?v=2#anything">',
        '<img src="/images/a%20b.png">',
        '<img src="/images/a b.png">',
        '<img src="/images/100%.png">',
        '<img src="/images/%E5%9B%B3.png"><img src="/images/図.png">',
        '<p id="ü"><a href="#%C3%BC"></a><a href="#ü"></a>',
    ],
)
def test_a_link_that_leads_somewhere_is_silent(blog: Path, body: str) -> None:
    images = [asset(f"/images/{name}.png") for name in ("a b", "100%", "図")]
    assert build(blog, (*SITE, *images, html("/b/", body))).pages == 7


def test_links_are_verified_below_a_base_path(blog: Path) -> None:
    def below(body: str) -> Published:
        with staging(blog / "public", blog) as stage:
            pages = [html("/", body), ARTICLE]
            receipts = [stage.write(page, "/docs/", URL + "docs/") for page in pages]
            return publish(stage, receipts, blog / "public", "UTC")

    assert below('<a href="/docs/articles/a/#part">').pages == 2
    with pytest.raises(
        VerifyError, match=r"^/ links to /articles/a/, which is outside the site\.$"
    ):
        below('<a href="/articles/a/">')


def test_the_first_few_dead_links_are_named_and_the_rest_counted(blog: Path) -> None:
    body = "".join(f'<a href="/{n}/">' for n in range(7))
    with pytest.raises(VerifyError) as told:
        build(blog, [html("/", body)])
    named = [f"/ links to /{n}/, which does not exist" for n in range(5)]
    assert str(told.value) == "; ".join([*named, "and 2 more."])


def test_a_dead_link_of_the_feed_is_found(blog: Path) -> None:
    feed = Page("/feed.xml", PageKind.FEED, lambda: FEED)
    with pytest.raises(VerifyError, match=r"^/feed\.xml links to /, which does not exist\.$"):
        build(blog, [feed])


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("/a/", "/a/", "are the same page"),
        ("/a/", "/a/index.html", "are the same page"),
        ("/images/A.png", "/images/a.png", "many file systems cannot tell apart"),
        ("/images/STRASSE.png", "/images/straße.png", "many file systems cannot tell apart"),
        ("/Images/a.png", "/images/b.png", "need Images/ and images/, which many"),
        ("/images/é.png", "/images/e\u0301.png", "many file systems cannot tell apart"),
    ],
)
def test_two_pages_of_one_file_are_refused_and_both_named(
    blog: Path, one: str, other: str, how: str
) -> None:
    pages = [Page(path, PageKind.ASSET, path.encode, f"from {path}") for path in (one, other)]
    for order in (pages, pages[::-1]):
        with pytest.raises(VerifyError) as told:
            build(blog, order)
        assert how in str(told.value)
        assert f"(from {one})" in str(told.value)
        assert f"(from {other})" in str(told.value)
    assert beside(blog) == set()


A_FILE_AND_A_FOLDER = [
    ("/feed.xml", "/feed.xml/"),
    ("/a", "/a/b/c.png"),
    ("/images/A.png", "/images/a.png/b.png"),
]


@pytest.mark.skipif(os.name == "nt", reason="says that access is denied")
@pytest.mark.parametrize(("one", "other"), A_FILE_AND_A_FOLDER)
def test_one_name_for_a_file_and_for_a_folder_is_refused_and_both_named(
    blog: Path, one: str, other: str
) -> None:
    pages = [Page(path, PageKind.ASSET, path.encode, f"from {path}") for path in (one, other)]
    for order in (pages, pages[::-1]):
        with pytest.raises(VerifyError, match="one needs a file, the other a folder") as told:
            build(blog, order)
        assert f"(from {one})" in str(told.value)
        assert f"(from {other})" in str(told.value)


@pytest.mark.parametrize(("one", "other"), A_FILE_AND_A_FOLDER)
def test_one_name_for_a_file_and_for_a_folder_is_refused_in_a_rehearsal_too(
    one: str, other: str
) -> None:
    receipts = [Receipt(path, PageKind.ASSET, "", f"from {path}") for path in (one, other)]
    for order in (receipts, receipts[::-1]):
        with pytest.raises(VerifyError, match="one needs a file, the other a folder") as told:
            verify(order)
        assert f"(from {one})" in str(told.value)
        assert f"(from {other})" in str(told.value)


@pytest.mark.parametrize("site_path", ["/pagefind/x/", "/pagefind/pagefind.js"])
def test_no_page_stands_in_a_folder_that_is_filled_as_a_whole(site_path: str) -> None:
    index = Receipt("/pagefind/", PageKind.SEARCH, "")
    guest = Receipt(site_path, PageKind.REDIRECT, "", "content/articles/a.md")
    with pytest.raises(VerifyError) as told:
        verify([index, guest])
    assert str(told.value) == (
        f"{site_path} (content/articles/a.md) is in a folder that Codeloom keeps for the search:"
        " give it another address."
    )
    assert verify([guest]) == [guest]


def test_pages_written_by_other_processes_are_verified_with_the_rest(blog: Path) -> None:
    with staging(blog / "public", blog) as stage:
        worker: Stage = pickle.loads(pickle.dumps(Stage(stage.path)))
        theirs: Receipt = pickle.loads(pickle.dumps(worker.write(ARTICLE, "/", URL)))
        again = Stage(stage.path).write(html("/articles/b/"), "/", URL)
        receipts = [stage.write(HOME, "/", URL), theirs, again]
        assert publish(stage, receipts, blog / "public", "UTC") == Published(3, 3, 0)


def test_a_page_of_a_worker_that_broke_off_does_not_slip_in(blog: Path) -> None:
    build(blog, SITE)
    before = snapshot(blog)

    def write_and_break_off() -> None:
        with staging(blog / "public", blog) as stage:
            Stage(stage.path).write(html("/articles/draft/"), "/", URL)
            publish(stage, [stage.write(page, "/", URL) for page in SITE], blog / "public", "UTC")

    with pytest.raises(VerifyError, match=r"^articles/draft/index\.html was written or lost"):
        write_and_break_off()
    assert snapshot(blog) == before


# --- trouble in the middle ------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt, SystemExit, OSError])
def test_trouble_while_pages_are_made_leaves_the_old_site(
    blog: Path, trouble: type[BaseException]
) -> None:
    build(blog, SITE)
    before = snapshot(blog)

    def fail() -> NoReturn:
        raise trouble

    with pytest.raises(PublishError if trouble is OSError else trouble):
        build(blog, (HOME, Page("/articles/b/", PageKind.ARTICLE, fail)))
    assert snapshot(blog) == before


@pytest.mark.parametrize("place", ["os.write", "os.fsync"])
def test_a_full_disk_is_told_in_one_sentence_and_leaves_the_old_site(
    blog: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    build(blog, SITE)
    before = snapshot(blog)
    monkeypatch.setattr(place, full_disk)
    with pytest.raises(PublishError, match=r"No space left on device\.$"):
        build(blog, NEW_SITE)
    assert snapshot(blog) == before


def test_an_image_that_vanished_is_told_with_its_name(blog: Path) -> None:
    gone = blog / "content/gone.png"
    page = Page("/gone.png", PageKind.ASSET, gone.read_bytes, "content/gone.png")
    with pytest.raises(PublishError, match=r"^/gone\.png \(content/gone\.png\) cannot be read: "):
        build(blog, [page])
    assert beside(blog) == set()


@pytest.mark.parametrize("failing", [1, 2])
@pytest.mark.parametrize("trouble", [OSError(errno.EBUSY, "Busy"), KeyboardInterrupt()])
def test_a_swap_that_fails_half_way_is_rolled_back(
    blog: Path, monkeypatch: pytest.MonkeyPatch, failing: int, trouble: BaseException
) -> None:
    build(blog, SITE)
    before = snapshot(blog)
    renamed = 0
    rename = swapping.rename

    def failing_rename(source: Path, target: Path) -> None:
        nonlocal renamed
        renamed += 1
        if renamed == failing:
            raise trouble
        rename(source, target)

    monkeypatch.setattr(swapping, "exchange", lambda one, other: False)
    monkeypatch.setattr(swapping, "rename", failing_rename)
    with pytest.raises((PublishError, KeyboardInterrupt)):
        build(blog, NEW_SITE)
    assert snapshot(blog) == before


def test_a_swap_that_cannot_be_rolled_back_is_told_and_mended_by_the_next_build(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(blog, SITE)
    before = snapshot(blog / "public")
    rename = swapping.rename

    def stuck(source: Path, target: Path) -> None:
        if target.name == "public":
            raise OSError(errno.EBUSY, "Busy")
        rename(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(swapping, "exchange", lambda one, other: False)
        patch.setattr(swapping, "rename", stuck)
        with pytest.raises(PublishError, match=r"public lies in .*old-.* until the next build"):
            build(blog, NEW_SITE)
    assert not (blog / "public").exists()
    with staging(blog / "public", blog):
        assert snapshot(blog / "public") == before
    assert beside(blog) == {"public"}


def test_folders_change_places_or_stay_where_they_are(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchanged = swapping.exchange(tmp_path / "one", tmp_path / "other")
    expected = {"one/other", "other/one"} if exchanged else {"one/one", "other/other"}
    assert files(tmp_path) == expected
    assert not swapping.exchange(tmp_path / "one", tmp_path / "missing")
    assert files(tmp_path) == expected


def test_a_python_without_ctypes_publishes_too(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    build(blog, SITE)
    assert build(blog, NEW_SITE) == Published(3, 2, 1)
    assert beside(blog) == {"public"}


# --- after a kill ---------------------------------------------------------------------------------


def leave(root: Path, *names: str) -> None:
    """Leaves what a killed run 7 may leave: whole sites, and the note of its swap."""
    made = {"old": SITE, "stage": NEW_SITE, "public": (HOME, ARTICLE)}
    for name in names:
        target = root / ("public" if name == "public" else f".public.codeloom-{name}-7")
        if name == "swap":
            target.touch()
        else:
            build(root, made[name], root.parent / name)
            (root.parent / name).rename(target)


OLD = {"index.html", "articles/a/index.html", "style.css", "manifest.json"}
NEW = {"index.html", "new.png", "style.css", "manifest.json"}
ONLINE = {"index.html", "articles/a/index.html", "manifest.json"}


@pytest.mark.parametrize(
    ("left", "online"),
    [
        (("swap", "stage", "public"), ONLINE),  # killed before the first rename
        (("swap", "stage", "old"), NEW),  # between the two: the new site is whole
        (("swap", "old"), OLD),  # its stage was cleared
        (("swap", "old", "public"), ONLINE),  # after the second
        (("old", "public"), ONLINE),  # while the old site was removed
        (("stage", "public"), ONLINE),
        (("stage",), None),  # a first build that was not done
        (("swap",), None),
    ],
)
def test_the_next_run_mends_what_a_killed_one_left(
    blog: Path, left: tuple[str, ...], online: set[str] | None
) -> None:
    leave(blog, *left)
    public = blog / "public"
    with staging(public, blog):
        assert (files(public) if public.exists() else None) == online
    assert beside(blog) == ({"public"} if online else set())


def test_what_only_looks_like_a_leftover_is_left_alone(blog: Path) -> None:
    others = {".public.codeloom-stage-x", ".site.codeloom-stage-7", "public.codeloom-old-7"}
    for name in others:
        (blog / name).mkdir()
    (blog / "precious").mkdir()
    (blog / "precious/file").touch()
    (blog / ".public.codeloom-stage-8").symlink_to(blog / "precious")
    build(blog, SITE)
    assert beside(blog) == {*others, "precious", "public", ".public.codeloom-stage-8"}
    assert files(blog / "precious") == {"file"}


_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def changes_files(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audit event comes before something changes on disk."""
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)
    return event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime")


def killed_at(step: int, root: Path, pages: Sequence[Page]) -> bool:
    """Builds in a process that is killed before its n-th change on disk; False: it ended."""
    child = os.fork()
    if child == 0:
        steps = iter(range(1, step))

        def kill(event: str, arguments: tuple[object, ...]) -> None:
            if changes_files(event, arguments) and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(kill)
            build(root, pages)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files(folder)}


@pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("first", [False, True], ids=["over an old site", "a first build"])
def test_killed_at_any_step_a_build_leaves_one_whole_site(
    blog: Path, road: None, first: bool
) -> None:
    public = blog / "public"
    build(blog, NEW_SITE)
    new = contents(public)
    old: dict[str, bytes] = {}
    seen = []
    for step in itertools.count(1):
        shutil.rmtree(public, ignore_errors=True)
        if not first:
            build(blog, SITE)
            old = contents(public)
        if not killed_at(step, blog, NEW_SITE):
            break
        with staging(public, blog):
            found = contents(public)
        assert found in (old, new)
        assert beside(blog) <= {"public"}
        seen.append(found == new)
    assert seen == sorted(seen)
    assert set(seen) == {False, True}


# --- one build at a time --------------------------------------------------------------------------


def test_a_second_build_at_the_same_time_is_refused_and_the_first_one_ends_well(blog: Path) -> None:
    public = blog / "public"
    with staging(public, blog) as stage:
        with pytest.raises(PublishError, match=r"Another build into .*public is running"):
            build(blog, NEW_SITE)
        receipts = [stage.write(page, "/", URL) for page in SITE]
        assert publish(stage, receipts, public, "UTC") == Published(3, 3, 0)
    assert beside(blog) == {"public"}


def test_builds_into_two_folders_do_not_disturb_each_other(blog: Path) -> None:
    with staging(blog / "public", blog) as stage:
        assert build(blog, NEW_SITE, blog / "preview") == Published(3, 3, 0)
        publish(stage, [stage.write(STYLE, "/", URL)], blog / "public", "UTC")
    assert beside(blog) == {"preview", "public"}


def test_the_lock_file_of_a_killed_build_stops_nobody(blog: Path) -> None:
    (blog / ".public.codeloom-lock").touch()
    build(blog, SITE)
    assert beside(blog) == {"public"}


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_a_lock_whose_file_was_just_removed_is_no_lock(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last build removes its lock file between our opening it and our locking it."""
    path = blog / ".public.codeloom-lock"
    locked: list[int] = []

    def removed_before(handle: int) -> bool:
        if not locked:
            path.unlink()
        locked.append(handle)
        return True

    monkeypatch.setattr(locking, "_try_lock", removed_before)
    with staging(blog / "public", blog):
        assert len(locked) == 2
        assert os.path.samestat(os.fstat(locked[-1]), path.stat())
    assert beside(blog) == set()


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
def test_a_worker_that_outlives_its_build_does_not_stop_the_next(blog: Path) -> None:
    reading, writing = os.pipe()
    with staging(blog / "public", blog):
        child = os.fork()
        if child == 0:
            os.read(reading, 1)
            os._exit(0)
    try:
        assert build(blog, SITE) == Published(3, 3, 0)
    finally:
        os.write(writing, b"x")
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
def test_a_forked_worker_that_unwinds_clears_and_unlocks_nothing(blog: Path) -> None:
    public = blog / "public"
    block = staging(public, blog)
    with block as stage:
        child = os.fork()
        if child == 0:
            try:
                block.__exit__(None, None, None)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert stage.path.is_dir()
        with pytest.raises(PublishError, match="is running"):
            build(blog, NEW_SITE)


def test_a_file_system_without_locks_is_built_on_without_one(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def unsupported(*_: object) -> NoReturn:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    assert build(blog, SITE) == Published(3, 3, 0)


# --- what need not be made again -----------------------------------------------------------------


def picture(make: Callable[[], bytes], site_path: str = "/images/a.1a2b3c4d.png") -> Page:
    return Page(site_path, PageKind.IMAGE, make, "content/articles/a.png", lasting=True)


def never() -> NoReturn:
    raise AssertionError("made again")


def test_what_is_named_by_its_content_is_taken_from_what_is_online(blog: Path, road: None) -> None:
    build(blog, [HOME, ARTICLE, picture(lambda: b"drawn")])
    age(blog / "public")
    assert build(blog, [HOME, ARTICLE, picture(never)]) == Published(3, 0, 0)
    assert (blog / "public/images/a.1a2b3c4d.png").read_bytes() == b"drawn"


@pytest.mark.parametrize("harm", ["edited", "gone", "renamed"])
def test_what_is_no_longer_as_it_was_published_is_made_again(blog: Path, harm: str) -> None:
    build(blog, [HOME, ARTICLE, picture(lambda: b"drawn")])
    online = blog / "public/images/a.1a2b3c4d.png"
    site_path = "/images/a.1a2b3c4d.png"
    if harm == "edited":
        online.write_bytes(b"drawm")
    elif harm == "gone":
        online.unlink()
    else:
        site_path = "/images/a.5e6f7a8b.png"
    build(blog, [HOME, ARTICLE, picture(lambda: b"drawn anew", site_path)])
    assert (blog / f"public{site_path}").read_bytes() == b"drawn anew"


def test_a_page_that_is_not_named_by_its_content_is_always_made(blog: Path) -> None:
    build(blog, SITE)
    changed = asset("/style.css", b"other bytes")
    assert build(blog, (HOME, ARTICLE, changed)) == Published(3, 1, 0)
    assert (blog / "public/style.css").read_bytes() == b"other bytes"


def index_of(made_of: bytes) -> Page:
    return Page("/pagefind/", PageKind.SEARCH, lambda: made_of)


def build_with_index(root: Path, made_of: bytes, *words: str) -> Published:
    def make(folder: Path) -> None:
        (folder / "pagefind").mkdir()
        for word in words:
            (folder / "pagefind" / word).write_text(word)

    with staging(root / "public", root) as stage:
        receipts = [stage.write(page, "/", URL) for page in SITE]
        receipts.append(stage.fill(index_of(made_of), make))
        return publish(stage, receipts, root / "public", "UTC")


def test_a_folder_that_is_filled_is_listed_as_one_and_made_again_when_it_would_differ(
    blog: Path, road: None
) -> None:
    assert build_with_index(blog, b"one", "a", "b") == Published(4, 4, 0)
    pages = json.loads((blog / "public/manifest.json").read_bytes())["pages"]
    (listed,) = (page for page in pages if page["path"].startswith("/pagefind/"))
    assert listed == {
        "path": "/pagefind/",
        "kind": "search",
        "sha256": hashlib.sha256(b"one").hexdigest(),
    }
    age(blog / "public")
    assert build_with_index(blog, b"one") == Published(4, 0, 0)
    assert files(blog / "public/pagefind") == {"a", "b"}
    assert build_with_index(blog, b"two", "b", "c") == Published(4, 1, 0)
    assert files(blog / "public/pagefind") == {"b", "c"}
    assert (blog / "public/pagefind/b").stat().st_mtime_ns == LONG_AGO
    assert (blog / "public/pagefind/c").stat().st_mtime_ns > LONG_AGO


def test_a_folder_that_is_filled_goes_when_nobody_fills_it_any_more(blog: Path) -> None:
    build_with_index(blog, b"one", "a")
    assert build(blog, SITE) == Published(3, 0, 1)
    assert not (blog / "public/pagefind").exists()


def test_a_filler_that_fails_leaves_what_is_online(blog: Path) -> None:
    build_with_index(blog, b"one", "a")
    before = snapshot(blog / "public")
    with (
        pytest.raises(PublishError, match=r"^/pagefind/ cannot be written: No space left"),
        staging(blog / "public", blog) as stage,
    ):
        stage.fill(index_of(b"two"), full_disk)
    assert snapshot(blog / "public") == before
    assert beside(blog) == {"public"}


# --- a rehearsal ---------------------------------------------------------------------------------


def test_a_rehearsal_verifies_as_a_build_does_and_writes_nothing(
    blog: Path, tmp_path: Path
) -> None:
    before = snapshot(tmp_path)
    desk = Rehearsal()
    receipts = [desk.write(page, "/", URL) for page in SITE]
    receipts.append(desk.fill(index_of(b"one"), full_disk))
    with staging(blog / "public", blog) as stage:
        written = [stage.write(page, "/", URL) for page in SITE]
    assert receipts[:-1] == written
    assert [receipt.site_path for receipt in verify(receipts)] == sorted(
        ["/", "/articles/a/", "/pagefind/", "/style.css"]
    )
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (html("/articles/b/", '<p id="x"><p id="x">'), 'has the id "x" more than once'),
        (html("/../b/"), "would leave its place"),
        (Page("/feed.xml", PageKind.FEED, lambda: b"<rss>"), "is not well-formed XML"),
        (Page("/a.png", PageKind.ASSET, full_disk), "cannot be read: No space left"),
    ],
)
def test_a_rehearsal_finds_what_a_build_would(page: Page, why: str) -> None:
    with pytest.raises(PublishError, match=why):
        Rehearsal().write(page, "/", URL)


def test_a_rehearsal_finds_dead_links_and_clashes() -> None:
    receipts = [Rehearsal().write(page, "/", URL) for page in (HOME, STYLE)]
    with pytest.raises(VerifyError, match="links to /articles/a/#part, which does not exist"):
        verify(receipts)
    clashing = [Rehearsal().write(page, "/", URL) for page in (STYLE, asset("/Style.css"))]
    with pytest.raises(VerifyError, match="cannot tell apart"):
        verify(clashing)


# --- sitemaps ------------------------------------------------------------------------------------


def sitemap(*addresses: str) -> Page:
    urls = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    xml = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{namespace}">{urls}</urlset>'
    return Page("/sitemap.xml", PageKind.SITEMAP, xml.encode)


def test_a_sitemap_of_pages_that_exist_is_published(blog: Path) -> None:
    build(blog, (*SITE, sitemap(URL, f"{URL}articles/a/")))
    assert "sitemap.xml" in files(blog / "public")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (f"{URL}articles/b/", "links to /articles/b/, which does not exist"),
        ("https://other.example/", "links to /https://other.example/, which is outside the site"),
        ("/articles/a/", "links to //articles/a/, which is outside the site"),
        ("a & b", "is not well-formed XML"),
    ],
)
def test_a_sitemap_that_names_what_is_not_there_is_refused(
    blog: Path, address: str, why: str
) -> None:
    with pytest.raises(VerifyError, match=f"^/sitemap.xml {why}"):
        build(blog, (*SITE, sitemap(address)))
