"""A suppression without a reason.

A suppression should say why the finding is accepted: the next reader decides by it whether that is still true. Any text
behind the brackets is a reason; in the settings it is `reason`.

## Flagged
```json aidial.config.jsonc /roles
// dial-lint: ignore[null-value/entry]
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this suppression gives no reason
"reader": null
```
## Accepted
```json aidial.config.jsonc /roles
// dial-lint: ignore[null-value/entry] the admin panel writes it so
"reader": null
```
## When to ignore
Where reasons are kept elsewhere: switch the rule off.
## Source
A convention of this linter. `dial-lint check --add-ignores=REASON` writes suppressions with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.HINT, impact=Impact.ADVICE, judges_suppressions=True)
def unexplained_suppression(context: Context) -> Iterator[Finding]:
    """Find suppressions that give no reason."""
    for suppression in context.suppressions.of_this_project:
        if suppression.names and not suppression.reason:
            yield Finding(
                suppression.at,
                "this suppression gives no reason",
                help="Write the reason after the brackets." if suppression.ignore is None else 'Add a "reason".',
            )
