"""Where a role meets a deployment: why a caller with the role may call it or not, and how much."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from dial_lsp.features.hover.markup import Bullets, Link, Paragraph, Strong, Topic
from dial_lsp.names.references import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Because, Object
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.hover.markup import Words
    from dial_lsp.features.linking import Links
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.names.occurrences import Occurrence
    from dial_lsp.syntax.tree import Pointer


def reason_topic(
    analysis: Analysis, entry: ConfigEntry, pointer: Pointer, name: Occurrence, links: Links
) -> Iterator[Topic]:
    """The steps of access at an element of ``userRoles`` or at a limit; nothing elsewhere."""
    access = analysis.access
    if name.field == "userRoles" and Kind.ROLE in name.kinds:
        inside = [one for one in access.objects_in(entry) if one.served.pointer == pointer[:-2]]
        for found in inside:
            yield _steps(analysis, name.name, found, links)
    elif name.field == "limits" and entry.section == "roles":
        for found in access.named(name.name):
            if found.application is None:
                yield _steps(analysis, entry.name or "", found, links)


def _steps(analysis: Analysis, role: str, found: Object, links: Links) -> Topic:
    caller = analysis.access.caller(role)
    may = "may" if analysis.access.reaches(caller, found) else "may not"
    steps = analysis.access.because(caller, found)
    head = Paragraph((Strong(f"A caller with role {role} {may} call {found.label}"),))
    asking = links.why(found)
    rest = (Paragraph((Link("Why can, or cannot, others call it?", asking),)),) if asking else ()
    return Topic((head, Bullets(tuple(_step(analysis, step, links) for step in steps)), *rest))


def _step(analysis: Analysis, step: Because, links: Links) -> Words:
    message = step.message[:1].upper() + step.message[1:]
    if step.at is None:
        return (message,)
    at = analysis.locate(step.at).in_file
    place = f"{PurePath(at.source.path).name}:{at.source.position(at.span.start).line}"
    url = links.place(at)
    return (message, " (", Link(place, url) if url else place, ")")
