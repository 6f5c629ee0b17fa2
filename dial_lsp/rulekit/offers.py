"""The usual fixes, with titles that say what will stand there afterwards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.model.change import Insert, Remove, Rename, Replace
from dial_lsp.rulekit.rule import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import JSONValue


def deleting(found: Value, title: str = "", *, safe: bool = False) -> Offer:
    """A member or an element goes; ``title`` where another name than that of the member says more."""
    return Offer(title or f'Delete "{found.pointer[-1]}"', (Remove(found.at.member()),), safe=safe)


def writing(holder: Value, field: str, value: JSONValue, effect: str = "", *, after: str | None = None) -> Offer:
    """A field of an object gets a value, whether it is there or not; ``effect`` is the end of the title."""
    written = holder.field(field)
    change = Replace(written.at, value) if written.exists else Insert(holder.at, field, value, after=after)
    return Offer(f'Write "{field}": {json.dumps(value, ensure_ascii=False)}{effect}', (change,))


def replacing(at: Place, values: Iterable[JSONValue], *, safe: bool = False) -> tuple[Offer, ...]:
    """A value becomes one of others, the likeliest first."""
    return tuple(
        Offer(f"Write {json.dumps(one, ensure_ascii=False)}", (Replace(at, one),), safe=safe) for one in values
    )


def renaming(at: Place, names: Iterable[str], *, safe: bool = False) -> tuple[Offer, ...]:
    """A member gets one of other names, the likeliest first."""
    return tuple(Offer(f'Rename it to "{name}"', (Rename(at, name),), safe=safe) for name in names)
