"""Names with characters that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with
from dial_lsp.model.place import Place
from dial_lsp.model.similar import is_invisible, visible
from dial_lsp.names.renaming import renamed
from dial_lsp.rulekit.rule import Code, Context, Finding, Offer, family

if TYPE_CHECKING:
    from collections.abc import Iterator


odd_name = family(
    __name__,
    {
        "blank": Code(Severity.ERROR, Impact.CALL_FAILS, was=("blank-name",)),
        "invisible": Code(Severity.WARNING, Impact.ADVICE, was=("invisible-character",)),
        "padded": Code(Severity.WARNING, Impact.ADVICE, was=("padded-name",)),
    },
)


@odd_name.check(code="blank")
def blank_name(context: Context) -> Iterator[Finding]:
    """Find entries whose name is empty or blank."""
    for entry, _ in named_with(context.config, "blank"):
        message = f'an entry of "{entry.section}" has no name, so no caller can ask for it'
        yield Finding(Place(entry, (), "key"), message, help="Give it a name.")


@odd_name.check(code="invisible")
def invisible_character(context: Context) -> Iterator[Finding]:
    """Find names that look shorter than they are."""
    for entry, name in named_with(context.config, "invisible"):
        char = next(filter(is_invisible, name))
        what = unicodedata.name(char, f"U+{ord(char):04X}")
        new = visible(name)
        yield Finding(
            Place(entry, (), "key"),
            f'the name contains an invisible character ({what}), so Core does not read it as "{new}"',
            help="Type the name again.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )


@odd_name.check(code="padded")
def padded_name(context: Context) -> Iterator[Finding]:
    """Find names that start or end with blanks."""
    for entry, name in named_with(context.config, "padded"):
        new = name.strip()
        yield Finding(
            Place(entry, (), "key"),
            f'the name "{name}" starts or ends with a blank, which is part of it to Core',
            help="Delete the blank.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),),
        )
