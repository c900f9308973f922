"""The house is built as its plan says: imports go down, and each vendor has one door.

The two tables are the plan. A module that is in neither is a room without a floor, and fails.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline

HOUSE = Path(pipeline.__file__).parent

FLOORS: dict[str, int] = {
    "cli": 6,
    "__main__": 7,
    "build": 5,
    "work": 5,
    "output": 5,
    "move": 5,
    "examine": 4,
    "shards": 4,
    "judge": 4,
    "fix": 4,
    "assemble": 4,
    "render": 4,
    "publish": 4,
    "read": 3,
    "engines": 3,
    "rules": 3,
    "html": 3,
    "schema": 2,
    "prose": 2,
    "highlight": 2,
    "syntax": 2,
    "sanitise": 2,
    "pictures": 2,
    "formats": 1,
    "svg": 2,
    "cards": 2,
    "search": 4,
    "markup": 2,
    "slug": 2,
    "shelves": 2,
    "related": 2,
    "permalink": 2,
    "raw_html": 2,
    "moments": 2,
    "nearest": 2,
    "proper_names": 2,
    "wording": 2,
    "settings": 2,
    "baseline": 2,
    "manifest": 2,
    "git": 2,
    "errors": 1,
    "model": 0,
    "__init__": 0,
}

BESIDE = {
    (
        "build",
        "work",
    ): "the story names the work; what is done with an article stands apart",
    ("move", "build"): "a renaming goes by what a check knows of every article",
    ("settings", "schema"): "settings are held against their schema as front matter is",
    ("settings", "moments"): "a time zone that does not exist is a wrong setting",
    ("settings", "shelves"): "two categories with one address are a wrong setting",
    ("settings", "permalink"): "a setting that names no page of the site is a wrong setting",
    ("settings", "nearest"): "a setting that does not exist gets a did-you-mean",
    ("pictures", "svg"): "a drawing is a picture that is judged by another library",
    ("pictures", "slug"): "a published picture has the slug of its name",
    ("svg", "permalink"): "what a browser makes of an address is known in one place",
    ("svg", "wording"): "what is taken out of a drawing is named in a finding",
    ("schema", "moments"): "a date is a format of the schema",
    ("shelves", "slug"): "the page of a shelf has the slug of its name",
    ("shelves", "permalink"): "the feed of a shelf is called as the feed of all articles is",
}
"""Imports between rooms of one floor, each with its reason."""

DOORS = {
    "frontmatter": "read.front_matter",
    "yaml": "read.yaml_tree",
    "pyromark": "read.markdown",
    "linkify_it": "read.bare_urls",
    "jsonschema": "schema",
    "textstat": "prose",
    "pygments": "highlight",
    "nh3": "sanitise",
    "parso": "syntax.python",
    "selectolax": "markup",
    "feedgen": "render.feed",
    "lxml": "svg",
    "PIL": "pictures",
    "jinja2": "render.frame",
    "markupsafe": "render.frame",
    "click": "cli",
    "rich": "output.terminal",
    "tzdata": "moments",
    "pagefind_bin": "search",
}


SECOND_DOORS = {
    ("yaml", "syntax.yaml_"): "rules judge blocks of YAML, and stand beside read, not above it",
    ("PIL", "cards"): "drawing a card and reading an author's image have nothing in common",
}
"""A package with a second door, and why the first one does not serve."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(HOUSE.rglob("*.py")):
        name = ".".join(file.relative_to(HOUSE).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(file.read_text(encoding="utf-8"))


def _imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Every module that is imported, late imports included, those for type checking too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            assert node.module
            yield node.module
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def _room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


MODULES = list(_modules())


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_only_go_down(name: str, tree: ast.Module) -> None:
    room = _room(name)
    assert room in FLOORS, f"{room} has no floor"
    for imported in _imports(name, tree):
        if not imported.startswith("pipeline."):
            continue
        other = _room(imported.removeprefix("pipeline."))
        if other in (room, "__version__"):
            continue
        assert other in FLOORS, f"{name} imports {other}, which has no floor"
        if (room, other) not in BESIDE:
            assert FLOORS[other] < FLOORS[room], f"{name} imports {other}, which is not below it"


@pytest.mark.parametrize(("name", "tree"), MODULES, ids=[name for name, _ in MODULES])
def test_a_third_party_package_is_imported_by_its_door_alone(name: str, tree: ast.Module) -> None:
    for imported in _imports(name, tree):
        package = imported.split(".")[0]
        if package == "pipeline" or package in sys.stdlib_module_names:
            continue
        if (package, name) not in SECOND_DOORS:
            assert DOORS.get(package) == name, f"{name} imports {package}"


def test_every_door_is_used() -> None:
    opened = {imported.split(".")[0] for name, tree in MODULES for imported in _imports(name, tree)}
    unused = sorted(set(DOORS) - opened)
    assert unused == []


def test_every_exception_is_needed() -> None:
    used = {
        (_room(name), _room(imported.removeprefix("pipeline.")))
        for name, tree in MODULES
        for imported in _imports(name, tree)
        if imported.startswith("pipeline.")
    }
    assert sorted(set(BESIDE) - used) == []
    doors = {
        (imported.split(".")[0], name)
        for name, tree in MODULES
        for imported in _imports(name, tree)
    }
    assert sorted(set(SECOND_DOORS) - doors) == []


def test_the_model_is_made_of_the_standard_library_alone() -> None:
    tree = dict(MODULES)["model"]
    assert {imported.split(".")[0] for imported in _imports("model", tree)} <= (
        sys.stdlib_module_names
    )
