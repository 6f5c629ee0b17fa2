"""Laws of the project itself: style, types, sizes, documents; ``test_contracts.py`` has those on imports."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "dial_lsp").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_RULE = 120
LONGEST_FUNCTION = 60


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", ".")


def test_the_code_is_formatted() -> None:
    run("ruff", "format", "--check", ".")


def test_types_are_strict() -> None:
    run("mypy")


def lines_of_code(text: str, tree: ast.Module) -> int:
    """Lines that are neither blank nor of the page at the start."""
    page = tree.body[0].end_lineno if ast.get_docstring(tree) else 0
    return sum(1 for line in text.splitlines()[page:] if line.strip())


@pytest.mark.parametrize("path", PACKAGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    is_rule = "rules" in path.relative_to(ROOT).parts
    assert (lines_of_code(text, tree) <= LONGEST_RULE) if is_rule else (len(text.splitlines()) <= LONGEST_FILE)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_most_files_are_small() -> None:
    assert statistics.median(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE) < 100


def test_only_the_command_prints() -> None:
    printing = [
        str(path.relative_to(ROOT))
        for path in PACKAGE
        if "cli" not in path.parts and re.search(r"^\s*print\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert printing == []


def written_documents() -> list[Path]:
    """The documents of the project, without those of packages that are installed beside them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]  # what is not ignored
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    everywhere = [ROOT / name for name in listed if (ROOT / name).is_file()]
    return [
        path for path in everywhere if path.parent == ROOT or path.relative_to(ROOT).parts[0] in {"docs", "editors"}
    ]


def test_documents_name_only_files_that_exist() -> None:
    missing: list[str] = []
    for document in written_documents():
        text = document.read_text(encoding="utf-8")
        named = re.findall(r"`((?:dial_lsp|tests|docs|editors|benchmarks)/[\w./-]*)`", text)
        linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
        missing += [f"{document.name}: {name}" for name in named if not (ROOT / name).exists()]
        missing += [f"{document.name}: {name}" for name in linked if not (document.parent / name).exists()]
    assert missing == []
