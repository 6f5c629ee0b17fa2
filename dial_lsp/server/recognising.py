"""Whether a file is DIAL Core's: by its name, by the language the client says, or by what is in it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from dial_lsp.policies.reading import FILE_NAME as POLICIES
from dial_lsp.project.embedded import embedded_in, is_yaml, looks_like_dial
from dial_lsp.schema.fields import sections
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.project.embedded import Embedded

_LANGUAGES = frozenset({"dial-config", "dial", "aidial", "aidial-config"})
_USUAL_NAME = compiled(r"(?:.*[.-])?aidial[.-](?:.*[.-])?config[\w.-]*\.jsonc?", re.IGNORECASE)
_LIKELY_NAME = compiled(r".*\.config\.jsonc?", re.IGNORECASE)
_JSON = compiled(r".*\.jsonc?", re.IGNORECASE)
_USUAL_INSIDE = compiled(r"(?:aidial|dial|proxy)[\w.-]*config[\w.-]*\.json", re.IGNORECASE)
SHORT = 10_000
"""So many code points of YAML are read while nobody notices."""

_ENOUGH = 2  # sections of Core that a file of any name has; many a file has one member called "roles"


def is_dial(path: str, language: str, text: str, embedded: Callable[[str, str], Embedded] = embedded_in) -> bool:
    """Whether a file that nothing lists is a configuration of DIAL Core, or YAML with one inside."""
    name = PurePath(path).name
    if language in _LANGUAGES or _USUAL_NAME.fullmatch(name):
        return True
    if is_embedding(path, language):
        return bool(embedded(path, text).configs)
    if _LIKELY_NAME.fullmatch(name):
        return looks_like_dial(path, text)
    if language in ("json", "jsonc") or _JSON.fullmatch(name):
        return looks_like_dial(path, text) and _known_sections(path, text) >= _ENOUGH
    return False


def is_usual(path: str) -> bool:
    """Whether a file has a name that configurations have."""
    name = PurePath(path).name
    return bool(_USUAL_NAME.fullmatch(name) or _LIKELY_NAME.fullmatch(name))


def is_policies(path: str) -> bool:
    """Whether a file holds policies."""
    return PurePath(path).name == POLICIES


def may_hold(path: str, text: str, language: str) -> bool:
    """Whether it is worth looking, after each keystroke, if a YAML file holds a configuration by now."""
    return is_embedding(path, language) and len(text) < SHORT and _USUAL_INSIDE.search(text) is not None


def is_embedding(path: str, language: str) -> bool:
    """Whether a file may hold configurations as texts."""
    return language in ("yaml", "helm") or is_yaml(path, "")


def _known_sections(path: str, text: str) -> int:
    known = sections()
    found = parse(Source(path, text)).sections
    return sum(section.kind == "object" and section.name in known for section in found)
