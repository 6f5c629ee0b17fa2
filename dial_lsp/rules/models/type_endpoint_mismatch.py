"""Urls whose path does not fit what is called there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.change import Replace
from dial_lsp.model.endpoints import provider_url
from dial_lsp.model.providers import is_provider
from dial_lsp.model.urls import host_of
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Model
    from dial_lsp.model.values import Value

_MISMATCHES = {
    "chat": {"/embeddings": "embedding"},
    "completion": {"/embeddings": "embedding", "/chat/completions": "chat"},
    "embedding": {"/chat/completions": "chat", "/completions": "completion"},
}
_ENDS = {"endpoint": ("/chat/completions", "/completions", "/embeddings"), "responsesEndpoint": ("/responses",)}
_OPERATION = compiled(r"/(?:openai/deployments/[^?#]*|(?:chat/)?completions|embeddings|responses|messages)/?$")

type_endpoint_mismatch = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.CALL_FAILS, rests_on=RestsOn(parts_of_texts=True)),
        "path": Code(Severity.HINT, Impact.ADVICE, was=("unusual-endpoint-path",), rests_on=WRITTEN),
        "base-url": Code(
            Severity.WARNING, Impact.CALL_FAILS, was=("base-url-with-operation",), rests_on=RestsOn(parts_of_texts=True)
        ),
    },
)


@type_endpoint_mismatch.entry_check("models")
def endpoints(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find endpoints whose last part belongs to another type."""
    path = urls.path_of(model.endpoint.text or "") or ""
    for end, other in _MISMATCHES.get(model.type or "", {}).items():
        if path.endswith(end):
            yield Finding(
                model.endpoint.at,
                f"this is {_a(model.type or '')} model, but the endpoint ends in {end}",
                help="Correct the endpoint or the type.",
                offers=(writing(model, "type", other),),
            )
            return


def _a(kind: str) -> str:
    return f"an {kind}" if kind.startswith("e") else f"a {kind}"


@type_endpoint_mismatch.entry_check("models", code="path")
def unusual_endpoint_path(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find endpoints of models with an end of their own."""
    for name, ends in _ENDS.items():
        written = model.field(name)
        text = written.text or ""
        path = urls.path_of(text)
        if path is not None and urls.host_of(text) and not path.endswith(ends):
            *first, last = ends
            allowed = f"{', '.join(first)} or {last}" if first else last
            yield Finding(
                written.at,
                f"Core calls this url unchanged, but it does not end in {allowed}",
                help="Write the whole url, or give an interface this url as its base_url.",
            )


@type_endpoint_mismatch.entry_check("models", "applications", "toolsets", "interceptors", code="base-url")
def base_url_with_operation(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find base urls that end in the path of a call and are used with the usual paths.

    Of a provider that gets Core's own key another rule speaks.
    """
    told = provider_url(deployment)
    for url in _base_urls(deployment):
        if urls.problem_of(url.text or ""):
            continue
        found = _OPERATION.search(url.text or "")
        if found:
            base = (url.text or "")[: found.start()]
            yield Finding(
                url.at,
                f'Core appends the path of the call to a base url, so "{found[0].rstrip("/")}" appears twice',
                help="Write the url without the path of the call.",
                offers=(Offer(f"Write {base}", (Replace(url.at, base),)),),
            )
        elif _is_foreign(host := host_of(url.text or "") or "") and (told is None or url.at != told.at):
            yield Finding(
                url.at,
                f"Core appends its own path to a base url, and {host} has no such path, "
                "so calls are most likely answered with 404",
                help='Write the paths of the provider as "overridePaths", or the url of an adapter.',
            )


def _is_foreign(host: str) -> bool:
    """Whether the API of a host has other paths than Core; that of Azure has the same for deployments."""
    return is_provider(host) and not host.endswith(".azure.com")


def _base_urls(deployment: Deployment) -> Iterator[Value]:
    inheriting = [interface for interface in deployment.interfaces if interface.base_url.is_blank]
    if any(interface.override_paths.raw for interface in inheriting if interface.override_paths.is_set):
        inheriting = []
    if inheriting:
        yield deployment.base_url
    for interface in deployment.interfaces:
        if not (interface.override_paths.is_set and interface.override_paths.raw):
            yield interface.base_url
