"""axe finds nothing on a page of any kind, wide and narrow, light and dark."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakeReader, Show
from tests.browser.elements import TEMPLATES
from tests.browser.reader import NARROW, SCHEMES, WIDE, wears
from tests.sites import SiteFolder

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        *("best-practice", "cat.semantics"),
    ],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What can differ between light and dark."""


def violations(page: Page, options: dict[str, Any] = RULES) -> list[str]:
    """What axe finds on the page as it stands, a line for each element."""
    found = page.evaluate("(options) => axe.run(document, options)", options)
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
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wears(page, scheme)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            rules = RULES if scheme == "light" else COLOURS
            found[f"{name}, {size['width']}, {scheme}"] = violations(page, rules)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_among_the_results_of_a_search(
    read: MakeReader, elements: SiteFolder
) -> None:
    page = read(elements).open("/search/?q=thread")
    page.locator("main a", has_text="The First Part").first.wait_for()
    page.evaluate(AXE)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        wears(page, scheme)
        assert violations(page) == []


def test_axe_would_find_something(read: MakeReader, elements: SiteFolder) -> None:
    page = read(elements).open()
    page.evaluate(AXE)
    page.locator("main").evaluate(
        "(main) => main.append(Object.assign(document.createElement('img'), { src: '' }))"
    )
    assert [each.partition(":")[0] for each in violations(page)] == ["image-alt"]
