"""A document's tokens to HTML: the body of its page, and the body that feed readers get.

`page_body` is made for our style sheet: headings that link to themselves, highlighted code,
figures, alerts. `feed_body` is made for readers that have none of it: absolute addresses, plain
`pre` and `code`, no classes that matter. Both escape every text, keep no unsafe address, and
sanitise what holds raw HTML. Neither decides whether an article is fit to be shown.
"""

from __future__ import annotations

from pipeline.html.body import BodyWriter
from pipeline.html.feed import FeedWriter
from pipeline.html.page import PageWriter
from pipeline.model import Body, Document, Pictures, no_pictures
from pipeline.permalink import is_safe
from pipeline.raw_html import tags
from pipeline.sanitise import sanitise


def page_body(
    document: Document, base_path: str, pictures: Pictures = no_pictures, base_url: str = ""
) -> Body:
    """The body for the article's own page; addresses within the blog begin with `base_path`.

    What an author writes by its full address, below `base_url`, is of the blog as well.
    """
    writer = PageWriter(document, base_path, pictures, base_url)
    html = _finish(writer)
    return Body(html, tuple(writer.sections))


def feed_body(document: Document, base_url: str, pictures: Pictures = no_pictures) -> str:
    """The body for feed readers; every address is absolute, below `base_url`."""
    return _finish(FeedWriter(document, base_url, pictures, base_url))


def _finish(writer: BodyWriter) -> str:
    html = writer.render()
    return sanitise(html, is_safe) if any(tags(raw.text) for raw in writer.document.html) else html
