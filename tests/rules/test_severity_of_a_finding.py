"""Rules whose findings are more or less severe, each with what makes the difference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.cases import Case

INFORMATION, WARNING, ERROR = "information", "warning", "error"
KEY = {"project": "search", "role": "reader"}
CHAT = {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
OTHER = {"type": "chat", "endpoint": "http://gpt5.models.svc/v1/chat/completions"}
PRICE = {"unit": "token", "prompt": "0.00001", "completion": "0.00003"}
CHEAP = {"unit": "token", "prompt": "0.000001", "completion": "0.000003"}
AUDIT = {"audit": {"endpoint": "http://audit.svc/chat/completions"}}
RESPONSES = {**CHAT, "responsesEndpoint": "http://gpt.models.svc/v1/responses", "interceptors": ["audit"]}
ROUTE = {"paths": ["/a"], "userRoles": ["reader"]}
PAID = {"endpoint": "https://api.openai.com/v1/images", "key": "${KEY}"}
VENDOR = {"endpoint": "https://images.example.com/v1", "key": "${KEY}"}
CONFIGURATION = {"configuration_endpoint": "http://169.254.1.1/a"}
HIDDEN = {"upstreams": [{"endpoint": "http://a.svc", "extraData": {"password": "kT3x9QmZ2r"}}]}
GUARDED = {**CHAT, "userRoles": ["reader"], "pricing": CHEAP}
RAG = {"endpoint": "http://rag.svc/chat/completions", "dependencies": ["gpt-4"]}
CLOSED = {"models": {"gpt-4": {**CHAT, "userRoles": ["analyst"]}}, "roles": {"reader": {}, "analyst": {}}}


def one_key(**fields: Any) -> dict[str, Any]:
    return {"keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {**KEY, **fields}}, "roles": {"reader": {}}}


def two_keys(**fields: Any) -> dict[str, Any]:
    keys = {"9c1d4f0b7a3e5826d0b94e71f3a8c265": KEY, "5f7a1c0e9b3d482640d9e8b71f3ac265": {**KEY, **fields}}
    return {"keys": keys, "roles": {"reader": {}, "writer": {}}}


def models(**entries: Any) -> dict[str, Any]:
    return {"models": entries, "interceptors": AUDIT, "roles": {"reader": {}, "writer": {}}}


def routes(*upstreams: dict[str, Any]) -> dict[str, Any]:
    return {"routes": {"a": {**ROUTE, "upstreams": list(upstreams)}}, "roles": {"reader": {}}}


def outlier(**fields: Any) -> dict[str, Any]:
    return {"models": {**dict.fromkeys("abcd", GUARDED), "e": {**CHAT, **fields}}, "roles": {"reader": {}}}


def depending(**sections: Any) -> dict[str, Any]:
    return {**CLOSED, "applications": {"rag": {**RAG, "userRoles": ["reader"]}}, **sections}


def of_type(name: str) -> dict[str, Any]:
    return {"applicationTypeSchemas": [{"$id": "x:rag", f"dial:applicationType{name}": "http://169.254.169.254"}]}


GUARD = {"a": {**CHAT, "interceptors": ["audit"]}, "b": {**CHAT, "interceptors": ["audit"]}}


@pytest.mark.parametrize(
    ("rule", "config", "settings", "severity"),
    [
        ("undeclared-role", one_key(role="serach"), "", ERROR),
        ("undeclared-role", one_key(role="default"), "", INFORMATION),
        ("undeclared-role", one_key(role="DB-Administrators"), "", INFORMATION),
        ("undeclared-role", one_key(role="DB-Administrators"), 'admin-roles = ["dial-admin"]', ERROR),
        ("undeclared-role", one_key(role="eu-global-reader"), "", INFORMATION),
        ("shared-project", two_keys(), "", INFORMATION),
        ("shared-project", two_keys(secured=True), "", WARNING),
        ("shared-project", two_keys(role="writer"), "", WARNING),
        ("shared-project", two_keys(allowedIpAddressRanges=["10.0.0.0/8"]), "", WARNING),
        ("wide-ip-range", one_key(allowedIpAddressRanges=["0.0.0.0/1"]), "", INFORMATION),
        ("wide-ip-range", one_key(allowedIpAddressRanges=["0.0.0.0/1", "128.0.0.0/1"]), "", WARNING),
        ("dependency-not-admitted", depending(), "", INFORMATION),
        ("dependency-not-admitted", depending(keys=one_key()["keys"]), "", WARNING),
        ("dependency-not-admitted", depending(applications={"rag": RAG}), "", INFORMATION),
        ("unguarded-interface", models(gpt=RESPONSES), "", WARNING),
        ("unguarded-interface", models(gpt=RESPONSES), 'core-version = "0.47.1"', ERROR),
        ("unguarded-interface", models(gpt=RESPONSES), 'core-version = "0.45"', WARNING),
        ("unguarded-path", models(**GUARD, c=OTHER), "", INFORMATION),
        ("unguarded-path", models(**GUARD, c=CHAT), "", WARNING),
        ("public-outlier", outlier(), "", INFORMATION),
        ("public-outlier", outlier(pricing=CHEAP), "", INFORMATION),
        ("public-outlier", outlier(pricing=PRICE), "", WARNING),
        ("unlimited-route", routes(VENDOR), "", INFORMATION),
        ("unlimited-route", routes(PAID), "", WARNING),
        ("secret-in-open-field", models(gpt={**CHAT, **HIDDEN}), "", WARNING),
        ("secret-in-open-field", models(gpt={**CHAT, **HIDDEN}), 'core-version = "0.44"', INFORMATION),
        ("secret-in-open-field", models(gpt={**CHAT, "defaults": {"password": "kT3x9QmZ2r"}}), "", INFORMATION),
        ("metadata-or-loopback-host", routes({"endpoint": "http://169.254.169.254"}), "", WARNING),
        ("metadata-or-loopback-host", models(gpt={**CHAT, "endpoint": "http://169.254.1.1/a"}), "", INFORMATION),
        ("metadata-or-loopback-host", models(gpt={**CHAT, "features": CONFIGURATION}), "", WARNING),
        ("metadata-or-loopback-host", of_type("CompletionEndpoint"), "", INFORMATION),
        ("metadata-or-loopback-host", of_type("ConfigurationEndpoint"), "", WARNING),
        ("schedule-null", {"rateLimitSchedule": {"resetTime": None}}, "", ERROR),
        ("schedule-null", {"rateLimitSchedule": {"weekStartDay": None}}, "", WARNING),
        ("key-to-foreign-host", {"applications": {"a": {"endpoint": "https://a.example.com"}}}, "", INFORMATION),
        ("key-to-foreign-host", {"applications": {"a": {"mcp": {"endpoint": "https://a.example.com"}}}}, "", WARNING),
        (
            "key-to-foreign-host",
            {"toolsets": {"a": {"endpoint": "https://a.example.com", "forwardPerRequestKey": True}}},
            "",
            WARNING,
        ),
    ],
)
def test_how_severe_a_finding_is(rule: str, config: dict[str, Any], settings: str, severity: str) -> None:
    assert severities(rule, settings, config) == [severity]


@pytest.mark.parametrize(("later", "severity"), [(20, WARNING), (5, INFORMATION)])
def test_a_limit_that_a_later_file_raises_is_worse_than_one_it_lowers(later: int, severity: str) -> None:
    files = [{"roles": {"reader": {"limits": {"gpt-4": {"day": amount}}}}} for amount in (10, later)]
    assert severities("overridden-access", "", *files) == [severity]


def severities(rule: str, settings: str, *files: dict[str, Any]) -> list[str]:
    """How severe the findings of a rule are in files that make one config."""
    texts = {f"{number}.json": json.dumps(file) for number, file in enumerate(files)}
    diagnostics = Case("", texts, settings=settings).analysis().diagnostics
    return [one.severity.word for one in diagnostics if one.rule == rule]
