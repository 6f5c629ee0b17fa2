"""Broken texts as people write them: what is still read of each, and what is said about it.

The cases are Markdown files. A line of carets under a line of the text gives the place of a problem and its code; the
JSON block is all that was read, with "<missing>" for values that are not there and "<damaged>" before best guesses.
A second one, ``json continued``, is what is read by those who go on behind the end of the root.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dial_lsp.syntax import MISSING, Document, parse
from dial_lsp.syntax.tree import ArrayNode, BadNode, Node, ObjectNode
from dial_lsp.text import Source, apply_edits

_CASE = re.compile(
    r"^## (.+?)\n```jsonc\n(.*?)\n```\n```json\n(.*?)\n```(?:\n```json continued\n(.*?)\n```)?$",
    re.MULTILINE | re.DOTALL,
)
_CARETS = re.compile(r"^( *)(\^+) ([a-z-]+)$")


class Case(NamedTuple):
    text: str
    problems: list[tuple[str, int, int]]
    values: Any
    continued: Any


def cases() -> list[Any]:
    files = sorted((Path(__file__).parent / "cases").glob("*.md"))
    found = [(file.stem, *case) for file in files for case in _CASE.findall(file.read_text(encoding="utf-8"))]
    assert len(found) > 40
    return [pytest.param(unmarked(*texts), id=f"{family}: {name}") for family, name, *texts in found]


def unmarked(marked: str, values: str, continued: str) -> Case:
    lines: list[str] = []
    problems: list[tuple[str, int, int]] = []
    for line in marked.split("\n"):
        carets = _CARETS.match(line)
        if carets is None:
            lines.append(line)
        else:
            start = sum(len(line) + 1 for line in lines[:-1]) + carets.start(2)
            problems.append((carets[3], start, start + len(carets[2])))
    return Case("\n".join(lines), problems, json.loads(values), json.loads(continued or "null"))


def read(document: Document) -> Any:
    """All that was read, damage marked."""
    if document.root_kind != "object":
        return f"<{document.root_kind}>"
    return {
        section.name: {entry.name: marked(entry.tree.value) for entry in section.entries}
        if section.kind == "object"
        else marked(section.entries[0].tree.value)
        for section in document.sections
    }


def marked(node: Node | None) -> Any:
    if node is None:
        return "<missing>"
    if isinstance(node, ObjectNode):
        return {member.key.value: marked(member.value) for member in node.members}
    if isinstance(node, ArrayNode):
        return [marked(element) for element in node.elements]
    if isinstance(node, BadNode):
        return "<damaged>" if node.value is MISSING else f"<damaged> {json.dumps(node.value, default=str)}"
    return float(node.value) if isinstance(node.value, Decimal) else node.value


def is_repairable(case: Case) -> bool:
    problems = parse(Source("case.json", case.text)).problems
    return bool(problems) and all(problem.edits for problem in problems)


@pytest.mark.parametrize("case", cases())
def test_what_is_read(case: Case) -> None:
    assert read(parse(Source("case.json", case.text))) == case.values


@pytest.mark.parametrize("case", cases())
def test_what_is_read_behind_the_end(case: Case) -> None:
    continued = parse(Source("case.json", case.text)).continued
    assert (continued and read(continued)) == case.continued


@pytest.mark.parametrize("case", cases())
def test_what_is_said(case: Case) -> None:
    found = parse(Source("case.json", case.text)).problems
    # What is wrong at the end of a text, or in an empty one, has no character of its own to stand under.
    assert [(p.code, p.span.start, max(p.span.end, p.span.start + 1)) for p in found] == case.problems


@pytest.mark.parametrize("case", [case for case in cases() if is_repairable(case.values[0])])
def test_repairs_repair(case: Case) -> None:
    document = parse(Source("case.json", case.text))
    edits = [edit for problem in document.problems for edit in problem.edits]
    repaired = parse(Source("case.json", apply_edits(case.text, edits)))
    # A half-typed name, once its quote is closed, still lacks what a half-typed member lacks.
    assert {problem.code for problem in repaired.problems} <= {"missing-value", "missing-comma"}
    assert [section.name for section in repaired.sections] == [section.name for section in document.sections]
