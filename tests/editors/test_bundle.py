"""The bundle: the server and all it needs in pure Python, as the VS Code extension ships it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editors.driving import installed
from tests.support import npm
from tests.support.once import made_once

ROOT = Path(__file__).resolve().parent.parent.parent
PYODIDE = ROOT / "tests" / "pyodide"
PYENV = sorted(Path.home().glob(".pyenv/versions/3.1[1-4].*/bin/python3.1?"))
PYTHONS = [sys.executable, *map(str, PYENV), *(f"/usr/bin/python3.{minor}" for minor in range(11, 15))]
REPORT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from dial_lsp.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "bundle", _bundle) / "made"


def _bundle(folder: Path) -> None:
    make = [sys.executable, str(ROOT / "editors" / "bundle" / "make.py"), str(folder / "made")]
    done = subprocess.run(make, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_in_it_is_compiled(bundle: Path) -> None:
    suffixes = {path.suffix for path in bundle.rglob("*") if path.is_file()}
    assert suffixes.isdisjoint({".so", ".pyd", ".dylib", ".pyc"})


def test_licences_stay(bundle: Path) -> None:
    packages = list((bundle / "libs").glob("*.dist-info"))
    assert packages
    assert [one.name for one in packages if not any("LICEN" in path.name.upper() for path in one.rglob("*"))] == []


@pytest.mark.parametrize("python", [python for python in PYTHONS if Path(python).exists()])
def test_it_runs_by_itself_and_writes_nothing_beside_it(bundle: Path, python: str, tmp_path: Path) -> None:
    before = sorted(bundle.rglob("*"))
    command = [python, "-I", "-S", "-X", f"pycache_prefix={tmp_path}", str(bundle / "server.py"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("dial-lsp "), done.stderr
    assert sorted(bundle.rglob("*")) == before


def test_a_python_that_is_too_old_says_so(bundle: Path) -> None:
    text = (bundle / "server.py").read_text(encoding="utf-8").replace("OLDEST = (3, 11)", "OLDEST = (9, 9)")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", text], capture_output=True, text=True, check=False)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (done.returncode, done.stderr) == (2, f"dial-lsp needs Python 9.9 or newer; this is {version}\n")


def test_it_finds_what_an_installed_linter_finds(bundle: Path) -> None:
    files = sorted(map(str, [ROOT / "docs/demo/aidial.config.json", *(ROOT / "tests/realworld").rglob("*.json")]))
    arguments = ["check", "--no-config", "--format", "json", "--fail-on", "never", *files]
    installed = subprocess.run([sys.executable, "-m", "dial_lsp", *arguments], capture_output=True, check=True)
    isolated = [sys.executable, "-I", "-S", "-X", "pycache_prefix=/dev/null", "-c", REPORT, str(bundle / "libs")]
    bundled = subprocess.run([*isolated, *arguments], capture_output=True, check=True)
    assert json.loads(bundled.stdout) == json.loads(installed.stdout)
    assert json.loads(installed.stdout)["diagnostics"]


def test_it_finds_the_same_in_webassembly(bundle: Path) -> None:
    """By Pyodide, as in a browser: Python 3.14 there, and nothing that is compiled."""
    for tool in ("node", "npm"):
        installed(tool)
    npm.install(PYODIDE)
    files = [
        "docs/demo/aidial.config.json",
        "tests/realworld/planted/base.json",
        "tests/realworld/planted/overlay.json",
    ]
    arguments = ["check", "--no-config", "--format", "json", "--fail-on", "never", *files]
    here = subprocess.run([sys.executable, "-m", "dial_lsp", *arguments], cwd=ROOT, capture_output=True, check=True)
    there = npm.run(PYODIDE, "node", "lint.mjs", str(bundle), str(ROOT), *arguments)
    assert json.loads(there) == json.loads(here.stdout)
    assert json.loads(there)["diagnostics"]


def test_the_lock_of_pyodide_names_no_registry() -> None:
    assert npm.lock_faults(PYODIDE) == []
