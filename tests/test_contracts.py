"""The import contracts break wherever a room imports what is not its own; a contract that cannot fail holds nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
LIBRARIES = {name: one for one in CONTRACTS if "ignore_imports" in one for name in one["forbidden_modules"]}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "400", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def rooms(folder: Path) -> list[Path]:
    """A file of every room."""
    package = folder / "dial_lsp"
    found = [path / "__init__.py" if path.is_dir() else path for path in sorted(package.iterdir())]
    return [path for path in found if path.suffix == ".py" and path.is_file()]


def module_of(path: Path) -> str:
    if path.name != "__init__.py":
        return f"dial_lsp.{path.stem}"
    return "dial_lsp" if path.parent.name == "dial_lsp" else f"dial_lsp.{path.parent.name}"


def copied(folder: Path) -> Path:
    shutil.copytree(ROOT / "dial_lsp", folder / "dial_lsp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_rooms_keep_their_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_each_library_is_kept_out_of_every_room_but_its_own(tmp_path: Path) -> None:
    copied(tmp_path)
    imports = "".join(f"import {library}\n" for library in LIBRARIES)
    for path in rooms(tmp_path):
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{imports}", encoding="utf-8")
    said = lint(tmp_path).stdout
    missed = [
        f"{module} may import {library}"
        for module in map(module_of, rooms(tmp_path))
        for library, contract in LIBRARIES.items()
        if f"{module} -> {library}" not in contract["ignore_imports"] and f"{module} -> {library} " not in said
    ]
    assert missed == [], said[-3000:]


def test_a_room_that_leans_upwards_and_a_room_without_a_place_break_the_order(tmp_path: Path) -> None:
    copied(tmp_path)
    text = tmp_path / "dial_lsp" / "text" / "__init__.py"
    text.write_text(f"{text.read_text(encoding='utf-8')}\nimport dial_lsp.rules\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "dial_lsp.text -> dial_lsp.rules" in done.stdout
    (tmp_path / "dial_lsp" / "attic.py").write_text("")
    assert "attic" in lint(tmp_path).stdout
