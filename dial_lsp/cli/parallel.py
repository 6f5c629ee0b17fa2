"""The same work for many projects: on several processors, in a stable order, with a bar on terminals."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dial_lsp import notes
from dial_lsp.notes import Notes
from dial_lsp.project.files import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dial_lsp.project.discovery import Project

_T = TypeVar("_T")
_WORTH_A_PROCESS = 4  # projects; starting a process takes as long as checking a few
_WORTH_A_BAR = 20


def for_each(
    projects: Sequence[Project], work: Callable[[Project], _T], *, jobs: int | None = None, bar: bool = False
) -> Iterator[_T]:
    """The result of the work for each project, in the order of the projects, each as soon as it is there.

    ``work`` and its results must be able to travel between processes; the first project is worked on before any starts.
    Without ``jobs`` as many processes are used as there are processors, but none for a few projects.
    """
    processes = min(jobs or _processors(), max(1, len(projects) // (1 if jobs else _WORTH_A_PROCESS)))
    if processes == 1 or any(STANDARD_INPUT in project.paths for project in projects):
        results: Iterable[_T] = map(work, projects)
    else:
        results = _in_processes(projects, work, processes)
    shown = bar and len(projects) >= _WORTH_A_BAR and sys.stderr is not None and sys.stderr.isatty()
    return _with_bar(results, len(projects)) if shown else iter(results)


def _in_processes(projects: Sequence[Project], work: Callable[[Project], _T], processes: int) -> Iterator[_T]:
    yield work(projects[0])  # what this loads, all processes have that are forked
    projects = projects[1:]
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(processes, initializer=_leave_interrupts_alone)
    try:
        chunk = max(1, min(4, len(projects) // (processes * 4)))
        taken = notes.taken()
        if taken is None:
            yield from executor.map(work, projects, chunksize=chunk)
            return
        for result, noted in executor.map(partial(_noted, work, taken.key), projects, chunksize=chunk):
            taken.join(noted)
            yield result
    finally:
        executor.shutdown(cancel_futures=True)


def _noted(work: Callable[[Project], _T], key: bytes, project: Project) -> tuple[_T, Notes]:
    """The result of the work, and what was asked of the disk for it."""
    with Notes(key) as noted:
        return work(project), noted


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches all processes of a terminal; only the first one is to answer it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _bar(results: Iterable[_T], count: int) -> Iterator[Any]:
    bar = click.progressbar(results, length=count, label="Checking", file=sys.stderr, show_pos=True, show_eta=False)
    with bar as shown:
        yield shown
    # The bar is for waiting only: what was found begins on a clean line.
    click.echo("\x1b[1A\x1b[2K", nl=False, err=True)


def _with_bar(results: Iterable[_T], count: int) -> Iterator[_T]:
    with _bar(results, count) as shown:
        yield from shown


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
