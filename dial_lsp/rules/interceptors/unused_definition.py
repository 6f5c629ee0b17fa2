"""Interceptors and translators that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.rule import Code, Context, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator


unused_definition = family(
    __name__,
    {
        "interceptor": Code(
            Severity.HINT, Impact.NO_EFFECT, was=("unused-interceptor",), rests_on=RestsOn(uses=Kind.INTERCEPTOR)
        ),
        "translator": Code(
            Severity.HINT, Impact.NO_EFFECT, was=("unused-translator",), rests_on=RestsOn(uses=Kind.TRANSLATOR)
        ),
    },
)


@unused_definition.check(code="interceptor")
def unused_interceptor(context: Context) -> Iterator[Finding]:
    """Find interceptors nobody names; files without deployments are one part of a project."""
    config = context.config
    if all(found.name in config.interceptors for found in config.deployments):
        return
    used = context.references.used(Kind.INTERCEPTOR)
    for name, interceptor in config.interceptors.items():
        if name not in used:
            yield Finding(
                interceptor.at.key(),
                f'interceptor "{name}" is in no list, so it runs for no deployment of these files',
                help="Name it in globalInterceptors or in the interceptors of a deployment, or delete it.",
                offers=(Offer(f'Delete interceptor "{name}"', (Remove(interceptor.at.member()),)),),
                tags=frozenset({"unnecessary"}),
            )


@unused_definition.check(code="translator")
def unused_translator(context: Context) -> Iterator[Finding]:
    """Find translators nobody names; files without deployments are one part of a project."""
    used = context.references.used(Kind.TRANSLATOR)
    for name, translator in context.config.translators.items() if context.config.deployments else ():
        if name not in used:
            yield Finding(
                translator.at.key(),
                f'translator "{name}" is in no interface, so it is not used in these files',
                help="Name it in an interface, or delete it.",
                offers=(Offer(f'Delete translator "{name}"', (Remove(translator.at.member()),)),),
                tags=frozenset({"unnecessary"}),
            )
