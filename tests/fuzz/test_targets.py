"""Each target with the same few inputs in every run; ``make fuzz`` tries others for as long as it is told."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.targets import TARGETS

MANY = int(os.environ.get("DIAL_LINT_LAWS", "1"))
"""How many times as much is tried as in the usual suite."""


@pytest.mark.parametrize("name", TARGETS)
def test_the_law_holds(name: str) -> None:
    law, inputs = TARGETS[name]
    checked = settings(max_examples=25 * MANY, database=None, suppress_health_check=list(HealthCheck))
    checked(given(inputs)(law))()
