"""Fills templates: ``python release/fill.py TEMPLATES FOLDER VERSION [SHA256SUMS]``.

In a template ``@VERSION@`` is the version, also within the others; ``@DESCRIPTION@`` is what the project says of
itself, ``@SHA256 NAME@`` the digest of a file that is published, ``@FILE NAME@`` the text of a file of ours and
``@BODY NAME@`` that behind its first paragraph. What is not known raises KeyError or OSError.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLANK = re.compile(r"@(DESCRIPTION|SHA256|FILE|BODY)(?: (\S+))?@")


def fill(templates: Path, folder: Path, version: str, sums: str = "") -> None:
    """Write each template, filled, under its own name; ``.in`` at its end keeps tools off what is not filled yet."""
    digests = {name: digest for digest, name in (line.split() for line in sums.splitlines())}
    description = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["description"]

    def filled(blank: re.Match[str]) -> str:
        if blank[1] == "DESCRIPTION":
            return str(description)
        if blank[1] == "SHA256":
            return digests[blank[2]]
        text = (ROOT / blank[2]).read_text(encoding="utf-8").rstrip("\n")
        return text.partition("\n\n")[2] if blank[1] == "BODY" else text

    for path in sorted(path for path in templates.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8").replace("@VERSION@", version)
        target = folder / path.relative_to(templates).as_posix().removesuffix(".in")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_BLANK.sub(filled, text), encoding="utf-8")


if __name__ == "__main__":
    into, number, *read = sys.argv[2:]
    fill(Path(sys.argv[1]), Path(into), number, *(Path(name).read_text(encoding="utf-8") for name in read))
