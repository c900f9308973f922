"""JSON: what it says, and that its schema says the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.output import FORMATS, Report

if TYPE_CHECKING:
    from tests.output.conftest import Case

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "schemas/diagnostics.schema.json").read_text(encoding="utf-8")
)


def shown(report: Report) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(FORMATS["json"](report))
    return parsed


def valid(instance: object) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(instance))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_verdict_keeps_the_schema(case: Case) -> None:
    Draft202012Validator(SCHEMA).validate(shown(case.report))


def test_the_schema_describes_every_field_and_no_other(cases: dict[str, Report]) -> None:
    written: dict[str, set[str]] = {}
    for report in cases.values():
        _collect(shown(report), "", written)
    definitions: Mapping[str, Any] = SCHEMA["$defs"]
    described = {
        name: set(definitions[name]["properties"])
        for name in ("summary", "diagnostic", "related", "fix", "edit", "place")
    }
    assert written == {"": set(SCHEMA["properties"]), **described}


_DEFINED = {"diagnostics": "diagnostic", "edits": "edit", "start": "place", "end": "place"}


def _collect(value: Any, name: str, found: dict[str, set[str]]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, name, found)
    elif isinstance(value, dict):
        found.setdefault(_DEFINED.get(name, name), set()).update(value)
        for key, item in value.items():
            _collect(item, key, found)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), 2),
        (("summary", "errors"), -1),
        (("summary", "files"), None),
        (("diagnostics", 0, "code"), "rt001"),
        (("diagnostics", 0, "name"), "Bad Name"),
        (("diagnostics", 0, "severity"), "fatal"),
        (("diagnostics", 0, "message"), ""),
        (("diagnostics", 0, "path"), ""),
        (("diagnostics", 0, "start"), None),
        (("diagnostics", 0, "end"), None),
        (("diagnostics", 0, "start", "line"), 0),
        (("diagnostics", 0, "start", "column"), 0),
        (("diagnostics", 0, "start", "byte"), 1.5),
        (("diagnostics", 0, "related", 0, "start"), None),
        (("diagnostics", 2, "fix", "safe"), "yes"),
        (("diagnostics", 2, "fix", "edits"), []),
        (("diagnostics", 2, "fix", "edits", 0, "start"), None),
    ],
)
def test_the_schema_refuses(
    cases: dict[str, Report], path: tuple[str | int, ...], wrong: object
) -> None:
    right = shown(cases["everyday"])
    assert valid(right)
    mutant = deepcopy(right)
    target: Any = mutant
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = wrong
    assert not valid(mutant)
    del target[path[-1]]
    assert not valid(mutant)


def test_places_without_a_position_are_null(cases: dict[str, Report]) -> None:
    first = shown(cases["places"])["diagnostics"][0]
    assert (first["code"], first["start"], first["end"]) == ("SR001", None, None)


def test_a_fix_in_a_file_that_cannot_be_shown_is_null(cases: dict[str, Report]) -> None:
    gone = {
        found["code"]: found["fix"]
        for found in shown(cases["places"])["diagnostics"]
        if found["path"] == "content/articles/gone.md"
    }
    assert gone == {"LK001": None, "TX001": None}


def test_edits_name_their_bytes_lines_and_columns(cases: dict[str, Report]) -> None:
    assert shown(cases["everyday"])["diagnostics"][2]["fix"] == {
        "safe": True,
        "edits": [
            {
                "start": {"line": 7, "column": 15, "byte": 104},
                "end": {"line": 7, "column": 16, "byte": 105},
                "replacement": "1",
            }
        ],
    }


def test_each_diagnostic_has_a_line_of_its_own(case: Case) -> None:
    lines = FORMATS["json"](case.report).splitlines()
    listed = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"code"')]
    assert listed == shown(case.report)["diagnostics"]
