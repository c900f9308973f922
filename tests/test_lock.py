"""The lock files: exact versions with hashes, for every system, and nothing of one machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-bench.lock")

ENTRY = re.compile(
    r"(?P<requirement>[a-z0-9][a-z0-9.-]*==[0-9][0-9A-Za-z.!+]*(?: ; [^\\]+?)?)"
    r"(?: +--hash=sha256:[0-9a-f]{64})+"
)


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def entries(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line, comments left out."""
    lines = [line for line in text_of(lock).splitlines() if not line.lstrip().startswith("#")]
    return [line.strip() for line in "\n".join(lines).replace("\\\n", "").splitlines()]


def locked(lock: str) -> dict[str, Requirement]:
    """Name to requirement; a lock never names a package twice."""
    found: dict[str, Requirement] = {}
    for entry in entries(lock):
        match = ENTRY.fullmatch(entry)
        assert match, f"{lock}: {entry[:80]}"
        requirement = Requirement(match["requirement"])
        assert requirement.name not in found, f"{lock} names {requirement.name} twice"
        found[requirement.name] = requirement
    return found


def version_of(requirement: Requirement) -> Version:
    (pin,) = requirement.specifier
    return Version(pin.version)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for() -> list[tuple[str, str]]:
    """Each lock with each requirement that `pyproject.toml` asks it for."""
    settings = project()
    groups = settings["dependency-groups"]
    by_lock = {
        "requirements.lock": settings["project"]["dependencies"] + groups["dev"],
        "requirements-build.lock": settings["build-system"]["requires"] + groups["build"],
        "requirements-bench.lock": groups["bench"],
    }
    return [(lock, requirement) for lock, asked in by_lock.items() for requirement in asked]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_package_at_one_version_with_its_hashes(lock: str) -> None:
    assert [entry for entry in entries(lock) if not ENTRY.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_line_names_an_index_an_address_or_a_path(lock: str) -> None:
    assert [line for line in text_of(lock).splitlines() if "/" in line or "index" in line] == []


@pytest.mark.parametrize(("lock", "asked"), asked_for())
def test_what_the_project_asks_for_is_locked_at_a_version_it_accepts(lock: str, asked: str) -> None:
    wanted = Requirement(asked)
    pinned = locked(lock)[canonicalize_name(wanted.name)]
    assert wanted.specifier.contains(version_of(pinned))


@pytest.mark.parametrize("lock", ["requirements-build.lock", "requirements-bench.lock"])
def test_a_package_in_two_locks_has_the_same_version_in_both(lock: str) -> None:
    main, other = locked("requirements.lock"), locked(lock)
    both = main.keys() & other.keys()
    assert {name: other[name].specifier for name in both} == {
        name: main[name].specifier for name in both
    }


def test_what_only_windows_needs_is_locked_for_windows_alone() -> None:
    assert str(locked("requirements.lock")["colorama"].marker) == 'sys_platform == "win32"'
