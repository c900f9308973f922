"""The examples in the rules' docstrings: read, made whole, and run through every rule.

A docstring shows its examples below `**Bad**` and `**Good**`, each in a fence:

- ```` ```yaml ````: front matter that replaces or adds those fields in an article that is clean
  otherwise (kind: note, a title, a description, a date, a category and a short body).
- ```` ```markdown ````: the body of that article; or the whole file, when it starts with `---` or
  carries the flag `whole`.
- `repeated="500"`: the body of that whole file stands in it so many times, a blank line between.
- The flag `escaped`: the text has Python's backslash escapes. `\\udc80` to `\\udcff` are the bytes
  that no UTF-8 has.
- `title="content/articles/x.md"`: the path. All titled fences of one Bad or Good make one blog;
  each fence without a title is a blog of its own. Files that are not `.md` are what they are.
- `size="640000"`, for such a file: it goes on with blanks up to so many bytes.
- ```` ```json title="manifest.json" ````: what is online, one entry after the other. An article's
  has the date of the scaffold, and the file and guid that follow from its path, unless it says
  others.
- `the bytes of a picture`, as all that a file holds, stand for a picture of the kind its name says.

In a Bad one, `«` and `»` stand around the bytes that the finding must cover, or around nothing; an
example without them is about the file as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from pipeline.examine import examine
from pipeline.judge import Requests, Selection
from pipeline.manifest import parse_manifest
from pipeline.model import (
    AnyRule,
    Context,
    Corpus,
    Examined,
    Finding,
    Flaw,
    GradeCeilings,
    Inventory,
    Kind,
    Manifest,
    Outcome,
    Picture,
    Pictures,
    ReadingRates,
    Rule,
    Settings,
    Span,
    Stored,
    may_be_silenced,
)
from pipeline.permalink import is_article, is_page, slug_of
from pipeline.pictures import is_picture, look
from pipeline.read import read, source_of
from pipeline.read.info_line import parse_info
from pipeline.rules import ARTICLE_RULES, LINTER_RULES, RULES, SITE_RULES
from pipeline.settings import KINDS, packaged_schema
from tests.images import of_suffix

EVERY_RULE: tuple[AnyRule, ...] = (*ARTICLE_RULES, *SITE_RULES, *LINTER_RULES)
"""Those that the examples are run through; what other linters find is tried elsewhere."""

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PATH = "content/articles/example.md"
ONLINE = "manifest.json"
RECIPE = Kind(name="recipe", sections=("Ingredients", "Method"))

SETTINGS = Settings(
    title="The Example Blog",
    description="A blog that exists in tests alone.",
    base_url="https://blog.example/",
    language="en",
    timezone="UTC",
    author="Ada Example",
    feed_domain="blog.example",
    kinds={kind.name: kind for kind in (*KINDS, RECIPE)},
    default_kind="guide",
    grade=GradeCeilings(),
    reading=ReadingRates(),
    vocabulary=(),
    languages=(),
    select=(),
    extend_select=(),
    ignore=(),
    severity={},
    per_file_ignores={},
    thresholds={rule.code: rule.thresholds for rule in EVERY_RULE},
    article_schema=packaged_schema("article.schema.json"),
    page_schema=packaged_schema("page.schema.json"),
)

Found = tuple[str, str, Finding]
"""(rule code, path, finding)."""


def findings(files: Mapping[str, bytes], settings: Settings = SETTINGS) -> list[Found]:
    """What all rules say about the blog that consists of `files`, by path and place.

    A rule that is off until it is selected speaks only when `extend_select` has its code.
    """
    published = _online(files[ONLINE].decode()) if ONLINE in files else None
    files = {path: data for path, data in files.items() if path != ONLINE}
    articles, pages = (tuple(filter(is_one, sorted(files))) for is_one in (is_article, is_page))
    stored = {path: Stored(len(files[path]), "file") for path in sorted(files)}
    inventory = Inventory(stored, articles, pages)
    context = Context(settings, inventory, _album(files))
    rules = [rule for rule in ARTICLE_RULES if rule.selected or rule.code in settings.extend_select]
    examined = [
        examine(*source_of(path, files[path]), context, rules, None) for path in inventory.sources
    ]
    corpus = Corpus(tuple(each.summary for each in examined), inventory, NOW, published)
    found = [
        (code, each.summary.path, finding) for each in examined for code, finding in each.findings
    ]
    for rule in SITE_RULES:
        found += [(rule.code, each.path or "", each) for each in rule.check(corpus, settings)]
    return sorted(_standing(found, examined, settings), key=_place)


def _online(text: str) -> Manifest:
    decoder, at, pages = json.JSONDecoder(), 0, []
    while at < len(text.rstrip()):
        page, at = decoder.raw_decode(text, at)
        at += len(text[at:]) - len(text[at:].lstrip())
        path = page["path"]
        if page["kind"] == "article":
            page.setdefault("source", f"content{path.rstrip('/')}.md")
            page.setdefault("guid", f"https://blog.example{path}")
            page.setdefault("date", "2026-01-05T00:00:00+00:00")
        pages.append({"sha256": "", **page})
    return parse_manifest(json.dumps({"codeloom": 1, "timezone": "UTC", "pages": pages}).encode())


def _album(files: Mapping[str, bytes]) -> Pictures:
    def opened(path: str) -> Picture | Flaw | None:
        return look(path, files[path]) if path in files and is_picture(path) else None

    return opened


def _standing(
    found: Iterable[Found], examined: list[Examined], settings: Settings
) -> Iterator[Found]:
    requests = Requests(examined)
    for code, path, finding in found:
        silent = may_be_silenced(RULES[code]) and requests.hush(path, code, finding.span)
        if not silent:
            yield code, path, finding
    everything = Selection(frozenset(RULES), frozenset(RULES))
    outcome = Outcome(tuple(requests.unused(RULES, everything, settings)), "", ())
    for rule in LINTER_RULES:
        for each in rule.check(outcome, settings):
            yield rule.code, each.path or "", each


def said_by(rule: Rule, text: str, settings: Settings = SETTINGS) -> list[Finding]:
    """What one rule says of one article at `PATH`."""
    document = read(*source_of(PATH, _bytes(text)), settings)
    return list(rule.check(document, Context(settings, Inventory({}, (PATH,)))))


def places(text: str, settings: Settings = SETTINGS) -> list[tuple[str, Span | None]]:
    """Which rules, of all, say something of one article at `PATH`, and where."""
    return [(code, finding.span) for code, _, finding in findings({PATH: _bytes(text)}, settings)]


def mutant(old: str, new: str) -> str:
    """The guide with one passage exchanged for another."""
    assert GUIDE.count(old) == 1, f"the guide must have this once: {old}"
    return GUIDE.replace(old, new)


def without(start: str) -> str:
    """The guide without the paragraph that starts so."""
    assert GUIDE.count(start) == 1, f"the guide must have this once: {start}"
    begin = GUIDE.index(start)
    return GUIDE[:begin] + GUIDE[GUIDE.index("\n\n", begin) + 2 :]


def marked(text: str) -> tuple[str, list[Span]]:
    """A text without its marks `«` and `»`, and the bytes that stood between them."""
    plain = ""
    spans: list[Span] = []
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        start = len(_bytes(plain))
        spans.append(Span(start, start + len(_bytes(mark[1]))))
        plain += mark[1]
        at = mark.end()
    return plain + text[at:], spans


def _place(found: Found) -> tuple[str, Span, str]:
    code, path, finding = found
    return path, finding.span or Span(-1, -1), code


def mended(files: Mapping[str, bytes], path: str, finding: Finding) -> dict[str, bytes]:
    """The files after the fix of a finding."""
    data = files[path]
    edits = [(edit.span, edit.replacement) for edit in finding.fix.edits] if finding.fix else []
    for span, replacement in sorted(edits, reverse=True):
        data = data[: span.start] + replacement.encode() + data[span.end :]
    return {**files, path: data}


# --- the scaffold --------------------------------------------------------------------------------


def article(path: str = PATH, *, front_matter: str = "", body: str = "") -> str:
    """A clean article whose fields are replaced or added by `front_matter`, YAML with a last line
    feed, and whose body is `body` when there is one."""
    slug = slug_of(path)
    scaffold = {
        "kind": "note",
        "title": f'"How the Example {slug} Was Made"',
        "description": f'"What the example {slug} is for, and where it ends, in plain words."',
        "date": "2026-01-05",
        "category": "Python",
    }
    given = set(_FIELD.findall(_MARK.sub(_unmarked, front_matter)))
    kept = "".join(f"{name}: {value}\n" for name, value in scaffold.items() if name not in given)
    return f"---\n{kept}{front_matter}---\n\n{body or _BODY}"


# A guide that keeps everything a guide promises: what mutations start from.
GUIDE = """\
---
title: Write a Flag That You Can Delete
description: A feature flag is easy to add and hard to lose. Give it an owner and a last day.
date: 2026-01-05
category: Tooling
level: Beginner
reading_time: 2
learn:
  - What a flag is for
  - How to give it an end
  - Where old flags hide
prerequisites: []
tags: [flags]
---

## What and Why

A flag lets you ship code before you turn it on. That makes a release calm. You can show
the new page to ten people, look at the errors, and go back with one click.

The price comes later. Each flag is a fork in the code, and both roads must be tested. A
team with thirty old flags has more roads than anyone can walk.

## Mental Model

Think of a flag as milk. It is good, it has a date, and nobody wants to find it in the
back of the fridge a year from now.

```text caption="The life of a flag" alt="Added, on for some, on for all, deleted."
added -> some users -> all users -> deleted
  |                                    ^
  +------------ last day --------------+
```

## Hands-on Example

Keep the last day in the code, where a test can read it:

```python
FLAGS = {"new-cart": date(2026, 3, 1)}

def test_no_flag_is_past_its_last_day():
    assert all(day > date.today() for day in FLAGS.values())
```

When the day comes, the build turns red. Now someone has to choose: move the day, or
delete the flag. Both take a minute, and neither can be forgotten.

### Who moves the day

The owner does, and says why in the commit.

## Common Pitfalls

- A flag with two meanings. Add a second one instead.
- A flag inside a flag. Four roads are three too many.
- A test that runs with the flag off, long after all users have it on.

## Practical Tips

Name the flag after the thing it turns on. Write down who owns it. Ask about old flags
once a month, and delete one each time. Start with the one that nobody can explain.

## Wrap-up

A flag is a loan. Take it when it helps, and pay it back by the day you named. Your next
step is small: list the flags you have, and give each of them a last day.
"""

_BODY = "A queue is a promise to do the work later.\n"
_FIELD = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:", re.MULTILINE)
_MARK = re.compile("«(.*?)»", re.DOTALL)


def _unmarked(match: re.Match[str]) -> str:
    return match[1]


# --- the examples --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """One blog that a docstring shows."""

    rule: AnyRule
    good: bool
    number: int
    """Its place among the rule's Bad or Good ones, from 1."""
    files: Mapping[str, bytes]
    place: tuple[str, Span] | None
    """The file and the bytes that a Bad one marks."""

    @property
    def findings(self) -> list[Found]:
        """What all rules say about it, its own one among them when that is off by default."""
        return findings(self.files, replace(SETTINGS, extend_select=(self.rule.code,)))

    def __str__(self) -> str:
        return f"{self.rule.code}-{'good' if self.good else 'bad'}-{self.number}"


@dataclass(frozen=True, slots=True)
class _Fence:
    good: bool
    info: str
    text: str


def examples(rule: AnyRule) -> list[Example]:
    """The examples of a rule's docstring, in order."""
    found: list[Example] = []
    for good, fences in groupby(_fences(rule.doc), key=_is_good):
        blogs: list[dict[str, str]] = []
        titled: dict[str, str] = {}
        for fence in fences:
            path, text = _file(fence)
            if path:
                titled[path] = text
            else:
                blogs.append({PATH: text})
        if titled:
            blogs.append(titled)
        found += [_example(rule, good, number, blog) for number, blog in enumerate(blogs, start=1)]
    return found


def _is_good(fence: _Fence) -> bool:
    return fence.good


def _fences(doc: str) -> Iterator[_Fence]:
    good: bool | None = None
    lines = iter(doc.splitlines())
    for line in lines:
        if line.startswith("**"):
            good = {"**Bad**": False, "**Good**": True}[line.rstrip()]
        elif opening := re.match(r"`{3,}", line):
            text = ""
            for inner in lines:
                if inner.rstrip() == opening[0]:
                    break
                text += inner + "\n"
            assert good is not None, "an example stands below **Bad** or **Good**"
            yield _Fence(good, line[opening.end() :].strip(), text)


def _file(fence: _Fence) -> tuple[str, str]:
    """The path, empty when none is given, and the whole text, marks included."""
    info = parse_info(fence.info, 0)
    path = info.attributes["title"].value if "title" in info.attributes else ""
    text = fence.text
    if "escaped" in info.attributes:
        text = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    if "repeated" in info.attributes:
        front_matter, end, body = text.partition("\n---\n")
        text = front_matter + end + body * int(info.attributes["repeated"].value)
    if path and not path.endswith(".md"):
        if text == _PICTURE:
            text = of_suffix(path).decode("utf-8", "surrogateescape")
        size = info.attributes.get("size")
        missing = int(size.value) - len(_bytes(text)) if size else 0
        return path, text + " " * missing
    if info.language == "yaml":
        return path, article(path or PATH, front_matter=text)
    assert info.language == "markdown", f"an example is yaml or markdown, not {info.language}"
    if "whole" in info.attributes or text.lstrip("«\ufeff \t\r\n").startswith("---"):
        return path, text
    return path, article(path or PATH, body=text)


_PICTURE = "the bytes of a picture\n"


def _example(rule: AnyRule, good: bool, number: int, blog: Mapping[str, str]) -> Example:
    files: dict[str, bytes] = {}
    places: list[tuple[str, Span]] = []
    for path, text in blog.items():
        plain, spans = (text, []) if good else marked(text)
        files[path] = _bytes(plain)
        places += [(path, span) for span in spans]
    assert len(places) <= 1, f"one place is marked in an example of {rule.code}, not {len(places)}"
    return Example(rule, good, number, files, places[0] if places else None)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
