"""``--select`` and ``--ignore``: rules, codes, groups and tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.engine.naming import names_of
from tests.rulekit.test_labels import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_the_command_line_selects_too(run: Run, folder: Path) -> None:
    (folder / "a.json").write_text(TEXT)

    def shown(*options: str) -> set[str]:
        done = run("a.json", "--format", "json", *options)
        return {one["rule"] for one in json.loads(done.stdout)["diagnostics"]}

    security, spend, refused = (names_of().meaning(name) or frozenset() for name in ("security", "spend", "refused"))
    everything = shown()
    assert shown("--select", "security") == everything & security
    assert shown("--ignore", "security,spend") == everything - security - spend
    both = shown("--select=security", "--select=refused", "--ignore=weak-key")
    assert both == everything & (security | refused) - {"weak-key"}
    assert "did you mean" in run("a.json", "--select", "securty").stderr
