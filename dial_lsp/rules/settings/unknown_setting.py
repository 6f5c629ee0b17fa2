"""Settings that mean nothing or cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.rulekit.rule import Code, Context, Finding, Offer, family
from dial_lsp.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.text import Location

QUOTES = "\"'"

unknown_setting = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.ADVICE),
        "rule": Code(Severity.WARNING, Impact.ADVICE, was=("unknown-rule",)),
        "value": Code(Severity.WARNING, Impact.ADVICE, was=("invalid-setting",)),
    },
)


@unknown_setting.check()
def names(context: Context) -> Iterator[Finding]:
    """Find names in the settings file that mean nothing."""
    for mistake in context.settings.mistakes:
        if mistake.kind == "unknown":
            yield Finding(mistake.at, mistake.message, offers=_writing(mistake.at, mistake.meant))


@unknown_setting.check(code="rule", judges_suppressions=True)
def names_of_rules(context: Context) -> Iterator[Finding]:
    """Find names of rules that no rule has; of those in ignores `unused-suppression` speaks."""
    names = context.suppressions.names
    for choice in (*context.settings.rules, *context.settings.select):
        if choice.at is None or names.meaning(choice.rule):
            continue
        if reason := names.why_gone(choice.rule):
            yield Finding(choice.at, reason, severity=Severity.INFORMATION, tags=frozenset({"deprecated"}))
            continue
        near = names.near(choice.rule)
        meant = f'; did you mean "{near}"?' if near else ""
        yield Finding(choice.at, f'there is no rule "{choice.rule}"{meant}', offers=_writing(choice.at, near))


def _writing(at: Location, meant: str) -> tuple[Offer, ...]:
    """The name that was meant, in quotes where there are some or it needs them."""
    first = at.source.text[at.span.start]
    quote = first if first in QUOTES else '"' if "/" in meant else ""
    change = EditText(at.source, (Edit(at.span, f"{quote}{meant}{quote}"),))
    return (Offer(f'Write "{meant}"', (change,)),) if meant else ()


@unknown_setting.check(code="value")
def invalid_setting(context: Context) -> Iterator[Finding]:
    """Find values in the settings file that are not what they must be."""
    for mistake in context.settings.mistakes:
        if mistake.kind == "invalid":
            yield Finding(mistake.at, mistake.message)
