"""Edits with what they do: new names, keys that may do more than call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.diff_configs import KEY, MODEL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_a_new_name_is_one_line(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text((folder / "old.json").read_text().replace("reader", "guest"))
    assert run("diff", "old.json", "new.json").stdout.splitlines() == [
        (
            'new.json:1:81  role "reader" is named "guest" now, with 2 uses '
            "(1 widened, 1 narrowed and 2 changed for the names alone)"
        ),
        "4 changes; access is widened and narrowed.",
    ]


def test_what_is_more_than_a_new_name_comes_first(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    renamed = KEY.format(model=MODEL.replace("http://a/b", "http://c/b"), role='"reader"').replace("reader", "an-admin")
    (folder / "new.json").write_text(renamed)
    told = [line for line in run("diff", "old.json", "new.json").stdout.splitlines() if not line.startswith("    ")]
    assert told == [
        (
            'new.json:1:84  role "reader" is named "an-admin" now, with 2 uses '
            "(1 widened, 1 narrowed and 2 changed for the names alone)"
        ),
        "  widened: key 1 A becomes an administrator",
        'new.json:1:19  endpoint of model "m" changes',
        '  changed: model "m" now goes to http://c, no longer to http://a',
        "6 changes by 2 edits; access is widened and narrowed.",
    ]


@pytest.mark.parametrize(
    ("role", "settings", "sentence"),
    [
        ("DB-Administrators", "", "key 1 A becomes an administrator"),
        ("eu-Global-Reader", "", "key 1 A becomes a global reader"),
        ("boss", 'admin-roles = ["boss"]', "key 1 A becomes an administrator"),
        ("DB-Administrators", 'admin-roles = ["boss"]', ""),
        ("DB-Administrators", 'core-version = "0.40"', ""),
    ],
)
def test_a_key_that_may_do_more_than_call(run: Run, folder: Path, role: str, settings: str, sentence: str) -> None:
    (folder / "dial-lint.toml").write_text(settings)
    (folder / "old.json").write_text(KEY.format(model=MODEL, role='"reader"'))
    (folder / "new.json").write_text(KEY.format(model=MODEL, role=json.dumps(role)))
    done = run("diff", "old.json", "new.json", "--fail-on", "widened")
    told = [line for line in done.stdout.splitlines() if "becomes" in line]
    assert told == ([f"  widened: {sentence}"] if sentence else [])
    assert done.returncode == (1 if sentence else 0)
    assert f'    now  new.json:1:165  role "{role}"\n' in done.stdout or not sentence
    back = run("diff", "new.json", "old.json").stdout
    assert ("key 1 A is no longer" in back) is bool(sentence)
