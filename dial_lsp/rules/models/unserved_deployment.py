"""Deployments and interfaces that no call can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES, Application, Deployment, Interceptor, Model
from dial_lsp.rulekit.offers import deleting, writing
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served

_DESCRIBE = ("type", "displayName", "description", "iconUrl", "upstreams", "transport", "features")
_SERVE = ("endpoint", "responsesEndpoint", "applicationTypeSchemaId", "function", "mcp")

unserved_deployment = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.CALL_FAILS),
        "interface": Code(Severity.ERROR, Impact.CALL_FAILS, was=("unserved-interface",)),
        "mismatch": Code(Severity.WARNING, Impact.CALL_FAILS, was=("mismatched-interface",)),
        "base-url": Code(
            Severity.WARNING,
            Impact.NO_EFFECT,
            was=("unused-base-url",),
            rests_on=RestsOn(parts_of_texts=True, values=True),
        ),
    },
)


@unserved_deployment.check()
def deployments(context: Context) -> Iterator[Finding]:
    """Find deployments without any url; of interfaces and of a `baseUrl` alone the rules on interfaces speak.

    An entry that says nothing of what it is, such as one with `userRoles` only, is an overlay: completed elsewhere.
    """
    for found in context.access.objects_where(_has_no_url):
        if any(problem.kind == "unserved" for problem in context.access.problems(found)):
            yield Finding(
                found.at,
                f"{found.label} has no endpoint, so Core answers 503 to every call",
                help='Write its "endpoint", or "interfaces" with a url.',
            )


def _has_no_url(served: Served) -> bool:
    if not isinstance(served, Deployment) or served.interfaces or not served.endpoint.is_blank:
        return False
    if not served.base_url.is_blank or served.is_misspelt("endpoint", "interfaces", "baseUrl"):
        return False
    return any(served.field(name).is_set for name in _DESCRIBE)


@unserved_deployment.entry_check("applications", "toolsets", "interceptors", code="interface")
def unserved_interface(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find known interfaces without any url; a type schema may have one for its applications."""
    if not deployment.base_url.is_blank or (isinstance(deployment, Application) and deployment.schema_id.is_set):
        return
    for interface in deployment.interfaces:
        known = interface.type in INTERFACE_TYPES and isinstance(interface.raw, dict)
        if known and not interface.is_translated and interface.base_url.is_blank:
            yield Finding(
                interface.at.key(),
                "this interface has no url, so Core answers 503 to its calls",
                help="Write its base_url, the url without the path of the call.",
            )


@unserved_deployment.entry_check("models", code="mismatch")
def mismatched_interface(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find models that serve only what their type does not stand for; a chat model has several dialects."""
    declared = {interface.type for interface in model.interfaces} & set(INTERFACE_TYPES)
    if not declared or not model.endpoint.is_blank:
        return
    wanted = None
    if model.type == "embedding" and "openaiEmbeddings" not in declared:
        wanted = "openaiEmbeddings"
    elif model.type == "chat" and declared == {"openaiEmbeddings"} and model.field("responsesEndpoint").is_blank:
        wanted = "openaiChatCompletions"
    if wanted:
        yield Finding(
            model.field("interfaces").at.member(),
            f'{model.type} model "{model.name}" does not serve {wanted}, '
            "so Core answers 503 to the calls it is made for",
            help="Declare that interface, or correct the type.",
        )


@unserved_deployment.entry_check("models", "applications", "toolsets", "interceptors", code="base-url")
def unused_base_url(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find base urls without an interface to complete."""
    if deployment.base_url.is_blank or any(
        not interface.is_translated and interface.base_url.is_blank for interface in deployment.interfaces
    ):
        return
    message = f'no interface of {deployment.KIND} "{deployment.name}" uses its baseUrl, which serves nothing by itself'
    is_served = bool(deployment.interfaces) or any(deployment.field(name).is_set for name in _SERVE)
    yield Finding(
        deployment.base_url.at.member(),
        message if is_served else f"{message}; Core answers 503 to every call",
        help='Declare the interfaces it serves, such as "interfaces": {"openaiChatCompletions": {}}.',
        offers=(*_declared(deployment), deleting(deployment.base_url)),
        severity=None if is_served else Severity.ERROR,
        impact=None if is_served else Impact.CALL_FAILS,
    )


def _declared(deployment: Deployment) -> Iterator[Offer]:
    served = "openaiChatCompletions" if isinstance(deployment, Interceptor) else None
    if isinstance(deployment, Model):
        served = {"chat": "openaiChatCompletions", "embedding": "openaiEmbeddings"}.get(deployment.type or "")
    if served and not deployment.field("interfaces").exists:
        yield writing(deployment, "interfaces", {served: {}})
