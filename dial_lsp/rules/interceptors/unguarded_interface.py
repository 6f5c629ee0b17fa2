"""An interface of a deployment that its interceptors never see.

Interceptors guard chat completions and embeddings. Core runs none on Anthropic Messages, and on Responses only those
that serve Responses themselves. Callers who use such an interface bypass the guard. A translator calls the deployment back
through another interface, so of interfaces with one nothing is said.

## Flagged
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}},
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://claude.models.svc"},
        "anthropicMessages": {"base_url": "http://claude.models.svc"}
        ^^^^^^^^^^^^^^^^^^^ Core runs no interceptors on Anthropic Messages, so these calls of model "claude" bypass "audit"
      }
    }
  }
}
```
## Accepted
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}},
  "models": {
    "claude": {"type": "chat", "interfaces": {"openaiChatCompletions": {"base_url": "http://claude.models.svc"}}}
  }
}
```
## When to ignore
Where the interceptors change answers only, such as a cache, and guard nothing.
## Source
Read in the newest controllers, epam/ai-dial-core#1748 and epam/ai-dial-core#1968; not run. Responses run no chain up to
0.45, fail with 500 in 0.46 to 0.47.1, and skip interceptors that do not serve them since. That calls of a translator
pass the chain is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.interception import MESSAGES, RESPONSES, links_where
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Application, Deployment, Model, Served
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object
    from dial_lsp.model.place import Place


@rule(severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=RestsOn(values=True))
def unguarded_interface(context: Context) -> Iterator[Finding]:
    """Find interfaces on which no interceptor of a chain runs, or not all of them."""
    access = context.access
    for found in access.objects_where(_serves_more_than_chat):
        deployment = found.served
        if not isinstance(deployment, Deployment) or not access.chain(found).links or found.allowed == frozenset():
            continue
        if deployment.passes_through(MESSAGES):
            yield from _on_messages(access, found, deployment)
        if deployment.passes_through(RESPONSES):
            yield from _on_responses(access, found, deployment)


def _on_messages(access: Access, found: Object, deployment: Deployment) -> Iterator[Finding]:
    links = links_where(access.config, deployment, MESSAGES, "skipped")
    if links:
        names = quoted(dict.fromkeys(link.name for link in links))
        yield Finding(
            _place(deployment, MESSAGES),
            f"Core runs no interceptors on Anthropic Messages, so these calls of {found.label} bypass {names}",
            help="Serve the interface through a translator, close it, or guard it behind Core.",
        )


def _on_responses(access: Access, found: Object, deployment: Deployment) -> Iterator[Finding]:
    failing = links_where(access.config, deployment, RESPONSES, "fails")
    skipped = links_where(access.config, deployment, RESPONSES, "skipped")
    names = dict.fromkeys(link.name or "" for link in failing or skipped)
    notes = tuple(Note(access.config.interceptors[name].at.key(), f'"{name}" serves no Responses') for name in names)
    at = _place(deployment, RESPONSES)
    if failing:
        yield Finding(
            at,
            f"{quoted(names)} of the chain cannot handle Responses, so Core answers 500 to these calls of {found.label}",
            help="Delete the interface, or use Core 0.48, which skips such interceptors.",
            notes=notes,
            severity=Severity.ERROR,
            impact=Impact.CALL_FAILS,
        )
    elif skipped:
        yield Finding(
            at,
            f"Core does not run {quoted(names)} on Responses, so these calls of {found.label} bypass the guard",
            help="Have the interceptor serve openaiResponses, or delete the interface.",
            notes=notes,
        )


def _serves_more_than_chat(served: Served) -> bool:
    if not isinstance(served, Model | Application):
        return False
    return any(served.passes_through(interface) for interface in (MESSAGES, RESPONSES))


def _place(deployment: Deployment, interface: str) -> Place:
    declared = next((one for one in deployment.interfaces if one.type == interface), None)
    return declared.at.key() if declared else deployment.field("responsesEndpoint").at.key()
