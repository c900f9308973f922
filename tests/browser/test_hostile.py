"""Nothing that an author can write runs, leaves the page or asks another host: the payload list.

The pages are shown without their Content-Security-Policy, so that what is tried is the sanitiser
and the templates, and not the second line behind them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Frame, expect

from pipeline import html
from pipeline.model import Severity
from pipeline.render import articles, frame
from pipeline.rules import RULES
from tests.blog import document, made_article, made_site, make_blog, note
from tests.browser.payloads import BODIES, EVIL, FIELDS, RUN
from tests.browser.reader import Reader
from tests.sites import HOME, ROOT, SiteFolder, build_site, try_to_build

AFTERWARDS = """() => {
  const wrong = window.__ran ? ['a script ran'] : [];
  const addresses = /^(href|src|action|formaction|data|poster|cite|ping|background|xlink:href)$/i;
  for (const each of document.querySelectorAll('*')) {
    if (/^(iframe|object|embed|form|base|style|template|svg|math)$/.test(each.localName) &&
        each.closest('.body')) wrong.push(`there is a ${each.localName}`);
    if (each.localName === 'script' && each.closest('body')) wrong.push('there is a script');
    for (const { name, value } of each.attributes) {
      if (/^on/i.test(name)) wrong.push(`${each.localName} has ${name}`);
      if (name === 'style') wrong.push(`${each.localName} has a style`);
      if (name.startsWith('data-pagefind') && each.closest('.body')) wrong.push(name);
      if (!addresses.test(name)) continue;
      const { protocol } = URL.canParse(value, location) ? new URL(value, location) : {};
      if (!['https:', 'http:', 'mailto:', 'tel:'].includes(protocol) &&
          !(each.localName === 'img' && /^data:image.(png|jpeg|gif|webp)/.test(value)))
        wrong.push(`${each.localName} leads to ${protocol}`);
    }
  }
  return wrong;
}"""

HARMLESS = ("nothing is at ", "console: Failed to load resource")
"""Of a reader's complaints: a picture that is not there is no attack."""


RAN = "window.alert = () => { window.__ran = true; }"
"""Notes that a payload ran, in every frame, instead of a dialog that has to be closed."""

SIDE_BY_SIDE = """(addresses) => Promise.all(Object.entries(addresses).map(([name, src]) => {
  const frame = Object.assign(document.createElement('iframe'), { name, src });
  const loaded = new Promise((done) => { frame.onload = () => setTimeout(done, 30); });
  document.body.append(frame);
  return loaded;
}))"""

AT_ONCE = 16


def happened(browser: Browser, site: SiteFolder, paths: Iterable[str]) -> dict[str, list[str]]:
    """What happened on each page that should not have; they are opened side by side, in frames."""
    reader = Reader(browser, site, follows=True, policy=False)
    reader.context.add_init_script(RAN)
    seen: dict[str, list[str]] = {}
    ahead = list(paths)
    while ahead:
        several, ahead = ahead[:AT_ONCE], ahead[AT_ONCE:]
        page = reader.open("/404.html")
        page.evaluate(SIDE_BY_SIDE, {path: reader.url(path) for path in several})
        for path in several:
            seen[path] = in_frame(page.frame(name=path), reader.url(path))
        if page.url != reader.url("/404.html"):
            seen[several[0]].append(f"one of {several} sent the reader to {page.url}")
    reader.close()
    for complaint in reader.complaints:
        path, _, what = complaint.partition(": ")
        if not what.startswith(HARMLESS):
            seen.setdefault(path, []).append(what)
    return {path: what for path, what in seen.items() if what}


def in_frame(frame: Frame | None, url: str) -> list[str]:
    """What is wrong with a page in a frame."""
    if frame is None:
        return ["the page is gone"]
    try:
        wrong: list[str] = frame.evaluate(AFTERWARDS)
    except Error as error:  # it goes away while it is looked at
        return [str(error)]
    return [*wrong, *([] if frame.url == url else [f"the reader was sent to {frame.url}"])]


# --- the bodies -----------------------------------------------------------------------------------


def test_every_payload_has_an_article_of_its_own() -> None:
    assert len({slug_of(name) for name in (*BODIES, *FIELDS)}) == len({*BODIES, *FIELDS})


def slug_of(name: str) -> str:
    """The slug of the article that holds a payload."""
    return "-".join("".join(char if char.isalnum() else " " for char in name.lower()).split())


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Every payload as the body of an article, rendered whatever the linter says of it.

    Without styles and icons, which take most of the time and can do nothing here.
    """
    folder = tmp_path_factory.mktemp("rendered")
    site = SiteFolder(folder, HOME)
    made = made_site(base_url=HOME, base_path="/")
    for name, payload in BODIES.items():
        text = note(f"Before.\n\n{payload}\n\nIn a line: {payload}\n\n> {payload}\n\nAfter.\n")
        body = html.page_body(document(text), "/")
        article = made_article(slug_of(name))
        page = articles.article_page(article, body, made)
        write(site, article.site_path, re.sub(rb'<link rel="(?:stylesheet|icon)"[^>]*>', b"", page))
    for path, data in frame.assets().values():
        write(site, path, data)
    write(site, "/404.html", b"<!doctype html><title>Nothing</title>")
    return site


def write(site: SiteFolder, site_path: str, content: bytes) -> None:
    """Puts a page where it is served."""
    file = site.folder / site_path.removeprefix("/")
    if site_path.endswith("/"):
        file /= "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def test_no_body_does_anything_but_be_read(browser: Browser, rendered: SiteFolder) -> None:
    paths = [f"/articles/{slug_of(name)}/" for name in BODIES]
    assert happened(browser, rendered, paths) == {}


def test_only_an_element_that_runs_and_is_left_open_takes_the_rest_with_it(
    rendered: SiteFolder, refused: dict[str, set[str]]
) -> None:
    pages = rendered.pages()
    lost = [name for name in BODIES if "After." not in pages[f"/articles/{slug_of(name)}/"]]
    assert lost == [
        "script without an end",
        "svg script from data",
        "title in svg",
        "math and forms",
        "comment without an end",
    ]
    assert [name for name in lost if not refused[name]] == []


TEXT_OF_MARKDOWN = frozenset(
    name
    for name, payload in BODIES.items()
    if payload.startswith(("[", "!", "#", "`", "a[", "|", ">", "- ", "{", "&"))
)
"""Payloads that only a Markdown renderer would make something of."""

PROOF = frozenset(
    {
        "an id that the page uses",
        "attribute without an end",
        "autolink",
        "link with a null",
        "ping",
        "plaintext",
        "script in pieces",
        "srcset of javascript",
        "two attributes of one name",
    }
)
"""Payloads that do nothing here by themselves: made for older browsers and weaker sanitisers."""


def test_the_payloads_are_live(browser: Browser, tmp_path: Path) -> None:
    site = SiteFolder(tmp_path, HOME)
    write(site, "/404.html", b"<!doctype html><title>Nothing</title>")
    names = [name for name in BODIES if name not in TEXT_OF_MARKDOWN]
    for name in names:
        start = "<!doctype html><html><title>x</title><main><div class=body>"
        write(site, f"/{slug_of(name)}/", f"{start}{BODIES[name]}".encode())
    seen = happened(browser, site, [f"/{slug_of(name)}/" for name in names])
    dead = {name for name in names if f"/{slug_of(name)}/" not in seen}
    assert sorted(dead - PROOF) == []
    assert sorted(PROOF - dead) == []


# --- what the linter lets through -----------------------------------------------------------------


def all_that_can_be_ignored() -> str:
    """The setting that switches off every rule that can be."""
    return f"ignore = {json.dumps([code for code, rule in RULES.items() if not rule.gate])}\n"


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The codes of the errors that each payload brings when every rule is on."""
    files: dict[str, str | bytes] = {
        f"content/articles/{slug_of(name)}.md": note(payload, f"The payload {name}")
        for name, payload in BODIES.items()
    }
    root = make_blog(tmp_path_factory.mktemp("refused"), files)
    built = try_to_build(root, root / "public", HOME)
    found: dict[str, set[str]] = {name: set() for name in BODIES}
    names = {slug_of(name): name for name in BODIES}
    for each in built.checked.verdict.diagnostics:
        if each.severity is Severity.ERROR:
            found[names[Path(each.path).stem]].add(each.code)
    return found


NO_DANGER = frozenset(
    {
        "an id that the page uses",
        "attribute over paragraphs",
        "attribute without an end",
        "background",
        "code",
        "entities",
        "entities of entities",
        "fence caption",
        "fence flag",
        "fence language",
        "fence title",
        "footnote label",
        "heading with attributes",
        "image address",
        "image of a drawing",
        "image text",
        "image title",
        "img onerror over lines",
        "img onerror without blanks",
        "img without an end",
        "link behind an ideographic blank",
        "link percent-encoded",
        "link title",
        "link with a null",
        "metadata for the search",
        "noembed",
        "noscript",
        "picture of another host",
        "picture of another host in Markdown",
        "pictures of another host",
        "ping",
        "script in capitals",
        "svg onload behind a slash",
        "template syntax",
        "textarea",
        "title",
        "two attributes of one name",
        "video poster",
        "xmp",
    }
)
"""Payloads that are no finding of security: Markdown makes text of them, or a page drops them."""


def test_what_would_run_is_an_error_and_the_rest_is_known(refused: dict[str, set[str]]) -> None:
    security = {"SC001", "SC002"}
    silent = {name for name, codes in refused.items() if not codes & security}
    assert sorted(silent - NO_DANGER) == []
    assert sorted(NO_DANGER - silent) == []


def test_a_blog_that_ignores_what_it_can_publishes_what_was_tried_above(
    refused: dict[str, set[str]], tmp_path: Path
) -> None:
    gates = {code for code, rule in RULES.items() if rule.gate}
    files: dict[str, str | bytes] = {
        f"content/articles/{slug_of(name)}.md": note(BODIES[name], f"The payload {name}")
        for name, codes in refused.items()
        if not codes & gates
    }
    root = make_blog(tmp_path / "blog", files, all_that_can_be_ignored())
    site = build_site(root, tmp_path / "public", HOME)
    built = site.pages()
    tried = [name for name, codes in refused.items() if not codes & gates]
    assert len(tried) > len(BODIES) / 4
    for name in tried:
        body = html.page_body(document(note(BODIES[name])), "/", base_url=HOME)
        assert body.html in built[f"/articles/{slug_of(name)}/"]


# --- the fields -----------------------------------------------------------------------------------


def permissive_schema() -> str:
    """The schema of an article without any limit on what a text holds."""
    schema = json.loads((ROOT / "schemas" / "article.schema.json").read_text(encoding="utf-8"))

    def loosen(node: Any) -> Any:
        if isinstance(node, list):
            return [loosen(each) for each in node]
        if not isinstance(node, dict):
            return node
        limits = ("pattern", "maxLength", "minLength", "minItems", "enum")
        return {
            key: loosen(value)
            for key, value in node.items()
            if not (key in limits and isinstance(value, str | int | list))
        }

    return json.dumps(loosen(schema))


def every_field(payload: str, number: int) -> str:
    """An article, or a page outside the articles, that says it wherever it can."""
    fields = {
        "title": payload,
        "description": f"{payload} and words enough to make a description of fifty characters",
        "date": f"2026-01-{number + 1:02}",
        "author": [payload, f"{payload} again"],
        "kind": "note",
        "category": payload,
        "level": payload,
        "reading_time": 1,
        "learn": [payload, f"{payload} 2", f"{payload} 3"],
        "prerequisites": [payload],
        "tags": [payload],
        "series": payload,
        "part": 1,
        "image": {"src": "x.png", "alt": payload},
    }
    return f"---\n{json.dumps(fields, indent=1)}\n---\n\nSome words about payloads.\n"


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A blog whose every text is a payload, and whose settings are as careless as they can be."""
    folder = tmp_path_factory.mktemp("fields")
    picture = (ROOT / "src/pipeline/render/static/icon.png").read_bytes()
    files: dict[str, str | bytes] = {"schemas/article.schema.json": permissive_schema()}
    for number, (name, payload) in enumerate(FIELDS.items()):
        article = every_field(payload, number)
        files[f"content/articles/{slug_of(name)}/index.md"] = article
        files[f"content/articles/{slug_of(name)}/x.png"] = picture
        page = {"title": payload, "description": f"{payload} in a description of a page, once more"}
        files[f"content/pages/page-{number}.md"] = f"---\n{json.dumps(page)}\n---\n\nWords.\n"
    site_wide = "description = 'Ends of \"attributes\" & <b>tags</b>'\n"
    root = make_blog(folder / "blog", files, site_wide + all_that_can_be_ignored())
    return build_site(root, folder / "public", HOME)


def test_no_field_does_anything_but_be_read_on_any_page(
    browser: Browser, fields: SiteFolder
) -> None:
    assert len(fields.pages()) >= 4 * len(FIELDS)
    assert happened(browser, fields, fields.pages()) == {}


def said(page: Any) -> Iterator[str]:
    """Each text that the page shows of an article's fields."""
    yield page.locator("h1").text_content()
    yield page.locator(".standfirst").text_content()
    yield page.locator(".promise li").first.text_content()
    yield page.locator("meta[name=description]").get_attribute("content")
    yield page.locator("meta[property='og:title']").get_attribute("content")
    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    yield data["headline"]
    yield data["author"][0]["name"]


def test_every_field_arrives_as_it_was_written(browser: Browser, fields: SiteFolder) -> None:
    reader = Reader(browser, fields)
    wrong = {}
    for name, payload in FIELDS.items():
        page = reader.open(f"/articles/{slug_of(name)}/")
        wrong[name] = [text for text in said(page) if " ".join(payload.split()) not in str(text)]
    reader.close()
    assert {name: texts for name, texts in wrong.items() if texts} == {}


def test_the_results_of_a_search_are_text(browser: Browser, fields: SiteFolder) -> None:
    reader = Reader(browser, fields, policy=False)
    page = reader.open("/search/?q=payloads")
    expect(page.locator(".found li")).to_have_count(len(FIELDS))
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    assert page.evaluate(AFTERWARDS) == []
    titles = [text.strip() for text in page.locator(".found h2").all_text_contents()]
    complaints = reader.complaints
    reader.close()
    assert complaints == []
    expected = sorted(" ".join(payload.split()) for payload in FIELDS.values())
    assert sorted(" ".join(title.split()) for title in titles) == expected


def test_no_page_names_another_host_but_in_words(fields: SiteFolder) -> None:
    assert [path for path, page in fields.pages().items() if EVIL in unescape(page)] == []
    assert any(RUN in unescape(page) for page in fields.pages().values())
