"""axe finds nothing on a page of any kind, wide and narrow, light and dark."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import TEMPLATES
from tests.browser.reader import NARROW, WIDE
from tests.sites import SiteFolder

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        *("best-practice", "cat.semantics"),
    ],
    "rules": {"target-size": {"enabled": True}},
}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, a line for each element."""
    found = page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_axe_finds_nothing(show: Show, name: str) -> None:
    page = show(name)
    page.evaluate(AXE)
    found = {}
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[f"{name}, {size['width']}, {scheme}"] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_among_the_results_of_a_search(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open("/search/?q=thread")
    page.locator("main a", has_text="The First Part").first.wait_for()
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


def test_axe_would_find_something(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open()
    page.evaluate(AXE)
    page.locator("main").evaluate(
        "(main) => main.append(Object.assign(document.createElement('img'), { src: '' }))"
    )
    assert [each.partition(":")[0] for each in violations(page)] == ["image-alt"]
