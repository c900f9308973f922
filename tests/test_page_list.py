"""What every page of the project's own site must show, page by page, at both of its addresses.

What only a browser can tell is in `tests/browser/`; whether HTML, CSS and SVG are valid, `make nu`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.blog import make_blog, note
from tests.sites import HOME, ROOT, SiteFolder, build_site

FIRST_VISIT = 30_000
"""Bytes, compressed: an article with all that a browser fetches to show its text."""

MINUTES = re.compile(r"\b(\d+)\s+min read\b")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Parsed:
    """A built site whose pages are parsed once."""

    def __init__(self, site: SiteFolder) -> None:
        self.site = site
        self.pages = {path: LexborHTMLParser(text) for path, text in site.pages().items()}

    def each(self, selector: str) -> Iterator[tuple[str, LexborNode]]:
        """Every element of every page that the selector finds, with its page."""
        for path, page in self.pages.items():
            for node in page.css(selector):
                yield path, node

    def listed(self) -> dict[str, LexborHTMLParser]:
        """The pages that a search engine may list: all but notices such as the 404 page."""
        return {
            path: page
            for path, page in self.pages.items()
            if not any("noindex" in content(node) for node in page.css("meta[name=robots]"))
        }

    def articles(self) -> dict[str, LexborHTMLParser]:
        """The pages of articles."""
        return {path: page for path, page in self.listed().items() if path.startswith("/articles/")}

    def url(self, path: str) -> str:
        """The full address of a site path."""
        return self.site.base_url + path.removeprefix("/")


def content(node: LexborNode) -> str:
    """The `content` of a meta element."""
    return node.attributes.get("content") or ""


def of(page: LexborHTMLParser, selector: str, attribute: str = "content") -> list[str]:
    """An attribute of each element that the selector finds."""
    return [node.attributes.get(attribute) or "" for node in page.css(selector)]


def linked_data(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """What the page says to machines about itself."""
    return [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]


@pytest.fixture(scope="module", params=["at the root", "below a path"])
def own(request: pytest.FixtureRequest) -> Parsed:
    name = "own_site" if request.param == "at the root" else "own_site_below"
    return Parsed(request.getfixturevalue(name))


def sources(folder: Path) -> list[str]:
    """The slugs of the blog's articles that are no drafts."""
    files = [*folder.glob("*.md"), *folder.glob("*/index.md")]
    slugs = {file: file.parent.name if file.name == "index.md" else file.stem for file in files}
    return sorted(
        slug
        for file, slug in slugs.items()
        if not re.search(r"^draft: true$", file.read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_every_article_has_its_page(own: Parsed) -> None:
    assert sorted(own.articles()) == [
        f"/articles/{slug}/" for slug in sources(ROOT / "content" / "articles")
    ]


# --- 1: nothing but the site ----------------------------------------------------------------------

FETCHING = (
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("input", "src"),
    ("use", "href"),
    ("image", "href"),
)
LINKS_THAT_FETCH = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch preconnect "
    "dns-prefetch prerender".split()
)
URL_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


def fetched(own: Parsed) -> Iterator[tuple[str, str]]:
    """Every address that a page makes a browser fetch, with the page."""
    for element, attribute in FETCHING:
        for path, node in own.each(f"{element}[{attribute}]"):
            yield path, node.attributes[attribute] or ""
    for path, node in own.each("[srcset], [imagesrcset]"):
        srcset = node.attributes.get("srcset") or node.attributes.get("imagesrcset") or ""
        yield from ((path, candidate.split()[0]) for candidate in srcset.split(",") if candidate)
    for path, node in own.each("link[href]"):
        if LINKS_THAT_FETCH & set((node.attributes.get("rel") or "").split()):
            yield path, node.attributes["href"] or ""
    for file in own.site.files():
        if file.suffix in (".css", ".svg"):
            text = file.read_text(encoding="utf-8")
            for found in URL_IN_CSS.findall(text):
                yield own.site.site_path(file), found[0] or found[1]


def test_no_page_asks_another_host_for_anything(own: Parsed) -> None:
    assert [
        (path, address)
        for path, address in fetched(own)
        if not urljoin(own.url(path), address).startswith(own.site.base_url)
        and not address.startswith(("data:", "#"))
    ] == []


def test_nothing_is_inline_that_the_policy_forbids(own: Parsed) -> None:
    assert [(path, node.tag) for path, node in own.each("style, [style]")] == []
    assert [
        (path, node.html)
        for path, node in own.each("script:not([src])")
        if node.attributes.get("type") != "application/ld+json"
    ] == []
    handlers = [
        (path, name)
        for path, node in own.each("*")
        for name in node.attributes
        if name.startswith("on")
    ]
    assert handlers == []


def test_the_policy_is_strict_and_comes_before_what_it_governs(own: Parsed) -> None:
    wrong = []
    for path, page in own.pages.items():
        policies = [
            node
            for node in page.css("meta[http-equiv]")
            if (node.attributes["http-equiv"] or "").lower() == "content-security-policy"
        ]
        if len(policies) != 1:
            wrong.append((path, f"{len(policies)} policies"))
            continue
        policy = content(policies[0])
        directives = {
            each.split()[0]: each.split()[1:] for each in policy.split(";") if each.split()
        }
        after = page.html or ""
        if re.search(r"<(?:script|style|link)\b", after[: after.index("ontent-")], re.IGNORECASE):
            wrong.append((path, "something stands before it"))
        if directives.get("default-src") not in (["'none'"], ["'self'"]):
            wrong.append((path, policy))
        words = {word for sources in directives.values() for word in sources}
        allowed = {"'none'", "'self'", "data:"}
        if path == "/search/":
            allowed.add("'wasm-unsafe-eval'")
        if words - allowed or "data:" in {
            *directives.get("script-src", []),
            *directives.get("default-src", []),
        }:
            wrong.append((path, policy))
        if directives.get("base-uri") not in (["'none'"], ["'self'"]):
            wrong.append((path, "base-uri is open"))
        if directives.get("form-action") not in (["'none'"], ["'self'"]):
            wrong.append((path, "form-action is open"))
    assert wrong == []


# --- 2: the facts of a page -----------------------------------------------------------------------


def test_each_page_states_its_language_and_its_viewport(own: Parsed) -> None:
    wrong = [
        path
        for path, page in own.pages.items()
        if of(page, "html", "lang") != ["en"]
        or of(page, "meta[name=viewport]") != ["width=device-width, initial-scale=1"]
        or of(page, "meta[charset]", "charset") != ["utf-8"]
    ]
    assert wrong == []


def test_each_page_has_one_h1_in_its_main_and_one_main(own: Parsed) -> None:
    wrong = {
        path: (len(page.css("h1")), len(page.css("main")))
        for path, page in own.pages.items()
        if (len(page.css("h1")), len(page.css("main"))) != (1, 1)
    }
    assert wrong == {}
    assert [path for path, node in own.each("h1") if not node.text().strip()] == []


@pytest.mark.parametrize("fact", ["title", "meta[name=description]"])
def test_each_page_has_a_title_and_a_description_of_its_own(own: Parsed, fact: str) -> None:
    said = {
        path: [
            node.text() if fact == "title" else content(node) for node in page.css(f"head {fact}")
        ]
        for path, page in own.pages.items()
    }
    assert {path: texts for path, texts in said.items() if len(texts) != 1} == {}
    assert {path: texts for path, texts in said.items() if not texts[0].strip()} == {}
    counted = Counter(texts[0] for path, texts in said.items() if path in own.listed())
    assert [text for text, count in counted.items() if count > 1] == []


def test_each_listed_page_is_canonical_at_its_own_address(own: Parsed) -> None:
    assert {
        path: of(page, "link[rel=canonical]", "href")
        for path, page in own.listed().items()
        if of(page, "link[rel=canonical]", "href") != [own.url(path)]
    } == {}


def test_each_listed_page_says_how_it_is_shared(own: Parsed) -> None:
    wrong = []
    for path, page in own.listed().items():
        said = {node.attributes["property"]: content(node) for node in page.css("meta[property]")}
        names = ("og:type", "og:title", "og:description", "og:url", "og:site_name")
        wrong += [(path, f"{name} is missing") for name in names if not said.get(name)]
        if said.get("og:url") != own.url(path):
            wrong.append((path, f"og:url is {said.get('og:url')}"))
        if said.get("og:description") != of(page, "meta[name=description]")[0]:
            wrong.append((path, "og:description differs from the description"))
        expected = "article" if path in own.articles() else "website"
        if said.get("og:type") != expected:
            wrong.append((path, f"og:type is {said.get('og:type')}"))
        for image in (said.get("og:image"), *of(page, "meta[name='twitter:image']")):
            if image is not None and own.site.served(urlsplit(image).path) is None:
                wrong.append((path, f"there is no {image}"))
            if image is not None and not said.get("og:image:alt"):
                wrong.append((path, "og:image has no text"))
        if path in own.articles() and not said.get("og:image"):
            wrong.append((path, "there is no og:image"))
    assert wrong == []


def test_each_article_describes_itself_to_machines(own: Parsed) -> None:
    wrong = []
    for path, page in own.articles().items():
        posts = [data for data in linked_data(page) if data["@type"] == "BlogPosting"]
        if len(posts) != 1:
            wrong.append((path, f"{len(posts)} postings"))
            continue
        post = posts[0]
        if not re.fullmatch(r"PT[1-9]\d*M", post.get("timeRequired", "")):
            wrong.append((path, "timeRequired"))
        if post["mainEntityOfPage"] != own.url(path):
            wrong.append((path, post["mainEntityOfPage"]))
        if [post["headline"]] != [node.text() for node in page.css("h1")]:
            wrong.append((path, post["headline"]))
        if post["inLanguage"] != "en" or not post["author"] or not post["image"]:
            wrong.append((path, "language, author or image"))
        wrong += [
            (path, name)
            for name in ("datePublished", "dateModified")
            if datetime.fromisoformat(post[name]).tzinfo is None
        ]
        badge = page.css_first(".badge")
        if badge is not None and post.get("proficiencyLevel", "") not in badge.text():
            wrong.append((path, "proficiencyLevel"))
    assert wrong == []


def test_the_skip_link_is_the_first_link_and_leads_to_main(own: Parsed) -> None:
    wrong = []
    for path, page in own.pages.items():
        first = page.css("a[href], button, input, summary, [tabindex]")[0]
        main = page.css_first("main")
        assert main is not None
        target = f"#{main.attributes.get('id')}"
        if first.attributes.get("href") != target or main.attributes.get("tabindex") != "-1":
            wrong.append(path)
    assert wrong == []


def test_every_time_can_be_read_by_machines(own: Parsed) -> None:
    found = list(own.each("time"))
    assert found
    wrong = []
    for path, node in found:
        value = node.attributes.get("datetime") or ""
        try:
            date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        except ValueError:
            if not re.fullmatch(r"\d{4}(?:-\d\d)?", value):
                wrong.append((path, node.html))
    assert wrong == []
    assert set(own.articles()) <= {path for path, _ in found}


def feeds_beside(own: Parsed, path: str) -> list[tuple[str, str, str]]:
    """The feeds that a page has to name, in order: type, address below the site, title."""
    (title,) = of(own.pages["/"], "meta[property='og:site_name']")
    every = [
        ("application/rss+xml", "feed.xml", f"{title} (RSS)"),
        ("application/feed+json", "feed.json", f"{title} (JSON Feed)"),
    ]
    category = own.pages[path].css_first("main article > header .category a")
    folder, name, *_ = [*path.strip("/").split("/"), ""]
    if folder == "categories" and name:
        name = own.pages[path].css("h1")[0].text()
        feed = "/".join(path.strip("/").split("/")[:2]) + "/feed.xml"
        return [("application/rss+xml", feed, f"{title}: {name} (RSS)"), *every]
    if category is not None:
        feed = urljoin(own.url(path), category.attributes["href"]) + "feed.xml"
        below = feed.removeprefix(own.site.base_url)
        return [*every, ("application/rss+xml", below, f"{title}: {category.text()} (RSS)")]
    return every


def test_every_page_names_its_feeds_and_each_of_them_is_there(own: Parsed) -> None:
    named = {
        path: [
            tuple(node.attributes.get(name) or "" for name in ("type", "href", "title"))
            for node in page.css("link[rel=alternate]")
        ]
        for path, page in own.pages.items()
    }
    assert named == {
        path: [
            (kind, own.site.base_path + feed, title)
            for kind, feed, title in feeds_beside(own, path)
        ]
        for path in own.pages
    }
    feeds = {feed for path in named for _, feed, _ in named[path]}
    assert [feed for feed in feeds if own.site.served(feed) is None] == []
    assert len(feeds) > 2


def test_the_page_of_the_feeds_has_the_address_of_each(own: Parsed) -> None:
    root = own.site.base_url.removesuffix(own.site.base_path)
    there = {
        own.url(own.site.site_path(file))
        for file in own.site.files()
        if file.name in ("feed.xml", "feed.json")
    }
    offered = {
        node.text(): root + (node.attributes["href"] or "")
        for node in own.pages["/subscribe/"].css(".address a")
    }
    assert offered == {address: address for address in there}


# --- 4: figures, code, pictures -------------------------------------------------------------------


def test_a_diagram_is_a_figure_with_a_caption_and_says_what_it_shows_once(own: Parsed) -> None:
    diagrams = list(own.each("figure.diagram"))
    assert len(diagrams) >= 3
    wrong = []
    for path, node in diagrams:
        caption = node.css_first("figcaption")
        drawing = node.css_first("pre, svg")
        if caption is None or not caption.text().strip() or drawing is None:
            wrong.append((path, "caption"))
            continue
        named = next(
            (
                each.attributes.get("aria-label")
                for each in (drawing, drawing.parent, *drawing.css("*"))
                if each is not None and each.attributes.get("role") == "img"
            ),
            None,
        )
        if named is not None and not named.strip():
            wrong.append((path, "an empty text"))
    assert wrong == []


def test_every_picture_has_a_text_and_its_size(own: Parsed) -> None:
    found = list(own.each("img"))
    assert found, "no article shows a picture"
    assert [
        (path, node.html)
        for path, node in found
        if "alt" not in node.attributes
        or not (node.attributes.get("width") or "").isdigit()
        or not (node.attributes.get("height") or "").isdigit()
    ] == []


# --- 5: links -------------------------------------------------------------------------------------


def test_no_link_is_dead(own: Parsed) -> None:
    ids = {
        path: {node.attributes.get("id") for node in page.css("[id]")}
        for path, page in own.pages.items()
    }
    addresses = [
        *fetched(own),
        *((path, node.attributes["href"] or "") for path, node in own.each("a[href], link[href]")),
    ]
    wrong = set()
    for path, address in addresses:
        full, fragment = urldefrag(urljoin(own.url(path), address))
        if address.startswith("data:") or not full.startswith(HOME):
            continue
        file = own.site.served(unquote(urlsplit(full).path))
        anchor = unquote(fragment)
        there = file is not None and anchor in {"", *ids.get(own.site.site_path(file), {anchor})}
        if not there:
            wrong.add((path, address))
    assert wrong == set()


def test_the_sitemap_and_the_pages_are_the_same(own: Parsed) -> None:
    tree = ET.fromstring((own.site.folder / "sitemap.xml").read_bytes())
    places = [node.text for node in tree.iter(f"{SITEMAP}loc")]
    assert sorted(places, key=str) == sorted(own.url(path) for path in own.listed())
    days = [node.text or "" for node in tree.iter(f"{SITEMAP}lastmod")]
    assert len(days) == len(places)
    assert date(2026, 9, 8) <= date.fromisoformat(min(days))
    assert date.fromisoformat(max(days)) <= date.today()  # noqa: DTZ011 - a calendar day will do


def test_the_robots_find_the_sitemap(own: Parsed) -> None:
    robots = (own.site.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {own.url('/sitemap.xml')}" in robots.splitlines()


def test_every_listed_page_is_reached_from_the_home_page(own: Parsed) -> None:
    seen: set[str] = set()
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        if path in seen or path not in own.pages:
            continue
        seen.add(path)
        for href in of(own.pages[path], "a[href]", "href"):
            full = urldefrag(urljoin(own.url(path), href)).url
            if full.startswith(own.site.base_url):
                ahead.append("/" + full.removeprefix(own.site.base_url))
    assert sorted(set(own.listed()) - seen) == []


# --- 6: one reading time --------------------------------------------------------------------------


def stated_minutes() -> dict[str, int]:
    """What each article's own front matter says, by site path."""
    found = {}
    folder = ROOT / "content" / "articles"
    for file in (*folder.glob("*.md"), *folder.glob("*/index.md")):
        said = re.search(r"^reading_time: (\d+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        slug = file.parent.name if file.name == "index.md" else file.stem
        if said:
            found[f"/articles/{slug}/"] = int(said[1])
    return found


def whose(own: Parsed, path: str, node: LexborNode) -> str:
    """Which article an element that names minutes is about: the one it links to, or the page's."""
    at: LexborNode | None = node
    while at is not None and at.tag not in ("main", "body"):
        links = {
            urldefrag(urljoin(own.url(path), href)).url for href in of_node(at, "a[href]", "href")
        }
        linked = {
            "/" + link.removeprefix(own.site.base_url)
            for link in links
            if link.startswith(own.url("/articles/"))
        } - {path}
        if len(linked) == 1:
            return linked.pop()
        if linked:
            break
        at = at.parent
    return path


def of_node(node: LexborNode, selector: str, attribute: str) -> list[str]:
    """An attribute of each element below a node, itself included, that the selector finds."""
    return [each.attributes.get(attribute) or "" for each in node.css(selector)]


def said_minutes(own: Parsed) -> Iterator[tuple[str, str, int]]:
    """Where a number of minutes is said, of which article, and the number."""
    for path, page in own.pages.items():
        inside = {node.mem_id for node in page.css(".body, .body *")}
        for node in page.css("main *"):
            own_text = node.text(deep=False)
            if node.mem_id not in inside and (found := MINUTES.search(own_text)):
                yield f"{path} shows", whose(own, path, node), int(found[1])
            for name, value in node.attributes.items():
                if name.startswith("data-") and value and (found := MINUTES.search(value)):
                    yield f"{path} {name}", whose(own, path, node), int(found[1])
        for data in linked_data(page):
            if "timeRequired" in data:
                yield f"{path} JSON-LD", path, int(data["timeRequired"][2:-1])
    feed = ET.fromstring((own.site.folder / "feed.xml").read_bytes())
    for item in feed.iter("item"):
        text = "".join(item.itertext())
        path = "/" + str(item.findtext("link")).removeprefix(own.site.base_url)
        if found := MINUTES.search(text):
            yield "feed", path, int(found[1])


def test_the_reading_time_is_one_number_everywhere(own: Parsed) -> None:
    stated = stated_minutes()
    said = list(said_minutes(own))
    places = Counter(path for _, path, _ in said)
    assert all(places[path] >= 5 for path in stated), places
    assert [each for each in said if stated.get(each[1], each[2]) != each[2]] == []
    unstated = {path: {number for _, of, number in said if of == path} for path in own.articles()}
    assert {path: numbers for path, numbers in unstated.items() if len(numbers) != 1} == {}


# --- 7: weight ------------------------------------------------------------------------------------


def first_visit(own: Parsed, path: str) -> dict[str, int]:
    """What a browser fetches to show an article's text, and the bytes of each, compressed."""
    page = own.pages[path]
    addresses = [
        path_of(own, path, each)
        for selector, attribute in (
            ("link[rel=stylesheet]", "href"),
            ("link[rel=modulepreload], link[rel=preload]", "href"),
            ("script[src]", "src"),
            ("link[rel~=icon]", "href"),
            ("header img[src], body > footer img[src]", "src"),
        )
        for each in of(page, selector, attribute)
    ]
    for address in [each for each in addresses if each.endswith(".css")]:
        style = (own.site.folder / address.removeprefix("/")).read_text(encoding="utf-8")
        addresses += [
            path_of(own, address, found[0] or found[1])
            for found in URL_IN_CSS.findall(style)
            if not found[0].startswith("data:")
        ]
    files = {
        each: own.site.served(own.site.base_path + each.removeprefix("/")) for each in addresses
    }
    files[path] = own.site.served(own.site.base_path + path.removeprefix("/"))
    assert None not in files.values()
    return {
        each: len(gzip.compress(file.read_bytes(), 9, mtime=0))
        for each, file in files.items()
        if file is not None
    }


def path_of(own: Parsed, page: str, address: str) -> str:
    """The site path of an address on a page."""
    return "/" + urljoin(own.url(page), address).removeprefix(own.site.base_url)


def test_an_articles_first_visit_is_light(own: Parsed) -> None:
    weights = {path: first_visit(own, path) for path in own.articles()}
    assert {
        path: parts for path, parts in weights.items() if sum(parts.values()) >= FIRST_VISIT
    } == {}


def test_all_scripts_of_an_article_are_small_together(own: Parsed) -> None:
    for path in own.articles():
        scripts = [part for part in first_visit(own, path).items() if part[0].endswith(".js")]
        assert sum(size for _, size in scripts) < 2_048, scripts


def test_no_script_keeps_the_page_waiting(own: Parsed) -> None:
    assert [
        (path, node.html)
        for path, node in own.each("script[src]")
        if not {"defer", "async"} & set(node.attributes) and node.attributes.get("type") != "module"
    ] == []


# --- 8: paper and dark ----------------------------------------------------------------------------


def test_every_page_has_styles_for_paper_and_for_the_dark(own: Parsed) -> None:
    wrong = []
    for path, page in own.pages.items():
        style = "".join(
            file.read_text(encoding="utf-8")
            for href in of(page, "link[rel=stylesheet]", "href")
            if (file := own.site.served(urlsplit(urljoin(own.url(path), href)).path)) is not None
        )
        wanted = (r"@media[^{]*\bprint\b", r"color-scheme:\s*light dark", "forced-colors")
        wrong += [(path, each) for each in wanted if not re.search(each, style)]
    assert wrong == []


# --- what is not published ------------------------------------------------------------------------


def test_a_draft_and_what_appears_later_leave_no_trace(tmp_path: Path) -> None:
    draft = note("Nobody may read of quetzalcoatlus.\n", "On Quetzalcoatlus")
    late = note("Nobody may read of archaeopteryx yet.\n", "On Archaeopteryx", "2030-01-01")
    files = {
        "content/articles/seen.md": note("Everybody may read of dinosaurs.\n", "On Dinosaurs"),
        "content/articles/quetzalcoatlus.md": draft.replace(
            "kind: note",
            "kind: note\ndraft: true\ntags: [quetzalcoatlus]\nseries: Quetzalcoatlus\npart: 1\n"
            "aliases: [/articles/quetzalcoatlus-before/]",
        ).replace("category: Career", "category: Databases"),
        "content/articles/later/index.md": late.replace(
            "kind: note", "kind: note\ntags: [archaeopteryx]\nauthor: Archaeopteryx"
        )
        + "\n![An archaeopteryx](archaeopteryx.svg)\n",
        "content/articles/later/archaeopteryx.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
        ),
        "content/pages/hidden.md": (
            "---\ntitle: Hidden\ndescription: A page of which nobody may hear a word until it is "
            "done, quetzalcoatlus.\ndraft: true\n---\n\nQuetzalcoatlus.\n"
        ),
    }
    now = datetime(2026, 11, 22, tzinfo=UTC)
    site = build_site(make_blog(tmp_path / "blog", {**files}), tmp_path / "public", HOME, now)
    traces = [
        (path.relative_to(site.folder).as_posix(), word)
        for path in site.files()
        for word in (b"quetzalcoatlus", b"archaeopteryx", b"databases", b"hidden/")
        if word in (unpacked(path.read_bytes()) + path.as_posix().encode()).lower()
    ]
    assert traces == []
    assert any(b"dinosaurs" in unpacked(path.read_bytes()) for path in site.files())


def unpacked(data: bytes) -> bytes:
    """The bytes, unpacked where they are packed: those of the search index are."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
