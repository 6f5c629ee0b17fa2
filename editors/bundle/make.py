"""Makes the bundle in a folder: the server and all it needs, in pure Python. See README.md."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCK = ROOT / "locks" / "run.txt"
STOOD_IN_FOR = "rpds-py"  # by rpds.py
PYTHON = "3.11"  # the oldest one that runs the bundle

# Wheels of one system, whatever the machine, so that everybody makes the same bundle; nothing of the system is kept.
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64")
_COMPILED = ("*.so", "*.pyd", "*.dylib", "*.pyc")
_UNUSED = ("__pycache__", "tests", "bin", "__pyinstaller")  # folders of packages


def main() -> int:
    """Make it in the folder that is named; what is there already is replaced."""
    if len(sys.argv) != 2:  # noqa: PLR2004 -- this program and the folder
        sys.stderr.write("usage: python make.py FOLDER\n")
        return 2
    make(Path(sys.argv[1]))
    return 0


def make(folder: Path) -> None:
    """Make the bundle. Raises CalledProcessError if pip cannot install what the lock names."""
    libs = folder / "libs"
    shutil.rmtree(folder, ignore_errors=True)
    libs.mkdir(parents=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as requirements:
        requirements.write(_requirements(LOCK.read_text(encoding="utf-8")))
        requirements.flush()
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        pip += ["--no-compile", "--only-binary", ":all:", "--python-version", PYTHON, "--implementation", "cp"]
        pip += [argument for platform in PLATFORMS for argument in ("--platform", platform)]
        pip += ["--require-hashes", "--target", str(libs), "--requirement", requirements.name]
        subprocess.run(pip, check=True)  # noqa: S603 -- this very interpreter
    shutil.copytree(ROOT / "dial_lsp", libs / "dial_lsp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HERE / "rpds.py", libs)
    shutil.copy(HERE / "server.py", folder)
    for pattern in _COMPILED:
        for path in libs.rglob(pattern):
            path.unlink()
    for path in sorted(libs.rglob("*"), reverse=True):
        if path.is_dir() and path.name in _UNUSED and "dial_lsp" not in path.parts:
            shutil.rmtree(path)


def _requirements(lock: str) -> str:
    """The lock without what has a stand-in, and for the oldest Python whatever Python makes the bundle."""
    entries = re.split(r"\n(?=\S)", lock.strip())
    kept = (entry for entry in entries if not entry.startswith(f"{STOOD_IN_FOR}=="))
    return "\n".join(re.sub(r" ; [^\\\n]*(?=\\?\n)", " ", entry) for entry in kept) + "\n"


if __name__ == "__main__":
    sys.exit(main())
