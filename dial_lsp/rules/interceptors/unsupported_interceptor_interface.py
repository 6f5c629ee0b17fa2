"""An interceptor with an interface other than chat completions.

DIAL's documentation names `openaiChatCompletions` as the only interface of interceptors. Others are left out with a
line in Core's log, or are kept and never asked for, depending on the version.

## Flagged
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {
    "audit": {
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://audit.svc"},
        "openaiEmbeddings": {"base_url": "http://audit.svc"}
        ^^^^^^^^^^^^^^^^^^ interceptors are asked for openaiChatCompletions only, so "openaiEmbeddings" is not used
      }
    }
  }
}
```
## Accepted
```json
{
  "globalInterceptors": ["audit"],
  "interceptors": {
    "audit": {
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://audit.svc"}
      }
    }
  }
}
```
## When to ignore
Where your version of Core calls interceptors through this interface.
## Source
DIAL documentation on interceptors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES
from dial_lsp.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interceptor

_SUPPORTED = "openaiChatCompletions"


@entry_rule("interceptors", severity=Severity.INFORMATION, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def unsupported_interceptor_interface(interceptor: Interceptor, _: EntryContext) -> Iterator[Finding]:
    """Find known interfaces that interceptors do not have; unknown names are told of by `unknown-interface`."""
    for interface in interceptor.interfaces:
        if interface.type != _SUPPORTED and interface.type in INTERFACE_TYPES:
            yield Finding(
                interface.at.key(),
                f'interceptors are asked for {_SUPPORTED} only, so "{interface.type}" is not used',
                help="Delete it, unless your version of Core knows better.",
            )
