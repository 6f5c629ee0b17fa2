"""The VS Code extension: built, packaged, installed into a real VS Code and used there as people do."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest

from dial_lsp.server.configuring import _OVERRIDES, _SWITCHES
from dial_lsp.server.convert import path_of
from tests.editors import recording
from tests.editors.driving import ROOT, SHIPPED, installed
from tests.support import npm
from tests.support.conversing import record
from tests.support.protocol import messages, recorded

EXTENSION = SHIPPED / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
PACKAGE = EXTENSION / "dist" / "dial-lsp.vsix"
BARE_PYTHON = Path(sys.base_prefix) / "bin" / "python3"  # nothing of ours is installed there


@pytest.fixture(scope="module")
def built() -> None:
    """The extension is packaged and its tests are built; each only if something has changed."""
    for tool in ("node", "npm", "rg"):
        installed(tool)
    npm.install(EXTENSION)
    with npm.alone(EXTENSION, "vscode"):
        unless_done("package", source_digest(), "npm", "run", "package")
        unless_done("tests", source_digest(), "node", "build.mjs", "--tests")


@pytest.fixture(scope="module")
def vscode(built: None, yaml_server: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the tests in VS Code are told by environment variables."""
    del built
    chromium = installed("chromium")
    with npm.alone(EXTENSION, "vscode"):
        run("node", "build/get-vscode.mjs")
    server = tmp_path_factory.mktemp("server") / "dial-lsp"
    recording.install(server, server.with_name("sessions"))
    pythons = {"DIAL_LSP_PYTHON": sys.executable, "DIAL_LSP_BARE_PYTHON": str(BARE_PYTHON)}
    servers = {"DIAL_LSP_SERVER": str(server), "DIAL_LSP_YAML_SERVER": str(yaml_server)}
    return {"CHROMIUM": str(chromium), **servers, **pythons}


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


def test_every_picture_that_is_shown_is_one_that_the_tests_take() -> None:
    pages = [EXTENSION / "README.md", *(EXTENSION / "walkthrough").iterdir()]
    shown = {name for page in pages for name in re.findall(r"media/pictures/(\S+)\.png", page.read_text("utf-8"))}
    copied = set(re.findall(r"(\S+)\.png", MANIFEST["scripts"]["pictures"].partition("media/pictures/")[0]))
    stories = "".join(path.read_text("utf-8") for path in (EXTENSION / "test/person").iterdir())
    taken = set(re.findall(r"code\.picture\('(\S+)'\)", stories))
    assert shown == copied == {path.stem for path in (EXTENSION / "media/pictures").iterdir()}
    assert shown <= taken


def test_the_film_is_one_that_a_story_takes_and_is_light() -> None:
    assert "code.film('typing')" in (EXTENSION / "test/person/film.test.ts").read_text("utf-8")
    assert "typing.png" in MANIFEST["scripts"]["pictures"]
    film = (ROOT / "docs" / "pictures" / "typing.png").read_bytes()
    assert b"acTL" in film[:100]
    assert len(film) < 1_000_000


def test_every_choice_of_the_server_is_a_described_setting() -> None:
    settings = MANIFEST["contributes"]["configuration"]["properties"]
    of_server = {*_OVERRIDES.values(), *_SWITCHES.values()}
    assert set(settings) == {f"dial-lsp.{name}" for name in {*of_server, "path", "python"}}
    assert all(setting["markdownDescription"].endswith(".") for setting in settings.values())
    # What is not set must not stand above a settings file.
    assert {settings[f"dial-lsp.{name}"]["default"] for name in _OVERRIDES.values()} == {None, ""}
    assert {settings[f"dial-lsp.{name}"]["default"] for name in _SWITCHES.values()} == {True}


def test_the_lock_file_names_no_registry() -> None:
    assert npm.lock_faults(EXTENSION) == []


@pytest.mark.parametrize(
    "story",
    [
        "editing",
        "asking",
        "chart",
        "pages",
        "film",
        "policies",
        "walkthrough",
        "bundled",
        "no-python",
        "trouble",
        "python",
        "trust",
        "host",
    ],
)
def test_in_vscode(vscode: dict[str, str], story: str) -> None:
    run("node", "--test", "--test-reporter=spec", f"build/person/{story}.test.mjs", **vscode)
    assert list(recorded(Path(vscode["DIAL_LSP_SERVER"]).with_name("sessions"))) == []


def test_what_the_server_heard_is_what_was_saved(vscode: dict[str, str], tmp_path: Path) -> None:
    server, sessions = tmp_path / "dial-lsp", tmp_path / "sessions"
    recording.install(server, sessions)
    given = {**vscode, "DIAL_LSP_SERVER": str(server), "DIAL_LSP_SESSIONS": str(sessions)}
    run("node", "--test", "--test-reporter=spec", "build/person/typing.test.mjs", **given)
    (session,) = [one for one in sessions.glob("*.in") if b"didChange" in one.read_bytes()]
    conversation = Path(os.environ.get("DIAL_LSP_RECORD") or tmp_path) / "vscode.jsonl"
    texts = record(conversation, session, folder_of(session))
    said = conversation.read_text(encoding="utf-8").replace(str(server), "dial-lsp")
    conversation.write_text(said, encoding="utf-8")
    (uri,) = texts.open
    assert texts.saved == {uri: (sessions / Path(path_of(uri)).name).read_text(encoding="utf-8")}
    assert str(folder_of(session)) not in said


def folder_of(session: Path) -> Path:
    """The folder that was open when a session began."""
    first = next(messages(session.read_bytes()))
    return Path(path_of(first["params"]["workspaceFolders"][0]["uri"]))


def run(*command: str, **environment: str) -> None:
    npm.run(EXTENSION, *command, environment={**os.environ, "PYTHON": sys.executable, **environment})


def unless_done(step: str, digest: str, *command: str) -> None:
    npm.unless_done(EXTENSION, step, digest, *command, environment={**os.environ, "PYTHON": sys.executable})


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
