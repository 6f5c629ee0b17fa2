"""The shape check, case by case, and the laws every answer of it keeps."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.schema.fields import entry_type, sections
from dial_lsp.schema.shape import ShapeProblem, check, check_section
from dial_lsp.schema.versions import LATEST, Version

BLOCKS = Path(__file__).with_name("shape.cases").read_text(encoding="utf-8").strip().split("\n\n")[1:]
CASES = [block.split("\n", 3) for block in BLOCKS]


@pytest.mark.parametrize(("head", "value", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_case(head: str, value: str, expected: str) -> None:
    section, _, version = head.partition(" @")
    problems = check(section, read(value), version=Version.parse(version or "latest"))
    assert ("\n".join(map(written, problems)) or "  nothing") == expected


@pytest.mark.parametrize(
    ("name", "value", "version", "expected"),
    [
        ("models", {}, "latest", None),
        ("models", None, "latest", ("null-value/section", "file-rejected", "null is not allowed here")),
        ("roles", ["admin"], "latest", ("unreadable-value/type", "file-rejected", "A list stands where an object")),
        ("keys", "sk-very-secret", "latest", ("unreadable-value/type", "file-rejected", "Text stands where an object")),
        ("globalInterceptors", None, "latest", None),
        ("Roles", {}, "latest", ("unknown-section", "entry-dropped", 'Core knows no section "Roles"')),
        ("oldModels", {}, "latest", ("unknown-section", "no-effect", "Core knows no section")),
        ("global_interceptors", [], "latest", ("unknown-section", "entry-dropped", "Core knows no section")),
        ("$schema", "https://x", "latest", None),
        ("_comment", "mine", "latest", None),
        ("addons", {}, "latest", ("other-version/removed-section", "no-effect", '"addons" was removed')),
        ("addons", None, "0.25", ("null-value/section", "file-rejected", "null is not allowed here")),
        (
            "toolsets",
            None,
            "0.25",
            ("other-version/newer-field", "no-effect", '"toolsets" needs Core 0.32 or newer'),
        ),
        ("default_locale", "de", "latest", None),
    ],
)
def test_a_section_as_a_whole(name: str, value: Any, version: str, expected: tuple[str, str, str] | None) -> None:
    problems = check_section(name, value, version=Version.parse(version))
    if expected is None:
        assert problems == ()
    else:
        (problem,) = problems
        assert (problem.code, problem.impact) == expected[:2]
        assert problem.message.startswith(expected[2])


def test_an_unknown_section_is_told_its_likely_name() -> None:
    (problem,) = check_section("Global-Interceptors", [])
    assert problem.suggestions[0] == "globalInterceptors"


def test_the_default_locale_decides_which_maps_pass() -> None:
    value = {"displayName": {"fr": "Chat"}}
    assert check("models", value, default_locale="fr") == ()
    assert [problem.code for problem in check("models", value, default_locale="en")] == ["missing-required/locale"]
    assert [problem.code for problem in check("models", value, default_locale=None)] == ["missing-required/locale"]


def test_a_value_that_is_nested_too_deeply_is_one_problem() -> None:
    rate: Any = "1"
    test = {"field": "promptTokens", "operator": ">", "value": 1}
    for _ in range(5_000):
        rate = {"test": test, "ifTrue": rate}
    (problem,) = check("models", {"pricing": {"unit": "token", "prompt": rate}})
    assert problem.code == "too-deep"


def test_huge_values_are_shortened() -> None:
    (unknown,) = check("models", {"x" * 100_000: 1})
    (number,) = check("models", {"maxRetryAttempts": 10**20_000})
    (fraction,) = check("models", {"limits": {"maxTotalTokens": Decimal("1e999999")}})
    assert max(map(size, (unknown, number, fraction))) < 300


@pytest.mark.parametrize("section", sorted(sections()))
@pytest.mark.parametrize(
    "value", [None, True, 7, Decimal("1.5"), "", "text", [], [None], {}, {"": 1}, {"a": {"b": []}}]
)
def test_no_value_of_any_kind_raises(section: str, value: Any) -> None:
    for version in (LATEST, Version(0, 25)):
        problems = (*check_section(section, value, version=version), *check(section, value, version=version))
        assert all(problem.message.endswith((".", "…")) for problem in problems)


def test_secrets_are_never_repeated() -> None:
    secret = "sk-very-secret"
    for section, value in (
        ("keys", secret),
        ("keys", {"key": [secret], "project": {"x": secret}}),
        ("keys", {secret: {"project": "p"}}),
        ("models", {"upstreams": [{"key": {"x": secret}}, secret]}),
        ("toolsets", {"authSettings": {"clientSecret": [secret]}}),
        ("applications", {"function": {"env": {"TOKEN": [secret]}}}),
    ):
        said = [(p.message, p.help, p.suggestions) for p in check(section, value)]
        assert said
        assert secret not in repr(said)


def test_entries_and_plain_sections_are_told_apart() -> None:
    plain = {name for name in sections() if entry_type(name) is None}
    assert plain == {
        "retriableErrorCodes", "globalInterceptors", "applicationTypeSchemas", "catalogSchemas", "defaultLocale",
        "default_locale", "tracing", "rateLimitSchedule", "assistant",
    }  # fmt: skip


def written(problem: ShapeProblem) -> str:
    place = "/".join(map(str, problem.pointer)) or "."
    lines = [f"  {problem.code} {problem.impact} {problem.part} {place}"]
    lines.append(f"    {problem.message} {problem.help}".rstrip())
    if problem.suggestions:
        lines.append(f"    -> {' or '.join(problem.suggestions)}")
    return "\n".join(lines)


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def size(problem: ShapeProblem) -> int:
    return len(problem.message) + len(problem.help) + sum(map(len, problem.suggestions))
