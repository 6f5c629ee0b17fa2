"""Policies that people could have written of real configurations, and what none of them would notice.

Each line of an expectation is a gap that is there: the statement could change, and every policy would go on to hold.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.policies.coverage import coverage
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.syntax import parse
from dial_lsp.text import Source

HERE = Path(__file__).parent / "real"
FILES = {
    "sample": "epam__ai-dial-core__sample__aidial.config.json@0626125.json",
    "server": "epam__ai-dial-core__server__src__test__resources__aidial.config.json@01450d4.json",
    "migrated": "epam__ai-dial-core__server__src__test__resources__dial-config__config-file-migrate.json@11511f0.json",
}
TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("name", FILES)
def test_policies_hold_and_what_survives_is_known(name: str, shared: Path) -> None:
    """UPDATE_EXPECTED=1 writes the survivors."""
    text = (shared / "corpus" / FILES[name]).read_text(encoding="utf-8")
    access = Access(Config.of([parse(Source("config.json", text))]))
    file = read_policies(Source(f"{name}.toml", (HERE / f"{name}.toml").read_text(encoding="utf-8")))
    report = run(file, access, TODAY)
    assert report.holds
    found = coverage(report, access, TODAY)
    lines = [f"{each.fate:6}  {each.mutant.could}" for each in found.tried if each.fate != "pinned"]
    told = "".join(f"{line}\n" for line in [*lines, f"{found.count('pinned')} of {len(found.tried)} are pinned"])
    expected = HERE / f"{name}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
