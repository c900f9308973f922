"""Every rule against mutants of good articles, which it finds, and their neighbours, which pass.

`python -m tests.rules.test_every_rule` prints how many of each there are for every rule. The cases
stand in `tests/rules/mutants`, one module a family. All of them go through the other linters too,
in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from pipeline.build import gather, judge_all
from pipeline.rules import ENGINE_RULES, RULES
from tests.rules.examples import SETTINGS, findings, marked
from tests.rules.mutants import FAMILIES
from tests.rules.mutants.cases import Case
