"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference facts beside the checkout; tests that need it skip where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("DIAL_LSP_CI"):
            pytest.fail("CI must have the ../shared folder beside the checkout")
        pytest.skip("no ../shared folder beside this checkout")
    return folder
