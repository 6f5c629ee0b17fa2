"""Which paths Core keeps for itself."""

from __future__ import annotations

import pytest

from dial_lsp.schema.core_paths import own_methods
from dial_lsp.schema.versions import LATEST, Version


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
