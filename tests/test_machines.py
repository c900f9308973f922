"""What the site says to machines, and the pages at addresses where nothing is any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline.errors import PipelineError
from pipeline.markup import page_facts
from pipeline.model import Body, Page, PageKind, Shelf, Site, StandalonePage
from pipeline.render import article_pages, machines, site_pages, standalone_pages
from pipeline.shelves import tag_path
from tests.blog import made_article, made_site

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://blog.example/blog"
HTML = (PageKind.ARTICLE, PageKind.PAGE, PageKind.LIST, PageKind.REDIRECT)


def made_page(**changes: Any) -> StandalonePage:
    values: dict[str, Any] = {
        "path": "content/pages/about.md",
        "site_path": "/about/",
        "title": "About",
        "description": "Who writes here.",
        "updated": None,
        "aliases": (),
        "image": "",
        "image_alt": "",
        "files": (),
        "pictures": (),
    }
    return StandalonePage(**{**values, **changes})


def pages_of(site: Site) -> dict[str, Page]:
    """Every page of a site, by path; two of one path would be one too few."""

    def every() -> Iterator[Page]:
        body = Body("<p>Words.</p>", ())
        for article in site.articles:
            yield from article_pages(article, body, site, lambda _: b"")
        for standalone in site.pages:
            yield from standalone_pages(standalone, body, site, lambda _: b"")
        yield from site_pages(site, lambda _: b"")

    pages = list(every())
    found = {page.site_path: page for page in pages}
    assert len(found) == len(pages)
    return found


def site_of_everything(**changes: Any) -> Site:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    articles = tuple(
        made_article(
            f"a{number}",
            published=start - timedelta(days=number),
            aliases=("/old",) if number == 3 else (),
        )
        for number in range(30)
    )
    tags = tuple(Shelf(name, tag_path(name), articles) for name in ("C++", "testing"))
    values: dict[str, Any] = {
        "tags": tags,
        "pages": (made_page(updated=datetime(2026, 2, 1, tzinfo=UTC)),),
        "retired": ("/articles/gone/",),
    }
    return made_site(*articles, **{**values, **changes})


def text_of(site: Site, site_path: str) -> str:
    return pages_of(site)[site_path].content().decode()


def urls(xml: str) -> dict[str, str | None]:
    """What a sitemap says: address, and day of the last change."""
    root = ET.fromstring(xml)
    return {
        each.findtext(f"{NS}loc") or "": each.findtext(f"{NS}lastmod")
        for each in root.iter()
        if each.tag in (f"{NS}url", f"{NS}sitemap")
    }


# --- the sitemap ----------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, {"search": False}, {"articles": (), "pages": ()}])
def test_the_sitemap_names_every_page_that_may_be_found_and_no_other(
    changes: dict[str, Any],
) -> None:
    site = site_of_everything(**changes)
    pages = pages_of(site)
    open_to_all = {
        BASE + path
        for path, page in pages.items()
        if page.kind in HTML and b'<meta name="robots" content="noindex">' not in page.content()
    }
    found = urls(pages["/sitemap.xml"].content().decode())
    assert set(found) == open_to_all
    assert list(found) == sorted(found)
    assert pages["/sitemap.xml"].kind is PageKind.SITEMAP


def test_what_is_not_to_be_found_is_not_in_the_sitemap() -> None:
    site = site_of_everything()
    assert not set(urls(text_of(site, "/sitemap.xml"))) & {
        BASE + path for path in ("/404.html", "/old/", "/articles/gone/", "/feed.xml")
    }


def test_an_article_has_the_day_of_its_last_change() -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    site = made_site(
        made_article("new", updated=datetime(2026, 3, 1, 0, 10, tzinfo=kathmandu)),
        made_article("plain"),
        pages=(made_page(updated=datetime(2026, 2, 1, tzinfo=UTC)),),
    )
    found = urls(text_of(site, "/sitemap.xml"))
    assert found[f"{BASE}/articles/new/"] == "2026-03-01"
    assert found[f"{BASE}/articles/plain/"] == "2026-01-05"
    assert found[f"{BASE}/about/"] == "2026-02-01"
    assert found[f"{BASE}/search/"] == "2026-03-01"


def test_a_large_sitemap_is_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = urls(text_of(site_of_everything(), "/sitemap.xml"))
    monkeypatch.setattr(machines, "MOST_URLS", 20)
    pages = pages_of(site_of_everything())
    index = urls(pages["/sitemap.xml"].content().decode())
    parts = [urls(pages[url.removeprefix(BASE)].content().decode()) for url in index]
    assert all(len(part) <= 20 for part in parts)
    assert {url: day for part in parts for url, day in part.items()} == whole
    for day, part in zip(index.values(), parts, strict=True):
        assert day == max((each for each in part.values() if each), default=None)
    assert all(pages[url.removeprefix(BASE)].kind is PageKind.SITEMAP for url in index)


def test_an_address_is_escaped_in_the_sitemap() -> None:
    page = Page("/a&b/<'\">é/", PageKind.PAGE, bytes)
    (made,) = machines.sitemap_pages([page], made_site())
    assert list(urls(made.content().decode())) == [f"{BASE}/a&b/%3C'%22%3E%C3%A9/"]
    assert b"a&amp;b" in made.content()


def test_robots_may_read_everything_and_are_shown_the_sitemap() -> None:
    assert text_of(made_site(), "/robots.txt") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://blog.example/blog/sitemap.xml\n"
    )


# --- redirects ------------------------------------------------------------------------------------


def test_an_alias_and_a_retired_path_have_a_line_each() -> None:
    site = made_site(
        made_article(aliases=("/z/", "/2025/memo.html", "/a")),
        pages=(made_page(aliases=("/me/",)),),
        retired=("/articles/gone/", "/away/", "/me/"),
    )
    assert text_of(site, "/_redirects") == (
        "/blog/2025/memo.html /blog/articles/memo/ 301\n"
        "/blog/a/ /blog/articles/memo/ 301\n"
        "/blog/articles/gone/ /blog/articles/gone/ 410!\n"
        "/blog/away/ /blog/away/ 410!\n"
        "/blog/me/ /blog/about/ 301\n"
        "/blog/z/ /blog/articles/memo/ 301\n"
    )


def test_there_is_no_file_of_redirects_when_nothing_has_moved() -> None:
    assert "/_redirects" not in pages_of(made_site(made_article()))


@pytest.mark.parametrize(
    "alias",
    ["/a b/", "/a\n/* https://evil.example/ 301!\n/", "/*", "/:splat/", "/x/:y", "/a\tb/", "/é/"],
)
def test_no_alias_can_write_a_rule_of_its_own(alias: str) -> None:
    site = made_site(made_article(aliases=(alias,)))
    (line,) = text_of(site, "/_redirects").splitlines()
    assert re.fullmatch(r"/blog/[\w/%.!\-]+ /blog/articles/memo/ 301", line, re.ASCII)


# --- pages at addresses where nothing is any more -------------------------------------------------

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_a_page_that_moved_leads_to_the_new_address_and_is_not_found_itself() -> None:
    site = made_site(made_article(title=HOSTILE, aliases=("/old",)))
    page = pages_of(site)["/old/"]
    text = page.content().decode()
    assert page.kind is PageKind.REDIRECT
    assert f'<meta http-equiv="refresh" content="0; url={BASE}/articles/memo/">' in text
    assert f'<link rel="canonical" href="{BASE}/articles/memo/">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert 'href="/blog/articles/memo/"' in text
    assert "<script>" not in text
    assert "<img" not in text


def test_an_alias_of_a_page_leads_to_the_page() -> None:
    site = made_site(pages=(made_page(aliases=("/me/",)),))
    assert f'content="0; url={BASE}/about/"' in text_of(site, "/me/")


@pytest.mark.parametrize(("search", "way"), [(True, "/search/"), (False, "/archive/")])
@pytest.mark.parametrize("path", ["/404.html", "/articles/gone/"])
def test_who_finds_nothing_is_offered_the_newest_articles_and_a_way_to_look(
    path: str, search: bool, way: str
) -> None:
    newest = [made_article(f"n{number}") for number in range(5)]
    site = made_site(*newest, retired=("/articles/gone/",), search=search)
    page = pages_of(site)[path]
    text = page.content().decode()
    facts = page_facts(page.content(), path, "/blog/", f"{BASE}/")
    assert {"/", way, "/articles/n0/", "/articles/n1/", "/articles/n2/"} <= facts.links
    assert "/articles/n3/" not in facts.links
    assert facts.h1 == 1
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text
    relative = re.findall(r'(?:href|src)="(?!/blog/|#content")[^"]*"', text)
    assert relative == []


def test_a_blog_without_articles_has_these_pages_too() -> None:
    pages = pages_of(made_site(retired=("/articles/gone/",)))
    for path in ("/404.html", "/articles/gone/", "/search/"):
        assert b"Newest articles" not in pages[path].content()


def test_a_retired_path_that_an_alias_keeps_leads_on_as_before() -> None:
    site = made_site(made_article(aliases=("/was",)), retired=("/was/",))
    assert pages_of(site)["/was/"].source == "content/articles/memo.md"
    assert text_of(site, "/_redirects") == "/blog/was/ /blog/articles/memo/ 301\n"


def test_what_is_wrong_with_a_withdrawn_page_is_wrong_in_the_settings() -> None:
    assert pages_of(made_site(retired=("/con/",)))["/con/"].source == "pyproject.toml"


@pytest.mark.parametrize(
    "taken",
    [
        *("/articles/memo/", "/about/", "/", "/archive/", "/search/", "/subscribe/"),
        *("/404.html", "/feed.xml", "/feed.json", "/categories/career/feed.xml"),
    ],
)
def test_nothing_that_is_published_can_be_retired(taken: str) -> None:
    site = made_site(made_article(), pages=(made_page(),), retired=(taken,))
    with pytest.raises(PipelineError, match=f"The setting `retired` names `{taken}`"):
        pages_of(site)


# --- the search page ------------------------------------------------------------------------------


def test_the_search_page_alone_lets_a_script_compile_an_engine() -> None:
    pages = pages_of(site_of_everything())
    with_engine = {
        path
        for path, page in pages.items()
        if page.kind in HTML and b"wasm-unsafe-eval" in page.content()
    }
    assert with_engine == {"/search/"}


def test_without_scripts_the_search_page_is_a_list() -> None:
    site = site_of_everything()
    text = text_of(site, "/search/")
    facts = page_facts(text.encode(), "/search/", "/blog/", f"{BASE}/")
    newest = {f"/articles/a{number}/" for number in range(10)}
    assert newest | {"/archive/", "/categories/", "/tags/"} <= facts.links
    assert re.search(r'<form class="search"[^>]* hidden>', text)
    assert '<label for="q">' in text
    assert re.search(r'<p class="said" role="status"[^>]*></p>', text)


def test_there_is_no_search_page_where_there_is_no_search() -> None:
    pages = pages_of(site_of_everything(search=False))
    assert "/search/" not in pages
    assert not [
        path
        for path, page in pages.items()
        if page.kind in HTML and b'href="/blog/search/"' in page.content()
    ]


@pytest.mark.parametrize("search", [True, False])
def test_no_file_is_published_that_no_page_asks_for(search: bool) -> None:
    pages = pages_of(site_of_everything(search=search))
    asked = {
        path
        for page in pages.values()
        if page.kind in HTML
        for path in re.findall(r'="/blog(/assets/[^"]+)"', page.content().decode())
    }
    assert {path for path in pages if path.startswith("/assets/")} == asked


def test_the_script_of_the_search_is_short_and_makes_no_markup() -> None:
    (name,) = (path for path in pages_of(made_site()) if path.startswith("/assets/search."))
    script = text_of(made_site(), name)
    assert len(script) < 1_600
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|https?:", script)
