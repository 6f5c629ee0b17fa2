"""What a name stands for, as the access relation has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.hover.callers import key_topic, project_topic, role_topic
from dial_lsp.features.hover.markup import Bullets, Code, Paragraph, Strong, Topic
from dial_lsp.features.hover.objects import object_topic
from dial_lsp.model.deployments import Served, Translator
from dial_lsp.model.entries import typed
from dial_lsp.names.occurrences import definitions
from dial_lsp.names.references import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.names.occurrences import Occurrence

_SCHEMAS = {Kind.APPLICATION_SCHEMA: "Application type", Kind.CATALOG_SCHEMA: "Catalog schema"}


def name_topics(analysis: Analysis, name: Occurrence, told: frozenset[str]) -> Iterator[Topic]:
    """What a name stands for, wherever it is written; nothing for an undefined one, but for roles and projects.

    ``told`` are the rules that have found something at the name, and have said what.
    """
    if Kind.ROLE in name.kinds:
        yield role_topic(analysis, name.name, told)
        return
    if Kind.PROJECT in name.kinds:
        yield project_topic(analysis, name.name)
        return
    for kind in name.kinds:
        if kind in _SCHEMAS:
            yield _schema(analysis, kind, name.name, told)
    defining = definitions(analysis.config, name)
    sections = dict.fromkeys(found.entry.section for found in defining if found.entry.name is not None)
    for section in sections:
        entry = analysis.config.sections[section].every[name.name]
        yield from entry_topics(analysis, entry, told)


def entry_topics(analysis: Analysis, entry: ConfigEntry, told: frozenset[str]) -> Iterator[Topic]:
    """What a named entry amounts to; nothing in sections Core does not know."""
    value = typed(entry)
    if entry.section == "keys":
        yield key_topic(analysis, entry, told)
    elif isinstance(value, Translator):
        yield _translator(analysis, entry, value)
    elif isinstance(value, Served):
        access = analysis.access
        own = access.objects_in(entry)[:1] or tuple(one for one in access.named(entry.name or "") if one.entry is entry)
        yield from (object_topic(analysis, found, told) for found in own)


def _translator(analysis: Analysis, entry: ConfigEntry, translator: Translator) -> Topic:
    count = len(analysis.references.uses_of(Kind.TRANSLATOR, entry.name or ""))
    words = ("From ", Code(translator.source or "?"), " to ", Code(translator.target or "?"))
    used = (f"Used by {count} interface{'' if count == 1 else 's'}",)
    return Topic((Paragraph((Strong("Translator"), " ", Code(entry.name or ""))), Bullets((words, used))))


def _schema(analysis: Analysis, kind: Kind, name: str, told: frozenset[str]) -> Topic:
    count = len(analysis.references.uses_of(kind, name))
    used = f"Used by {count} {'entry' if count == 1 else 'entries'}"
    is_known = analysis.references.is_defined(kind, name) or "undeclared-schema" in told
    missing = () if is_known else (", not defined",)
    return Topic((Paragraph((Strong(_SCHEMAS[kind]), " ", Code(name), *missing)), Bullets(((used,),))))
