"""Related articles: which others a reader of one may want next.

Pure arithmetic over the published articles in the site's order. Tags and categories that two
articles share say most, because an author chose them; words of their titles and descriptions
decide between those that share as much. What few articles have says more than what many
have: with N articles, of which n have it, a tag or category weighs floor(log2(N / n)) + 1, and a
word two less. What every article has weighs nothing, nor does a word of more than one in four.

An article costs about the same however large the blog: of each tag, category and word only those
articles are looked at that stand nearest to it in the site's order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Article

MOST_RELATED = 3
_REACH = 5
"""So many articles on either side are looked at for each tag, category and word."""
_RAREST = 6
"""So many of an article's words are looked up: those that fewest others have."""
_FINALISTS = 5
"""So many of those that seem nearest are compared in full."""
_FEWEST_WORDS = 2
"""Without a tag or category in common it takes so many words: one is an accident."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP_WORDS = frozenset(
    """about above across after again against all almost along already also although always among
    and another any anyone anything are aren around article articles ask away back because become
    been before begin begins behind being below best better between both but bring brings built but
    came can cannot come comes could did didn does doesn doing don done down each either else end
    ends enough even ever every everything example few find finds first for from get gets give gives
    goes going good got had has hasn have haven having her here his how however into isn its itself
    just keep keeps kind know knows last later learn least leave leaves less let lets like likely
    little live long longer look looks made make makes making many may mean means might more most
    much must need needs never new next nor not nothing now off often old once one ones only onto
    other others our out over own part place plain put puts rather read reader reads real right run
    runs same say says see seen self set several shall she short should show shows since small some
    someone something still such take takes tell tells than that the their them themselves then
    there these they thing things think this those though three through time times today together
    too turn turns two under until upon use used useful uses using very want wants was way ways well
    went were what when where whether which while who whole whose why will with within without word
    words work works would write writes wrong yet you your yourself""".split()
)
"""English words that stand in any description, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Index:
    """What the articles of a site share; made once for all of them by `index_of`.

    Tags, categories and words are its features: each is something that articles can have in common.
    """

    articles: Sequence[Article]
    places: Mapping[str, int]
    """By path: where an article stands in the site's order."""
    subjects: Sequence[frozenset[str]]
    """The tags and the category of each article."""
    words: Sequence[frozenset[str]]
    having: Mapping[str, Sequence[int]]
    """By feature: the places of the articles that have it, in order."""
    weights: Mapping[str, int]
    """By feature that says something."""
    series: Mapping[str, Sequence[int]]
    """By its name, case folded: the places of its parts."""


def index_of(articles: Sequence[Article]) -> Index:
    """The index of a site's articles, which must be in the site's order."""
    subjects = [_subjects(article) for article in articles]
    words = [_words(article) for article in articles]
    having: dict[str, list[int]] = {}
    for place, features in enumerate(map(frozenset.union, subjects, words)):
        for each in features:
            if each in having:
                having[each].append(place)
            else:
                having[each] = [place]
    series: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        if article.series:
            series.setdefault(article.series.casefold(), []).append(place)
    places = {article.path: place for place, article in enumerate(articles)}
    weights = _weights(len(articles), having)
    return Index(articles, places, subjects, words, having, weights, series)


def related(article: Article, index: Index) -> tuple[Article, ...]:
    """At most three others, nearest first; none when nothing is near, or when it is not indexed.

    Never those that its page leads to anyway: the next one, the one before, the parts of its
    series. Two that are as near come in the site's order: the newer first, then by slug.
    """
    place = index.places.get(article.path)
    if place is None:
        return ()
    counted = _counted(place, index)
    for other in (place, place - 1, place + 1, *index.series.get(article.series.casefold(), ())):
        counted.pop(other, None)
    several = len(index.articles)
    best = sorted(count * several - other for other, count in counted.items())[-_FINALISTS:]
    scores = sorted(
        (score, other)
        for other in (-each % several for each in best)
        if (score := _distance(place, other, index))
    )
    return tuple(index.articles[other] for _, other in scores[:MOST_RELATED])


def _counted(place: int, index: Index) -> dict[int, int]:
    """What the articles around have in common with one, by place: a first and rough count."""
    weights, having = index.weights, index.having
    known = sorted((-weights[word], word) for word in index.words[place] if word in weights)
    features = [(4 * weights[each], each) for each in index.subjects[place] if each in weights]
    features += [(-weight, word) for weight, word in known[:_RAREST]]
    counted: dict[int, int] = {}
    for weight, feature in features:
        for other in _nearest(having[feature], place):
            counted[other] = counted.get(other, 0) + weight
    return counted


def _nearest(places: Sequence[int], place: int) -> Sequence[int]:
    if len(places) <= 2 * _REACH:
        return places
    at = bisect_left(places, place)
    return places[max(0, at - _REACH) : at + _REACH + 1]


def _distance(place: int, other: int, index: Index) -> tuple[int, int] | None:
    """By subject and then by words, the nearest lowest; None when the two are not near."""
    weights = index.weights
    subjects = index.subjects[place] & index.subjects[other]
    words = [each for each in index.words[place] & index.words[other] if each in weights]
    by_subject = sum(weights[each] for each in subjects if each in weights)
    if not by_subject and len(words) < _FEWEST_WORDS:
        return None
    return -by_subject, -sum(weights[each] for each in words)


def _weights(articles: int, having: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """As the module says; a feature of one article alone is no feature that two can share."""
    found: dict[str, int] = {}
    for feature, places in having.items():
        many = len(places)
        if 1 < many < articles:
            log = (articles // many).bit_length() - 1
            weight = log + 1 if feature[0] in _SUBJECTS else log - 1
            if weight > 0:
                found[feature] = weight
    return found


_SUBJECTS = "#/"
"""What stands before a tag and a category, and in no word."""


def _subjects(article: Article) -> frozenset[str]:
    return frozenset((f"/{article.category}", *(f"#{tag.casefold()}" for tag in article.tags)))


def _words(article: Article) -> frozenset[str]:
    text = f"{article.title}\n{article.description}".lower()
    return frozenset(_WORD.findall(text)) - _STOP_WORDS
