"""A folder to check, a cache of its own, and the command within this process."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from dial_lsp.cli import start
from tests.cli.conftest import CLEAN, COLORING, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CLEAN", "REFUSED"]


class Said(NamedTuple):
    """What a run printed, and its exit status."""

    out: str
    err: str
    status: object


class Lint(Protocol):
    """Runs ``dial-lint`` in the folder with these arguments, and with the cache unless it is told otherwise."""

    def __call__(self, *arguments: str, cache: Path | None = ..., env: dict[str, str] | None = None) -> Said: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The current folder of the command: a clean file, and one that Core refuses."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "clean.json").write_text(CLEAN)
    (made / "refused.json").write_text(REFUSED)
    return made


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The cache folder, which is not there yet."""
    return tmp_path / "cache" / "dial-lint"


@pytest.fixture
def lint(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """The command, by its own start."""

    def lint(*arguments: str, cache: Path | None = kept, env: dict[str, str] | None = None) -> Said:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            for name in COLORING:
                patch.delenv(name, raising=False)
            if cache is not None:
                patch.delenv(start.SWITCHED_OFF)
                patch.setenv("DIAL_LINT_CACHE_DIR", str(cache))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as raised:
                start.main(arguments)
        out, err = (stream.buffer.getvalue().decode() for stream in streams.values())
        return Said(out, err, raised.value.code)

    return lint


def reports(kept: Path) -> list[Path]:
    """The reports that are kept."""
    return sorted(path for path in kept.iterdir() if path.name != "key") if kept.is_dir() else []
