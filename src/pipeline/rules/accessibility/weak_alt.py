"""An alternative text says nothing about the picture, or too much at once.

A file name (`IMG_1234.png`) or a word such as "screenshot" is what a screen reader then reads out,
in place of what the picture tells. Over 150 characters it becomes a speech that cannot be skimmed:
say the gist there, and the rest in the article. Checked are images, `<img>`, the `alt` of diagrams
and that of the front matter's `image`. An empty `alt` in HTML says that a picture only decorates.

**Bad**

```markdown
![«IMG_1234.png»](https://example.com/chart.png)
```

```markdown
![«screenshot»](https://example.com/login.png)
```

```markdown
See <img src="https://example.com/chart.png" alt="«image»">.
```

**Good**

```markdown
![Requests a second, doubling in March](https://example.com/chart.png)
```

```markdown
![Screenshot of the login page with one field marked](https://example.com/login.png)
```

```markdown
See <img src="https://example.com/line.svg" alt="">.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Context, Document, Finding, RawHtml, Rule, Severity, Span, TokenKind
from pipeline.raw_html import Tag, tags
from pipeline.rules.accessibility.bracketed import words_span
from pipeline.rules.links.placeholders import is_placeholder
from pipeline.wording import code

_CODE = "AX002"
_FILE = re.compile(
    r"""[^ ]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic|ico)
      | (?:screen\ ?shot|screen\ recording|pasted\ image|image|img|photo|picture)\b
        .*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic)""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERED = re.compile(
    r"""(?:img|dsc[nf]?|pxl|mvimg|screen[ ]?shot|pasted[ ]image|image|photo|picture|pic|figure|fig
        |graph|chart|diagram|untitled|clipboard|capture|snip)
    [ _.#(-]* (?:from[ ])? [0-9] [0-9 _.,:()-]* (?:at[0-9 _.,:-]+)? (?:[ap]\.?m\.?)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What cameras and screens call their files, and figures that only count."""
_THING = r"""(?:image|img|picture|pic|photo(?:graph)?|screen[ ]?shot|screen[ ]?grab|screen[ ]capture
    |diagram|figure|graph|chart|plot|graphic|illustration|drawing|sketch|icon|logo|thumbnail
    |banner|cover|artwork|visual)"""
_KIND = re.compile(
    rf"""(?:(?:an?|the|this|that|my|our|some)[ ])?
    (?: (?:(?:cover|hero|header|featured?|banner|title|blog|article|post|next|main)[ ])?
        {_THING} (?:[ ](?:image|picture|photo|screenshot|graphic|here|below|above))?
      | (?:(?:image|picture|photo|diagram)[ ])?alt(?:ernative|ernate)?(?:[ ]?text)?(?:[ ]here)?
      | (?:image|picture|photo|diagram)[ ](?:description|title|caption|name)(?:[ ]here)?
      | description | untitled | no[ ]alt(?:[ ]text)? | describe[ ](?:the|this)[ ]image
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NAME = 60
_AROUND = " .,:;!?\"'()[]*_-\u2026\u201c\u201d\u2018\u2019"
_HELP = "Say in a few words what the picture tells a reader."


class _Alt(NamedTuple):
    """One alternative text, and where it is written."""

    text: str
    file: str
    """The address of the picture; empty when it has none."""
    span: Span


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each alternative text that is weak, at the text."""
    most = context.threshold(_CODE, "characters")
    for alt in _alts(document):
        text = " ".join(alt.text.split())
        if not text:
            continue
        if said := _weakness(text, alt.file):
            yield Finding(alt.span, f"The alternative text {code(text)} {said}.", _HELP)
        elif len(text) > most:
            yield Finding(
                span=alt.span,
                message=f"The alternative text has `{len(text)}` characters, over `{most}`.",
                help="Say the gist in one sentence, and the rest in the article.",
            )


def _weakness(text: str, file: str) -> str:
    if _is_file_name(text, file):
        return "is the name of a file"
    plain = text.strip(_AROUND)
    if len(plain) > _LONGEST_NAME:
        return ""
    if _NUMBERED.fullmatch(plain):
        return "names the picture and does not say what it shows"
    if _KIND.fullmatch(plain):
        return "says what kind of thing it is and not what it shows"
    return "is a placeholder" if is_placeholder(plain) else ""


def _is_file_name(text: str, file: str) -> bool:
    """True for a name with an ending, and for the picture's own name when nobody would say it."""
    if _FILE.fullmatch(text):
        return True
    if " " in text or text.count("-") + text.count("_") < 2:
        return False
    name = file.partition("?")[0].rpartition("/")[2]
    return text.casefold() == name.rpartition(".")[0].casefold()


def _alts(document: Document) -> Iterator[_Alt]:
    """Every alternative text that a reader may meet."""
    data = document.source.data
    for token in document.tokens if document.images else ():
        if token.kind is TokenKind.IMAGE:
            image = token.value
            yield _Alt(image.alt, image.destination, words_span(data, image.span, image.alt))
    for raw in document.html:
        for tag in tags(raw.text):
            if tag.name == "img":
                yield from _of_tag(raw, tag)
    for block in document.code:
        alt = block.attributes.get("alt")
        if alt is not None and block.language == "text" and block.caption:
            yield _Alt(alt.value, "", alt.span)
    image = document.front_matter.data.get("image")
    if isinstance(image, dict) and isinstance(image.get("alt"), str):
        yield _Alt(image["alt"], str(image.get("src")), document.front_matter.at("image", "alt"))


def _of_tag(raw: RawHtml, tag: Tag) -> Iterator[_Alt]:
    values = {attribute.name: attribute for attribute in tag.attributes}
    alt, source = values.get("alt"), values.get("src")
    if alt is not None:
        span = raw.span_of(alt.value_start, alt.value_end)
        yield _Alt(alt.value, source.value if source else "", span)


RULE = Rule(
    code=_CODE,
    name="weak-alt",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    thresholds={"characters": 150},
)
