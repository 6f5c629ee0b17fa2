"""An external service that Core drops.

Core takes an external service of an application only if its id has nothing but letters, digits, `-` and `_` and its
auth settings are those of their type: OAUTH needs client, redirect and endpoints, API_KEY the header, and none may
have fields of another type. A service that breaks this is dropped with a line in the log; the application stays.

## Flagged
```json
{
  "applications": {
    "mail": {
      "endpoint": "http://mail.apps.svc/v1/chat/completions",
      "externalServices": {
        "drive": {
          "authSettings": {"authenticationType": "API_KEY", "clientId": "dial"}
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Core drops the external service
                                                            ^^^^^^^^^^^^^^^^^^ Core drops the external service
        }
      }
    }
  }
}
```
```json
{
  "applications": {
    "mail": {
      "endpoint": "http://mail.apps.svc/v1/chat/completions",
      "externalServices": {
        "my.drive": {}
        ^^^^^^^^^^ Core drops the external service "my.drive": its id may have letters, digits, - and _ only
      }
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "mail": {
      "endpoint": "http://mail.apps.svc/v1/chat/completions",
      "externalServices": {
        "drive": {
          "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-Api-Key"}
        }
      }
    }
  }
}
```
## Fix
A field of another type is deleted.
## Source
ConfigPostProcessor and the auth settings validators: "Field is required for API_KEY authentication".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.config import TOOLSET_NAME
from dial_lsp.model.nested import AuthSettings, ExternalService
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application
    from dial_lsp.model.place import Place

OAUTH = ("redirectUri", "clientId", "authorizationEndpoint", "tokenEndpoint")
OF_OTHERS = {
    "OAUTH": ("codeVerifier", "apiKeyHeader"),
    "API_KEY": (*OAUTH, "clientSecret", "codeChallenge", "codeVerifier", "codeChallengeMethod", "scopesSupported"),
}
ALL = (*OF_OTHERS["API_KEY"], "apiKeyHeader")


@entry_rule("applications", severity=Severity.ERROR, impact=Impact.ENTRY_DROPPED)
def invalid_external_service(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find external services whose id or auth settings Core does not take."""
    for name, value in application.field("externalServices").members():
        service = ExternalService.of(value)
        if not TOOLSET_NAME.fullmatch(name):
            yield _finding(name, service.at.key(), "its id may have letters, digits, - and _ only")
        elif service.is_null:
            yield _finding(name, service.at, "it is null")
        else:
            yield from _auth(name, AuthSettings.of(service.field("authSettings")))


def _auth(name: str, settings: AuthSettings) -> Iterator[Finding]:
    kind = settings.type
    if not isinstance(settings.raw, dict) or kind is None:
        return  # the shape rules speak of these
    needed = {"OAUTH": OAUTH, "API_KEY": ("apiKeyHeader",)}.get(kind, ())
    missing = [field for field in needed if not settings.field(field).is_set]
    if missing:
        yield _finding(name, settings.at, f"{kind} needs {', '.join(missing)}")
    for field in OF_OTHERS.get(kind, ALL):
        written = settings.field(field)
        if written.is_set:
            offer = Offer("Delete it", (Remove(written.at.member()),))
            yield _finding(name, written.at.member(), f"{kind} must not have {field}", offer)


def _finding(name: str, at: Place, reason: str, *offers: Offer) -> Finding:
    return Finding(at, f'Core drops the external service "{name}": {reason}', offers=offers)
