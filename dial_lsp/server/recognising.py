"""Whether a file is DIAL Core's: by its name, by the language the client says, or by what is in it."""

from __future__ import annotations

import re
from pathlib import PurePath

from dial_lsp.schema.fields import sections
from dial_lsp.syntax import parse
from dial_lsp.text import Source

_LANGUAGES = frozenset({"aidial", "aidial-config", "dial", "dial-config"})
_USUAL_NAME = re.compile(r"aidial[\w.-]*\.jsonc?", re.IGNORECASE)
_ENOUGH = 2  # sections of Core that no other file is likely to have together


def is_dial(path: str, language: str, text: str) -> bool:
    """Whether a file that no settings name is a configuration of DIAL Core."""
    name = PurePath(path).name
    if language in _LANGUAGES or (_USUAL_NAME.fullmatch(name) and "settings" not in name):
        return True
    if language not in ("json", "jsonc", "json5") and not name.endswith((".json", ".jsonc")):
        return False
    known = {section.name for section in parse(Source(path, text)).sections} & set(sections())
    return len(known) >= _ENOUGH
