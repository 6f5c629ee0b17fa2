"""Why can, or cannot, somebody call something: whom and what a place of the text is about, and everybody there is.

Callers and what can be called go by their labels, such as ``key 2 (project "search")`` and ``model "gpt-4"``, with the
secrets taken out: these mean the same after an edit elsewhere, and people can read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.names.occurrences import occurrence_at, reading_of
from dial_lsp.names.references import Kind
from dial_lsp.syntax.tree import pointer_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.access import Object, Subject
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import ConfigEntry


@dataclass(frozen=True, slots=True)
class Question:
    """Who calls, and what; None where that is still to be chosen."""

    caller: Subject | None = None
    object: Object | None = None


def callers(analysis: Analysis) -> Mapping[str, Subject]:
    """Everybody who may be asked about, by label: keys, callers with one role, anybody."""
    access, names = analysis.access, analysis.secrecy.wording.names
    return {names(one.label): one for one in (*access.keys, *access.roles, access.everyone)}


def objects(analysis: Analysis) -> Mapping[str, Object]:
    """Everything that can be called, by label."""
    names = analysis.secrecy.wording.names
    return {names(one.label): one for one in analysis.access.objects}


def asked_at(analysis: Analysis, path: str, offset: int) -> Question:
    """Whom and what the text at an offset is about: a role in ``userRoles`` or a limit of one says both."""
    document = analysis.document(path)
    entry = document.entry_at(offset) if document else None
    if document is None or entry is None:
        return Question()
    reading = reading_of(analysis.config, analysis.documents.index(document), document, entry)
    merged = analysis.config.current(reading)
    access, name = analysis.access, occurrence_at(analysis.config, path, offset)
    pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
    if name is not None and name.field == "userRoles" and Kind.ROLE in name.kinds:
        inside = (one for one in access.objects_in(merged) if one.served.pointer == pointer[:-2])
        return Question(access.caller(name.name), next(inside, None))
    if name is not None and name.field == "limits" and merged.section == "roles":
        named = (one for one in access.named(name.name) if one.application is None)
        return Question(access.caller(merged.name), next(named, None))
    return Question(_caller(analysis, merged), next(iter(access.objects_in(merged)), None))


def _caller(analysis: Analysis, entry: ConfigEntry) -> Subject | None:
    if entry.section == "roles" and entry.name is not None:
        return analysis.access.caller(entry.name)
    found = (one for one in analysis.access.keys if one.key is not None and one.key.entry is entry)
    return next(found, None)
