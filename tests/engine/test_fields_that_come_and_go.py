"""Fields are added, deleted and moved: what is found is what a fresh check finds, and few rules run again."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.generate import generate
from dial_lsp.engine import findings
from dial_lsp.text import Edit, Span
from tests.engine.told import analysed, said

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.reads import Known
    from dial_lsp.rulekit.rule import Check, Context

REALWORLD = Path(__file__).parents[1] / "realworld"
LACKING = {"planted-array-root", "planted-null-section", "planted-misshapen-section"}  # these have no entries
FILES = [path for path in sorted(REALWORLD.glob("planted*/config.json")) if path.parent.name not in LACKING]
FIELDS: dict[str, Any] = {
    "userRoles": ["reader"],
    "user_roles": [],
    "limits": {"a": {"minute": 1}},
    "interceptors": ["guard"],
    "endpoint": "http://a.svc/v1",
    "type": "chat",
    "role": "reader",
    "key": "k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w",
    "dependencies": ["a"],
    "displayName": "A",
    "order": 1,
    "paths": ["/a"],
    "project": "p",
    "unknown": None,
}
STEPS = 20


def chosen_edit(analysis: Analysis, rng: random.Random) -> Edit:
    """Of one entry a field is deleted or added somewhere, or all fields change places."""
    document = analysis.documents[0]
    entries = [
        entry for section in document.sections for entry in section.entries if entry.name and type(entry.value) is dict
    ]
    entry = rng.choice(entries)
    fields = list(entry.value.items())
    kind = rng.choice(["delete", "add", "add", "shuffle"])
    if kind == "delete" and fields:
        fields.pop(rng.randrange(len(fields)))
    elif kind == "add":
        fields.insert(rng.randrange(len(fields) + 1), rng.choice(list(FIELDS.items())))
    else:
        rng.shuffle(fields)
    start = document.offset_of(entry)
    text = f"{json.dumps(entry.name)}: {json.dumps(dict(fields), default=str)}"
    return Edit(Span(start, start + len(entry.text)), text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_what_is_found_is_what_a_fresh_check_finds(path: Path) -> None:
    rng = random.Random(path.parent.name)
    analysis = analysed(path.read_text(encoding="utf-8"))
    for _ in range(STEPS):
        analysis = analysis.after({"a.json": [chosen_edit(analysis, rng)]})
        assert said(analysis) == said(analysed(analysis.documents[0].source.text))


def test_a_field_that_comes_or_goes_runs_the_rules_that_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = generate(30_000)
    at = text.index('"', text.index("{", text.index('"app-', text.index('"applications"'))))
    analysis = analysed(text)
    assert analysis.diagnostics is not None
    ran: list[set[str]] = []
    run = findings._run

    def counted(check: Check, context: Context) -> Known:
        ran[-1].add(check.rule.name)
        return run(check, context)

    monkeypatch.setattr(findings, "_run", counted)
    for new in ("", '"iconUrl": "http://a.svc/a.svg", ', '"dependencies": ["guard"], '):
        ran.append(set())
        analysis = analysis.after({"a.json": [Edit(Span(at, at), f" {new}")]})
        assert analysis.diagnostics is not None
    blank, icon, dependencies = ran
    assert icon == blank  # which are those that look at the text itself
    assert "undefined-dependency" in dependencies - blank
