"""The folder is the one that platformdirs names, on each system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from dial_lsp.cache.folder import NAME, folder

if TYPE_CHECKING:
    from pathlib import Path

HOME = "/home/somebody"
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {},
    {"XDG_CACHE_HOME": "/var/caches"},
    {"XDG_CACHE_HOME": ""},
    {"XDG_CACHE_HOME": "relative"},
)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize(("system", "kind"), [("linux", Unix), ("darwin", MacOS)])
def test_it_is_that_of_the_user(
    environment: dict[str, str], system: str, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", HOME)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert folder(environment, system) == kind(NAME, appauthor=False).user_cache_dir


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert folder({}, "linux") is None
    assert folder({}, "win32") is None


def test_a_variable_names_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder({"DIAL_LINT_CACHE_DIR": "kept"}) == str(tmp_path / "kept")
