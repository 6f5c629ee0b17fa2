"""Rename a role, deployment, interceptor, translator, route, schema or project of keys in all files of the config.

A new name must change nothing but the name: it is refused where Core would drop the entry, where the name is taken, and
where other mentions would come to mean the renamed thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.serving import RESERVED
from dial_lsp.access.storage import stores
from dial_lsp.features.template_code import holds_code
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.entry_names import Fault, fault_of, fault_of_text
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.names.occurrences import definitions, key_span, occurrence_at, uses
from dial_lsp.names.references import DEFINED_BY, Kind
from dial_lsp.schema.coercion import is_blank
from dial_lsp.syntax.writing import quoted
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.names.occurrences import Occurrence

_FAULTS: Mapping[Fault, str] = {
    "reserved": "Core refuses a file with a name of this form.",
    "slash": 'Core drops an entry whose name contains "/".',
    "toolset": 'Core drops a toolset whose name has other characters than letters, digits, "-" and "_".',
    "blank": "A name must not be blank.",
    "invisible": "The name has an invisible character.",
    "padded": "The name starts or ends with a blank.",
}


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that can be renamed: where it stands, without quotes, and what it is, without escapes."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be renamed, or not to this name."""

    message: str


def prepare_rename(analysis: Analysis, path: str, offset: int) -> Renaming | Refusal | None:
    """What would be renamed at an offset; None where no name stands."""
    analysis = analysis.seen_from(path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if name is None:
        return _refused_secret(analysis, path, offset)
    if holds_code(name.document, name.span):
        return Refusal("What stands here is filled in later: rename it where the value comes from.")
    if Kind.ROLE in name.kinds and name.name == DEFAULT_ROLE:
        return Refusal(f'Core itself knows the role "{DEFAULT_ROLE}" by its name.')
    return _shared(analysis, name) or Renaming(name.span, name.name)


def rename(analysis: Analysis, path: str, offset: int, new: str) -> Mapping[str, tuple[Edit, ...]] | Refusal | None:
    """The edits by file that give what stands at an offset another name; None where no name stands."""
    analysis = analysis.seen_from(path, offset)
    prepared = prepare_rename(analysis, path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if not isinstance(prepared, Renaming) or name is None:
        return prepared if isinstance(prepared, Refusal) else None
    if new == name.name:
        return {}
    defining = definitions(analysis.config, name)
    problem = _fault(analysis, name, defining, new) or _collision(analysis, name, defining, new)
    if problem:
        return Refusal(problem)
    edits: dict[str, list[Edit]] = {}
    for found in dict.fromkeys((*defining, *uses(analysis.config, analysis.references, name))):
        edits.setdefault(found.document.source.path, []).append(_edit(found, new))
    return {at: tuple(sorted(made, key=lambda edit: edit.span)) for at, made in edits.items()}


def _edit(found: Occurrence, new: str) -> Edit:
    if found.span == found.token:  # a number, or a damaged string
        return Edit(found.token, quoted(new))
    return Edit(found.span, quoted(new)[1:-1])


def _refused_secret(analysis: Analysis, path: str, offset: int) -> Refusal | None:
    document = analysis.document(path)
    entry = document.entry_at(offset) if document else None
    if document is None or entry is None or entry.name is None or document.section_of(entry).name != "keys":
        return None
    start, end = key_span(document, entry)
    if not start <= offset <= end:
        return None
    return Refusal("This is the secret of an API key, not a name: callers would lose access. Replace it by hand.")


def _shared(analysis: Analysis, name: Occurrence) -> Refusal | None:
    """A refusal where two things have the name, and some mention of it speaks of both."""
    found = definitions(analysis.config, name)
    kinds = {kind for one in (name, *found) for kind in one.kinds}
    owners = [
        section for section, defined in DEFINED_BY.items() if kinds & {*defined} and _has(analysis, section, name.name)
    ]
    shared = [kind for kind in kinds if sum(kind in DEFINED_BY[section] for section in owners) > 1]
    if not any(analysis.references.uses_of(kind, name.name) for kind in shared):
        return None
    who = " and ".join(_article(KIND_WORDS[section]) for section in owners)
    return Refusal(f'"{name.name}" is the name of {who}, and what mentions it speaks of both.')


def _fault(analysis: Analysis, name: Occurrence, defining: tuple[Occurrence, ...], new: str) -> str | None:
    if is_blank(new):
        return _FAULTS["blank"]
    if Kind.PROJECT in name.kinds:
        of_text = fault_of_text(new)
        return _FAULTS[of_text] if of_text else None
    for section in _sections(name, defining):
        fault = fault_of(section, new, analysis.version)
        if fault is not None and fault in _FAULTS:
            return _FAULTS[fault]
        if section == "roles" and new == DEFAULT_ROLE:
            return f'Core gives the role "{DEFAULT_ROLE}" a meaning of its own.'
        if section not in {"roles", "translators", "routes"} and new == RESERVED:
            return f'The name "{RESERVED}" is reserved: calls would never reach it.'
    return None


def _sections(name: Occurrence, defining: tuple[Occurrence, ...]) -> Iterator[str]:
    """The sections whose rules a new name must keep."""
    written = [found.entry.section for found in defining if found.entry.name is not None]
    if not defining:
        written = [section for section, kinds in DEFINED_BY.items() if {*name.kinds} & {*kinds}][:1]
    yield from dict.fromkeys(written)


def _collision(analysis: Analysis, name: Occurrence, defining: tuple[Occurrence, ...], new: str) -> str | None:
    kinds = {kind for found in (name, *defining) for kind in found.kinds}
    if sharing := _sharing(analysis, kinds, defining, new):
        return sharing
    for section, defined in DEFINED_BY.items():
        if kinds & {*defined} and _has(analysis, section, new):
            return f'There is already {_article(KIND_WORDS[section])} "{new}".'
    for kind in kinds:
        if analysis.references.is_defined(kind, new):
            return f'There is already {_article(kind)} "{new}".'
        count = len(analysis.references.uses_of(kind, new))
        if count:
            places = "1 place" if count == 1 else f"{count} places"
            return f'"{new}" is already mentioned in {places}, which would come to mean this {_what(name, defining)}.'
    return None


def _sharing(analysis: Analysis, kinds: set[Kind], defining: tuple[Occurrence, ...], new: str) -> str | None:
    """Why a project and something else would come to have one storage: it goes by their names."""
    has_keys = bool(analysis.references.uses_of(Kind.PROJECT, new))
    if Kind.PROJECT in kinds:
        alike = (found for found in analysis.access.named(new) if found.application is None and stores(found.served))
        other = next((found.label for found in alike), f'project "{new}"' if has_keys else None)
        return other and f"There is already {_article(other)}, and equal names share one storage."
    sections = {found.entry.section for found in defining}
    named = analysis.access.named(defining[0].name) if defining else ()
    if has_keys and any(found.entry.section in sections and stores(found.served) for found in named):
        return f'There is already a project "{new}", and equal names share one storage.'
    return None


def _has(analysis: Analysis, section: str, name: str) -> bool:
    found = analysis.config.sections.get(section)
    return found is not None and name in found.every


def _what(name: Occurrence, defining: tuple[Occurrence, ...]) -> str:
    return KIND_WORDS.get(defining[0].entry.section, str(defining[0].kinds[0])) if defining else str(name.kinds[0])


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
