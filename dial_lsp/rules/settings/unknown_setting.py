"""A setting that dial-lint does not have.

Whoever wrote it expects something of it, and nothing happens: a misspelt `idp-roles` leaves misspelt roles unfound. The
other settings count all the same.

## Flagged
```toml
idp-rolse = ["employee"]
^^^^^^^^^ there is no setting "idp-rolse"; did you mean "idp-roles"?
```
```json
{"roles": {"default": {}}}
```
## Accepted
```toml
idp-roles = ["employee"]
```
```json
{"roles": {"default": {}}}
```
## Fix
The name that was probably meant.
## Source
`dial-lint init --print` shows all settings with what they mean; `dial-lint schema --settings` prints their JSON Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.rule import Context, Finding, Offer, rule
from dial_lsp.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.settings import Mistake

QUOTES = "\"'"


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def unknown_setting(context: Context) -> Iterator[Finding]:
    """Find names in the settings file that mean nothing."""
    for mistake in context.settings.mistakes:
        if mistake.kind == "unknown":
            yield Finding(mistake.at, mistake.message, offers=_offers(mistake))


def _offers(mistake: Mistake) -> tuple[Offer, ...]:
    if not mistake.meant:
        return ()
    source, span = mistake.at.source, mistake.at.span
    written = source.text[span.start : span.end]
    new = f"{written[0]}{mistake.meant}{written[0]}" if written[0] in QUOTES else mistake.meant
    return (Offer(f'Change "{written.strip(QUOTES)}" to "{mistake.meant}"', (EditText(source, (Edit(span, new),)),)),)
