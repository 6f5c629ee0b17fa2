"""Whatever users' files hold, looking for projects does not fail."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from dial_lsp.project.discovery import project_for, projects_in

_BLOCK = re.compile(r"^```` ([^\n]+)\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^## .+$", re.MULTILINE)
FOLDERS = [
    {name: text for name, text in _BLOCK.findall(body) if not name.startswith("project")}
    for body in _TITLE.split(Path(__file__).with_name("discovery.md").read_text(encoding="utf-8"))[1:]
]
BITS = (
    *("", "{", "}", "[", "]", ":", '"', "'", "\0", "\n", "*a", "&all ", "<<: *all"),
    *("- ", "${", "}", "!!binary ", "~", "  ", "../", "#"),
)


@pytest.mark.parametrize("seed", range(60))
def test_damage_is_no_reason_to_fail(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    files = chance.choice(FOLDERS)
    for name, text in files.items():
        damaged = text
        for _ in range(chance.randrange(4)):
            start = chance.randrange(len(damaged) + 1)
            damaged = damaged[:start] + chance.choice(BITS) + damaged[start + chance.randrange(6) :]
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(damaged, encoding="utf-8")
    for project in projects_in(tmp_path):
        assert all(Path(path).is_file() for path in project.paths) or project.origin == "settings"
    for name in files:
        assert str(tmp_path / name) in project_for(tmp_path / name).paths


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "dial-lint.toml").write_text(f'files = ["a\\u0000b", "{"x" * 5000}", ""]')
    (project,) = projects_in(tmp_path)
    assert len(project.paths) == 3
    assert project_for(tmp_path / "a.json").paths == (str(tmp_path / "a.json"),)
