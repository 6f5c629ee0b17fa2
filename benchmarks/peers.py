"""Other tools that check a file against a JSON Schema, installed on first use beside the benchmarks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"
CHECK_JSONSCHEMA, AJV = "check-jsonschema", "ajv-cli"
VERSIONS = (f"{CHECK_JSONSCHEMA} 0.39.0", f"{AJV} 5.0.0")
_FORMATS = "ajv-formats@3.0.1"


def commands(schema: Path, files: list[str]) -> dict[str, list[str]]:
    """How each of the peers checks files, by its name; of those that can be installed here."""
    found = {}
    if script := _check_jsonschema():
        found[CHECK_JSONSCHEMA] = [script, "--schemafile", str(schema), *files]
    if words := _ajv():
        data = [word for file in files for word in ("-d", file)]
        found[AJV] = [*words, "validate", "--spec=draft2020", "--strict=false", "-s", str(schema), *data]
    return found


def _check_jsonschema() -> str | None:
    home = CACHE / CHECK_JSONSCHEMA
    script = home / "bin" / CHECK_JSONSCHEMA
    if not script.exists():
        venv.create(home, with_pip=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", VERSIONS[0].replace(" ", "==")]
        if not _is_done(pip):
            return None
    return str(script)


def _ajv() -> list[str] | None:
    script = CACHE / "node_modules" / AJV / "dist" / "index.js"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    if not script.exists():
        CACHE.mkdir(exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(CACHE)]
        if not _is_done([npm, "install", *options, VERSIONS[1].replace(" ", "@"), _FORMATS]):
            return None
    return [node, str(script), "-c", "ajv-formats"]


def _is_done(command: list[str]) -> bool:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        sys.stdout.write(f"{' '.join(command[-2:])} cannot be installed here, so it is left out\n")
    return done.returncode == 0
