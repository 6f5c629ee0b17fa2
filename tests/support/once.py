"""What takes long to make is made once for all processes of a test run."""

from __future__ import annotations

import fcntl
import os
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of the test run that was empty when ``make`` filled it; where that failed, it fails for everybody."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, failure = run / name, run / f"{name}.failed"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            try:
                make(folder)
            except BaseException:
                failure.write_text(traceback.format_exc(), encoding="utf-8")
                raise
    assert not failure.exists(), failure.read_text(encoding="utf-8")
    return folder
