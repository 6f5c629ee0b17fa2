"""A secret that is planted in a file, and what is looked for in outputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Plant:
    """A secret in its place: the text of a file, the kind of place, and the words to look for."""

    kind: str
    text: str
    words: tuple[str, ...]
    path: str = "aidial.config.json"
    more: dict[str, str] = field(default_factory=dict)  # other files of the project, by path


def model(**fields: Any) -> dict[str, Any]:
    """A file with one model, and roles and a key around it."""
    return {
        "models": {"gpt": {"type": "chat", "endpoint": "http://m.svc/v1/chat/completions", **fields}},
        "roles": {"default": {"limits": {"gpt": {"minute": "100"}}}},
    }


def looked_for(secret: str) -> tuple[str, ...]:
    """The words of a secret that must stand in no output."""
    return (secret, *(part for part in secret.split("-") if len(part) >= 8))
