from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from dial_lsp import disk
from dial_lsp.project.discovery import project_for, projects_in
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.project.opened import opened
from dial_lsp.text import Source, Span


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


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc")
def test_what_tells_of_the_machine_is_not_read(tmp_path: Path) -> None:
    link = tmp_path / "aidial.config.json"
    link.symlink_to("/proc/self/environ")
    for path in ("/proc/self/status", str(link)):
        assert read_source(path) == Unreadable(path, "it lies in /proc, of which nothing is read")


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "loop"
    link.symlink_to(link)
    assert read_source(str(link)) == Unreadable(str(link), "Too many levels of symbolic links")


def test_a_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "dangling"
    link.symlink_to(tmp_path / "nothing")
    assert read_source(str(link)) == Unreadable(str(link), "there is no such file")


NAMES = (
    *("values.yaml", "aidial.config.json", "a.config.json", "aidial.settings.json", "dial-lint.toml", "pyproject.toml"),
    *("compose.yaml", "docker-compose.override.yml", ".env"),
)


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "loop", "dangling", "device"])
def test_nothing_waits_for_what_bears_the_name_of_a_file(tmp_path: Path, kind: str) -> None:
    def make(path: Path) -> None:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind == "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(path))
        else:
            path.symlink_to({"loop": path, "dangling": tmp_path / "nothing", "device": Path("/dev/zero")}[kind])

    for name in NAMES:
        make(tmp_path / name)
    named = [project for path in (*NAMES, "x") for project in [project_for(tmp_path / path)]]
    found = [*projects_in(tmp_path), *named]
    assert [opened(project).sources for project in found] == [()] * len(found)


def test_a_name_that_cannot_be_one() -> None:
    assert read_source("a\0b") == Unreadable("a\0b", "this cannot be a file name")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(disk.LARGEST + 1)
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
        assert disk.read_unchanged(file) == b'{"roles": {}}'
        assert file.readings == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe{\0}\0")))
    source = read_source("-")
    assert isinstance(source, Source)
    assert (source.path, source.text) == ("-", "{}")


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read_source("-") == Unreadable("-", "standard input is closed")
