"""A suppression that hides nothing.

A comment or an ignore of the settings stays behind when what it hid is repaired. From then on it would hide the next
mistake of this kind at this place. A suppression that names no rule, or an unknown one, hides nothing either.

## Flagged
```json aidial.config.jsonc /roles
// dial-lint: ignore[null-value/entry] the admin panel writes it
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this suppression has no effect: null-value/entry finds nothing here
"reader": {}
```
```json aidial.config.jsonc /roles
// dial-lint: ignore[nul-entry] the admin panel writes it
                     ^^^^^^^^^ there is no rule "nul-entry"; did you mean "null-value/entry"?
"reader": null
```
```json aidial.config.jsonc
{
  // dial-lint: ignore null-value/entry
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this suppression has no effect: it must be written as "dial-lint: ignore[RULE] REASON"
  "roles": {}
}
```
## Accepted
```json aidial.config.jsonc /roles
// dial-lint: ignore[null-value/entry] the admin panel writes it
"reader": null
```
## Fix
The suppression is deleted, or only those of its rules that hide nothing; of an ignore in the settings the whole table.
## Source
`dial-lint check --no-ignores` shows what all suppressions hide. In settings that serve several configurations an ignore
that finds nothing is only reported if it names a file; one that names no rule always is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.rulekit.suppressions import without
from dial_lsp.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.naming import Names
    from dial_lsp.rulekit.suppressions import Name, Suppression


@rule(severity=Severity.WARNING, impact=Impact.ADVICE, judges_suppressions=True)
def unused_suppression(context: Context) -> Iterator[Finding]:
    """Find what is meant to hide findings and hides none."""
    suppressions = context.suppressions
    for one in suppressions.all:
        for name in suppressions.unknown(one):
            yield _gone(one, name, suppressions.names) or _unknown(one, name, suppressions.names)
    for one in suppressions.of_this_project:
        if not one.names:
            message = 'this suppression has no effect: it must be written as "dial-lint: ignore[RULE] REASON"'
            yield Finding(one.at, message, offers=(_removal(one, ()),), tags=frozenset({"unnecessary"}))
        if unused := suppressions.unused(one):
            at = one.at if len(unused) == len(one.names) else unused[0].at
            names = " and ".join(name.rule for name in unused)
            message = f"this suppression has no effect: {names} {'finds' if len(unused) == 1 else 'find'} nothing here"
            yield Finding(at, message, offers=(_removal(one, unused),), tags=frozenset({"unnecessary"}))


def _gone(suppression: Suppression, name: Name, names: Names) -> Finding | None:
    reason = names.why_gone(name.rule)
    if not reason:
        return None
    offers = (_removal(suppression, (name,)),)
    return Finding(name.at, reason, offers=offers, severity=Severity.INFORMATION, tags=frozenset({"unnecessary"}))


def _unknown(suppression: Suppression, name: Name, known: Names) -> Finding:
    offers = [_removal(suppression, (name,))]
    meant = ""
    if near := known.near(name.rule):
        meant = f'; did you mean "{near}"?'
        start, end = name.at.span
        quoted = name.at.source.text[start:end].replace(name.rule, near)
        change = EditText(name.at.source, (Edit(name.at.span, quoted),))
        offers.insert(0, Offer(f'Write "{near}"', (change,)))
    return Finding(name.at, f'there is no rule "{name.rule}"{meant}', offers=tuple(offers))


def _removal(suppression: Suppression, names: tuple[Name, ...]) -> Offer:
    whole = len(names) == len(suppression.names)
    title = (
        "Delete the suppression"
        if whole
        else f"Delete {' and '.join(name.rule for name in names)} from the suppression"
    )
    change = EditText(suppression.at.source, lambda: (without(suppression, names),))
    return Offer(title, (change,), safe=True)
