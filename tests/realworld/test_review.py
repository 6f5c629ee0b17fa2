"""What a security reviewer would write under configs shaped like production: this is found, and nothing else.

``production-*/review.txt`` was written before the rules were: a line for each finding above hint with its place, its
rule and why it belongs there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dial_lsp.diagnostics import Severity
from tests.realworld.test_realworld import checked

REVIEWED = sorted(Path(__file__).parent.glob("production-*"))
NOTE = re.compile(r"(\S+:\d+ [a-z/-]+): \S.*")


@pytest.mark.parametrize("folder", REVIEWED, ids=lambda folder: folder.name)
def test_what_a_reviewer_writes_is_found_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [NOTE.fullmatch(line) for line in (folder / "review.txt").read_text(encoding="utf-8").splitlines()]
    found = [
        f"{one.location.source.path}:{one.location.source.position(one.location.span.start).line} {one.rule}"
        for one in (diagnostic.in_file for diagnostic in checked(folder, monkeypatch).diagnostics)
        if one.severity < Severity.HINT
    ]
    assert sorted(found) == sorted(note[1] if note else "" for note in notes)
