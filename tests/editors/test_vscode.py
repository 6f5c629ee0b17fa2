"""The VS Code extension: built, packaged, installed into a real VS Code and used there as people do."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dial_lsp.server.configuring import _OVERRIDES, _SWITCHES
from tests.editors import recording
from tests.editors.driving import ROOT, SHIPPED, installed
from tests.support.protocol import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = SHIPPED / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
PACKAGE = EXTENSION / "dist" / "dial-lsp.vsix"
BARE_PYTHON = Path(sys.base_prefix) / "bin" / "python3"  # nothing of ours is installed there
LIMIT = 600  # seconds, for downloads on slow lines as well


@pytest.fixture(scope="module")
def built() -> None:
    """The extension is packaged and its tests are built; each only if something has changed."""
    for tool in ("node", "npm", "rg"):
        installed(tool)
    with alone("vscode"):
        unless_done("npm", lock_digest(), "npm", "ci", "--ignore-scripts")
        unless_done("package", source_digest(), "npm", "run", "package")
        unless_done("tests", source_digest(), "node", "build.mjs", "--tests")


@pytest.fixture(scope="module")
def vscode(built: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the tests in VS Code are told by environment variables."""
    del built
    chromium = installed("chromium")
    with alone("vscode"):
        run("node", "build/get-vscode.mjs")
    server = tmp_path_factory.mktemp("server") / "dial-lsp"
    recording.install(server, server.with_name("sessions"))
    pythons = {"DIAL_LSP_PYTHON": sys.executable, "DIAL_LSP_BARE_PYTHON": str(BARE_PYTHON)}
    return {"CHROMIUM": str(chromium), "DIAL_LSP_SERVER": str(server), **pythons}


def test_the_code_is_sound(built: None) -> None:
    del built
    run("npm", "run", "check")


def test_what_knows_no_vscode(built: None) -> None:
    del built
    run("node", "--test", "--test-reporter=dot", *map(str, sorted((EXTENSION / "build/unit").glob("*.test.mjs"))))


def test_the_package_holds_what_is_needed_and_no_more(built: None) -> None:
    del built
    with zipfile.ZipFile(PACKAGE) as package:
        names = {name.removeprefix("extension/") for name in package.namelist() if name.startswith("extension/")}
        assert package.read("extension/LICENSE.txt") == (ROOT / "LICENSE").read_bytes()
    media = {name for name in names if name.startswith(("media/", "walkthrough/"))}
    bundled = {name for name in names if name.startswith("bundled/")}
    assert {"bundled/server.py", "bundled/libs/dial_lsp/engine/analysis.py", "bundled/libs/rpds.py"} <= bundled
    assert [name for name in bundled if name.endswith((".so", ".pyd", ".pyc"))] == []
    assert names - media - bundled == {
        "LICENSE.txt",
        "changelog.md",
        "dist/extension.js",
        "language-configuration.json",
        "package.json",
        "readme.md",
        "schemas/aidial.config.schema.json",
        "syntaxes/dial-config.tmLanguage.json",
    }
    pictures = {step["media"]["markdown"] for step in MANIFEST["contributes"]["walkthroughs"][0]["steps"]}
    assert pictures <= media


def test_every_choice_of_the_server_is_a_described_setting() -> None:
    settings = MANIFEST["contributes"]["configuration"]["properties"]
    of_server = {*_OVERRIDES.values(), *_SWITCHES.values()}
    assert set(settings) == {f"dial-lsp.{name}" for name in {*of_server, "path", "python"}}
    assert all(setting["markdownDescription"].endswith(".") for setting in settings.values())
    # What is not set must not stand above a settings file.
    assert {settings[f"dial-lsp.{name}"]["default"] for name in _OVERRIDES.values()} == {None, ""}
    assert {settings[f"dial-lsp.{name}"]["default"] for name in _SWITCHES.values()} == {True}


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name)


@pytest.mark.parametrize(
    "story", ["editing", "walkthrough", "bundled", "no-python", "trouble", "python", "trust", "host"]
)
def test_in_vscode(vscode: dict[str, str], story: str) -> None:
    run("node", "--test", "--test-reporter=spec", f"build/person/{story}.test.mjs", **vscode)
    assert list(recorded(Path(vscode["DIAL_LSP_SERVER"]).with_name("sessions"))) == []


def run(*command: str, **environment: str) -> None:
    done = subprocess.run(
        command,
        cwd=EXTENSION,
        env={**os.environ, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def unless_done(step: str, digest: str, *command: str) -> None:
    """Run a step of the build unless it was done for what is there now."""
    mark = EXTENSION / "build" / f".{step}"
    if mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return
    run(*command)
    mark.write_text(digest, encoding="utf-8")


def lock_digest() -> str:
    return hashlib.sha256((EXTENSION / "package-lock.json").read_bytes()).hexdigest()


def source_digest() -> str:
    """Of all that the package and the tests are made of."""
    files = [ROOT / "LICENSE", *(ROOT / "locks").iterdir(), *(SHIPPED / "bundle").iterdir()]
    files += [path for path in (ROOT / "dial_lsp").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [path for path in EXTENSION.glob("*") if path.is_file()]
    for folder in ("media", "src", "syntaxes", "test", "walkthrough"):
        files += [path for path in (EXTENSION / folder).rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Only one process of the test run is in here at a time."""
    folder = EXTENSION / "build"
    folder.mkdir(exist_ok=True)
    with (folder / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
