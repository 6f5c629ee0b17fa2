"""The settings name a rule that does not exist.

The rule that was meant keeps its severity: one that should be off still reports, one that should fail the run does not.

## Flagged
```toml
[rules]
weak-kye = "error"
^^^^^^^^ there is no rule "weak-kye"; did you mean "weak-key"?
```
```json
{"roles": {"default": {}}}
```
## Accepted
```toml
[rules]
weak-key = "error"
```
```json
{"roles": {"default": {}}}
```
## Fix
The name that was probably meant.
## Source
`dial-lint rules` lists all rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.ADVICE, judges_suppressions=True)
def unknown_rule(context: Context) -> Iterator[Finding]:
    """Find names in the table of rules that no rule has; of those in ignores `unused-suppression` speaks."""
    names = context.suppressions.names
    for choice in (*context.settings.rules, *context.settings.select):
        if choice.at is None or names.meaning(choice.rule):
            continue
        if reason := names.why_gone(choice.rule):
            yield Finding(choice.at, reason, severity=Severity.INFORMATION, tags=frozenset({"deprecated"}))
            continue
        near = names.near(choice.rule)
        meant = f'; did you mean "{near}"?' if near else ""
        change = EditText(choice.at.source, (Edit(choice.at.span, f'"{near}"' if "/" in near else near),))
        offers = (Offer(f'Write "{near}"', (change,)),) if near else ()
        yield Finding(choice.at, f'there is no rule "{choice.rule}"{meant}', offers=offers)
