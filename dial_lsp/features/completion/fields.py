"""Names of fields and sections, required ones first and those that are there already left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.completion.accepting import Offer
from dial_lsp.features.completion.blanks import blank_of
from dial_lsp.features.completion.spelling import spelling_of
from dial_lsp.features.completion.surroundings import names_in_file, objects_like
from dial_lsp.features.completion.uses import uses
from dial_lsp.schema.fields import sections, types
from dial_lsp.schema.type_words import type_words
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.schema.fields import Field, ObjectType

_REQUIRED: Final = compiled("Core refuses|By the meta-schema")
_ALTERNATIVE: Final = compiled(r"This or (\w+)\.")
_IDLE: Final = compiled(r"^Deprecated|\bhas no effect\b")


def field_offers(analysis: Analysis, spot: Spot, kind: ObjectType) -> Iterator[Offer]:
    """The fields an object still lacks: required, usual in this project, others, too new for this Core, idle.

    Among these first what most people write.
    """
    present = {field.name for name in spot.others if (field := kind.spellings.get(name))}
    likes = [set(value) for value in objects_like(analysis, spot)]
    preferred = [field.accepted[0] for field in kind.fields.values()]
    habits = (spot.others, [name for names in likes for name in names], names_in_file(analysis), preferred)
    usable = [field for field in kind.fields.values() if field.name not in present and _is_offered(field, analysis)]

    def rank(field: Field) -> tuple[int, int]:
        return group(field), -uses().get((kind.name, field.name), 0)

    def group(field: Field) -> int:
        usual = sum(1 for names in likes if not names.isdisjoint(field.accepted))
        if _IDLE.search(field.description):
            return 4
        if _is_too_new(field, analysis):
            return 3
        return 0 if is_required(field, kind, present) else 1 if usual * 2 > len(likes) else 2

    for field in sorted(usable, key=rank):
        name = spelling_of(field, [list(names) for names in habits], analysis.version)
        required = is_required(field, kind, present)
        yield Offer(
            label=name,
            kind="field",
            value=blank_of(field),
            name=name,
            detail=_detail(field, name, analysis, required=required),
            topic=("field", kind.name, field.name),
            deprecated=bool(_IDLE.search(field.description)),
            asks=True,
        )


def section_offers(analysis: Analysis, spot: Spot) -> Iterator[Offer]:
    """The sections the root still lacks."""
    fields = types()["Config"].fields
    present = {field.name for name in spot.others if (field := sections().get(name))}
    usable = [field for field in fields.values() if field.name not in present and _is_offered(field, analysis)]
    for field in sorted(usable, key=lambda field: _is_too_new(field, analysis)):
        yield Offer(
            label=field.name,
            kind="section",
            value=blank_of(field),
            name=field.name,
            detail=_detail(field, field.name, analysis, required=False),
            topic=("field", "Config", field.name),
            asks=True,
        )


def is_required(field: Field, kind: ObjectType, present: set[str]) -> bool:
    """Whether Core wants the field in an object that has the fields ``present``."""
    if field.name in kind.required or _REQUIRED.match(field.required or ""):
        return field.name in kind.required or not kind.required
    alternative = _ALTERNATIVE.match(field.required or "")
    return alternative is not None and alternative[1] not in present


def _is_offered(field: Field, analysis: Analysis) -> bool:
    is_gone = field.until is not None and field.until <= analysis.version
    return not field.ignored and not is_gone and "." not in field.name


def _is_too_new(field: Field, analysis: Analysis) -> bool:
    return field.since is not None and field.since > analysis.version


def _detail(field: Field, name: str, analysis: Analysis, *, required: bool) -> str:
    since: Any = field.introduced(name)
    notes = ["required"] if required else []
    if since is not None and since > analysis.version:
        notes.append(f"needs {since.onwards}")
    return ", ".join([type_words(field), *notes])
