"""``.ci/release`` makes what is published; it runs the wheel alone, so it fails where the wheel does not work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

import dial_lsp

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 600  # seconds, for downloads on slow lines as well


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder with what is published, and what was said meanwhile."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [str(ROOT / ".ci" / "release"), str(folder)],
        env={"PATH": f"{Path(sys.base_prefix, 'bin')}:/usr/bin:/bin", "HOME": str(folder), "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def locked() -> dict[str, str]:
    """What a user of this system and this Python gets, by the lock."""
    found = re.findall(
        r"^([\w.-]+)==([^\s;]+)(?: ; (.*))? \\$", (ROOT / "locks/run.txt").read_text("utf-8"), re.MULTILINE
    )
    return {canonicalize_name(name): one for name, one, marker in found if not marker or Marker(marker).evaluate()}


def test_the_wheel_runs_alone(released: tuple[Path, str]) -> None:
    said = released[1]
    assert f"dial-lsp {dial_lsp.__version__}" in said
    assert "error[trailing-comma]" in said


def test_the_sbom_names_all_that_runs_and_no_more(released: tuple[Path, str]) -> None:
    sbom: dict[str, Any] = json.loads((released[0] / "dial-lsp.cdx.json").read_text(encoding="utf-8"))
    assert sbom["bomFormat"] == "CycloneDX"
    about = sbom["metadata"]["component"]
    assert (about["name"], about["version"]) == ("dial-lsp", dial_lsp.__version__)
    assert about["licenses"][0]["expression"] == "Apache-2.0 AND MIT"
    assert {canonicalize_name(one["name"]): one["version"] for one in sbom["components"]} == locked()
    assert [one["name"] for one in sbom["components"] if not one.get("licenses")] == []


def test_what_is_published_is_what_is_here(released: tuple[Path, str]) -> None:
    names = sorted(path.name for path in released[0].iterdir())
    assert names == [
        "dial-lsp.cdx.json",
        f"dial_lsp-{dial_lsp.__version__}-py3-none-any.whl",
        f"dial_lsp-{dial_lsp.__version__}.tar.gz",
    ]
    with zipfile.ZipFile(released[0] / names[1]) as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("dial_lsp/")}
    here = (path for path in (ROOT / "dial_lsp").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert packed == {path.relative_to(ROOT).as_posix() for path in here}
