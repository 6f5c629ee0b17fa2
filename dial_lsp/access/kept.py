"""What one relation leaves to the relation of the next snapshot."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.access.answers import Answers, OfRoles
    from dial_lsp.access.column import Column
    from dial_lsp.access.entries import LimitedNames
    from dial_lsp.access.index import LimitIndex
    from dial_lsp.access.objects import Identity
    from dial_lsp.schema.versions import Version


class Kept(NamedTuple):
    """What one relation leaves to the next."""

    version: Version
    limits: LimitIndex | None = None
    limited: LimitedNames | None = None
    answers: Answers | None = None
    of_roles: Mapping[Callable[..., Any], OfRoles] = MappingProxyType({})
    columns: Mapping[Identity, Column] = MappingProxyType({})
