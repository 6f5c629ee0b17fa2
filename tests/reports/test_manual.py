"""The manual in ``docs`` is what the pages say, and no candidate of the catalogue is left out."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from dial_lsp.engine.naming import names_of
from dial_lsp.reports.manual import manual
from dial_lsp.rules import all_rules

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
CATALOGUE = ROOT / "tests" / "rules" / "catalogue.tsv"


def catalogue() -> list[tuple[str, str, str]]:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    return [(name, rule, note) for name, rule, note in (line.split("\t") for line in lines)]


def test_the_manual_is_fresh() -> None:
    """UPDATE_EXPECTED=1 writes it."""
    fresh = manual(all_rules())
    if os.environ.get("UPDATE_EXPECTED"):
        shutil.rmtree(DOCS / "rules", ignore_errors=True)
        (DOCS / "rules").mkdir()
        for name, text in fresh.items():
            (DOCS / name).write_text(text, encoding="utf-8")
    written = [DOCS / "rules.md", *(DOCS / "rules").iterdir()]
    assert {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in written} == fresh


def test_every_candidate_went_somewhere() -> None:
    names = names_of()
    assert [row for row in catalogue() if row[1] != "-" and not all(map(names.meaning, row[1].split(", ")))] == []
    assert [row for row in catalogue() if row[1] == "-" and not row[2]] == []


def test_the_catalogue_is_whole(shared: Path) -> None:
    text = (shared / "reference" / "semantics.md").read_text(encoding="utf-8")
    candidates = re.findall(r"^\| `([a-z0-9-]+)`", text[text.index("## 13. ") :], re.MULTILINE)
    assert sorted({row[0] for row in catalogue()}) == sorted(set(candidates))
