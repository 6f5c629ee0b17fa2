"""Settings that mean nothing or cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.rulekit.rule import Code, Context, Finding, Offer, family
from dial_lsp.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.settings import Mistake

QUOTES = "\"'"

unknown_setting = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.ADVICE),
        "value": Code(Severity.WARNING, Impact.ADVICE, was=("invalid-setting",)),
    },
)


@unknown_setting.check()
def names(context: Context) -> Iterator[Finding]:
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
    return (Offer(f'Write "{mistake.meant}"', (EditText(source, (Edit(span, new),)),)),)


@unknown_setting.check(code="value")
def invalid_setting(context: Context) -> Iterator[Finding]:
    """Find values in the settings file that are not what they must be."""
    for mistake in context.settings.mistakes:
        if mistake.kind == "invalid":
            yield Finding(mistake.at, mistake.message)
