"""Publishing is held against what is online, or nothing is published: the workflows and their
script, run with a `curl`, a `make` and a `codeloom` that answer as they are told.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".github" / "scripts" / "fetch_manifest.sh"
BASE_URL = "https://blog.example/so/"
MANIFEST = '{"codeloom": 1, "timezone": "UTC", "pages": [\n]}\n'
PAGE = "<!doctype html><title>Sign in</title>"

runs_bash = pytest.mark.skipif(sys.platform == "win32", reason="the workflows run on Linux")

_CURL = """\
#!/bin/sh
before=
for word; do
    if [ "$before" = --output ]; then output=$word; fi
    before=$word
done
echo "$word" >> "$STUBS/asked"
echo "$*" >> "$STUBS/options"
case $word in
    "$SITE"manifest.json\\?at=*) answer=$STUBS/manifest ;;
    "$SITE"\\?at=*) answer=$STUBS/home ;;
    *) echo "nobody should ask for $word" >&2; exit 99 ;;
esac
cat "$answer.body" > "$output"
cat "$answer.status"
exit "$(cat "$answer.exit")"
"""
_CALLED = """\
#!/bin/sh
{ printf '%s' "NAME"; printf ' <%s>' "$@"; echo; } >> "$STUBS/called"
exit "$(cat "$STUBS/NAME.exit")"
"""


class Answer(NamedTuple):
    """What curl comes back with."""

    status: str
    body: str = ""
    exit: int = 0


GONE = Answer("404", PAGE)
THERE = Answer("200", PAGE)
OURS = Answer("200", MANIFEST)
UNREACHABLE = Answer("000", "", 28)


class Ended(NamedTuple):
    """How the script ended, and what it left."""

    code: int
    said: str
    manifest: str | None
    asked: list[str]


class Stubs:
    """A folder of programs that stand before the system's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = BASE_URL
        folder.mkdir()
        self._program("curl", _CURL)
        self.answers(GONE, GONE)

    def _program(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return file

    def called(self, name: str, code: int = 0) -> Path:
        """A program that only notes what it is called with."""
        (self.folder / f"{name}.exit").write_text(str(code))
        return self._program(name, _CALLED.replace("NAME", name))

    def answers(self, manifest: Answer, home: Answer) -> None:
        for name, answer in (("manifest", manifest), ("home", home)):
            (self.folder / f"{name}.body").write_text(answer.body)
            (self.folder / f"{name}.status").write_text(answer.status)
            (self.folder / f"{name}.exit").write_text(str(answer.exit))

    def lines(self, name: str) -> list[str]:
        file = self.folder / name
        return file.read_text().splitlines() if file.exists() else []

    def environment(self, **more: str) -> dict[str, str]:
        path = os.pathsep.join((str(self.folder), os.environ["PATH"]))
        return {"PATH": path, "STUBS": str(self.folder), "SITE": self.site, **more}


@pytest.fixture
def stubs(tmp_path: Path) -> Stubs:
    return Stubs(tmp_path / "stubs")


def fetch(stubs: Stubs, file: Path, base_url: str = BASE_URL, first: str = "") -> Ended:
    ended = subprocess.run(
        ("bash", str(SCRIPT), str(file)),
        env=stubs.environment(BASE_URL=base_url, FIRST_PUBLICATION=first),
        capture_output=True,
        text=True,
        check=False,
    )
    found = file.read_text() if file.exists() else None
    assert [each.name for each in file.parent.glob("online*")] == ([file.name] if found else [])
    asked = [each.partition("?")[0] for each in stubs.lines("asked")]
    return Ended(ended.returncode, ended.stdout + ended.stderr, found, asked)


# --- the script -----------------------------------------------------------------------------------


@runs_bash
@pytest.mark.parametrize("first", ["", "false", "true"])
@pytest.mark.parametrize("base_url", [BASE_URL, BASE_URL.rstrip("/")])
def test_a_manifest_that_is_online_is_fetched_whatever_an_operator_says(
    stubs: Stubs, tmp_path: Path, base_url: str, first: str
) -> None:
    stubs.answers(OURS, THERE)
    assert fetch(stubs, tmp_path / "online.json", base_url, first) == Ended(
        0,
        f"{BASE_URL}manifest.json says what is online: nothing of it may be lost.\n",
        MANIFEST,
        [f"{BASE_URL}manifest.json"],
    )


@runs_bash
@pytest.mark.parametrize("first", ["", "true"])
def test_no_manifest_and_no_home_page_is_the_first_publication_and_is_said(
    stubs: Stubs, tmp_path: Path, first: str
) -> None:
    assert fetch(stubs, tmp_path / "online.json", first=first) == Ended(
        0,
        f"::notice title=First publication::Neither {BASE_URL}manifest.json nor {BASE_URL} is "
        "there. Nothing is compared.\n",
        None,
        [f"{BASE_URL}manifest.json", BASE_URL],
    )


UNKNOWN = [
    ("a site without a manifest", GONE, THERE, f"{BASE_URL} is there, and {BASE_URL}manifest.json"),
    ("a login page", THERE, THERE, "answered, but not with a manifest of Codeloom's"),
    ("another's manifest", Answer("200", '{"name": "app"}'), THERE, "not with a manifest of Codel"),
]


@runs_bash
@pytest.mark.parametrize(
    ("manifest", "home", "why"), [each[1:] for each in UNKNOWN], ids=[each[0] for each in UNKNOWN]
)
@pytest.mark.parametrize("first", ["", "false", "yes"])
def test_what_nothing_is_known_of_is_not_replaced_and_the_way_out_is_said(
    stubs: Stubs, tmp_path: Path, manifest: Answer, home: Answer, why: str, first: str
) -> None:
    stubs.answers(manifest, home)
    ended = fetch(stubs, tmp_path / "online.json", first=first)
    assert (ended.code, ended.manifest) == (1, None)
    assert ended.said.startswith("::error title=Nothing to compare with::")
    assert why in ended.said
    assert "run the workflow Publish by hand with first-publication switched on" in ended.said


@runs_bash
@pytest.mark.parametrize(
    ("manifest", "home", "why"), [each[1:] for each in UNKNOWN], ids=[each[0] for each in UNKNOWN]
)
def test_what_nothing_is_known_of_is_replaced_when_an_operator_says_so(
    stubs: Stubs, tmp_path: Path, manifest: Answer, home: Answer, why: str
) -> None:
    stubs.answers(manifest, home)
    ended = fetch(stubs, tmp_path / "online.json", first="true")
    assert (ended.code, ended.manifest) == (0, None)
    assert ended.said.startswith("::notice title=First publication::")
    assert why in ended.said
    assert ended.said.endswith("It is replaced, as the operator says. Nothing is compared.\n")


NO_TELLING = [
    ("a time-out", UNREACHABLE, THERE, "manifest.json gave no whole answer (curl's exit code 28)"),
    ("a body cut off", Answer("200", MANIFEST[:20], 18), THERE, "curl's exit code 18"),
    ("redirects without end", Answer("302", "", 47), THERE, "curl's exit code 47"),
    ("nothing in it", Answer("200"), THERE, "manifest.json answered with nothing in it"),
    ("a server's error", Answer("503", PAGE), THERE, "answered with HTTP status 503"),
    ("no way in", Answer("403", PAGE), THERE, "answered with HTTP status 403"),
    ("gone for good", Answer("410", PAGE), GONE, "answered with HTTP status 410"),
    ("a part", Answer("206", MANIFEST), THERE, "answered with HTTP status 206"),
    ("a home page in trouble", GONE, Answer("500"), f"{BASE_URL} answered with HTTP status 500"),
    ("a home page behind a login", GONE, Answer("401"), "answered with HTTP status 401"),
    ("a home page out of reach", GONE, UNREACHABLE, f"{BASE_URL} gave no whole answer"),
]


@runs_bash
@pytest.mark.parametrize(
    ("manifest", "home", "why"),
    [each[1:] for each in NO_TELLING],
    ids=[each[0] for each in NO_TELLING],
)
@pytest.mark.parametrize("first", ["", "true"])
def test_where_there_is_no_telling_what_is_online_it_stops_whatever_an_operator_says(
    stubs: Stubs, tmp_path: Path, manifest: Answer, home: Answer, why: str, first: str
) -> None:
    stubs.answers(manifest, home)
    (tmp_path / "online.json").write_text("left by an earlier run")
    ended = fetch(stubs, tmp_path / "online.json", first=first)
    assert (ended.code, ended.manifest) == (1, None)
    assert ended.said.startswith("::error title=Nothing to compare with::")
    assert why in ended.said


@runs_bash
def test_an_address_that_is_not_known_stops_it(stubs: Stubs, tmp_path: Path) -> None:
    assert fetch(stubs, tmp_path / "online.json", base_url="", first="true") == Ended(
        1,
        "::error title=Nothing to compare with::The address of the site is not known: BASE_URL is "
        "empty.\n",
        None,
        [],
    )


@runs_bash
@pytest.mark.parametrize(
    ("base_url", "why"),
    [
        ("https://blog.example/?draft=1", "it has a blank, a query or a fragment"),
        ("https://blog.example/#top", "it has a blank, a query or a fragment"),
        ("https://blog.example/a b/", "it has a blank, a query or a fragment"),
        (" https://blog.example/", "it has a blank, a query or a fragment"),
        ("https://blog.example/\n::warning::x", "it has a blank, a query or a fragment"),
        ("--config=/etc/hosts", "it begins neither with https:// nor with http://"),
        ("blog.example", "it begins neither with https:// nor with http://"),
        ("file:///etc/", "it begins neither with https:// nor with http://"),
        ("https://", "it begins neither with https:// nor with http://"),
    ],
)
def test_what_is_no_address_of_a_site_is_not_asked(
    stubs: Stubs, tmp_path: Path, base_url: str, why: str
) -> None:
    assert fetch(stubs, tmp_path / "online.json", base_url, first="true") == Ended(
        1,
        f"::error title=Nothing to compare with::BASE_URL is no address of a site: {why}.\n",
        None,
        [],
    )


@runs_bash
def test_a_percent_sign_in_the_address_is_no_escape_in_githubs_log(
    stubs: Stubs, tmp_path: Path
) -> None:
    stubs.site = "https://blog.example/%0A/"
    assert "nor https://blog.example/%250A/ is there" in (
        fetch(stubs, tmp_path / "online.json", base_url=stubs.site).said
    )


@runs_bash
def test_curl_unpacks_goes_past_caches_takes_no_pattern_and_waits_for_minutes_at_most(
    stubs: Stubs, tmp_path: Path
) -> None:
    """Each option was tried against a server that packs, or says to come back in an hour."""
    stubs.site = "https://blog.example/{a,b}/"
    stubs.answers(OURS, THERE)
    assert fetch(stubs, tmp_path / "online.json", base_url=stubs.site).manifest == MANIFEST
    (options,) = (each.split() for each in stubs.lines("options"))
    assert options[-1].partition("?at=")[0] == f"{stubs.site}manifest.json"
    assert {"--compressed", "--globoff", "--location", "Cache-Control:"} < set(options)
    limits = {each: options[options.index(each) + 1] for each in options if "-time" in each}
    assert limits == {"--retry-max-time": "120", "--max-time": "60", "--connect-timeout": "20"}


# --- the workflows --------------------------------------------------------------------------------


def workflow(name: str) -> dict[Any, Any]:
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    read: dict[Any, Any] = yaml.safe_load(text)
    return read


def steps(name: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow(name)["jobs"][job]["steps"]
    return found


class Run(NamedTuple):
    """What became of a job's steps, those of others left out of account."""

    done: list[str]
    """The names of the steps that came to an end, and well."""
    called: list[str]
    outputs: str


def run(stubs: Stubs, place: Path, name: str, job: str) -> Run:
    """Runs the steps of a job as GitHub does, until one fails that must not."""
    for each in ("make", "codeloom"):
        if not (stubs.folder / each).exists():
            stubs.called(each)
    checkout = place / "checkout"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".github").symlink_to(ROOT / ".github")
    (checkout / ".venv" / "bin" / "codeloom").symlink_to(stubs.folder / "codeloom")
    (checkout / "public").mkdir()
    (checkout / "public" / "manifest.json").write_text(MANIFEST)
    temp, output = place / "temp", place / "output"
    temp.mkdir()
    output.touch()
    done: list[str] = []
    for step in steps(name, job):
        if "run" in step:
            ended = subprocess.run(
                ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]),
                cwd=checkout,
                env=stubs.environment(
                    RUNNER_TEMP=str(temp),
                    GITHUB_OUTPUT=str(output),
                    **({"BASE_URL": BASE_URL} if "BASE_URL" in step.get("env", ()) else {}),
                ),
                capture_output=True,
                check=False,
            )
            if ended.returncode != 0:
                if step.get("continue-on-error"):
                    continue
                break
        done.append(step.get("name", step.get("uses", "")))
    called = [each.replace(str(temp), "TEMP") for each in stubs.lines("called")]
    return Run(done, called, output.read_text())


FETCH = "Fetch the manifest that is online"
HAND_OVER = "Hand the site over"
BUILT = f"codeloom <build> <--output> <public> <--base-url> <{BASE_URL}>"


@runs_bash
def test_the_build_is_held_against_what_is_online(stubs: Stubs, tmp_path: Path) -> None:
    stubs.answers(Answer("200", MANIFEST.replace("UTC", "Asia/Tokyo")), THERE)
    ended = run(stubs, tmp_path, "publish.yml", "build")
    assert ended.called == [
        "make <check> <ARGS=--against TEMP/online.json>",
        f"{BUILT} <--against> <TEMP/online.json>",
    ]
    assert ended.done[-1] == HAND_OVER
    assert ended.outputs == "changed=true\n"


@runs_bash
def test_a_site_that_is_online_as_it_is_is_not_deployed_again(stubs: Stubs, tmp_path: Path) -> None:
    stubs.answers(OURS, THERE)
    assert run(stubs, tmp_path, "publish.yml", "build").outputs == "changed=false\n"


@runs_bash
def test_a_first_publication_is_held_against_nothing(stubs: Stubs, tmp_path: Path) -> None:
    ended = run(stubs, tmp_path, "publish.yml", "build")
    assert ended.called == ["make <check> <ARGS=>", BUILT]
    assert ended.done[-1] == HAND_OVER
    assert ended.outputs == "changed=true\n"


@runs_bash
@pytest.mark.parametrize(
    ("manifest", "home"),
    [each[1:3] for each in (*UNKNOWN, *NO_TELLING)],
    ids=[each[0] for each in (*UNKNOWN, *NO_TELLING)],
)
def test_where_there_is_no_telling_nothing_is_even_built(
    stubs: Stubs, tmp_path: Path, manifest: Answer, home: Answer
) -> None:
    stubs.answers(manifest, home)
    ended = run(stubs, tmp_path, "publish.yml", "build")
    assert ended.called == []
    assert FETCH not in ended.done
    assert HAND_OVER not in ended.done
    assert ended.outputs == ""


@runs_bash
@pytest.mark.parametrize("failing", ["make", "codeloom"])
@pytest.mark.parametrize("code", [1, 2])
def test_a_check_or_a_build_that_refuses_hands_nothing_over(
    stubs: Stubs, tmp_path: Path, failing: str, code: int
) -> None:
    stubs.answers(OURS, THERE)
    stubs.called(failing, code)
    ended = run(stubs, tmp_path, "publish.yml", "build")
    assert HAND_OVER not in ended.done
    assert ended.outputs == ""


def test_no_step_of_publishing_goes_on_after_one_that_failed() -> None:
    conditions = {
        step.get("name", step.get("uses")): step["if"]
        for job in workflow("publish.yml")["jobs"].values()
        for step in job["steps"]
        if "if" in step
    }
    assert conditions == {HAND_OVER: "steps.compare.outputs.changed == 'true'"}
    jobs = workflow("publish.yml")["jobs"]
    assert not any("continue-on-error" in each for job in jobs.values() for each in job["steps"])
    assert not any("continue-on-error" in job for job in jobs.values())
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["if"] == "needs.build.outputs.changed == 'true'"
    assert jobs["build"]["outputs"] == {"changed": "${{ steps.compare.outputs.changed }}"}


def test_only_an_operator_can_say_that_what_is_there_may_be_replaced() -> None:
    triggers = workflow("publish.yml")[True]  # YAML 1.1 takes `on` for a truth
    assert triggers["workflow_dispatch"]["inputs"]["first-publication"]["default"] is False
    assert triggers["workflow_dispatch"]["inputs"]["first-publication"]["type"] == "boolean"
    assert set(triggers) == {"push", "schedule", "workflow_dispatch"}
    (step,) = (each for each in steps("publish.yml", "build") if each.get("name") == FETCH)
    assert step["env"] == {
        "BASE_URL": "${{ steps.pages.outputs.base_url }}",
        "FIRST_PUBLICATION": (
            "${{ github.event_name == 'workflow_dispatch' && inputs.first-publication }}"
        ),
    }


@runs_bash
def test_a_pull_request_is_told_what_would_be_lost_online(stubs: Stubs, tmp_path: Path) -> None:
    stubs.answers(OURS, THERE)
    ended = run(stubs, tmp_path, "ci.yml", "articles")
    assert ended.called == ["make <check> <ARGS=--format github --against TEMP/online.json>"]


@runs_bash
@pytest.mark.parametrize("manifest", [GONE, UNREACHABLE])
def test_a_pull_request_is_checked_all_the_same_where_there_is_no_telling(
    stubs: Stubs, tmp_path: Path, manifest: Answer
) -> None:
    stubs.answers(manifest, THERE)
    ended = run(stubs, tmp_path, "ci.yml", "articles")
    assert FETCH not in ended.done
    assert ended.called == ["make <check> <ARGS=--format github >"]


def test_a_push_is_not_held_against_anything_in_ci() -> None:
    (asks, fetches) = (each for each in steps("ci.yml", "articles") if "if" in each)
    assert (asks["id"], asks["if"]) == ("pages", "github.event_name == 'pull_request'")
    assert (fetches["name"], fetches["if"]) == (FETCH, "steps.pages.outcome == 'success'")


@runs_bash
def test_the_script_can_be_run_as_the_workflows_run_it() -> None:
    assert os.access(SCRIPT, os.X_OK)
    assert SCRIPT.read_bytes().startswith(b"#!/usr/bin/env bash\n")
