"""The crew: who does the work that is done article by article.

A small blog is worked on in this process; a larger one is dealt to one process a core. A shard
keeps the bodies of its pages, because sending them back would make the parent the bottleneck: it
answers two messages, *examine* with summaries and findings (and the few bodies that feeds need),
*render* with receipts of the pages it wrote. What each of them does comes as an argument. The
result does not depend on how many shards there are.

A shard that dies is retried file by file in fresh processes, and the file that kills it is named.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from pipeline.errors import PipelineError
from pipeline.model import Body, Examined, Receipt

Write = Callable[[Mapping[str, Body]], list[Receipt]]
"""Writes the pages of the articles whose bodies it gets, by path; it must survive pickling."""

ARTICLES_A_SHARD = 150
"""A process more pays for its start (about 0.1 s) from so many articles on."""

_ENDED = "A worker process was ended while the site was built: run it again."


class Work(Protocol):
    """How articles are examined; it must survive pickling."""

    def examine(self, paths: Sequence[str]) -> list[Examined]:
        """Everything about some articles; never raises for what their authors wrote."""

    def lost(self, path: str) -> Examined:
        """What is said of a file that killed the process which read it."""


class Crew(Protocol):
    """One or more processes that examine articles and then render those they examined."""

    def examine(self) -> list[Examined]:
        """All articles, in path order, without their bodies; called once."""

    def render(self, write: Write) -> Callable[[], list[Receipt]]:
        """Begins to write the articles' pages; call the result to wait for them."""


@contextmanager
def shards(paths: Sequence[str], work: Work, processes: int | None = None) -> Iterator[Crew]:
    """A crew for `paths`; `processes` is for tests, else it follows the cores and the paths."""
    count = processes or min(_cores(), len(paths) // ARTICLES_A_SHARD)
    if count <= 1:
        yield _ThisProcess(paths, work)
        return
    crew = _Processes(paths, work, count)
    try:
        yield crew
    finally:
        crew.close()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: what reading makes has next to no cycles, and collecting it
    again and again takes more than a tenth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _ThisProcess:
    def __init__(self, paths: Sequence[str], work: Work) -> None:
        self.paths = paths
        self.work = work
        self.bodies: dict[str, Body] = {}

    def examine(self) -> list[Examined]:
        with _uncollected():
            return [_keep(each, self.bodies) for each in self.work.examine(sorted(self.paths))]

    def render(self, write: Write) -> Callable[[], list[Receipt]]:
        receipts = write(self.bodies)
        return lambda: receipts


def _keep(examined: Examined, bodies: dict[str, Body]) -> Examined:
    if examined.body is None:
        return examined
    bodies[examined.summary.path] = examined.body
    return replace(examined, body=None)


class _Failure:
    """What a shard sends instead of an answer."""

    def __init__(self, error: BaseException) -> None:
        self.error = error if isinstance(error, PipelineError) else None
        self.report = "".join(traceback.format_exception(error))

    def reraise(self) -> None:
        if self.error is not None:
            raise self.error
        raise RuntimeError(f"a worker process failed:\n{self.report}")


class _Processes:
    def __init__(self, paths: Sequence[str], work: Work, count: int) -> None:
        self.work = work
        self.context: Any = multiprocessing.get_context(_START)
        ordered = sorted(paths)
        sys.stdout.flush()
        sys.stderr.flush()
        self.members: list[_Member] = []
        for index in range(count):
            self.members.append(self._start(ordered[index::count]))

    def _start(self, paths: Sequence[str]) -> _Member:
        ours, theirs = self.context.Pipe()
        others = [member.connection for member in self.members]
        inherited = [*others, ours] if _START == "fork" else []
        arguments = (theirs, self.work, paths, inherited)
        process = self.context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return _Member(process, ours, paths)

    def examine(self) -> list[Examined]:
        found: list[Examined] = []
        for member in self.members:
            examined = member.receive()
            found.extend(self._one_by_one(member) if examined is None else examined)
        return sorted(found, key=lambda each: each.summary.path)

    def _one_by_one(self, dead: _Member) -> Iterator[Examined]:
        for path in dead.paths:
            member = self._start((path,))
            examined = member.receive()
            yield from [self.work.lost(path)] if examined is None else examined
            member.stop()

    def render(self, write: Write) -> Callable[[], list[Receipt]]:
        try:
            for member in self.members:
                member.connection.send(write)
        except OSError as error:
            raise PipelineError(_ENDED) from error
        return self._receipts

    def _receipts(self) -> list[Receipt]:
        receipts: list[Receipt] = []
        for member in self.members:
            written = member.receive()
            if written is None:
                raise PipelineError(_ENDED)
            receipts.extend(written)
        return receipts

    def close(self) -> None:
        for member in self.members:
            member.stop()


class _Member:
    """One worker process, the way to it, and the paths that it was dealt."""

    def __init__(self, process: BaseProcess, connection: Connection, paths: Sequence[str]) -> None:
        self.process = process
        self.connection = connection
        self.paths = paths

    def receive(self) -> Any:
        """Its answer, a list as the message asked for; None when it died."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(answer, _Failure):
            answer.reraise()
        return answer

    def stop(self) -> None:
        """Ends it: whoever stops a member has all that it had to say.

        It is not waited for: to give back what it holds takes a large shard a second.
        """
        self.connection.close()
        self.process.terminate()
        self.process.join()


_START = "fork" if sys.platform == "linux" else "spawn"
"""Fork where it is safe and quick (Linux, before any thread exists), else spawn."""


def _serve(
    connection: Connection, work: Work, paths: Sequence[str], inherited: Sequence[Connection]
) -> None:
    """A shard's whole life: examine, send; wait; render, send.

    `inherited` are the parent's ends of pipes. While a shard holds one, it would not be heard that
    the parent is gone, and shards would wait for ever.
    """
    for end in inherited:
        end.close()
    gc.disable()  # it lives for seconds, makes next to no cycles, and collecting costs a tenth
    bodies: dict[str, Body] = {}
    try:
        connection.send(_answer(lambda: [_keep(each, bodies) for each in work.examine(paths)]))
        write: Write = connection.recv()
        connection.send(_answer(lambda: write(bodies)))
    except (EOFError, ConnectionError, KeyboardInterrupt):
        return  # the parent has no more questions, or is gone


def _answer(do: Callable[[], list[Examined] | list[Receipt]]) -> object:
    try:
        return do()
    except Exception as error:  # noqa: BLE001  it crosses to the parent, which raises it
        return _Failure(error)
