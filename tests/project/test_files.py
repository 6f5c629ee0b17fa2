from __future__ import annotations

import io
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project import files
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.text import Source, Span

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "aidial.config.json"
    path.write_bytes(b'\xef\xbb\xbf{\r\n"a": "\xd1\x8f"}')
    source = read_source(str(path))
    assert isinstance(source, Source)
    assert (source.path, source.text) == (str(path), '{\r\n"a": "я"}')


def test_bytes_that_core_refuses(tmp_path: Path) -> None:
    path = tmp_path / "latin.json"
    path.write_bytes(b'{\n  "a": "caf\xe9"\n}')
    result = read_source(str(path))
    assert isinstance(result, Undecodable)
    assert (result.source.text, result.span) == ('{\n  "a": "caf\ufffd"\n}', Span(13, 14))
    assert result.reason == "the byte 0xE9 is not UTF-8 here"


def test_a_missing_file(tmp_path: Path) -> None:
    path = str(tmp_path / "missing.json")
    assert read_source(path) == Unreadable(path, "there is no such file")


def test_an_empty_name_is_not_the_current_folder() -> None:
    assert read_source("") == Unreadable("", "there is no such file")


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = str(tmp_path / "file" / "config.json")
    assert read_source(path) == Unreadable(path, "Not a directory")


def test_a_folder(tmp_path: Path) -> None:
    assert read_source(str(tmp_path)) == Unreadable(str(tmp_path), "it is a folder; name the files in it")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.touch(mode=0)
    assert read_source(str(path)) == Unreadable(str(path), "you are not allowed to read it")


def test_a_refused_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "stat", refuse)
    assert read_source(str(tmp_path)) == Unreadable(str(tmp_path), "you are not allowed to read it")


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_a_special_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = str(tmp_path / kind) if kind != "device" else "/dev/zero"
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path)
    assert read_source(path) == Unreadable(path, "it is a device, a pipe or a socket, not a file")


def test_a_pipe_that_the_shell_passes_is_read() -> None:
    readable, writable = os.pipe()
    os.write(writable, b"{}")
    os.close(writable)
    source = read_source(f"/dev/fd/{readable}")
    os.close(readable)
    assert isinstance(source, Source)
    assert source.text == "{}"


def test_a_name_that_cannot_be_one() -> None:
    assert read_source("a\0b") == Unreadable("a\0b", "this cannot be a file name")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    assert read_source(str(path)) == Unreadable(str(path), "it is larger than 50 MB")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text("{}")

    class Slow(io.FileIO):
        """Somebody writes while the first reading goes on."""

        readings = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.readings += 1
            if self.readings == 1:
                path.write_text('{"roles": {}}')
            return data

    with Slow(path) as file:
        assert files._read_unchanged(file) == b'{"roles": {}}'
        assert file.readings == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe{\0}\0")))
    source = read_source("-")
    assert isinstance(source, Source)
    assert (source.path, source.text) == ("-", "{}")


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read_source("-") == Unreadable("-", "standard input is closed")
