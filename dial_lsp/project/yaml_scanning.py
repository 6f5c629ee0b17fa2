"""A scanner of YAML that takes a long code, such as base64 of megabytes, in one step.

The library's own looks at a plain text character by character, several times. Loaded only where YAML is read.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scanner import Scanner

from dial_lsp.text.patterns import compiled

_CODE = compiled(r"[A-Za-z0-9+/=]{100,}+")
"""Characters that mean nothing else in a plain text, wherever they stand in it."""


class _Scanner(Scanner):
    def scan_plain(self) -> Any:
        """The token of a plain text; all of a long code but its last character is skipped and put before it."""
        reader = self.reader
        found = _CODE.match(reader.buffer, reader.pointer)
        if found is None:
            return super().scan_plain()
        start, skipped = reader.get_mark(), found[0][:-1]
        reader.pointer += len(skipped)
        reader.index += len(skipped)
        reader.column += len(skipped)
        token = super().scan_plain()
        token.value, token.start_mark = skipped + token.value, start
        return token


def nodes_of(text: str) -> Any:
    """The nodes of the documents of a text; raises what the library raises."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
    return yaml.compose_all(text)
