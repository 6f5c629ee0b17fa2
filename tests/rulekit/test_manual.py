"""Pages of rules: what is written short is read as a whole."""

from __future__ import annotations

import pytest

from dial_lsp.rulekit.manual import parse_page

SHORT = """One.

Why.

## Flagged
```json{file} /models/gpt-4
"type": "chat",
"limits": {{
  "a": 8192
       ^^^^ too much
}}
```
```json{file}
{{"keys": {{}}}}
```
## Accepted
```json{file} /keys
"x": {{}}
```
"""
WHOLE = """
```json{file}
{{
  "models": {{
    "gpt-4": {{
      "type": "chat",
      "limits": {{
        "a": 8192
             ^^^^ too much
      }}
    }}
  }}
}}
```
```json{file}
{{"keys": {{}}}}
```
"""


@pytest.mark.parametrize("file", ["", " overlay.json"])
def test_an_example_gets_the_objects_around_it(file: str) -> None:
    page = parse_page(SHORT.format(file=file))
    assert page.section("Flagged") == WHOLE.format(file=file).strip()
    assert page.section("Accepted") == f'```json{file}\n{{\n  "keys": {{\n    "x": {{}}\n  }}\n}}\n```'
    assert parse_page(page.text) == page
