"""``--watch``: once more after each change, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.watching import state_of, wait_for_change, watch, watched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dial_lsp.cli.watching import State


def touch(path: Path, text: str) -> None:
    """Write, and make sure that the time of writing is another."""
    old = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(old + 1_000_000_000, old + 1_000_000_000))


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ("", lambda path: touch(path, "{}")),
        ("{}", lambda path: touch(path, "[]")),
        ("{}", lambda path: path.unlink()),
    ],
    ids=["comes", "changes", "goes"],
)
def test_it_waits_until_a_file(tmp_path: Path, before: str, change: Callable[[Path], None]) -> None:
    path = tmp_path / "a.json"
    if before:
        touch(path, before)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            change(path)

    wait_for_change(state_of([str(path)]), pause)
    assert len(pauses) == 2


def test_a_change_in_the_meantime_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    touch(path, "{}")
    done: list[str] = []
    waited: list[bool] = []

    def again() -> list[str]:
        done.append(path.read_text())
        if len(done) == 2:
            touch(path, "[]")
        return [str(path)]

    def wait(state: State) -> None:
        waited.append(state_of([str(path)]) == state)
        if len(waited) == 3:
            raise KeyboardInterrupt
        if waited[-1]:
            touch(path, "{ }")

    assert watch(again, wait) == 0
    assert (done, waited) == (["{}", "{ }", "[]"], [True, False, True])


def test_settings_are_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = watched(["conf/a.json", "-"])
    assert "conf/a.json" in found
    assert "-" not in found
    assert {str(tmp_path / "dial-lint.toml"), str(tmp_path / "conf" / "pyproject.toml")} <= found


def heed_interrupts() -> None:
    """What runs in the background of a shell inherits that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_as_a_process_of_its_own(folder: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-u", "-m", "dial_lsp", "--watch", "clean.json"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 -- the child is a single thread until it runs
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        once = ["Found no problems in 1 file.\n", "Core would load this file.\n"]
        assert [next(lines) for _ in range(3)] == [*once, "Watching for changes; Ctrl-C ends it.\n"]
        (folder / "dial-lint.toml").write_text("nonsense")
        assert next(lines).startswith("Error: dial-lint.toml:")
        assert next(lines) == "Watching for changes; Ctrl-C ends it.\n"
        (folder / "dial-lint.toml").unlink()
        assert [next(lines) for _ in range(3)] == [*once, "Watching for changes; Ctrl-C ends it.\n"]
        process.send_signal(signal.SIGINT)
        assert list(lines) == []
        assert process.wait() == 0
