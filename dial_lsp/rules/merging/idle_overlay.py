"""The family about what a later file says to no effect; its page is beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Upstream
from dial_lsp.model.joined import at, parts_of_elements
from dial_lsp.model.merge import Merging, combine
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Note, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import Pointer

idle_overlay = family(
    __name__,
    {
        "empty-list": Code(Severity.WARNING, Impact.NO_EFFECT),
        "empty-object": Code(Severity.INFORMATION, Impact.NO_EFFECT),
        "repeated-upstream": Code(Severity.WARNING, Impact.NO_EFFECT),
    },
)

_REPLACE = "To replace a list, write null in a file between, or let Core replace lists (overwriteArrays)."
_NAMES = ("endpoint", "baseUrl", "responsesEndpoint", "id")
_MAY_DIFFER = frozenset({"key", "secretExtraData", "weight", "tier"})


@idle_overlay.entry_check()
def empty(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find empty lists and objects of later files where earlier files have more."""
    parts = value.entry.parts
    for number in range(1, len(parts)):
        if parts[number].file == parts[number - 1].file:
            continue
        before = combine((part.entry.value for part in parts[:number]), Merging())
        for pointer, found in _empty(parts[number].entry.value):
            kept = at(before, pointer)
            is_list = isinstance(found, list)
            if not kept or type(kept) is not type(found) or (is_list and context.settings.overwrite_arrays):
                continue
            if any(at(part.entry.value, pointer) is not None for part in parts[number + 1 :]):
                continue  # what a still later file makes of it is another matter
            place = value.find(pointer)
            if list(place.raw or ()):
                yield Finding(
                    place.at, _said(len(kept), is_list=is_list), _help(is_list=is_list), code=_code(is_list=is_list)
                )


@idle_overlay.entry_check("models", "routes", code="repeated-upstream")
def repeated_upstream(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find upstreams of a later file that were meant to change one of an earlier file."""
    upstreams = value.field("upstreams")
    parts = parts_of_elements(upstreams) if len(value.entry.parts) > 1 else None
    if parts is None or context.settings.overwrite_arrays:
        return
    added = list(zip(map(Upstream.of, upstreams.elements()), parts, strict=True))
    for upstream, part in added:
        earlier = [one for one, number in added if number < part]
        told = next((found for one in earlier for found in _meant(one, upstream)), None)
        if told is not None:
            yield told


def _meant(old: Upstream, new: Upstream) -> Iterator[Finding]:
    """What the later upstream was most likely meant to change of the earlier one."""
    notes = (Note(old.at, "the first upstream"),)
    if _is_rotated(old.raw, new.raw):
        message = "this does not replace the key: Core adds a second upstream and keeps using the key of the first"
        yield Finding(new.member("key").at, message, _REPLACE, notes=notes)
    elif old.is_enabled and _is_set_again(old.raw, new.raw):
        changes = [name for name in ("weight", "tier") if getattr(old, name) != getattr(new, name)]
        if changes:
            change = f"change the {changes[0]}" if new.is_enabled else "disable the upstream"
            message = f"this does not {change}: Core adds a second upstream and keeps using the first"
            written = new.field(changes[0])
            yield Finding(written.at.key() if written.exists else new.at, message, _REPLACE, notes=notes)


def _empty(value: Any) -> Iterator[tuple[Pointer, Any]]:
    """The empty lists and objects inside of objects; what stands in a list is of no earlier file."""
    waiting: list[tuple[Pointer, Any]] = [((), value)]
    while waiting:
        pointer, found = waiting.pop()
        if isinstance(found, list) and not found:
            yield pointer, found
        elif isinstance(found, dict) and found:
            waiting += reversed([((*pointer, name), part) for name, part in found.items()])
        elif isinstance(found, dict) and pointer:
            yield pointer, found


def _is_rotated(old: Any, new: Any) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict) or not (old.get("key") and new.get("key")):
        return False
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return "key" in differing and differing <= _MAY_DIFFER and any(name in old for name in ("endpoint", "baseUrl"))


def _is_set_again(old: Any, new: Any) -> bool:
    """Whether an upstream says of itself nothing that another does not say, besides its weight and tier."""
    if not isinstance(old, dict) or not isinstance(new, dict) or not any(name in new for name in _NAMES):
        return False
    return all(old.get(name) == value for name, value in new.items() if name not in ("weight", "tier"))


def _code(*, is_list: bool) -> str:
    return "empty-list" if is_list else "empty-object"


def _said(kept: int, *, is_list: bool) -> str:
    if is_list:
        how, what = "appends it to the list", "element"
    else:
        how, what = "merges it into the one", "member"
    kept_ = f"{kept} {what}{'s' if kept > 1 else ''}"
    kind = "list" if is_list else "object"
    return f"this empty {kind} changes nothing: Core {how} of an earlier file, which keeps its {kept_}"


def _help(*, is_list: bool) -> str:
    return _REPLACE if is_list else "Write null for each member to remove."
