"""Applications that begin or cease to fail for callers who may not call what they depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State
from dial_lsp.access.dependencies import dependencies_of
from dial_lsp.access.inner_calls import closure_of, failing_dependencies
from dial_lsp.access.interception import consenting_interfaces
from dial_lsp.access.pairing import Pair
from dial_lsp.access.subjects import EVERYONE
from dial_lsp.diagnostics import Effect
from dial_lsp.model.deployments import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.pairing import Callers
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import Subject

Objects = tuple["Object | None", "Object | None"]
Failing = tuple[str, ...] | None  # what an application depends on and fails by; None: it does not let the caller in


def compare_inner_calls(before: Access, after: Access, pair: Objects, callers: Callers) -> Iterator[Change]:
    """What changed of an application in both configs, for anybody and for the callers for whom it is not the same."""
    old, new = pair
    if old is None or new is None or not (dependencies_of(before, old) or dependencies_of(after, new)):
        return
    yield from _consents(before, after, old, new)
    asked = InnerCalls(before, old), InnerCalls(after, new)
    for_all = asked[0].of(EVERYONE), asked[1].of(EVERYONE)
    for one in (
        Pair(EVERYONE, EVERYONE),
        *(found for found in callers.roles if found.before != EVERYONE),
        *callers.keys,
    ):
        found = asked[0].of(one.before), asked[1].of(one.after)
        is_told = one.before is not EVERYONE and found == for_all
        if None not in found and found[0] != found[1] and not is_told:
            states = [
                State(list(value or ()), subject, application, application.served.field("dependencies").at)
                for value, subject, application in zip(found, (one.before, one.after), (old, new), strict=True)
            ]
            yield Change("dependencies", one.label, new.label, "", Effect.NEUTRAL, *states)


def _consents(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    names = asked_to_agree(before, old), asked_to_agree(after, new)
    if names[0] != names[1]:
        states = [
            State(value, None, found, at.at if at.exists else found.at)
            for value, found in zip(names, (old, new), strict=True)
            for at in (found.served.field("dependencies"),)
        ]
        yield Change("consent", "", new.label, "dependencies", Effect.NEUTRAL, *states)


def asked_to_agree(access: Access, found: Object) -> list[str]:
    """To which of what an application depends on its users are asked to agree; others Core refuses it in their name."""
    return sorted(
        one.label
        for one in closure_of(access, found)
        if one != found and isinstance(one.served, Deployment) and consenting_interfaces(one.served)
    )


class InnerCalls:
    """What an application fails by, asked once for callers of whom the same roles count."""

    def __init__(self, access: Access, found: Object) -> None:
        self._access = access
        self._found = found
        self._relevant = access.relevant(found)
        self._known: dict[object, Failing] = {}

    def of(self, subject: Subject) -> Failing:
        """What fails for a caller."""
        roles = subject.role_set & self._relevant
        if roles not in self._known:
            granted = self._access.column(self._found).verdict(roles).granted
            failing = failing_dependencies(self._access, self._found, roles) if granted else ()
            names = sorted({one.target.label for one, _ in failing})
            self._known[roles] = tuple(names) if granted else None
        return self._known[roles]
