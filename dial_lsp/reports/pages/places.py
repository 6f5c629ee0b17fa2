"""Places and reasons of a page, each told once and named by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dial_lsp.reports.access.values import Places
from dial_lsp.reports.frame import printable
from dial_lsp.reports.pages.excerpts import Excerpts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dial_lsp.access import Because
    from dial_lsp.masking.wording import Wording
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place


@dataclass(frozen=True, slots=True)
class Spelling:
    """What an editor calls the files of a page that it shows."""

    shown: Callable[[str], str]  # to people
    uri: Callable[[str], str] | None = None  # to itself; None: it has no such files any more


class Told:
    """What a page tells of the files of a config. Everything passes the masks on its way in."""

    def __init__(self, config: Config, *others: Wording, spelling: Spelling | None = None) -> None:
        """``others`` hide what is secret in configs that are shown beside this one.

        With a ``spelling`` the tables say, too, where an editor finds each file.
        """
        self._spelling = spelling
        self._wordings = (config.secrecy.wording, *others)
        self._places = Places(config)
        self._excerpts = Excerpts(config)
        self._files: dict[str, int] = {}
        self._rows: list[list[Any]] = []
        self._numbers: dict[Place, int] = {}
        self._steps: dict[tuple[str, str, int | None], int] = {}

    def name(self, text: str | None) -> str | None:
        """A name that stands by itself; a null is a role of its own."""
        for wording in self._wordings if text is not None else ():
            text = wording.name(text or "")
        return text

    def text(self, text: str) -> str:
        """A sentence or label with names in it."""
        for wording in self._wordings:
            text = wording.names(text)
        return text

    def spelt(self, text: str) -> str:
        """What people see of a path, or of a text with paths in it."""
        return printable(self.text(self._spelling.shown(text) if self._spelling else text))

    def place(self, at: Place | None) -> int | None:
        """The number of a place."""
        if at is None:
            return None
        known = self._numbers.get(at)
        if known is None:
            value = self._places.value(at)
            file = self._files.setdefault(value["path"], len(self._files))
            known = self._numbers[at] = len(self._rows)
            self._rows.append([file, value["line"], value["column"], *self._excerpt(at)])
        return known

    def step(self, step: Because) -> int:
        """The number of a reason."""
        value = (step.kind, self.text(step.message), self.place(step.at))
        return self._steps.setdefault(value, len(self._steps))

    def steps(self, steps: Iterable[Because]) -> list[int]:
        """The numbers of reasons."""
        return [self.step(step) for step in steps]

    def _excerpt(self, at: Place) -> Iterable[str]:
        """The text at a place, in which the secrets of its own config are masked already."""
        shown = self._excerpts.at(at)
        return map(self.text, shown) if len(self._wordings) > 1 else shown

    def tables(self) -> dict[str, Any]:
        """All that was told, by number."""
        return {
            "files": [self.spelt(path) for path in self._files],
            **self._uris(),
            "places": self._rows,
            "steps": [list(step) for step in self._steps],
        }

    def _uris(self) -> dict[str, Any]:
        """Where an editor finds the files; empty for one whose path has a secret in it."""
        uri = self._spelling.uri if self._spelling else None
        return {"uris": [uri(path) if self.text(path) == path else "" for path in self._files]} if uri else {}
