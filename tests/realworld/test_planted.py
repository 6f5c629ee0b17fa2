"""Every rule of the catalogue finds something in a project planted with defects.

``planted/`` holds an instance of as many rules as can live together, most of them in an entry named after the rule.
What cannot live there has a project of its own, ``planted-<why>/``: an older Core, a damaged text, a role that is
absent.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.naming import names_of
from dial_lsp.rules import all_rules
from dial_lsp.settings import FILE_NAME, Settings, read_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

HERE = Path(__file__).parent
PLANTED = HERE / "planted"
APART = sorted(HERE.glob("planted-*"))
SECRETS = re.compile(r"\b(?:[A-Za-z0-9]{32,}|kT3x9QmZ2r|Nx7!kq2)\b")
"""The secrets of the planted keys, of extra data and of a url."""


@cache
def found_in(folder: Path) -> frozenset[str]:
    """The rules of both profiles that find something in the merged files of a folder."""
    settings = folder / FILE_NAME
    analysis = Analysis(
        [parse(Source(path.name, path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))],
        read_settings(settings) if settings.is_file() else Settings(),
        rules=all_rules(),
    )
    return frozenset(diagnostic.rule for diagnostic in analysis.diagnostics)


def test_every_rule_finds_something() -> None:
    found = frozenset[str]().union(*map(found_in, [PLANTED, *APART]))
    assert found == set(names_of().codes)


@pytest.mark.parametrize("folder", APART, ids=lambda folder: folder.name)
def test_a_project_apart_shows_what_no_other_does(folder: Path) -> None:
    elsewhere = frozenset[str]().union(*(found_in(other) for other in [PLANTED, *APART] if other != folder))
    assert found_in(folder) - elsewhere


@pytest.mark.parametrize("folder", [PLANTED, *APART], ids=lambda folder: folder.name)
def test_the_output_shows_no_secret(folder: Path) -> None:
    output = (folder / "expected.txt").read_text(encoding="utf-8")
    files = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.json"))
    assert [secret for secret in SECRETS.findall(files) if secret in output] == []


def test_there_are_secrets_to_hide() -> None:
    assert len(SECRETS.findall((PLANTED / "overlay.json").read_text(encoding="utf-8"))) > 1
