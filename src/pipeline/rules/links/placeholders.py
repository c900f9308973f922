"""Words that stand where an address should: what writers put into a link to go on writing."""

from __future__ import annotations

_WORDS = frozenset(
    """todo tbd tba tk fixme changeme placeholder
    link url uri href
    some-link my-link your-link add-link insert-link
    some-url my-url your-url add-url insert-url
    link-here url-here link-goes-here url-goes-here add-link-here insert-link-here
    insert-url-here your-link-here your-url-here link-to-come
    your-domain yourdomain your-site yoursite your-website yourwebsite your-host""".split()
)
_LONGEST = 24
_MARKS = "<>[]{}()$%*_-.! "
_SEPARATORS = str.maketrans("_ ", "--")


def is_placeholder(word: str) -> bool:
    """True for `TODO`, `url`, `link-here`, `XXX`, `...` and their like, whatever their case."""
    if not word or len(word) > _LONGEST:
        return False
    plain = word.casefold().strip(_MARKS).translate(_SEPARATORS)
    if not plain:
        return word.count(".") >= 3
    return plain in _WORDS or plain == "\u2026" or (len(plain) >= 3 and not plain.strip("x"))
