"""Generated configs, small enough to ask everything of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.syntax import parse
from dial_lsp.text import Source

ROLES = ("a", "b", "c", "default")
NAMES = ("one", "two")

_some_roles = st.lists(st.sampled_from(ROLES), max_size=3, unique=True)
_limit = st.dictionaries(st.sampled_from(("minute", "day", "requestHour")), st.sampled_from((0, 1, 5, 9)), max_size=3)
_role = st.fixed_dictionaries({"limits": st.dictionaries(st.sampled_from(NAMES), _limit, max_size=2)})


def _guarded(base: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(st.none(), _some_roles).map(lambda roles: base if roles is None else {**base, "userRoles": roles})


def _section(base: dict[str, Any], *, most: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(NAMES), _guarded(base), max_size=most)


_key = st.builds(
    lambda project, roles: {"project": project, "roles": roles}, st.sampled_from("PQ"), _some_roles.filter(bool)
)
policies = st.fixed_dictionaries(
    {
        "models": _section({"type": "chat", "endpoint": "http://adapter/chat/completions"}),
        "routes": _section({"paths": ["/r"], "response": {"status": 200}}),
        "roles": st.dictionaries(st.sampled_from(ROLES), _role, max_size=4),
        "keys": st.dictionaries(st.sampled_from(("secret-1", "secret-2", "secret-3")), _key, max_size=3),
    }
)
"""Models and routes with ``userRoles``, roles with limits, and keys."""


def access_of(*configs: Any, previous: Access | None = None) -> Access:
    """The relation of configs that are merged in this order; texts are taken as they are."""
    texts = [config if isinstance(config, str) else json.dumps(config, indent=1) for config in configs]
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts, 1)]
    return Access(
        Config.of(documents, previous=previous.config if previous else None), kept=previous.kept if previous else None
    )
