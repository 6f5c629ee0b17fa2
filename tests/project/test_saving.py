"""A file that is written keeps all but its text, or stays as it is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.files import read_source
from dial_lsp.project.saving import SaveError, save, save_all
from dial_lsp.text import Source

if TYPE_CHECKING:
    from pathlib import Path

BEFORE, AFTER = '{"a": "é"}\r\n', '{"b": "日本"}\r\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


def text_of(path: Path) -> str:
    source = read_source(str(path))
    assert isinstance(source, Source)
    return source.text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ""),
        ("utf-8", "\ufeff"),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", "\ufeff"),
        ("utf-16-le", ""),
        ("utf-32-be", "\ufeff"),
    ],
)
def test_encoding_mark_and_line_ends_are_kept(path: Path, encoding: str, mark: str) -> None:
    path.write_bytes((mark + BEFORE).encode(encoding))
    save(str(path), text_of(path), AFTER)
    assert path.read_bytes() == (mark + AFTER).encode(encoding)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    path.write_text(BEFORE, encoding="utf-8", newline="")
    path.chmod(mode)
    save(str(path), BEFORE, AFTER)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert [file.name for file in path.parent.iterdir()] == ["a.json"]


def test_a_link_stays_a_link(path: Path) -> None:
    target = path.parent / "target.json"
    target.write_text(BEFORE, encoding="utf-8", newline="")
    path.symlink_to("target.json")
    save(str(path), BEFORE, AFTER)
    assert path.is_symlink()
    assert text_of(target) == AFTER


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (AFTER.encode(), "it changed meanwhile"),
        (BEFORE.replace("\r", "").encode(), "it changed meanwhile"),
        (BEFORE.encode().replace(b"\xc3\xa9", b"\xed\xa0\x80"), "it changed meanwhile"),
        (None, "there is no such file"),
    ],
)
def test_a_file_that_changed_meanwhile_is_left_alone(path: Path, data: bytes | None, reason: str) -> None:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SaveError, match=reason):
        save(str(path), BEFORE, AFTER)
    assert (path.read_bytes() if path.exists() else None) == data


def test_bytes_that_only_core_reads_are_left_alone(path: Path) -> None:
    data = b'{"a": "\xc1\xa1"}'  # an overlong letter a
    path.write_bytes(data)
    with pytest.raises(SaveError, match="not in the encoding of the others"):
        save(str(path), text_of(path), AFTER)
    assert path.read_bytes() == data


def test_a_file_is_whole_when_writing_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(BEFORE, encoding="utf-8", newline="")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SaveError, match="No space left on device"):
        save(str(path), BEFORE, AFTER)
    assert text_of(path) == BEFORE
    assert [file.name for file in path.parent.iterdir()] == ["a.json"]


def test_a_file_that_changes_while_the_new_one_is_prepared_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(BEFORE, encoding="utf-8", newline="")
    monkeypatch.setattr(os, "fsync", lambda _descriptor: path.write_text("another's"))
    with pytest.raises(SaveError, match="it changed meanwhile"):
        save(str(path), BEFORE, AFTER)
    assert {file.name: file.read_text() for file in path.parent.iterdir()} == {"a.json": "another's"}


def test_what_is_written_in_the_last_moment_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that has the file open writes to it after it was read again and before it is replaced."""
    path.write_text(BEFORE, encoding="utf-8", newline="")
    replace = os.replace

    def late(source: str, target: Path) -> None:
        monkeypatch.setattr(os, "replace", replace)
        with path.open("a") as file:
            replace(source, target)
            file.write("more")

    monkeypatch.setattr(os, "replace", late)
    with pytest.raises(SaveError, match="it changed meanwhile"):
        save(str(path), BEFORE, AFTER)
    assert {file.name: text_of(file) for file in path.parent.iterdir()} == {"a.json": BEFORE + "more"}


def test_without_second_names_a_file_is_saved_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: str, _target: str) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    path.write_text(BEFORE, encoding="utf-8", newline="")
    save(str(path), BEFORE, AFTER)
    assert {file.name: text_of(file) for file in path.parent.iterdir()} == {"a.json": AFTER}


def test_standard_input_cannot_be_written() -> None:
    with pytest.raises(SaveError, match="standard input"):
        save("-", BEFORE, AFTER)


def test_if_one_of_several_changed_meanwhile_none_is_written(path: Path) -> None:
    other = path.with_name("b.json")
    path.write_text("1")
    other.write_text("changed")
    with pytest.raises(SaveError, match="it changed meanwhile") as raised:
        save_all({str(path): ("1", "2"), str(other): ("1", "2")})
    assert raised.value.path == str(other)
    assert (path.read_text(), other.read_text()) == ("1", "changed")


def test_if_one_of_several_cannot_be_written_the_others_are_put_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.with_name("b.json")
    path.write_text("1")
    other.write_text("1")
    replace = os.replace

    def refuse(source: str, target: Path) -> None:
        if target.name == "b.json":
            raise OSError(16, "Device or resource busy")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SaveError, match="busy"):
        save_all({str(path): ("1", "2"), str(other): ("1", "2")})
    assert {file.name: file.read_text() for file in path.parent.iterdir()} == {"a.json": "1", "b.json": "1"}
