"""Rewritings of what stands at a place, whether or not anything is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.access.limits import HELD, UNITS, limit_asked
from dial_lsp.engine.fixes import edits_of
from dial_lsp.features.action_kinds import REWRITE
from dial_lsp.features.code_actions.action import CodeAction
from dial_lsp.model.access_control import DEFAULT_ROLE, Key
from dial_lsp.model.change import Append, Change, Insert, InsertEntry, Remove
from dial_lsp.model.entries import typed
from dial_lsp.model.new_keys import key_added, secret_replaced
from dial_lsp.names.occurrences import occurrence_at, reading_of
from dial_lsp.names.references import Kind
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD
from dial_lsp.syntax.tree import pointer_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dial_lsp.access import Object
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.access_control import Role
    from dial_lsp.model.config import Config
    from dial_lsp.names.occurrences import Occurrence
    from dial_lsp.syntax.tree import JSONValue
    from dial_lsp.text import Edit

_SUGGESTED = {"minute": 100_000, "day": 10_000_000}
"""The limits of the example in DIAL's documentation, for somebody who has to start with some."""


def refactorings(analysis: Analysis, path: str, offset: int, found: Sequence[Diagnostic]) -> Iterator[CodeAction]:
    """What may be done with the key, role or deployment at an offset, beyond the fixes of the diagnostics there."""
    rules = {one.rule for one in found}
    key = _key_at(analysis, path, offset)
    if key is not None:
        yield from _of_key(analysis, key, is_told="weak-key" in rules)
    name = occurrence_at(analysis.config, path, offset)
    if name is not None:
        if "undeclared-role" not in rules:
            yield from _masked(analysis, _declared(analysis, name))
        yield from _masked(analysis, _limited(analysis, name))


def _masked(analysis: Analysis, actions: Iterator[CodeAction]) -> Iterator[CodeAction]:
    """The same with titles that tell no secret."""
    return (replace(action, title=analysis.secrecy.wording.hidden(action.title)) for action in actions)


def _of_key(analysis: Analysis, key: Key, *, is_told: bool) -> Iterator[CodeAction]:
    role, roles = key.field("role"), key.field("roles")
    config = analysis.config
    if role.text and (isinstance(roles.raw, list) or not roles.exists):
        kept = Append(roles.at, role.text) if roles.exists else Insert(key.at, "roles", [role.text], after="role")
        yield _rewriting('Move "role" into "roles"', config, kept, Remove(role.at))
    if not is_told:
        explicit = config.version >= SECRET_IN_KEY_FIELD
        yield _made("Add a key with a new secret beside this one", config, partial(key_added, key, explicit=explicit))
        title = "Give this key a new secret (locks out callers with the old one)"
        yield _made(title, config, partial(secret_replaced, key, explicit=explicit))


def _declared(analysis: Analysis, name: Occurrence) -> Iterator[CodeAction]:
    is_role = Kind.ROLE in name.kinds and not name.is_definition and name.name.strip()
    if is_role and "/" not in name.name and not analysis.references.is_defined(Kind.ROLE, name.name):
        change = InsertEntry("roles", name.name, {"limits": {}})
        yield _rewriting(f'Declare role "{name.name}"', analysis.config, change)


def _limited(analysis: Analysis, name: Occurrence) -> Iterator[CodeAction]:
    """Limits of the role that ``userRoles`` name here, or of the default role for the deployment named here."""
    role = name.name if name.field == "userRoles" else DEFAULT_ROLE
    is_defined = name.is_definition and Kind.LIMIT_TARGET in name.kinds
    if not is_defined and name.field != "userRoles":
        return
    target = next((found for found in analysis.access.objects if _is_in(found, name)), None)
    if target is None or limit_asked(target, analysis.config.version) not in HELD:
        return
    access = analysis.access
    if role in access.limit_index.of(target.name):
        return
    now = access.verdict(access.caller(role), target).limits.as_mapping()
    values = {window: value for window, value in now.items() if value is not None}
    change = _limit(analysis.config.roles, role, target.name, values or _SUGGESTED)
    told = ", ".join(f"{value} {UNITS[window]}" for window, value in (values or _SUGGESTED).items())
    verb = "Write down the limit of" if values else "Limit"
    yield _rewriting(f'{verb} role "{role}" on {target.label}: {told}', analysis.config, change)


def _is_in(found: Object, name: Occurrence) -> bool:
    """Whether an object is written in the entry around a name; of routes in applications nothing is known."""
    entry = found.entry
    return found.application is None and (entry.section, entry.name) == (name.entry.section, name.entry.name)


def _limit(roles: Mapping[str, Role], role: str, target: str, values: Mapping[str, int]) -> Change:
    limit: JSONValue = dict(values)
    declared = roles.get(role)
    if declared is None:
        return InsertEntry("roles", role, {"limits": {target: limit}})
    limits = declared.field("limits")
    if isinstance(limits.raw, dict):
        return Insert(limits.at, target, limit)
    return Insert(declared.at, "limits", {target: limit})


def _key_at(analysis: Analysis, path: str, offset: int) -> Key | None:
    """The key in whose name or fields an offset is, as the merged config has it."""
    for file, document in enumerate(analysis.documents):
        entry = document.entry_at(offset) if document.source.path == path else None
        if entry is None or entry.problems or document.section_of(entry).name != "keys":
            continue  # nothing is rewritten that is still being typed
        pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
        found = typed(analysis.config.current(reading_of(analysis.config, file, document, entry)))
        if isinstance(found, Key) and isinstance(found.raw, dict) and len(pointer) <= 1:
            return found
    return None


def _rewriting(title: str, config: Config, *changes: Change) -> CodeAction:
    return CodeAction(title, REWRITE, partial(edits_of, config, changes))


def _made(title: str, config: Config, changes: Callable[[], tuple[Change, ...]]) -> CodeAction:
    """A rewriting that holds a new secret, which is made for somebody who wants it."""
    return CodeAction(title, REWRITE, partial(_edits_of_made, config, changes))


def _edits_of_made(config: Config, changes: Callable[[], tuple[Change, ...]]) -> Mapping[str, Sequence[Edit]]:
    return edits_of(config, changes())
