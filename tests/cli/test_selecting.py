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


def test_names_of_earlier_versions_are_taken_wherever_a_rule_is_named(run: Run, folder: Path) -> None:
    """Those of rules that are gone do nothing, which is told once where each stands."""
    tool = names_of().groups["tool"]
    earlier = {name: current for name, current in names_of().earlier.items() if current not in tool}
    gone = sorted(name for name, current in earlier.items() if not current)
    ignores = "".join(f'[[ignore]]\nrule = "{name}"\nreason = "known"\n' for name in earlier)
    rules = "".join(f'"{name}" = "hint"\n' for name in earlier)
    (folder / "dial-lint.toml").write_text(f"select = {json.dumps([*earlier, 'tool'])}\n[rules]\n{rules}{ignores}")
    told = run("clean.json", "refused.json", "--format", "concise").stdout
    assert [told.count(f'the rule "{name}" was removed') for name in gone] == [3] * len(gone)
    assert "there is no rule" not in told
    (folder / "dial-lint.toml").unlink()
    for option in ("--select", "--ignore", "--fix"):
        done = run("clean.json", f"{option}={','.join(earlier)}")
        assert [done.stderr.count(f'the rule "{name}" was removed') for name in gone] == [1] * len(gone)
    pages = run("explain", *earlier).stdout
    assert [name for name in earlier.values() if name and f"# {name}\n" not in pages] == []
    assert [name for name in gone if f'the rule "{name}" was removed' not in pages] == []
