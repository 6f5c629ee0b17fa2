"""Baselines, from run to run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

EARLIER = """\
{
  "version": 1,
  "findings": [
    {"path": "../conf/a.json", "rule": "incomplete-key/project", "place": "/keys/basic@#1", "count": 1}
  ]
}
"""
CONFIG = '{"keys": {"made-up-secret": {"role": "basic"}}, "roles": {"basic": {"limits": {}}}}'


def test_a_baseline_written_by_an_earlier_version_still_hides_what_it_knows(run: Run, folder: Path) -> None:
    for name in ("conf", "ci"):
        (folder / name).mkdir()
    (folder / "conf" / "a.json").write_text(CONFIG)
    (folder / "ci" / "known.json").write_text(EARLIER)
    done = run("check", "--format=json", "--baseline=ci/known.json", "conf/a.json")
    assert json.loads(done.stdout)["summary"]["known"] == 1


def test_a_baseline_may_be_moved_within_its_repository(run: Run, folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in ("conf", "ci"):
        (folder / name).mkdir()
    (folder / "conf" / "a.json").write_text(CONFIG)
    run("check", "--write-baseline=known.json", "conf/a.json")
    (folder / "known.json").rename(folder / "ci" / "known.json")
    known = json.loads((folder / "ci" / "known.json").read_text())
    assert {one["path"] for one in known["findings"]} == {"conf/a.json"}
    done = run("check", "--format=json", "--baseline=ci/known.json", "conf/a.json")
    assert json.loads(done.stdout)["summary"]["known"] == sum(one["count"] for one in known["findings"])
