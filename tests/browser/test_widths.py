"""On a narrow screen, with large letters, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import TEMPLATES, write_elements
from tests.browser.reader import NARROW, NARROWEST, WIDE
from tests.sites import HOME, build_site

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
  const clipped = (each) => {
    for (let at = each.parentElement; at; at = at.parentElement)
      if (at !== document.body && at !== document.documentElement &&
          getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const found = [...document.body.querySelectorAll('*')].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > width + 1 && box.left < width * 3 &&
      !clipped(each) && each.checkVisibility({ visibilityProperty: true });
  }).map((each) => each.outerHTML.slice(0, 100));
  const page = document.scrollingElement;
  if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth} wide`);
  const hidden = [document.documentElement, document.body].filter((each) =>
    ['hidden', 'clip'].includes(getComputedStyle(each).overflowX));
  return [...found, ...hidden.map((each) => `${each.localName} hides what is too wide`)];
}"""

CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((each) => {
  const style = getComputedStyle(each);
  return ['hidden', 'clip'].includes(style.overflowX) && each.clientWidth > 1 &&
    each.localName !== 'input' && each.scrollWidth > each.clientWidth + 1 && each.innerText;
}).map((each) => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_page_scrolls_sideways(show: Show, name: str) -> None:
    page = show(name)
    for size in (NARROW, NARROWEST):
        page.set_viewport_size(size)
        assert page.evaluate(TOO_WIDE) == [], size
        assert page.evaluate(CUT_OFF) == [], size


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_letters_of_twice_the_size_have_room(show: Show, name: str, size: ViewportSize) -> None:
    page = show(name)
    page.set_viewport_size(size)
    before = text_size(page)
    page.evaluate(
        """() => {
          const root = document.documentElement;
          root.style.fontSize = `${parseFloat(getComputedStyle(root).fontSize) * 2}px`;
        }"""
    )
    assert text_size(page) == pytest.approx(2 * before, rel=0.1)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT_OFF) == []


def text_size(page: Page) -> float:
    """The size of a paragraph's letters, in pixels."""
    return float(
        page.locator("main p").first.evaluate("(p) => parseFloat(getComputedStyle(p).fontSize)")
    )


def test_a_blog_that_is_read_from_the_right_fits_and_its_code_runs_from_the_left(
    read: MakeReader, tmp_path: Path
) -> None:
    root = write_elements(tmp_path / "blog")
    settings = root / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}language = "ar"\n', encoding="utf-8")
    reader = read(build_site(root, tmp_path / "public", HOME))
    for name in ("article", "category", "year", "search", "subscribe"):
        page = reader.open(TEMPLATES[name])
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            wide = "({ scrollWidth, clientWidth }) => scrollWidth - clientWidth"
            assert page.locator("html").evaluate(wide) == 0, (name, size)
            title = page.locator("h1").bounding_box()
            assert title is not None
            assert abs(title["x"] + title["width"] - _right_of_text(page)) < 2, (name, size)
        directions = page.evaluate(
            """() => ['html', 'code', 'pre', '.bar'].flatMap((css) =>
              [...document.querySelectorAll(css)].map((each) =>
                `${css} ${getComputedStyle(each).direction}`))"""
        )
        assert set(directions) <= {"html rtl", "code ltr", "pre ltr", ".bar ltr"}
        assert "html rtl" in directions


def _right_of_text(page: Page) -> float:
    """Where the column of text begins, from the left of the window."""
    return float(
        page.evaluate(
            """() => {
              const body = document.body.getBoundingClientRect();
              return body.right - parseFloat(getComputedStyle(document.body).paddingRight);
            }"""
        )
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_on_paper_there_is_the_text_and_no_way_around(show: Show, name: str) -> None:
    page = show(name)
    page.emulate_media(media="print", color_scheme="dark")
    for selector in ("nav", "header button", ".copy", "a.skip", "input"):
        shown = [each for each in page.locator(selector).all() if each.is_visible()]
        assert [
            each.evaluate("(each) => each.outerHTML.slice(0, 100)")
            for each in shown
            if (each.get_attribute("type") != "checkbox")
        ] == []
    assert page.locator("h1").is_visible()
    assert page.locator("main").is_visible()
    colours = page.evaluate(
        "(style => [style.color, style.backgroundColor])(getComputedStyle(document.body))"
    )
    assert darkness(colours[0]) > 0.7
    assert darkness(colours[1]) < 0.1


def darkness(colour: str) -> float:
    """From 0, white or no colour at all, to 1, black."""
    numbers = [float(each) for each in colour.partition("(")[2].rstrip(")").split(",")]
    if len(numbers) == 4 and numbers[3] == 0:
        return 0
    return 1 - sum(numbers[:3]) / (3 * 255)


def test_on_paper_code_is_whole(show: Show) -> None:
    page = show("article")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    cut: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('main pre')].filter((each) =>
          each.scrollWidth > each.clientWidth + 1).map((each) => each.innerText.slice(0, 60))"""
    )
    diagrams = [each for each in cut if any(sign in each for sign in "+|─│┌")]
    assert [each for each in cut if each not in diagrams] == []
