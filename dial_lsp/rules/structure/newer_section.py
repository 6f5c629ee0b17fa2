"""A section that the Core you target does not read yet.

An older Core ignores sections it does not know, so what the section sets has no effect there. The version you target
is the setting `core-version`.

## Flagged
```toml
core-version = "0.40"
```
```json
{
  "translators": {
  ^^^^^^^^^^^^^ needs Core 0.48 or newer, you target 0.40; that version ignores the section
    "anthropic-to-openai": {
      "in": "anthropicMessages",
      "out": "openaiChatCompletions",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Accepted
```json
{
  "translators": {
    "anthropic-to-openai": {
      "in": "anthropicMessages",
      "out": "openaiChatCompletions",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Source
The versions are those in which DIAL Admin's mirror of Core's classes introduces each section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, rule
from dial_lsp.shapes import said, section_problems

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def newer_section(context: Context) -> Iterator[Finding]:
    """Find sections that came after the targeted Core."""
    for at, problem in section_problems(context.config, context.version):
        if problem.code == "newer-field":
            yield Finding(at, said(problem), problem.help)
