"""With a keyboard alone: the way in, every stop on it, and what is seen of where one is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import EVERYTHING, TEMPLATES
from tests.browser.reader import NARROW
from tests.sites import SiteFolder

MOST_STOPS = 500

_NUMBER_STOPS = """() => {
  const all = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]';
  const stops = [...document.querySelectorAll(all)].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.getClientRects().length > 0 &&
    each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  stops.forEach((each, index) => { each.dataset.stop = index; });
  return stops.map((each) => each.outerHTML.slice(0, 120));
}"""

_HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === document.documentElement) return null;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return {
    stop: here.dataset.stop === undefined ? -1 : Number(here.dataset.stop),
    html: here.outerHTML.slice(0, 120),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every stop from the start of the page until the focus leaves it or comes back."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        here = page.evaluate(_HERE)
        if here is None or (found and here["html"] == found[0]["html"]):
            return found
        found.append(here)
    raise AssertionError(f"there is no end after {MOST_STOPS} stops: {found[-3:]}")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_stop_is_reached_in_order_and_seen_and_none_is_a_trap(show: Show, name: str) -> None:
    page = show(name)
    page.reload()
    stops = page.evaluate(_NUMBER_STOPS)
    walked = walk(page)
    assert [each["stop"] for each in walked] == list(range(len(stops))), (stops, walked)
    assert [each["html"] for each in walked if each["outline"] < 1] == []
    assert [each["html"] for each in walked if not each["seen"]] == []


def test_the_way_back_is_the_same(show: Show) -> None:
    page = show("article")
    page.reload()
    stops = page.evaluate(_NUMBER_STOPS)
    assert [each["stop"] for each in walk(page, "Shift+Tab")] == [*reversed(range(len(stops)))]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_first_stop_leads_past_the_header_and_can_be_seen(show: Show, name: str) -> None:
    page = show(name)
    page.reload()
    skip = page.locator("a.skip")
    assert not seen(page, "a.skip")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    assert seen(page, "a.skip")
    assert skip.inner_text().strip()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelector('main')")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('body > header, a.skip')"), (
        "the next stop is in the header again"
    )


def seen(page: Page, selector: str) -> bool:
    """Whether a point in the middle of the element is inside the window and shows the element."""
    found: bool = page.evaluate(
        """(selector) => {
          const element = document.querySelector(selector);
          const box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return top !== null && element.contains(top);
        }""",
        selector,
    )
    return found


SCROLLERS = """() => [...document.querySelectorAll('main *')].filter((each) =>
  ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) &&
  each.scrollWidth > each.clientWidth + 1 && each.getClientRects().length > 0)"""

NOT_BY_KEYBOARD = (
    f"({SCROLLERS})().filter((each) => each.tabIndex < 0).map((each) => each.outerHTML)"
)
"""What scrolls sideways and cannot be reached, and so not scrolled, without a mouse."""


def test_what_is_too_wide_scrolls_by_the_arrow_keys(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements, viewport=NARROW).open(EVERYTHING)
    assert page.evaluate(NOT_BY_KEYBOARD) == []
    page.evaluate(f"({SCROLLERS})().forEach((each) => each.dataset.scrolls = each.localName)")
    assert page.locator("pre[data-scrolls]").count() >= 3
    assert page.locator("div[data-scrolls]").count() >= 1
    for each in page.locator("[data-scrolls]").all():
        each.focus()
        page.keyboard.press("ArrowRight")
        moved = (
            "(each) => new Promise((done) => each.addEventListener('scroll', done, {once: true}))"
        )
        if each.evaluate("(each) => each.scrollLeft") == 0:
            each.evaluate(moved)
        assert each.evaluate("(each) => each.scrollLeft") > 0


def test_a_heading_and_the_table_of_contents_lead_to_the_same_place(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open(EVERYTHING)
    links = page.locator("main nav a[href^='#'], aside nav a[href^='#'], nav.contents a")
    targets = [str(link.get_attribute("href")) for link in links.all()]
    assert targets[:3] == ["#what-and-why", "#mental-model", "#a-deeper-heading"] or targets[
        :2
    ] == [
        "#what-and-why",
        "#mental-model",
    ]
    for target in dict.fromkeys(targets):
        links.locator(f"xpath=self::*[@href='{target}']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            """(id) => {
              const box = document.getElementById(id).getBoundingClientRect();
              const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
              return box.top >= 0 && box.bottom <= (atEnd ? innerHeight : innerHeight / 3);
            }""",
            arg=target[1:],
        )
        assert page.url.endswith(target)
    anchors = page.locator("main :is(h2, h3, h4)[id] a[href^='#']")
    assert anchors.count() >= len(targets)


def test_a_footnote_leads_down_and_back(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open(EVERYTHING)
    reference = page.locator("main sup a[href^='#fn']").first
    note = str(reference.get_attribute("href"))
    reference.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(note)
    page.locator(f"[id='{note[1:]}'] a[href^='#fnref']").first.focus()
    page.keyboard.press("Enter")
    assert page.url.rsplit("#", 1)[1].startswith("fnref")
