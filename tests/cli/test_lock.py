"""A lock beside a configuration: written once, compared in CI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

MODEL = {"type": "chat", "endpoint": "http://adapter/chat", "userRoles": ["a"]}


def _write(folder: Path, *roles: str, model: object = MODEL) -> None:
    keys = {f"made-up-secret-{role}": {"project": role.upper(), "roles": [role]} for role in roles}
    (folder / "config.json").write_text(json.dumps({"models": {"gpt": model}, "keys": keys}))


def test_what_access_does_not_depend_on_leaves_a_lock_up_to_date(run: Run, folder: Path) -> None:
    _write(folder, "a", "b")
    (folder / "access.lock").write_text(run("access", "config.json", "--lock").stdout)
    _write(folder, "b", "a")
    done = run("access", "config.json", "--locked", "access.lock")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_change_of_access_is_told_by_what_it_is_about(run: Run, folder: Path) -> None:
    _write(folder, "a", "b")
    (folder / "access.lock").write_text(run("access", "config.json", "--lock").stdout)
    _write(folder, "a", "b", model={**MODEL, "userRoles": ["a", "b"]})
    done = run("access", "config.json", "--locked", "access.lock")
    assert done.returncode == 1
    assert (
        done.stdout
        == 'model "gpt"\n-  no limit: key "A", role "a"\n+  no limit: key "A", key "B", role "a", role "b"\n'
    )
    assert done.stderr == (
        "access.lock is out of date; if the change is meant, renew it: dial-lint access --lock > access.lock\n"
    )


@pytest.mark.parametrize("option", [["--lock"], ["--locked", "access.lock"]])
def test_there_is_no_lock_of_what_core_refuses(option: list[str], run: Run, folder: Path) -> None:
    (folder / "access.lock").write_text("")
    _write(folder, "a", model=5)
    done = run("access", "config.json", *option)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Core would refuse this configuration and keep the previous one" in done.stderr


def test_a_lock_that_cannot_be_read_is_an_error(run: Run, folder: Path) -> None:
    _write(folder, "a")
    done = run("access", "config.json", "--locked", "nowhere.lock")
    assert (done.returncode, done.stderr) == (2, "Error: nowhere.lock: there is no such file.\n")


def test_a_lock_is_of_all_access(run: Run, folder: Path) -> None:
    _write(folder, "a")
    done = run("access", "config.json", "--lock", "--to", "gpt")
    assert done.returncode == 2
    assert "--lock and --locked are about the whole access" in done.stderr
