"""Names that are hard to write or to move."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.model.place import Place
from dial_lsp.model.similar import is_invisible, visible
from dial_lsp.names.renaming import renames
from dial_lsp.rulekit.rule import Code, Context, Finding, family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dial_lsp.model.entry_names import Fault


odd_name = family(
    __name__,
    {
        "blank": Code(Severity.ERROR, Impact.CALL_FAILS, was=("blank-name",)),
        "invisible": Code(Severity.WARNING, Impact.ADVICE, was=("invisible-character",)),
        "padded": Code(Severity.WARNING, Impact.ADVICE, was=("padded-name",)),
        "encode": Code(Severity.INFORMATION, Impact.ADVICE, "strict", was=("name-to-encode",)),
        "unmigratable": Code(Severity.INFORMATION, Impact.ADVICE, "strict", was=("unmigratable-name",)),
    },
)
_USABLE = "Use letters, digits, dots, dashes and underscores."


@odd_name.check()
def names(context: Context) -> Iterator[Finding]:
    """Find names by their worst fault."""
    for fault, (message, help_text, better) in _FAULTS.items():
        for entry, name in named_with(context.config, fault):
            new = better(name)
            offers = renames(context.references, entry, new)
            yield Finding(Place(entry, (), "key"), message(entry.section, name), help_text, offers=offers, code=fault)


def _blank(section: str, _: str) -> str:
    return f'an entry of "{section}" has no name, so no caller can ask for it'


def _invisible(_: str, name: str) -> str:
    char = next(filter(is_invisible, name))
    what = unicodedata.name(char, f"U+{ord(char):04X}")
    return f'the name contains an invisible character ({what}), so Core does not read it as "{visible(name)}"'


def _padded(_: str, name: str) -> str:
    return f'the name "{name}" starts or ends with a blank, which is part of the name to Core'


def _encode(section: str, name: str) -> str:
    return f'clients must call {KIND_WORDS[section]} "{name}" as "{quote(name, safe="@:[]()", errors="replace")}"'


def _unmigratable(_: str, name: str) -> str:
    return f'the name "{name}" cannot be moved to Core\'s Configuration API'


_FAULTS: Mapping[Fault, tuple[Callable[[str, str], str], str, Callable[[str], str]]] = MappingProxyType(
    {
        "blank": (_blank, "Give it a name.", str.strip),
        "invisible": (_invisible, "Type the name again.", visible),
        "padded": (_padded, "Delete the blank.", str.strip),
        "encode": (_encode, _USABLE, usable),
        "unmigratable": (_unmigratable, _USABLE, usable),
    }
)
"""What is said of each fault, what helps, and a better name."""
