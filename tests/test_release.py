"""``.ci/release`` makes what is published and tries it: wheel, extension, templates; it fails where one fails."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

import dial_lsp
from tests.editors.driving import installed
from tests.support.once import made_once

ROOT = Path(__file__).resolve().parent.parent
VERSION = dial_lsp.__version__
LIMIT = 1000  # seconds, for downloads on slow lines as well
CACHES = {"PIP_CACHE_DIR": ".cache/pip", "UV_CACHE_DIR": ".cache/uv", "npm_config_cache": ".npm"}


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder with what is published, and what was said meanwhile."""
    for tool in ("node", "npm"):
        installed(tool)
    made = made_once(tmp_path_factory, "release", _release)
    return made / "dist", (made / "said.txt").read_text(encoding="utf-8")


def _release(folder: Path) -> None:
    (folder / "home").mkdir()
    caches = {name: str(Path.home() / path) for name, path in CACHES.items()}
    path = f"{Path(sys.base_prefix, 'bin')}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        [str(ROOT / ".ci" / "release"), str(folder / "dist")],
        env={"PATH": path, "HOME": str(folder / "home"), "PYTHON": sys.executable, **caches},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")


def locked() -> dict[str, str]:
    """What a user of this system and this Python gets, by the lock."""
    found = re.findall(
        r"^([\w.-]+)==([^\s;]+)(?: ; (.*))? \\$", (ROOT / "locks/run.txt").read_text("utf-8"), re.MULTILINE
    )
    return {canonicalize_name(name): one for name, one, marker in found if not marker or Marker(marker).evaluate()}


def test_the_wheel_runs_alone(released: tuple[Path, str]) -> None:
    said = released[1]
    assert f"dial-lsp {VERSION}" in said
    # As a wheel, by uvx in an empty home, and as a hook of pre-commit.
    assert said.count("error[trailing-comma]") == 3


def test_the_sbom_names_all_that_runs_and_no_more(released: tuple[Path, str]) -> None:
    sbom: dict[str, Any] = json.loads((released[0] / "dial-lsp.cdx.json").read_text(encoding="utf-8"))
    assert sbom["bomFormat"] == "CycloneDX"
    about = sbom["metadata"]["component"]
    assert (about["name"], about["version"]) == ("dial-lsp", VERSION)
    assert about["licenses"][0]["expression"] == "Apache-2.0 AND MIT"
    assert {canonicalize_name(one["name"]): one["version"] for one in sbom["components"]} == locked()
    assert [one["name"] for one in sbom["components"] if not one.get("licenses")] == []


def test_what_is_published_is_what_is_here(released: tuple[Path, str]) -> None:
    names = sorted(path.name for path in released[0].iterdir())
    assert names == sorted(
        [
            "SHA256SUMS",
            "aidial.config.schema.json",
            f"dial-lsp-{VERSION}.vsix",
            f"dial-lsp-bundle-{VERSION}.zip",
            f"dial-lsp-site-{VERSION}.zip",
            "dial-lint.schema.json",
            "dial-lsp.cdx.json",
            f"dial_lint-{VERSION}-py3-none-any.whl",
            f"dial_lint-{VERSION}.tar.gz",
            f"dial_lsp-{VERSION}-py3-none-any.whl",
            f"dial_lsp-{VERSION}.tar.gz",
            "upstream",
        ]
    )
    here = {path.relative_to(ROOT).as_posix() for path in ours()}
    with zipfile.ZipFile(released[0] / f"dial_lsp-{VERSION}-py3-none-any.whl") as wheel:
        assert {name for name in wheel.namelist() if name.startswith("dial_lsp/")} == here
    with tarfile.open(released[0] / f"dial_lsp-{VERSION}.tar.gz") as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    beside = {".gitignore", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "SECURITY.md", "pyproject.toml"}
    assert packed == here | beside


def ours() -> list[Path]:
    return [path for path in (ROOT / "dial_lsp").rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_the_extension_and_the_bundle_hold_the_same_server(released: tuple[Path, str]) -> None:
    with zipfile.ZipFile(released[0] / f"dial-lsp-bundle-{VERSION}.zip") as bundle:
        bundled = {name: bundle.read(name) for name in bundle.namelist()}
    with zipfile.ZipFile(released[0] / f"dial-lsp-{VERSION}.vsix") as extension:
        shipped = {
            name.removeprefix("extension/bundled/"): extension.read(name)
            for name in extension.namelist()
            if name.startswith("extension/bundled/")
        }
        assert json.loads(extension.read("extension/package.json"))["version"] == VERSION
    assert shipped == bundled
    assert {f"libs/{path.relative_to(ROOT).as_posix()}" for path in ours()} <= set(bundled)


def test_the_site_has_every_page_and_the_playground(released: tuple[Path, str]) -> None:
    with zipfile.ZipFile(released[0] / f"dial-lsp-site-{VERSION}.zip") as site:
        names = set(site.namelist())
    rules = {f"rules/{path.stem}/index.html" for path in (ROOT / "docs" / "rules").iterdir()}
    assert {"index.html", "search.json", "playground/index.html", "playground/bundle.zip", *rules} <= names


def test_the_command_of_its_own_name_brings_the_same_version_and_nothing_else(released: tuple[Path, str]) -> None:
    with zipfile.ZipFile(released[0] / f"dial_lint-{VERSION}-py3-none-any.whl") as wheel:
        about = wheel.read(f"dial_lint-{VERSION}.dist-info/METADATA").decode()
        assert {name.partition("/")[0] for name in wheel.namelist()} == {f"dial_lint-{VERSION}.dist-info"}
    assert re.findall("^Requires-Dist: (.*)$", about, re.MULTILINE) == [f"dial-lsp=={VERSION}"]


def test_the_checksums_are_those_of_all_files(released: tuple[Path, str]) -> None:
    lines = (released[0] / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = {path.name: path for path in released[0].iterdir() if path.is_file() and path.name != "SHA256SUMS"}
    assert dict(line.split()[::-1] for line in lines) == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }


def test_what_others_keep_is_filled_in(released: tuple[Path, str]) -> None:
    upstream = released[0] / "upstream"
    files = {path.relative_to(upstream).as_posix(): path for path in upstream.rglob("*") if path.is_file()}
    assert [name for name, path in files.items() if re.search("@[A-Z]+", path.read_text(encoding="utf-8"))] == []
    package = YAML(typ="safe").load(files["mason/packages/dial-lsp/package.yaml"])
    assert package["source"]["id"] == f"pkg:pypi/dial-lsp@{VERSION}"
    formula = files["homebrew/Formula/dial-lsp.rb"].read_text(encoding="utf-8")
    bundle = released[0] / f"dial-lsp-bundle-{VERSION}.zip"
    assert f'sha256 "{hashlib.sha256(bundle.read_bytes()).hexdigest()}"' in formula
    mirror = tomllib.loads(files["pre-commit-mirror/pyproject.toml"].read_text(encoding="utf-8"))
    assert mirror["project"]["dependencies"] == [f"dial-lsp=={VERSION}"]
    ours = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    assert YAML(typ="safe").load(files["pre-commit-mirror/.pre-commit-hooks.yaml"]) == ours


def test_the_catalog_matches_what_the_extension_matches() -> None:
    catalog = json.loads((ROOT / "release/upstream/schemastore/catalog.json").read_text(encoding="utf-8"))
    manifest = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
    assert catalog["schemas"][0]["fileMatch"] == manifest["contributes"]["jsonValidation"][0]["fileMatch"]


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("editors/vscode/package.json", f'"version": "{VERSION}"', '"version": "9.9.9"', "package.json says 9.9.9"),
        ("CHANGELOG.md", f"## {VERSION} - ", "## 9.9.9 - ", 'CHANGELOG.md begins with "9.9.9'),
        ("CHANGELOG.md", f"## {VERSION} - ", f"## {VERSION} of ", f'CHANGELOG.md begins with "{VERSION} of'),
        ("editors/vscode/CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n- More\n", "has changes under"),
        ("docs/ci.md", f"rev: v{VERSION}", "rev: v9.9.9", "docs/ci.md says 9.9.9"),
        ("editors/emacs/dial-lsp.el", f";; Version: {VERSION}", "", "dial-lsp.el says no version"),
    ],
)
def test_a_place_that_says_another_version_is_told(tmp_path: Path, file: str, old: str, new: str, why: str) -> None:
    places = ["dial_lsp/__init__.py", "editors/vscode/package-lock.json", "CHANGELOG.md", "docs/ci.md"]
    places += ["editors/vscode/package.json", "editors/vscode/CHANGELOG.md", "editors/emacs/dial-lsp.el"]
    for name in [*places, "release/agree.py"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        if name == file:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = agree(tmp_path, f"v{VERSION}")
    assert why in said


def test_all_places_say_one_version() -> None:
    assert agree(ROOT) == ""


def test_a_tag_is_that_of_the_version() -> None:
    assert "the tag is v9.9.9, the version" in agree(ROOT, "v9.9.9")


def agree(root: Path, *arguments: str) -> str:
    """What is said of the versions."""
    command = [sys.executable, str(root / "release" / "agree.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == bool(done.stderr), done.stdout
    return done.stderr
