"""A search for what breaks a policy, divided, so that somebody who has others to wait for can stop in between.

Most of what policies state is decided object by object, some of it caller by caller; the rest is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from dial_lsp.policies.selectors import Selectors
from dial_lsp.policies.statements import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.policies.outcome import Breach

T = TypeVar("T")

_BY_OBJECT: Final = frozenset(
    (
        *("only", "never", "reaches", "reaches-only", "reaches-none", "at-most", "at-least", "works"),
        *("open-to-all", "limited", "passes-interceptor", "goes-only-to", "priced", "roles-only-add", "granted-works"),
    )
)
_BY_CALLER: Final = frozenset(("spends-at-most", "cost-limit", "bounded-spend", "never-both"))


def pieces(scope: Scope, name: str, most: int | None) -> Iterator[Scope]:
    """Scopes in which a statement or an invariant, by its name, finds together what it finds in the whole one.

    ``most`` is about how many answers of the relation each asks for; with None the whole one is the only piece.
    """
    selectors = scope.selectors
    if most is None or name not in _BY_OBJECT | _BY_CALLER:
        yield scope
    elif name in _BY_CALLER:
        for callers in _few(scope.subjects, most // max(len(selectors.everything), 1)):
            yield Scope(scope.policy, selectors, tuple(callers))
    else:
        identities = [found.identity for found in selectors.everything]
        for few in _few(identities, most // max(len(selectors.callers), 1)):
            within = Selectors(selectors.access, selectors.groups, base=selectors, within=frozenset(few))
            yield Scope(scope.policy, within)


def in_order(scope: Scope, found: Iterable[Breach]) -> list[Breach]:
    """What was found in pieces, by callers and then by what they call, whatever the pieces were."""
    callers = {subject: turn for turn, subject in enumerate(scope.selectors.callers)}
    objects = {each.identity: turn for turn, each in enumerate(scope.selectors.access.objects)}

    def turns(breach: Breach) -> tuple[int, int]:
        caller = -1 if breach.subject is None else callers.get(breach.subject, len(callers))
        return caller, -1 if breach.object is None else objects.get(breach.object.identity, len(objects))

    return sorted(found, key=turns)


def _few(every: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    size = max(most, 1)
    return (every[start : start + size] for start in range(0, len(every), size))
