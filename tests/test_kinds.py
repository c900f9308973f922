"""Kinds: an article is held against the contract that it names, wherever that comes from."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import SettingsError
from pipeline.model import Kind
from pipeline.settings import GUIDE as GUIDE_KIND
from pipeline.settings import load_settings
from tests.blog import make_blog
from tests.rules.examples import GUIDE

PATH = "content/articles/x.md"

HOW_TO = """
[tool.codeloom.kinds.how-to]
sections = ["Goal", "Steps", "Traps"]
required = ["level", "tags"]
least_words = 40
with_code = ["Steps"]
with_list = ["Traps"]
"""

FRONT_MATTER = """\
---
title: How a Queue Is Emptied
description: A sentence of fifty characters or more that says what this is about.
date: 2026-01-05
category: Career
"""

GOOD = f"""\
{FRONT_MATTER}kind: how-to
level: Beginner
tags: [queues]
---

## Goal

The queue is empty, and nobody has lost a message on the way.

## Steps

Stop those who write, then let those who read go on:

```bash
broker stop --writers
```

## Traps

- A reader that has died. Look at the numbers twice.
- A writer that nobody knew of.
"""


class Told(NamedTuple):
    """A diagnostic, as far as these tests look at it."""

    code: str
    severity: str
    place: str
    message: str
    help: str


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of `check`, and what it writes to stdout."""
    arguments = ("check", "-C", str(root), "--now", "2026-11-22", *arguments)
    result = CliRunner().invoke(app, arguments, standalone_mode=False, catch_exceptions=False)
    return result.return_value, result.stdout


def checked(root: Path, text: str, table: str = "") -> tuple[int, list[Told]]:
    """The exit code of `check` on a blog of one article, and what it says."""
    make_blog(root, {PATH: text}, table)
    code, out = run(root, "--format", "json")
    data = text.encode()
    return code, [_told(each, data) for each in json.loads(out)["diagnostics"]]


def _told(diagnostic: Mapping[str, Any], data: bytes) -> Told:
    start, end = diagnostic["start"]["byte"], diagnostic["end"]["byte"]
    place = data[start:end].decode()
    code, severity = diagnostic["code"], diagnostic["severity"]
    return Told(code, severity, place, diagnostic["message"], diagnostic["help"])


def refusal(root: Path, table: str) -> str:
    """The one sentence with which the settings are refused."""
    make_blog(root, {PATH: GOOD}, table)
    with pytest.raises(SettingsError) as refused:
        load_settings(root)
    return str(refused.value)


# --- a kind of one's own -------------------------------------------------------------------------


def test_an_article_that_keeps_its_own_kinds_contract_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD, HOW_TO) == (0, [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "level: Beginner\n",
            "",
            ("FM005", "error", "---", "`level` is missing: the kind `how-to` asks for it."),
        ),
        (
            "tags: [queues]\n",
            "",
            ("FM005", "error", "---", "`tags` is missing: the kind `how-to` asks for it."),
        ),
        (
            "The queue is empty, and nobody has lost a message on the way.",
            "Empty it.",
            (
                "RT002",
                "warning",
                "How a Queue Is Emptied",
                "The article has `32` words, and a `how-to` has at least `40`.",
            ),
        ),
        (
            "## Goal",
            "## Aim",
            (
                "ST001",
                "error",
                "Steps",
                "The section `Goal` is missing, and a `how-to` has one.",
            ),
        ),
        (
            "## Traps",
            "### Traps",
            (
                "ST001",
                "error",
                "Traps",
                "`Traps` is a heading of level 3, and a `how-to` has it as a section of level 2.",
            ),
        ),
        (
            "## Steps",
            "## Stesp",
            (
                "ST002",
                "error",
                "Stesp",
                "`Stesp` is not how a `how-to` spells this section.",
            ),
        ),
        (
            "```bash\nbroker stop --writers\n```",
            "Type `broker stop`.",
            (
                "ST007",
                "warning",
                "Steps",
                (
                    "`Steps` shows neither code nor a diagram, and a `how-to` has something to see "
                    "there."
                ),
            ),
        ),
        (
            "- A reader that has died. Look at the numbers twice.\n- A writer",
            "A reader that has died. Look at the numbers twice. A writer",
            (
                "ST008",
                "warning",
                "Traps",
                "`Traps` has no list, and a `how-to` lists things there.",
            ),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_clause_of_the_contract_has_its_finding(
    tmp_path: Path, old: str, new: str, expected: tuple[str, str, str, str]
) -> None:
    assert GOOD.count(old) == 1
    code, told = checked(tmp_path, GOOD.replace(old, new), HOW_TO)
    assert [each[:4] for each in told] == [expected]
    assert code == (1 if expected[1] == "error" else 0)


def test_sections_in_another_order_are_told_where_they_belong(tmp_path: Path) -> None:
    goal = GOOD[GOOD.index("## Goal") : GOOD.index("## Steps")]
    _, told = checked(tmp_path, GOOD.replace(goal, "") + "\n" + goal.rstrip() + "\n", HOW_TO)
    assert [(each.code, each.place, each.help) for each in told] == [
        ("ST002", "Goal", "Move the section before `Steps`.")
    ]


def test_the_safe_fix_spells_a_section_as_the_settings_do(tmp_path: Path) -> None:
    make_blog(tmp_path, {PATH: GOOD.replace("## Steps", "## Setps")}, HOW_TO)
    assert run(tmp_path, "--fix")[0] == 0
    assert (tmp_path / PATH).read_text(encoding="utf-8") == GOOD


def test_a_draft_of_ones_own_kind_may_be_short_and_is_only_warned(tmp_path: Path) -> None:
    draft = GOOD[: GOOD.index("## Steps")].replace("kind:", "draft: true\nkind:")
    code, told = checked(tmp_path, draft, HOW_TO)
    assert (code, [each[:3] for each in told]) == (
        0,
        [("ST001", "warning", "Goal"), ("ST001", "warning", "Goal")],
    )


# --- the kinds that every blog has ---------------------------------------------------------------

BARE = f"{FRONT_MATTER}kind: note\n---\n\nSome words, and no section at all.\n"


def test_a_note_promises_nothing(tmp_path: Path) -> None:
    assert checked(tmp_path, BARE, HOW_TO) == (0, [])


def test_a_guide_promises_what_the_settings_of_the_program_say(tmp_path: Path) -> None:
    _, told = checked(tmp_path, BARE.replace("kind: note\n", ""))
    missing = [each.message.split("`")[1] for each in told if each.code in ("FM005", "ST001")]
    assert sorted(missing) == sorted([*GUIDE_KIND.required, *GUIDE_KIND.sections])
    assert {each.code for each in told} == {"FM005", "ST001", "RT002"}


def test_a_sound_guide_is_clean_under_its_name_and_without_one(tmp_path: Path) -> None:
    assert checked(tmp_path / "a", GUIDE) == (0, [])
    assert checked(tmp_path / "b", GUIDE.replace("level:", "kind: guide\nlevel:")) == (0, [])


def test_a_blog_may_have_a_guide_of_its_own(tmp_path: Path) -> None:
    table = "[tool.codeloom.kinds.guide]\nsections = ['Goal']\n"
    short = BARE.replace("kind: note\n", "").replace("Some", "## Goal\n\nSome")
    assert checked(tmp_path / "a", short, table) == (0, [])
    _, told = checked(tmp_path / "b", GUIDE, table)
    assert [each.message for each in told] == [
        "The section `Goal` is missing, and a `guide` has one."
    ]
    assert load_settings(tmp_path / "a").kinds["guide"] == Kind("guide", sections=("Goal",))


def test_a_note_may_be_given_a_contract(tmp_path: Path) -> None:
    _, told = checked(tmp_path, BARE, "[tool.codeloom.kinds.note]\nleast_words = 50\n")
    assert [each[:4] for each in told] == [
        (
            "RT002",
            "warning",
            "How a Queue Is Emptied",
            "The article has `7` words, and a `note` has at least `50`.",
        )
    ]


# --- a kind that is not defined ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "place", "hint"),
    [
        ("how-too", "how-too", "how-to"),
        ('"gide"', '"gide"', "guide"),
        ("Note", "Note", "note"),
        ("notes # with a remark", "notes", "note"),
    ],
)
def test_an_unknown_kind_is_one_finding_at_the_value_with_the_nearest_name(
    tmp_path: Path, written: str, place: str, hint: str
) -> None:
    code, told = checked(tmp_path, BARE.replace("kind: note", f"kind: {written}"), HOW_TO)
    assert code == 1
    (found,) = told
    assert found[:3] == ("FM008" if written != "Note" else found.code, "error", place)
    assert f"`{place.strip(chr(34))}`" in found.message
    assert f"`{hint}`" in found.help


def test_a_kind_like_no_other_is_told_which_there_are(tmp_path: Path) -> None:
    code, told = checked(tmp_path, BARE.replace("kind: note", "kind: sonnet"), HOW_TO)
    assert (code, [each[:3] for each in told]) == (1, [("FM008", "error", "sonnet")])
    assert told[0].help == "Write one of `guide`, `note` or `how-to`."


def test_no_article_is_a_page(tmp_path: Path) -> None:
    code, told = checked(tmp_path, BARE.replace("kind: note", "kind: page"), HOW_TO)
    assert (code, [each[:3] for each in told]) == (1, [("FM008", "error", "page")])
    assert told[0].help == (
        "Move the file to `content/pages`, where pages stand, or remove the field."
    )


# --- settings that cannot be used ----------------------------------------------------------------

KIND = "[tool.codeloom.kinds.how-to]\n"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            f"{KIND}section = ['Goal']\n",
            "unknown setting `section` in `kinds.how-to`. Did you mean `sections`?",
        ),
        (
            f"{KIND}required = ['levle']\n",
            (
                "the kind `how-to` requires `levle`, which the article schema does not "
                "know. Did you mean `level`?"
            ),
        ),
        (
            f"{KIND}required = ['xyzzy']\n",
            ("the kind `how-to` requires `xyzzy`, which the article schema does not know."),
        ),
        (
            f"{KIND}least_words = 'many'\n",
            ('the setting `kinds.how-to.least_words` is `"many"`; it must be a whole number.'),
        ),
        (
            f"{KIND}least_words = 2.5\n",
            ("the setting `kinds.how-to.least_words` is `2.5`; it must be a whole number."),
        ),
        (
            f"{KIND}least_words = -1\n",
            ("the setting `kinds.how-to.least_words` is `-1`; it must be at least 0."),
        ),
        (
            f"{KIND}sections = 'Goal'\n",
            'the setting `kinds.how-to.sections` is `"Goal"`; it must be a list.',
        ),
        (
            f"{KIND}sections = [1]\n",
            "the setting `kinds.how-to.sections.0` is `1`; it must be text.",
        ),
        (
            f"{KIND}sections = ['Goal', 'Goal']\n",
            (
                'the setting `kinds.how-to.sections.1` is `"Goal"`, which is there already; '
                "take it out."
            ),
        ),
        (
            "[tool.codeloom.kinds.HOW]\n",
            (
                'the setting `kinds` is `"HOW"`, which cannot be used. It is: The name of a kind: '
                "small letters, digits and hyphens."
            ),
        ),
        (
            'insecure_hosts = ["http://x.dev"]\n',
            (
                'the setting `insecure_hosts.0` is `"http://x.dev"`, which cannot be used. It is: '
                "A host alone, without `http:` and path, such as `neverssl.com`."
            ),
        ),
        (
            'vocabulary = [""]\n',
            "the setting `vocabulary.0` is empty; write something, or take it out.",
        ),
        (
            "kinds = { how-to = 3 }\n",
            "the setting `kinds.how-to` is `3`; it must be a table.",
        ),
        (
            f"{KIND}sections = ['Goal', 'Steps']\nwith_code = ['Step']\n",
            (
                "the kind `how-to` names `Step` in `with_code`, which is none of its "
                "sections. Did you mean `Steps`?"
            ),
        ),
        (
            f"{KIND}sections = ['Goal', 'Steps']\nwith_list = ['goal']\n",
            (
                "the kind `how-to` names `goal` in `with_list`, which is none of its "
                "sections. Did you mean `Goal`?"
            ),
        ),
        (
            f"{KIND}with_list = ['Traps']\n",
            ("the kind `how-to` names `Traps` in `with_list`, which is none of its sections."),
        ),
        (
            "[tool.codeloom.kinds.guide]\nwith_code = ['Hands-on Example']\n",
            (
                "the kind `guide` names `Hands-on Example` in `with_code`, which is "
                "none of its sections."
            ),
        ),
    ],
)
def test_a_kind_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, table: str, sentence: str
) -> None:
    assert refusal(tmp_path, table) == f"pyproject.toml: {sentence}"


def test_a_kind_of_article_cannot_be_called_page(tmp_path: Path) -> None:
    assert refusal(tmp_path, "[tool.codeloom.kinds.page]\nleast_words = 3\n") == (
        "pyproject.toml: `page` is no kind of article: it is what stands in `content/pages`, which "
        "has no contract. Give the kind another name."
    )


def test_a_kind_whose_name_is_no_name_is_refused(tmp_path: Path) -> None:
    assert '"How To"' in refusal(tmp_path, "[tool.codeloom.kinds.'How To']\nsections = []\n")


def test_the_command_refuses_such_settings_with_one_sentence(tmp_path: Path) -> None:
    make_blog(tmp_path, {PATH: GOOD}, f"{KIND}sections = ['Goal']\nwith_code = ['Gaol']\n")
    refused = subprocess.run(
        [sys.executable, "-m", "pipeline", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        (
            "codeloom: pyproject.toml: the kind `how-to` names `Gaol` in `with_code`, which is "
            "none of its sections. Did you mean `Goal`?\n"
        ),
    )
