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


_hosts = st.sampled_from(("one", "two")).map(lambda host: f"http://{host}/chat/completions")
_prices = st.sampled_from((None, {"prompt": "1"}, *({"unit": "token", "prompt": price} for price in ("0", "2", "-1"))))
_features = st.booleans().map(lambda is_open: {"accessibleByPerRequestKey": is_open})
_chain = st.sampled_from((["guard"], ["absent"], ["guard", "absent"], []))
_model = st.fixed_dictionaries(
    {"type": st.just("chat"), "endpoint": _hosts},
    optional={
        "userRoles": _some_roles,
        "pricing": _prices,
        "features": _features,
        "interceptors": _chain,
        "interfaces": st.just({"anthropicMessages": "http://claude"}),
        "maxRetryAttempts": st.integers(0, 1),
        "upstreams": st.lists(
            st.fixed_dictionaries({"endpoint": _hosts}, optional={"weight": st.integers(0, 1), "id": st.just("x")}),
            max_size=2,
        ),
        "forwardAuthToken": st.booleans(),
    },
)
_application = st.fixed_dictionaries(
    {"endpoint": _hosts},
    optional={
        "userRoles": _some_roles,
        "features": _features,
        "interceptors": _chain,
        "dependencies": st.lists(st.sampled_from((*NAMES, "app", "other")), max_size=2, unique=True),
    },
)
_toolset = st.fixed_dictionaries(
    {"endpoint": _hosts}, optional={"allowedTools": st.lists(st.sampled_from("xyz"), max_size=2, unique=True)}
)
_route = st.fixed_dictionaries(
    {"paths": st.sampled_from((["/a"], ["/b"], ["/.*"], ["/a", ""])), "response": st.just({"status": 200})},
    optional={"userRoles": _some_roles, "order": st.integers(1, 2), "methods": st.just(["GET"])},
)
_spender = st.fixed_dictionaries(
    {},
    optional={
        "limits": st.dictionaries(st.sampled_from((*NAMES, "app", "r1")), _limit, max_size=2),
        "costLimit": st.dictionaries(st.sampled_from(("day", "week")), st.sampled_from((0, 4, 9, None)), max_size=2),
    },
)
_known_key = st.builds(
    lambda key, project, more: {**key, "project": project, **more},
    _key,
    st.sampled_from(("P", "Q", "one", "app")),
    st.sampled_from(({}, {"allowedIpAddressRanges": []}, {"allowedIpAddressRanges": ["10.0.0.0/8"]})),
)
_schedule = st.dictionaries(
    st.sampled_from(("timezone", "resetTime", "weekStartDay")), st.none() | st.just("00:00"), max_size=2
).map(lambda found: {name: "Mon" if value and name == "weekStartDay" else value for name, value in found.items()})
whole_policies = st.fixed_dictionaries(
    {
        "models": st.dictionaries(st.sampled_from(NAMES), _model, max_size=2),
        "applications": st.dictionaries(st.sampled_from(("app", "other")), _application, max_size=2),
        "toolsets": st.dictionaries(st.sampled_from(("tools",)), _toolset, max_size=1),
        "interceptors": st.dictionaries(st.just("guard"), st.fixed_dictionaries({"endpoint": _hosts}), max_size=1),
        "routes": st.dictionaries(st.sampled_from(("r1", "r2")), _route, max_size=2),
        "roles": st.dictionaries(st.sampled_from((*ROLES, "admin")), _spender, max_size=3),
        "keys": st.dictionaries(st.sampled_from(("secret-1", "secret-2")), _known_key, max_size=2),
    },
    optional={"rateLimitSchedule": _schedule},
)
"""The same with all that decides how calls fare, what they cost and where they go."""


def access_of(*configs: Any, previous: Access | None = None) -> Access:
    """The relation of configs that are merged in this order; texts are taken as they are."""
    texts = [config if isinstance(config, str) else json.dumps(config, indent=1) for config in configs]
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts, 1)]
    return Access(
        Config.of(documents, previous=previous.config if previous else None), kept=previous.kept if previous else None
    )
