"""A link for browsers that lacks its scheme.

Core hands icons and pages on to clients as they are written. A browser takes `icons.example.com/gpt.svg` for a path of
the page that it shows, so the icon stays empty and the link leads nowhere. Names of files and paths are fine for icons:
the chat looks them up in its theme.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "iconUrl": "icons.example.com/gpt-4.svg"
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this link has no scheme, so browsers read it as a path on the page they show
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "iconUrl": "gpt-4.svg"},
    "gpt-5": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "iconUrl": "https://icons.example.com/gpt-5.svg"
    }
  }
}
```
## Fix
To put `https://` before it is offered.
## Source
Inferred: Core's listing of deployments repeats the text, and RFC 3986 has no host in a reference without `//`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.urls import is_certain
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, RestsOn, entry_rule
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_PAGES = ("viewerUrl", "editorUrl", "vendorWebsite")
_HOST = r"(?:www\.[a-z0-9.-]+|(?:[a-z0-9-]+\.){2,}[a-z]{2,}|localhost(?=:)|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=:\d))"
_OF_ICON = compiled(rf"{_HOST}(?::\d{{1,5}})?/\S*", re.IGNORECASE)
_OF_PAGE = compiled(rf"(?:{_HOST}|(?:[a-z0-9-]+\.)+[a-z]{{2,}})(?::\d{{1,5}})?(?:/\S*)?", re.IGNORECASE)


@entry_rule(
    "models",
    "applications",
    "toolsets",
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.NO_EFFECT,
    rests_on=RestsOn(only_written=True),
)
def url_without_scheme(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find links that begin with a host; a file or path of an icon is none."""
    for link, begins_with_host in _links(entry):
        text = link.text or ""
        if begins_with_host.fullmatch(text) and is_certain(text):
            yield Finding(
                link.at,
                "this link has no scheme, so browsers read it as a path on the page they show",
                help="Write the whole url, with https://.",
                offers=(Offer("Put https:// before it", (Replace(link.at, f"https://{text}"),)),),
            )


def _links(entry: Value) -> Iterator[tuple[Value, re.Pattern[str]]]:
    if entry.entry.section != "applicationTypeSchemas":
        yield entry.field("iconUrl"), _OF_ICON
        yield from ((entry.field(name), _OF_PAGE) for name in _PAGES)
    for schema in entry.elements():
        yield schema.member("dial:applicationTypeIconUrl"), _OF_ICON
        yield from ((schema.member(f"dial:applicationType{name}Url"), _OF_PAGE) for name in ("Editor", "Viewer"))
