"""What a JSON Schema (Draft 2020-12) says of some data: the door to jsonschema.

The vocabulary is the standard's, held more strictly where its leniency hides slips: `5.0` is not an
integer, infinity and NaN are not numbers, a `$` at the end of a pattern is the very end, and the
formats `date`, `date-time`, `uri` and our own `date-or-date-time` are really checked. Each missing
or unknown field and each repeated item is a violation of its own. Nothing is fetched: a schema may
only refer to itself.

A violation is a fact about data, in the order of the schema; it is put into words elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from json import dumps
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import moments
from pipeline.errors import SettingsError
from pipeline.model import Pointer

if TYPE_CHECKING:
    from jsonschema import FormatChecker, TypeChecker, ValidationError
    from jsonschema.protocols import Validator

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KEPT = 16
"""So many compiled schemas are kept; a run has two or three."""
_MOST_PASSED = 1_000
"""So many values that a part of a schema has passed are remembered at a time."""
_LONGEST_PASSED = 60
"""A longer text hardly comes twice: it is not remembered."""


class Violation(NamedTuple):
    """One thing that the schema does not allow."""

    keyword: str
    """`type`, `enum`, `required` ...; `false` where the schema forbids a value altogether."""
    pointer: Pointer
    """The value that is wrong: for a missing or unknown field, the mapping that lacks or has it."""
    value: Any
    expected: Any
    """The keyword's own value; for `uniqueItems` the index of the item that is repeated."""
    schema: Mapping[str, Any]
    """The part of the schema that the keyword stands in."""
    name: str
    """The one field, for `required`, `dependentRequired` and `additionalProperties`."""
    reason: str
    """What is wrong in plain words, for `format`; the field that asks, for `dependentRequired`."""


def violations(data: Any, schema: Mapping[str, Any], zone: str) -> tuple[Violation, ...]:
    """All that `schema` has against `data`, in a fixed order; empty when it is valid.

    `data` holds JSON values only. `zone` is where dates without an offset are read. The schema must
    have passed `check_schema` and must not be changed afterwards: it is compiled once.
    """
    return tuple(_violation(error) for error in _validator(schema, zone).iter_errors(data))


def _violation(error: ValidationError) -> Violation:
    keyword = str(error.validator or "false")
    name, reason, expected = "", "", error.validator_value
    if keyword in ("required", "additionalProperties"):
        name = error.message
    elif keyword == "dependentRequired":
        name, _, reason = error.message.partition("\n")
    elif keyword == "uniqueItems":
        expected = int(error.message)
    elif keyword == "format":
        reason = str(error.cause or "")
    part = error.schema if isinstance(error.schema, Mapping) else {}
    pointer = tuple(error.absolute_path)
    return Violation(keyword, pointer, error.instance, expected, part, name, reason)


def part_at(schema: Mapping[str, Any], pointer: Pointer) -> Mapping[str, Any]:
    """The part of `schema` that stands for the value at `pointer`; empty where it names none.

    Only what is plain is followed: named fields, the items of a list, references.
    """
    part = _plain_part(schema, schema)
    for step in pointer:
        if isinstance(step, int):
            inner = {} if "prefixItems" in part else part.get("items")
        else:
            inner = part.get("properties", {}).get(step, part.get("additionalProperties"))
        part = _plain_part(schema, inner)
    return part


def _plain_part(schema: Mapping[str, Any], part: Any) -> Mapping[str, Any]:
    if isinstance(part, Mapping) and isinstance(target := part.get("$ref"), str):
        part = _referred(schema, target)
    return part if isinstance(part, Mapping) else {}


def check_schema(schema: Any) -> None:
    """Accepts a schema that `violations` can use.

    Raises:
        SettingsError: one sentence, naming the place, when it is not a Draft 2020-12 schema, has a
            pattern that is no regular expression, or refers to anything outside itself.
    """
    from jsonschema import Draft202012Validator, SchemaError
    from jsonschema.exceptions import best_match

    if not isinstance(schema, Mapping):
        raise SettingsError("The schema must be a JSON object.")
    if schema.get("$schema", DRAFT) != DRAFT:
        raise SettingsError(f"The schema must be of Draft 2020-12: its `$schema` is not `{DRAFT}`.")
    checker = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    if error := best_match(checker.iter_errors(schema)):
        raise SettingsError(_sentence(error))
    for pointer, part in _parts(schema, ()):
        _check_part(schema, pointer, part)
    try:
        Draft202012Validator(schema).is_valid({})
    except (RecursionError, SchemaError) as error:
        raise SettingsError("The schema refers to itself without end.") from error


def _sentence(error: ValidationError) -> str:
    message = re.sub(r"\s+", " ", error.message)
    if len(message) > 120:
        message = message[:119] + "…"
    return f"The schema is not valid at {_place(tuple(error.absolute_path))}: {message}."


def _place(pointer: Pointer) -> str:
    return f"`{'.'.join(map(str, pointer))}`" if pointer else "its top level"


def _parts(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Every object in the schema; constants and examples are not looked into."""
    if isinstance(value, Mapping):
        yield pointer, value
        for key, inner in value.items():
            if key not in ("const", "enum", "default", "examples"):
                yield from _parts(inner, (*pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _parts(inner, (*pointer, index))


def _check_part(schema: Mapping[str, Any], pointer: Pointer, part: Mapping[str, Any]) -> None:
    patterns = [part.get("pattern")]
    if isinstance(named := part.get("patternProperties"), Mapping):
        patterns += named
    for pattern in patterns:
        if not isinstance(pattern, str):
            continue
        try:
            _pattern(pattern)
        except re.error as error:
            raise SettingsError(
                f"The schema has a pattern at {_place(pointer)} that cannot be read: {error}."
            ) from error
    for keyword in ("$ref", "$dynamicRef"):
        if isinstance(target := part.get(keyword), str) and not _within(schema, target):
            raise SettingsError(
                f"The schema refers to `{target}` at {_place(pointer)}, which it does not have:"
                " only `#/...` within the same file can be used."
            )
    if pointer and isinstance(part.get("$id"), str):
        raise SettingsError(f"The schema has an `$id` at {_place(pointer)}: only its top may.")


def _within(schema: Mapping[str, Any], target: str) -> bool:
    return isinstance(_referred(schema, target), (Mapping, bool))


def _referred(schema: Mapping[str, Any], target: str) -> Any:
    """What a `$ref` refers to; None when it leads out of the schema or to nothing."""
    if target == "#":
        return schema
    if not target.startswith("#/"):
        return None
    found: Any = schema
    for step in target[2:].split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        elif isinstance(found, Mapping) and key in found:
            found = found[key]
        else:
            return None
    return found


# --- the compiled schema --------------------------------------------------------------------------

_compiled: dict[tuple[int, str], tuple[Mapping[str, Any], Validator]] = {}
_compiled_parts: dict[tuple[int, int], _Part] = {}
"""By the identities of the part and of the format checker, which is one for each zone."""


def _validator(schema: Mapping[str, Any], zone: str) -> Validator:
    """Kept by the schema's identity; the schema is kept too, so that its id stays its own."""
    key = (id(schema), zone)
    if (kept := _compiled.get(key)) is not None:
        return kept[1]
    if len(_compiled) >= _KEPT:
        _compiled.clear()
        _compiled_parts.clear()
    validator = _strict_class()(schema, format_checker=_format_checker(zone))
    _compiled[key] = (schema, validator)
    return validator


@cache
def _strict_class() -> type[Validator]:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    own = Draft202012Validator.VALIDATORS
    keywords = {
        **{name: _unless(right, own[name]) for name, right in _PLAINLY_RIGHT.items()},
        "properties": _properties,
        "required": _required,
        "dependentRequired": _dependent_required,
        "additionalProperties": _additional_properties,
        "items": _items,
        "uniqueItems": _unique_items,
        "pattern": _matches,
    }
    types = _strict_types(Draft202012Validator.TYPE_CHECKER)
    strict: type[Validator] = extend(  # type: ignore[no-untyped-call]  # untyped in the stubs
        Draft202012Validator, keywords, type_checker=types
    )
    return strict


def _unless(right: Callable[[Any, Any], bool], keyword: Any) -> Any:
    """The keyword, asked only when it is not plain that the value is right."""

    def checks(validator: Any, expected: Any, value: Any, schema: Any) -> Any:
        return () if right(expected, value) else keyword(validator, expected, value, schema)

    return checks


_TYPE_NAMES: Mapping[type, str] = {
    str: "string",
    list: "array",
    dict: "object",
    int: "integer",
    bool: "boolean",
}
_PLAINLY_RIGHT: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": lambda name, value: _TYPE_NAMES.get(type(value)) == name,
    "minLength": lambda least, value: type(value) is str and len(value) >= least,
    "maxLength": lambda most, value: type(value) is str and len(value) <= most,
    "minItems": lambda least, value: type(value) is list and len(value) >= least,
    "maxItems": lambda most, value: type(value) is list and len(value) <= most,
}
"""When jsonschema, which takes ten times as long to say so, has nothing against a value."""


def _strict_types(types: TypeChecker) -> TypeChecker:
    return types.redefine("integer", _is_integer).redefine("number", _is_number)


def _is_integer(_checker: TypeChecker, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_checker: TypeChecker, value: object) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def _format_checker(zone: str) -> FormatChecker:
    from jsonschema import FormatChecker

    def moment(text: str) -> None:
        moments.parse_moment(text, zone)

    checker = FormatChecker(formats=())
    for name, check in (
        ("date", moments.check_date),
        ("date-time", moments.check_instant),
        ("date-or-date-time", moment),
        ("uri", check_uri),
    ):
        checker.checks(name, raises=ValueError)(_of_text(check))
    return checker


def _of_text(check: Callable[[str], None]) -> Callable[[object], bool]:
    def checks(value: object) -> bool:
        if isinstance(value, str):
            check(value)
        return True

    return checks


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?=[/?#]|\Z)"
)


def check_uri(text: str) -> None:
    """Raises ValueError, with the reason, unless `text` is an absolute URI by RFC 3986.

    Letters outside ASCII must be percent-encoded; `http` and `https` need a host.
    """
    if not _SCHEME.match(text):
        raise ValueError("it does not start with `https://` or another scheme")
    if bad := _NOT_IN_URI.search(text):
        shown = "a blank" if bad[0].isspace() else f"`{bad[0]}`"
        raise ValueError(f"it has {shown} in it, which must be percent-encoded")
    if text.lower().startswith(("http:", "https:")) and not _WEB.match(text.lower()):
        raise ValueError("it names no host")


# --- keywords of our own --------------------------------------------------------------------------
# Each yields an error whose message is the one thing that `_violation` reads out of it.


def _error(message: str, path: Pointer = (), value: Any = None, **said: Any) -> ValidationError:
    """An error at `value`, `path` below the value that the keyword is held against."""
    from jsonschema import ValidationError

    if path:
        said["instance"] = value
    return ValidationError(message, path=path, **said)


class _Part:
    """A part of a schema as a validator, and values that it has passed: most come many times."""

    __slots__ = ("passed", "validator")

    def __init__(self, validator: Validator) -> None:
        self.validator = validator
        self.passed: set[str | int] = set()

    def errors(self, value: Any, step: str | int) -> list[ValidationError]:
        """What the part has against `value`, which stands at `step` of the value around it."""
        kind = type(value)
        may_recur = kind is int or (kind is str and len(value) <= _LONGEST_PASSED)
        if may_recur and value in self.passed:
            return []
        errors = list(self.validator.iter_errors(value))
        for error in errors:
            error.path.appendleft(step)
        if may_recur and not errors:
            if len(self.passed) >= _MOST_PASSED:
                self.passed.clear()
            self.passed.add(value)
        return errors


def _part(validator: Any, part: Any) -> _Part:
    """`part`, compiled once: `validator.descend` would do it for every value anew.

    It may be kept because no part has an `$id`, so that references mean the same everywhere.
    """
    key = (id(part), id(validator.format_checker))
    if (found := _compiled_parts.get(key)) is None:
        found = _compiled_parts[key] = _Part(validator.evolve(schema=part))
    return found


def _properties(
    validator: Any, fields: Mapping[str, Any], value: Any, _schema: Any
) -> list[ValidationError]:
    """As jsonschema's own, which forgets where it is when a field is forbidden."""
    errors: list[ValidationError] = []
    if not isinstance(value, dict):
        return errors
    for name, part in fields.items():
        if name not in value:
            continue
        if part is False:
            errors.append(_error("", (name,), value[name], validator="false", schema=False))
        else:
            errors += _part(validator, part).errors(value[name], name)
    return errors


def _items(
    validator: Any, part: Any, value: Any, schema: Mapping[str, Any]
) -> Iterable[ValidationError]:
    if not isinstance(part, dict) or "prefixItems" in schema:
        from jsonschema import Draft202012Validator

        items: Any = Draft202012Validator.VALIDATORS["items"]
        return items(validator, part, value, schema) or ()
    if not isinstance(value, list):
        return ()
    errors_of = _part(validator, part).errors
    return [error for index, item in enumerate(value) for error in errors_of(item, index)]


def _required(
    _validator: Validator, names: list[str], value: Any, _schema: Any
) -> Iterable[ValidationError]:
    if not isinstance(value, dict):
        return ()
    return [_error(name) for name in names if name not in value]


def _dependent_required(
    _validator: Validator, asks: Mapping[str, list[str]], value: Any, _schema: Any
) -> Iterator[ValidationError]:
    if not isinstance(value, dict):
        return
    for field, names in asks.items():
        if field in value:
            yield from (_error(f"{name}\n{field}") for name in names if name not in value)


def _additional_properties(
    validator: Any, allowed: Any, value: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not isinstance(value, dict):
        return
    known = schema.get("properties", {})
    if value.keys() <= known.keys():
        return
    patterns = [_pattern(pattern) for pattern in schema.get("patternProperties", {})]
    for name in value:
        if name in known or any(pattern.search(name) for pattern in patterns):
            continue
        if allowed is False:
            yield _error(name)
        else:
            yield from validator.descend(value[name], allowed, path=name)


def _unique_items(
    _validator: Validator, unique: bool, value: Any, _schema: Any
) -> Iterator[ValidationError]:
    if not unique or not isinstance(value, list):
        return
    if {*map(type, value)} == {str} and len({*value}) == len(value):
        return
    first: dict[str, int] = {}
    for index, item in enumerate(value):
        at = first.setdefault(dumps(item, sort_keys=True, default=str), index)
        if at != index:
            yield _error(str(at), (index,), item)


def _matches(
    _validator: Validator, pattern: str, value: Any, _schema: Any
) -> Iterable[ValidationError]:
    if not isinstance(value, str) or _pattern(pattern).search(value):
        return ()
    return (_error(""),)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """As ECMAScript has it, where a last `$` does not overlook a line end."""
    last = re.search(r"(?<!\\)(?:\\\\)*\$\Z", pattern)
    return re.compile(pattern[:-1] + r"\Z" if last else pattern)
