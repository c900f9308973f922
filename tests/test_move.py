"""Renaming: the address stays the article's, every link leads where it led, all or nothing.

The plan is pure and tested on blogs in memory; what reaches the disk, on blogs in a test's folder.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.build import NO_BASELINE, Job
from pipeline.errors import MoveError
from pipeline.judge import selection
from pipeline.model import Inventory, Settings, Stored, Summary
from pipeline.move import Ground, Plan, Way, find_way, plan, prepare
from pipeline.move.identity import look as look_at
from pipeline.move.storing import refuse_unsaved, store
from pipeline.move.telling import told
from pipeline.permalink import is_article, is_page, resolve
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.blog import NOW, git, make_blog, note, settings
from tests.test_cli import codeloom

A, B, C = (f"content/articles/{name}.md" for name in ("a", "b", "c"))
PAGE = """---
title: {title}
description: What this page of the blog is about, said in a sentence of some length.
---

{body}
"""


def text(
    body: str = "Some words.\n", name: str = "a", fields: str = "", draft: bool = False
) -> str:
    """A sound article that no other is like."""
    said = fields + ("draft: true\n" if draft else "")
    made = note(body, f"The article {name}").replace("what this", f"what {name}")
    return made.replace("kind: note\n", f"kind: note\n{said}")


def page(body: str = "Some words.\n", title: str = "About us") -> str:
    return PAGE.format(title=title, body=body)


# --- a blog in memory ---

Files = Mapping[str, bytes]


def look(config: Settings, path: str, data: bytes) -> Summary:
    return look_at(path, data, config)


def summaries(files: Files, config: Settings) -> dict[str, Summary]:
    return {path: look(config, path, data) for path, data in files.items() if path.endswith(".md")}


def planned(files: Mapping[str, str | bytes], old: str, new: str, **changes: Any) -> Plan:
    config = settings(**changes)
    stored = {path: _bytes(data) for path, data in sorted(files.items())}
    there = Inventory(
        {path: Stored(len(data), "file") for path, data in stored.items()},
        tuple(filter(is_article, stored)),
        tuple(filter(is_page, stored)),
    )
    ground = Ground(there.sources, config.base_url, os.path.normpath)
    way = find_way(old, new, ground)
    known = summaries(stored, config).values()
    return plan(way, known, there, config, stored.__getitem__)


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def moved(files: Mapping[str, str | bytes], old: str, new: str, **changes: Any) -> dict[str, bytes]:
    """The blog after a renaming."""
    done = planned(files, old, new, **changes)
    kept = {done.renamed.get(path, path): _bytes(data) for path, data in files.items()}
    return {**kept, **done.after}


def body_of(files: Files, path: str) -> str:
    return files[path].decode().split("---\n", 2)[2].strip()


def fields_of(files: Files, path: str) -> str:
    return files[path].decode().split("---\n", 2)[1]


# --- names ---

SOURCES = (
    "content/articles/a.md",
    "content/articles/f/index.md",
    "content/articles/about.md",
    "content/pages/about.md",
    "content/pages/team/index.md",
)


def way(old: str, new: str, folder: str = "") -> Way:
    def inside(path: str) -> str | None:
        found = os.path.normpath(Path("/blog", folder, path)).replace(os.sep, "/")
        return found[6:] or "." if found.startswith("/blog") else None

    return find_way(old, new, Ground(SOURCES, "https://blog.example/", inside))


@pytest.mark.parametrize(
    "old",
    [
        "content/articles/a.md",
        "./content/articles/a.md",
        "content/articles/a",
        "/blog/content/articles/a.md",
        "a",
        "a.md",
        "/articles/a/",
        "/articles/a",
        "articles/a",
        "https://blog.example/articles/a/",
    ],
)
@pytest.mark.parametrize(
    "new",
    [
        "content/articles/b.md",
        "content/articles/b",
        "/blog/content/articles/b.md",
        "b",
        "b.md",
        "/articles/b/",
        "/articles/b",
        "https://blog.example/articles/b/",
    ],
)
def test_a_name_is_taken_as_people_write_it(old: str, new: str) -> None:
    assert way(old, new) == Way(A, B)


@pytest.mark.parametrize(
    ("old", "new", "folder", "expected"),
    [
        ("a", "b/", "", "content/articles/b/index.md"),
        ("a", "content/articles/b/", "", "content/articles/b/index.md"),
        ("a", "content/articles/b/index.md", "", "content/articles/b/index.md"),
        ("f", "g", "", "content/articles/g/index.md"),
        ("content/articles/f/", "content/articles/g", "", "content/articles/g/index.md"),
        ("content/articles/f/index.md", "g.md", "", "content/articles/g.md"),
        ("/articles/f/", "/articles/g/", "", "content/articles/g/index.md"),
        ("a.md", "b.md", "content/articles", "content/articles/b.md"),
        ("../articles/a.md", "../articles/b.md", "content/pages", "content/articles/b.md"),
        ("content/articles/a.md", "content/articles/b.md", "content", "content/articles/b.md"),
        ("team", "crew", "", "content/pages/crew/index.md"),
        ("/team/", "/crew/", "", "content/pages/crew/index.md"),
        ("/about/", "us", "", "content/pages/us.md"),
        ("/articles/about/", "us", "", "content/articles/us.md"),
        ("a", "a/", "", "content/articles/a/index.md"),
    ],
)
def test_the_new_name_keeps_the_form_or_says_it(
    old: str, new: str, folder: str, expected: str
) -> None:
    assert way(old, new, folder).new == expected


@pytest.mark.parametrize(
    ("old", "new", "folder", "said"),
    [
        ("nope", "b", "", "There is no article or page `nope`."),
        ("tema", "b", "", "There is no article or page `tema`. Did you mean `team`?"),
        ("about", "b", "", "may be `content/articles/about.md` or `content/pages/about.md`"),
        ("../a.md", "b", "", "`../a.md` lies outside the blog: name an article or page of it."),
        ("/etc/hosts", "b", "", "There is no article or page `/etc/hosts`."),
        ("pyproject.toml", "b", "", "There is no article or page `pyproject.toml`."),
        ("", "b", "", "There is no article or page"),
        (".", "b", "", "There is no article or page `.`."),
        ("a", "../b.md", "", "`../b.md` is no name within"),
        ("a", "content/pages/b.md", "", "is no name within `content/articles/`"),
        ("a", "../pages/b.md", "content/pages", "is no name within `content/articles/`"),
        ("a", "content/images/b.md", "", "is no name within `content/articles/`"),
        ("a", "/about/", "", "is no name within `content/articles/`"),
        ("/about/", "/articles/b/", "", "is no name within `content/pages/`, where a page stays"),
        ("a", "", "", "is no name within"),
        ("a", "/", "", "is no name within"),
        ("a", "..", "", "`..` is no name within"),
        ("a", ".", "", "`.` is no name within"),
        ("a", ".md", "", "`.md` is no name within"),
        ("a", "content/articles/", "", "is no name within"),
        ("a", "/articles/", "", "is no name within"),
        (
            "a",
            "Ein Über-Name.md",
            "",
            "makes no good address: `E` cannot stand in it; write `ein-u",
        ),
        ("a", "b/c.md", "", "is no name within"),
        ("a", "content/articles/b/c.md", "", "`/` cannot stand in it; write `b-c`"),
        ("a", "con", "", "makes no good address: it is reserved; choose another"),
        ("a", "x" * 81, "", "it has 81 characters, and at most 80 are allowed"),
        ("a", "index.md", "", "it is reserved"),
        ("/about/", "tags", "", "The name `tags` makes no good address: the blog keeps it for"),
    ],
)
def test_a_name_that_cannot_be_meant_is_refused(old: str, new: str, folder: str, said: str) -> None:
    with pytest.raises(MoveError, match=re.escape(said)):
        way(old, new, folder)


# --- identity ---


def test_the_old_address_becomes_an_alias_and_keeps_the_guid() -> None:
    files = moved({A: text()}, "a", "b")
    assert fields_of(files, B).splitlines()[-2:] == ["kind: note", "aliases: [/articles/a/]"]
    assert look(settings(), B, files[B]).guid == look(settings(), A, text().encode()).guid


def test_an_alias_joins_the_others_and_the_oldest_stays_first() -> None:
    files = moved({A: text(fields="aliases: [/articles/first/]\n")}, "a", "b")
    assert "aliases: [/articles/first/, /articles/a/]\n" in fields_of(files, B)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: []\n", "aliases: [/articles/a/]\n"),
        ("aliases: [ ] # none\n", "aliases: [/articles/a/] # none\n"),
        ("aliases: ['/x/'] # old\n", "aliases: ['/x/', '/articles/a/'] # old\n"),
        ('aliases: ["/x/", "/y/",]\n', 'aliases: ["/x/", "/y/", "/articles/a/"]\n'),
        ("aliases: [\n  /x/,\n  /y/\n]\n", "aliases: [/x/, /y/, /articles/a/]\n"),
        ("aliases:\n- /x/\n", "aliases:\n- /x/\n- /articles/a/\n"),
        (
            "aliases: # where it was\n  - '/x/'  # first\n  # last\n",
            "aliases: # where it was\n  - '/x/'  # first\n  - '/articles/a/'\n  # last\n",
        ),
        (
            "aliases:\n    -   /x/\ntags: [a]\n",
            "aliases:\n    -   /x/\n    -   /articles/a/\ntags: [a]\n",
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_list_of_aliases_grows_in_its_own_style(before: str, after: str, ends: str) -> None:
    source = text(fields=before).replace("\n", ends)
    files = moved({A: source.encode()}, "a", "b")
    assert files[B].decode() == text(fields=after).replace("\n", ends)


def test_a_new_field_stands_where_the_schema_has_it_and_nothing_else_moves() -> None:
    source = text(fields="# who?\nimage: {src: ../images/p.png, alt: P}\n")
    files = moved({A: source}, "a", "b")
    assert files[B].decode() == source.replace(
        "# who?\nimage", "aliases: [/articles/a/]\n# who?\nimage"
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("fields", ["", "aliases:\n  - /x/\n", "aliases: [/x/]\n"])
def test_a_byte_order_mark_and_line_ends_stay(mark: str, ends: str, fields: str) -> None:
    source = mark + text("See [me](a.md).\n", fields=fields)
    grown = {
        "": "kind: note\naliases: [/articles/a/]\n",
        "aliases: [/x/]\n": "aliases: [/x/, /articles/a/]\n",
    }.get(fields, fields + "  - /articles/a/\n")
    after = source.replace(fields or "kind: note\n", grown).replace("a.md", "b.md")
    files = moved({A: source.replace("\n", ends)}, "a", "b")
    assert files[B].decode() == after.replace("\n", ends)


def test_front_matter_with_lines_that_cannot_move_gets_the_field_above_its_fence() -> None:
    source = text().replace("title: The", "title: &t The")
    odd = source.replace("kind: note\n", "kind: note\nx-note: |+\n  kept\n\n")
    files = moved({A: odd}, "a", "b")
    assert files[B].decode() == odd.replace(
        "\n---\n\nSome", "\naliases: [/articles/a/]\n---\n\nSome"
    )


def test_an_alias_that_is_there_in_other_letters_is_not_added_again() -> None:
    source = text(fields="aliases: [/x/, /articles/A]\n")
    assert moved({A: source}, "a", "b") == {B: source.encode()}


def test_moving_back_takes_the_alias_away_and_writes_the_guid_out() -> None:
    once = moved({A: text()}, "a", "b")
    back = moved(once, "b", "a")
    assert back == {A: text(fields="aliases: [/articles/b/]\nguid: /articles/a/\n").encode()}
    again = moved(moved(back, "a", "b"), "b", "a")
    assert again == back


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/articles/b/, /x/]\n", "aliases: [/x/, /articles/a/]\n"),
        ("aliases: [/x/, /articles/b, /y/]\n", "aliases: [/x/, /y/, /articles/a/]\n"),
        ("aliases:\n  - /articles/b/ # was\n  - /x/\n", "aliases:\n  - /x/\n  - /articles/a/\n"),
        ("aliases: [/x/, '/articles/b/']\n", "aliases: [/x/, '/articles/a/']\n"),
    ],
)
def test_an_alias_that_is_the_new_address_goes(before: str, after: str) -> None:
    files = moved({A: text(fields=f"{before}guid: one\n")}, "a", "b")
    assert files == {B: text(fields=f"{after}guid: one\n").encode()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/articles/b/]\n", "aliases: []\n"),
        ("aliases:\n  - /articles/b/\n", "aliases:\n  []\n"),
        ("aliases:\n- /articles/b/\n", "aliases:\n []\n"),
    ],
)
def test_a_draft_that_takes_its_alias_as_its_name_keeps_its_guid(before: str, after: str) -> None:
    files = moved({A: text(fields=before, draft=True)}, "a", "b")
    assert look(settings(), B, files[B]).aliases == ()
    assert files[B].decode() == text(fields=after, draft=True)  # its own address is its guid


def test_a_name_of_which_the_case_alone_changes_keeps_the_guid_and_gets_no_alias() -> None:
    files = moved({"content/articles/A.md": text(), C: text("[a](/articles/A/)\n", "c")}, "A", "a")
    assert files[A] == text(fields="guid: /articles/A/\n").encode()
    assert body_of(files, C) == "[a](/articles/a/)"


def test_a_draft_gets_no_alias() -> None:
    done = planned({A: text(draft=True)}, "a", "b")
    assert (done.alias, done.guid, done.draft) == ("", "", True)
    assert done.after == {B: text(draft=True).encode()}


def test_a_change_of_form_alone_changes_no_address() -> None:
    done = planned({A: text()}, "a", "a/")
    assert (done.alias, done.guid) == ("", "")
    assert done.after == {"content/articles/a/index.md": text().encode()}


def test_a_page_has_aliases_and_no_guid() -> None:
    files = moved({"content/pages/who.md": page()}, "who", "about")
    assert files == {
        "content/pages/about.md": page()
        .replace("length.\n", "length.\naliases: [/who/]\n")
        .encode()
    }


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("no front matter\n", "The front matter of `content/articles/a.md` cannot be read"),
        (text(fields="aliases: /x/\n"), "The field `aliases` of `content/articles/a.md` is not"),
        (text(fields="aliases: [no path]\n"), "The field `aliases` of `content/articles/a.md` is"),
        (text(fields="guid: ''\n"), "The field `guid` of `content/articles/a.md` is not as it"),
        ("---\n{title: T}\n---\n\nWords.\n", "is written so that no alias can be added"),
        (
            text(fields="aliases: [" + ", ".join(f"/x{n}/" for n in range(50)) + "]\n"),
            "would not be accepted with its old address among its `aliases`",
        ),
        (
            text(fields="aliases: [\n  /x/, # first\n]\n"),
            "is written so that no alias can be added",
        ),
        (text(fields="x: &l [/x/]\naliases: *l\n"), "is written so that no alias can be added"),
        (text().encode() + b"\xff", "The front matter of `content/articles/a.md` cannot be read"),
    ],
)
def test_front_matter_that_cannot_be_edited_safely_is_refused(
    source: str | bytes, said: str
) -> None:
    with pytest.raises(MoveError, match=re.escape(said)):
        planned({A: source}, "a", "b")


# --- what is in the way ---


@pytest.mark.parametrize(
    ("others", "new", "changes", "said"),
    [
        ({}, "a", {}, "`content/articles/a.md` has that name already."),
        ({B: text(name="b")}, "b", {}, "The address `/articles/b/` belongs to `content/articles/b"),
        ({B: text(name="b")}, "b/", {}, "The address `/articles/b/` belongs to"),
        (
            {"content/articles/b/index.md": text(name="b")},
            "b.md",
            {},
            "belongs to `content/articles/b/index.md`",
        ),
        (
            {C: text(name="c", fields="aliases: [/articles/B]\n")},
            "b",
            {},
            "The address `/articles/B` leads to `content/articles/c.md`, which has it as an alias.",
        ),
        ({}, "b", {"retired": ("/articles/b/",)}, "The address `/articles/b/` is in `retired`"),
        (
            {"content/articles/a/index.md": text(name="b")},
            "b",
            {},
            "`content/articles/a.md` and `content/articles/a/index.md` have one address",
        ),
    ],
)
def test_a_name_that_is_taken_is_refused(
    others: dict[str, str], new: str, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(MoveError, match=re.escape(said)):
        planned({A: text(), **others}, "content/articles/a.md", new, **changes)


def test_a_folder_with_more_in_it_cannot_become_a_file() -> None:
    files = {"content/articles/f/index.md": text(), "content/articles/f/p.png": "p"}
    with pytest.raises(MoveError, match=r"holds `content/articles/f/p.png` too, so it cannot"):
        planned(files, "f", "g.md")
    other = {"content/articles/f/index.md": text(), "content/articles/f/b.md": text(name="b")}
    with pytest.raises(MoveError, match=r"`content/articles/f/b.md` lies in the folder of"):
        planned(other, "f", "g")


# --- links ---

FORMS = ("{slug}.md", "{slug}/index.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](a.md)", "[a](b.md)"),
        ("[a](./a.md#part 'A title')", "[a](./b.md#part 'A title')"),
        ('[a](<a.md?x=1#part> "t")', '[a](<b.md?x=1#part> "t")'),
        ("[a](../articles/a.md)", "[a](../articles/b.md)"),
        ("[a](../../content/articles/a.md)", "[a](../../content/articles/a.md)"),
        ("[a](/articles/a.md)", "[a](/articles/b.md)"),
        ("[a](/articles/a/)", "[a](/articles/b/)"),
        ("[a](/articles/a#part)", "[a](/articles/b#part)"),
        ("[a](a/)", "[a](b/)"),
        ("[a](%61.md)", "[a](b.md)"),
        (
            "[a](https://blog.example/articles/a/?x=1&amp;y#part)",
            "[a](https://blog.example/articles/b/?x=1&amp;y#part)",
        ),
        ("<https://blog.example/articles/a/#part>", "<https://blog.example/articles/b/#part>"),
        ("See https://blog.example/articles/a/.", "See https://blog.example/articles/b/."),
        ("[a][r], [r][], [r]\n\n[r]: a.md 'T'", "[a][r], [r][], [r]\n\n[r]: b.md 'T'"),
        ("![p](a/p%20q.png)", "![p](a/p%20q.png)"),
        ('<a href="a.md#part">x</a>', '<a href="b.md#part">x</a>'),
        ("<a href='/articles/a/?x=1&amp;y'>x</a>", "<a href='/articles/b/?x=1&amp;y'>x</a>"),
        ("<a href=/articles/a/>x</a>", "<a href=/articles/b/>x</a>"),
        ("[a](\n  a.md\n  'T')", "[a](\n  b.md\n  'T')"),
        ("> [a](<a.md>\n> 'T')", "> [a](<b.md>\n> 'T')"),
        ("> [r]\n>\n> [r]:\n>   a.md", "> [r]\n>\n> [r]:\n>   b.md"),
        ("> [a](\n> a.md)", "> [a](\n> b.md)"),
        ("[r\\]: x]\n\n[r\\]: x]: a.md", "[r\\]: x]\n\n[r\\]: x]: b.md"),
        ("[a\\](a.md)](a.md '](a.md)')", "[a\\](a.md)](b.md '](a.md)')"),
        ("[`](a.md)`](a.md)", "[`](a.md)`](b.md)"),
        ("![a](a.md)", "![a](b.md)"),
        ("### [a](a.md) ###", "### [a](b.md) ###"),
        ("~~**[a](a.md)**~~", "~~**[a](b.md)**~~"),
        ("<a href=' a.md '>x</a>", "<a href=' b.md '>x</a>"),
        ("<blockquote cite='a.md'>x</blockquote>", "<blockquote cite='b.md'>x</blockquote>"),
        ("<img srcset='a.md 1x,a.md 2x'>", "<img srcset='b.md 1x,b.md 2x'>"),
        ("> <p>\n> <a href='a.md'>x</a></p>", "> <p>\n> <a href='b.md'>x</a></p>"),
        ("[^1]\n\n[^1]: See [a](a.md).", "[^1]\n\n[^1]: See [a](b.md)."),
        ("- [a](a.md)\n  - [b](a.md)", "- [a](b.md)\n  - [b](b.md)"),
        ("| x |\n| --- |\n| [a](a.md) |", "| x |\n| --- |\n| [a](b.md) |"),
        ("[![p](/images/p.png)](a.md)", "[![p](/images/p.png)](b.md)"),
    ],
)
def test_a_link_to_it_changes_in_its_path_alone(before: str, after: str) -> None:
    files = moved({A: text(), C: text(before + "\n", "c")}, "a", "b")
    assert body_of(files, C) == after


@pytest.mark.parametrize(
    "body",
    [
        "`[a](a.md)`",
        "```md\n[a](a.md)\n```",
        "    [a](a.md)",
        "[a](https://elsewhere.example/articles/a/)",
        "[a](/articles/first/)",
        "[a](/articles/a-b/), [b](ab.md), [c](a.mdx)",
        "<!-- [a](a.md) -->",
        "[a]: a.md",
        "\\[a](a.md)",
        "[a](#a)",
    ],
)
def test_what_leads_elsewhere_or_is_no_link_stays(body: str) -> None:
    source = text(fields="aliases: [/articles/first/]\n")
    files = moved({A: source, C: text(body + "\n", "c")}, "a", "b")
    assert body_of(files, C) == body.strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[c](c.md)", "[c](../c.md)"),
        ("[c](./c.md#x)", "[c](../c.md#x)"),
        ("![p](../images/p%20q.png)", "![p](../../images/p%20q.png)"),
        ("![p](<../images/p q.png>)", "![p](<../../images/p q.png>)"),
        ("[me](a.md#x)", "[me](index.md#x)"),
        ("[me](/articles/a/#x)", "[me](/articles/b/#x)"),
        ("[me](#x)", "[me](#x)"),
        ("[me](?q)", "[me](?q)"),
        ("[home](/)", "[home](/)"),
        ("[up](.)", "[up](../)"),
        ("[gone](gone.md)", "[gone](../gone.md)"),
        ("![p](a/p.png)", "![p](../a/p.png)"),
        (
            "<img src='../images/p.png' srcset='../images/p.png 1x, ../images/q.png 2x'>",
            "<img src='../../images/p.png' srcset='../../images/p.png 1x, ../../images/q.png 2x'>",
        ),
    ],
)
def test_its_own_links_follow_when_a_file_becomes_a_folder_and_back(
    before: str, after: str
) -> None:
    files = moved({A: text(before + "\n"), C: text(name="c")}, "a", "b/")
    assert body_of(files, "content/articles/b/index.md") == after
    back = moved(files, "b", "a.md")
    assert body_of(back, A) in (before, before.replace("./c", "c").replace("(.)", "(./)"))


def test_the_files_of_a_folder_go_with_it_and_links_to_them_follow() -> None:
    files = {
        "content/articles/a/index.md": text("![p](p.png) ![q](/articles/a/sub/q%20r.png)\n"),
        "content/articles/a/p.png": "p",
        "content/articles/a/sub/q r.png": "q",
        C: text("![p](a/p.png) ![q](<a/sub/q r.png>) [a](a/)\n", "c"),
        "content/articles/d/index.md": text(
            "![p](../a/p.png)\n", "d", "aliases: [/articles/a/d/]\n"
        ),
        "content/articles/e.md": text("[d](a/d/)\n", "e"),
    }
    done = moved(files, "a", "b")
    assert body_of(done, "content/articles/b/index.md") == (
        "![p](p.png) ![q](/articles/b/sub/q%20r.png)"
    )
    assert body_of(done, C) == "![p](b/p.png) ![q](<b/sub/q r.png>) [a](b/)"
    assert body_of(done, "content/articles/d/index.md") == "![p](../b/p.png)"
    assert body_of(done, "content/articles/e.md") == "[d](a/d/)"
    assert {path for path in done if path.endswith(".png")} == {
        "content/articles/b/p.png",
        "content/articles/b/sub/q r.png",
    }


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_the_picture_of_an_article_follows(quote: str) -> None:
    image = f"image:\n  src: {quote}a/p.png{quote} # the\n  alt: A picture\n"
    files = {
        "content/articles/a/index.md": text(fields=image.replace("a/p", "p")),
        "content/articles/a/p.png": "p",
        C: text(name="c", fields=image),
    }
    done = moved(files, "a", "b")
    assert f"  src: {quote}b/p.png{quote} # the\n" in fields_of(done, C)
    assert f"  src: {quote}p.png{quote} # the\n" in fields_of(done, "content/articles/b/index.md")


def test_links_between_articles_and_pages_follow() -> None:
    files = {
        "content/pages/who/index.md": page("[a](../../articles/a.md), [self](../who/index.md)\n"),
        A: text("[who](/who/), [file](../pages/who/index.md), [way](../who/#x)\n"),
    }
    done = moved(files, "who", "us.md")
    assert body_of(done, "content/pages/us.md") == "[a](../articles/a.md), [self](us.md)"
    assert body_of(done, A) == "[who](/us/), [file](../pages/us.md), [way](../us/#x)"


@pytest.mark.parametrize(
    "body",
    [
        "<img srcset='a/p.png?x=1&amp;y 1x, a/q.png 2x'>",
        "[a](&#97;/index.md)",
        "[a](a/index.md&#35;part)",
        "[a](\\./a/)",
        "[a](a/\\#part)",
        "[a](.\\\\a\\\\)",
        '<a HREF="/articles/&#97;/">x</a>',
        "[out](../../out.md)",
    ],
)
def test_a_destination_that_cannot_be_changed_safely_is_named(body: str) -> None:
    own = "out" in body
    files = {
        "content/articles/a/index.md" if not own else A: text(body + "\n" if own else "Words.\n"),
        C: text("Words.\n" if own else body + "\n", "c"),
    }
    with pytest.raises(
        MoveError, match=r"`content/articles/[ac].md`, line [0-9]+: the link to `.*` would"
    ):
        planned(files, "a", "b/" if own else "b")


def test_line_ends_and_a_byte_that_is_no_concern_stay() -> None:
    body = "Žluťoučký “kůň” [a](a.md)\t\r\n\r\n漢字 😀 [a](a.md)  \r\n"
    source = text(body, "c").replace("\n", "\r\n").replace("\r\r", "\r").encode()
    files = moved({A: text(), C: source}, "a", "b")
    assert files[C] == source.replace(b"a.md", b"b.md")


# --- any blog ---

SLUGS = ("a", "b", "c-d")
DESTINATIONS = st.sampled_from(
    [
        "{0}.md",
        "./{0}.md",
        "../articles/{0}.md",
        "{0}/index.md",
        "../{0}/index.md",
        "../{0}.md",
        "/articles/{0}/",
        "/articles/{0}",
        "/articles/{0}.md",
        "https://blog.example/articles/{0}/",
        "{0}/",
        "../{0}/",
        "{0}/p%20q.png",
        "../{0}/p.png",
        "/articles/{0}/p.png",
        "p.png",
        "../images/i.png",
        "../../images/i.png",
        "/images/i.png",
        "./",
        "..",
        "index.md",
        "%2e/{0}.md",
        "&#46;/{0}.md",
        "/about/",
        "../pages/about.md",
        "../../pages/about.md",
        "https://elsewhere.example/{0}/",
        "gone.md",
        "",
    ]
)
ENDS = st.sampled_from(["", "#part", "?x=1", "?x=1&amp;y=2#part"])
LINKS = st.sampled_from(
    [
        "[t]({0})",
        "[t](<{0}> 'T')",
        "![t]({0})",
        '<a href="{0}">t</a>',
        "<img src='{0}' alt='t'>",
        "[![i](/images/i.png)]({0})",
        '> - [t]({0} "T")',
        "`[t]({0})`",
        "[t][r{1}]\n\n[r{1}]: {0} 'T'",
        "```md\n[t]({0})\n```",
        "| [t]({0}) |\n| --- |\n| {0} |",
    ]
)


@st.composite
def blogs(draw: st.DrawFn) -> dict[str, bytes]:
    files: dict[str, bytes] = {"content/images/i.png": b"i"}
    for slug in SLUGS:
        lines = []
        for number in range(draw(st.integers(0, 4))):
            written = draw(DESTINATIONS).format(draw(st.sampled_from(SLUGS))) + draw(ENDS)
            lines.append(draw(LINKS).format(written, number))
        form = draw(st.sampled_from(FORMS))
        fields = draw(
            st.sampled_from(
                [
                    "",
                    f"aliases: [/articles/was-{slug}/]\n",
                    f"aliases:\n  - /x-{slug}/ # x\n",
                    f"guid: urn:{slug}\n",
                    "image: {src: ../images/i.png, alt: I}\n",
                ]
            )
        )
        source = text("\n\n".join(lines) + "\n\n## Part\n", slug, fields)
        if draw(st.booleans()):
            source = source.replace("\n", "\r\n")
        files[f"content/articles/{form.format(slug=slug)}"] = source.encode()
        if "index" in form and draw(st.booleans()):
            files[f"content/articles/{slug}/p.png"] = b"p"
    files["content/pages/about.md"] = page("[a](/articles/a/) [b](../articles/b.md)\n").encode()
    return files


def leads(files: Files, rename: Way | None = None) -> dict[str, list[tuple[str, str, str]]]:
    """Where every link of every file leads; with a way, as it should once that is gone."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for path, summary in summaries(files, settings()).items():
        targets = []
        for reference in summary.references:
            target = resolve(reference.destination or "#", path)
            site_path = target.site_path
            if rename is not None:
                site_path = _renamed(site_path, rename)
            targets.append((site_path, target.query, target.fragment))
        found[rename.after(path) if rename else path] = targets
    return found


def _renamed(site_path: str, rename: Way) -> str:
    old, new = (re.sub(r"(/index)?\.md$", "", path)[7:] for path in rename)
    if site_path.rstrip("/") == old:
        return new + site_path[len(old) :]
    if rename.folders and site_path.startswith(old + "/"):
        return new + site_path[len(old) :]
    return site_path


def _frame(files: Files, path: str, config: Settings) -> list[bytes]:
    """The bytes between the destinations, aliases and guid apart."""
    summary, data = look(config, path, files[path]), files[path]
    spans = sorted({each.span for each in summary.references})
    edges = [0, *(edge for span in spans for edge in span), len(data)]
    parts = [data[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
    return [re.sub(rb"(?m)^(aliases|guid):.*\n((  - .*|\s+\[\])\n)*", b"", part) for part in parts]


@given(blogs(), st.sampled_from(SLUGS), st.sampled_from(["e", "e.md", "e/"]))
def test_every_link_of_any_blog_leads_where_it_led(
    files: dict[str, bytes], slug: str, new: str
) -> None:
    config = settings()
    done, refused = None, ""
    try:
        done = planned(files, slug, new)
    except MoveError as error:
        refused = str(error)
    if done is None:
        assert re.search("cannot become a file|would have to change", refused)
        return
    after = moved(files, slug, new)
    assert leads(after) == leads(files, done.way)
    known, then = summaries(files, config), summaries(after, config)
    for path, summary in known.items():
        again = then[done.way.after(path)]
        assert again.guid == summary.guid
        was = () if path != done.way.old else (summary.site_path,)
        assert again.aliases == (*summary.aliases, *was)
        assert _frame(after, again.path, config) == _frame(files, path, config)
    back = moved(after, "e", done.way.old)
    assert leads(back) == leads(files)
    home = summaries(back, config)[done.way.old]
    assert home.guid == known[done.way.old].guid
    assert home.aliases == (*known[done.way.old].aliases, "/articles/e/")


@given(st.lists(st.sampled_from(["a", "e", "f", "e/", "f.md", "a.md"]), max_size=6), blogs())
def test_every_address_it_ever_had_leads_to_it_and_its_guid_never_changes(
    names: list[str], files: dict[str, bytes]
) -> None:
    config, name, now = settings(), "a", files
    first = next(each for each in summaries(files, config).values() if each.slug == "a")
    had = {first.site_path, *first.aliases}
    for new in names:
        try:
            now = moved(now, name, new)
        except MoveError:  # it is its name already, or the links do not allow it
            continue
        name = new.rstrip("/").removesuffix(".md")
        own = next(each for each in summaries(now, config).values() if each.slug == name)
        had.add(own.site_path)
        assert own.guid == first.guid
        assert {own.site_path, *own.aliases} == had
        assert len(own.aliases) == len(had) - 1


# --- on the disk ---


def job(root: Path) -> Job:
    config = load_settings(root)
    return Job(root, config, selection(RULES, config), NOW)


def prepared(root: Path, old: str = "a", new: str = "b") -> Plan:
    return prepare(job(root), old, new, lambda path: path)


def tree(root: Path) -> dict[str, bytes | None]:
    """Everything below a blog's content, hidden files too; a folder has no bytes."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted((root / "content").rglob("*"))
    }


FOLDER = "content/articles/f/index.md"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        A: text("See [c](c.md).\n"),
        C: text("See [a](a.md) and [f](f/index.md) and [the plan](f/plan.txt).\n", "c"),
        FOLDER: text("See [a](../a.md) and [the plan](plan.txt).\n", "f"),
        "content/articles/f/plan.txt": b"A plan.\n",
        "content/pages/about.md": page("See [a](/articles/a/).\n"),
    }
    return make_blog(tmp_path / "blog", files)


MOVES = [("a", "b"), ("a", "b/"), ("f", "g"), ("a", "a/"), ("about", "us"), ("about", "us/")]


@pytest.mark.parametrize(("old", "new"), MOVES)
def test_what_is_planned_is_what_is_stored(blog: Path, old: str, new: str) -> None:
    before = tree(blog)
    done = prepared(blog, old, new)
    store(blog, done)
    renamed = {done.renamed.get(path, path): data for path, data in before.items() if data}
    stored = {path: data for path, data in tree(blog).items() if data is not None}
    assert stored == {**renamed, **done.after}
    folders = {each.as_posix() for path in stored for each in Path(path).parents}
    assert {path for path, data in tree(blog).items() if data is None} == folders - {"content", "."}


def test_a_moved_file_keeps_its_mode(blog: Path) -> None:
    (blog / A).chmod(0o640)
    store(blog, prepared(blog))
    assert (blog / B).stat().st_mode & 0o777 == 0o640


def test_a_folder_that_empties_goes_and_its_parents_too(tmp_path: Path) -> None:
    deep = "content/articles/2024/Old/index.md"
    root = make_blog(tmp_path, {deep: text(), C: text("[a](2024/Old/)\n", "c")})
    done = prepared(root, deep, "b.md")
    assert done.alias == ""  # a name that stops a build was never online
    store(root, done)
    assert sorted(tree(root)) == ["content/articles", B, C]
    assert body_of({C: (root / C).read_bytes()}, C) == "[a](b/)"


def test_a_name_that_the_settings_allow_was_online_and_gets_its_alias(tmp_path: Path) -> None:
    root = make_blog(tmp_path, {"content/articles/Old_One.md": text()})
    assert prepared(root, "Old_One").alias == ""
    with (root / "pyproject.toml").open("a") as file:
        file.write('ignore = ["FM016"]\n')
    done = prepared(root, "Old_One")
    assert done.alias == "/articles/Old_One/"
    assert "aliases: [/articles/Old_One/]\n" in fields_of(done.after, B)


def test_errors_that_stand_are_no_obstacle_and_are_left_alone(blog: Path) -> None:
    (blog / "content/articles/d.md").write_bytes(b"no \xff article")
    (blog / C).write_text(text("See [gone](gone.md), [b](b.md#x) and [a](a.md#gone).\n", "c"))
    store(blog, prepared(blog))
    assert body_of({C: (blog / C).read_bytes()}, C) == (
        "See [gone](gone.md), [b](b.md#x) and [a](b.md#gone)."
    )


CALLS = {
    "link": os,
    "fsync": os,
    "rename": Path,
    "replace": Path,
    "mkdir": Path,
    "rmdir": Path,
    "read_bytes": Path,
    "chmod": Path,
}


class Failing:
    """Lets the n-th call of anything that touches the disk fail, and the others through."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
        self.left, self.failed = number, ""
        for name, owner in CALLS.items():
            patch.setattr(owner, name, self._wrapped(name, getattr(owner, name), error))

    def _wrapped(self, name: str, real: Any, error: BaseException) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                self.failed = name
                raise error
            return real(*arguments, **named)

        return call


@pytest.mark.parametrize(("old", "new"), [("a", "b"), ("a", "b/"), ("f", "g"), ("about", "us/")])
def test_whatever_fails_leaves_everything_as_it_was(
    blog: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    before, done = tree(blog), prepared(blog, old, new)
    seen = set()
    for number in range(1, 200):
        with monkeypatch.context() as patch:
            failing = Failing(patch, number, OSError(28, "No space left on device"))
            try:
                store(blog, done)
            except MoveError as error:
                said = str(error)
            else:
                said = ""
        if not failing.failed:
            break
        assert not said or re.search("No space left on device.*othing was moved", said)
        if failing.failed == "link":  # a copy does as well
            undo = prepared(blog, new.rstrip("/"), done.way.old)
            assert undo.way.new == done.way.old
            make_blog(blog, {path: data for path, data in before.items() if data is not None})
            for path in sorted(set(tree(blog)) - set(before), reverse=True):
                file = blog / path
                file.rmdir() if file.is_dir() else file.unlink()
        seen.add(failing.failed)
        assert tree(blog) == before, failing.failed
    assert {"fsync", "rename", "replace", "read_bytes", "chmod"} <= seen
    assert tree(blog) != before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_an_interrupt_in_the_middle_leaves_everything_as_it_was(
    blog: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before, done = tree(blog), prepared(blog)
    for number in range(1, 30):
        with monkeypatch.context() as patch:
            failing = Failing(patch, number, error)
            if failing.left:
                try:
                    store(blog, done)
                except type(error):
                    pass
                else:
                    break
        assert tree(blog) == before, failing.failed
    assert tree(blog) != before


def test_what_cannot_be_put_back_is_said_and_the_old_texts_are_kept(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, done = tree(blog), prepared(blog)
    real, calls = os.replace, []

    def fail(*arguments: Any, **named: Any) -> None:
        calls.append(arguments)
        if len(calls) > 1:
            raise OSError(5, "Input/output error", "x")
        real(*arguments, **named)

    monkeypatch.setattr(Path, "replace", fail)
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(
        MoveError, match=r"could not be put back: Input/output error\. The old texts"
    ):
        store(blog, done)
    kept = [data for path, data in tree(blog).items() if path.endswith("-old")]
    assert sorted(filter(None, kept)) == sorted(done.before.values())
    assert tree(blog) != before


SIGNALLED = """
import os, signal, sys
from pathlib import Path
from tests.test_move import prepared
from pipeline.move.storing import store
root, number, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
done = prepared(root)
def hook(event, arguments):
    global count
    if event in ("os.rename", "os.link", "os.mkdir", "os.chmod"):
        count -= 1
        if count == 0:
            os.kill(os.getpid(), number)
sys.addaudithook(hook)
store(root, done)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")
@pytest.mark.parametrize("count", [1, 5, 7, 9])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_process_that_is_told_to_end_puts_everything_back(
    blog: Path, name: str, count: int
) -> None:
    before, number = tree(blog), int(getattr(signal, name))
    run = subprocess.run(
        [sys.executable, "-c", SIGNALLED, str(blog), str(number), str(count)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=False,
    )
    assert run.returncode in (128 + number, -number)
    assert tree(blog) == before


def test_a_file_that_changes_meanwhile_is_refused(blog: Path) -> None:
    done = prepared(blog)
    (blog / C).write_bytes((blog / C).read_bytes() + b"More.\n")
    before = tree(blog)
    with pytest.raises(
        MoveError, match=r"`content/articles/c.md` was changed meanwhile, so nothin"
    ):
        store(blog, done)
    assert tree(blog) == before


def test_a_read_only_file_is_refused(blog: Path) -> None:
    (blog / C).chmod(0o444)
    before = tree(blog)
    with pytest.raises(MoveError, match=r"`content/articles/c.md` is read-only, so nothing was"):
        store(blog, prepared(blog))
    assert tree(blog) == before


@pytest.mark.parametrize("name", ["b.md", "b", "B.MD", "B"])
def test_a_name_that_something_has_on_the_disk_is_refused(blog: Path, name: str) -> None:
    (blog / "content/articles" / name).mkdir()
    for new in ("b", "b/"):
        with pytest.raises(MoveError, match=rf"`content/articles/{name}` is there already"):
            codeloom_store(blog, new)


def codeloom_store(blog: Path, new: str) -> None:
    config = load_settings(blog)
    sources = (A, C, FOLDER, "content/pages/about.md")
    ground = Ground(sources, config.base_url, lambda path: path)
    asked = find_way("a", new, ground)
    data = (blog / A).read_bytes()
    done = Plan(asked, {A: asked.new}, {A: data}, {asked.new: data}, 0, 0, "", "", False, ())
    store(blog, done)


def test_a_hidden_file_keeps_a_folder_from_becoming_a_file(blog: Path) -> None:
    (blog / "content/articles/f/plan.txt").unlink()
    (blog / "content/articles/f/.hidden").write_bytes(b"")
    (blog / C).write_text(text("See [a](a.md).\n", "c"))
    (blog / FOLDER).write_text(text("See [a](../a.md).\n", "f"))
    with pytest.raises(MoveError, match=r"`content/articles/f` holds `.hidden` too"):
        store(blog, prepared(blog, "f", "g.md"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    ("link", "target", "said"),
    [
        ("content/articles/d.md", "a.md", "`content/articles/d.md` is a symbolic link"),
        ("content/images/x", "../articles/a.md", "`content/images/x` is a symbolic link, in what"),
    ],
)
def test_symbolic_links_that_would_break_are_refused(
    blog: Path, link: str, target: str, said: str
) -> None:
    (blog / link).parent.mkdir(exist_ok=True)
    (blog / link).symlink_to(target)
    before = tree(blog)
    with pytest.raises(MoveError, match=re.escape(said)):
        store(blog, replace(prepared(blog)))
    assert tree(blog) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_an_article_that_is_a_symbolic_link_is_refused(blog: Path) -> None:
    (blog / "content/notes.txt").write_text(text("Words.\n", "d"))
    (blog / "content/articles/d.md").symlink_to("../notes.txt")
    with pytest.raises(MoveError, match=r"`content/articles/d.md` is a symbolic link"):
        store(blog, prepared(blog, "d", "e"))


# --- git ---


@pytest.fixture
def saved(blog: Path) -> Path:
    """The blog, committed."""
    git(blog, "init", "-q")
    git(blog, "add", "-A")
    git(blog, "commit", "-q", "-m", "All")
    return blog


@pytest.mark.parametrize("staged", [False, True])
@pytest.mark.parametrize("path", [A, C])
def test_a_file_with_changes_that_are_not_committed_is_refused(
    saved: Path, path: str, staged: bool
) -> None:
    (saved / path).write_bytes((saved / path).read_bytes() + b"More.\n")
    if staged:
        git(saved, "add", path)
    with pytest.raises(
        MoveError, match=rf"`{path}` has changes that are not committed, so nothing"
    ):
        refuse_unsaved(saved, prepared(saved))


def test_a_file_that_git_does_not_know_is_refused(saved: Path) -> None:
    (saved / "content/articles/f/new.png").write_bytes(b"n")
    with pytest.raises(
        MoveError, match=r"`content/articles/f/new.png` is not in git yet, so nothin"
    ):
        refuse_unsaved(saved, prepared(saved, "f", "g"))
    refuse_unsaved(saved, prepared(saved))  # it is no concern of another article


def test_other_files_with_changes_are_no_obstacle_and_the_index_stays(saved: Path) -> None:
    (saved / FOLDER).write_text(text("Nothing of it.\n", "f"))
    (saved / "notes.txt").write_text("x")
    index = (saved / ".git/index").read_bytes()
    done = prepared(saved)
    refuse_unsaved(saved, done)
    store(saved, done)
    assert (saved / ".git/index").read_bytes() == index


@pytest.mark.parametrize(("old", "new"), MOVES)
def test_the_diff_is_one_that_git_applies_and_says_what_is_done(
    saved: Path, old: str, new: str
) -> None:
    before = tree(saved)
    shown = codeloom(saved, "move", old, new, "--diff")
    assert (shown.returncode, tree(saved)) == (1, before)
    done = codeloom(saved, "move", old, new)
    assert done.returncode == 0
    after = {path: data for path, data in tree(saved).items() if data is not None}
    git(saved, "add", "-A")
    git(saved, "reset", "-q", "--hard")
    patch = saved.parent / "patch"
    patch.write_text(shown.stdout, newline="\n")
    git(saved, "apply", str(patch))
    assert {path: data for path, data in tree(saved).items() if data is not None} == after


@pytest.mark.parametrize(
    ("old", "new"), [("a", "b"), ("f", "g"), ("content/articles/My odd Póst.md", "odd/")]
)
def test_a_diff_with_odd_names_and_line_ends_is_one_that_git_applies(
    saved: Path, old: str, new: str
) -> None:
    odd = text("[a](a.md) [f](f/index.md)\nno end", "o").replace("\n", "\r\n")
    (saved / "content/articles/My odd Póst.md").write_bytes(odd.encode())
    (saved / "content/articles/f/Ein Plan ž.txt").write_bytes(b"x")
    git(saved, "add", "-A")
    git(saved, "commit", "-q", "-m", "More")
    program = (sys.executable, "-m", "pipeline", "move", old, new)
    shown = subprocess.run((*program, "--diff"), cwd=saved, capture_output=True, check=False)
    assert shown.returncode == 1
    subprocess.run(program, cwd=saved, capture_output=True, check=True)
    after = {path: data for path, data in tree(saved).items() if data is not None}
    git(saved, "add", "-A")
    git(saved, "reset", "-q", "--hard")
    patch = saved.parent / "patch"
    patch.write_bytes(shown.stdout)
    git(saved, "apply", str(patch))
    assert {path: data for path, data in tree(saved).items() if data is not None} == after


# --- the command ---


def test_the_command_says_what_it_did_and_what_is_left(blog: Path) -> None:
    with (blog / "pyproject.toml").open("a") as file:
        file.write('date_corrections = ["/articles/a/"]\nbaseline = "accepted.json"\n')
        file.write(
            f'[tool.codeloom.per_file_ignores]\n"{A}" = ["LK003"]\n"content/*" = ["LK003"]\n'
        )
    (blog / "accepted.json").write_text(
        '{"version": 1, "files": {"content/articles/a.md": {"RD002": {"0": 1}}}}'
    )
    run = codeloom(blog, "move", "a", "b")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == (
        "`content/articles/a.md` was moved to `content/articles/b.md`; 3 links in 3 files were "
        "mended. Its old address `/articles/a/` leads to it.\n"
        "per_file_ignores names it by its old path, as `content/articles/a.md`: write "
        "`content/articles/b.md` there.\n"
        "`accepted.json` accepts findings of what has changed: look at `codeloom check`, then "
        "write it anew with `codeloom check --write-baseline accepted.json`.\n"
        "date_corrections names `/articles/a/`: write `/articles/b/` there.\n"
    )


@pytest.mark.parametrize(
    ("source", "new", "said"),
    [
        (
            text(draft=True),
            "b",
            (
                "`content/articles/a.md` would be moved to `content/articles/b.md`. It is a draft, "
                "so no reader knows where it was: it gets no alias."
            ),
        ),
        (
            text(),
            "a/",
            "`content/articles/a.md` would be moved to `content/articles/a/index.md`.",
        ),
        (
            text("[me](a.md)\n", fields="aliases: [/articles/b/]\n"),
            "b",
            (
                "`content/articles/a.md` would be moved to `content/articles/b.md`; 1 link in 1 "
                "file would be mended. Its old address `/articles/a/` would lead to it. Its guid "
                "stays `/articles/b/`, and is written out now."
            ),
        ),
    ],
)
def test_what_becomes_of_the_address_is_said(source: str, new: str, said: str) -> None:
    done = planned({A: source}, "a", new)
    assert [*told(done, settings(), NO_BASELINE, done=False)] == [said]


def test_a_diff_shows_all_of_it_and_writes_nothing(blog: Path) -> None:
    before = tree(blog)
    run = codeloom(blog, "move", "f", "g", "--diff")
    assert (run.returncode, tree(blog)) == (1, before)
    assert "rename from content/articles/f/plan.txt\nrename to content/articles/g/plan.txt\n" in (
        run.stdout
    )
    assert "+aliases: [/articles/f/]\n" in run.stdout
    assert run.stderr == (
        "`content/articles/f` would be moved to `content/articles/g`; 2 links in 1 file would be "
        "mended. Its old address `/articles/f/` would lead to it.\n"
    )


def test_trouble_is_one_sentence_and_nothing_is_written(blog: Path) -> None:
    before = tree(blog)
    for arguments in (("nope", "b"), ("a", "c"), ("a", "No Good"), ("../x.md", "b")):
        run = codeloom(blog, "move", *arguments)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr.startswith("codeloom: ")
        assert len(run.stderr.splitlines()) == 1
    assert tree(blog) == before


def test_c_starts_in_another_folder(blog: Path) -> None:
    run = codeloom(blog.parent, "move", "-C", "blog/content/articles", "a.md", "b.md")
    assert run.returncode == 0
    assert (blog / B).exists()
    again = codeloom(blog.parent, "-C", "blog", "move", "content/articles/b.md", "a")
    assert again.returncode == 0
    assert again.stderr.endswith("Its guid stays `/articles/a/`, and is written out now.\n")
