"""``docs/rules.md`` is what the pages say, and no candidate of the catalogue is left out."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dial_lsp.engine.naming import names_of
from dial_lsp.reports.manual import render_manual
from dial_lsp.rules import all_rules

DOCS = Path(__file__).parent.parent.parent / "docs"


def catalogue() -> list[tuple[str, str, str]]:
    lines = (DOCS / "catalogue.tsv").read_text(encoding="utf-8").splitlines()
    return [(name, rule, note) for name, rule, note in (line.split("\t") for line in lines)]


def test_the_manual_is_fresh() -> None:
    """UPDATE_EXPECTED=1 writes it."""
    manual = render_manual(all_rules(), catalogue())
    if os.environ.get("UPDATE_EXPECTED"):
        (DOCS / "rules.md").write_text(manual, encoding="utf-8")
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == manual


def test_every_candidate_went_somewhere() -> None:
    names = names_of()
    assert [row for row in catalogue() if row[1] != "-" and not all(map(names.meaning, row[1].split(", ")))] == []
    assert [row for row in catalogue() if row[1] == "-" and not row[2]] == []


def test_the_catalogue_is_whole(shared: Path) -> None:
    text = (shared / "reference" / "semantics.md").read_text(encoding="utf-8")
    candidates = re.findall(r"^\| `([a-z0-9-]+)`", text[text.index("## 13. ") :], re.MULTILINE)
    assert sorted({row[0] for row in catalogue()}) == sorted(set(candidates))
