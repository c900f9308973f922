"""SU: what the linter says about what it was told; SU004 and SU005 no author can bring about."""

from __future__ import annotations

from tests.rules.mutants.cases import Cases, adds, guide, says
from tests.rules.mutants.front_matter import TITLE

HTTP = "See [the flags](http://flags.dev/) of others."

MUTANTS: Cases = {
    "SU001": (
        says("The owner does.«<!-- codeloom: ignore[RD002] -->»"),
        says(f"<!-- codeloom: ignore[«RD002», LK005] -- it has nothing else -->\n{HTTP}"),
        guide(TITLE, TITLE.replace("\n", " «# codeloom: ignore[FM014]»\n")),
        says("The owner does.\n\n«<!-- codeloom: ignore-file[CB004] -->»"),
        says("«<!-- codeloom: ignore[SC001] -->»\n[Open](javascript:go)", also=("SC001",)),
    ),
    "SU002": (
        says(f"<!-- codeloom: ignore[LK005, «insecure-htpp»] -->\n{HTTP}"),
        says(f"<!-- codeloom: ignore[LK005] -->\n{HTTP} <!-- codeloom: «ignroe»[LK005] -->"),
        says("The owner does. <!-- codeloom: ignore[«XX001»] -->"),
        guide(TITLE, TITLE.replace("\n", " # codeloom: ignore[«FM999»]\n")),
    ),
    "SU003": (
        says(f"«<!-- codeloom: ignore -->»\n{HTTP}"),
        says(f"{HTTP} «<!-- codeloom: ignore -- I know -->»"),
        says(f"{HTTP}\n\n«<!-- codeloom: ignore-file -->»"),
    ),
}

NEIGHBOURS: Cases = {
    "SU001": (
        says(f"<!-- codeloom: ignore[LK005] -- it has nothing else -->\n{HTTP}"),
        says(f"{HTTP} <!-- codeloom: ignore[insecure-http] -->"),
        says(f"{HTTP}\n\n<!-- codeloom: ignore-file[LK] -->"),
        adds("series: 1.10  # codeloom: ignore[FM014]"),
        says("Write `<!-- codeloom: ignore[RD002] -->` before it."),
    ),
    "SU002": (
        says(f"<!-- codeloom: ignore[insecure-http] -->\n{HTTP}"),
        says("```html\n<!-- codeloom: ignore[XX001] -->\n```"),
        says("<!-- The loom: ignore[XX001] is no word to us. -->\n\nThe owner does."),
    ),
    "SU003": (
        says(f"<!-- codeloom: ignore[LK005] -->\n{HTTP}"),
        says("<!-- ignore the next line -->\n\nThe owner does."),
        says("```html\n<!-- codeloom: ignore -->\n```"),
    ),
}
