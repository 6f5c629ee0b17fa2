"""``docs/dependencies.md`` tells of each package that runs with ours, and of no other."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = sorted(Requirement(line).name for line in PROJECT["dependencies"])
ROWS = {
    cells[0]: cells[1:]
    for line in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
    and not line.startswith("| Package")
    and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def test_every_package_has_a_row_in_order() -> None:
    assert list(ROWS) == NEEDED


@pytest.mark.parametrize("name", NEEDED)
def test_a_row_says_all(name: str) -> None:
    assert [bool(cell) for cell in ROWS[name]] == [True] * 4


@pytest.mark.parametrize("name", NEEDED)
def test_the_licence_is_what_the_package_says(name: str) -> None:
    about = metadata(name)
    said = " ".join([*(about.get_all("License-Expression") or []), *(about.get_all("Classifier") or [])])
    family = re.split("[-, ]", ROWS[name][2])[0]
    assert family in said
