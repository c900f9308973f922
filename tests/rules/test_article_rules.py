"""The rules across articles: TX001 to TX003."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Corpus, Finding, Inventory, Related, Span
from pipeline.rules.articles import duplicate_description, duplicate_identity, duplicate_title
from tests.rules.examples import NOW, SETTINGS, article, findings, marked

Found = tuple[str, str, str]


def blog(**front_matter: str) -> dict[str, bytes]:
    """Articles by slug, with front matter of their own; `__` is a folder, `_` a hyphen."""
    return {
        (path := _path(slug)): article(path, front_matter=fields).encode()
        for slug, fields in front_matter.items()
    }


def _path(slug: str) -> str:
    return f"content/articles/{slug.replace('__', '/').replace('_', '-')}.md"


def said(code: str, files: dict[str, bytes]) -> list[Found]:
    """Path, bytes and message of each finding of one rule."""
    return [
        (path.removeprefix("content/articles/"), _cut(files[path], finding.span), finding.message)
        for found, path, finding in findings(files)
        if found == code
    ]


def _cut(data: bytes, span: Span | None) -> str:
    return data[span.start : span.end].decode() if span else ""


# --- TX001: duplicate-identity -------------------------------------------------------------------


def taken(what: str, owner: str) -> str:
    return f"The {what} belongs to {owner} already."


A, B = "`content/articles/a.md`", "`content/articles/b.md`"
ITSELF, THE_BLOG = "this article itself", "the blog itself"


CLASHES = [
    pytest.param(
        {"a": "", "a__index": ""},
        [
            (
                "a/index.md",
                "",
                taken("address `/articles/a/`", A),
            )
        ],
        id="a file and a folder",
    ),
    pytest.param(
        {"queue": "", "Queue": ""},
        [
            (
                "queue.md",
                "",
                taken("address `/articles/queue/`", "`content/articles/Queue.md`"),
            )
        ],
        id="case",
    ),
    pytest.param(
        {"a": "aliases: [/articles/b/]\n", "b": ""},
        [
            (
                "a.md",
                "/articles/b/",
                taken("alias `/articles/b/`", B),
            )
        ],
        id="an alias of an earlier one and the file of a later one",
    ),
    pytest.param(
        {"a": "", "b": "aliases: [/old/, /Articles/A]\n"},
        [
            (
                "b.md",
                "/Articles/A",
                taken("alias `/Articles/A`", A),
            )
        ],
        id="case and the last slash",
    ),
    pytest.param(
        {"a": "aliases: [/old/]\n", "b": "aliases: [/OLD/index.html]\n"},
        [
            (
                "b.md",
                "/OLD/index.html",
                taken("alias `/OLD/index.html`", A),
            )
        ],
        id="two aliases",
    ),
    pytest.param(
        {"a": "aliases: [/articles/a/]\n"},
        [
            (
                "a.md",
                "/articles/a/",
                taken("alias `/articles/a/`", ITSELF),
            )
        ],
        id="its own address",
    ),
    pytest.param(
        {"a": "aliases: [/old/, /Old/]\n"},
        [("a.md", "/Old/", taken("alias `/Old/`", ITSELF))],
        id="listed twice",
    ),
    pytest.param(
        {"a": "aliases: [/feed.xml]\n", "b": "aliases: [/categories/python/]\n"},
        [
            (
                "a.md",
                "/feed.xml",
                taken("alias `/feed.xml`", THE_BLOG),
            ),
            (
                "b.md",
                "/categories/python/",
                taken("alias `/categories/python/`", THE_BLOG),
            ),
        ],
        id="a page of the blog",
    ),
    pytest.param(
        {
            "a": "aliases: [/feed.json, /subscribe]\n",
            "b": "aliases: [/Categories/Python/Feed.xml]\n",
        },
        [
            ("a.md", "/feed.json", taken("alias `/feed.json`", THE_BLOG)),
            ("a.md", "/subscribe", taken("alias `/subscribe`", THE_BLOG)),
            (
                "b.md",
                "/Categories/Python/Feed.xml",
                taken("alias `/Categories/Python/Feed.xml`", THE_BLOG),
            ),
        ],
        id="a feed, or the page of the feeds",
    ),
    pytest.param(
        {"a": "guid: x\n", "b": "guid: x\n", "c": "guid: x\n"},
        [
            ("b.md", "x", taken("guid `x`", A)),
            ("c.md", "x", taken("guid `x`", A)),
        ],
        id="guids",
    ),
    pytest.param(
        {"a": "guid: https://blog.example/articles/b/\n", "b": ""},
        [
            (
                "a.md",
                "https://blog.example/articles/b/",
                taken("guid `https://blog.example/articles/b/`", B),
            )
        ],
        id="a written guid and one that follows from an address",
    ),
    pytest.param(
        {"a": "guid: https://blog.example/old/\n", "b": "aliases: [/old/]\n"},
        [
            (
                "a.md",
                "https://blog.example/old/",
                taken("guid `https://blog.example/old/`", B),
            )
        ],
        id="a written guid and one that follows from an alias",
    ),
    pytest.param(
        {"a": "draft: true\naliases: [/old/]\n", "b": "aliases: [/old/]\n"},
        [("a.md", "/old/", taken("alias `/old/`", B))],
        id="a draft gives way",
    ),
]


@pytest.mark.parametrize(("articles", "expected"), CLASHES)
def test_what_is_taken_is_named_with_both_files(
    articles: dict[str, str], expected: list[Found]
) -> None:
    assert said("TX001", blog(**articles)) == expected


def test_nothing_else_is_said_of_two_articles_in_one_place() -> None:
    found = findings(blog(a="", a__index="title: Another Title\ndescription: D" + 60 * "d" + "\n"))
    assert [(code, path) for code, path, _ in found] == [("TX001", "content/articles/a/index.md")]


def test_the_first_claim_is_related() -> None:
    plain, (guid,) = marked(article("content/articles/a.md", front_matter="guid: «x»\n"))
    other, (second,) = marked(article("content/articles/b.md", front_matter="guid: «x»\n"))
    files = {"content/articles/a.md": plain.encode(), "content/articles/b.md": other.encode()}
    assert findings(files) == [
        (
            "TX001",
            "content/articles/b.md",
            Finding(
                second,
                taken("guid `x`", A),
                "Give one of the two a guid of its own. One that was published keeps what it has: "
                "then it is the other.",
                (Related(guid, "the first one is here", "content/articles/a.md"),),
                path="content/articles/b.md",
            ),
        )
    ]


def test_a_file_that_is_first_is_related_at_its_opening_fence() -> None:
    ((_, path, finding),) = [
        each for each in findings(blog(a="", a__index="")) if each[0] == "TX001"
    ]
    assert path == "content/articles/a/index.md"
    assert finding.span is None
    first = Related(Span(0, 3), "the first one is here", "content/articles/a.md")
    assert finding.related == (first,)


APART = [
    {"a": "", "b": "", "a_b": "", "a__b": ""},
    {"a": "aliases: [/old/, /older/]\n", "b": "aliases: [/oldest/, /articles/c/]\n"},
    {"a": "guid: x\n", "b": "guid: X\n"},
    {"a": "guid: https://blog.example/articles/a/\n", "b": ""},
    {"a": "guid: https://blog.example/old/\naliases: [/old/]\n", "b": ""},
    {"a": "aliases: [/articles/a/b/]\n", "b": "aliases: [/a/]\n"},
    {"a": "aliases: [/categories/web/, /feed, /index/]\n"},
    {"a": "aliases: [/categories/web/feed.xml, /tags/x/feed.xml, /categories/python/rss]\n"},
    {"a": "guid: 3\naliases: {}\n", "b": "guid: 4\naliases: 5\n"},
]


@pytest.mark.parametrize("articles", APART)
def test_articles_that_can_be_told_apart_are_left_alone(articles: dict[str, str]) -> None:
    assert said("TX001", blog(**articles)) == []


@pytest.mark.parametrize("alias", ["/pagefind", "/pagefind/x/", "/Pagefind/pagefind.js"])
def test_no_alias_lies_in_the_folder_of_the_search(alias: str) -> None:
    assert len(said("TX001", blog(a=f"aliases: [{alias}]\n"))) == 1
    assert said("TX001", blog(a=f"aliases: [/old{alias}, /pagefinder/]\n")) == []


@pytest.mark.parametrize("alias", ["/con/", "/old/NUL", "/aux.html", "/com1.d/x/"])
def test_no_alias_is_called_as_a_device(alias: str) -> None:
    said_of = f"The alias `{alias}` has the name of a device in it, and Windows can write no such"
    assert said("TX001", blog(a=f"aliases: [{alias}]\n")) == [("a.md", alias, f"{said_of} file.")]


def test_an_alias_may_have_the_name_of_a_device_as_a_part_of_its_own() -> None:
    assert said("TX001", blog(a="aliases: [/console/, /con-artists/, /my.con/, /com/]\n")) == []


def test_no_alias_is_the_address_of_a_file_that_is_published() -> None:
    files = blog(a="aliases: [/files/Data.csv, /files/spare.csv, /files/a.png, /b.md]\n")
    linking = article("content/articles/b.md", body="[d](../files/data.csv) ![p](/files/a.png)\n")
    files["content/articles/b.md"] = linking.encode()
    for name in ("data.csv", "spare.csv", "a.png"):
        files[f"content/files/{name}"] = b"1,2\n"
    assert said("TX001", files) == [
        ("a.md", "/files/Data.csv", taken("alias `/files/Data.csv`", "`content/files/data.csv`"))
    ]


def test_an_alias_with_a_place_of_its_own_is_named_there() -> None:
    files = blog(a="aliases: [/old/, /articles/b/]\n", b="")
    corpus = _corpus(files)
    first, second = corpus.summaries
    spans = {**first.spans, "aliases.0": Span(5, 6), "aliases.1": Span(7, 8)}
    corpus = replace(corpus, summaries=(replace(first, spans=spans), second))
    found = [finding.span for finding in duplicate_identity.RULE.check(corpus, SETTINGS)]
    assert found == [Span(7, 8)]


def _corpus(files: dict[str, bytes]) -> Corpus:
    from pipeline.examine import summarise
    from pipeline.read import read, source_of

    summaries = (
        summarise(read(*source_of(path, data), SETTINGS), SETTINGS) for path, data in files.items()
    )
    return Corpus(tuple(summaries), Inventory({}, tuple(files)), NOW)


# --- TX002 and TX003: duplicate-title, duplicate-description -------------------------------------

LONG = "A description of some length, which two articles share by mistake, as a copied file does."
ALIKE = [
    ("TX002", "title", "The Same Title", "The Same Title"),
    ("TX002", "title", "The Same Title", "the same TITLE"),
    ("TX002", "title", "The Same Title", '"The  Same\\tTitle "'),
    ("TX002", "title", "Straße", "STRASSE"),
    ("TX003", "description", LONG, LONG),
    ("TX003", "description", LONG, LONG.upper()),
    ("TX003", "description", LONG, f">\n  {LONG.replace(' by ', chr(10) + '  by ')}"),
]


@pytest.mark.parametrize(("code", "field", "one", "two"), ALIKE)
def test_the_same_text_is_named_at_the_later_article(
    code: str, field: str, one: str, two: str
) -> None:
    files = blog(a=f"{field}: {one}\n", b=f"{field}: {two}\n")
    ((found, path, finding),) = findings(files)
    assert (found, path) == (code, "content/articles/b.md")
    assert _cut(files[path], finding.span) == two
    (related,) = finding.related
    assert related.path == "content/articles/a.md"
    assert _cut(files[related.path], related.span) == one


DIFFERENT = [
    {"a": "title: The Same Title\n", "b": "title: The Same Titles\n"},
    {"a": "title: The Same Title\n", "b": "title: The Same-Title\n"},
    {"a": "title: The Same Title\n", "b": "title: The Same Title\ndraft: true\n"},
    {"a": "title: The Same Title\ndraft: true\n", "b": "title: The Same Title\n"},
    {"a": "title: {a: The Same}\n", "b": "title: {a: The Same}\n"},
    {"a": "title: [The Same Title]\n", "b": "title: [The Same Title]\n"},
    {"a": 'title: ""\n', "b": 'title: ""\n'},
    {"a": 'title: "    "\n', "b": 'title: "    "\n'},
    {"a": "title:\n", "b": "title:\n"},
    {"a": f"description: {LONG}\n", "b": f"description: {LONG}!\n"},
    {"a": f"description: {LONG}\n", "b": f"description: {LONG}\ndraft: true\n"},
    {"a": f'title: "{LONG}"\n', "b": f'description: "{LONG}"\n'},
]


@pytest.mark.parametrize("articles", DIFFERENT)
def test_other_texts_drafts_and_wrong_values_are_left_alone(articles: dict[str, str]) -> None:
    files = blog(**articles)
    assert said("TX002", files) + said("TX003", files) == []


def test_of_three_alike_the_second_and_third_point_at_the_first() -> None:
    files = blog(a="title: The Same\n", b="title: The Same\n", c="title: The Same\n")
    assert said("TX002", files) == [
        ("b.md", "The Same", "The title `The Same` is also that of `content/articles/a.md`."),
        ("c.md", "The Same", "The title `The Same` is also that of `content/articles/a.md`."),
    ]


def test_a_long_text_is_shortened_and_a_future_article_counts() -> None:
    files = blog(a=f"description: {LONG}\ndate: 2027-01-05\n", b=f"description: {LONG}\n")
    ((_, _, finding),) = findings(files)
    assert finding.message == (
        f"The description `{LONG[:59]}…` is also that of `content/articles/a.md`."
    )
    assert finding.help == "Write a description that only this article can have."


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [b"", b"---\n", b"---\n- a\n---\n", b"\xff", b"---\ntitle: [\n---\n"]
)
def test_broken_files_beside_each_other_are_no_trouble(text: bytes) -> None:
    files = {"content/articles/a.md": text, "content/articles/b.md": text}
    assert [code for code, _, _ in findings(files) if code.startswith("TX")] == []


def test_a_broken_file_still_has_its_address() -> None:
    files = {**blog(a=""), "content/articles/a/index.md": b"\xff"}
    assert said("TX001", files) == [("a/index.md", "", taken("address `/articles/a/`", A))]


def test_without_any_spans_nothing_crashes() -> None:
    corpus = _corpus(blog(a="title: The Same\nguid: x\n", b="title: The Same\nguid: x\n"))
    bare = tuple(replace(each, spans={"": Span(0, 3)}) for each in corpus.summaries)
    corpus = replace(corpus, summaries=bare)
    for rule in (duplicate_identity.RULE, duplicate_title.RULE, duplicate_description.RULE):
        assert {finding.span for finding in rule.check(corpus, SETTINGS)} <= {Span(0, 3)}
