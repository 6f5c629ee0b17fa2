"""The server as an editor starts it, with a copy of all that is said; run by the ``dial-lsp`` of a test's home."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

SCRIPT = """#!{python}
import sys
sys.path.insert(0, {root!r})
from tests.editors.recording import serve
serve({folder!r})
"""


def install(script: Path, folder: Path) -> None:
    """Make a script that serves and keeps its conversations in a folder."""
    root = str(Path(__file__).resolve().parents[2])
    script.write_text(SCRIPT.format(python=sys.executable, root=root, folder=str(folder)), encoding="utf-8")
    script.chmod(0o755)
    folder.mkdir(parents=True, exist_ok=True)


def serve(folder: str) -> None:
    """Do what the command does, and copy its input and output."""
    from dial_lsp.server.main import main  # noqa: PLC0415 -- as the command does, after a word to its name

    if "--version" not in sys.argv:
        heard, said = (
            Path(folder, f"{os.getpid()}.{end}").open("wb", buffering=0)  # noqa: SIM115 -- open until the end
            for end in ("in", "out")
        )
        _copy_input(heard)
        sys.stdout = SimpleNamespace(buffer=_Copied(sys.stdout.buffer, said), fileno=sys.stdout.fileno)
    main()


def _copy_input(copy: IO[bytes]) -> None:
    read = os.read

    def copied(source: int, most: int) -> bytes:
        data = read(source, most)
        if source == 0:
            copy.write(data)
        return data

    os.read = copied


class _Copied:
    def __init__(self, target: IO[bytes], copy: IO[bytes]) -> None:
        self._target, self._copy = target, copy

    def write(self, data: bytes) -> int:
        self._copy.write(data)
        return self._target.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)
