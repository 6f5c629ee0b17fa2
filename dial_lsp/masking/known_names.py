"""Words that are names wherever they stand in damaged text, so that they may be shown there."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.masking.documents import roles_of
from dial_lsp.masking.random_text import looks_random
from dial_lsp.masking.standing import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.masking.documents import Reading
    from dial_lsp.syntax import Entry


class KnownNames:
    """What some readings know of names; nothing is worked out before somebody asks."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = tuple(readings)

    def __contains__(self, word: object) -> bool:
        """Whether a word is known to be a name."""
        return word in self.shown or self._roles.get(word, 0) > 0  # type: ignore[call-overload]

    def after(
        self, readings: Iterable[Reading], gone: Iterable[Entry], come: Iterable[Entry], *, have_names: bool
    ) -> KnownNames:
        """The same of other readings, in which these entries are gone and have come; ``have_names`` says which."""
        made = KnownNames(readings)
        if "shown" in self.__dict__ and not have_names:
            made.__dict__["shown"] = self.shown
        if "_roles" in self.__dict__:
            roles = Counter(self._roles)
            roles.subtract(role for entry in gone for role in roles_of(entry))
            roles.update(role for entry in come for role in roles_of(entry))
            made.__dict__["_roles"] = roles
        return made

    @cached_property
    def shown(self) -> frozenset[str]:
        """Words that are shown although a key may be the same: those of the format, names of roles and deployments."""
        names = {name for reading in self._readings for name in reading.names()}
        return frozenset({*words(), *(name for name in names if not looks_random(name))})

    @cached_property
    def _roles(self) -> Counter[str]:
        """How often undamaged entries mention which role."""
        return Counter(role for reading in self._readings for role in reading.roles())
