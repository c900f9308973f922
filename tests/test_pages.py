"""Pages: what they show, in which order, what they tell machines, and what they never do."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser

from pipeline import highlight
from pipeline.model import Body, Section, Site
from pipeline.render import frame as frames
from pipeline.render.articles import article_page
from pipeline.render.frame import assets
from pipeline.render.lists import NEWEST, category_page, home_page
from pipeline.render.notices import not_found_page
from tests.blog import made_article as article
from tests.blog import made_site as site

ATTACK = """</script><script>alert(1)</script>" onload='x' & {{ 7777 * 7777 }} <b>"""
BODY = Body(
    '<h2 id="what-and-why"><a href="#what-and-why">What and Why</a></h2>\n<p>Text.</p>\n',
    (Section(2, "What and Why", "what-and-why"),),
)


def every_page(blog: Site) -> dict[str, bytes]:
    """All pages of a blog, by a name."""
    return {
        "home": home_page(blog),
        "404": not_found_page(blog),
        **{f"article {each.slug}": article_page(each, BODY, blog) for each in blog.articles},
        **{f"category {each.name}": category_page(each, blog) for each in blog.categories},
    }


OLDER = article(
    "older",
    title="An Older Note",
    description="Short, and without a promise.",
    category="C & C++",
    category_path="/categories/c-c-plus-plus/",
    level="",
    minutes=12,
    learn=(),
    prerequisites=(),
    tags=(),
    published=datetime(2025, 12, 31, tzinfo=UTC),
)
BLOG = site(article(), OLDER)
PAGES = every_page(BLOG)
each_page = pytest.mark.parametrize("name", PAGES)


def parse(page: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(page.decode())


def shown(page: bytes) -> list[str]:
    """The text of a page as its reader meets it, a stretch an element."""
    body = parse(page).body
    assert body is not None
    texts = (each.strip() for each in body.text(separator="\n").split("\n"))
    return [each for each in texts if each]


def linked_data(page: bytes) -> Any:
    (script,) = parse(page).css("script")
    return json.loads(script.text())


def meta(page: bytes) -> dict[str, str]:
    """`content` by `name` or `property`."""
    found = {}
    for node in parse(page).css("meta[content]"):
        key = node.attributes.get("property") or node.attributes.get("name")
        if key and key != "theme-color":
            found[key] = node.attributes["content"] or ""
    return found


# --- what a reader meets -------------------------------------------------------------------------


def test_an_article_shows_everything_in_its_order() -> None:
    assert shown(article_page(article(), BODY, site(article()))) == [
        *("Skip to content", "Codeloom", "Career", "Write the Memo First"),
        "Why a page of plain words comes before the first line of code.",
        *("5 January 2026", "· 4 min read · By Ada", "Intermediate", "4 min read"),
        *("What you'll learn", "How to begin", "When to stop", "Prerequisites", "A pen"),
        *("What and Why", "Text."),
        *("Filed under", "Career", "Tags: writing, decisions", "← All articles"),
        *("Practical articles for working developers.", "Subscribe by RSS"),
    ]


def test_an_article_without_promises_makes_none() -> None:
    assert shown(article_page(OLDER, BODY, BLOG)) == [
        *("Skip to content", "Codeloom", "C & C++", "An Older Note"),
        *("Short, and without a promise.", "31 December 2025", "· 12 min read · By Ada"),
        *("What and Why", "Text.", "Filed under", "C & C++", "← All articles"),
        *("Practical articles for working developers.", "Subscribe by RSS"),
    ]


def test_an_update_is_shown_with_its_day() -> None:
    page = article_page(article(updated=datetime(2026, 2, 28, tzinfo=UTC)), BODY, BLOG)
    assert "· 4 min read · By Ada · Updated" in shown(page)
    times = [node.attributes["datetime"] for node in parse(page).css("time")]
    assert times == ["2026-01-05", "2026-02-28"]


def test_a_day_is_the_day_of_the_articles_own_zone() -> None:
    summer = timezone(timedelta(hours=2))
    page = article_page(article(published=datetime(2026, 8, 1, tzinfo=summer)), BODY, BLOG)
    assert '<time datetime="2026-08-01">1 August 2026</time>' in page.decode()


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        (("Ada",), "· 4 min read · By Ada"),
        (("Ada", "Grace"), "· 4 min read · By Ada and Grace"),
        (("Ada", "Grace", "Lin & Co"), "· 4 min read · By Ada, Grace and Lin & Co"),
    ],
)
def test_authors_are_named_as_in_a_sentence(authors: tuple[str, ...], line: str) -> None:
    assert line in shown(article_page(article(authors=authors), BODY, BLOG))


@pytest.mark.parametrize(
    ("level", "rank"), [("Beginner", 1), ("Intermediate", 2), ("Advanced", 3), ("Wizard", 0)]
)
def test_a_badge_knows_how_high_its_level_is(level: str, rank: int) -> None:
    page = parse(article_page(article(level=level), BODY, BLOG))
    (badge,) = page.css(".badge")
    assert badge.attributes["class"] == f"badge level-{rank}"


def test_only_one_number_of_minutes_is_said() -> None:
    text = article_page(article(minutes=17), BODY, site(article(minutes=17))).decode()
    assert set(re.findall(r"(\d+) min\b|PT(\d+)M", text)) == {("17", ""), ("", "17")}


def test_the_front_page_leads_with_the_newest_and_counts_the_categories() -> None:
    assert shown(PAGES["home"]) == [
        *("Skip to content", "Codeloom", "Practical articles for working developers."),
        *("5 January 2026", "Write the Memo First"),
        "Why a page of plain words comes before the first line of code.",
        *("Career", "· 4 min read · Intermediate", "Earlier articles", "31 December 2025"),
        *("An Older Note", "Short, and without a promise.", "C & C++", "· 12 min read"),
        *("Categories", "C & C++", "1 article", "Career", "1 article"),
        *("Practical articles for working developers.", "Subscribe by RSS"),
    ]


def test_the_front_page_of_an_empty_blog_says_so_kindly() -> None:
    assert shown(home_page(site())) == [
        *("Skip to content", "Codeloom", "Practical articles for working developers."),
        "The first article is still on the loom. It will be here as soon as it is published.",
        *("Practical articles for working developers.", "Subscribe by RSS"),
    ]


def test_a_blog_with_one_article_has_no_earlier_ones() -> None:
    assert "Earlier articles" not in shown(home_page(site(article())))


def test_the_front_page_ends_where_the_categories_go_on() -> None:
    many = [article(f"a-{number}") for number in range(NEWEST + 1)]
    full, over = site(*many[:-1]), site(*many)
    more = (
        f"These are the newest {NEWEST} of {NEWEST + 1} articles."
        " The others are in their categories."
    )
    assert len(parse(home_page(full)).css(".entry")) == NEWEST
    assert len(parse(home_page(over)).css(".entry")) == NEWEST
    assert more not in shown(home_page(full))
    assert more in shown(home_page(over))


def test_a_category_lists_all_its_articles() -> None:
    many = [article(f"a-{number}") for number in range(NEWEST + 1)]
    blog = site(*many)
    page = category_page(blog.categories[0], blog)
    assert shown(page)[2:5] == ["Category", "Career", f"{NEWEST + 1} articles"]
    assert len(parse(page).css(".entry")) == NEWEST + 1


def test_a_lost_reader_gets_a_kind_word_and_the_three_newest() -> None:
    blog = site(*[article(f"a-{number}", title=f"Number {number}") for number in range(4)])
    page = not_found_page(blog)
    titles = [node.text() for node in parse(page).css("h1, h2, h3")]
    assert titles == [
        *("The thread ends here", "Newest articles", "Number 0", "Number 1", "Number 2")
    ]
    assert [node.attributes["href"] for node in parse(page).css(".standfirst a")] == ["/blog/"]


def test_a_lost_reader_of_an_empty_blog_gets_the_kind_word_alone() -> None:
    page = parse(not_found_page(site()))
    assert [node.text() for node in page.css("h1, h2, h3")] == ["The thread ends here"]


# --- what machines are told ----------------------------------------------------------------------


def test_an_articles_head_tells_what_the_page_shows() -> None:
    page = article_page(article(), BODY, BLOG)
    assert meta(page) == {
        "viewport": "width=device-width, initial-scale=1",
        "description": "Why a page of plain words comes before the first line of code.",
        "og:type": "article",
        "og:title": "Write the Memo First",
        "og:description": "Why a page of plain words comes before the first line of code.",
        "og:url": "https://blog.example/blog/articles/memo/",
        "og:site_name": "Codeloom",
        "article:published_time": "2026-01-05T00:00:00+00:00",
        "generator": "Codeloom",
        "color-scheme": "light dark",
    }
    assert linked_data(page) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Write the Memo First",
        "description": "Why a page of plain words comes before the first line of code.",
        "datePublished": "2026-01-05T00:00:00+00:00",
        "dateModified": "2026-01-05T00:00:00+00:00",
        "author": [{"@type": "Person", "name": "Ada"}],
        "timeRequired": "PT4M",
        "proficiencyLevel": "Intermediate",
        "mainEntityOfPage": "https://blog.example/blog/articles/memo/",
        "inLanguage": "en",
    }


def test_an_image_an_update_and_the_blog_as_author_are_told_too() -> None:
    told = article(
        authors=("Codeloom",),
        image="/articles/memo/a b.png",
        image_alt="A memo",
        updated=datetime(2026, 2, 1, tzinfo=UTC),
        level="",
    )
    page = article_page(told, BODY, BLOG)
    image = "https://blog.example/blog/articles/memo/a%20b.png"
    assert meta(page)["og:image"] == image
    assert meta(page)["og:image:alt"] == "A memo"
    assert meta(page)["article:modified_time"] == "2026-02-01T00:00:00+00:00"
    data = linked_data(page)
    assert data["image"] == image
    assert data["dateModified"] == "2026-02-01T00:00:00+00:00"
    assert data["author"] == [{"@type": "Organization", "name": "Codeloom"}]
    assert "proficiencyLevel" not in data


@each_page
def test_every_page_says_its_language_its_feed_and_where_to_skip_to(name: str) -> None:
    page = parse(PAGES[name])
    (html,) = page.css("html")
    assert html.attributes["lang"] == "en"
    (feed,) = page.css('link[rel="alternate"]')
    assert feed.attributes == {
        "rel": "alternate",
        "href": "/blog/feed.xml",
        "type": "application/rss+xml",
        "title": "Codeloom",
    }
    (skip,) = page.css("body > :first-child")
    (main,) = page.css("main")
    assert (skip.tag, skip.attributes["href"]) == ("a", "#content")
    assert main.attributes == {"id": "content", "tabindex": "-1"}


@each_page
def test_every_page_has_one_h1_and_no_id_twice(name: str) -> None:
    page = parse(PAGES[name])
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(page.css("h1")) == 1
    assert len(ids) == len(set(ids))


def test_the_templates_give_away_one_id() -> None:
    # html.py and the sanitiser keep it free of headings and raw HTML.
    ids = {node.attributes["id"] for page in PAGES.values() for node in parse(page).css("[id]")}
    assert ids == {"content", "what-and-why"}


def test_titles_and_descriptions_are_the_pages_own() -> None:
    titles = [node.text() for page in PAGES.values() for node in parse(page).css("title")]
    descriptions = [meta(page)["description"] for page in PAGES.values()]
    assert titles == [
        "Codeloom",
        "Page not found · Codeloom",
        "Write the Memo First · Codeloom",
        "An Older Note · Codeloom",
        "C & C++ · Codeloom",
        "Career · Codeloom",
    ]
    assert len(set(descriptions)) == len(PAGES)


def test_canonical_addresses_are_absolute_and_the_404_page_has_none() -> None:
    canonical = {
        name: [node.attributes["href"] for node in parse(page).css('link[rel="canonical"]')]
        for name, page in PAGES.items()
    }
    start = "https://blog.example/blog"
    assert canonical == {
        "home": [f"{start}/"],
        "404": [],
        "article memo": [f"{start}/articles/memo/"],
        "article older": [f"{start}/articles/older/"],
        "category C & C++": [f"{start}/categories/c-c-plus-plus/"],
        "category Career": [f"{start}/categories/career/"],
    }


# --- what a page never does ----------------------------------------------------------------------


@each_page
def test_every_link_starts_with_the_base_path(name: str) -> None:
    page = parse(PAGES[name])
    for node in page.css("[href], [src]"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        absolute = address.startswith("https://blog.example/blog/")
        assert absolute or address.startswith(("/blog/", "#")), address


@each_page
def test_no_page_names_another_host(name: str) -> None:
    hosts = set(re.findall(r"(?:https?:)?//([\w.-]+)", PAGES[name].decode()))
    assert hosts <= {"blog.example", "schema.org"}


@each_page
def test_no_page_runs_or_frames_anything(name: str) -> None:
    page = parse(PAGES[name])
    assert {node.attributes["type"] for node in page.css("script")} <= {"application/ld+json"}
    assert not page.css("iframe, object, embed, style, [style]")
    assert not re.search(r"\son\w+=", PAGES[name].decode())


def test_text_cannot_become_markup_or_leave_its_script() -> None:
    hostile = article(
        title=ATTACK,
        description=ATTACK,
        category=ATTACK,
        level=ATTACK,
        authors=(ATTACK,),
        learn=(ATTACK,),
        prerequisites=(ATTACK,),
        tags=(ATTACK,),
        image="/x.png",
        image_alt=ATTACK,
    )
    blog = site(hostile, title=ATTACK, description=ATTACK)
    for name, data in every_page(blog).items():
        page = parse(data)
        assert not page.css("b, [onload]"), name
        kinds = {node.attributes.get("type") for node in page.css("script")}
        assert kinds <= {"application/ld+json"}, name
        assert str(7777 * 7777) not in data.decode(), name
    attacked = article_page(hostile, BODY, blog)
    assert [node.text() for node in parse(attacked).css("h1, li")] == [ATTACK] * 3
    assert meta(attacked)["og:title"] == meta(attacked)["og:image:alt"] == ATTACK
    assert linked_data(attacked)["headline"] == linked_data(attacked)["author"][0]["name"] == ATTACK
    assert attacked.decode().count("</script>") == 1


def test_the_body_arrives_as_it_was_made() -> None:
    body = '<p>{{ 7 * 7 }} &lt; <b>"x"</b> \N{SLIGHTLY SMILING FACE}</p>\n'
    assert body in article_page(article(), Body(body, ()), BLOG).decode()


def test_sites_in_turn_keep_their_own_names() -> None:
    other = site(article(), title="Other", base_url="https://other.example/", base_path="/")
    first, second = home_page(BLOG), home_page(other)
    assert (home_page(BLOG), home_page(other)) == (first, second)
    assert b"Codeloom" in first
    assert b"/blog/" not in second


def test_a_name_that_a_template_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="frame"):
        frames.page("home.html")


# --- style ---------------------------------------------------------------------------------------

STYLE_PATH, STYLE = assets()["style.css"]
_, MARK = assets()["mark.svg"]
CSS = STYLE.decode()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w{6});", block))
    for block in re.findall(r":root \{([^}]*?--paper: #[^}]*)\}", CSS)[:2]
)
HUES = ["ink", *sorted({name for name in highlight._CLASSES.values() if name})]
PAIRS = [
    *((text, ground) for text in HUES for ground in ("code", "marked")),
    *((text, "paper") for text in ("ink", "soft", "thread")),
    ("soft", "code"),
    ("paper", "ink"),
    ("paper", "thread"),
]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, by WCAG 2.2."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_light_and_dark_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert LIGHT["paper"] != DARK["paper"]


def test_black_and_white_have_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", HUES[1:])
def test_each_class_of_code_has_its_colour(name: str) -> None:
    assert f"code .{name} {{ color: var(--{name})" in CSS


def test_the_browsers_frame_has_the_colour_of_the_paper() -> None:
    colours = [node.attributes["content"] for node in parse(PAGES["home"]).css("meta[media]")]
    assert colours == [LIGHT["paper"], DARK["paper"]]


def test_the_style_sheet_is_named_by_its_bytes_and_linked_by_every_page() -> None:
    assert f"/assets/style.{sha256(STYLE).hexdigest()[:8]}.css" == STYLE_PATH
    for page in PAGES.values():
        (link,) = parse(page).css('link[rel="stylesheet"]')
        assert link.attributes["href"] == "/blog" + STYLE_PATH


def test_styles_and_mark_load_nothing_and_stay_small() -> None:
    assert not re.search(r"url\(|@import|@font-face|image-set", CSS)
    assert re.findall(r"https?://[^\"]+", MARK.decode()) == ["http://www.w3.org/2000/svg"]
    assert len(STYLE) < 12 * 1024
    assert len(MARK) < 1024


def test_every_asset_is_in_the_folder_and_every_file_there_is_an_asset() -> None:
    folder = Path(frames.__file__).parent / "static"
    styles = [each.read_bytes() for each in sorted((folder / "style").iterdir())]
    found = {each.read_bytes() for each in folder.iterdir() if each.is_file()}
    assert found | {b"".join(styles)} == {data for _, data in assets().values()}
