"""The pages of what authors wrote: articles, and pages outside them."""

from __future__ import annotations

import json
from html import escape

from pipeline.model import Article, Body, Shelf, Site, StandalonePage
from pipeline.render.frame import Frame, frame_of, page, templates, trusted
from pipeline.render.lists import around_article


def article_page(article: Article, body: Body, site: Site) -> bytes:
    """The page of an article."""
    frame = frame_of(site)
    template = templates().get_template("article.html")
    around = around_article(article, site)
    image = frame.url(article.image) if article.image else ""
    url = frame.url(article.site_path)
    published = article.published.isoformat()
    modified = article.modified.isoformat() if article.updated else published
    names = template.new_context(
        {
            "article": article,
            "category": frame.link(article.category_path, article.category),
            "contents": _contents(body),
            "image": image,
            "linked_data": _linked_data(article, around.series, published, modified, frame),
            "modified": modified,
            "newer": around.newer and frame.link(around.newer.site_path, around.newer.title),
            "older": around.older and frame.link(around.older.site_path, around.older.title),
            "parts": _parts(article, around.series, frame),
            "published": published,
            "related": [frame.teaser(other) for other in around.related],
            "series": around.series and frame.link(around.series.site_path, around.series.name),
            "site": site,
            "tags": [frame.tag(tag) for tag in article.tags],
            "url": url,
        },
        shared=True,  # without the engine's own names, which no template needs and which cost time
    )
    head, opening, ending = (
        "".join(template.blocks[block](names)).encode() for block in ("head", "opening", "ending")
    )
    # Piece by piece, because one letter beyond ASCII makes a whole text slow to encode.
    feed = frame.feed(article.category_path).encode()
    before, shared, between, after = frame.around
    parts = (before, head, shared, feed, between, opening, body.html.encode(), ending, after)
    return b"".join(parts)


def standalone_page(standalone: StandalonePage, body: Body, site: Site) -> bytes:
    """A page outside the articles."""
    frame = frame_of(site)
    return page(
        "standalone.html",
        body=trusted(body.html),
        contents=_contents(body),
        frame=frame,
        image=frame.url(standalone.image) if standalone.image else "",
        standalone=standalone,
        url=frame.url(standalone.site_path),
    )


def _parts(article: Article, series: Shelf | None, frame: Frame) -> list[str]:
    """What leads to each part of the series, or says that it is this one."""
    if series is None:
        return []
    here = trusted(f'<span aria-current="page">{escape(article.title)}</span>')
    return [
        here if part.path == article.path else frame.link(part.site_path, part.title)
        for part in series.articles
    ]


_FEWEST_SECTIONS = 3


def _contents(body: Body) -> str:
    """The table of contents; nothing where all of the text can be seen without one."""
    if len(body.sections) < _FEWEST_SECTIONS:
        return ""
    items = [
        f'<li{_LOWER if level > _TOP else ""}><a href="#{escape(anchor)}">{escape(text)}</a></li>\n'
        for level, text, anchor in body.sections
    ]
    return trusted(
        f'<nav class="contents" aria-label="Contents">\n<ol>\n{"".join(items)}</ol>\n</nav>'
    )


_TOP = 2
_LOWER = ' class="sub"'


# --- for machines --------------------------------------------------------------------------------

_NOT_IN_SCRIPT = tuple(
    (each, f"\\u{ord(each):04x}") for each in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
)
_json = json.JSONEncoder(ensure_ascii=False).encode


def _linked_data(
    article: Article, series: Shelf | None, published: str, modified: str, frame: Frame
) -> str:
    """The article as a schema.org BlogPosting in JSON that no text in it can break out of."""
    site = frame.site
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": article.title,
        "description": article.description,
        "datePublished": published,
        "dateModified": modified,
        "author": [
            {"@type": "Organization" if name == site.title else "Person", "name": name}
            for name in article.authors
        ],
        "publisher": {"@type": "Organization", "name": site.title, "url": site.base_url},
        "timeRequired": f"PT{article.minutes}M",
        "articleSection": article.category,
        "mainEntityOfPage": frame.url(article.site_path),
        "inLanguage": site.language,
    }
    if article.level:
        data["proficiencyLevel"] = article.level
    if article.tags:
        data["keywords"] = article.tags
    if article.image:
        data["image"] = _image(article, frame)
    if series:
        data["isPartOf"] = {
            "@type": "CreativeWorkSeries",
            "name": series.name,
            "url": frame.url(series.site_path),
        }
        if article.part:
            data["position"] = article.part
    told = _json(data)
    for character, escaped in _NOT_IN_SCRIPT:
        told = told.replace(character, escaped)
    return trusted(told)


def _image(article: Article, frame: Frame) -> dict[str, object]:
    image: dict[str, object] = {"@type": "ImageObject", "url": frame.url(article.image)}
    if article.image_size:
        image["width"], image["height"] = article.image_size
    return image
