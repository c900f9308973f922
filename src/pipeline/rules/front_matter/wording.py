"""How the rules of this family name a field and say what the schema expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model import Document, Pointer, Problem, ProblemKind
from pipeline.wording import code, counted, joined

_MOST_LISTED = 20

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "fields of its own",
    "null": "empty",
}
_FORMATS = {
    "date-or-date-time": "a date, `YYYY-MM-DD`",
    "date": "a date, `YYYY-MM-DD`",
    "date-time": "a time, `YYYY-MM-DDTHH:MM:SS+HH:MM`",
    "uri": "an address such as `https://example.com/`",
}


def problems(document: Document, kind: ProblemKind) -> Iterator[Problem]:
    """The document's problems of one kind, in the order they were found."""
    return (problem for problem in document.problems if problem.kind is kind)


def named(pointer: Pointer) -> str:
    """A value by its name: `title`, item 3 of `learn`, `alt` of `image`."""
    if not pointer:
        return "the front matter"
    last = pointer[-1]
    own = f"item {last + 1}" if isinstance(last, int) else code(last)
    return own if len(pointer) == 1 else f"{own} of {named(pointer[:-1])}"


def described(value: Any) -> str:
    """What a value is: the text `5`, the number `5`, a list of 3 items."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{value}`".lower()
    if isinstance(value, (int, float)):
        return f"the number {code(value)}"
    if isinstance(value, str):
        return f"the text {code(value)}"
    if isinstance(value, list):
        return f"a list of {counted(len(value), 'item')}"
    fields = ", ".join(code(name) for name in list(value)[:3])
    return f"a mapping with {fields}" if fields else "an empty mapping"


def expected(schema: Mapping[str, Any]) -> str:
    """What the schema wants, as a noun: text of 5 to 120 characters."""
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return one_of(schema["enum"])
    return joined([_of_type(name, schema) for name in types(schema)], "or") or "another value"


def types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The types that a schema allows, as JSON Schema names them; none when it does not say."""
    stated = schema.get("type", ())
    return (stated,) if isinstance(stated, str) else tuple(stated)


def type_names(schema: Mapping[str, Any]) -> str:
    """The types that a schema allows, in plain words."""
    return joined([_TYPES[name] for name in types(schema)], "or")


def one_of(values: Sequence[Any]) -> str:
    """One of `Beginner`, `Intermediate` or `Advanced`."""
    shown = [code(value) for value in values[:_MOST_LISTED]]
    if len(values) > _MOST_LISTED:
        shown.append(f"{len(values) - _MOST_LISTED} more")
    return shown[0] if len(shown) == 1 else f"one of {joined(shown, 'or')}"


def between(low: int | None, high: int | None, noun: str) -> str:
    """A number of things: 3 to 7 items, at least 5 characters; empty without limits."""
    if low and high is not None:
        return counted(low, noun) if low == high else f"{low} to {counted(high, noun)}"
    if high is not None:
        return f"at most {counted(high, noun)}"
    return f"at least {counted(low, noun)}" if low else ""


def _of_type(name: str, schema: Mapping[str, Any]) -> str:
    if name == "string":
        return _of_text(schema)
    if name == "array":
        size = between(schema.get("minItems"), schema.get("maxItems"), "item")
        return f"a list of {size}" if size else "a list"
    if name in ("integer", "number"):
        low, high = schema.get("minimum"), schema.get("maximum")
        if low is not None and high is not None:
            return f"{_TYPES[name]} from {low} to {high}"
        return _TYPES[name] + (f" from {low}" if low is not None else "")
    if name == "object" and (fields := schema.get("properties")):
        return f"the fields {joined([code(field) for field in fields], 'and')}"
    return _TYPES[name]


def _of_text(schema: Mapping[str, Any]) -> str:
    if known := _FORMATS.get(schema.get("format", "")):
        return known
    if schema.get("minLength", 0) > 1:
        size = between(schema.get("minLength"), schema.get("maxLength"), "character")
        return f"text of {size}"
    if examples := schema.get("examples"):
        return f"text such as {code(examples[0])}"
    return "text"
