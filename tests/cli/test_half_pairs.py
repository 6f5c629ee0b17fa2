"""Names with half of a surrogate pair, which JSON can spell and UTF-8 cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from dial_lsp.cli.main import dial_lint

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = r'{"models": {"m\udfff": {"type": "chat", "endpoint": "http://m", "\ud800": 1}}}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.json").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*options: str) -> Result:
    return CliRunner().invoke(dial_lint, ["check", "--no-cache", *options, "config.json"])


def test_a_baseline_knows_them_again(folder: Path) -> None:
    assert "Found 1 error and 1 hint in 1 file." in check().stdout
    assert check("--write-baseline", "known.json").stderr.startswith("Wrote 2 findings to known.json")
    assert r"\ud800" in (folder / "known.json").read_text("utf-8")
    assert "Found no problems in 1 file (2 in the baseline)." in check("--baseline", "known.json").stdout


def test_settings_cannot_name_them(folder: Path) -> None:
    done = check("--add-ignores", "known")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "dial-lint.toml was left alone: TOML has no word for half a surrogate pair." in done.stderr
    assert not (folder / "dial-lint.toml").exists()
