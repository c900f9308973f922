"""The pure unit: one source in, everything that can be said of it out.

It knows no clock, environment, network or other article, so any process may run it and a cache may
key it by content. One parse serves the rules, the summary and the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pipeline import moments
from pipeline.engines import Engine
from pipeline.model import (
    CRASH,
    Body,
    Context,
    Document,
    Examined,
    Finding,
    Flaw,
    Picture,
    Pictures,
    Problem,
    ProblemKind,
    RawHtml,
    Reference,
    Rule,
    Settings,
    Source,
    Span,
    Summary,
    no_pictures,
)
from pipeline.permalink import content_path, is_external, site_path_of, slug_of
from pipeline.prose import reading
from pipeline.raw_html import addresses, tags
from pipeline.read import read
from pipeline.sanitise import ADDRESS_ATTRIBUTES

BodyRenderer = Callable[[Document, Pictures], Body]


def examine(
    source: Source,
    problems: tuple[Problem, ...],
    context: Context,
    rules: Sequence[Rule],
    render: BodyRenderer | None,
    engines: Sequence[Engine] = (),
) -> Examined:
    """Reads a source, runs `rules` over it, sums it up, and renders its body when asked to.

    A rule that crashes becomes a finding of SU005 and hides no other. Engines are shown the
    document; what they find comes later, for many articles at once.
    """
    document = read(source, problems, context.settings)
    for engine in engines:
        engine.see(document)
    findings = tuple(_findings(document, context, rules))
    body = None if render is None or problems else render(document, context.pictures)
    # A check asks what an image is like by its rule alone: to open them all takes a second for ten.
    pictures = no_pictures if render is None else context.pictures
    summary = summarise(document, context.settings, pictures)
    return Examined(summary, findings, document.suppressions, body)


def _findings(
    document: Document, context: Context, rules: Sequence[Rule]
) -> Iterator[tuple[str, Finding]]:
    for rule in rules:
        try:
            found = tuple(rule.check(document, context))
        except Exception as error:  # noqa: BLE001  our own mistake, in any rule: reported, not fatal
            yield CRASH, crash(f"the rule {rule.code} ({rule.name})", error)
            continue
        for finding in found:
            yield rule.code, finding


def crash(what: str, error: BaseException) -> Finding:
    """The finding that says `what` of ours failed on a file."""
    said = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
    return Finding(
        span=None,
        message=f"{what} failed on this file: `{reason[:200]}`",
        help="This is a mistake in Codeloom, not in the article: please report it with the file.",
    )


def summarise(document: Document, settings: Settings, pictures: Pictures = no_pictures) -> Summary:
    """What the rest of the blog may know of the document; wrong values are left out."""
    front_matter = document.front_matter
    data = _believed(document)
    path = document.source.path
    aliases = _texts(data.get("aliases"))
    image = data.get("image")
    image = image if isinstance(image, dict) else {}
    references = tuple(_references(document, image, settings.base_url))
    part = data.get("part")
    summary = Summary(
        path=path,
        slug=slug_of(path),
        site_path=site_path_of(path),
        guid=_guid(data, aliases, path, settings),
        kind=document.kind.name,
        title=_text(data.get("title")),
        description=_text(data.get("description")),
        category=_text(data.get("category")),
        level=_text(data.get("level")),
        minutes=_minutes(data, document, settings),
        authors=_texts(data.get("author")) or (settings.author,),
        learn=_texts(data.get("learn")),
        prerequisites=_texts(data.get("prerequisites")),
        tags=_texts(data.get("tags")),
        published=_moment(data.get("date"), settings),
        updated=_moment(data.get("updated"), settings),
        draft=data.get("draft") is True,
        aliases=aliases,
        series=_text(data.get("series")),
        part=part if isinstance(part, int) and not isinstance(part, bool) else 0,
        image=content_path(_text(image.get("src")), path, settings.base_url),
        image_alt=_text(image.get("alt")),
        pictures=tuple(_pictures(references, path, pictures)),
        references=references,
        anchors=document.anchors,
        spans=_spans(document),
        broken=front_matter.broken,
        digest=hashlib.sha256(document.source.data).hexdigest(),
    )
    return _without_article(summary) if document.is_page else summary


def _without_article(summary: Summary) -> Summary:
    """A page has nothing that is about articles alone, whatever its front matter states."""
    return replace(
        summary,
        guid="",
        category="",
        level="",
        minutes=0,
        authors=(),
        learn=(),
        prerequisites=(),
        tags=(),
        published=None,
        series="",
        part=0,
    )


def _believed(document: Document) -> Mapping[str, Any]:
    """The fields that the schema has nothing against; an item given twice harms no field."""
    wrong = {
        problem.pointer[0]
        for problem in document.problems
        if problem.pointer and problem.kind is not ProblemKind.DUPLICATE_ITEM
    }
    data = document.front_matter.data
    return {name: data[name] for name in data if name not in wrong} if wrong else data


def _text(value: Any) -> str:
    """A text on one line: a `>` or `|` value keeps line ends that no title should have."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(_text(item) for item in found if isinstance(item, str))


def _guid(data: Mapping[str, Any], aliases: tuple[str, ...], path: str, settings: Settings) -> str:
    """Its own `guid`, else its oldest alias, else its own path; a path under the feed's domain."""
    guid = _text(data.get("guid")) or (aliases[0] if aliases else site_path_of(path))
    return f"https://{settings.feed_domain}{guid}" if guid.startswith("/") else guid


def _minutes(data: Mapping[str, Any], document: Document, settings: Settings) -> int:
    stated = data.get("reading_time")
    if isinstance(stated, int) and not isinstance(stated, bool):
        return stated
    counts = document.counts
    return reading(
        counts.words, counts.cjk, counts.code_lines, counts.images, settings.reading
    ).proposed


def _moment(value: Any, settings: Settings) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return moments.parse_moment(value, settings.timezone)
    except ValueError:
        return None


def _pictures(references: Sequence[Reference], path: str, pictures: Pictures) -> Iterator[Picture]:
    """What can be shown of the images that are referred to, each once."""
    named = (content_path(each.destination, path, "") for each in references if each.destination)
    for found in map(pictures, dict.fromkeys(named)):
        shown = found.shown if isinstance(found, Flaw) else found
        if shown is not None:
            yield shown


def _references(document: Document, image: dict[str, Any], base_url: str) -> Iterator[Reference]:
    """All that stay within the blog; one by its full address counts as one by its site path."""
    for reference in _all_references(document, image):
        if reference.destination.startswith(base_url):
            yield reference._replace(destination=reference.destination[len(base_url) - 1 :])
        elif not is_external(reference.destination):
            yield reference


def _all_references(document: Document, image: dict[str, Any]) -> Iterator[Reference]:
    for link in document.links:
        yield Reference(link.destination, link.destination_span, False)
    for picture in document.images:
        yield Reference(picture.destination, picture.destination_span, True)
    for raw in document.html:
        yield from _raw_references(raw)
    source = _text(image.get("src"))
    if source:
        yield Reference(source, document.front_matter.at("image", "src"), True)


def _raw_references(raw: RawHtml) -> Iterator[Reference]:
    for tag in tags(raw.text):
        for attribute in tag.attributes:
            if attribute.name in ADDRESS_ATTRIBUTES:
                for found in addresses(attribute):
                    span = raw.span_of(found.start, found.end)
                    yield Reference(found.address, span, attribute.name != "href")


def _spans(document: Document) -> dict[str, Span]:
    front_matter = document.front_matter
    names = ("title", "description", "date", "draft", "guid", "aliases", "series", "part")
    values = front_matter.values
    spans = {name: values[(name,)] for name in names if (name,) in values}
    for index in range(len(_texts(front_matter.data.get("aliases")))):
        found = values.get(("aliases", index), values.get(("aliases",)))  # one that is in no list
        if found:
            spans[f"aliases.{index}"] = found
    spans.update(_tag_spans(document))
    spans[""] = front_matter.fence
    return spans


def _tag_spans(document: Document) -> Iterator[tuple[str, Span]]:
    """Where each tag of the summary stands: without its quotes, if it is written as it is read."""
    tags_ = document.front_matter.data.get("tags")
    places = [
        ("tags", index)
        for index, tag in enumerate(tags_ if isinstance(tags_, list) else ())
        if isinstance(tag, str)
    ]
    for index, (place, tag) in enumerate(zip(places, _texts(tags_), strict=False)):
        span = document.front_matter.values.get(place)
        if span is not None:
            yield f"tags.{index}", document.span_in_value(place, tag, 0, len(tag)) or span
