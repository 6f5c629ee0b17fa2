"""Interfaces of models over which Core refuses the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import OPERATIONS, OPERATIONS_WITHOUT_ID, Model
from dial_lsp.model.nested import UpstreamInterface
from dial_lsp.model.served import if_translated
from dial_lsp.rulekit.offers import deleting, writing
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Note, Offer, RestsOn, family
from dial_lsp.schema.coercion import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Interface, Translator
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value

invalid_interface = family(
    __name__,
    {
        "contradiction": Code(
            Severity.ERROR, Impact.FILE_REJECTED, was=("contradictory-interface",), rests_on=RestsOn(values=True)
        ),
        "no-url": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("interface-without-url",)),
        "override-path": Code(
            Severity.ERROR, Impact.FILE_REJECTED, was=("invalid-override-path",), rests_on=RestsOn(parts_of_texts=True)
        ),
        "upstream-url": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("upstream-interface-without-url",)),
        "translator-in": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("mismatched-translator",)),
        "translator-out": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("unserved-translation",)),
    },
)


def _finding(at: Place, reason: str, help_text: str = "", *offers: Offer) -> Finding:
    return Finding(at, f"{reason}; Core refuses the whole file", help_text, offers=offers)


@invalid_interface.entry_check("models", code="contradiction")
def contradictory_interface(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces whose mode, translator and url do not go together."""
    for interface in model.interfaces:
        mode, translator, url = interface.field("mode"), interface.translator, interface.base_url
        if not interface.is_translated:
            if isinstance(translator.raw, str | dict):
                offer = writing(interface, "mode", "translator")
                yield _finding(translator.at, 'a translator works with mode "translator" only', "", offer)
        elif not translator.is_set:
            yield _finding(mode.at, 'mode "translator" names no translator')
        elif url.is_set:
            offer = deleting(url)
            yield _finding(url.at.member(), "the interface has a translator and a url", "", offer)


@invalid_interface.entry_check("models", code="no-url")
def interface_without_url(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces passed through to nowhere."""
    for interface in model.interfaces if not model.base_url.is_set else ():
        if isinstance(interface.raw, dict) and not (
            interface.is_translated or interface.translator.is_set or interface.base_url.is_set
        ):
            message = f'the interface "{interface.type}" has no base_url and the model no baseUrl'
            yield _finding(interface.at.key(), message, "Write its base_url, the url without the path of the call.")


@invalid_interface.entry_check("models", "applications", "interceptors", code="override-path")
def invalid_override_path(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find override paths Core refuses."""
    for interface in deployment.interfaces:
        paths = interface.override_paths
        if interface.is_translated:
            if isinstance(paths.raw, dict) and paths.raw:
                message = "the interface is served by a translator, so its paths cannot be overridden"
                yield _finding(paths.at.member(), message)
            continue
        for operation, path in paths.members():
            reason = _reason(interface, operation, path)
            if reason:
                at = path.at.key() if operation in OPERATIONS and OPERATIONS[operation] != interface.type else path.at
                yield _finding(at, reason)


def _reason(interface: Interface, operation: str, path: Value) -> str | None:
    if operation not in OPERATIONS or isinstance(path.raw, dict | list):
        return None
    if OPERATIONS[operation] != interface.type:
        return f'the operation "{operation}" belongs to "{OPERATIONS[operation]}"'
    text = path.text
    if text is None or is_blank(text):
        return "the path is blank"
    if operation in OPERATIONS_WITHOUT_ID and "{id}" in text:
        return f'the operation "{operation}" carries no id, so {{id}} cannot be filled in'
    return None


@invalid_interface.entry_check("models", code="upstream-url")
def upstream_interface_without_url(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces of upstreams that lead nowhere."""
    for upstream in model.upstreams:
        for name, value in upstream.interfaces if not upstream.field("baseUrl").is_set else ():
            if value.is_null or (isinstance(value.raw, dict) and not UpstreamInterface.of(value).endpoint.is_set):
                message = f'the interface "{name}" has no endpoint and the upstream no baseUrl'
                yield _finding(value.at.key(), message, "Write its endpoint, or the baseUrl of the upstream.")


@invalid_interface.check(code="translator-in")
def mismatched_translator(context: Context) -> Iterator[Finding]:
    """Find models that use a translator for another interface than it is made for."""
    for _, interface, translator in _translated(context):
        kind, source = interface.type, translator.source
        if (source is not None and source != kind) or translator.target == kind:
            does = f'reads "{source}", not "{kind}"' if source not in (None, kind) else f'turns "{kind}" into itself'
            found = _finding(interface.translator.at, f"the translator {does}")
            is_inline = isinstance(interface.translator.raw, dict)
            yield found._replace(notes=() if is_inline else (Note(translator.at, "the translator"),))


@invalid_interface.check(code="translator-out")
def unserved_translation(context: Context) -> Iterator[Finding]:
    """Find translated interfaces whose translator leads to nothing the model serves."""
    for model, interface, translator in _translated(context):
        target = translator.target
        passes = model.passes_through(target) if target and target != interface.type else True
        if not passes:
            how = "serves only by a translator itself" if passes is False else "does not serve"
            message = f'the translator leads to "{target}", which the model {how}'
            yield _finding(interface.translator.at, message, f'Serve "{target}" under a url of its own.')


def _translated(context: Context) -> Iterator[tuple[Model, Interface, Translator]]:
    for model in context.config.gathered("models", if_translated).values():
        for interface in model.interfaces:
            translator = context.config.translator_of(interface) if interface.is_translated else None
            if isinstance(model, Model) and translator is not None:
                yield model, interface, translator
