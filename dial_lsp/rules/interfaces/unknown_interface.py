"""Names of interfaces and operations that Core does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.interception import RUN_FOR_RESPONSES, passing
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES, OPERATIONS, Model
from dial_lsp.model.near_names import meant, nearest
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.rulekit.offers import renaming
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, family
from dial_lsp.schema.versions import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Interceptor

unknown_interface = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT, rests_on=WRITTEN),
        "upstream": Code(Severity.WARNING, Impact.NO_EFFECT, was=("unknown-upstream-interface",), rests_on=WRITTEN),
        "override": Code(Severity.WARNING, Impact.NO_EFFECT, was=("unknown-override-path",)),
        "interceptor": Code(
            Severity.INFORMATION, Impact.NO_EFFECT, was=("unsupported-interceptor-interface",), rests_on=WRITTEN
        ),
    },
)


@unknown_interface.entry_check("models", "applications", "toolsets", "interceptors")
def interfaces(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces nobody can ask for."""
    declared = {interface.type for interface in deployment.interfaces}
    for interface in deployment.interfaces:
        name = interface.type
        if name in INTERFACE_TYPES or has_placeholder(name):
            continue
        same = [known for known in INTERFACE_TYPES if _letters(known) == _letters(name)]
        near = [known for known in same or nearest(name, INTERFACE_TYPES) if known not in declared]
        yield Finding(
            interface.at.key(),
            f'Core knows no interface "{name}", so {deployment.KIND} "{deployment.name}" does not serve it{meant(name, near)}',
            help=f"The interfaces are {', '.join(INTERFACE_TYPES)}.",
            offers=renaming(interface.at, near, safe=bool(same)),
        )


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


@unknown_interface.entry_check("models", code="upstream")
def unknown_upstream_interface(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find names of interfaces in upstreams that are none."""
    for upstream in model.upstreams:
        for name, value in upstream.interfaces:
            if name not in INTERFACE_TYPES:
                near = nearest(name, INTERFACE_TYPES, limit=1)
                yield Finding(
                    value.at.key(),
                    f'Core knows no interface "{name}", so this is never read{meant(name, near)}',
                    help=f"The interfaces are {', '.join(INTERFACE_TYPES)}.",
                    offers=renaming(value.at, near),
                )


@unknown_interface.entry_check("models", "applications", "interceptors", code="override")
def unknown_override_path(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find operations nobody asks for; where a translator serves the interface no path counts at all."""
    for interface in deployment.interfaces:
        own = [operation for operation, served in OPERATIONS.items() if served == interface.type]
        written = dict(interface.override_paths.members())
        for operation, path in written.items():
            if operation in OPERATIONS or interface.is_translated or not own:
                continue
            near = [known for known in nearest(operation, own) if known not in written]
            yield Finding(
                path.at.key(),
                f'Core knows no operation "{operation}", so this path is never used{meant(operation, near)}',
                help=f"{interface.type} has {', '.join(own)}.",
                offers=renaming(path.at, near),
            )


@unknown_interface.entry_check("interceptors", code="interceptor")
def unsupported_interceptor_interface(interceptor: Interceptor, context: EntryContext) -> Iterator[Finding]:
    """Find known interfaces on whose calls Core runs no interceptors; of unknown names another check speaks."""
    for interface in interceptor.interfaces:
        if interface.type in INTERFACE_TYPES and passing(interceptor, interface.type, context.version) == "skipped":
            is_later = passing(interceptor, interface.type, LATEST) != "skipped"
            before = f" before {RUN_FOR_RESPONSES.short}" if is_later else ""
            yield Finding(
                interface.at.key(),
                f"Core{before} runs no interceptors on {interface.type}, so this interface is never used",
                help="Delete it.",
            )
