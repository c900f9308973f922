"""Light, dark, and colours that are the reader's own; and for those whom motion makes ill."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import EVERYTHING
from tests.browser.reader import SCHEMES, Scheme, is_worn, other, wears
from tests.sites import SiteFolder

SWITCH = "header button"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_follows_the_system(
    read: MakeReader, elements: SiteFolder, scheme: Scheme
) -> None:
    page = read(elements, color_scheme=scheme).open(EVERYTHING)
    follows_the_system(page, scheme)


def follows_the_system(page: Page, scheme: Scheme) -> None:
    """The page changes with the system; the system is as before afterwards."""
    wears(page, scheme)
    for each in (other(scheme), scheme):
        page.emulate_media(color_scheme=each)
        wears(page, each)


def test_the_switch_has_a_name_that_says_what_it_is_for(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open()
    switch = page.locator(SWITCH)
    expect(switch).to_have_count(1)
    expect(switch).to_have_accessible_name(re.compile("theme|colour|dark|light", re.IGNORECASE))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_switch_is_remembered_and_leads_back_to_the_system(
    read: MakeReader, elements: SiteFolder, scheme: Scheme
) -> None:
    page = read(elements, color_scheme=scheme).open()
    switch_to(page, other(scheme))
    page.reload()
    wears(page, other(scheme))
    page.goto(page.url + EVERYTHING.removeprefix("/"))
    wears(page, other(scheme))
    switch_to(page, scheme)
    follows_the_system(page, scheme)
    page.reload()
    follows_the_system(page, scheme)


def switch_to(page: Page, scheme: Scheme) -> None:
    """Presses the switch by keyboard; it says to those who do not see it what it did."""
    switch = page.locator(SWITCH)
    assert not is_worn(page, scheme)
    state = switch.evaluate(STATE)
    switch.focus()
    page.keyboard.press("Enter")
    wears(page, scheme)
    assert switch.evaluate(STATE) != state


STATE = "(it) => [it.ariaLabel, it.ariaPressed, it.ariaChecked, it.innerText].join()"


def test_where_nothing_can_be_remembered_the_switch_works_all_the_same(
    read: MakeReader, elements: SiteFolder
) -> None:
    reader = read(elements, color_scheme="light")
    reader.context.add_init_script(
        """Object.defineProperty(window, 'localStorage', {
          get() { throw new DOMException('no', 'SecurityError'); } });"""
    )
    switch_to(reader.open(), "dark")


def test_a_choice_that_makes_no_sense_is_none(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements, color_scheme="dark")
    page = reader.open()
    switch_to(page, "light")
    page.evaluate("for (const key in localStorage) localStorage[key] = '<b>purple'")
    page.reload()
    wears(page, "dark")


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
