"""Whatever a placeholder is spelt like and wherever it stands, no rule judges what is not known yet."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dial_lsp.diagnostics import Severity
from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Source

SPELLINGS = [
    "${X_URL}",
    "[[ .X ]]",
    "@X@",
    "vault:a/b#c",
    "%X_URL%",
    "{{ .Values.x }}",
    "$XYZ",
    "##X##",
    "%(x)s",
    "__X__",
]
LITERAL = {"weak-key/placeholder", "unreadable-value/uri"}
"""What is said of the placeholder as it stands: that it can be guessed, and that Core refuses it."""


def with_placeholder(text: str) -> dict[str, Any]:
    return {
        "models": {
            "gpt-4": {
                "type": "chat",
                "endpoint": f"{text}/v1/chat/completions",
                "iconUrl": f"{text}/gpt.svg",
                "userRoles": [text, "reader"],
                "interceptors": [text],
                "dependencies": [text],
                "upstreams": [{"endpoint": text, "key": text, "id": text, "extraData": {"region": text}}],
                "features": {"rateEndpoint": f"{text}/rate"},
                "inputAttachmentTypes": [text],
                "defaultHeaders": {text: text},
                "catalogSchemaId": text,
                "interfaces": {text: {"base_url": text}},
            },
            text: {"type": "chat", "endpoint": text},
            f"{text}-eu": {"type": "chat", "endpoint": f"https://{text}/v1/chat/completions"},
        },
        "applications": {
            "rag": {
                "endpoint": f"{text}/chat/completions",
                "dependencies": ["gpt-4", text],
                "routes": {"a": {"paths": ["/a"], "methods": [text], "upstreams": [{"endpoint": text}]}},
            }
        },
        "toolsets": {
            "search": {"endpoint": text, "allowedTools": [text]},
            f"{text}-1": {
                "endpoint": "http://search.tools.svc/mcp",
                "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": text},
            },
        },
        "interceptors": {"audit": {"endpoint": text}},
        "globalInterceptors": [text, "audit"],
        "routes": {"b": {"paths": ["/b"], "userRoles": [text], "upstreams": [{"endpoint": text, "key": text}]}},
        "keys": {"search": {"key": text, "project": text, "roles": [text, "reader"]}},
        "roles": {
            "reader": {"limits": {text: {"day": 10}, "gpt-4": {"day": 100}}},
            text: {"limits": {"gpt-4": {"day": 100}}},
            "default": {"limits": {"gpt-4": {"day": 10}}},
        },
    }


@pytest.mark.parametrize("text", SPELLINGS)
def test_no_rule_above_information_judges_a_placeholder(text: str) -> None:
    source = Source("a.json", json.dumps(with_placeholder(text), indent=2))
    found = {one.rule for one in Analysis([parse(source)]).diagnostics if one.severity <= Severity.WARNING}
    assert found <= LITERAL
