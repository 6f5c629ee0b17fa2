"""What each rule says of files that people have published, and of configs shaped like production.

``findings.tsv`` has a line for each rule and file: how severe its findings are, and how many. The files themselves stay
outside. UPDATE_EXPECTED=1 writes it; its difference shows what a change of a rule does to real files.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from dial_lsp.cli.checking import check_project
from dial_lsp.project.discovery import Project
from dial_lsp.reports.report import Checked
from dial_lsp.settings import Settings

EXPECTED = Path(__file__).parent / "findings.tsv"


def test_rules_say_of_real_files_what_they_said_before(shared: Path) -> None:
    lines = sorted(
        f"{rule}\t{severity}\t{path.relative_to(shared)}\t{count}"
        for path in real_files(shared)
        for (rule, severity), count in said_of(path).items()
    )
    written = "".join(f"{line}\n" for line in ["rule\tseverity\tfile\tcount", *lines])
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text(written, encoding="utf-8")
    assert EXPECTED.read_text(encoding="utf-8") == written


def real_files(shared: Path) -> list[Path]:
    """The published files, and of the production configs those that are no part of another."""
    published = [path for path in (shared / "corpus").iterdir() if path.suffix in (".json", ".yaml")]
    production = [path for path in (shared / "production").glob("*/*") if path.suffix in (".json", ".yaml")]
    return sorted([*published, *production])


def said_of(path: Path) -> Counter[tuple[str, str]]:
    """How often each rule speaks of a file by itself, by the severity of what it says."""
    every = check_project(Project((str(path),), Settings()))
    found = (diagnostic for one in every if isinstance(one, Checked) for diagnostic in one.diagnostics)
    return Counter((diagnostic.rule, diagnostic.severity.word) for diagnostic in found)
