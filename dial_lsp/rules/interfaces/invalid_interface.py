"""Interfaces of models over which Core refuses the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Remove, Replace
from dial_lsp.model.deployments import OPERATIONS, OPERATIONS_WITHOUT_ID, Model
from dial_lsp.model.nested import UpstreamInterface
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.schema.coercion import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Interface
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
    },
)


@invalid_interface.entry_check("models", code="contradiction")
def contradictory_interface(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces whose mode, translator and url do not go together."""
    for interface in model.interfaces:
        mode, translator, url = interface.field("mode"), interface.translator, interface.base_url
        if not interface.is_translated:
            if isinstance(translator.raw, str | dict):
                message = 'a translator works with mode "translator" only; Core refuses the whole file'
                yield Finding(translator.at, message, offers=(_translate(interface),))
        elif not translator.is_set:
            yield Finding(mode.at, 'mode "translator" names no translator; Core refuses the whole file')
        elif url.is_set:
            message = "the interface has a translator and a url; Core refuses the whole file"
            yield Finding(url.at.member(), message, offers=(Offer("Delete the url", (Remove(url.at),)),))


def _translate(interface: Interface) -> Offer:
    mode = interface.field("mode")
    written = Replace(mode.at, "translator") if mode.exists else Insert(interface.at, "mode", "translator")
    return Offer('Set the mode to "translator"', (written,))


@invalid_interface.entry_check("models", code="no-url")
def interface_without_url(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces passed through to nowhere."""
    if model.base_url.is_set:
        return
    for interface in model.interfaces:
        if isinstance(interface.raw, dict) and not (
            interface.is_translated or interface.translator.is_set or interface.base_url.is_set
        ):
            yield Finding(
                interface.at.key(),
                f'the interface "{interface.type}" has no base_url and the model no baseUrl; Core refuses the whole file',
                help="Write the url the interface is served at, without the path of the call.",
            )


@invalid_interface.entry_check("models", "applications", "interceptors", code="override-path")
def invalid_override_path(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find override paths Core refuses."""
    for interface in deployment.interfaces:
        paths = interface.override_paths
        if interface.is_translated:
            if isinstance(paths.raw, dict) and paths.raw:
                yield Finding(
                    paths.at.member(),
                    "the interface is served by a translator, so its paths cannot be overridden; Core refuses the whole file",
                )
            continue
        for operation, path in paths.members():
            reason = _reason(interface, operation, path)
            if reason:
                at = path.at.key() if operation in OPERATIONS and OPERATIONS[operation] != interface.type else path.at
                yield Finding(at, f"{reason}; Core refuses the whole file")


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
        if upstream.field("baseUrl").is_set:
            continue
        for name, value in upstream.interfaces:
            if value.is_null or (isinstance(value.raw, dict) and not UpstreamInterface.of(value).endpoint.is_set):
                yield Finding(
                    value.at.key(),
                    f'the interface "{name}" has no endpoint and the upstream no baseUrl; Core refuses the whole file',
                )
