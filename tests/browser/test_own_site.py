"""The project's own pages, every one of them, at both addresses."""

from __future__ import annotations

import pytest

from tests.browser.conftest import MakeReader
from tests.browser.elements import EVERYTHING, TEMPLATES
from tests.browser.reader import NARROW, NARROWEST, SCHEMES, WIDE, wears
from tests.browser.test_axe import AXE, violations
from tests.browser.test_keyboard import NOT_BY_KEYBOARD
from tests.browser.test_widths import CUT_OFF, TOO_WIDE
from tests.sites import SiteFolder


@pytest.fixture(params=["at the root", "below a path"])
def own(request: pytest.FixtureRequest) -> SiteFolder:
    name = "own_site" if request.param == "at the root" else "own_site_below"
    found: SiteFolder = request.getfixturevalue(name)
    return found


def test_every_page_fits_a_narrow_screen_and_asks_nothing_of_other_hosts(
    read: MakeReader, own_site: SiteFolder
) -> None:
    reader = read(own_site, viewport=NARROWEST)
    wrong = {}
    for path in own_site.pages():
        page = reader.open(path)
        wrong[path] = [
            *page.evaluate(TOO_WIDE),
            *page.evaluate(CUT_OFF),
            *page.evaluate(NOT_BY_KEYBOARD),
        ]
    assert {where: what for where, what in wrong.items() if what} == {}


def test_axe_finds_nothing_on_any_article(read: MakeReader, own_site: SiteFolder) -> None:
    reader = read(own_site)
    wrong = {}
    for turn, path in enumerate(path for path in own_site.pages() if path.startswith("/articles/")):
        page = reader.open(path)
        page.set_viewport_size(NARROW if turn % 2 else WIDE)
        scheme = SCHEMES[turn // 2 % 2]
        page.emulate_media(color_scheme=scheme)
        wears(page, scheme)
        page.evaluate(AXE)
        wrong[path] = violations(page)
    assert {where: what for where, what in wrong.items() if what} == {}


def test_a_page_that_is_not_there_leads_on(read: MakeReader, own: SiteFolder) -> None:
    page = read(own).open("/articles/deep/er/still/", 404)
    page.locator("main a").first.click()
    assert page.url.startswith(own.base_url)
    assert page.locator("h1").is_visible()


def test_a_page_below_a_path_asks_for_nothing_that_is_not_there(
    read: MakeReader, own_site_below: SiteFolder
) -> None:
    reader = read(own_site_below)
    kinds = {path.split("/")[1]: path for path in own_site_below.pages()}
    for path in kinds.values():
        page = reader.open(path)
        for link in page.locator("img").all():
            link.scroll_into_view_if_needed()
    assert len(kinds) >= 8


def test_a_page_at_a_former_address_leads_to_the_new_one(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements, follows=True, java_script_enabled=False).open(TEMPLATES["moved"])
    page.wait_for_url(elements.base_url.rstrip("/") + EVERYTHING)
