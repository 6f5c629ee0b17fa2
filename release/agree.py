"""Whether all places say the same version: ``python release/agree.py [TAG]``, or ``--version`` to be told it.

The version is that of ``dial_lsp/__init__.py``. A tag is that of a release: then nothing may stand under "Unreleased".
What does not agree is said on standard error, line by line, and the exit code is 1.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CHANGELOGS = ("CHANGELOG.md", "editors/vscode/CHANGELOG.md")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_RELEASED = re.compile(r"(\S+) - \d{4}-\d{2}-\d{2}")
_WRITTEN = {
    "editors/emacs/dial-lsp.el": r"^;; Version: (.+)$",
    "docs/ci.md": r"(?:rev: |@|--branch )v(\d+\.\d+\.\d+)\b",
}


def main(arguments: list[str]) -> int:
    """Say what does not agree; the exit code."""
    version = version_of(ROOT)
    if arguments == ["--version"]:
        sys.stdout.write(f"{version}\n")
        return 0
    said = list(disagreements(ROOT, *arguments[:1]))
    sys.stderr.writelines(f"{line}\n" for line in said)
    return 1 if said else 0


def version_of(root: Path) -> str:
    """The version of the package."""
    text = (root / "dial_lsp" / "__init__.py").read_text(encoding="utf-8")
    return str(re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)[0])


def disagreements(root: Path, tag: str = "") -> Iterator[str]:
    """A line for each place that says something else."""
    version = version_of(root)
    if tag and tag != f"v{version}":
        yield f"the tag is {tag}, the version {version}"
    manifest = json.loads((root / "editors/vscode/package.json").read_text(encoding="utf-8"))
    lock = json.loads((root / "editors/vscode/package-lock.json").read_text(encoding="utf-8"))
    extension = {
        "package.json": manifest,
        "package-lock.json": lock,
        "package-lock.json, packages": lock["packages"][""],
    }
    for name, value in extension.items():
        if value["version"] != version:
            yield f"editors/vscode/{name} says {value['version']}, not {version}"
    for name in CHANGELOGS:
        yield from _of_changelog(name, (root / name).read_text(encoding="utf-8"), version, released=bool(tag))
    for name, pattern in _WRITTEN.items():
        found = re.findall(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE)
        yield from (f"{name} says {one}, not {version}" for one in sorted({*found}) if one != version)
        if not found:
            yield f"{name} says no version"


def _of_changelog(name: str, text: str, version: str, *, released: bool) -> Iterator[str]:
    _, *parts = _HEADING.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    if sections.pop("Unreleased", "").strip() and released:
        yield f'{name} has changes under "Unreleased"'
    newest = next(iter(sections), "")
    heading = _RELEASED.fullmatch(newest)
    if heading is None or heading[1] != version:
        yield f'{name} begins with "{newest}", not with "{version} - " and a date'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
