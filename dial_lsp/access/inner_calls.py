"""What an application calls in the name of its caller, and why that fails: on the way through all it depends on.

An application calls its dependencies with the per-request key of the call. Core answers 403 where such keys are refused
and where the roles of whoever began the call are not admitted, and asks for that caller's limits. An application that
depends on what its caller may not call fails for this caller; that it may not need the dependency for every call, or
calls it with a key of its own, is not in the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.dependencies import dependencies_of, is_closed
from dial_lsp.model.placeholders import has_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.dependencies import Dependency
    from dial_lsp.access.objects import Identity, Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleSet


def closure_of(access: Access, found: Object) -> tuple[Object, ...]:
    """The object and everything it depends on, however far, each once."""
    known: dict[Identity, Object] = {}
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if one.identity not in known:
            known[one.identity] = one
            waiting += [dependency.target for dependency in dependencies_of(access, one)]
    return tuple(known.values())


def failing_dependencies(access: Access, found: Object, roles: RoleSet) -> Iterator[tuple[Dependency, list[Because]]]:
    """Those that a caller with these roles makes fail, each with the steps that say why."""
    yield from _failing(access, found, roles, frozenset({found.identity}))


def _failing(
    access: Access, found: Object, roles: RoleSet, through: frozenset[Identity]
) -> Iterator[tuple[Dependency, list[Because]]]:
    for one in dependencies_of(access, found):
        if one.target.identity in through:
            continue
        reasons = list(_reasons(access, one.target, roles))
        if not reasons:
            deeper = _failing(access, one.target, roles, through | {one.target.identity})
            reasons = [step for _, steps in deeper for step in steps]
        if reasons:
            yield one, [Because("dependency", f"{found.label} depends on {one.target.label}", one.at.at), *reasons]


def _reasons(access: Access, target: Object, roles: RoleSet) -> Iterator[Because]:
    """Why calls of a dependency by an application fail, what it depends on itself left aside."""
    served, verdict = target.served, access.column(target).verdict(roles)
    if is_closed(access.config, target):
        message = f"{target.label} refuses per-request keys: Core answers 403 to calls of applications"
        yield Because("dependency-closed", message, served.field("features").at)
    elif not verdict.granted:
        if not any(has_placeholder(role) for role in target.admitted if role is not None):
            guard = target.guard.user_roles
            admits = f"admits {quoted(target.admitted)} only" if target.admitted else "admits nobody"
            message = f"Core asks for the roles of whoever began the call, and {target.label} {admits}"
            yield Because("dependency-not-admitted", message, guard.at if guard.exists else target.at)
    elif verdict.denied_by_limit:
        limits = verdict.limits
        source = next(one for one, value in zip(limits.sources, limits.values, strict=True) if value <= 0)
        yield Because("dependency-refused", f"a limit of {target.label} refuses every call", source.at)
    else:
        yield from access.problems(target)[:1]
