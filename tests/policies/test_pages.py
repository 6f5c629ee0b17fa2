"""Each invariant has a page whose examples are run; ``docs/invariants.md`` and ``dial-lint explain`` show it."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.reports.policies.manual import render_manual
from dial_lsp.text import Source
from tests.access.configs import access_of

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "dial_lsp" / "policies" / "pages"
EXAMPLE = re.compile(r"```json\n(.*?)```\n\n```toml\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


def breaches(config: str, policies: str) -> str:
    file = read_policies(Source("dial-policy.toml", policies))
    assert not file.mistakes
    (outcome,) = run(file, access_of(config), date(2026, 11, 30)).outcomes
    return "".join(
        f"{text}\n"
        for text in (*(each.message for each in outcome.problems), *(breach.message for breach in outcome.breaches))
    )


@pytest.mark.parametrize("name", INVARIANTS)
def test_the_examples_of_a_page_are_as_it_says(name: str) -> None:
    """UPDATE_EXPECTED=1 writes what breaks the first."""
    file = PAGES / f"{name}.md"
    failing, holding = EXAMPLE.findall(file.read_text(encoding="utf-8"))
    found = breaches(*failing[:2])
    if os.environ.get("UPDATE_EXPECTED"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(f"```text\n{failing[2]}```", f"```text\n{found}```", 1), encoding="utf-8")
    assert found == failing[2] != ""
    assert breaches(*holding[:2]) == ""
    assert f'use = "{name}"' in failing[1]
    assert f'use = "{name}"' in holding[1]


def test_the_manual_is_fresh() -> None:
    """UPDATE_EXPECTED=1 writes it."""
    page = ROOT / "docs" / "invariants.md"
    if os.environ.get("UPDATE_EXPECTED"):
        page.write_text(render_manual(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == render_manual()


def test_there_is_a_page_for_each_invariant_and_no_other() -> None:
    assert {file.stem for file in PAGES.iterdir()} == set(INVARIANTS)
