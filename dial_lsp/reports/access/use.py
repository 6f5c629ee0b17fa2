"""What was used of what may be called, for people and for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dial_lsp.access.limits import UNITS
from dial_lsp.reports.access.answers import about
from dial_lsp.reports.access.values import object_value, subject_value
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import counted
from dial_lsp.usage.findings import keys_with_project, never_called, recorded, unused_grants, wide_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.usage.findings import WideLimit
    from dial_lsp.usage.use import Usage

VERSION = 1
ASSUMPTIONS = (
    "Records name projects: what keys of a project never called is exact, what people who sign in need is not known.",
    "Calls of models and applications are recorded; routes and toolsets are not, and are left out.",
    "Peaks are of calendar windows in UTC, over all keys of the project; Core's windows may begin at other times.",
)


def render(answers: Answers, usage: Usage, path: str) -> Iterator[str]:
    """The report for people."""
    yield from (f"{printable(answers.wording.names(line))}\n" for line in _lines(answers, usage, path))


def _lines(answers: Answers, usage: Usage, path: str) -> Iterator[str]:
    access = answers.access
    yield from about(answers)
    span = f" from {usage.first:%Y-%m-%d} to {usage.last:%Y-%m-%d}" if usage.first and usage.last else ""
    yield f"{path}: {counted(usage.calls, 'call')} of {counted(len(usage.projects), 'project')}{span}."
    unknown = sorted(usage.projects - {key.project for key in access.keys})
    if unknown:
        yield f"No key has the project {_quoted(unknown)}."
    gone = sorted(usage.deployments - {found.name for found in recorded(access)})
    if gone:
        yield f"Called, and not in this configuration: {_quoted(gone)}."
    yield from _section("Nobody called", [found.label for found in never_called(access, usage)])
    grants = [f"{one.key.label}: {_listed(one.objects)}" for one in unused_grants(access, usage)]
    yield from _section("Keys may call and never did", grants)
    yield from _section("Limits far above the use", _limits(wide_limits(access, usage)))
    yield ""
    yield from ASSUMPTIONS


def _limits(found: Iterator[WideLimit]) -> list[str]:
    by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found:
        told = f"{one.limit} {UNITS[one.window]}, at most {one.peak} used"
        by_key[one.key.label, one.object.label].append(told)
    return [f"{key}, {found}: {'; '.join(told)}" for (key, found), told in by_key.items()]


def _section(title: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield f"{title}:" if lines else f"{title}: nothing"
    yield from (f"  {line}" for line in lines)


def _listed(objects: tuple[Object, ...]) -> str:
    return ", ".join(found.label for found in objects)


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def render_json(answers: Answers, usage: Usage) -> str:
    """One object, as docs/access.md describes it."""
    access = answers.access
    value: dict[str, Any] = {
        "version": VERSION,
        "calls": usage.calls,
        "first": usage.first.isoformat() if usage.first else None,
        "last": usage.last.isoformat() if usage.last else None,
        "never_called": [object_value(found) for found in never_called(access, usage)],
        "keys": [
            {
                "subject": subject_value(key),
                "unused": [object_value(found) for one in grants for found in one.objects],
            }
            for key in keys_with_project(access)
            for grants in ([one for one in unused_grants(access, usage) if one.key is key],)
        ],
        "wide_limits": [
            {
                "subject": subject_value(one.key),
                "object": object_value(one.object),
                "window": one.window,
                "limit": one.limit,
                "peak": one.peak,
            }
            for one in wide_limits(access, usage)
        ],
        "assumptions": ASSUMPTIONS,
    }
    return json.dumps(answers.wording.value(value), ensure_ascii=False, indent=2) + "\n"
