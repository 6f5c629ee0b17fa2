"""Which paths Core keeps for itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.schema.core_paths import own_methods
from dial_lsp.schema.versions import LATEST, Version

STARTS = ("/openai/deployments", "//v1/x", "/v1/files/7", "/v1/bucket", "/v1/ops/resource/share", "/openai/v1", "")
ENDS = ("/models", "/responses", "/chat/completions", "/rate", "/list", "/x", "/7", "/", "a")
PATHS = st.builds(lambda start, ends: start + "".join(ends), st.sampled_from(STARTS), st.lists(st.sampled_from(ENDS)))


@settings(deadline=None)
@given(PATHS, st.sampled_from([Version(0, 25), LATEST]))
def test_a_plain_path_is_judged_like_any_other_pattern(path: str, version: Version) -> None:
    assert own_methods(path, version) == own_methods(f"(?:{path})", version)


@pytest.mark.parametrize(
    ("pattern", "methods"),
    [
        ("/openai/models", {"GET"}),
        ("/openai/deployments/gpt-4/chat/completions", {"GET", "POST"}),
        ("/openai/deployments/[^/]+/embeddings", {"GET", "POST"}),
        ("/v1/files/[0-9A-Za-z]+/notes/.*", {"DELETE", "GET", "PUT"}),
        ("/v1/ops/resource/share/list", {"POST"}),
        ("/v1/bucket", {"GET"}),
        ("/v1/.*", set()),  # only a part of it is Core's
        ("/v1/rate", set()),
        ("/v1/chat/completions", set()),
        ("v1/bucket", set()),  # matches nothing at all
    ],
)
def test_the_methods_of_a_path(pattern: str, methods: set[str]) -> None:
    assert own_methods(pattern, LATEST) == methods


def test_the_responses_api_came_later() -> None:
    assert own_methods("/openai/v1/responses", Version(0, 41)) == set()
    assert own_methods("/openai/v1/responses", Version(0, 42)) == {"POST"}
