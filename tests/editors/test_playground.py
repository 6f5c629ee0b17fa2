"""The playground: the server in a page, built and used in a real browser."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.cli.main import main
from dial_lsp.rulekit.manual import page_of
from dial_lsp.rules import all_rules
from tests.editors.driving import ROOT, SHIPPED, installed
from tests.support import npm

PLAYGROUND = SHIPPED / "playground"
DIST = PLAYGROUND / "dist"
MERGED = PLAYGROUND / "examples" / "merged"
DEMO = ROOT / "docs" / "demo" / "aidial.config.json"
SOURCES = (
    *sorted((PLAYGROUND / "src").iterdir()),
    *sorted((ROOT / "dial_lsp").rglob("*.*")),
    *sorted((SHIPPED / "bundle").glob("*.py")),
    *sorted((PLAYGROUND / "examples").rglob("*.*")),
    *(PLAYGROUND / name for name in ("build.mjs", "package-lock.json")),
    ROOT / "locks" / "run.txt",
    DEMO,
)


@pytest.fixture(scope="module")
def built() -> Path:
    """The page, built unless it was for what is there now."""
    for tool in ("node", "npm"):
        installed(tool)
    npm.install(PLAYGROUND)
    digest = hashlib.sha256()
    for path in SOURCES:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    with npm.alone(PLAYGROUND, "page"):
        environment = {**os.environ, "PYTHON": sys.executable}
        npm.unless_done(PLAYGROUND, "page", digest.hexdigest(), "npm", "run", "build", environment=environment)
    return DIST


def test_the_code_is_sound(built: Path) -> None:
    del built
    npm.run(PLAYGROUND, "npm", "run", "check")


def test_the_lock_file_names_no_registry() -> None:
    assert npm.lock_faults(PLAYGROUND) == []


def test_its_modules_are_compiled_for_the_browser_and_nothing_for_one_machine(built: Path) -> None:
    with zipfile.ZipFile(built / "bundle.zip") as bundle:
        names = bundle.namelist()
        marks = {bundle.read(name)[:2] for name in names if name.endswith(".pyc")}
    assert [name for name in names if name.endswith((".so", ".pyd", ".dylib", ".py"))] == []
    assert "dial_lsp/server/server.pyc" in names
    assert len(marks) == 1  # all by one Python


def test_in_a_browser(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del built
    chromium = installed("chromium")
    example = tmp_path / "aidial.config.json"
    example.write_text(_example("undeclared-role"), encoding="utf-8")
    merged = [str(MERGED / name) for name in ("base.json", "keys.json")]
    expected = {
        "demo": found(capsys, str(DEMO)),
        "example": found(capsys, str(example)),
        "merged": found(capsys, "--merge", *merged),
        "mergedOld": found(capsys, "--core-version=0.30", "--merge", *merged),
    }
    answers = tmp_path / "expected.json"
    answers.write_text(json.dumps(expected), encoding="utf-8")
    environment = {**os.environ, "CHROMIUM": str(chromium), "EXPECTED": str(answers)}
    npm.run(PLAYGROUND, "node", "--test", "test/page.test.mjs", environment=environment)


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What the command finds, as the page lists it: place, severity and rule."""
    with pytest.raises(SystemExit):
        main(["check", "--no-config", "--format=json", *arguments])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return sorted(_line(one, several="--merge" in arguments) for one in report["diagnostics"])


def _line(one: dict[str, Any], *, several: bool) -> str:
    name = f"{Path(one['path']).name}:" if several else ""
    start = one["range"]["start"]
    return f"{name}{start['line']}:{start['column']} {one['severity']} {one['rule']}"


def _example(name: str) -> str:
    rule = next(each for each in all_rules() if each.name == name)
    block = page_of(rule).section("Flagged").split("```json\n")[1].split("```")[0]
    return "".join(f"{line}\n" for line in block.splitlines() if not line.strip().startswith("^"))
