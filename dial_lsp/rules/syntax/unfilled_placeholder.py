"""Placeholders in a file.

Core expands no variables: `${NAME}`, `%%NAME%%`, `{{ name }}`, `#{NAME}#`, `op://vault/item` or `YOUR_API_KEY` is what
it sends to the upstream, or the host it calls. It is reported once for each file, at the first of them. Where a number,
a choice or the like belongs, the placeholder is reported there, for Core refuses it.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"upstreams": [{"endpoint": "http://gpt.azure.svc/openai", "key": "${AZURE_KEY}"}]
                                                                 ^^^^^^^^^^^^^^ "${AZURE_KEY}" is still a placeholder; Core does not expand placeholders and would use it literally
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"interfaces": {
  "openaiChatCompletions": {
    "base_url": "http://gpt.models.svc",
    "override_paths": {"chat/completions": "/openai/deployments/{id}/chat/completions"}
  }
}
```
## When to ignore
When the file is a template that a tool fills in before Core reads it. Of a configuration in YAML that is taken for
granted.
## Source
Read in FileConfigStore: it reads the bytes as they are, no variables, no includes.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.placeholders import first_in
from dial_lsp.model.unfilled import is_unfilled, unfilled_in
from dial_lsp.names.references import SCHEMA_SECTIONS
from dial_lsp.rulekit.rule import Context, EntryContext, Finding, rule
from dial_lsp.rulekit.shapes import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.schema.application_types import Kind
    from dial_lsp.syntax.tree import Pointer
    from dial_lsp.text import Span


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, group=Group.FAILS)
def unfilled_placeholder(context: Context) -> Iterator[Finding]:
    """Find files whose values nobody has filled in."""
    found: dict[str, list[tuple[Span, Place]]] = {}
    of_entry = EntryContext(context.settings, context.version, context.config.default_locale)
    for entry in context.config.entries_where(is_unfilled):
        refused = frozenset(_refused(entry, of_entry))
        for pointer in unfilled_in(entry):
            if pointer in refused:
                continue  # what Core says of the text where a number or the like belongs is told already
            place = Place(entry, pointer)
            at = context.config.locate(place)
            if at.source.host is not None:
                continue  # a chart, and whoever fills in its values, comes before Core
            found.setdefault(at.source.path, []).append((at.span, place))
    for places in found.values():
        first = min(places, key=itemgetter(0))[1]
        text = str(unfilled_in(first.entry)[first.pointer]) if isinstance(first.entry, ConfigEntry) else ""
        what = f'"{shown}"' if (shown := first_in(text)) else "this text"
        yield Finding(
            first,
            f"{what} is still a placeholder{f' ({len(places)} in this file)' if len(places) > 1 else ''}; "
            "Core does not expand placeholders and would use it literally",
            help="Fill in placeholders before Core reads the file.",
        )


def _refused(entry: ConfigEntry, context: EntryContext) -> Iterator[Pointer]:
    yield from (problem.pointer for problem in problems_of(entry, context))
    if entry.section in SCHEMA_SECTIONS and isinstance(entry.value, list):
        from dial_lsp.schema.application_types import schema_problems

        kind: Kind = "application" if entry.section == "applicationTypeSchemas" else "catalog"
        yield from (problem.pointer for problem in schema_problems(kind, entry.value))
