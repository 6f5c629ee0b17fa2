"""A list names an interceptor that is not configured.

When a call comes to that name, Core answers it with 404 "Interceptor is not found"; interceptors before it in the list
have been called by then. A name in `globalInterceptors` is passed by every call of every deployment, so one wrong
letter there stops all of DIAL. Only entries of `interceptors` count: a model or application is no interceptor.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interceptors": ["audti"]
                       ^^^^^^^ no interceptor is named "audti", so Core answers 404 to every call of model "gpt-4"; did you mean "audit"?
    }
  },
  "globalInterceptors": ["Audit"],
                         ^^^^^^^ no interceptor is named "Audit", so Core answers 404 to every call of every deployment; "audit" differs in upper and lower case
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}}
}
```
## Accepted
```json
{
  "globalInterceptors": ["audit"],
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "interceptors": ["filter"]}
  },
  "interceptors": {
    "audit": {"endpoint": "http://audit.svc/chat/completions"},
    "filter": {"endpoint": "http://filter.svc/chat/completions"}
  }
}
```
## Fix
The names that are most like it are offered, and deleting it from the list.
## Source
DeploymentPostController: "Interceptor is not found". Observed on Core's own DeploymentService.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.interception import interceptor_lists
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.names.references import Kind
from dial_lsp.names.renaming import corrections
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(definitions=(Kind.INTERCEPTOR,)))
def undefined_interceptor(context: Context) -> Iterator[Finding]:
    """Find names that are no interceptor's, with whose calls that stops; null is told of by `null-value/element`."""
    names = context.references.names(Kind.INTERCEPTOR)
    defined = frozenset(names)
    known = near_names(names)
    for listed in interceptor_lists(context.config, lambda names, _: not defined.issuperset(names)):
        for name, element in listed.names.texts():
            if not (name is None or context.references.is_defined(Kind.INTERCEPTOR, name) or has_placeholder(name)):
                near = known.nearest(name)
                effect = f"so Core answers 404 to every call of {listed.whose}{meant(name, near)}"
                yield Finding(
                    element.at,
                    f"{_reason(context.config, name)}, {effect}",
                    help="Configure it under interceptors, or delete the name.",
                    offers=tuple(corrections(element.at, near, delete=f'Delete "{name}" from the list')),
                )


def _reason(config: Config, name: str) -> str:
    if name in config.dropped("interceptors"):
        return f'Core drops interceptor "{name}" because of its name'
    kind = next((found.KIND for found in config.deployments if found.name == name), None)
    return f'"{name}" is a {kind}, not an interceptor' if kind else f'no interceptor is named "{name}"'
