"""Verdicts of the real Core on schemas and the properties under them, one test for each recorded case."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dial_lsp.javaregex.pattern import problem_of as regex_problem
from dial_lsp.schema import networks, time_zones
from dial_lsp.schema.application_types import Kind, id_text, properties_problems, schema_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

LISTS: dict[Kind, str] = {"application": "applicationTypeSchemas", "catalog": "catalogSchemas"}
FIELDS: dict[Kind, tuple[str, str]] = {
    "application": ("applicationTypeSchemaId", "applicationProperties"),
    "catalog": ("catalogSchemaId", "catalogProperties"),
}
HOLDERS: dict[Kind, tuple[str, ...]] = {
    "application": ("applications",),
    "catalog": ("models", "applications", "toolsets", "interceptors"),
}


def test_we_agree_with_core_on_every_recorded_schema(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (shared / "reference" / "oracle.jsonl").read_text("utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if is_about_schemas(case)]
    wrong = [case["id"] for case in cases if has_problem(case) != (case["core"] == "rejects")]
    with capsys.disabled():
        print(f" {len(cases)} cases", end="")  # noqa: T201 - how much was compared
    assert wrong == []
    assert len(cases) > 30


def test_we_agree_with_core_on_every_recorded_text(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (shared / "reference" / "oracle.jsonl").read_text("utf-8").splitlines()
    cases = [(case, is_fine) for case in map(json.loads, lines) for is_fine in verdicts(case)]
    wrong = [case["id"] for case, is_fine in cases if is_fine != (case["core"] == "accepts")]
    with capsys.disabled():
        print(f" {len(cases)} cases", end="")  # noqa: T201 - how much was compared
    assert wrong == []
    assert len(cases) >= 40


def verdicts(case: dict[str, Any]) -> Iterator[bool]:
    """What we say of the one text that a case is about, if it is about a pattern, a range, a zone or a time."""
    if (
        len(case.get("files", ())) != 1
        or case["area"] not in ("keys", "routes", "schedule")
        or case["version"] != "2026"
    ):
        return
    config = json.loads(case["files"][0])
    schedule = config.get("rateLimitSchedule") or {}
    if isinstance(zone := schedule.get("timezone"), str):
        yield time_zones.is_region(zone)
    if isinstance(time := schedule.get("resetTime"), str):
        yield time_zones.problem_of_time(time) is None
    for entry in config.get("keys", {}).values():
        if "-ip-" in case["id"] and isinstance(ranges := entry.get("allowedIpAddressRanges"), list):
            yield from (networks.problem_of(text) is None for text in ranges if isinstance(text, str))
    for entry in config.get("routes", {}).values():
        if case["id"].startswith("route-paths"):
            yield from (regex_problem(text) is None for text in entry["paths"] if isinstance(text, str))


def is_about_schemas(case: dict[str, Any]) -> bool:
    if len(case.get("files", ())) != 1:
        return False
    if case["area"] == "schemas" or (
        case["area"] in ("applications", "models", "localized") and "chema" in case["files"][0]
    ):
        return True
    is_list = case["area"] == "sections" and "-list" in case["id"]
    return is_list and any(f'"{section}":[' in case["files"][0] for section in LISTS.values())


def has_problem(case: dict[str, Any]) -> bool:
    config = json.loads(case["files"][0], parse_float=Decimal)
    is_old = case["version"] == "2025-03"
    kinds: tuple[Kind, ...] = ("application",) if is_old else ("application", "catalog")
    return any(found for kind in kinds for found in problems(kind, config, is_old=is_old))


def problems(kind: Kind, config: dict[str, Any], *, is_old: bool) -> Iterator[object]:
    schemas = config.get(LISTS[kind], [])
    yield from schema_problems(kind, schemas, editor_required=is_old)
    declared = {
        text: schema for schema in schemas if isinstance(schema, dict) and (text := id_text(schema)) is not None
    }
    id_field, properties_field = FIELDS[kind]
    for entry in (entry for section in HOLDERS[kind] for entry in config.get(section, {}).values()):
        schema_id, properties = entry.get(id_field), entry.get(properties_field)
        if schema_id is None or (properties is None and kind == "catalog"):
            continue
        if schema_id not in declared:
            yield "the id is not declared"
        elif properties is not None:
            yield from properties_problems(kind, declared[schema_id], properties, others=declared)
