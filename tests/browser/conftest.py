"""One browser for all tests of this folder, and the sites that are read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import NoBrowserError, chromium, program, required
from tests.browser.elements import MISSING, TEMPLATES, write_elements
from tests.browser.reader import WIDE, Reader
from tests.sites import HOME, SiteFolder, build_site


class MakeReader(Protocol):
    """Opens a window on a site, with the options of a browser context."""

    def __call__(self, site: SiteFolder, **options: Any) -> Reader: ...


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests that need it are skipped, or fail."""
    path, trouble = "", ""
    try:
        path = program()
    except NoBrowserError as error:
        trouble = str(error)
    if trouble and required():
        pytest.fail(f"CODELOOM_BROWSER is required, and {trouble}", pytrace=False)
    if trouble:
        pytest.skip(trouble)
    with chromium(path) as found:
        yield found


@pytest.fixture
def read(browser: Browser) -> Iterator[MakeReader]:
    """Makes readers; at the end of the test none of them may have anything to complain of."""
    readers: list[Reader] = []

    def make(site: SiteFolder, **options: Any) -> Reader:
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield make
    for each in readers:
        each.close()
    assert [complaint for each in readers for complaint in each.complaints] == []


@pytest.fixture(scope="session")
def elements(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A made blog that shows everything that a page can show, on every kind of page."""
    folder = tmp_path_factory.mktemp("elements")
    root = write_elements(folder / "blog")
    return build_site(root, folder / "public", HOME)


Show = Callable[[str], Page]
"""Shows a page of a kind, by its name in `TEMPLATES`."""


@pytest.fixture(scope="package")
def windows(browser: Browser, elements: SiteFolder) -> Iterator[dict[str, Reader]]:
    """The pages of the made blog that were shown, each open in a window."""
    opened: dict[str, Reader] = {}
    yield opened
    for each in opened.values():
        each.close()


@pytest.fixture
def show(browser: Browser, elements: SiteFolder, windows: dict[str, Reader]) -> Iterator[Show]:
    """Shows pages to tests that only look and measure: they share a window, which saves minutes."""
    shown: list[Reader] = []

    def show(name: str) -> Page:
        if name not in windows:
            windows[name] = Reader(browser, elements)
            windows[name].open(TEMPLATES[name], 404 if name in MISSING else 200)
        reader = windows[name]
        shown.append(reader)
        reader.page.set_viewport_size(WIDE)
        reader.page.emulate_media(
            media="screen",
            color_scheme="light",
            forced_colors="none",
            reduced_motion="no-preference",
        )
        reader.page.evaluate("document.documentElement.style.fontSize = ''")
        return reader.page

    yield show
    complaints = [complaint for each in shown for complaint in each.complaints]
    for each in shown:
        each.complaints.clear()
    assert complaints == []
