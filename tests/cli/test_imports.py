"""What a run on a clean file does not need is not imported: half the time of a small run is imports."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CLEAN

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = [f"dial_lsp.masking.{name}" for name in ("secrecy", "wording", "difference", "following")]
LATE = {
    "where the tree of an entry is asked for": ["lark", "dial_lsp.syntax.parser"],
    "where a shape is wrong": ["jsonschema", "dial_lsp.schema.validator"],
    "where something is found": ["dial_lsp.engine.fixes", "dial_lsp.syntax.rewrite", "dial_lsp.reports.excerpt"],
    "where something is shown that may be secret": [*SECRETS, "dial_lsp.masking.files"],
    "where text is damaged": ["dial_lsp.syntax.line_split", "dial_lsp.syntax.whole_split"],
    "where the root ends too early": ["dial_lsp.syntax.continuation"],
    "where somebody edits": ["dial_lsp.syntax.incremental", "dial_lsp.syntax.edited"],
    "where a name is misspelt": ["difflib"],
    "where a file is written": ["dial_lsp.project.whole_files", "tempfile"],
    "where there is YAML": ["ruamel.yaml", "dial_lsp.project.embedded"],
    "where revisions judge": ["dial_lsp.reports.judged", "dial_lsp.cli.checkouts", "subprocess"],
    "where an outlier is looked for": ["statistics"],
    "where another format is asked for": ["jinja2", "dial_lsp.reports.sarif"],
    "where texts of our own are read from the package": ["importlib.resources", "zipfile"],
    "by other commands and by editors": ["dial_lsp.cli.access", "dial_lsp.policies", "pygls", "lsprotocol", "mcp"],
}
SAYING = "import sys; from dial_lsp.cli.main import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a run on a clean file."""
    folder: Path = tmp_path_factory.mktemp("clean")
    (folder / "file.json").write_text(CLEAN)
    said, names = running(folder, "file.json")
    assert said.startswith("Found no problems in 1 file.")
    return names


def running(folder: Path, *arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it imports."""
    code = [sys.executable, "-c", SAYING]
    done = subprocess.run([*code, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("when", LATE)
def test_it_is_imported_only(when: str, imported: set[str]) -> None:
    assert imported.intersection(LATE[when]) == set()


def test_to_hide_api_keys_and_texts_in_a_merged_configuration_takes_no_tree(folder: Path) -> None:
    upstreams = [{"endpoint": "https://one.example.com", "key": "k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w0"}]
    keys = {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w1": {"project": "Chat", "role": "default"}}
    (folder / "file.json").write_text(json.dumps({"models": {"m": {"upstreams": upstreams}}, "keys": keys}))
    said, names = running(folder, "render", "file.json")
    assert ('"key": "•••"' in said, '"key 1 (Chat)": {' in said) == (True, True)
    assert "lark" not in names


def test_what_is_imported_late_is_there(imported: set[str]) -> None:
    names = [name for names in LATE.values() for name in names]
    code = f"from importlib.util import find_spec; print(*(n for n in {names!r} if find_spec(n) is None))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    assert "dial_lsp.cli.check" in imported
