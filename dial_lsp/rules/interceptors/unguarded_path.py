"""One chat model without the interceptor that most of them pass.

Where nearly all models pass an interceptor and one does not, it may have been forgotten: callers who want to avoid the
guard use that model. It is worse where both names lead to the same upstream, so that the same model is there with and
without the guard.

## Flagged
```json
{
  "interceptors": {"pii": {"endpoint": "http://pii.svc/chat/completions"}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt4.models.svc/v1/chat/completions", "interceptors": ["pii"]},
    "gpt-5": {"type": "chat", "endpoint": "http://gpt5.models.svc/v1/chat/completions", "interceptors": ["pii"]},
    "gpt-6": {"type": "chat", "endpoint": "http://gpt6.models.svc/v1/chat/completions"}
    ^^^^^^^ 2 of 3 chat models pass interceptor "pii", and model "gpt-6" does not
  }
}
```
## Accepted
```json
{
  "globalInterceptors": ["pii"],
  "interceptors": {"pii": {"endpoint": "http://pii.svc/chat/completions"}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt4.models.svc/v1/chat/completions"},
    "gpt-5": {"type": "chat", "endpoint": "http://gpt5.models.svc/v1/chat/completions"},
    "gpt-6": {"type": "chat", "endpoint": "http://gpt6.models.svc/v1/chat/completions"}
  }
}
```
## When to ignore
Where the interceptor itself calls this model to judge with: it must be without the guard. Let the interceptor use an
API key of its own for that, and admit only the role of that key.
## Source
Read in Core's DeploymentService: a chain is the global interceptors, those of the type, and the deployment's own. That
the model was forgotten is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.chain import GLOBAL_INTERCEPTORS
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.model.entries import typed
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config

Names = tuple[str | None, ...]


@rule(severity=Severity.INFORMATION, impact=Impact.EXPOSED, rests_on=RestsOn(other_entries=True))
def unguarded_path(context: Context) -> Iterator[Finding]:
    """Find the one chat model that does not pass interceptors of most others, where somebody may call it."""
    config = context.config
    everywhere = config.value("globalInterceptors") if config.version >= GLOBAL_INTERCEPTORS else None
    shared = set(everywhere.said()) if everywhere is not None else set()
    chains = config.gathered("models", _own, digest=tuple)
    told: dict[tuple[str, ...], list[str]] = {}  # the interceptors by the model without them, then the others
    for name in dict.fromkeys(name for names in chains.values() for name in names if name not in shared):
        without = [model for model, names in chains.items() if name not in names]
        guarded = [model for model, names in chains.items() if name in names]
        is_one = len(without) == 1 and len(guarded) > 1
        if is_one and name in config.interceptors and not any(map(has_placeholder, (*shared, *chains[without[0]]))):
            told.setdefault((without[0], *guarded), []).append(str(name))
    for models, interceptors in told.items():
        bare, *others = (_model(config, one) for one in models)
        if bare.allowed_roles != frozenset():
            yield _finding(interceptors, bare, others)


def _finding(interceptors: list[str], model: Model, guarded: list[Model]) -> Finding:
    names = f"interceptor{'s' if len(interceptors) > 1 else ''} {quoted(interceptors)}"
    message = f'{len(guarded)} of {len(guarded) + 1} chat models pass {names}, and model "{model.name}" does not'
    same = next((one for one in guarded if _leads_to(one) & _leads_to(model) and _admit_one_role(one, model)), None)
    return Finding(
        model.at.key(),
        message if same is None else f'{message}, though it shares an upstream with model "{same.name}"',
        help=f"Add the interceptor{'s' if len(interceptors) > 1 else ''}, or admit only the roles that may go without.",
        notes=(Note(same.at.key(), "the same upstream behind the interceptor"),) if same else (),
        severity=Severity.WARNING if same else None,
    )


def _own(model: Model) -> Names | None:
    """The own interceptors of a chat model."""
    return model.interceptors.said() if model.type == "chat" else None


def _model(config: Config, name: str) -> Model:
    return Model.of(typed(config.sections["models"].every[name]))


def _leads_to(model: Model) -> set[str]:
    """The urls behind a model: those of its upstreams that are used, or else its own."""
    names = ("endpoint", "responsesEndpoint", "baseUrl")
    upstreams = [one.field(name) for one in model.upstreams if one.is_enabled for name in names]
    urls = upstreams or [model.endpoint, model.base_url, *(one.base_url for one in model.interfaces)]
    return {url.text.strip() for url in urls if not url.is_blank and url.text}


def _admit_one_role(one: Model, other: Model) -> bool:
    mine, its = one.allowed_roles, other.allowed_roles
    return mine != frozenset() != its and (mine is None or its is None or bool(mine & its))
