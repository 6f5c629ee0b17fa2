"""The family about what a later file says to no effect; its page is beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact, Severity
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
            kept = _at(before, pointer)
            is_list = isinstance(found, list)
            if not kept or type(kept) is not type(found) or (is_list and context.settings.overwrite_arrays):
                continue
            if any(_at(part.entry.value, pointer) is not None for part in parts[number + 1 :]):
                continue  # what a still later file makes of it is another matter
            at = value.find(pointer)
            if list(at.raw or ()):
                yield Finding(
                    at.at, _said(len(kept), is_list=is_list), _help(is_list=is_list), code=_code(is_list=is_list)
                )


@idle_overlay.entry_check("models", "routes", code="repeated-upstream")
def repeated_upstream(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find upstreams of a later file that differ from one of an earlier file in nothing but the key."""
    parts = value.entry.parts
    upstreams = value.field("upstreams")
    if len(parts) == 1 or context.settings.overwrite_arrays or not isinstance(upstreams.raw, list):
        return
    earlier: list[Value] = []
    own = [_at(part.entry.value, upstreams.pointer) for part in parts]
    counts = [len(one) if isinstance(one, list) else 0 for one in own]
    if sum(counts) != len(upstreams.raw):
        return  # a null between them begins the list anew
    elements = iter(upstreams.elements())
    for count in counts:
        added = [next(elements) for _ in range(count)]
        for element in added:
            first = next((one for one in earlier if _is_rotated(one.raw, element.raw)), None)
            if first is not None:
                yield Finding(
                    element.member("key").at,
                    "this does not replace the key: Core adds a second upstream and keeps using the key of the first",
                    _REPLACE,
                    notes=(Note(first.at, "the first upstream"),),
                )
        earlier += added


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


def _at(value: Any, pointer: Pointer) -> Any:
    for step in pointer:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _is_rotated(old: Any, new: Any) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict) or not (old.get("key") and new.get("key")):
        return False
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return "key" in differing and differing <= _MAY_DIFFER and any(name in old for name in ("endpoint", "baseUrl"))


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
