"""Light, dark, and colours that are the reader's own; and for those whom motion makes ill."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import EVERYTHING
from tests.sites import SiteFolder

SWITCH = "header button"


def lightness(page: Page) -> float:
    """How light the page's ground is, from 0 to 1."""
    colour = str(
        page.evaluate(
            """() => {
              const clear = (colour) => /rgba\\(.*, 0\\)|transparent/.test(colour);
              const [body, root] = [document.body, document.documentElement]
                .map((each) => getComputedStyle(each).backgroundColor);
              return clear(body) ? root : body;
            }"""
        )
    )
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def is_dark(page: Page) -> bool:
    """Whether the page's ground is dark, once the page has settled; neither is a mistake."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))")
    found = lightness(page)
    assert not 0.25 < found < 0.75
    return found < 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system(read: MakeReader, elements: SiteFolder, scheme: str) -> None:
    page = read(elements, color_scheme=scheme).open(EVERYTHING)
    assert is_dark(page) == (scheme == "dark")
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    assert is_dark(page) == (scheme != "dark")


def test_the_switch_has_a_name_that_says_what_it_is_for(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open()
    switch = page.locator(SWITCH)
    expect(switch).to_have_count(1)
    expect(switch).to_have_accessible_name(re.compile("theme|colour|dark|light", re.IGNORECASE))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_is_remembered_and_leads_back_to_the_system(
    read: MakeReader, elements: SiteFolder, scheme: str
) -> None:
    dark = scheme == "dark"
    page = read(elements, color_scheme=scheme).open()
    names = [switch_to(page, dark=not dark)]
    page.reload()
    assert is_dark(page) is not dark
    expect(page.locator(SWITCH)).to_have_accessible_name(names[0])
    page.goto(page.url + EVERYTHING.removeprefix("/"))
    assert is_dark(page) is not dark
    for _ in range(3):
        page.locator(SWITCH).click()
        if follows_the_system(page, scheme):
            break
    else:
        raise AssertionError("no press of the switch leads back to the system's colours")
    page.reload()
    assert follows_the_system(page, scheme)


def switch_to(page: Page, *, dark: bool) -> str:
    """Presses the switch by keyboard until the page is as wanted; gives its name then."""
    for _ in range(3):
        page.locator(SWITCH).focus()
        page.keyboard.press("Enter")
        if is_dark(page) == dark:
            return str(page.locator(SWITCH).evaluate("(each) => each.ariaLabel || each.innerText"))
    raise AssertionError("no press of the switch changes the colours")


def follows_the_system(page: Page, scheme: str) -> bool:
    """Whether the page changes with the system; the system is as before afterwards."""
    seen = []
    for each in ("light", "dark"):
        page.emulate_media(color_scheme=each)
        seen.append(is_dark(page))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return seen == [False, True]


def test_where_nothing_can_be_remembered_the_switch_works_all_the_same(
    read: MakeReader, elements: SiteFolder
) -> None:
    reader = read(elements, color_scheme="light")
    reader.context.add_init_script(
        """Object.defineProperty(window, 'localStorage', {
          get() { throw new DOMException('no', 'SecurityError'); } });"""
    )
    switch_to(reader.open(), dark=True)


def test_a_choice_that_makes_no_sense_is_none(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements, color_scheme="dark")
    page = reader.open()
    switch_to(page, dark=False)
    page.evaluate("for (const key in localStorage) localStorage[key] = '<b>purple'")
    page.reload()
    assert is_dark(page)


@pytest.mark.parametrize("name", ["home", "article", "search"])
def test_nothing_moves_for_those_who_ask_for_it(show: Show, name: str) -> None:
    page = show(name)
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap((each) => ['', '::before', '::after']
          .map((part) => [each, getComputedStyle(each, part || null)])
          .filter(([, style]) =>
            style.scrollBehavior === 'smooth' ||
            (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0.01) ||
            (style.transitionProperty !== 'none' && parseFloat(style.transitionDuration) > 0.01))
          .map(([found]) => found.outerHTML.slice(0, 80)))"""
    )
    assert moving == []


def test_what_colour_says_is_still_said_in_forced_colours(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements, forced_colors="active").open(EVERYTHING)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate(
        "(style => [style.outlineStyle, parseFloat(style.outlineWidth) > 0])"
        "(getComputedStyle(document.activeElement))"
    )
    assert outline[0] != "none"
    assert outline[1]
    links = page.evaluate(
        """() => [...document.querySelectorAll('.body p a[href]')].filter((each) =>
          !getComputedStyle(each).textDecorationLine.includes('underline') &&
          getComputedStyle(each).color === getComputedStyle(each.parentElement).color)
          .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert links == []


MARKED = "figure.code mark, figure.code .marked, figure.code .hll"


def test_a_marked_line_is_marked_in_forced_colours_and_on_paper(show: Show) -> None:
    page = show("article")
    assert page.locator(MARKED).count() == 2
    for media in ({"forced_colors": "active"}, {"media": "print"}):
        page.emulate_media(**media)  # type: ignore[arg-type]  # one of its literals each
        differs = page.locator(MARKED).first.evaluate(
            """(each) => {
              const line = each.closest('pre');
              const names = ['backgroundColor', 'borderLeftWidth', 'outlineStyle', 'fontWeight'];
              return [null, '::before', '::after'].some((part) => {
                const [one, other] = [each, line].map((it) => getComputedStyle(it, part));
                return (part === null || one.content !== 'none') && names.some((name) =>
                  one[name] !== other[name] && one[name] !== 'rgba(0, 0, 0, 0)');
              });
            }"""
        )
        assert differs, media
        page.emulate_media(media="screen", forced_colors="none")
