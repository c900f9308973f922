"""Without JavaScript everything can be read, and nothing is shown that would not work."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.browser.conftest import MakeReader
from tests.browser.elements import ARTICLES, EVERYTHING, MISSING, TEMPLATES
from tests.sites import SiteFolder


def test_no_page_shows_a_control_that_is_dead(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements, java_script_enabled=False)
    wrong = {}
    for name, path in TEMPLATES.items():
        page = reader.open(path, 404 if name in MISSING else 200)
        assert page.locator("h1").is_visible(), name
        assert len(page.locator("main").inner_text()) > 40, name
        controls = page.locator("button, input:not([type=checkbox]), select, textarea, form")
        shown = [each for each in controls.all() if each.is_visible()]
        wrong[name] = [each.evaluate("(it) => it.outerHTML") for each in shown]
    assert {name: what for name, what in wrong.items() if what} == {}


def test_the_text_is_the_same_as_with_it(read: MakeReader, elements: SiteFolder) -> None:
    texts = [
        read(elements, java_script_enabled=on)
        .open(EVERYTHING)
        .evaluate(
            """() => {
              const body = document.querySelector('main .body').cloneNode(true);
              for (const each of body.querySelectorAll('button, [role=status]')) each.remove();
              return body.textContent;
            }"""
        )
        for on in (True, False)
    ]
    assert texts[0] == texts[1]


def test_the_search_page_is_a_list_of_articles_that_leads_to_all_others(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements, java_script_enabled=False).open("/search/")
    assert len(articles_shown(page)) >= 10
    page.locator("main a[href$='/archive/']").click()
    years = [str(link.get_attribute("href")) for link in page.locator("main a").all()]
    shown = articles_shown(page)
    for year in dict.fromkeys(years):
        if "/archive/20" in year:
            page.goto(urljoin(elements.base_url, year))
            shown |= articles_shown(page)
    assert len(shown) == ARTICLES + 2


def test_the_address_of_a_feed_can_be_selected_and_followed(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements, java_script_enabled=False).open("/subscribe/")
    links = page.locator("main .address a")
    assert links.count() == 4
    for link in links.all():
        link.locator("code").select_text()
        selected = page.evaluate("getSelection().toString()")
        assert selected == urljoin(elements.base_url, str(link.get_attribute("href")))


def articles_shown(page: Page) -> set[str]:
    """The addresses of the articles that the page leads to."""
    links = page.locator("main a[href*='/articles/']").all()
    return {str(link.get_attribute("href")) for link in links if link.is_visible()}


def test_the_table_of_contents_works(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements, java_script_enabled=False).open(EVERYTHING)
    link = page.locator("nav a[href='#common-pitfalls']").first
    if not link.is_visible():
        page.locator("details:has(nav a[href='#common-pitfalls']) summary").first.click()
    link.click()
    assert page.url.endswith("#common-pitfalls")
    box = page.locator("[id='common-pitfalls']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 400


def test_more_is_shown_when_it_is_asked_for(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements, java_script_enabled=False).open(EVERYTHING)
    hidden = page.get_by_text("Hidden until asked for.")
    assert not hidden.is_visible()
    page.get_by_text("More about this").click()
    assert hidden.is_visible()
