"""Packs a folder, the same bytes for the same files: ``python release/pack.py FOLDER FILE.zip``."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that the format has
READABLE = 0o100644 << 16


def pack(folder: Path, archive: Path) -> None:
    """Write the files in order of their names, without times and owners."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            about = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EARLIEST)
            about.external_attr = READABLE
            packed.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
