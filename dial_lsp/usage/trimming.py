"""Roles of keys that their use does not need: each is tried on the relation before it is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.comparison import Comparison
from dial_lsp.diagnostics import Effect
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.model.change import Remove
from dial_lsp.usage.findings import RECORDED, keys_with_project, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.limits import Limits
    from dial_lsp.model.place import Place
    from dial_lsp.usage.use import Usage


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A relation with fewer grants. ``dropped`` are the roles that keys lose, with where each stood before.

    ``kept`` is how many used grants were asked for again and are still there, within limits not below their peaks.
    """

    access: Access
    dropped: tuple[tuple[Subject, str, Place], ...]
    kept: int


def trim(access: Access, usage: Usage) -> Trimmed:
    """Take from keys, one by one, the roles whose loss narrows access and keeps all that their projects used."""
    now, comparison = access, Comparison(access)
    dropped: list[tuple[Subject, str, Place]] = []
    for key in keys_with_project(access):
        for role in dict.fromkeys(role for role in key.roles if role is not None):
            after = _without(now, key, role)
            at = key.place_of(role)
            if after is None or at is None or not _keeps(access, after, key, usage):
                continue
            if comparison.effect(after) is Effect.NARROWS:
                now, comparison = after, Comparison(after)
                dropped.append((key, role, at))
    return Trimmed(now, tuple(dropped), sum(1 for key in keys_with_project(access) for _ in _used(access, key, usage)))


def _without(access: Access, key: Subject, role: str) -> Access | None:
    """The relation in which a key has lost a role; None where it is its last."""
    now = next((one for one in access.keys if one.position == key.position), None)
    if now is None or len(set(now.roles)) < 2:  # noqa: PLR2004 -- a key has to have a role
        return None
    places = [value.at for name, value in now.key.roles if name == role] if now.key is not None else []
    if not places:
        return None
    edits = edits_of(access.config, [Remove(at) for at in places])
    return access.after(changed(access.config, edits), access.kept)


def _used(access: Access, key: Subject, usage: Usage) -> Iterator[tuple[str, dict[str, int]]]:
    """What the project of a key used and the key may call, with the peaks."""
    for found in recorded(access):
        use = usage.by_grant.get((key.project or "", found.name))
        if use is not None and access.reaches(key, found):
            yield found.name, {window: use.peak(window) for window in WINDOWS}


def _keeps(before: Access, after: Access, key: Subject, usage: Usage) -> bool:
    """Whether a key may still call all that was used, with limits that are not below the peaks or what they were.

    Of what is not recorded nothing may change: powers, money, sharing, routes, toolsets.
    """
    now = next(one for one in after.keys if one.position == key.position)
    if (before.powers(key).keys(), before.cost(key).values) != (after.powers(now).keys(), after.cost(now).values):
        return False
    if before.share(key) != after.share(now):
        return False
    objects = {found.identity: found for found in after.objects}
    used = dict(_used(before, key, usage))
    for found in before.objects:
        if found.kind in RECORDED and found.name not in used:
            continue
        if not before.reaches(key, found):
            continue
        other = objects[found.identity]
        was, limits = before.verdict(key, found).limits, after.verdict(now, other).limits
        if not after.reaches(now, other) or not _holds(limits, was, used.get(found.name)):
            return False
    return True


def _holds(limits: Limits, was: Limits, peaks: Mapping[str, int] | None) -> bool:
    """Whether limits are what they were or above the peaks; without peaks, what they were."""
    if peaks is None:
        return limits.values == was.values
    for window, peak in peaks.items():
        limit = limits.window(window)
        if limit is not None and limit <= peak and limit != was.window(window):
            return False
    return True
