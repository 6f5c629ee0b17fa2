"""What sections name that older Cores read and today's does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.config import REMOVED_SECTIONS
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config


def names_removed(config: Config, sections: tuple[str, ...] = REMOVED_SECTIONS) -> Iterator[str]:
    """The names of the deployments that such sections introduce."""
    for name in sections:
        section = config.sections.get(name)
        for entry in section.entries if section else ():
            if name == "addons" and entry.name is not None:
                yield entry.name
            elif name == "assistant" and entry.name == "assistants":
                yield from (member for member, _ in Value(entry, (), entry.value).members())
