"""Mutants and neighbours of good articles, for every rule: one module of plain cases a family.

A *mutant* is a good article with one passage exchanged for a wrong one, in which `«` and `»` stand
around the bytes that the finding must cover, or around nothing. Without marks the finding is about
the file as a whole. A *neighbour* is as close to a mutant, and right: no rule says anything of it.
Each module has both, by code, as `MUTANTS` and `NEIGHBOURS`.
"""

from __future__ import annotations

from tests.rules.mutants import (
    articles,
    code_blocks,
    front_matter,
    links,
    linter,
    online,
    other_linters,
    pictures,
    reading,
    security,
    structure,
)

FAMILIES = (
    front_matter,
    reading,
    structure,
    links,
    code_blocks,
    pictures,
    articles,
    online,
    security,
    linter,
    other_linters,
)
"""In report order of their first rules."""

MUTANTS = {code: cases for family in FAMILIES for code, cases in family.MUTANTS.items()}
NEIGHBOURS = {code: cases for family in FAMILIES for code, cases in family.NEIGHBOURS.items()}
