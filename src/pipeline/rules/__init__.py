"""The rules, in report order: literals that name every one of them, and nothing else.

A rule is one file in its family's folder; its docstring is its documentation and its examples are
its tests. Article rules see one document, site rules the corpus, linter rules what came of the
requests for silence; engine rules are what other linters find. A code is permanent and is never
used again for something else.
"""

from __future__ import annotations

from pipeline.model import AnyRule, EngineRule, LinterRule, Rule, SiteRule
from pipeline.rules.accessibility import (
    diagram_without_alt,
    missing_alt,
    vague_link_text,
    weak_alt,
)
from pipeline.rules.articles import (
    duplicate_description,
    duplicate_identity,
    duplicate_title,
    series_part,
    tag_variant,
)
from pipeline.rules.code_blocks import (
    invalid_syntax,
    long_line,
    no_language,
    shell_prompt,
    smart_quotes_in_code,
    unknown_language,
)
from pipeline.rules.front_matter import (
    bad_format,
    bad_slug,
    duplicate_item,
    duplicate_key,
    front_matter_missing,
    front_matter_unterminated,
    implicit_yaml_type,
    key_order,
    missing_field,
    unknown_field,
    updated_before_date,
    value_not_allowed,
    value_out_of_range,
    wrong_type,
    yaml_limits,
    yaml_syntax,
)
from pipeline.rules.images import image_too_heavy, image_unreadable
from pipeline.rules.links import (
    case_mismatch,
    empty_link,
    insecure_http,
    link_to_unpublished,
    missing_anchor,
    missing_target,
    placeholder_link,
)
from pipeline.rules.linter import (
    blanket_suppression,
    internal_error,
    stale_baseline,
    unknown_rule,
    unused_suppression,
)
from pipeline.rules.markdown import (
    content_outside_list,
    heading_without_space,
    markdown_in_html,
    merge_conflict,
    mojibake,
    nested_fence,
    orphaned_table_row,
    reversed_link,
    space_in_emphasis,
    surplus_table_cell,
    unclosed_comment,
    undefined_reference,
    unmatched_footnote,
)
from pipeline.rules.publishing import (
    feed_item_lost,
    guid_changed,
    published_date_changed,
    published_url_lost,
    title_angle_brackets,
    title_too_long,
    xml_illegal_character,
)
from pipeline.rules.readability import (
    grade_too_high,
    paragraph_too_long,
    proper_name_case,
    repeated_word,
    sentence_too_long,
)
from pipeline.rules.reading_time import article_too_long, article_too_short, reading_time_mismatch
from pipeline.rules.security import (
    bidi_control,
    dangerous_url,
    dropped_html,
    path_escape,
    private_host,
    secret_like,
    unsafe_html,
)
from pipeline.rules.source import unreadable_source
from pipeline.rules.spelling import misspelling
from pipeline.rules.structure import (
    diagram_without_caption,
    duplicate_heading,
    empty_section,
    example_without_code,
    fake_heading,
    h1_in_body,
    heading_jump,
    missing_section,
    pitfalls_without_list,
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
    implicit_yaml_type.RULE,
    key_order.RULE,
    bad_slug.RULE,
    reading_time_mismatch.RULE,
    article_too_short.RULE,
    article_too_long.RULE,
    grade_too_high.RULE,
    sentence_too_long.RULE,
    paragraph_too_long.RULE,
    repeated_word.RULE,
    proper_name_case.RULE,
    missing_section.RULE,
    section_order.RULE,
    empty_section.RULE,
    heading_jump.RULE,
    h1_in_body.RULE,
    duplicate_heading.RULE,
    example_without_code.RULE,
    pitfalls_without_list.RULE,
    diagram_without_caption.RULE,
    fake_heading.RULE,
    unfinished_text.RULE,
    empty_link.RULE,
    insecure_http.RULE,
    placeholder_link.RULE,
    no_language.RULE,
    unknown_language.RULE,
    invalid_syntax.RULE,
    long_line.RULE,
    smart_quotes_in_code.RULE,
    shell_prompt.RULE,
    missing_alt.RULE,
    weak_alt.RULE,
    vague_link_text.RULE,
    diagram_without_alt.RULE,
    image_too_heavy.RULE,
    image_unreadable.RULE,
    title_angle_brackets.RULE,
    xml_illegal_character.RULE,
    title_too_long.RULE,
    dangerous_url.RULE,
    unsafe_html.RULE,
    bidi_control.RULE,
    secret_like.RULE,
    path_escape.RULE,
    private_host.RULE,
    dropped_html.RULE,
    unknown_rule.RULE,
    blanket_suppression.RULE,
    internal_error.RULE,
)

SITE_RULES: tuple[SiteRule, ...] = (
    missing_target.RULE,
    missing_anchor.RULE,
    link_to_unpublished.RULE,
    case_mismatch.RULE,
    duplicate_identity.RULE,
    duplicate_title.RULE,
    duplicate_description.RULE,
    tag_variant.RULE,
    series_part.RULE,
    published_url_lost.RULE,
    published_date_changed.RULE,
    guid_changed.RULE,
    feed_item_lost.RULE,
)

LINTER_RULES: tuple[LinterRule, ...] = (
    unused_suppression.RULE,
    stale_baseline.RULE,
)

ENGINE_RULES: tuple[EngineRule, ...] = (
    reversed_link.RULE,
    heading_without_space.RULE,
    space_in_emphasis.RULE,
    undefined_reference.RULE,
    surplus_table_cell.RULE,
    unmatched_footnote.RULE,
    nested_fence.RULE,
    orphaned_table_row.RULE,
    content_outside_list.RULE,
    mojibake.RULE,
    unclosed_comment.RULE,
    markdown_in_html.RULE,
    merge_conflict.RULE,
    misspelling.RULE,
)

GUARDS = ("PB001", "PB002", "PB006", "PB007")
"""The site rules that hold a blog against what is online: whoever compares asks for them."""

FAMILIES = tuple("SR FM RT RD ST LK CB AX IM TX PB SC SU MD SP".split())
"""The families, in report order."""


def family(code: str) -> str:
    """The letters of a code: `RT` for `RT001`."""
    return code.rstrip("0123456789")


def _report_order(rule: AnyRule) -> tuple[int, str]:
    return FAMILIES.index(family(rule.code)), rule.code


_ALL: tuple[AnyRule, ...] = (*ARTICLE_RULES, *SITE_RULES, *LINTER_RULES, *ENGINE_RULES)
RULES: dict[str, AnyRule] = {rule.code: rule for rule in sorted(_ALL, key=_report_order)}
"""By code, in report order."""
