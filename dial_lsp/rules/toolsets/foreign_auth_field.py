"""A setting for another way to sign in.

A toolset with an API key has no use for a client id, one with OAuth none for a key header, and one without any type
for neither. Core ignores them in the file and refuses them in its admin API. Often the type is what is missing.

## Flagged
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key", "clientId": "dial"}
                                                                                     ^^^^^^^^^^ clientId has no meaning for the type API_KEY
    }
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key"}
    }
  }
}
```
## Fix
Writing the type that goes with the settings, where none is written, and deleting the member.
## Source
The validators of auth settings in DIAL Core, which its admin API applies and the file does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Remove
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        ToolSet,
    )
    from dial_lsp.model.nested import AuthSettings

_OAUTH = (
    "clientId",
    "clientSecret",
    "authorizationEndpoint",
    "tokenEndpoint",
    "redirectUri",
    "scopesSupported",
    "tokenEndpointAuthMethod",
)


@entry_rule("toolsets", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def foreign_auth_field(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find settings of another type than the one that is written or, without one, of any type; told at the first."""
    auth = toolset.auth
    own = {"OAUTH": _OAUTH, "API_KEY": ("apiKeyHeader",)}.get(auth.type or "", ())
    foreign = {name: auth.field(name) for name in (*_OAUTH, "apiKeyHeader") if name not in own}
    foreign = {name: value for name, value in foreign.items() if not value.is_blank or value.raw}
    if foreign and auth.type is not None:
        first, *rest = foreign
        others = f" (and so have {len(rest)} more)" if rest else ""
        yield Finding(
            foreign[first].at.key(),
            f"{first} has no meaning for the type {auth.type}{others}",
            help="Correct the type, or delete this.",
            offers=(
                *_typing(auth, first),
                Offer("Delete what has no meaning", tuple(Remove(value.at.member()) for value in foreign.values())),
            ),
        )


def _typing(auth: AuthSettings, name: str) -> Iterator[Offer]:
    meant = "API_KEY" if name == "apiKeyHeader" else "OAUTH"
    if not auth.field("authenticationType").exists:
        yield Offer(f"Write the type {meant}", (Insert(auth.at, "authenticationType", meant),))
