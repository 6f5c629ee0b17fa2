"""Names of rules on the command line."""

from __future__ import annotations

import click

from dial_lsp.cli import output
from dial_lsp.naming import names_of


def meaning(name: str) -> frozenset[str]:
    """The full names of the codes that a name means; of a rule that is gone it is said, and its name means itself.

    Raises UsageError for the name of no rule.
    """
    names = names_of()
    found = names.meaning(name)
    if found is None:
        near = names.near(name)
        raise click.UsageError(f'there is no rule "{name}"' + (f'; did you mean "{near}"?' if near else "."))
    if not found:
        output.write_error(f"{names.why_gone(name)}.")
    return found or frozenset({name})
