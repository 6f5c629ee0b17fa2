"""What would mend a broken policy, tried on the relation before anybody is told of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.change import combined
from dial_lsp.access.comparison import Comparison
from dial_lsp.diagnostics import Effect
from dial_lsp.engine.assumption_syntax import AssumptionError
from dial_lsp.engine.assumptions import assumed
from dial_lsp.policies.running import is_broken, is_of_whole, outcome
from dial_lsp.policies.selectors import Selectors
from dial_lsp.policies.trial import Trial

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


class Remedies:
    """Looks for changes that mend what breaks the policies of a report.

    A change is tried on the relation, and only what may answer otherwise then is asked again.
    """

    def __init__(self, report: Report, access: Access, today: date) -> None:
        self._report = report
        self._access = access
        self._today = today
        self._base = Selectors(access, report.file.groups)
        self._comparison = Comparison(access)
        self._holding = [each.policy for each in report.outcomes if each.holds]

    def of(self, broken: Outcome, breach: Breach) -> Remedy | None:
        """The first change that removes a breach and breaks no other policy; None where none was found."""
        if not breach.is_grant or breach.subject is None or breach.object is None:
            return None
        access = self._access
        wanted = Effect.NARROWS if access.reaches(breach.subject, breach.object) else Effect.WIDENS
        for change, at in _changes(breach, access):
            try:
                after = access.after(assumed(access.config, [change]), access.kept)
            except AssumptionError:
                continue
            changes = list(self._comparison.changes(after))
            trial = Trial(self._base, after, changes, self._today)
            messages = {each.message for each in outcome(broken.policy, trial.whole, self._today).breaches}
            effect = combined(each.effect for each in changes)
            if effect != wanted or breach.message in messages or trial.first_broken(self._holding):
                continue
            mended = sum(self._is_mended(each, trial) for each in self._report.outcomes if not each.holds)
            keys = _keys(breach.object, access, after)
            return Remedy(change, at, wanted, keys, len(self._holding) + mended)
        return None

    def _is_mended(self, broken: Outcome, trial: Trial) -> bool:
        """Whether a policy holds that failed."""
        elsewhere = (each.object is None or each.object.identity not in trial.objects for each in broken.breaches)
        if broken.problems or (any(elsewhere) and not any(map(is_of_whole, broken.policy.stated))):
            return False
        return not is_broken(broken.policy, lambda _: trial.whole, self._today)


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
