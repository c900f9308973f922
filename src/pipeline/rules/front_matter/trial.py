"""What the schema would say of a value that a fix would write: none may bring a new complaint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.model import Context, Document, Pointer
from pipeline.rules.front_matter.scalars import meant_as_text, raw_of, taken_for
from pipeline.rules.front_matter.updated_before_date import are_reversed
from pipeline.schema import part_at, violations

_MOST_VALUES = 100


def is_accepted(document: Document, context: Context, name: str, value: Any) -> bool:
    """Whether the schema and the kinds take `value` for the field `name`.

    What they have against the value that it has now they may have against this one too. No for
    front matter of more values than anyone writes: each trial takes its time.
    """
    data = document.front_matter.data
    if len(document.front_matter.values) > _MOST_VALUES:
        return False
    schema, zone = context.settings.schema_for(document.kind), context.settings.timezone
    before = _against(schema, zone, name, data[name]) if name in data else Counter()
    if _against(schema, zone, name, value) - before:
        return False
    asks = schema.get("dependentRequired", {}).get(name, ())
    if any(field not in data for field in asks):
        return False
    if name == "kind":
        return _keeps_its_promise(document, context, value)
    return are_reversed(data, zone) or not are_reversed({**data, name: value}, zone)


def with_value(value: Any, pointer: Pointer, new: Any) -> Any:
    """`value` with `new` at `pointer`; nothing is changed in place."""
    if not pointer:
        return new
    step, rest = pointer[0], pointer[1:]
    if isinstance(value, list):
        return [
            with_value(each, rest, new) if at == step else each for at, each in enumerate(value)
        ]
    return {**value, step: with_value(value.get(step, {}), rest, new)}


def renamed(value: Any, pointer: Pointer, name: str) -> Any:
    """`value` with the field at `pointer` under another name, in its place."""
    step, rest = pointer[0], pointer[1:]
    if isinstance(value, list):
        return [renamed(each, rest, name) if at == step else each for at, each in enumerate(value)]
    if rest:
        return {**value, step: renamed(value[step], rest, name)}
    return {name if key == step else key: each for key, each in value.items()}


def hides_a_guess(document: Document, context: Context, pointer: Pointer, new: Pointer) -> bool:
    """Whether a value, moved from `pointer` to `new`, would be text that some reader takes for
    something else.
    """
    schema = context.settings.schema_for(document.kind)
    depth = len(pointer)
    return any(
        taken_for(raw_of(document, span)) and meant_as_text(part_at(schema, (*new, *at[depth:])))
        for at, span in document.front_matter.values.items()
        if at[:depth] == pointer
    )


def _against(schema: Mapping[str, Any], zone: str, name: str, value: Any) -> Counter[str]:
    found = violations({name: value}, schema, zone)
    return Counter(each.keyword for each in found if each.pointer[:1] == (name,))


def _keeps_its_promise(document: Document, context: Context, kind: Any) -> bool:
    """Whether the article has all fields that this kind asks for."""
    contract = context.settings.kinds.get(kind) if isinstance(kind, str) else None
    return contract is not None and all(
        field in document.front_matter.data for field in contract.required
    )
