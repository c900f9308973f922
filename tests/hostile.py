"""`python -m tests.hostile PART BEGIN LIMIT`: hostile texts one by one, each with a limit.

Before each it says on stdout which one comes, as JSON; at the limit the process ends itself, even
in the middle of a match. The last line of one that came through has `done` and what was `wrong`.
One that begins anew behind such an end leaves out the rest of what was tried there.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from tests.regexes import COMMON, SHORT, Expression, expressions, hostile, use


class Trial(NamedTuple):
    """One text for one subject."""

    subject: str
    """An expression, or a place in an article."""
    text: str
    """What the text is, in a few words."""
    run: Callable[[], list[str]]
    """Does it, and gives what was wrong besides the time."""


def main(part: str, begin: int, limit: float) -> None:
    """Does every trial of a part from number `begin` on."""
    wrong: list[str] = []
    failed = ""
    for number, trial in enumerate(_PARTS[part]()):
        if number < begin:
            failed = trial.subject
        if number < begin or trial.subject == failed:
            continue
        at = f"{trial.subject}: {trial.text}"
        print(json.dumps({"number": number, "at": at}), flush=True)
        faulthandler.dump_traceback_later(limit, exit=True)
        wrong += trial.run()
        faulthandler.cancel_dump_traceback_later()
    print(json.dumps({"done": True, "wrong": wrong}), flush=True)


# --- expressions ----------------------------------------------------------------------------------


def _places() -> Iterator[Trial]:
    _, unreached = expressions()
    wrong = [f"{place} is not reached: name it in LATE" for place in unreached]
    yield Trial("places", "all", lambda: wrong)


def _expressions() -> Iterator[Trial]:
    found, _ = expressions()
    for turn, expression in enumerate(found):
        common = [line for number, line in enumerate(COMMON.values()) if _is_due(turn + number)]
        limit = SHORT.get(expression.place.module)
        own = list(dict.fromkeys(text[:limit] for text in hostile(expression.compiled)))
        few = own if _is_due(1) else own[:: len(own) // _ENOUGH + 1]
        for method, text in product(sorted(expression.place.methods), (*few, *common)):
            yield _one(expression, method, text)


_ENOUGH = 60
"""Texts of its own for an expression; those with many branches have hundreds."""


def _is_due(number: int) -> bool:
    """One of four; every one when `CODELOOM_HOSTILE=all`, which takes minutes."""
    return number % 4 == 0 or os.environ.get("CODELOOM_HOSTILE") == "all"


def _one(expression: Expression, method: str, text: str) -> Trial:
    def trial() -> list[str]:
        use(expression.compiled, method, text)
        return []

    return Trial(str(expression), f".{method} of {text[:40]!r} ... {text[-8:]!r}", trial)


# --- articles -------------------------------------------------------------------------------------

_FRONT_MATTER = """\
---
title: {title}
description: A line that no one should have written, and that must not keep anybody waiting.
date: 2026-01-05
kind: note
category: Tooling
tags: [{tag}]
---

"""
_PLACES = {
    "paragraph": "{}",
    "heading": "# {}",
    "link text": "[{}](https://a.example/)",
    "link destination": "[a](<{}>)",
    "bare link destination": "[a]({})",
    "link title": '[a](/b "{}")',
    "image alt": "![{}](/a.png)",
    "emphasis": "**{}**",
    "inline code": "`` {} ``",
    "item": "- {}",
    "quote": "> {}",
    "footnote": "a[^1]\n\n[^1]: {}",
    "definition": "[a]: {}\n\n[a]",
    "table row": "| a | b |\n| - | - |\n| {} | c |",
    "HTML block": "<div>\n{}\n</div>",
    "HTML attribute": '<p title="{}">a</p>',
    "comment": "<!-- {} -->",
    "suppression": "<!-- codeloom: ignore[{}] -->",
    "info line": "```text {}\na\n```",
    **{f"code in {name}": f"```{name}\n{{}}\n```" for name in ("python", "json", "yaml", "toml")},
    **{f"code in {name}": f"```{name}\n{{}}\n```" for name in ("bash", "text", "html", "js")},
    "diagram": '```text caption="a"\n{}\n```',
}


def _articles() -> Iterator[Trial]:
    for number, each in enumerate(_every_article()):
        if _is_due(number + number // 4):
            yield _article(*each)


def _every_article() -> Iterator[tuple[str, str]]:
    plain = _FRONT_MATTER.format(title="A Line", tag="a")
    for (name, line), (place, frame) in product(COMMON.items(), _PLACES.items()):
        yield f"{name} as a {place}", plain + frame.replace("{}", line) + "\n"
    for name, line in COMMON.items():
        short = line[:60_000].replace("\n", " ").replace("\r", " ")
        for place, title in (
            ("plain title", short),
            ("quoted title", json.dumps(short, ensure_ascii=False)),
            ("title in a block", f">-\n  {short}"),
        ):
            front_matter = _FRONT_MATTER.format(title=title, tag="a")
            yield f"{name} as a {place}", front_matter + "A note.\n"
        front_matter = _FRONT_MATTER.format(title="A Line", tag=f"# {short}\n  ")
        yield f"{name} as a comment", front_matter + "A note.\n"
        yield f"{name} as a whole file", line
        yield f"{name} below an opening line", f"---\n{line}"


def _article(name: str, text: str) -> Trial:
    def trial() -> list[str]:
        from tests.rules.examples import PATH, findings

        found = findings({PATH: text.encode("utf-8", "surrogatepass")})
        return [f"{name}: {finding.message}" for code, _, finding in found if code == "SU005"]

    return Trial(name, f"{len(text)} characters", trial)


_PARTS = {"places": _places, "expressions": _expressions, "articles": _articles}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
