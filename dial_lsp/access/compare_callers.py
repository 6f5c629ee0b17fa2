"""What changed for callers whatever they call: keys, spending, sharing and addresses."""

from __future__ import annotations

from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, collapse_addresses
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from dial_lsp.access.change import Change, State, effect_of_numbers, effect_of_sets
from dial_lsp.access.pairing import Pair, Pairing
from dial_lsp.access.subjects import caller, written_addresses
from dial_lsp.diagnostics import Effect
from dial_lsp.model.powers import Power

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dial_lsp.access.relation import Access
    from dial_lsp.access.spend import Amount
    from dial_lsp.access.subjects import Subject
    from dial_lsp.schema.networks import Range


Ranges = tuple["Range | None", ...] | None


def compare_keys(before: Access, after: Access, pairing: Pairing) -> Iterator[Change]:
    """Keys that appear, disappear, are replaced, belong to another project or may come from elsewhere."""
    for subject in pairing.lost:
        yield _subject(subject, None, "", Effect.NARROWS)
        yield from _powers(before, after, subject, None)
    for subject in pairing.gained:
        yield _subject(None, subject, "", Effect.WIDENS)
        yield from _powers(before, after, None, subject)
    for pair in pairing.both:
        yield from _powers(before, after, pair.before, pair.after)
        if pair.is_replaced:
            yield _subject(pair.before, pair.after, "secret", Effect.NEUTRAL)
        elif pair.before.project != pair.after.project:
            yield _subject(pair.before, pair.after, "project", Effect.NEUTRAL)
        yield from _addresses(before, after, pair)


def compare_roles(before: Access, after: Access) -> Iterator[Change]:
    """Roles that begin or cease to be declared; what they may do is told by grants and limits."""
    old, new = before.config.roles, after.config.roles
    for name in sorted(old.keys() ^ new.keys()):
        subject = caller([name])
        states = [
            State(name if name in roles else None, subject if name in roles else None, None, roles[name].at.key())
            if name in roles
            else State(None)
            for roles in (old, new)
        ]
        yield Change("subject", subject.label, "", "role", Effect.NEUTRAL, *states)


def compare_spending(before: Access, after: Access, pairs: Iterable[Pair]) -> Iterator[Change]:
    """Spending limits of roles and keys, and of pairs of roles where those change in another way."""
    old, new = before.cost_entries, after.cost_entries
    same = {name: entry.values for name, entry in old.items()} == {name: entry.values for name, entry in new.items()}
    seen = set()
    for pair in pairs:
        if not same or pair.before.roles != pair.after.roles:
            for change in _spending(before, after, pair):
                seen.add((change.field, change.effect))
                yield change
    for role, other in product(sorted(old.keys() ^ new.keys()), sorted(old.keys() | new.keys())):
        if role != other:
            both = caller(sorted((role, other)))
            yield from _unseen(_spending(before, after, Pair(both, both)), seen)


def compare_sharing(before: Access, after: Access, pairs: Iterable[Pair]) -> Iterator[Change]:
    """Limits of sharing of roles and keys, and of pairs of roles in either order where those change in another way."""
    old, new = before.share_entries, after.share_entries
    seen = set()
    for pair in pairs:
        if old != new or pair.before.roles != pair.after.roles:
            for change in _sharing(before, after, pair):
                seen.add((change.field, change.effect))
                yield change
    turned = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    for role, other in product(turned, sorted(old.keys() | new.keys())):
        for order in permutations((role, other)) if role != other else ():
            both = caller(order)
            yield from _unseen(_sharing(before, after, Pair(both, both)), seen)


def _unseen(changes: Iterable[Change], seen: set[tuple[str, Effect]]) -> Iterator[Change]:
    for change in changes:
        if (change.field, change.effect) not in seen:
            seen.add((change.field, change.effect))
            yield change


def _label(before: Subject | None, after: Subject | None) -> str:
    """A key in words that do not depend on which config comes first."""
    return " / ".join(sorted({subject.label for subject in (before, after) if subject is not None}))


def _subject(before: Subject | None, after: Subject | None, field: str, effect: Effect) -> Change:
    states = [
        State(subject.project, subject, None, subject.key.at.key()) if subject and subject.key else State(None)
        for subject in (before, after)
    ]
    return Change("subject", _label(before, after), "", f"key {field}".strip(), effect, *states)


def _powers(before: Access, after: Access, old: Subject | None, new: Subject | None) -> Iterator[Change]:
    """What a key may do beside calls; the value is the role that lets it."""
    had, has = before.powers(old) if old else {}, after.powers(new) if new else {}
    for power in Power:
        if (power in had) != (power in has):
            left = State(had.get(power), old, None, old.place_of(had[power]) if old and power in had else None)
            right = State(has.get(power), new, None, new.place_of(has[power]) if new and power in has else None)
            yield Change(
                "power",
                _label(old, new),
                "",
                power.value,
                Effect.WIDENS if power in has else Effect.NARROWS,
                left,
                right,
            )


def _spending(before: Access, after: Access, pair: Pair) -> Iterator[Change]:
    left, right = before.cost(pair.before), after.cost(pair.after)
    for at, (window, low, high) in enumerate(_windows(left.as_mapping(), right.as_mapping())):
        values = ("fails" if left.fails else low, "fails" if right.fails else high)
        if values[0] != values[1]:
            states = [
                State(value, subject, None, cost.sources[min(at, len(cost.sources) - 1)].at if cost.sources else None)
                for value, subject, cost in zip(values, (pair.before, pair.after), (left, right), strict=True)
            ]
            effect = effect_of_numbers(_usable(values[0]), _usable(values[1]))
            yield Change("cost", pair.label, "", window, effect, *states)


def _usable(amount: Decimal | str | None) -> Decimal | None:
    """The amount that counts: none where Core stumbles over a null."""
    return Decimal(0) if isinstance(amount, str) else amount


def _windows(before: Mapping[str, Amount], after: Mapping[str, Amount]) -> Iterator[tuple[str, Amount, Amount]]:
    for window, value in before.items():
        yield window, value, after[window]


def _sharing(before: Access, after: Access, pair: Pair) -> Iterator[Change]:
    left, right = before.share(pair.before), after.share(pair.after)
    for resource in sorted(left.keys() & right.keys()):
        old, new = left[resource], right[resource]
        places = [limit.sources[-1].at if limit.sources else None for limit in (old, new)]
        for field, low, high in (("users", old.users, new.users), ("ttl", old.ttl, new.ttl)):
            if low != high:
                states = State(low, pair.before, None, places[0]), State(high, pair.after, None, places[1])
                yield Change("share", pair.label, "", f"{resource} {field}", effect_of_numbers(low, high), *states)


def _addresses(before: Access, after: Access, pair: Pair) -> Iterator[Change]:
    old, new = before.addresses(pair.before), after.addresses(pair.after)
    gains, loses = not _within(new, old), not _within(old, new)
    if gains or loses:
        states = [
            State(written_addresses(subject), subject, None, subject.key.address_ranges.at if subject.key else None)
            for subject in (pair.before, pair.after)
        ]
        yield Change("addresses", pair.label, "", "", effect_of_sets(gains=gains, loses=loses), *states)


def _within(inner: Ranges, outer: Ranges) -> bool:
    """Whether every address of the one is in the other, in one of its ranges or in several together."""
    if outer is None:
        return True
    if inner is None:
        return False
    known = [wide.network for wide in outer if wide is not None and wide.network is not None]
    whole: list[IPv4Network | IPv6Network] = [
        *collapse_addresses(one for one in known if isinstance(one, IPv4Network)),
        *collapse_addresses(one for one in known if isinstance(one, IPv6Network)),
    ]
    return all(narrow in outer or any(_holds(wide, narrow) for wide in whole) for narrow in inner)


def _holds(wide: IPv4Network | IPv6Network, narrow: Range | None) -> bool:
    if narrow is None or narrow.network is None:
        return False
    left: Any = narrow.network
    return wide.version == narrow.network.version and left.subnet_of(wide)
