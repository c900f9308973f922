"""Every regular expression of the package, how it is used, and texts that it may choke on.

Found by machine, so that none escapes: `re` is watched while all modules are imported, and the
source is searched for each place that compiles one. A place inside a function is evaluated in its
module; where that needs the function's arguments, `LATE` calls the function.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_COMPILING = frozenset(
    {"compile", "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"}
)
_METHODS = _COMPILING - {"compile"}
_LENGTH = 100_000


def _highlight() -> None:
    from pipeline import highlight

    for category in highlight._CATEGORIES:
        highlight._set([("CATEGORY", category)], 0)


def _prose() -> None:
    from pipeline import prose

    for marks in (prose._MARKS, prose._FULL_STOP):
        prose._stop.__wrapped__(marks)


def _publish() -> None:
    from pipeline.publish import swapping

    swapping.repair(Path("public"))


def _schema_patterns() -> list[str]:
    from pipeline.settings import packaged_schema

    found: list[str] = []
    left: list[Any] = [
        packaged_schema("article.schema.json"),
        packaged_schema("page.schema.json"),
        packaged_schema("page.schema.json"),
        packaged_schema("settings.schema.json"),
    ]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            pattern = part.get("pattern")
            found += [pattern] if isinstance(pattern, str) else []
            found += part.get("patternProperties", {})
            left += part.values()
        elif isinstance(part, list):
            left += part
    return found


def _schema() -> None:
    from pipeline import schema

    for pattern in _schema_patterns():
        schema._pattern.__wrapped__(pattern)


def _bad_format() -> None:
    from pipeline.rules.front_matter import bad_format

    for pattern in _schema_patterns():
        bad_format._fits("two", SimpleNamespace(expected=pattern))  # type: ignore[arg-type]  # all it asks for


def _yaml_cause() -> None:
    from pipeline.read import yaml_cause

    for quote in ("'", '"'):
        trouble: Any = SimpleNamespace(text=f"a: {quote}", line=f"a: {quote}", start=0, at=4)
        yaml_cause._quote_above(trouble, quote)
        yaml_cause._quote_inside(trouble)


def _proper_name_case() -> None:
    from pipeline.proper_names import PROPER_NAMES
    from pipeline.rules.readability import proper_name_case

    for name in PROPER_NAMES[:3]:
        proper_name_case._pattern(name.lower())


def _long_line() -> None:
    from pipeline.rules.code_blocks import long_line

    long_line._longer_than(100)


LATE: Mapping[tuple[str, str], Callable[[], None]] = {
    ("pipeline.highlight", "_set"): _highlight,
    ("pipeline.prose", "_stop"): _prose,
    ("pipeline.publish.swapping", "repair"): _publish,
    ("pipeline.read.yaml_cause", "_quote_inside"): _yaml_cause,
    ("pipeline.read.yaml_cause", "_quote_above"): _yaml_cause,
    ("pipeline.rules.code_blocks.long_line", "_longer_than"): _long_line,
    ("pipeline.rules.front_matter.bad_format", "_fits"): _bad_format,
    ("pipeline.rules.readability.proper_name_case", "_pattern"): _proper_name_case,
    ("pipeline.schema", "_pattern"): _schema,
}
"""What makes the expressions of a function whose text depends on its arguments."""


SHORT: Mapping[str, int] = {
    "pipeline.rules.code_blocks.curly_quotes": 1_000,
}
"""Modules that pass over longer lines themselves, so that their expressions never see one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the source that compiles a regular expression."""

    module: str
    function: str
    """Empty at the top of the module."""
    first: int
    last: int
    methods: frozenset[str]
    """How what is compiled here is used."""

    def __str__(self) -> str:
        return f"{self.module}:{self.first}"


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression as it was compiled, and where."""

    place: Place
    compiled: re.Pattern[Any]

    def __str__(self) -> str:
        return f"{self.place} {self.compiled.pattern!r}"


def expressions() -> tuple[list[Expression], list[Place]]:
    """All of the package; and the places from which none came, which must be none.

    It is for a process of its own, in which nothing of the package is imported yet.
    """
    compiled = _watched()
    modules = _modules()
    shared: dict[str, set[str]] = {}
    for module in modules.values():
        for name, methods in _uses(_tree(module)).items():
            shared.setdefault(name, set()).update(methods)
    calls = [each for module in modules.values() for each in _calls(module, shared)]
    for late in dict.fromkeys(LATE.values()):
        late()
    for call, place in calls:
        if place.function and (place.module, place.function) not in LATE:
            _evaluate(call, modules[place.module])
    places = [place for _, place in calls]
    found: dict[tuple[Place, Any, int], Expression] = {}
    reached: set[Place] = set()
    for file, line, pattern in compiled:
        for place in places:
            if modules[place.module].__file__ == file and place.first <= line <= place.last:
                found[place, pattern.pattern, pattern.flags] = Expression(place, pattern)
                reached.add(place)
    return list(found.values()), [place for place in places if place not in reached]


def _watched() -> list[tuple[str, int, re.Pattern[Any]]]:
    """File, line and expression of every compilation from now on."""
    seen: list[tuple[str, int, re.Pattern[Any]]] = []
    original = re._compile  # type: ignore[attr-defined]  # the one way in of all functions of `re`

    def watched(pattern: Any, flags: Any) -> re.Pattern[Any]:
        made: re.Pattern[Any] = original(pattern, flags)
        frame = sys._getframe(2)
        seen.append((frame.f_code.co_filename, frame.f_lineno, made))
        return made

    re._compile = watched  # type: ignore[attr-defined]
    return seen


def _modules() -> dict[str, Any]:
    import pipeline

    names = [
        module.name
        for module in pkgutil.walk_packages(pipeline.__path__, "pipeline.")
        if not module.name.endswith(".__main__")
    ]
    return {name: importlib.import_module(name) for name in names}


def _calls(module: Any, shared: Mapping[str, set[str]]) -> Iterator[tuple[ast.Call, Place]]:
    """Every place of a module; `shared` says how other modules use what is public."""
    tree = _tree(module)
    uses = _uses(tree)
    # What is kept in a table or a variable is used under another name; `split` is mostly a text's.
    named = {_assigned(parent) for _, parent, _ in _compiling(tree, "", tree)}
    others = [used for name, used in uses.items() if name not in named or not name]
    unnamed = frozenset(each for used in others for each in used) - {"split"}
    for function, parent, call in _compiling(tree, "", tree):
        assert isinstance(call.func, ast.Attribute)
        if call.func.attr != "compile":
            methods = frozenset({call.func.attr})
        elif isinstance(parent, ast.Attribute):
            methods = frozenset({parent.attr})
        else:
            name = _assigned(parent)
            public = shared.get(name, set()) if not name.startswith("_") else set()
            methods = frozenset(uses.get(name, set()) | public) if name else unnamed
        end = call.end_lineno or call.lineno
        used = methods & _METHODS or _METHODS
        yield call, Place(module.__name__, function, call.lineno, end, used)


def _tree(module: Any) -> ast.Module:
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def _compiling(
    node: ast.AST, function: str, parent: ast.AST
) -> Iterator[tuple[str, ast.AST, ast.Call]]:
    """The calls that compile an expression, each with its function and the node around it."""
    if isinstance(node, ast.FunctionDef):
        function = node.name
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _COMPILING
    ):
        yield function, parent, node
    for child in ast.iter_child_nodes(node):
        yield from _compiling(child, function, node)


def _assigned(node: ast.AST) -> str:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def _uses(tree: ast.AST) -> dict[str, set[str]]:
    """For each name, the methods of expressions that are taken of it in this module."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            receiver = node.value
            name = receiver.id if isinstance(receiver, ast.Name) else ""
            if name != "re":
                found.setdefault(name, set()).add(node.attr)
    return found


def _evaluate(call: ast.Call, module: Any) -> None:
    """Compiles what the call would, as if from its place; a name it lacks leaves it unreached."""
    function = ast.copy_location(
        ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()), call
    )
    arguments = call.args[:1] + (
        call.args[1:2]
        if isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
        else []
    )
    keywords = [each for each in call.keywords if each.arg == "flags"]
    made = ast.Expression(ast.copy_location(ast.Call(function, arguments, keywords), call))
    try:
        eval(compile(ast.fix_missing_locations(made), module.__file__, "eval"), vars(module))
    except NameError:
        return


# --- hostile texts --------------------------------------------------------------------------------

COMMON: Mapping[str, str] = {
    name: (unit * (_LENGTH // len(unit) + 1))[:_LENGTH]
    for name, unit in {
        "letters": "a",
        "capitals": "A",
        "words": "ab ",
        "digits": "1",
        "dotted digits": "1.",
        "blanks": " ",
        "tabs": "\t",
        "no-break spaces": "\u00a0",
        "carriage returns": "\r",
        "line feeds": "\n",
        "mixed line ends": "\r\n\r \n",
        "opening square brackets": "[",
        "nested brackets": "[](",
        "references": "[a][",
        "images": "![",
        "parentheses": "(",
        "braces": "{",
        "template braces": "{{",
        "marked lines": "{1-99999,7-99998}",
        "stars": "*",
        "starred letters": "*a",
        "stars and underscores": "**a _",
        "underscores": "_",
        "tildes": "~~a",
        "backticks": "`",
        "growing backticks": "`a``b",
        "less-than signs": "<",
        "tags": "<a ",
        "attributes": '<a b="',
        "comments": "<!--",
        "suppressions": "<!-- codeloom: ignore[",
        "declarations": "<![CDATA[",
        "hyphens": "-",
        "hashes": "#",
        "pipes": "|",
        "cells": "|a",
        "colons": ":",
        "single quotes": "'",
        "double quotes": '"',
        "curly quotes": "“a” ",
        "slashes": "/",
        "backslashes": "\\",
        "addresses": "http://a.b/",
        "colons and slashes": "://",
        "at signs": "a@",
        "domains": "a.",
        "dollars": "$ ",
        "ampersands": "&",
        "entities": "&amp;",
        "percent signs": "%2",
        "equals signs": "=",
        "plus signs": "+",
        "full stops": ".",
        "sentences": "A. ",
        "exclamation marks": "!",
        "CJK": "漢",
        "CJK stops": "漢。",
        "kana": "あア",
        "combining marks": "a\u0301",
        "only combining marks": "\u0301",
        "emoji": "👩\u200d",
        "bidi controls": "\u202e",
        "zero-width": "a\u200b",
        "controls": "\x01",
        "base64": "eyJhbGci",
        "todos": "TODO: ",
        "addresses of hosts": "10.0.0.",
        "repeated words": "the the ",
    }.items()
}
"""Lines of 100 kB that some expression or parser of this world is slow on."""


def hostile(expression: re.Pattern[Any]) -> Iterator[str]:
    """Lines made from an expression: what each of its repetitions repeats, 100 kB long.

    Each comes behind what leads to the repetition, and alone with it over and over; with nothing
    after it, and with what must make the match fail.
    """
    parser: Any = re._parser  # type: ignore[attr-defined]
    text = expression.pattern
    flags = expression.flags & ~re.UNICODE if isinstance(text, bytes) else expression.flags
    tree = parser.parse(text, flags)
    whole = _least(tree)
    for lead, units in _repetitions(list(tree), ""):
        pairs = [a + b for a, b in pairwise(units[:4])]
        for unit in filter(None, dict.fromkeys([*units, *pairs])):
            yield lead + _much(unit) + "\x00"
            yield lead + _much(unit) + "\n!"
            yield _much(lead + unit)
            yield _much(lead + unit * 3 + "\x00")
    if whole:
        yield _much(whole)
        yield _much(whole[:-1] + " ")
        yield _much(whole[:-1] or "a")


def _much(unit: str) -> str:
    return unit * (_LENGTH // len(unit) + 1)


_Node = tuple[Any, Any]


def _repetitions(nodes: list[_Node], lead: str) -> Iterator[tuple[str, list[str]]]:
    """For each repetition without a small limit: what leads to it, and what it may repeat."""
    for operation, value in nodes:
        name = str(operation)
        if name.endswith("REPEAT"):
            _, most, body = value
            if most > 20:  # below that it cannot be slow
                units = _samples(list(body))
                yield lead, units[:6]
            yield from _repetitions(list(body), lead)
        elif name == "SUBPATTERN":
            yield from _repetitions(list(value[3]), lead)
        elif name == "ATOMIC_GROUP":
            yield from _repetitions(list(value), lead)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repetitions(list(branch), lead)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _repetitions(list(value[1]), lead)
        elif name == "GROUPREF_EXISTS":
            for part in value[1:]:
                yield from _repetitions(list(part or ()), lead)
        lead += _least([(operation, value)])


def _least(nodes: Any) -> str:
    return (_samples(list(nodes)) or [""])[0]


def _samples(nodes: list[_Node]) -> list[str]:
    """Some short texts that the nodes match, or nearly."""
    found = [""]
    for operation, value in nodes:
        parts = _sampled(str(operation), value)
        longest = max(len(found), len(parts))
        found = [found[index % len(found)] + parts[index % len(parts)] for index in range(longest)]
    return list(dict.fromkeys(found))


_CLASSES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": "-",
}


def _sampled(name: str, value: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(value)]
    if name == "NOT_LITERAL":
        return [chr(value + 1), "a"]
    if name == "ANY":
        return ["a", " "]
    if name == "IN":
        return _members(value)
    if name.endswith("REPEAT"):
        least, _, body = value
        return [sample * max(least, 1) for sample in _samples(list(body))]
    if name == "SUBPATTERN":
        return _samples(list(value[3]))
    if name == "ATOMIC_GROUP":
        return _samples(list(value))
    if name == "BRANCH":
        return [sample for branch in value[1] for sample in _samples(list(branch))[:4]][:24]
    if name == "ASSERT" and value[0] < 0:
        return [_least(value[1])]
    return [""]


def _members(members: list[_Node]) -> list[str]:
    if str(members[0][0]) == "NEGATE":
        wrong = {value for operation, value in members[1:] if str(operation) == "LITERAL"}
        return [each for each in ("a", " ", "1", "<", "-", "漢", "\x01") if ord(each) not in wrong][
            :5
        ]
    found: list[str] = []
    for operation, value in members:
        name = str(operation)
        if name == "LITERAL":
            found.append(chr(value))
        elif name == "RANGE":
            found += [chr(value[0]), chr(value[1])]
        elif name == "CATEGORY":
            found.append(_CLASSES[str(value)])
    return list(dict.fromkeys(found))[:12]


def use(expression: re.Pattern[Any], method: str, text: str) -> None:
    """Runs one method over one text, as the package would."""
    subject: Any = text.encode() if isinstance(expression.pattern, bytes) else text
    match method:
        case "finditer":
            for _ in expression.finditer(subject):
                pass
        case "sub" | "subn":
            expression.sub(subject[:0], subject)
        case _:
            getattr(expression, method)(subject)
