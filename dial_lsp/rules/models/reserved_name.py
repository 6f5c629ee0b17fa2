"""Names that Core keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.serving import RESERVED
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.place import Place
from dial_lsp.names.renaming import renames
from dial_lsp.rulekit.rule import Code, Context, Finding, family

if TYPE_CHECKING:
    from collections.abc import Iterator


reserved_name = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.CALL_FAILS),
        "form": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("reserved-name-form",)),
    },
)


@reserved_name.check()
def names(context: Context) -> Iterator[Finding]:
    """Find deployments under the name interceptors call Core by."""
    for deployment in context.config.deployments:
        if deployment.name == RESERVED:
            yield Finding(
                deployment.at.key(),
                f'the name "{RESERVED}" is reserved by Core, so calls never reach this {deployment.KIND}',
                help="Give it another name.",
            )


@reserved_name.check(code="form")
def reserved_name_form(context: Context) -> Iterator[Finding]:
    """Find names that look like those of stored entities."""
    for entry, name in named_with(context.config, "reserved"):
        new = "" if entry.section == "keys" else usable(name.split("/", 2)[2])
        yield Finding(
            Place(entry, (), "key"),
            f"names of the form {entry.section}/<bucket>/<name> are reserved; Core refuses the whole file",
            help="Use a name without slashes.",
            offers=renames(context.references, entry, new),
        )
