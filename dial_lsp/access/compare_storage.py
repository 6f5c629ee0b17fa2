"""Who else has the storage of a key: it is named after the project, so whatever has that name shares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.access.storage import storages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.pairing import Pairing
    from dial_lsp.access.relation import Access
    from dial_lsp.access.storage import Storage
    from dial_lsp.access.subjects import Subject

Others = frozenset["int | str"]


def compare_storage(before: Access, after: Access, pairing: Pairing) -> Iterator[Change]:
    """Keys that begin or cease to share storage with a deployment, a route or a key that was there before, too.

    That keys come and go is told of elsewhere; of a new key what else has the name of its project.
    """
    old, new = (storages_of(filter(access.is_alive, access.keys), access.objects) for access in (before, after))
    numbers = {pair.before: at for at, pair in enumerate(pairing.both)}
    again = {pair.after: at for at, pair in enumerate(pairing.both)}
    for pair in pairing.both:
        had, has = _others(old, pair.before, numbers), _others(new, pair.after, again)
        if had != has:
            yield _change(pair.before, pair.after, pair.label, (had, has))
    for key in pairing.gained:
        if has := _others(new, key, {}):
            yield _change(None, key, key.label, (frozenset(), has))
    for key in pairing.lost:
        if had := _others(old, key, {}):
            yield _change(key, None, key.label, (had, frozenset()))


def _change(before: Subject | None, after: Subject | None, about: str, others: tuple[Others, Others]) -> Change:
    states = [
        State(_told(found), key, None, key.key.project.at if key.key else None) if key else State([])
        for key, found in zip((before, after), others, strict=True)
    ]
    had, has = others
    return Change("storage", about, "", "", effect_of_sets(gains=bool(has - had), loses=bool(had - has)), *states)


def _others(storages: Mapping[str, Storage], key: Subject, numbers: Mapping[Subject, int]) -> Others:
    """Who else has the bucket of a key: objects by their labels, keys by their numbers among those in both configs."""
    storage = storages.get(key.project or "")
    if storage is None or key not in storage.keys:
        return frozenset()
    keys = (numbers[other] for other in storage.keys if other != key and other in numbers)
    return frozenset({*keys, *(found.label for found in storage.objects)})


def _told(others: Others) -> list[str]:
    """Who they are; keys, which all are of the same project, by their count, for their positions may move."""
    count = sum(isinstance(one, int) for one in others)
    keys = [f"{count} other key{'s' if count > 1 else ''}"] if count else []
    return [*sorted(one for one in others if isinstance(one, str)), *keys]
