"""After a long session the server knows what a fresh one would, has answered everything and is no larger."""

from __future__ import annotations

import os

from tests.server.soak import soak

EDITS = 20_000 if os.environ.get("DIAL_LSP_SOAK") else 1_000 if os.environ.get("DIAL_LSP_CI") else 80
GROWTH = 1.3
SLACK = 30_000  # KB; what a heap may grow by chance


def test_a_long_session_ends_as_a_fresh_one_begins() -> None:
    outcome = soak(EDITS)
    assert outcome.failed == []
    assert outcome.unanswered == set()
    assert outcome.final == outcome.fresh
    assert outcome.late <= outcome.early * GROWTH + SLACK
