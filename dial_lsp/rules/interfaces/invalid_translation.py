"""Translators over which Core refuses the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.model.served import if_translated
from dial_lsp.rulekit.rule import Code, Context, Finding, Note, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interface, Translator

invalid_translation = family(
    __name__,
    {
        "source": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("mismatched-translator",)),
        "target": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("unserved-translation",)),
    },
)


@invalid_translation.check(code="source")
def mismatched_translator(context: Context) -> Iterator[Finding]:
    """Find models that use a translator for another interface than it is made for."""
    for model in context.config.gathered("models", if_translated).values():
        for interface in model.interfaces:
            translator = context.config.translator_of(interface) if interface.is_translated else None
            if translator is not None:
                yield from _compared(interface, translator)


def _compared(interface: Interface, translator: Translator) -> Iterator[Finding]:
    kind, source = interface.type, translator.source
    if source is not None and source != kind:
        message = f'the translator reads "{source}", not "{kind}"; Core refuses the whole file'
    elif translator.target == kind:
        message = f'the translator turns "{kind}" into itself; Core refuses the whole file'
    else:
        return
    notes = () if isinstance(interface.translator.raw, dict) else (Note(translator.at, "the translator"),)
    yield Finding(interface.translator.at, message, notes=notes)


@invalid_translation.check(code="target")
def unserved_translation(context: Context) -> Iterator[Finding]:
    """Find translated interfaces whose translator leads to nothing the model serves."""
    for model in context.config.gathered("models", if_translated).values():
        for interface in model.interfaces:
            translator = context.config.translator_of(interface) if interface.is_translated else None
            if isinstance(model, Model) and translator is not None and translator.target != interface.type:
                yield from _served(model, interface, translator)


def _served(model: Model, interface: Interface, translator: Translator) -> Iterator[Finding]:
    target = translator.target
    passes = model.passes_through(target) if target else True
    if passes:
        return
    how = "only through a translator itself" if passes is False else "not at all"
    yield Finding(
        interface.translator.at,
        f'the translator leads to "{target}", which the model serves {how}; Core refuses the whole file',
        help=f'Serve "{target}" under a url of its own.',
    )
