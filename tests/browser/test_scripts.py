"""What the scripts add: the search and the copy button."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakeReader
from tests.browser.elements import CODE, EVERYTHING
from tests.browser.reader import Reader
from tests.sites import SiteFolder

FIELD = "input[type=search]"
RESULTS = "main :is(ol, ul) li"


def result(page: Page, title: str) -> Locator:
    """The link to a page that was found."""
    return page.locator(RESULTS).get_by_role("link", name=title, exact=True)


def results(page: Page) -> Locator:
    """Everything that was found and is shown."""
    return page.locator(RESULTS).filter(visible=True)


def query(page: Page) -> list[str]:
    """What the address says was looked for."""
    return parse_qs(urlsplit(page.url).query).get("q", [])


# --- search ---------------------------------------------------------------------------------------


def test_a_word_is_found_as_it_is_typed_and_the_result_leads_to_it(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open("/search/")
    page.locator(FIELD).press_sequentially("zibeline", delay=10)
    expect(result(page, "The First Part")).to_be_visible()
    expect(results(page)).to_have_count(1)
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'zibeline'")
    page.locator(FIELD).focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "The First Part":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/first-part/*")
    expect(page.locator("h1")).to_have_text("The First Part")
    page.go_back()
    expect(page.locator(FIELD)).to_have_value("zibeline")
    expect(result(page, "The First Part")).to_be_visible()


def test_the_address_of_a_search_can_be_given_away(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open("/search/?q=zibeline")
    expect(page.locator(FIELD)).to_have_value("zibeline")
    expect(result(page, "The First Part")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("1")


def test_enter_searches_and_stays_on_the_page(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open("/search/")
    page.locator(FIELD).fill("zibeline")
    page.locator(FIELD).press("Enter")
    expect(result(page, "The First Part")).to_be_visible()
    assert query(page) == ["zibeline"]
    assert urlsplit(page.url).path == urlsplit(elements.base_url + "search/").path


def test_what_is_not_there_is_said_to_be_not_there(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open("/search/?q=qwxyzzqj")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(results(page)).to_have_count(0)


def test_an_emptied_field_shows_the_list_again(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open("/search/")
    before = results(page).count()
    page.locator(FIELD).fill("zibeline")
    expect(result(page, "The First Part")).to_be_visible()
    expect(results(page)).to_have_count(1)
    page.locator(FIELD).fill("")
    expect(results(page)).to_have_count(before)


def test_the_last_of_several_quick_searches_is_what_is_shown(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open("/search/")
    for word in ("cloth", "note", "zibeline", "everything", "zibeline"):
        page.locator(FIELD).fill(word)
    expect(results(page)).to_have_count(1)
    page.wait_for_timeout(300)
    expect(result(page, "The First Part")).to_be_visible()
    expect(results(page)).to_have_count(1)


HOSTILE_QUERIES = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "%",
    "%00",
    "\\",
    "__proto__",
    "a" * 3000,
    "\u202e\u2066",
)


def test_a_hostile_query_is_text(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open("/search/")
    for asked in HOSTILE_QUERIES:
        page.locator(FIELD).fill(asked)
        expect(page.get_by_role("status")).not_to_be_empty()
        if "<" in asked or "%" in asked:  # the address has to bring it back as well
            page.reload()
            expect(page.locator(FIELD)).to_have_value(asked)
            expect(page.get_by_role("status")).not_to_be_empty()
        assert page.locator("main :is([onerror], script, img)").count() == 0
        page.locator(FIELD).fill("")
        expect(page.get_by_role("status")).to_be_empty()


def test_a_broken_address_is_a_search_all_the_same(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements)
    for address in ("?q=%", "?q=%E0%A4%A", "?q=%00", "?q=a&q=b", "?x", "?q="):
        page = reader.open("/search/" + address)
        page.locator(FIELD).fill("zibeline")
        expect(result(page, "The First Part")).to_be_visible()


def test_a_search_that_cannot_be_loaded_says_so_and_leaves_the_list(
    read: MakeReader, elements: SiteFolder
) -> None:
    reader = read(elements)
    reader.context.route("**/pagefind/**", lambda route: route.abort())
    page = reader.open("/search/")
    page.locator(FIELD).fill("zibeline")
    expect(page.get_by_role("status")).to_contain_text("cannot be loaded")
    expect(page.locator("main a[href$='/archive/']")).to_be_visible()
    assert {each.partition(": ")[2] for each in reader.complaints} == {
        "console: Failed to load resource: net::ERR_FAILED"
    }
    reader.complaints.clear()


def test_the_search_works_below_a_path(read: MakeReader, own_site_below: SiteFolder) -> None:
    page = read(own_site_below).open("/search/")
    title = str(page.locator("main a[href*='/articles/']").first.inner_text())
    page.locator(FIELD).fill(title)
    expect(result(page, title).first).to_be_visible()
    result(page, title).first.click()
    expect(page.locator("h1")).to_have_text(title)


# --- copying --------------------------------------------------------------------------------------


def article(read: MakeReader, elements: SiteFolder) -> Reader:
    """The article with every element, in a window that may use the clipboard."""
    reader = read(elements, permissions=["clipboard-read", "clipboard-write"])
    reader.open(EVERYTHING)
    return reader


def test_what_is_copied_is_the_code_exactly(read: MakeReader, elements: SiteFolder) -> None:
    page = article(read, elements).page
    copied = []
    for figure in page.locator("figure.code").all():
        figure.get_by_role("button").click()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied[0] in (CODE, CODE.rstrip("\n"))
    assert [text.rstrip("\n") for text in copied[1:]] == [
        "codeloom check",
        "no language",
        "indented code",
        "- before\n+ after",
        '{"key": [1, 2.5, null, true], "text": "value"}',
    ]


def test_each_block_has_one_button_with_a_name(read: MakeReader, elements: SiteFolder) -> None:
    page = article(read, elements).page
    assert page.locator("figure.code").count() == 6
    for figure in page.locator("figure.code").all():
        button = figure.get_by_role("button")
        expect(button).to_have_count(1)
        assert "copy" in str(button.evaluate("(it) => it.ariaLabel || it.innerText")).lower()


def test_each_address_of_a_feed_is_copied_whole(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements, permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("/subscribe/")
    copied = []
    for address in page.locator(".address").all():
        button = address.get_by_role("button")
        expect(button).to_have_text("Copy")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_text("Copied")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied == [
        elements.base_url + path
        for path in (
            *("feed.xml", "categories/career/feed.xml", "categories/web/feed.xml", "feed.json"),
        )
    ]


def test_it_is_announced_that_something_was_copied(read: MakeReader, elements: SiteFolder) -> None:
    page = article(read, elements).page
    button = page.locator("figure.code button").first
    button.focus()
    page.keyboard.press("Enter")
    live = page.locator("[role=status], [aria-live=polite]").filter(has_text="opied")
    expect(live).to_have_count(1)
    assert page.evaluate("document.activeElement.matches('figure.code button')")


def test_where_nothing_can_be_copied_that_is_said(read: MakeReader, elements: SiteFolder) -> None:
    reader = read(elements)
    reader.context.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'));"
    )
    page = reader.open(EVERYTHING)
    page.locator("figure.code button").first.click()
    live = page.locator("[role=status], [aria-live=polite]")
    expect(live.filter(has_text="opied")).to_have_count(0)
