"""What would mend a broken policy, tried on the relation before anybody is told of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access import effect_of
from dial_lsp.diagnostics import Effect
from dial_lsp.engine.assumption_syntax import AssumptionError
from dial_lsp.engine.assumptions import assumed
from dial_lsp.policies.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dial_lsp.access import Access, Object
    from dial_lsp.model.place import Place
    from dial_lsp.policies.outcome import Breach, Outcome, Report


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change, in the notation of ``dial-lint diff --assume``, and what it was seen to do.

    ``keys`` is how many API keys may then call more or less than before; ``holding`` how many policies hold.
    """

    change: str
    at: Place | None
    effect: Effect
    keys: int
    holding: int


def remedy(report: Report, outcome: Outcome, breach: Breach, access: Access, today: date) -> Remedy | None:
    """The first change that removes what breaks the policy and breaks no other; None where none was found."""
    if not breach.is_grant or breach.subject is None or breach.object is None:
        return None
    wanted = Effect.NARROWS if access.reaches(breach.subject, breach.object) else Effect.WIDENS
    holding = {each.policy.at for each in report.outcomes if each.holds}
    for change, at in _changes(breach, access):
        try:
            after = access.after(assumed(access.config, [change]))
        except AssumptionError:
            continue
        now = run(report.file, after, today)
        still = next(each for each in now.outcomes if each.policy is outcome.policy)
        messages = {each.message for each in still.breaches}
        holds_now = {each.policy.at for each in now.outcomes if each.holds}
        if breach.message in messages or not holding <= holds_now or effect_of(access, after) != wanted:
            continue
        return Remedy(change, at, wanted, _keys(breach.object, access, after), len(holds_now))
    return None


def _changes(breach: Breach, access: Access) -> Iterator[tuple[str, Place | None]]:
    subject, found = breach.subject, breach.object
    if subject is None or found is None or found.application is not None:
        return
    path = f"{found.entry.section}[{json.dumps(found.name, ensure_ascii=False)}].userRoles"
    if access.reaches(subject, found):
        for role in found.admitted:
            if role is not None and role in subject.role_set:
                written = json.dumps(role, ensure_ascii=False)
                yield f"{path} -= {written}", found.place_of(role)
                if subject.key is not None:
                    yield f"keys[#{subject.position}].roles -= {written}", subject.place_of(role)
    elif access.is_alive(subject) and found.allowed is not None:
        for role in subject.roles[:1]:
            yield f"{path} += {json.dumps(role, ensure_ascii=False)}", found.guard.user_roles.at


def _keys(found: Object | None, before: Access, after: Access) -> int:
    if found is None:
        return 0
    now = next((each for each in after.objects if each.identity == found.identity), None)
    pairs = zip(before.keys, after.keys, strict=False)
    return sum(before.reaches(one, found) != (now is not None and after.reaches(other, now)) for one, other in pairs)
