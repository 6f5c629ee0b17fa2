"""An interceptor for chat completions that also receives embeddings.

Core runs the chain of interceptors on calls of embedding models too. An interceptor that expects a chat cannot read
them: it fails, or answers something else.

## Flagged
```json
{
  "globalInterceptors": ["audit"],
                         ^^^^^^^ interceptor "audit" expects chat completions, but also receives the embeddings of model "ada"
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}},
  "models": {"ada": {"type": "embedding", "endpoint": "http://ada.models.svc/v1/embeddings"}}
}
```
## Accepted
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {"audit": {"interfaces": {"openaiChatCompletions": {"base_url": "http://audit.svc"}}}},
  "models": {"ada": {"type": "embedding", "endpoint": "http://ada.models.svc/v1/embeddings"}}
}
```
## When to ignore
Where the interceptor handles embeddings, too.
## Source
Read in Core's newest code and in DIAL's documentation, which has interceptors for chat completions only; not run. Up to
0.47 every interceptor of the chain runs; since 0.48 those that declare `interfaces` run on these only, and those with a
legacy `endpoint` on all calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.interception import EMBEDDINGS, SKIPPED, links_where
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Deployment, Model, Served
from dial_lsp.model.urls import path_of
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object
    from dial_lsp.model.deployments import Interceptor
    from dial_lsp.model.place import Place
    from dial_lsp.schema.versions import Version


@rule(severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def interceptor_on_embeddings(context: Context) -> Iterator[Finding]:
    """Find interceptors for chats in chains of embedding models, each once where it is first named."""
    config = context.config
    named: dict[str, tuple[Place, list[Object]]] = {}
    for found in context.access.objects_where(_is_embedding):
        if isinstance(found.served, Deployment):
            for link in links_where(config, found.served, EMBEDDINGS, "runs"):
                if link.name and _takes_no_embeddings(config.interceptors[link.name], config.version):
                    named.setdefault(link.name, (link.at, []))[1].append(found)
    for name, (at, models) in named.items():
        more = f" and {len(models) - 1} more" if len(models) > 1 else ""
        yield Finding(
            at,
            f'interceptor "{name}" expects chat completions, but also receives the embeddings of '
            f'model "{models[0].name}"{more}',
            notes=(
                Note(config.interceptors[name].at.key(), "the interceptor"),
                *(Note(model.at, "a model whose calls it receives") for model in models),
            ),
            help="Have the interceptor declare its interfaces (Core 0.48), or name it at the chat models only.",
        )


def _is_embedding(served: Served) -> bool:
    return isinstance(served, Model) and served.type == "embedding"


def _takes_no_embeddings(interceptor: Interceptor, version: Version) -> bool:
    """Whether it says nothing of embeddings; from 0.48 on, where such are skipped, it must say that it takes chats."""
    declared = {interface.type for interface in interceptor.interfaces}
    path = path_of(interceptor.endpoint.text or "")
    if EMBEDDINGS in declared or (interceptor.endpoint.is_set and path is None) or (path or "").endswith("/embeddings"):
        return False
    return version < SKIPPED or (path or "").endswith("/chat/completions")
