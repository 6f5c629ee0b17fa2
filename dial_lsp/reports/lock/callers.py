"""Keys by their projects and roles by their names: everything of them that does not depend on what they call."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from dial_lsp.access.matrix import Matrix
from dial_lsp.access.share import effective_share
from dial_lsp.access.spend import Cost
from dial_lsp.access.storage import storages_of
from dial_lsp.access.words import cost_in_words
from dial_lsp.model.powers import Power
from dial_lsp.reports.lock import entries, words
from dial_lsp.reports.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.share import ShareEntry
    from dial_lsp.schema.networks import Range


def names_of(access: Access, facts: Facts) -> Mapping[Subject, str]:
    """What the keys that count are called: their project, with a number where keys of one project differ.

    The number follows from what they may do, so that it stays where keys change places.
    """
    by_project: dict[str | None, list[tuple[str, Subject]]] = defaultdict(list)
    matrix = Matrix(access, [key for key in access.keys if access.replaced_by(key) is None])
    classes = [repr([_told(row.of(at)) for row in matrix.rows]) for at in range(len(matrix.classes))]
    for key in matrix.subjects:
        by_project[key.project].append((facts.of(key) + classes[matrix.numbers[key]], key))
    names: dict[Subject, str] = {}
    for project, found in by_project.items():
        kinds = {told: at for at, told in enumerate(sorted({told for told, _ in found}), 1)}
        for told, key in found:
            number = f" ({kinds[told]})" if len(kinds) > 1 else ""
            names[key] = ("key without project" if project is None else f"key {words.name(project)}") + number
    return names


def callers(access: Access, names: Mapping[Subject, str], facts: Facts) -> Iterator[str]:
    """A line for each key and each declared role, sorted; equal keys share one."""
    lines = Counter(f"{name}: {facts.of(key)}" for key, name in names.items())
    yield from (line if count == 1 else f"{count} times {line}" for line, count in sorted(lines.items()))
    costs = entries.costs_that_matter(access.cost_entries)
    for name in sorted(access.config.roles):
        told = [_spends(Cost(access.cost_entries[name].values))] if name in costs else []
        told += _shared(access, name)
        yield words.role(name) + (f": {'; '.join(told)}" if told else "")


def _told(answer: Any) -> tuple[object, ...]:
    return answer.object.identity, answer.reaches, answer.verdict.limits.values if answer.reaches else ()


class Facts:
    """Says of keys all that does not depend on what they call."""

    def __init__(self, access: Access) -> None:
        self._access = access
        alive = [key for key in access.keys if access.is_alive(key)]
        self._alive = frozenset(alive)
        self._storages = storages_of(alive, access.objects)
        self._known: dict[Subject, str] = {}

    def of(self, key: Subject) -> str:
        """All of one key, in one line."""
        if key not in self._known:
            self._known[key] = self._told(key)
        return self._known[key]

    def _told(self, key: Subject) -> str:
        access = self._access
        told = [f"from {_addresses(access.addresses(key))}"]
        told += [f"is {_POWERS[power]}" for power in Power if power in access.powers(key)]
        told += [_spends(access.cost(key))]
        told += [
            f"may share {resource} with {_users(found.users)} for {found.ttl} hours"
            for resource, found in sorted(access.share(key).items())
            if found != effective_share((), resource)
        ]
        storage = self._storages.get(key.project or "") if key in self._alive else None
        if storage is not None:
            others = [one.label for one in storage.objects]
            others += [counted(len(storage.keys) - 1, "other key")] if len(storage.keys) > 1 else []
            told += [f"shares storage with {words.listed(others)}"] if others else []
        return "; ".join(told)


_POWERS = {
    Power.ADMINISTRATOR: "an administrator of Core",
    Power.GLOBAL_READER: "a reader of everything that is stored",
}


def _addresses(ranges: tuple[Range | None, ...] | None) -> str:
    """Addresses without those that others of them hold."""
    if ranges is None:
        return "any address"
    return ", ".join(sorted({_address(one) for one in ranges})) or "no address"


def _address(found: Range | None) -> str:
    if found is None:
        return "a range that Core refuses"
    return str(found.network or f"a host name/{found.prefix}")


def _spends(cost: Cost) -> str:
    told = cost_in_words(Cost(cost.values, fails=cost.fails))
    return "may spend without limit" if told == "no limit" else f"may spend {told}"


def _shared(access: Access, role: str) -> list[str]:
    every = access.share_entries
    told = []
    for resource, entry in sorted(every.get(role, {}).items()):
        of_all = {name: found[resource] for name, found in every.items() if resource in found}
        if role in entries.shares_that_matter(of_all, resource):
            told.append(f"may share {resource} with {_written(entry)}")
    return told


def _written(entry: ShareEntry) -> str:
    users = "as many as usual" if entry.users == -1 else f"{entry.users} users"
    return f"{users} for {'as long as usual' if entry.ttl == -1 else f'{entry.ttl} hours'}"


def _users(users: int | None) -> str:
    return "any number of users" if users is None else f"{users} users"
