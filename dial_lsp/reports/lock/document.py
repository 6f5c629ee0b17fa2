"""The whole lock: callers, what can be called, and when limits begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.compare_schedules import SCHEDULE, part_of_schedule
from dial_lsp.reports.frame import printable
from dial_lsp.reports.lock.callers import Facts, callers, names_of
from dial_lsp.reports.lock.objects import Objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access import Access

_INDENT = "  "
_HEAD = (
    "# Who may call what with this configuration, with which limits and at which price.",
    "# dial-lint access --lock wrote it. Renew it whenever a change of access is meant.",
)


def document(access: Access) -> str:
    """The lock of a relation, without secrets, positions or a date; it ends with a line break."""
    return "".join(f"{line}\n" for line in _lines(access))


def blocks_of(text: str) -> dict[str, list[str]]:
    """The lines of a lock by the lines that head them; remarks are left out."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith(_INDENT):
            found.setdefault(heading, []).append(line)
        elif line and not line.startswith("#"):
            heading = line
            found.setdefault(heading, [])
    return found


def _lines(access: Access) -> Iterator[str]:
    hidden = access.config.secrecy.wording.hidden
    yield from _HEAD
    for heading, lines in _blocks(access):
        yield ""
        yield printable(hidden(heading))
        yield from (f"{_INDENT}{printable(hidden(line))}" for line in lines)


def _blocks(access: Access) -> Iterator[tuple[str, Iterable[str]]]:
    facts = Facts(access)
    names = names_of(access, facts)
    yield "callers", callers(access, names, facts)
    objects = Objects(access, names)
    yield from ((found.label, objects.lines(found)) for found in sorted(access.objects, key=lambda one: one.label))
    parts = {name: part_of_schedule(access, name).value for name in SCHEDULE}
    if parts != SCHEDULE:
        yield "schedule of limits", (f"{name}: {value}" for name, value in parts.items())
