"""A browser for pages, and what it reads from them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.driving import installed
from tests.support import npm

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder with the tests that run in a browser, ready to run."""
    for tool in ("node", "npm", "chromium"):
        installed(tool)
    npm.install(HERE)
    return HERE


class Reader:
    """Opens pages in a browser and tells what stands there."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["node", "answers.mjs"],  # noqa: S607 -- the one on PATH
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def read(self, page: Path) -> dict[str, Any]:
        """All answers of an access page."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{page}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the browser."""
        self._process.communicate()


@pytest.fixture(scope="session")
def reader(tools: Path) -> Iterator[Reader]:
    found = Reader(tools)
    yield found
    found.close()
