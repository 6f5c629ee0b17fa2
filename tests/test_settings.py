from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dial-lint.toml"


def test_every_setting(path: Path) -> None:
    path.write_text(
        """\
files = ["base.json", "prod.json"]
overwrite-arrays = true
core-version = "0.42"
comments = true
idp-roles = []
admin-roles = ["root"]
"""
    )
    assert read_settings(path) == Settings(
        files=("base.json", "prod.json"),
        overwrite_arrays=True,
        core_version="0.42",
        comments=True,
        idp_roles=(),
        admin_roles=("root",),
    )


def test_an_empty_file_chooses_nothing(path: Path) -> None:
    path.write_text("# nothing yet\n")
    assert read_settings(path) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("files = [\n", ":2:1: Invalid value at the end of the file"),
        ("comments = yes", ":1:12: Invalid value"),
        ('a = 1\n"a" = 2\n#', ":2:8: Cannot overwrite a value"),
        ("a = " + "[" * 5000 + "]" * 5000, ": it is nested too deep"),
    ],
)
def test_a_file_that_is_not_toml_is_said_with_its_place(path: Path, text: str, message: str) -> None:
    path.write_text(text)
    with pytest.raises(SettingsError) as raised:
        read_settings(path)
    assert str(raised.value) == f"{path}{message}"


def test_bytes_that_are_not_text(path: Path) -> None:
    path.write_bytes(b"files = ['caf\xe9']")
    with pytest.raises(SettingsError, match=r": not UTF-8 at byte 13$"):
        read_settings(path)


def test_a_folder(path: Path) -> None:
    path.mkdir()
    with pytest.raises(SettingsError, match=r": it is a folder; name the files in it$"):
        read_settings(path)
