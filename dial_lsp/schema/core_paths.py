"""The paths that Core answers itself, before it looks at any route.

Only those are here that Core has had in all versions since 0.25, or with the version since when. Written as what they
match, from Core's ControllerSelector and RouteTemplate.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from dial_lsp.schema.route_patterns import covers, example_of
from dial_lsp.schema.versions import OLDEST, Version
from dial_lsp.text.patterns import compiled

_RESPONSES = Version(0, 42)
_TOOLSETS = Version(0, 35)
_RESOURCE = "(share/(create|list|discard|revoke|copy)|move|subscribe)"
_PUBLICATION = "(list|get|create|delete|approve|reject|resource/list|rule/list)"


class _Own(NamedTuple):
    methods: tuple[str, ...]
    pattern: str
    since: Version = OLDEST


_OWN = (
    _Own(("GET",), "/+openai/(deployments|models|applications)(/.+)?"),
    _Own(("GET",), "/+openai/toolsets(/.+)?", _TOOLSETS),
    _Own(("POST",), "/+openai/deployments/.+/(completions|chat/completions|embeddings)"),
    _Own(("POST",), "/+openai/v1/responses(/[^/]+/cancel)?", _RESPONSES),
    _Own(("GET",), "/+openai/v1/responses/[^/]+", _RESPONSES),
    _Own(("POST",), "/+v1/.+/rate"),
    _Own(("POST",), "/+v1/deployments/.+/(tokenize|truncate_prompt)"),
    _Own(("GET",), "/+v1/deployments/.+/configuration"),
    _Own(("GET",), "/v1/deployments/.+/limits"),
    _Own(("GET",), "/v1/(bucket|user/info|invitations(/[a-zA-Z0-9]+)?)"),
    _Own(("DELETE", "GET", "PUT"), "/v1/(files|conversations|prompts|applications)/[a-zA-Z0-9]+/.*"),
    _Own(("GET",), "/v1/metadata/(files|conversations|prompts|applications)/[a-zA-Z0-9]+/.*"),
    _Own(("POST",), f"/v1/ops/(resource/{_RESOURCE}|publication/{_PUBLICATION}|notification/(list|delete))"),
)

_PLAIN = compiled(r"[\w/~%@,;=&' -]*", re.ASCII)
"""Patterns that match themselves and nothing else."""
_BEGINNINGS = ("/v1", "/openai", "/+", "//", "^", "(", "[")
"""How a pattern of such paths alone is written, so that most patterns need no closer look."""


@lru_cache(maxsize=4096)
def own_methods(pattern: str, version: Version) -> frozenset[str]:
    """The methods with which Core itself answers every path of a pattern, so that routes never see them."""
    if _PLAIN.fullmatch(pattern) and not _any_own().fullmatch(pattern):
        return frozenset()
    example = example_of(pattern) if pattern.startswith(_BEGINNINGS) else None
    if example is None or not _any_own().fullmatch(example):
        return frozenset()
    found = (own for own in _OWN if own.since <= version and covers(own.pattern, pattern))
    return frozenset(method for own in found for method in own.methods)


@cache
def _any_own() -> re.Pattern[str]:
    """Python takes for these what Java takes, and more: its dot knows fewer line ends."""
    return re.compile("|".join(own.pattern for own in _OWN))
