"""What a renaming comes to, in a few sentences: what was renamed and mended, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pipeline.model import Baseline, Settings
from pipeline.move import Plan
from pipeline.move.identity import folded
from pipeline.permalink import site_path_of
from pipeline.wording import counted


def told(plan: Plan, settings: Settings, baseline: Baseline, done: bool) -> Iterator[str]:
    """One sentence or two a line: first what was `done` (or would be), then what to see to."""
    yield _renamed(plan, done)
    yield from _left(plan, settings, baseline)


def _renamed(plan: Plan, done: bool) -> str:
    way = plan.way
    one, other = way.folders or (way.old, way.new)
    was = "was" if done else "would be"
    links = f"{counted(plan.links, 'link')} in {counted(plan.linking, 'file')}"
    mended = f"; {links} {'were' if done and plan.links != 1 else was} mended" if plan.links else ""
    return f"`{one}` {was} moved to `{other}`{mended}. {_identity(plan, done)}".rstrip()


def _identity(plan: Plan, done: bool) -> str:
    said = []
    if plan.alias:
        said.append(f"Its old address `{plan.alias}` {'leads' if done else 'would lead'} to it.")
    elif folded(site_path_of(plan.way.old)) != folded(site_path_of(plan.way.new)):
        why = "It is a draft" if plan.draft else "Its old name makes no address"
        said.append(f"{why}, so no reader knows where it was: it gets no alias.")
    if plan.guid:
        said.append(f"Its guid stays `{plan.guid}`, and is written out now.")
    return " ".join(said)


def _left(plan: Plan, settings: Settings, baseline: Baseline) -> Iterator[str]:
    old, new = plan.way.old, plan.way.new
    for pattern in settings.per_file_ignores:
        if fnmatchcase(old, pattern) and not fnmatchcase(new, pattern):
            yield (
                f"per_file_ignores names it by its old path, as `{pattern}`: write `{new}` there."
            )
    if any(path in plan.before for path, _, _ in baseline.accepted):
        yield (
            f"`{baseline.path}` accepts findings of what has changed: look at `codeloom check`, "
            f"then write it anew with `codeloom check --write-baseline {baseline.path}`."
        )
    here = folded(site_path_of(old))
    if here != folded(site_path_of(new)) and any(
        folded(path) == here for path in settings.date_corrections
    ):
        yield f"date_corrections names `{site_path_of(old)}`: write `{site_path_of(new)}` there."
