"""What judges a configuration in one checkout, for those who compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.masking.masks import Masked, joined
from dial_lsp.masking.random_text import random_parts
from dial_lsp.reports.judged import Changed
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from dial_lsp.cli.checkouts import Checkout
    from dial_lsp.masking.wording import Wording
    from dial_lsp.project.discovery import SettingsFile
    from dial_lsp.text import Source


@dataclass(frozen=True)
class Bench:
    """A configuration with what judges it."""

    checkout: Checkout
    texts: tuple[Source, ...]
    settings_file: SettingsFile | None
    telling: frozenset[str] = frozenset()  # the keys of files that say which files and which Core are meant
    baseline: str | None = None  # the key of one that is used
    policies: str | None = None  # the key of a policy file that is named

    @property
    def settings(self) -> Settings:
        """The settings that hold by the file."""
        return self.settings_file.settings if self.settings_file else Settings()

    @cached_property
    def analysis(self) -> Analysis:
        """The configuration as it is judged here."""
        return Analysis([parse(text) for text in self.texts], self.settings)

    @property
    def wording(self) -> Wording:
        """What takes the secrets of the configuration out of texts."""
        return self.analysis.secrecy.wording

    def read(self, key: str) -> str | None:
        """The text of a file of the checkout; None where there is none to read."""
        return self.checkout.read(key)

    def changed(self, kind: str, path: str, line: int, message: str) -> Changed:
        """Something that is otherwise in a file of this checkout."""
        key = self.checkout.key(path)
        return Changed(kind, path if key is None else self.checkout.plain(key), line, message)


def masked(changed: Changed, *benches: Bench) -> Changed:
    """The same without any secret of the configurations, and without what looks like one."""
    message = changed.message
    found = joined([Masked(*span) for span in random_parts(message)])
    for one in reversed(found):
        message = message[: one.start] + one.shown + message[one.end :]
    for bench in benches:
        message = bench.wording.names(message)
    return changed._replace(message=message)
