"""Every verdict of Core's own classes that the shape check has to reach, on two versions of Core."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.schema.coercion import Refused, to_text
from dial_lsp.schema.fields import entry_type
from dial_lsp.schema.shape import check, check_section
from dial_lsp.schema.versions import LATEST, LOCALIZED_TEXT, Version

if TYPE_CHECKING:
    from pathlib import Path

AREAS = (
    "names", "types", "coercion", "unknown", "enums", "sections", "localized", "schedule", "limits", "pricing",
    "upstreams", "routes", "keys", "roles", "models", "interfaces", "applications", "schemas", "legacy",
)  # fmt: skip
TOLD_BY_RULES = (
    "post-load check",
    "an application type schema does not conform",
    "a catalog schema does not conform",
    "application schema id is not an absolute URI",
    "application/catalog schema id is not among",
    "bean validation: application properties",
    "bean validation: catalogProperties",
)
"""Reasons that need other entries or another schema; rules tell about them."""
BEHIND_A_LOCALE = (
    "unknown field at models.m.fr",
)  # what Core meets where its reader of locale maps has lost its place


@pytest.mark.parametrize(("label", "version"), [("2026", LATEST), ("2025-03", Version(0, 25))])
def test_the_check_refuses_what_core_refuses(shared: Path, label: str, version: Version) -> None:
    lines = (shared / "reference" / "oracle.jsonl").read_text(encoding="utf-8").splitlines()
    wrong, judged = [], 0
    for case in map(json.loads, lines):
        if case["version"] != label or not is_judged(case):
            continue
        judged += 1
        if refused(json.loads(case["files"][0], parse_float=Decimal), version) != (case["core"] == "rejects"):
            wrong.append((case["id"], case["core"], case["why"]))
    print(f"{label}: {judged} lines judged, {len(wrong)} judged otherwise than by Core")  # noqa: T201 - shown by pytest -s
    assert judged > 100
    assert wrong == []


def is_judged(case: dict[str, Any]) -> bool:
    single = len(case.get("files", ())) == 1 and not case.get("options")
    return case["area"] in AREAS and single and not case["why"].startswith((*TOLD_BY_RULES, *BEHIND_A_LOCALE))


def refused(root: dict[str, Any], version: Version) -> bool:
    locale = default_locale(root, version)
    problems = [problem for name, value in root.items() for problem in check_section(name, value, version=version)]
    for section, value in root.items():
        values = [value] if entry_type(section) is None else value.values() if isinstance(value, dict) else []
        for one in values:
            problems.extend(check(section, one, version=version, default_locale=locale))
    return any(problem.impact == "file-rejected" for problem in problems)


def default_locale(root: dict[str, Any], version: Version) -> str | None:
    if version < LOCALIZED_TEXT or "defaultLocale" not in root:
        return "en"
    try:
        return to_text(root["defaultLocale"])
    except Refused:
        return "en"
