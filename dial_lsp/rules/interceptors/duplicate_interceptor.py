"""An interceptor that a call passes twice, or that is named once more for nothing.

Core takes `globalInterceptors` as written: an interceptor named there twice is called twice in every call. The names of
type schemas and deployments are added once each, so there a repetition has no effect. Lists of several files are
joined, which is how most repetitions come about.

## Flagged
```json
{
  "globalInterceptors": ["audit", "audit"],
                                  ^^^^^^^ "audit" is global twice, so it runs twice in every call
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}}
}
```
```json
{
  "globalInterceptors": ["audit"],
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interceptors": ["audit"]
                       ^^^^^^^ calls of model "gpt-4" pass "audit" already, so this has no effect
    }
  },
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
The repetition is deleted.
## Source
Observed on Core's own DeploymentService. Core before 0.38 took a deployment's list as written, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.chain import GLOBAL_INTERCEPTORS
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.interception import InterceptorList, interceptor_lists
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.values import Value


@rule(severity=Severity.INFORMATION, impact=Impact.NO_EFFECT)
def duplicate_interceptor(context: Context) -> Iterator[Finding]:
    """Find names that a list repeats, or that stand in a list passed earlier."""
    for listed in interceptor_lists(context.config, _repeats):
        seen: dict[str, Value] = {}
        for earlier in listed.earlier:
            seen.update((name, element) for name, element in earlier.texts() if name)
        for name, element in listed.names.texts():
            if name and name in seen:
                is_called = listed.is_global or context.version < GLOBAL_INTERCEPTORS
                yield _finding(name, element, seen[name], listed, is_called=is_called)
            elif name:
                seen[name] = element


def _repeats(names: Sequence[str | None], earlier: frozenset[str | None]) -> bool:
    return len(set(names)) < len(names) or not earlier.isdisjoint(names)


def _finding(name: str, element: Value, first: Value, listed: InterceptorList, *, is_called: bool) -> Finding:
    calls = "every call" if listed.is_global else f"every call of {listed.whose}"
    twice = f'"{name}" is {"global" if listed.is_global else "listed"} twice, so it runs twice in {calls}'
    return Finding(
        element.at,
        twice if is_called else f'calls of {listed.whose} pass "{name}" already, so this has no effect',
        help="Delete the repetition.",
        notes=(Note(first.at, f'"{name}" is named here first'),),
        offers=(deleting(element, "Delete the repetition", safe=not is_called),),
        severity=Severity.WARNING if is_called else None,
        impact=Impact.ADVICE if is_called else None,
    )
