"""The pages of what authors wrote: articles, and pages outside them."""

from __future__ import annotations

import json

from pipeline.model import Article, Body, Site, StandalonePage
from pipeline.render.frame import Frame, frame_of, page, templates, trusted


def article_page(article: Article, body: Body, site: Site) -> bytes:
    """The page of an article."""
    frame = frame_of(site)
    template = templates().get_template("article.html")
    names = template.new_context(
        {
            "article": article,
            "body": trusted(body.html),
            "category": frame.href(article.category_path),
            "home": frame.href("/"),
            "image": frame.url(article.image) if article.image else "",
            "linked_data": _linked_data(article, frame),
            "sections": body.sections,
            "site": site,
            "url": frame.url(article.site_path),
        }
    )
    start, middle, end = frame.around
    head, main = ("".join(template.blocks[block](names)) for block in ("head", "main"))
    return f"{start}{head}{middle}{main}{end}".encode()


def standalone_page(standalone: StandalonePage, body: Body, site: Site) -> bytes:
    """A page outside the articles."""
    frame = frame_of(site)
    return page(
        "standalone.html",
        body=trusted(body.html),
        frame=frame,
        standalone=standalone,
        url=frame.url(standalone.site_path),
    )


# --- for machines --------------------------------------------------------------------------------

_NOT_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_json = json.JSONEncoder(ensure_ascii=False).encode


def _linked_data(article: Article, frame: Frame) -> str:
    """The article as a schema.org BlogPosting in JSON that no text in it can break out of."""
    site = frame.site
    url = frame.url(article.site_path)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": article.title,
        "description": article.description,
        "datePublished": article.published.isoformat(),
        "dateModified": article.modified.isoformat(),
        "author": [
            {"@type": "Organization" if name == site.title else "Person", "name": name}
            for name in article.authors
        ],
        "timeRequired": f"PT{article.minutes}M",
    }
    if article.level:
        data["proficiencyLevel"] = article.level
    if article.image:
        data["image"] = frame.url(article.image)
    data["mainEntityOfPage"] = url
    data["inLanguage"] = site.language
    return trusted(_json(data).translate(_NOT_IN_SCRIPT))
