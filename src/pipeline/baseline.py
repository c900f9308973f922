"""The baseline: a file of the findings that a blog has accepted, so that only new ones are shown.

It holds counts, no places: for each article and rule, fingerprints of the lines that the findings
begin on. A line may move without being found anew; a line that is edited is looked at again. The
text is sorted and ends with a line feed, so that a change of it reads well in a diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.model import AnyRule, Baseline, Diagnostic, may_be_silenced

VERSION = 1


def load_baseline(root: Path, name: str) -> Baseline:
    """The baseline at `name`, relative to the root; an empty name is no baseline.

    Raises:
        SettingsError: when it is not there or is no baseline.
    """
    if not name:
        return Baseline()
    file = root / name
    try:
        found = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no baseline `{name}`: make it with `codeloom check --write-baseline "
            f"{name}`, or take the setting out."
        ) from error
    except OSError as error:
        raise SettingsError(f"The baseline `{name}` cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"The baseline `{name}` is not valid JSON: {error}.") from error
    return Baseline(Path(name).as_posix(), _accepted(found, name))


def _accepted(found: Any, name: str) -> dict[tuple[str, str, str], int]:
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise _foreign(name)
    files = found.get("files")
    if not isinstance(files, dict):
        raise _foreign(name)
    accepted: dict[tuple[str, str, str], int] = {}
    for path, rules in files.items():
        for code, lines in rules.items() if isinstance(rules, dict) else _refuse(name):
            for fingerprint, count in lines.items() if isinstance(lines, dict) else _refuse(name):
                if type(count) is not int or count < 1:
                    raise _foreign(name)
                accepted[path, code, fingerprint] = count
    return accepted


def _refuse(name: str) -> Iterable[tuple[str, Any]]:
    raise _foreign(name)


def _foreign(name: str) -> SettingsError:
    return SettingsError(
        f"`{name}` is no baseline of Codeloom's: write it anew with `codeloom check "
        f"--write-baseline {name}`."
    )


def acceptable(
    diagnostics: Iterable[Diagnostic], rules: Mapping[str, AnyRule]
) -> tuple[Diagnostic, ...]:
    """Those that a baseline may accept: not what guards the build, and not the linter's own."""
    return tuple(each for each in diagnostics if may_be_silenced(rules[each.code]))


def baseline_text(diagnostics: Iterable[Diagnostic]) -> str:
    """The file that accepts these findings."""
    files: dict[str, dict[str, dict[str, int]]] = {}
    for each in diagnostics:
        lines = files.setdefault(each.path, {}).setdefault(each.code, {})
        lines[each.fingerprint] = lines.get(each.fingerprint, 0) + 1
    return json.dumps({"version": VERSION, "files": files}, indent=2, sort_keys=True) + "\n"
