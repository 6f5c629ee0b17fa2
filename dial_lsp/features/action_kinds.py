"""The kinds of code actions, by the protocol's names."""

from __future__ import annotations

QUICK_FIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.dial-lint"
KINDS = (QUICK_FIX, REWRITE, FIX_ALL)
"""Everything that is offered."""
