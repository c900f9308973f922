"""The settings' schema names every rule and threshold that exists, and no other.

Renewed by `CODELOOM_GOLDEN=renew make test ARGS=tests/test_settings_schema.py`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.model import GradeCeilings, ReadingRates, Settings
from pipeline.rules import FAMILIES, RULES, family
from pipeline.settings import DEFAULT_BASE_URL, load_settings

FILE = Path(__file__).parents[1] / "schemas" / "settings.schema.json"


def derived() -> dict[str, Any]:
    """The schema with the parts that follow from the rules made anew."""
    schema: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    codes = list(RULES)
    in_use = [letters for letters in FAMILIES if any(family(code) == letters for code in codes)]
    names = [rule.name for rule in RULES.values()]
    schema["$defs"]["rule"]["enum"] = [*in_use, *codes, *names]
    schema["x-rules"] = {code: rule.name for code, rule in RULES.items()}
    schema["properties"]["thresholds"]["properties"] = {
        code: {
            "type": "object",
            "additionalProperties": False,
            "default": {},
            "description": f"Of {code} ({rule.name}).",
            "properties": {
                name: {"type": "integer", "minimum": 0, "maximum": 100_000, "default": number}
                for name, number in rule.thresholds.items()
            },
        }
        for code, rule in RULES.items()
        if rule.thresholds
    }
    return schema


def test_the_schema_names_every_rule_and_threshold() -> None:
    text = json.dumps(derived(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("CODELOOM_GOLDEN") == "renew":
        FILE.write_text(text, encoding="utf-8", newline="\n")
    assert FILE.read_text(encoding="utf-8") == text


def test_every_setting_is_described() -> None:
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    for name, part in schema["properties"].items():
        assert part["description"].endswith("."), name
        for inner, described in part.get("properties", {}).items():
            assert described["description"].endswith("."), f"{name}.{inner}"


def test_every_setting_reaches_the_settings_and_has_its_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(schema["properties"]) <= set(Settings.__dataclass_fields__)
    assert settings.base_url == schema["properties"]["base_url"]["default"] == DEFAULT_BASE_URL
    assert settings.reading == ReadingRates()
    assert settings.grade == GradeCeilings()
    for code, rule in RULES.items():
        if rule.thresholds:
            assert settings.thresholds[code] == rule.thresholds


def test_a_threshold_may_name_its_rule_by_name(tmp_path: Path) -> None:
    table = "[tool.codeloom.thresholds.{}]\nwarning = 45\n"
    (tmp_path / "pyproject.toml").write_text(table.format("sentence-too-long"))
    assert load_settings(tmp_path).thresholds["RD002"]["warning"] == 45


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["RD02"], r"thresholds: there is no rule `RD02`\. Did you mean `RD002`\?"),
        (["RD"], "names the family `RD`: name one rule"),
        (["RD002", "sentence-too-long"], "names RD002 twice"),
        (["LK001"], "unknown setting `LK001` in `thresholds`"),
    ],
)
def test_a_threshold_of_no_rule_is_refused(tmp_path: Path, names: list[str], sentence: str) -> None:
    text = "".join(f"[tool.codeloom.thresholds.{name}]\nwarning = 45\n" for name in names)
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        load_settings(tmp_path)
