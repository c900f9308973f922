"""The settings of a blog: `[tool.codeloom]` in its `pyproject.toml`, validated, defaults filled in.

Whatever is wrong here is the operator's trouble: a `SettingsError` of one sentence. Nothing is
guessed: an unknown setting, a rule that does not exist or a number out of range stops the program.
The defaults stand in `settings.schema.json`, with the names of the rules and their thresholds;
tests hold them against the rules and the model.
"""

from __future__ import annotations

import json
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline import moments, schema
from pipeline.errors import SettingsError
from pipeline.model import PAGE, GradeCeilings, Kind, Pointer, ReadingRates, Settings, Severity
from pipeline.nearest import nearest
from pipeline.permalink import flaw_of, page_at
from pipeline.shelves import category_path

FILE = "pyproject.toml"
TABLE = "[tool.codeloom]"

GUIDE = Kind(
    name="guide",
    sections=(
        "What and Why",
        "Mental Model",
        "Hands-on Example",
        "Common Pitfalls",
        "Practical Tips",
        "Wrap-up",
    ),
    required=("level", "reading_time", "learn", "prerequisites"),
    least_words=250,
    with_code=("Hands-on Example",),
    with_list=("Common Pitfalls",),
)
KINDS = (GUIDE, Kind(name="note"))
"""The kinds of article that every blog has; settings may redefine them and add others."""

DEFAULT_BASE_URL = "http://localhost:8000/"
"""Where a site is taken to be when the settings do not say."""

ESSENTIAL = ("title", "description", "date", "category")
"""Fields that a blog's own article schema must require too: no article's page, list or feed can be
made without them."""

ESSENTIAL_OF_PAGES = ("title", "description")
"""The same, for pages outside the articles."""

_TEXT = {"type": "string", "pattern": r"\S"}
_DAY = {"type": "string", "format": "date-or-date-time"}
_RELIED_ON = {
    "properties": {
        **dict.fromkeys(("title", "description", "category"), _TEXT),
        **dict.fromkeys(("date", "updated"), _DAY),
        "author": {"pattern": r"\S", "items": _TEXT},
        "tags": {"type": "array", "items": _TEXT},
        "draft": {"type": "boolean"},
    }
}
"""What the pages rely on. It is asked for beside a blog's own schema, which may narrow and add."""


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, whose pyproject.toml has `[tool.codeloom]`.

    A folder without such a file but with `content/articles/` is a blog with default settings.
    """
    try:
        start = start.resolve(strict=True)
    except OSError as error:
        raise SettingsError(f"There is no folder `{start}`.") from error
    if not start.is_dir():
        raise SettingsError(f"There is no folder `{start}`.")
    for folder in (start, *start.parents):
        if _table(folder / FILE) is not None:
            return folder
    if (start / "content" / "articles").is_dir():
        return start
    raise SettingsError(
        f"There is no blog in `{start}`: neither it nor a folder above has a {FILE} with {TABLE}."
    )


def load_settings(root: Path) -> Settings:
    """The settings of the blog at `root`.

    Raises:
        SettingsError: for the first thing that is wrong, with the setting's name and the way out.
    """
    table = _with_threshold_codes(_table(root / FILE) or {})
    described = packaged_schema("settings.schema.json")
    for violation in schema.violations(table, described, "UTC"):
        raise SettingsError(f"{FILE}: {_sentence(violation)}")
    return _settings(
        _with_defaults(table, described),
        _article_schema(root),
        _schema(root, "page.schema.json", ESSENTIAL_OF_PAGES),
    )


def _with_threshold_codes(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table with its thresholds by code: a rule may be named there as everywhere."""
    said = table.get("thresholds")
    if not isinstance(said, dict):
        return table
    found: dict[str, Any] = {}
    for name, part in said.items():
        codes = rule_codes((name,), f"{FILE}: thresholds")
        if len(codes) > 1:
            raise SettingsError(f"{FILE}: thresholds names the family `{name}`: name one rule.")
        if codes[0] in found:
            raise SettingsError(
                f"{FILE}: thresholds names {codes[0]} twice: put it into one table."
            )
        found[codes[0]] = part
    return {**table, "thresholds": found}


def rule_codes(names: Iterable[str], said: str) -> tuple[str, ...]:
    """The codes of rules named by code, name or family; `said` is where, for the error.

    Raises:
        SettingsError: for a name that no rule has.
    """
    known = known_rules()
    codes: list[str] = []
    for name in names:
        found = _codes(name, known)
        if not found:
            close = nearest(name, [*known, *known.values()])
            hint = f" Did you mean `{close}`?" if close else ""
            raise SettingsError(f"{said}: there is no rule `{name}`.{hint}")
        codes.extend(code for code in found if code not in codes)
    return tuple(codes)


def known_rules() -> Mapping[str, str]:
    """The name of every rule, by its code."""
    rules: Mapping[str, str] = packaged_schema("settings.schema.json")["x-rules"]
    return rules


def _codes(name: str, known: Mapping[str, str]) -> list[str]:
    if name.upper() in known:
        return [name.upper()]
    if name.isalpha() and name.isupper():
        return [code for code in known if code.rstrip("0123456789") == name]
    return [code for code, readable in known.items() if readable == name.lower()]


@cache
def packaged_schema(name: str) -> Mapping[str, Any]:
    """A schema that travels with the program: in the wheel, or at the top of a checkout."""
    here = Path(__file__).parent
    for folder in (here / "schemas", here.parents[1] / "schemas"):
        if (folder / name).is_file():
            return _json(folder / name)
    raise SettingsError(f"The schema `{name}` is missing from this installation: install it again.")


def _table(file: Path) -> Mapping[str, Any] | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:  # never the defaults instead: a site would be put elsewhere by them
        raise SettingsError(f"`{file}` cannot be read: {error.strerror}.") from error
    if data.startswith(BOM_UTF8):
        raise SettingsError(f"`{file}` begins with a byte order mark: save it without one.")
    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except UnicodeDecodeError as error:
        raise SettingsError(f"`{file}` is not UTF-8: save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"`{file}` is not valid TOML: {error}.") from error
    found = table.get("codeloom") if isinstance(table, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(f"`{file}`: {TABLE} must be a table.")
    return found


def _json(file: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(file.read_bytes())
    except OSError as error:
        raise SettingsError(f"`{file}` cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"`{file}` is not valid JSON: {error}.") from error
    if not isinstance(data, dict):
        raise SettingsError(f"`{file}` must hold a JSON object.")
    return data


def _article_schema(root: Path) -> Mapping[str, Any]:
    name = "article.schema.json"
    found = _schema(root, name, ESSENTIAL)
    _check_categories(root / "schemas" / name, found["properties"]["category"].get("enum", ()))
    return found


def _schema(root: Path, name: str, essential: Iterable[str]) -> Mapping[str, Any]:
    """The blog's own schema of this name, or the packaged one."""
    own = root / "schemas" / name
    try:
        own.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return packaged_schema(name)
    except OSError as error:
        raise SettingsError(f"`{own}` cannot be read: {error.strerror}.") from error
    found = _json(own)
    try:
        schema.check_schema(found)
    except SettingsError as error:
        raise SettingsError(f"`{own}`: {error}") from error
    required = found.get("required", [])
    for field in essential:
        if field not in required or field not in found.get("properties", {}):
            raise SettingsError(
                f"`{own}` must describe and require `{field}`: no page can be built without it."
            )
    return {**found, "allOf": [*found.get("allOf", ()), _RELIED_ON]}


def _check_categories(own: Path, names: Iterable[Any]) -> None:
    """Each category has a page of its own, so each needs an address that no other has."""
    taken: dict[str, str] = {}
    for name in map(str, names):
        address = category_path(name)
        if taken.setdefault(address, name) != name:
            raise SettingsError(
                f"`{own}`: the categories `{taken[address]}` and `{name}` would have one page, "
                f"`{address}`: rename one."
            )


def _with_defaults(table: Mapping[str, Any], described: Mapping[str, Any]) -> dict[str, Any]:
    filled = {
        name: part["default"] for name, part in described["properties"].items() if "default" in part
    }
    filled.update(table)
    for name, part in described["properties"].items():
        if "properties" in part:
            filled[name] = _with_defaults(filled.get(name, {}), part)
    return filled


def _settings(
    table: Mapping[str, Any], article_schema: Mapping[str, Any], page_schema: Mapping[str, Any]
) -> Settings:
    _check_zone(table["timezone"])
    base_url = normal_base_url(table["base_url"], f"{FILE}: the setting `base_url`")
    return Settings(
        title=table["title"],
        description=table["description"],
        base_url=base_url,
        language=table["language"],
        timezone=table["timezone"],
        author=table.get("author", table["title"]),
        feed_domain=table.get("feed_domain") or urlsplit(base_url).netloc,
        kinds=_kinds(table["kinds"], article_schema),
        default_kind=GUIDE.name,
        grade=GradeCeilings(**table["grade"]),
        reading=ReadingRates(**table["reading"]),
        vocabulary=tuple(table["vocabulary"]),
        languages=tuple(table["languages"]),
        insecure_hosts=tuple(table["insecure_hosts"]),
        select=rule_codes(table["select"], f"{FILE}: select"),
        extend_select=rule_codes(table["extend_select"], f"{FILE}: extend_select"),
        ignore=rule_codes(table["ignore"], f"{FILE}: ignore"),
        severity={
            code: Severity(value)
            for name, value in table["severity"].items()
            for code in rule_codes((name,), f"{FILE}: severity")
        },
        per_file_ignores={
            pattern: rule_codes(names, f"{FILE}: per_file_ignores")
            for pattern, names in table["per_file_ignores"].items()
        },
        thresholds=table["thresholds"],
        article_schema=article_schema,
        page_schema=page_schema,
        baseline=table["baseline"],
        retired=_site_paths("retired", table["retired"], base_url),
        date_corrections=_site_paths("date_corrections", table["date_corrections"], base_url),
        social_cards=table["social_cards"],
        search=table["search"],
    )


def _site_paths(name: str, addresses: Iterable[str], base_url: str) -> tuple[str, ...]:
    """The site paths that a setting names, each as that of a page."""
    found: list[str] = []
    for address in addresses:
        flaw = flaw_of(address, base_url)
        if flaw:
            raise SettingsError(
                f"{FILE}: the setting `{name}` names `{_on_a_line(address)}`: {_on_a_line(flaw)}."
            )
        site_path = page_at(address)
        if site_path in found:
            raise SettingsError(
                f"{FILE}: the setting `{name}` names `{site_path}` twice: once is enough."
            )
        found.append(site_path)
    return tuple(found)


def _check_zone(name: str) -> None:
    try:
        moments.zone(name)
    except ValueError as error:
        raise SettingsError(
            f"{FILE}: the setting `timezone` is `{name}`, which is no IANA time zone; "
            "write one such as `Europe/London`."
        ) from error


def _kinds(
    table: Mapping[str, Mapping[str, Any]], article_schema: Mapping[str, Any]
) -> dict[str, Kind]:
    kinds = {kind.name: kind for kind in KINDS}
    if PAGE.name in table:
        raise SettingsError(
            f"{FILE}: `{PAGE.name}` is no kind of article: it is what stands in `content/pages`, "
            "which has no contract. Give the kind another name."
        )
    for name, part in table.items():
        kinds[name] = Kind(
            name=name,
            sections=tuple(part.get("sections", ())),
            required=tuple(part.get("required", ())),
            least_words=part.get("least_words", 0),
            with_code=tuple(part.get("with_code", ())),
            with_list=tuple(part.get("with_list", ())),
        )
        for field in kinds[name].required:
            said = f"requires `{field}`, which the article schema does not know"
            _check_known(field, article_schema["properties"], f"the kind `{name}` {said}")
        for setting in ("with_code", "with_list"):
            for section in part.get(setting, ()):
                said = f"names `{section}` in `{setting}`, which is none of its sections"
                _check_known(section, kinds[name].sections, f"the kind `{name}` {said}")
    return kinds


def _check_known(name: str, known: Iterable[str], said: str) -> None:
    if name not in known:
        close = nearest(name, known)
        hint = f" Did you mean `{close}`?" if close else ""
        raise SettingsError(f"{FILE}: {said}.{hint}")


def normal_base_url(url: str, said: str) -> str:
    """`url` with a last `/`; `said` names it in the error.

    Raises:
        SettingsError: when it is no http or https address, or has a query or fragment.
    """
    if not _is_base_url(url):
        raise SettingsError(
            f"{said} is `{url}`, which is no web address; write one such as `https://example.com/`."
        )
    return url if url.endswith("/") else url + "/"


def _is_base_url(url: str) -> bool:
    """True for an ASCII address without query and fragment; an international host is `xn--...`."""
    if not url.isascii() or any(mark in url for mark in " \t\r\n\"'<>?#\\"):
        return False
    try:
        parts = urlsplit(url)
        steps = unquote(parts.path).removesuffix("/").split("/")[1:]
        plain = "@" not in parts.netloc and not {"", ".", ".."} & set(steps)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and plain
        )
    except ValueError:
        return False


def _sentence(violation: schema.Violation) -> str:
    name = _dotted(violation.pointer)
    keyword, expected = violation.keyword, violation.expected
    if keyword == "additionalProperties":
        where = f" in `{name}`" if name else ""
        close = nearest(violation.name, violation.schema.get("properties", {}))
        hint = f" Did you mean `{close}`?" if close else ""
        return f"unknown setting `{violation.name}`{where}.{hint}"
    value = _shown(violation.value)
    if keyword == "enum" and len(expected) > 10:
        close = nearest(str(violation.value), [str(item) for item in expected])
        hint = f" Did you mean `{close}`?" if close else ""
        return f"the setting `{name}` names {value}, and there is no such rule.{hint}"
    if keyword == "enum":
        choices = ", ".join(f"`{item}`" for item in expected)
        return f"the setting `{name}` is {value}; write one of {choices}."
    if keyword == "type":
        return f"the setting `{name}` is {value}; it must be {_ARTICLES.get(expected, expected)}."
    if keyword in ("minimum", "maximum"):
        side = "at least" if keyword == "minimum" else "at most"
        return f"the setting `{name}` is {value}; it must be {side} {expected}."
    if keyword == "uniqueItems":
        return f"the setting `{name}` is {value}, which is there already; take it out."
    if keyword == "minLength" and expected == 1:
        return f"the setting `{name}` is empty; write something, or take it out."
    meant = violation.schema.get("description")
    if keyword in ("format", "pattern") and meant:
        return f"the setting `{name}` is {value}, which cannot be used. It is: {meant}"
    return f"the setting `{name}` is {value}, which cannot be used ({keyword}: {expected})."


_ARTICLES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a table",
    "boolean": "true or false",
}


def _dotted(pointer: Pointer) -> str:
    return ".".join(str(part) for part in pointer)


def _on_a_line(text: str) -> str:
    """A text in a message: on one line, and not for ever."""
    plain = "".join(char if char.isprintable() else "�" for char in text)
    return plain if len(plain) <= 100 else plain[:99] + "…"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"
