"""A model with a base url behind interceptors, for Core 0.46 and 0.47.

These versions lose the base url on the way through the chain and answer 404 to every call of such a model. Earlier ones
do not know base urls, and 0.48 has mended it.

## Flagged
```toml
core-version = "0.47"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {"openaiChatCompletions": {"base_url": "http://gpt.models.svc"}},
                                                           ^^^^^^^^^^^^^^^^^^^^^^^ Core 0.47 answers 404 to calls of model "gpt-4": it has a base url and passes interceptor "audit"
      "interceptors": ["audit"]
    }
  },
  "interceptors": {"audit": {"endpoint": "http://audit.svc/v1/chat/completions"}}
}
```
## Accepted
```toml
core-version = "0.48"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {"openaiChatCompletions": {"base_url": "http://gpt.models.svc"}},
      "interceptors": ["audit"]
    }
  },
  "interceptors": {"audit": {"endpoint": "http://audit.svc/v1/chat/completions"}}
}
```
## Source
Read in epam/ai-dial-core#1760.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.interception import CHAT
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served
    from dial_lsp.model.values import Value

_SINCE, _UNTIL = Version(0, 46), Version(0, 48)


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(values=True))
def base_url_behind_interceptors(context: Context) -> Iterator[Finding]:
    """Find models whose chat completions go by interceptors to a base url."""
    if not _SINCE <= context.version < _UNTIL:
        return
    access = context.access
    for found in access.objects_where(_has_base_url):
        chain = access.chain(found)
        url = _base_url(found.served)
        if url is not None and chain.links and chain.missing is None:
            yield Finding(
                url.at,
                f"Core {context.version} answers 404 to calls of {found.label}: "
                f'it has a base url and passes interceptor "{chain.links[0].name}"',
                help='Write the whole url as "endpoint", or use Core 0.48.',
            )


def _has_base_url(served: Served) -> bool:
    return _base_url(served) is not None


def _base_url(served: Served) -> Value | None:
    if not isinstance(served, Model):
        return None
    interface = next((one for one in served.interfaces if one.type == CHAT and not one.is_translated), None)
    urls = (interface.base_url, served.base_url) if interface is not None else ()
    return next((url for url in urls if not url.is_blank), None)
