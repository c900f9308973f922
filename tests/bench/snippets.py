"""Code blocks and diagrams: 8 to 20 lines each, valid in their language, no two of them alike.

Each block gets a stem, a name of three words that no other block has, and carries it in its text;
the rest is put together from small parts by the dice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.dice import Dice, words

_VERBS = words("""
add archive arrange assign attach audit balance build cancel check claim close collect combine
compare compress confirm convert copy count create deliver describe detach drain drop encode
enqueue expire export fetch filter find flush follow format freeze gather group guard handle hash
import index inspect join label limit list load lock log map mark match measure merge mirror move
name notify open order pack parse
""")
_NOUNS = words("""
account address alert answer archive article asset author backup badge basket batch bill booking
branch bucket budget bundle cache calendar campaign card category certificate change channel
chapter chart city client cluster comment commit company contact contract counter country course
credit currency customer cycle delivery deposit device digest discount document domain draft
driver edge email entry event feed field figure file filter flight folder form forum gift grade
graph guest header holiday hotel house image invoice issue item journal journey language layer
lesson letter level library license list loan lock log machine mail manifest map market measure
member memo menu merge message meter method metric model module month movie museum network
notice number
""")
_ENDINGS = words("""
rows pages parts items names files hours steps bytes keys lines marks units votes zones kinds
""")

STEMS = len(_VERBS) * len(_NOUNS) * len(_ENDINGS)
"""So many blocks can be told apart."""

_SCRAMBLE = 48_271  # a prime, so it shares no factor with STEMS and every number comes once


@dataclass(frozen=True, slots=True)
class Stem:
    """A name that one block alone has."""

    verb: str
    noun: str
    ending: str

    @property
    def snake(self) -> str:
        """`count_invoice_rows`."""
        return f"{self.verb}_{self.noun}_{self.ending}"

    @property
    def camel(self) -> str:
        """`countInvoiceRows`."""
        return self.verb + self.noun.title() + self.ending.title()

    @property
    def kebab(self) -> str:
        """`count-invoice-rows`."""
        return f"{self.verb}-{self.noun}-{self.ending}"


def stem(number: int) -> Stem:
    """The stem of block `number`, below `STEMS`; different numbers have different stems."""
    if not 0 <= number < STEMS:
        raise ValueError(f"there are {STEMS} stems, so none for block {number}")
    rest, ending = divmod(number * _SCRAMBLE % STEMS, len(_ENDINGS))
    verb, noun = divmod(rest, len(_NOUNS))
    return Stem(_VERBS[verb], _NOUNS[noun], _ENDINGS[ending])


@dataclass(frozen=True, slots=True)
class Snippet:
    """A block of code, with the language of its fence and a file name for its title."""

    language: str
    file: str
    text: str


def _parts(choices: Sequence[str], dice: Dice, least: int, *, indent: str = "") -> str:
    """So many of the choices, filled in, that they make `least` lines, and at most four more."""
    lines: list[str] = []
    names = dice.some(_NOUNS, 3 * len(choices))  # a key must not come twice
    for choice in dice.some(choices, len(choices)):
        x, y, z = names.pop(), names.pop(), names.pop()
        filled = choice.format(x=x, y=y, z=z, n=dice.between(10, 99), m=dice.between(2, 9))
        lines += [indent + line for line in filled.split("\n")]
        if len(lines) >= least:
            break
    return "\n".join(lines)


# --- python --------------------------------------------------------------------------------------

_IMPORTS = (
    "import json\nfrom pathlib import Path",
    "import time\nfrom collections import Counter",
    "import logging\nimport re",
    "from itertools import islice, pairwise",
    "import asyncio\nfrom contextlib import suppress",
)
_STATEMENTS = (
    "{x}_list = [{y} for {y} in {z} if {y} is not None]",
    "{x}_sizes = {{{y}: len({y}) for {y} in {z}}}",
    '{x} = json.loads(Path("{z}.json").read_text(encoding="utf-8"))',
    "{x} = sorted({y}, key=lambda {z}: ({z}.rank, -{z}.size))[:{n}]",
    '{x} = "{y}-{z}".partition("-")[2].upper()',
    "{x}, *{y} = islice({z}, {n})",
    "{x} = max({n}, {y} // {m} + {z} % {n})",
    "{x} += {y} * {m}.{n} - abs({z})",
    'assert {x} < {n}, f"{y} has {{{x}}} of {{{z}}}"',
    'logging.info("%s of %d {x}", {y}, {z})',
    "del {x}[{y} : {y} + {n}]",
    '{x}["{y}"] = {z} or None',
    'if {x} and not {y}:\n    raise ValueError(f"no {z} for {{{x}!r}}")',
    'for {x}, {y} in enumerate({z}, start={n}):\n    print({x}, {y}, sep="\\t")',
    'with suppress(KeyError, OSError):\n    {x} = {y}.pop("{z}")',
    'while {x} < {n}:\n    {x} += {y}.get("{z}", 1)  # at least one step',
    'try:\n    {x} = int({y}["{z}"])\nexcept (TypeError, ValueError):\n    {x} = {n}',
    "match {x}:\n    case [{y}, *_]:\n        return {y}\n    case _:\n        {z} = {n}",
)


def _python_function(stem: Stem, dice: Dice) -> str:
    first, second = dice.some(_NOUNS, 2)
    keyword = dice.pick(("def", "def", "async def"))
    return f"""\
{dice.pick(_IMPORTS)}


{keyword} {stem.snake}({first}: list[str], {second}: int = {dice.between(1, 500)}) -> int:
    \"\"\"Stop at the first {first} that has no {second}.\"\"\"
{_parts(_STATEMENTS, dice, dice.between(4, 9), indent="    ")}
    return len({first})
"""


def _python_class(stem: Stem, dice: Dice) -> str:
    first, second, third = dice.some(_NOUNS, 3)
    return f"""\
@dataclass(frozen=True, slots=True)
class {stem.camel[0].upper()}{stem.camel[1:]}:
    \"\"\"One {first}, as the {second} keeps it.\"\"\"

    {first}: str
    {second}: dict[str, float] = field(default_factory=dict)

    def {third}(self, limit: int = {dice.between(3, 900)}) -> bool:
{_parts(_STATEMENTS, dice, dice.between(3, 6), indent=" " * 8)}
        return self.{first} in self.{second}
"""


# --- the other languages -------------------------------------------------------------------------

_COMMANDS = (
    'for {x} in "$root"/{y}/*.{z}; do\n  [[ -s "${x}" ]] || continue\n  cat "${x}"\ndone',
    '{x}=$(grep -c "{y}" "$root/{z}.txt" || true)\necho "{x}: ${{{x}:-{n}}}"',
    'if ! command -v {x} > /dev/null; then\n  echo "{y} needs {x}" >&2\n  exit {m}\nfi',
    "find \"$root\" -name '*.{x}' -mtime +{n} -print0 \\\n  | xargs -0 -r gzip --best",
    'curl --fail --silent \\\n  "https://api.example.com/{x}?page={m}" \\\n  | jq -r ".{z}[].id"',
    "trap 'rm -f \"$root/{x}.lock\"' EXIT",
    "tar --create --file \"{x}-$(date +%F).tar\" --exclude '{y}' {z}/",
    'while read -r {x} {y}; do\n  printf "%-{n}s %s\\n" "${x}" "${y}"\ndone < {z}.txt',
)


def _bash(stem: Stem, dice: Dice) -> str:
    return f"""\
#!/usr/bin/env bash
set -euo pipefail

root="${{1:-{stem.kebab}}}"  # where the {stem.ending} are
{_parts(_COMMANDS, dice, dice.between(6, 12))}
"""


def _json(stem: Stem, dice: Dice) -> str:
    words = dice.some(_NOUNS, 12)
    settings: dict[str, object] = {
        words[0]: dice.chance(50),
        words[1]: dice.between(1, 9000),
        words[2]: f"{words[3]}-{dice.between(1, 99)}",
        words[4]: None,
        words[5]: dice.between(1, 999) / 100,
    }
    kept = dice.some(sorted(settings), dice.between(2, 5))
    data = {
        "name": stem.kebab,
        "version": f"{dice.below(9)}.{dice.below(20)}.{dice.below(30)}",
        words[6]: {key: settings[key] for key in kept},
        words[7]: words[8 : 8 + dice.between(2, 4)],
    }
    return json.dumps(data, indent=2) + "\n"


_YAML_PARTS = (
    "{x}:\n  image: registry.example.com/{y}:{m}.{n}\n  replicas: {m}\n  ports: [{n}80, {n}81]",
    "{x}:\n  - name: {y}\n    run: make {z} LIMIT={n}\n    timeout: {m}m",
    'schedule: "*/{m} * * * *"  # {x}',
    "{x}: &{y}\n  memory: {n}Mi\n  cpu: 0.{m}",
    "{x}-notes: |\n  The {y} waits for the {z}.\n  It gives up after {n} seconds.",
    "{x}-paths: [{y}/**, {z}/*.txt]",
    "# the {x} before the {y}\n{z}-enabled: true",
)


def _yaml(stem: Stem, dice: Dice) -> str:
    return f"""\
name: {stem.kebab}
version: {dice.between(1, 9)}
{_parts(_YAML_PARTS, dice, dice.between(6, 13))}
"""


_TOML_PARTS = (
    '[{x}.{y}]\nlimit = {n}_000\nratio = 0.{n}\nlabels = ["{z}", "{y}"]',
    '[{x}-limits]\n{y} = {n}\n{z} = "{m}h"',
    '[[{x}]]\nname = "{y}"\nsince = 2024-0{m}-1{m}\nactive = true',
    '# read once, when the {x} starts\n[{x}-start]\npath = "{y}/{z}.db"',
)


def _toml(stem: Stem, dice: Dice) -> str:
    return f"""\
title = "{stem.kebab}"
enabled = {dice.pick(("true", "false"))}
retries = {dice.between(1, 30)}

{_parts(_TOML_PARTS, dice, dice.between(6, 10))}
"""


def _sql_table(stem: Stem, dice: Dice) -> str:
    first, second, third, fourth = dice.some(_NOUNS, 4)
    return f"""\
CREATE TABLE {stem.snake} (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  {first}_id  integer NOT NULL REFERENCES {first} (id),
  {second}    text NOT NULL CHECK (length({second}) < {dice.between(20, 400)}),
  {third}     numeric(12, {dice.between(1, 4)}) DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE ({first}_id, {second})
);

-- the {fourth} page asks for the newest {stem.ending}
CREATE INDEX ON {stem.snake} ({third}, created_at DESC)
  WHERE {third} > {dice.between(5, 5000)};
"""


def _sql_query(stem: Stem, dice: Dice) -> str:
    first, second, third, fourth = dice.some(_NOUNS, 4)
    return f"""\
WITH {stem.snake} AS (
  SELECT {first}_id, count(*) AS {second}_total, max(changed_at) AS newest
  FROM {third}
  WHERE changed_at >= now() - interval '{dice.between(2, 60)} days'
    AND status <> '{fourth}'
  GROUP BY {first}_id
)
SELECT {first}.name, coalesce({second}_total, 0) AS {second}_total
FROM {first}
LEFT JOIN {stem.snake} AS found ON found.{first}_id = {first}.id
ORDER BY {second}_total DESC, {first}.name
LIMIT {dice.between(5, 500)};
"""


_JAVASCRIPT_PARTS = (
    "const {{ {x}, {y} = {n} }} = await {z}.load();",
    "const {x}List = {y}.filter(({z}) => {z}.size > {n});",
    "if (!{x}.ok) {{\n  throw new Error(`{y} ${{{x}.status}}`);\n}}",
    "for (const [{x}, {y}] of Object.entries({z})) {{\n  console.log({x}, {y} ?? {n});\n}}",
    "const {x} = new Map({y}.map(({z}) => [{z}.id, {z}]));",
    "await {x}.save({{ ...{y}, {z}: null }}); // at most {n} a second",
    "setTimeout(() => {x}.{y}({n}), {m}_000);",
    "const {x} = /^{y}-(\\d+)$/.exec({z})?.[1];",
)


def _javascript(stem: Stem, dice: Dice) -> str:
    first, second, third = dice.some(_NOUNS, 3)
    return f"""\
import {{ {first} }} from "./{second}.js";

export async function {stem.camel}({third}, limit = {dice.between(2, 800)}) {{
{_parts(_JAVASCRIPT_PARTS, dice, dice.between(4, 9), indent="  ")}
  return {first}.slice(0, limit);
}}
"""


_GO_PARTS = (
    'if err := {x}.Close(); err != nil {{\n\treturn fmt.Errorf("{y} {z}: %w", err)\n}}',
    "{x} := make(map[string]int, {n})",
    "for i, {x} := range {y} {{\n\t{z}[i] = len({x})\n}}",
    "{x}, ok := {y}.(*{z})\nif !ok {{\n\treturn nil\n}}",
    "defer {x}.Unlock() // the {y} waits here",
    '{x} := strings.TrimSuffix({y}, ".{z}")',
    "select {{\ncase <-{x}.Done():\n\treturn {x}.Err()\ncase {y} <- {n}:\n}}",
)


def _go(stem: Stem, dice: Dice) -> str:
    first, second = dice.some(_NOUNS, 2)
    return f"""\
// {stem.camel} gives up after {dice.between(2, 90)} {stem.ending}.
func {stem.camel}(ctx context.Context, {first} []string) error {{
{_parts(_GO_PARTS, dice, dice.between(6, 11), indent=chr(9))}
\treturn {second}.Wait(ctx)
}}
"""


# How often a language is drawn: about as a blog on Python and its surroundings shows it.
_WRITERS: tuple[tuple[int, str, str, Callable[[Stem, Dice], str]], ...] = (
    (20, "python", "py", _python_function),
    (10, "python", "py", _python_class),
    (18, "bash", "sh", _bash),
    (14, "yaml", "yaml", _yaml),
    (10, "json", "json", _json),
    (8, "toml", "toml", _toml),
    (10, "javascript", "js", _javascript),
    (4, "sql", "sql", _sql_table),
    (4, "sql", "sql", _sql_query),
    (2, "go", "go", _go),
)
_DRAWN = [
    (language, ending, write) for share, language, ending, write in _WRITERS for _ in range(share)
]


def code_block(number: int, dice: Dice) -> Snippet:
    """The block `number`, in a language that the dice choose."""
    language, ending, write = dice.pick(_DRAWN)
    own = stem(number)
    return Snippet(language, f"{own.snake}.{ending}", write(own, dice))


# --- diagrams ------------------------------------------------------------------------------------


def diagram(number: int, dice: Dice) -> Snippet:
    """A drawing in plain text: boxes on a line from top to bottom, with a remark beside each."""
    own = stem(number)
    names = [own.snake, *dice.some(_NOUNS, dice.between(2, 3))]
    remarks = dice.some(_NOUNS, len(names))
    width = max(map(len, names))
    drawn: list[str] = []
    for name, remark in zip(names, remarks, strict=True):
        if drawn:
            drawn += [
                "│".rjust(width // 2 + 3),
                f"{'▼'.rjust(width // 2 + 3)}  {dice.between(2, 99)} ms",
            ]
        drawn += [
            f"┌{'─' * (width + 2)}┐",
            f"│ {name:^{width}} │  {remark}",
            f"└{'─' * (width + 2)}┘",
        ]
    return Snippet("text", "", "\n".join(drawn) + "\n")
