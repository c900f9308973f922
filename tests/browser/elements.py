"""A blog that shows everything a page can show, on a page of every kind.

Its words are plain and its sentences short, so that nothing but an error of ours stops the build.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.blog import make_blog, note

ARTICLES = 36
"""Notes besides the guide: enough for a second page of the home page and of a category."""

EVERYTHING = "/articles/everything/"

TEMPLATES = {
    "home": "/",
    "page 2": "/page/2/",
    "article": EVERYTHING,
    "note": "/articles/note-7/",
    "category": "/categories/career/",
    "tag": "/tags/fibres/",
    "tags": "/tags/",
    "categories": "/categories/",
    "archive": "/archive/",
    "year": "/archive/2025/",
    "series": "/series/the-long-thread/",
    "search": "/search/",
    "subscribe": "/subscribe/",
    "not found": "/nothing/here/",
    "moved": "/articles/former-name/",
    "withdrawn": "/articles/taken-back/",
    "standalone page": "/about/",
    "all series": "/series/",
}
"""A page of each kind, by site path."""

MISSING = frozenset({"not found"})
"""Those that are served with status 404."""

CODE = """\
def weave(threads: list[str]) -> str:
\tcloth = "".join(threads)  # a line that is longer than a narrow screen has room for
    return f"<{cloth}> & \\u00e9 'quoted' \\"twice\\""

"""
"""Of the block that is copied: a tab, blanks, quotes, signs that HTML escapes, an empty line."""

_TABLE = "".join(f"| row {row} | {'wide ' * 12}| {row}{' | 1,000,000' * 7} |\n" for row in (1, 2))

_GUIDE = f"""\
---
title: "Everything: `code`, <tags> & Ünïcode in One Article"
description: "One article with every element that a page can show, for <those> who look & listen."
date: 2026-03-05
updated: 2026-04-01
author: [Ada Example, Grace Example]
category: Web
level: Intermediate
reading_time: 4
learn:
  - How a page shows <b>text</b> that looks like markup
  - What a figure says to those who cannot see it
  - Where a footnote leads, and back
prerequisites:
  - A browser
tags: [fibres, looms, unbreakablewordofthirtyletters]
series: The Long Thread
part: 2
aliases: [/articles/former-name/]
---

## What and Why

Plain words with *emphasis*, **weight**, ~~a mistake~~, `code` and a [link](../note-7.md). A bare
address: https://codeloom.example/articles/note-8/ stands here too. Press <kbd>Tab</kbd>; water is
H<sub>2</sub>O. There is a claim[^1] and a second one[^named].

A line that breaks here\\
and goes on.

## Mental Model

```text caption="Two boxes and an arrow" alt="The first box leads to the second."
+---------+          +----------+          +-----------+          +------------+
|  warp   |--------->|   weft   |--------->|   cloth   |--------->|   shirt    |
+---------+          +----------+          +-----------+          +------------+
```

```text caption="A diagram without a text of its own"
+---+     +---+
| a | --> | b |
+---+     +---+
```

### A deeper heading

#### Deeper still

> A quotation, with **weight**.
>
> Its second paragraph.

## Hands-on Example

```python {{1,3}} title="weave.py"
{CODE}```

```sh
codeloom check
```

```
no language
```

    indented code

```diff
- before
+ after
```

```json
{{"key": [1, 2.5, null, true], "text": "value"}}
```

![A red square](red.png)

![A drawing](drawing.svg "A drawing with a title")

## Common Pitfalls

1. First
2. Second
   - nested
   - again
3. Third

- [x] done
- [ ] not yet

| Name | What it holds, in words that need room | One | A | B | C | D | E | Two | Three |
|:-----|:--------------------------------------:|----:|{"---|" * 7}
{_TABLE}
## Practical Tips

> [!NOTE]
> A note.

> [!TIP]
> A tip with `code`.

> [!IMPORTANT]
> This matters.

> [!WARNING]
> Mind the gap.

> [!CAUTION]
> This is dangerous.

<details>
<summary>More about this</summary>

Hidden until asked for.

</details>

***

## Wrap-up

A very long word: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.
And `a_very_long_name_of_something_that_is_code_and_does_not_break_anywhere_at_all_in_the_line`.

Right to left: שלום עולם. Chinese: 你好，世界。 Emoji: 🧵.

[^1]: The first footnote, with a [link](https://codeloom.example/).
[^named]: The second.
"""

_ABOUT = """\
---
title: About
description: A page outside the articles, with enough words in its description to be accepted.
---

## Who

Those who weave. See [everything](../articles/everything/index.md).

| a | b |
|---|---|
| 1 | 2 |
"""

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="40" height="20" fill="#b3263f"/></svg>'
)

_TABLE_OF_SETTINGS = """\
description = "A made blog with a page of every kind, and everything on it that can be shown."
retired = ["/articles/taken-back/"]
severity = { reading-time-mismatch = "warning" }
"""


def write_elements(root: Path) -> Path:
    """Writes the blog below `root`."""
    files: dict[str, str | bytes] = {
        "content/articles/everything/index.md": _GUIDE,
        "content/articles/everything/red.png": _red_square(),
        "content/articles/everything/drawing.svg": _DRAWING,
        "content/pages/about.md": _ABOUT,
        "content/articles/first-part.md": note(
            "The beginning of a long thread. It has a word that no other has: zibeline.\n",
            "The First Part",
            "2026-02-01",
        ).replace("kind: note", "kind: note\nseries: The Long Thread\npart: 1\ntags: [fibres]"),
    }
    for number in range(1, ARTICLES + 1):
        year, month = (2026, number) if number <= 12 else (2025, number // 3)
        text = note(
            f"Note {number} says a few words about cloth, and no more than that.\n",
            f"Note Number {number} of Many",
            f"{year}-{month:02}-{number % 27 + 1:02}",
        )
        files[f"content/articles/note-{number}.md"] = text.replace(
            "kind: note", f"kind: note\ntags: [fibres, knots-{number % 5}]"
        ).replace("what this note is about", f"what note {number} is about")
    return make_blog(root, files, _TABLE_OF_SETTINGS)


def _red_square() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1400, 900), (179, 38, 63)).save(data, "PNG")
    return data.getvalue()
