"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Tests neither use nor fill the cache of whoever runs them; those of the cache have a folder of their own.
os.environ["DIAL_LINT_NO_CACHE"] = "1"

# The same examples in every run, so that a change is judged by what it changes; "explore" looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that drive editors last: they take longest, and say least of a mistake in what they all use."""
    items.sort(key=lambda item: "editors" in item.path.relative_to(ROOT / "tests").parts)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference facts beside the checkout; tests that need it skip where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("DIAL_LSP_CI"):
            pytest.fail("CI must have the ../shared folder beside the checkout")
        pytest.skip("no ../shared folder beside this checkout")
    return folder
