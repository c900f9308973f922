"""The body of our own page, made for our style sheet: headings that link to themselves,
highlighted code, figures, alerts.
"""

from __future__ import annotations

import re
from html import escape

from pipeline.highlight import highlight, name_of, title_of
from pipeline.html.body import ALERTS, attribute_of, escaped, is_diagram, level_of
from pipeline.html.media import PageMedia
from pipeline.model import CodeBlock, Document, Heading, Pictures, Section, Token


class PageWriter(PageMedia):
    """For our own page and style sheet."""

    bare_hints = ' class="bare"'
    reference_hints = ' class="footnote"'
    footnotes_start = '<section class="footnotes" aria-label="Footnotes">\n'
    footnotes_end = "</section>\n"
    table_end = "</div>\n"
    alert_end = "</div>\n"

    def __init__(self, document: Document, start: str, pictures: Pictures, home: str) -> None:
        super().__init__(document, start, pictures, home)
        self.sections: list[Section] = []

    def _back_hints(self, count: int) -> str:
        place = f", place {count}" if count > 1 else ""
        return f' class="footnote-back" aria-label="Back to the text{place}"'

    def _alert_open(self, token: Token) -> str:
        title = ALERTS[token.value]
        start = f'<div class="alert alert-{token.value}" role="note">'
        return f'{start}<p class="alert-title">{title}</p>\n'

    def _table_open(self, token: Token) -> str:
        self.tables += 1
        label = f"Table {self.tables}"
        start = f'<div class="table" role="region" aria-label="{label}" tabindex="0">'
        return start + super()._table_open(token)

    def _task(self, token: Token) -> str:
        said, ticked = ("Done", " checked") if token.value else ("To do", "")
        return f'<input type="checkbox" disabled{ticked} aria-label="{said}"> '

    def _heading_open(self, token: Token) -> str:
        heading: Heading = token.value
        if heading.level in _CONTENTS:
            self.sections.append(Section(heading.level, heading.text, heading.anchor))
        start = f'<h{level_of(heading)} id="{escape(heading.anchor)}">'
        return start if self.plain_heading else f'{start}<a href="#{escape(heading.anchor)}">'

    def _heading_close(self, token: Token) -> str:
        end = f"</h{level_of(token.value)}>\n"
        return end if self.plain_heading else "</a>" + end

    def _code_block(self, token: Token) -> str:
        block: CodeBlock = token.value
        if is_diagram(block):
            return self._diagram(block)
        inner = highlight(block.text, block.language, block.marked)
        shown = title_of(block.language)
        title = attribute_of(block, "title")
        named = _NOT_IN_CLASS.sub("", name_of(block.language))
        language = f' class="language-{named}"' if named else ""
        said = title or (f"{shown} code" if shown else "Code")
        scrolls = f' tabindex="0" role="group" aria-label="{escape(said)}"'
        return (
            f'<figure class="code">{_bar(title, shown)}<pre{scrolls if _is_wide(block) else ""}>'
            f"<code{language}>{inner}</code></pre>{_caption(block.caption)}</figure>\n"
        )

    def _diagram(self, block: CodeBlock) -> str:
        # With a text of its own it is a picture to a screen reader, which leaves the drawing out.
        alt = attribute_of(block, "alt")
        role, said = ("img", alt) if alt else ("group", block.caption)
        scrolls = ' tabindex="0"' if _is_wide(block) else ""
        spoken = f' role="{role}" aria-label="{escape(said)}"' if alt or scrolls else ""
        bar = _bar(attribute_of(block, "title"), "")
        return (
            f'<figure class="diagram">{bar}<pre{scrolls}{spoken}>'
            f"<code>{escaped(block.text)}</code></pre>{_caption(block.caption)}</figure>\n"
        )


_CONTENTS = (2, 3)
"""The levels of headings that a table of contents lists."""


def _is_wide(block: CodeBlock) -> bool:
    """True for code that a small screen can only show by scrolling, so the keyboard must reach it.

    Tabs and what is not ASCII may be as wide as they like.
    """
    text = block.text
    return not text.isascii() or _WIDE_LINE.search(text) is not None


_WIDE_LINE = re.compile(r"\t|.{31}")
"""30 columns of code fit on a screen of 320 pixels."""
_NOT_IN_CLASS = re.compile(r"[^a-z0-9+#._-]+")


def _bar(title: str, language: str) -> str:
    """What stands above code: its title, and the name of its language."""
    first = f"<b>{escaped(title)}</b>" if title else ""
    second = f"<span>{escaped(language)}</span>" if language else ""
    return f'<div class="bar">{first}{second}</div>' if first or second else ""


def _caption(text: str) -> str:
    return f"<figcaption>{escaped(text)}</figcaption>" if text else ""
