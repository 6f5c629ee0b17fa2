"""The generated manual of the library of invariants, ``docs/invariants.md``."""

from __future__ import annotations

import re

from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.manual import page_of

_HEAD = """# Invariants

Generated from the pages of the invariants; do not edit.

What most configurations should hold, for `use = "..."` in a policy: see [policies](policies.md). Any of them may have
`name`, `except` and `may-be-empty` besides its own members.

"""


def render_manual() -> str:
    """A table of all, then every page."""
    rows = [f"| [`{name}`](#{name}) | {invariant.states} |" for name, invariant in INVARIANTS.items()]
    pages = [f"## {name}\n\n{re.sub('^## ', '### ', page_of(name), flags=re.MULTILINE)}" for name in INVARIANTS]
    return _HEAD + "\n".join(("| invariant | holds if |", "|---|---|", *rows, "", *pages))
