"""TX and PB: articles beside each other, and what becomes of them in feeds."""

from __future__ import annotations

from tests.rules.examples import article
from tests.rules.mutants.cases import Case, Cases, adds, blog, guide, pair, says
from tests.rules.mutants.front_matter import TITLE

ALIKE = "What flags are for, and how they end, in a few plain words."
SEVENTY = "How to Tell a Queue That Is Full From One That Nobody Reads, and When."


def tagged(*tags: str) -> Case:
    """So many notes, each with these tags."""
    paths = [f"content/articles/{name}.md" for name in ("one", "two", "three", "four")]
    files = zip(paths, tags, strict=False)
    return blog(*((path, article(path, front_matter=f"tags: [{each}]\n")) for path, each in files))


def parts(*fields: str) -> Case:
    """So many notes, each with these fields of the series "Flags From Seed"."""
    paths = [f"content/articles/{name}.md" for name in ("one", "two", "three", "four")]
    written = (each if "series" in each else f"series: Flags From Seed\n{each}" for each in fields)
    files = zip(paths, written, strict=False)
    return blog(*((path, article(path, front_matter=f"{each}\n")) for path, each in files))


MUTANTS: Cases = {
    "TX001": (
        pair("guid: a-flag", "guid: «a-flag»"),
        pair("aliases: [/articles/old/]", "aliases: [«/articles/old/»]"),
        pair("aliases: [/old/]", "aliases: [«/Old/»]"),
        pair("draft: false", "aliases: [«/articles/one/»]"),
        pair("draft: false", "aliases: [«/feed.xml»]"),
    ),
    "TX002": (
        pair("title: All About Flags", "title: «All About Flags»"),
        pair("title: All About Flags", "title: «ALL about flags»"),
        pair("title: All About Flags", 'title: «"All About  Flags"»'),
    ),
    "TX003": (
        pair(f"description: {ALIKE}", f"description: «{ALIKE}»"),
        pair(f"description: {ALIKE}", f"description: «{ALIKE.upper()}»"),
        pair(f"description: {ALIKE}", f"description: «'{ALIKE}'»"),
    ),
    "TX004": (
        tagged("tests", "«test»", "tests"),
        tagged("type-hints", "flags, «typehints»", "type-hints"),
        tagged("query", "query", "«queries»"),
        tagged("ci-cd, flags", "«cicd»", "ci-cd"),
    ),
    "TX005": (
        parts("part: 1", "part: «1»"),
        parts("part: 1", "part: «3»"),
        parts("part: «2»"),
        parts("part: 1", "series: «Flags From Seed»"),
        parts("part: 1", "part: 2", 'series: «"Flags from seed"»\npart: 3'),
        parts("part: 1", "part: «3»", "part: 2\ndraft: true"),
        parts("part: 1", "series: Flags, From the Start\npart: «2»"),
    ),
    "PB003": (
        guide(TITLE, "title: Write a Flag«<T>» That You Can Delete\n"),
        guide(TITLE, 'title: "When a «</body>» Is Missing"\n'),
        guide(TITLE, "title: 'Über «<b>»Flags«</b>» That You Can Delete'\n"),
        guide(TITLE, "title: Write a «<!-- Flag -->» That You Can Delete\n"),
    ),
    "PB004": (
        says("The owner does«\f», and says why."),
        says("The owner does«&#12;», and says why."),
        guide(TITLE, 'title: "Write a Flag«\\b» That You Can Delete"\n'),
        guide('"new-cart"', '"new«\x1b»-cart"'),
        says("The owner does«\ufffe», and says why."),
    ),
    "PB005": (
        guide(TITLE, f"title: {SEVENTY}« Then»\n"),
        guide(TITLE, f'title: "{SEVENTY}«!»"\n'),
        guide(TITLE, f"title: 'Ü{SEVENTY[1:]}« Für ältere»'\n"),
        guide(TITLE, "title: Write a Flag That« You Can Delete»\n", thresholds={"characters": 17}),
    ),
}

NEIGHBOURS: Cases = {
    "TX001": (
        pair("guid: a-flag", "guid: a-Flag"),
        pair("aliases: [/articles/old/]", "aliases: [/articles/older/]"),
        pair("guid: one", "guid: two"),
    ),
    "TX002": (
        pair("title: All About Flags", "title: All About Flags, Part 2"),
        pair("title: All About Flags", "title: All About Flags\ndraft: true"),
        pair("title: All About Flags", "title: All About Flags?"),
    ),
    "TX003": (
        pair(f"description: {ALIKE}", f"description: {ALIKE[:-1]}, too."),
        pair(f"description: {ALIKE}", f"description: {ALIKE}\ndraft: true"),
        pair(f"description: {ALIKE}", f"title: {ALIKE}"),
    ),
    "TX004": (
        tagged("new", "news", "new"),
        tagged("http", "https", "http"),
        tagged("io", "ios, aws", "io, aw"),
        tagged("testing", "test", "tester"),
        tagged("python-3-1", "python-31"),
    ),
    "TX005": (
        parts("part: 1"),
        parts("tags: [flags]"),
        parts("part: 2", "part: 1"),
        parts("part: 1", "part: 2\ndate: 2027-01-05", "part: 3"),
        parts("part: 1", "part: 3\ndraft: true"),
        parts("part: 1", "part: 2", "series: Flags From the Start\npart: 1"),
    ),
    "PB003": (
        guide(TITLE, "title: From a -> b to c => d, and When 2 < 3\n"),
        guide(TITLE, "title: I <3 Flags That I Can Delete\n"),
        guide(TITLE, "title: Write a Flag &lt;T&gt; That You Can Delete\n"),
        says("The title of a page is in `<title>`, and a Vec&lt;T&gt; grows."),
    ),
    "PB004": (
        says("The owner does,\tand says why; a form feed is `&#12;` and `\\f`."),
        says("The owner does&#10;and says why&#9;now&nbsp;and &#8230;"),
        guide(TITLE, 'title: "Write a Flag\\tThat You Can Delete"\n'),
        says("```text\n&#12; is a form feed\n```"),
        says("The owner does \ufffd, and \U0001f389 too."),
    ),
    "PB005": (
        guide(TITLE, f"title: {SEVENTY}\n"),
        guide(TITLE, f"title: '  {SEVENTY}'\n"),
        guide(TITLE, f"title: 'Ü{SEVENTY[1:]}'\n"),
        adds("series: How to Tell a Queue That Is Full From One That Nobody Reads, and When"),
    ),
}
