"""The shape check: what Core's reader refuses, changes or ignores in one entry or one plain section.

Checks that need other entries (unique names, references, interfaces of a model, an API key's project and role) are
not here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.schema.field_values import of_null
from dial_lsp.schema.fields import Pointer, entry_type, sections
from dial_lsp.schema.gate import is_clean, known
from dial_lsp.schema.near import nearest
from dial_lsp.schema.remarks import NULL_ENTRY, REFUSES, SHOWN, Part, Remark, quoted, sentence, shown, wrong_kind
from dial_lsp.schema.versions import LATEST, Version

if TYPE_CHECKING:
    from collections.abc import Iterator

_SYNONYMS: Final = {"apikeys": "keys", "userroles": "roles"}
_HARMLESS: Final = ("$schema", "$comment", "$id")
_REMARK_MARKS: Final = ("_", "//", "#", "x-")


class ShapeProblem(NamedTuple):
    """One thing that is wrong or odd about a value; no message or suggestion holds a secret."""

    pointer: Pointer
    """The place, relative to the value that was checked."""
    part: Part
    """What at that place: the "value", the "key" (the member's name) or the whole "member"."""
    code: str
    message: str
    help: str = ""
    impact: str = "file-rejected"
    """file-rejected, entry-dropped, call-fails, no-effect or advice."""
    suggestions: tuple[str, ...] = ()
    """What to write instead, best first: a name for a key, JSON for a value; the missing member's name."""


def check(
    section: str, value: Any, *, version: Version = LATEST, default_locale: str | None = "en"
) -> tuple[ShapeProblem, ...]:
    """Every problem of one entry's value or, for a section without entries (`tracing`), of the section's value.

    `default_locale` is the root's `defaultLocale` (None where that is null). Sections this version does not read have
    no problems here; `check_section` tells about them. Never raises.
    """
    try:
        if is_clean(section, value, version=version, default_locale=default_locale):
            return ()
        return tuple(_problems(section, value, version, default_locale))
    except RecursionError:
        text = "The value is nested too deeply to be checked."
        return (ShapeProblem((), "value", "too-deep", text, impact="advice"),)


def check_section(name: str, value: Any, *, version: Version = LATEST) -> tuple[ShapeProblem, ...]:
    """Problems of a section as a whole: an unknown name, one of another version, or no object where entries belong.

    The entries, and the value of a section that has none, are left to `check`.
    """
    field = sections().get(name)
    if field is None:
        return _unknown_section(name, version)
    if known(name, version) is None:
        return (_wrong_version(name, version),)
    if not entry_type(name) or isinstance(value, dict):
        return ()
    if value is None:
        text = f"null is not allowed here; {REFUSES}."
        return (ShapeProblem((), "value", "null-value/section", text, "Write {} or delete it.", suggestions=("{}",)),)
    return (_problem((), wrong_kind(("object",), value), value, secret=field.secret),)


def meant_section(name: str) -> str:
    """The section that a name which is none is one slip away from, or is in another case or spelling; else ""."""
    slips = (problem.suggestions for problem in check_section(name, {}) if problem.impact == "entry-dropped")
    return next((suggestions[0] for suggestions in slips if suggestions), "")


def _problems(section: str, value: Any, version: Version, locale: str | None) -> Iterator[ShapeProblem]:
    field, entries = sections()[section], entry_type(section) is not None
    if value is None:
        remark = NULL_ENTRY if entries else of_null(field, version)
        if remark is not None:
            text, impact = remark.message, remark.impact
            yield ShapeProblem((), "value", remark.code if entries else "null-value/section", text, remark.help, impact)
        return
    from dial_lsp.schema import validator

    schema = field.schema["additionalProperties"] if entries else field.schema
    for error in validator.errors(schema, value, version, locale):
        yield _problem(error.pointer, error.remark, error.instance, secret=error.secret)


def _problem(pointer: Pointer, remark: Remark, value: Any, *, secret: bool) -> ShapeProblem:
    text = remark.message.replace(SHOWN, shown(value, secret=secret))
    return ShapeProblem(
        pointer=pointer,
        part=remark.part,
        code=remark.code,
        message=text if text.startswith(("null ", "true ", "false ")) else sentence(text),
        help=remark.help,
        impact=remark.impact,
        suggestions=() if secret and remark.part == "value" else remark.suggestions,
    )


def _unknown_section(name: str, version: Version) -> tuple[ShapeProblem, ...]:
    if name in _HARMLESS or name.startswith(_REMARK_MARKS):
        return ()
    usable = [known_name for known_name in sections() if known(known_name, version)]
    letters = {section.lower().replace("_", ""): section for section in usable}
    plain = re.sub("[^a-z0-9]", "", name.lower())
    close = nearest(plain, letters, cutoff=0.7)
    meant = letters[close[0]] if close and _is_slip(plain, close[0]) else ""
    return (
        ShapeProblem(
            pointer=(),
            part="key",
            code="unknown-section",
            message=f"Core knows no section {quoted(name)} and ignores all of it"
            + (f'; did you mean "{meant}"?' if meant else "."),
            help="" if meant or not close else f'Did you mean "{letters[close[0]]}"?',
            impact="entry-dropped" if meant else "no-effect",
            suggestions=tuple(letters[found] for found in close),
        ),
    )


def _is_slip(name: str, section: str) -> bool:
    """Whether somebody meant the section; one with more in its name may have been put aside on purpose."""
    from rapidfuzz.distance import OSA

    return _SYNONYMS.get(name) == section or (
        OSA.distance(name, section, score_cutoff=1) <= 1 and not any(letter.isdigit() for letter in name)
    )


def _wrong_version(name: str, version: Version) -> ShapeProblem:
    field = sections()[name]
    if field.since is not None and field.since > version:
        text = f"{quoted(name)} needs {field.since.onwards}; Core {version} ignores the section."
        return ShapeProblem((), "key", "other-version/newer-field", text, impact="no-effect")
    until = field.until.short if field.until else "the newest"
    text = f'"{name}" was removed in Core {until}; Core ignores the section.'
    return ShapeProblem((), "member", "other-version/removed-section", text, "Delete the section.", "no-effect")
