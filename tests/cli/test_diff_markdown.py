"""The difference as a comment on a pull request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.diff_configs import OLD, WIDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_markdown_is_fit_for_a_comment(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(OLD)
    (folder / "wider.json").write_text(WIDER)
    assert run("diff", "old.json", "wider.json", "--format", "markdown").stdout == (
        "**1 change; access is widened.**\n"
        "\n"
        '- `wider.json:2:66` userRoles of model "m" changes: "b" added\n'
        '  - **widened**: model "m": role b may call it\n'
        '    - was: `old.json:2:79` model "m" admits "a" only\n'
        '    - now: `wider.json:2:85` "b" is among the userRoles of model "m"\n'
    )


def test_markdown_tells_all_edits_and_as_many_changes_as_a_comment_takes(run: Run, folder: Path) -> None:
    models = {f"m{at}": {"type": "chat", "endpoint": "http://a/b", "userRoles": ["r"]} for at in range(200)}
    keys = {f"made-up-{at}": {"project": f"P{at}", "roles": ["a"]} for at in range(9)}
    for name, roles in (("old", ["a"]), ("new", ["a", "r"])):
        config = {"models": models, "keys": {key: {**value, "roles": roles} for key, value in keys.items()}}
        (folder / f"{name}.json").write_text(json.dumps(config))
    told = run("diff", "old.json", "new.json", "--format", "markdown").stdout
    assert len(told) <= 65536
    assert [f"roles of key {at} P{at - 1} changes" in told for at in range(1, 10)] == [True] * 9
    shown = told.count("may call it")
    left = sum(int(line.split()[1]) for line in told.splitlines() if line.endswith("dial-lint diff shows all."))
    assert shown + left == 9 * 200
    assert "<details><summary>200 widened</summary>" in told
    assert "not shown" not in run("diff", "old.json", "new.json").stdout


def test_a_name_as_long_as_a_comment_hides_no_other_edit(run: Run, folder: Path) -> None:
    old = {"models": {name: {"type": "chat", "endpoint": "http://a/b", "userRoles": ["a"]} for name in "mn"}}
    new = json.loads(json.dumps(old))
    new["models"]["m"]["userRoles"].append("r" * 70_000)
    new["models"]["n"]["userRoles"].append("b")
    for name, config in (("old", old), ("new", new)):
        (folder / f"{name}.json").write_text(json.dumps(config))
    told = run("diff", "old.json", "new.json", "--format", "markdown").stdout
    assert len(told) < 10_000
    assert told.count("widened**: model") == 2
    assert "not shown" not in told


def test_a_path_ends_no_line(run: Run, folder: Path) -> None:
    inner = folder / "a\n\n## b\n`c"
    inner.mkdir()
    (folder / "old.json").write_text(OLD)
    (inner / "wider.json").write_text(WIDER)
    told = run("diff", "old.json", "a\n\n## b\n`c/wider.json", "--format", "markdown").stdout
    assert "- `a␊␊## b␊c/wider.json:2:66` userRoles" in told
    assert "\n## b" not in told
