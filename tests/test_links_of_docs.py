"""What README and CONTRIBUTING lead to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"|^\[[^\]]+\]: (\S+)", re.MULTILINE)
_CODE = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def destinations(file: Path) -> list[str]:
    prose = _CODE.sub("", file.read_text(encoding="utf-8"))
    found = (next(filter(None, match)) for match in _LINK.findall(prose))
    return [each for each in found if not each.startswith(("https:", "#"))]


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md"])
def test_every_relative_link_leads_to_a_file(name: str) -> None:
    file = ROOT / name
    named = {each.partition("#")[0] for each in destinations(file)}
    assert {each for each in named if not (file.parent / each).exists()} == set()


def test_the_readme_links_to_files_and_shows_two_pictures() -> None:
    named = destinations(ROOT / "README.md")
    assert "schemas/article.schema.json" in named
    assert sum(each.endswith(".png") for each in named) == 2
