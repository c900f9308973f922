"""The rules, in report order: two literals that name every one of them, and nothing else.

A rule is one file in its family's folder; its docstring is its documentation and its examples are
its tests. Article rules see one document, site rules the corpus. A code is permanent and is never
used again for something else.
"""

from __future__ import annotations

from pipeline.model import AnyRule, Rule, SiteRule
from pipeline.rules.accessibility import missing_alt
from pipeline.rules.articles import duplicate_description, duplicate_identity, duplicate_title
from pipeline.rules.front_matter import (
    bad_format,
    bad_slug,
    duplicate_item,
    duplicate_key,
    front_matter_missing,
    front_matter_unterminated,
    missing_field,
    unknown_field,
    updated_before_date,
    value_not_allowed,
    value_out_of_range,
    wrong_type,
    yaml_limits,
    yaml_syntax,
)
from pipeline.rules.links import empty_link, link_to_unpublished, missing_anchor, missing_target
from pipeline.rules.linter import internal_error
from pipeline.rules.publishing import xml_illegal_character
from pipeline.rules.readability import grade_too_high, sentence_too_long
from pipeline.rules.reading_time import article_too_short, reading_time_mismatch
from pipeline.rules.security import dangerous_url, path_escape, unsafe_html
from pipeline.rules.source import unreadable_source
from pipeline.rules.structure import (
    diagram_without_caption,
    empty_section,
    h1_in_body,
    heading_jump,
    missing_section,
    section_order,
    unfinished_text,
)

ARTICLE_RULES: tuple[Rule, ...] = (
    unreadable_source.RULE,
    front_matter_missing.RULE,
    front_matter_unterminated.RULE,
    yaml_syntax.RULE,
    duplicate_key.RULE,
    missing_field.RULE,
    unknown_field.RULE,
    wrong_type.RULE,
    value_not_allowed.RULE,
    value_out_of_range.RULE,
    bad_format.RULE,
    duplicate_item.RULE,
    yaml_limits.RULE,
    updated_before_date.RULE,
    bad_slug.RULE,
    reading_time_mismatch.RULE,
    article_too_short.RULE,
    grade_too_high.RULE,
    sentence_too_long.RULE,
    missing_section.RULE,
    section_order.RULE,
    empty_section.RULE,
    heading_jump.RULE,
    h1_in_body.RULE,
    diagram_without_caption.RULE,
    unfinished_text.RULE,
    empty_link.RULE,
    missing_alt.RULE,
    xml_illegal_character.RULE,
    dangerous_url.RULE,
    unsafe_html.RULE,
    path_escape.RULE,
    internal_error.RULE,
)

SITE_RULES: tuple[SiteRule, ...] = (
    missing_target.RULE,
    missing_anchor.RULE,
    link_to_unpublished.RULE,
    duplicate_identity.RULE,
    duplicate_title.RULE,
    duplicate_description.RULE,
)

FAMILIES = ("SR", "FM", "RT", "RD", "ST", "LK", "CB", "AX", "IM", "TX", "PB", "SC", "SU")
"""The families, in report order."""


def family(code: str) -> str:
    """The letters of a code: `RT` for `RT001`."""
    return code.rstrip("0123456789")


def _report_order(rule: AnyRule) -> tuple[int, str]:
    return FAMILIES.index(family(rule.code)), rule.code


_ALL: tuple[AnyRule, ...] = (*ARTICLE_RULES, *SITE_RULES)
RULES: dict[str, AnyRule] = {rule.code: rule for rule in sorted(_ALL, key=_report_order)}
"""By code, in report order."""
