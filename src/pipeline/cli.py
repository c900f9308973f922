"""The command line: argv to exit code, and nothing that another caller would want.

Exit codes: 0 when all is well, 1 when an author has an error to mend, 2 when the operator has, or
when Codeloom itself failed; 130 after Ctrl-C, 141 when nobody reads the output. Findings go to
stdout; the count and notices go to stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline import __version__
from pipeline.errors import PipelineError, SettingsError

if TYPE_CHECKING:
    from pipeline.build import Checked, Fixed, Job, Shortened
    from pipeline.fix import Fixes
    from pipeline.model import Settings, Site
    from pipeline.publish import Published

FORMATS = ("full", "concise", "json", "github")
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 96}


def main() -> NoReturn:
    """The console script `codeloom`."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = app.main(prog_name="codeloom", standalone_mode=False)
        sys.stdout.flush()
    except PipelineError as error:
        _say(f"codeloom: {error}")
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        _say("codeloom: stopped.")
        code = 130
    except BrokenPipeError:
        _leave_stdout()
        code = 141
    except Exception:  # noqa: BLE001  the one place that turns any failure into an exit code
        import traceback

        traceback.print_exc()
        code = 2
    sys.exit(code)


def _open_closed_streams() -> None:
    """Gives what was closed, as by `>&-`, an end: else the next file that is opened gets its number
    and what is written for a terminal.
    """
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  as long as we run


class _Commands(click.Group):
    """A group that, for a command that does not exist, names the one that may be meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            from pipeline.nearest import nearest

            close = nearest(name, sorted(self.commands))
            hint = f" Did you mean `{close}`?" if close else ""
            raise click.UsageError(f"There is no command `{name}`.{hint}", ctx)
        return super().resolve_command(ctx, args)


_directory = click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Start in this folder instead of the current one.",
)
_now = click.option(
    "--now",
    metavar="DATETIME",
    help="The time to go by, such as 2026-11-22 or 2026-11-22T09:00+01:00.",
)


_against = click.option(
    "--against",
    metavar="F",
    type=click.Path(path_type=Path),
    help="Compare with what is online: its manifest.json, fetched to this file.",
)


@click.group(cls=_Commands, context_settings=_CONTEXT)
@click.version_option(__version__, message="codeloom %(version)s")
@_directory
@click.pass_context
def app(ctx: click.Context, directory: Path | None) -> None:
    """Check the articles of a blog and publish them as pages and feeds."""
    ctx.obj = directory


_Command = TypeVar("_Command", bound=Callable[..., Any])


def _rules_option(name: str, text: str) -> Callable[[_Command], _Command]:
    return click.option(
        name, metavar="RULES", multiple=True, help=f"{text} Codes, names or families."
    )


@app.command(short_help="Say what is wrong with the articles.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="How findings are shown.",
)
@click.option(
    "--output-file",
    metavar="F",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the findings to a file instead of stdout.",
)
@_rules_option("--select", "Show only these rules.")
@_rules_option("--extend-select", "Show these rules too.")
@_rules_option("--ignore", "Do not show these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning")),
    default="error",
    show_default=True,
    help="The least that makes the exit code 1.",
)
@click.option("--fix", "fixing", is_flag=True, help="Mend what can be mended safely.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="Mend the rest too, where a look at the result is due."
)
@click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing.")
@click.option(
    "--baseline",
    metavar="F",
    help="Accept the findings in this file, instead of those in the settings' one.",
)
@click.option(
    "--write-baseline",
    metavar="F",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Accept what is found now: write it to this file.",
)
@click.option(
    "--stdin-filename",
    metavar="F",
    type=click.Path(path_type=Path),
    help="The article or page whose text comes on standard input; PATHS is then `-`.",
)
@_against
@_now
@_directory
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    style: str,
    output_file: Path | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    fixing: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: Path | None,
    stdin_filename: Path | None,
    against: Path | None,
    now: str | None,
    directory: Path | None,
) -> int:
    """Say what is wrong with the articles, or with the PATHS among them.

    The whole blog is read in any case, so that links and duplicates are seen. With `-` for PATHS
    one article comes on standard input; what --fix makes of it goes to standard output.
    """
    from pipeline import build as story
    from pipeline.fix import Fixes, save

    job = _job(directory or ctx.obj, now, (select, extend_select, ignore), against=against)
    job, only = _asked(job, paths, stdin_filename)
    fixes = Fixes.ALL if unsafe_fixes else Fixes.SAFE if fixing or diff else None
    if write_baseline is not None:
        if paths or fixes:
            raise PipelineError("--write-baseline accepts what the whole blog has: name it alone.")
        return _accept(job, write_baseline)
    if baseline:
        baseline = _inside(job.root, Path(baseline)) or str(Path(baseline).absolute())
    job = _with_baseline(job, job.settings.baseline if baseline is None else baseline)
    if fixes is None:
        return _report(job, story.check(job), only, _Show(style, output_file, fail_on, None))
    shown = job.chosen.shown
    fixed = story.fix(
        job, lambda each: each.code in shown and (only is None or each.path in only), fixes
    )
    if diff:
        return _differences(fixed, output_file)
    if stdin_filename is None:
        save(job.root, fixed.before, fixed.after)
    else:
        _write_bytes(next(iter({**job.unsaved, **fixed.after}.values())))
    _say_mended(fixed)
    return _report(job, fixed.checked, only, _Show(style, output_file, fail_on, fixes))


@dataclass(frozen=True)
class _Show:
    """How a check is shown."""

    style: str
    output_file: Path | None
    fail_on: str
    tried: Fixes | None
    """The fixes that were just made."""


def _report(job: Job, checked: Checked, only: frozenset[str] | None, show: _Show) -> int:
    from pipeline.build import exit_code
    from pipeline.fix import Fixes
    from pipeline.model import Severity
    from pipeline.output import FORMATS as formats
    from pipeline.output import Report, fixes_line, summary_line
    from pipeline.output.github import github_summary
    from pipeline.permalink import is_page

    verdict = checked.verdict.redacted().showing(job.chosen.shown)
    verdict = verdict if only is None else verdict.among(only)
    paths = [each.path for each in checked.corpus.summaries] if only is None else only
    stream = sys.stderr if job.unsaved and show.tried else sys.stdout
    colour = show.output_file is None and _colour(stream)
    report = Report(verdict, checked.lines, len(paths), colour, sum(map(is_page, paths)))
    _write(formats[show.style](report), show.output_file, stream)
    summary_file = os.environ.get("GITHUB_STEP_SUMMARY")
    if show.style == "github" and summary_file:
        with Path(summary_file).open("a", encoding="utf-8") as file:
            file.write(github_summary(report))
    _notices(job, checked)
    offer = fixes_line(report, safe=show.tried is None, unsafe=show.tried is not Fixes.ALL)
    _say(f"{summary_line(report)} {offer}".rstrip())
    return exit_code(verdict, Severity(show.fail_on))


def _differences(fixed: Fixed, output_file: Path | None) -> int:
    from pipeline.output.patch import diff
    from pipeline.wording import counted

    colour = output_file is None and _colour(sys.stdout)
    _write(diff(fixed.before, fixed.after, fixed.checked.verdict.secrets, colour), output_file)
    _say(f"{counted(fixed.applied, 'finding')} in {_named(fixed.after)} would be mended.")
    return 2 if fixed.checked.verdict.crashed else int(bool(fixed.after))


def _say_mended(fixed: Fixed) -> None:
    from pipeline.wording import counted

    _say(
        f"Mended {counted(fixed.applied, 'finding')} in {_named(fixed.after)}."
        if fixed.applied
        else "Nothing was mended."
    )


def _named(paths: Collection[str]) -> str:
    """How many articles and pages these are."""
    from pipeline.permalink import is_page
    from pipeline.wording import articles_and_pages

    pages = sum(map(is_page, paths))
    return articles_and_pages(len(paths) - pages, pages)


def _asked(
    job: Job, paths: tuple[Path, ...], stdin_filename: Path | None
) -> tuple[Job, frozenset[str] | None]:
    """The job with an article from standard input, if one is given, and which articles are asked
    about: None for all.
    """
    from dataclasses import replace

    from pipeline.permalink import is_article, is_page

    dash = Path("-") in paths
    if stdin_filename is None:
        if dash:
            raise PipelineError(
                "`-` is an article on standard input: say which one with --stdin-filename, such "
                "as content/articles/x.md."
            )
        return job, _articles(job.root, paths)
    if paths != (Path("-"),):
        raise PipelineError(
            "--stdin-filename is about standard input: give `-`, and no other path."
        )
    path = _inside(job.root, stdin_filename)
    if path is None or not (is_article(path) or is_page(path)):
        content = job.root / "content"
        raise PipelineError(
            f"--stdin-filename is `{stdin_filename}`, which is no article's place: articles are "
            f"the `.md` files below `{content / 'articles'}`, and pages those below "
            f"`{content / 'pages'}`."
        )
    return replace(job, unsaved={path: _read_bytes()}), frozenset((path,))


def _read_bytes() -> bytes:
    """What comes on stdin."""
    if sys.stdin is None:
        raise PipelineError("Standard input is closed: send the article's text to it.")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise PipelineError(f"Standard input cannot be read: {error.strerror}.") from error


def _with_baseline(job: Job, name: str) -> Job:
    from dataclasses import replace

    from pipeline.baseline import load_baseline

    return replace(job, baseline=load_baseline(job.root, name))


def _accept(job: Job, file: Path) -> int:
    from pipeline import build as story
    from pipeline.baseline import acceptable, baseline_text
    from pipeline.rules import RULES
    from pipeline.wording import counted

    checked = story.check(job)
    found = checked.verdict.showing(job.chosen.shown).diagnostics
    accepted = acceptable(found, RULES)
    _write(baseline_text(accepted), file)
    left = len(found) - len(accepted)
    _say(
        f"Accepted {counted(len(accepted), 'finding')} in `{file}`."
        + (f" {counted(left, 'finding')} cannot be accepted." if left else "")
    )
    return 2 if checked.verdict.crashed else 0


@app.command(short_help="Check, then publish the site and its feeds.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the site is put; public/ in the blog's folder when not given.",
)
@click.option("--drafts", is_flag=True, help="Show drafts that nothing blocks, for a preview.")
@click.option("--base-url", metavar="URL", help="Where this build will be, for a preview.")
@click.option("--check", "rehearsal", is_flag=True, help="Render and verify all; write nothing.")
@_against
@_now
@_directory
@click.pass_context
def build(
    ctx: click.Context,
    output: Path | None,
    drafts: bool,
    base_url: str | None,
    rehearsal: bool,
    against: Path | None,
    now: str | None,
    directory: Path | None,
) -> int:
    """Check the articles and, when no error stands, publish the site and its feeds."""
    from pipeline import build as story
    from pipeline.assemble import Drafts
    from pipeline.settings import DEFAULT_BASE_URL

    if drafts and against is not None:
        _say("A preview with drafts is compared with nothing: --against is left out of account.")
        against = None
    job = _job(directory or ctx.obj, now, ((), (), ()), base_url, against)
    job = _with_baseline(job, job.settings.baseline)
    target = output if output is not None else job.root / "public"
    shown = Drafts.SHOWN if drafts else Drafts.LEFT_OUT
    if rehearsal and output is not None:
        raise SettingsError("--check writes nothing: leave --output out.")
    built = story.rehearse(job, shown) if rehearsal else story.build(job, target, shown)
    _notices(job, built.checked)
    if job.settings.base_url == DEFAULT_BASE_URL:
        _say(f"The setting `base_url` is not set: full addresses begin with `{DEFAULT_BASE_URL}`.")
    if built.site is None or built.published is None:
        return _refused(built.checked)
    _say(_shortened(built.shortened))
    if rehearsal:
        _say(_rehearsed(built.site, built.published))
    else:
        _say(_published(built.site, built.published, target))
    return 0


@app.command(short_help="Rename an article or page, its links with it.")
@click.argument("old")
@click.argument("new")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@_directory
@click.pass_context
def move(ctx: click.Context, old: str, new: str, diff: bool, directory: Path | None) -> int:
    """Rename the article or page OLD to NEW: its file or folder, and every link to it.

    Each is a path, an address within the site, or the slug alone. The old address becomes an alias,
    so that it leads to the new one, and the guid stays. All of it is done, or nothing.
    """
    from pipeline.move import prepare
    from pipeline.move.storing import refuse, refuse_unsaved, store
    from pipeline.move.telling import told
    from pipeline.output.patch import renaming

    job = _job(directory or ctx.obj, None, ((), (), ()))
    job = _with_baseline(job, job.settings.baseline)
    plan = prepare(job, old, new, lambda path: _inside(job.root, Path(path)))
    if diff:
        refuse(job.root, plan)
        _write(renaming(plan.renamed, plan.before, plan.after, plan.secrets, _colour(sys.stdout)))
    else:
        refuse_unsaved(job.root, plan)
        store(job.root, plan)
    _say("\n".join(told(plan, job.settings, job.baseline, done=not diff)))
    return int(diff)


@app.command(short_help="Say what a rule is about, with examples.")
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what RULE (a code or a name) is about, with a bad and a good example."""
    from pipeline.output.explain import explain as explained
    from pipeline.rules import RULES
    from pipeline.settings import rule_codes

    codes = rule_codes((rule,), "codeloom explain")
    if len(codes) != 1:
        raise SettingsError(f"`{rule}` is a family; name one rule: {', '.join(codes)}.")
    _write(explained(RULES[codes[0]], _colour(sys.stdout)))


@app.command(short_help="List all rules.")
def rules() -> None:
    """List all rules: code, name, severity, what they find."""
    from pipeline.output.table import rules_table
    from pipeline.rules import RULES

    _write(rules_table(tuple(RULES.values()), _colour(sys.stdout)))


def _job(
    directory: Path | None,
    now: str | None,
    views: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    base_url: str | None = None,
    against: Path | None = None,
) -> Job:
    from dataclasses import replace

    from pipeline.build import Job
    from pipeline.judge import selection
    from pipeline.manifest import load_manifest
    from pipeline.rules import GUARDS, RULES
    from pipeline.settings import find_root, load_settings, normal_base_url, rule_codes

    if directory is not None:
        _start_in(directory)
    published = None if against is None else load_manifest(against)
    root = find_root(Path())
    settings = load_settings(root)
    if base_url is not None:
        settings = replace(settings, base_url=normal_base_url(base_url, "--base-url"))
    flags = ("--select", "--extend-select", "--ignore")
    select, extend, ignore = (
        rule_codes(_split(names), flag) for names, flag in zip(views, flags, strict=True)
    )
    asked = () if published is None else GUARDS
    chosen = selection(RULES, settings, select, extend, ignore, asked)
    return Job(root, settings, chosen, _clock(now, settings), published=published)


def _start_in(directory: Path) -> None:
    """As `git -C` and `make -C`: every relative path of the command line counts from there."""
    try:
        os.chdir(directory)
    except FileNotFoundError as error:
        raise PipelineError(f"There is no folder `{directory}`.") from error
    except OSError as error:
        raise PipelineError(f"`{directory}` cannot be entered: {error.strerror}.") from error


def _split(names: Iterable[str]) -> list[str]:
    return [part.strip() for name in names for part in name.split(",") if part.strip()]


def _clock(now: str | None, settings: Settings) -> datetime:
    """The one place where the time is read."""
    from pipeline.moments import parse_moment

    if now is not None:
        try:
            return parse_moment(now, settings.timezone)
        except ValueError as error:
            raise SettingsError(f"--now is `{now}`, which is no time: {error}.") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds."
        ) from error


def _articles(root: Path, paths: tuple[Path, ...]) -> frozenset[str] | None:
    """The articles and pages that the paths name, relative to the root; None for all of them."""
    if not paths:
        return None
    from pipeline.read.inventory import inventory

    known = inventory(root).sources
    found: set[str] = set()
    for path in paths:
        if not os.path.lexists(path):
            raise PipelineError(f"There is no file or folder `{path}`.")
        inside = _inside(root, path)
        named = [
            article
            for article in known
            if inside in (article, ".") or (inside and article.startswith(f"{inside}/"))
        ]
        if not named:
            raise PipelineError(
                f"`{path}` is no article of the blog in `{root}`, and holds none: articles are the "
                "`.md` files below `content/articles/`, and pages those below `content/pages/`."
            )
        found.update(named)
    return frozenset(found)


def _inside(root: Path, path: Path) -> str | None:
    """The path relative to the root, with `/`; None when it leads elsewhere."""
    full = Path(os.path.abspath(path))  # noqa: PTH100  a link itself is meant, not its target
    if not full.is_relative_to(root):
        full = full.parent.resolve() / full.name
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else None


def _write_bytes(text: bytes) -> None:
    """To stdout as it is, whatever its line ends and encoding."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _leave_stdout()
        raise PipelineError(f"The output cannot be written: {error.strerror}.") from error


def _write(text: str, output_file: Path | None = None, stream: Any = None) -> None:
    stream = stream or sys.stdout
    try:
        if output_file is None:
            stream.write(text)
            stream.flush()
        else:
            output_file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        if output_file is None:
            _leave_stdout()
        name = f"`{output_file}`" if output_file else "The output"
        raise PipelineError(f"{name} cannot be written: {error.strerror}.") from error


def _leave_stdout() -> None:
    """What is still in the buffer must not be tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _notices(job: Job, checked: Checked) -> None:
    from pipeline.rules import GUARDS
    from pipeline.rules.publishing.comparison import retired_but_there, unknown_corrections
    from pipeline.wording import joined

    settings = job.settings
    if job.published is not None and (ignored := sorted({*GUARDS} - job.chosen.run)):
        _say(f"The settings ignore {joined(ignored, 'and')}: --against does not look for that.")
    for summary, when in retired_but_there(checked.corpus, settings):
        _say(
            f"The setting `retired` names `{summary.site_path}`, and `{summary.path}` {when}: take "
            f"it out of the list, or make the {summary.noun} a draft."
        )
    for site_path in unknown_corrections(checked.corpus, settings):
        _say(
            f"The setting `date_corrections` names `{site_path}`, which is no article of the blog: "
            "take it out."
        )
    if not settings.is_english:
        _say(
            f"Readability is not judged: the blog's language is `{settings.language}`, and the "
            "grade is made for English."
        )


def _refused(checked: Checked) -> int:
    from pipeline.build import exit_code
    from pipeline.model import Severity
    from pipeline.output import FORMATS as formats
    from pipeline.output import Report, summary_line

    verdict = checked.verdict.redacted().at_least(Severity.ERROR)
    count = len(checked.corpus.summaries)
    pages = sum(summary.is_page for summary in checked.corpus.summaries)
    report = Report(verdict, checked.lines, count, _colour(sys.stdout), pages)
    _write(formats["full"](report))
    _say(f"{summary_line(report)} Nothing was published.")
    return exit_code(verdict, Severity.ERROR)


def _published(site: Site, published: Published, target: Path) -> str:
    from pipeline.wording import articles_and_pages, counted

    made = articles_and_pages(len(site.articles), len(site.pages))
    return (
        f"Published {made} in `{target}`; {_left_out(site)} "
        f"{counted(published.changed, 'file')} new or changed, {published.removed} removed."
    )


def _rehearsed(site: Site, published: Published) -> str:
    from pipeline.wording import articles_and_pages, counted

    made = articles_and_pages(len(site.articles), len(site.pages))
    return (
        f"{made} would be published; {_left_out(site)} "
        f"{counted(published.pages, 'file')} rendered and verified, nothing written."
    )


_SHOWN = 3
"""So many feeds are named in one message."""


def _shortened(feeds: Sequence[Shortened]) -> str:
    """Which feeds would be too heavy with all their articles; empty when none would be."""
    from pipeline.render.syndication import MOST_BYTES

    if not feeds:
        return ""
    named = [f"`{each.site_path}` ({each.kept} of {each.wanted})" for each in feeds]
    if len(named) > _SHOWN:
        named[_SHOWN:] = [f"{len(named) - _SHOWN} more"]
    most = f"{MOST_BYTES // 1024} KB"
    return f"Feeds that would pass {most} hold fewer articles: {', '.join(named)}."


def _left_out(site: Site) -> str:
    from pipeline.wording import counted

    blocked = f", {counted(site.blocked, 'draft')} blocked" if site.blocked else ""
    return f"{site.scheduled} scheduled, {counted(site.drafts, 'draft')} left out{blocked}."


def _colour(stream: Any) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty())


def _say(text: str) -> None:
    if text:
        sys.stderr.write(text.rstrip("\n").translate(_COMMANDS) + "\n")


_COMMANDS = dict.fromkeys((*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)), "�")
"""Characters by which a file's name would command the terminal; a line end is our own."""
