"""What earlier routes take of later ones, held against the selection of routes itself."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.contests import contests
from dial_lsp.access.routes import select
from dial_lsp.model.config import Config
from dial_lsp.syntax import parse
from dial_lsp.text import Source

PATTERNS = ("/a", "/a/b", "/a/.*", "/[ab]", "/(a|b)(/[^/]+)*", "/.*", "^/a$", "a", "/a.?", "")
METHODS = ("GET", "POST", "get")
ASKED = ("GET", "POST")  # no client asks in small letters
PATHS = ("/", "/a", "/b", "/ab", "/a/b", "/a/b/c", "/b/a", "/c")

ROUTES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "paths": st.lists(st.sampled_from(PATTERNS), max_size=3),
            "methods": st.lists(st.sampled_from(METHODS), max_size=2),
            "order": st.integers(0, 2),
        },
    ),
    min_size=2,
    max_size=5,
)


def config_of(routes: list[dict[str, Any]]) -> Config:
    named = {f"route-{number}": route for number, route in enumerate(routes)}
    return Config.of([parse(Source("aidial.config.json", json.dumps({"routes": named})))])


@settings(max_examples=150, deadline=None)
@given(ROUTES)
def test_a_dead_route_is_never_selected(routes: list[dict[str, Any]]) -> None:
    config = config_of(routes)
    for contest in contests(config):
        dead = {route.name for at, route in enumerate(contest.routes) if contest.is_dead(at)}
        selected = {select(config.routes, method, path).route for method in ASKED for path in PATHS}
        assert dead.isdisjoint({route.name for route in selected if route is not None})


@settings(max_examples=150, deadline=None)
@given(ROUTES)
def test_a_route_is_never_selected_for_what_others_take(routes: list[dict[str, Any]]) -> None:
    config = config_of(routes)
    for contest in contests(config):
        for at, route in enumerate(contest.routes):
            for taken in contest.taken[at]:
                pattern = route.patterns[taken.pattern][0] if route.patterns else "/.*"
                alone = config_of([{"paths": [pattern]}]).routes
                for path in PATHS:
                    if select(alone, "GET", path).route is None:
                        continue
                    for method in ASKED if taken.methods is None else taken.methods:
                        found = select(config.routes, method, path).route
                        assert found is None or found.name != route.name


def test_an_order_that_comes_first_leaves_the_file_alone() -> None:
    config = config_of([{"paths": ["/a"], "order": 2}, {"paths": ["/b"]}, {"paths": ["/c"], "order": None}])
    assert [route.name for route in config.routes] == ["route-2", "route-0", "route-1"]
    assert not any(taken for contest in contests(config) for taken in contest.taken)
