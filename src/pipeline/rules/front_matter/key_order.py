"""The fields do not stand in the order of the schema.

Readers of many articles find a field faster when it stands in the same place in each: title,
description and dates first, as the schema lists them. The order within a field is yours. Fields
that the schema does not know come last. The rule is off until it is selected.

**Bad**

```markdown
---
date: 2026-01-05
«title»: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
kind: note
category: Architecture
---

A queue is a promise to do the work later.
```

```markdown
---
title: How a Queue Forgets
# Two sentences at most.
description: What a message queue promises when a worker dies in the middle of its work.
category: Architecture  # one shelf alone
«date»: 2026-01-05
kind: note
---

A queue is a promise to do the work later.
```

**Good**

```markdown
---
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
kind: note
category: Architecture
---

A queue is a promise to do the work later.
```

```markdown
---
title: How a Queue Forgets
# Two sentences at most.
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
kind: note
category: Architecture  # one shelf alone
---

A queue is a promise to do the work later.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Related,
    Rule,
    Severity,
    Span,
)
from pipeline.rules.front_matter.entries import Entry, entries
from pipeline.wording import code

_ALIAS = re.compile(rb"\*([^\s,\[\]{}]+)")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each article: at the first field that stands below one it belongs above."""
    keys = document.front_matter.keys
    fields = context.settings.schema_for(document.kind).get("properties", {})
    order = {name: at for at, name in enumerate(fields)}
    known = [str(at[0]) for at in keys if len(at) == 1 and at[0] in order]
    ranks = [order[name] for name in known]
    if ranks == sorted(ranks):
        return
    late = next(at for at in range(1, len(ranks)) if ranks[at] < ranks[at - 1])
    early = next(at for at in range(late) if ranks[at] > ranks[late])
    name, other = known[late], known[early]
    yield Finding(
        span=keys[(name,)],
        message=f"{code(name)} stands below {code(other)}, and belongs above it.",
        help=f"Move {code(name)} above {code(other)}.",
        related=(Related(keys[(other,)], "it belongs above this field"),),
        fix=_fix(document, order),
    )


def _fix(document: Document, order: Mapping[str, int]) -> Fix | None:
    """Each field's lines to their place; none when lines cannot move without a change of meaning.

    Only fields change places: what stands between them stays.
    """
    found = entries(document)
    if found is None:
        return None
    fields = found.fields
    sorted_fields = sorted(fields, key=lambda field: order.get(field.name, len(order)))
    if not _keeps_anchors(document, fields, sorted_fields):
        return None
    data = document.source.data
    edits = tuple(
        Edit(Span(place.start, place.end), data[field.start : field.end].decode())
        for place, field in zip(fields, sorted_fields, strict=True)
        if place is not field
    )
    return Fix(safe=True, edits=edits)


def _keeps_anchors(document: Document, before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    """Whether the fields that share a value by its name stay in their order."""
    data = document.source.data
    aliases = (
        _ALIAS.fullmatch(data, span.start, span.end)
        for span in document.front_matter.values.values()
    )
    names = {match[1] for match in aliases if match}
    if not names:
        return True
    signs = [sign + name for name in names for sign in (b"&", b"*")]

    def bound(fields: Sequence[Entry]) -> list[Entry]:
        texts = ((field, data[field.start : field.end]) for field in fields)
        return [field for field, text in texts if any(sign in text for sign in signs)]

    return bound(before) == bound(after)


RULE = Rule(
    code="FM015",
    name="key-order",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    selected=False,
)
