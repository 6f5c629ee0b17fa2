"""What the command writes is there whole, or what was there before is."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dial_lsp.project.whole_files import append_whole, create_whole, write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.json"


def names(path: Path) -> list[str]:
    return [file.name for file in path.parent.iterdir()]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)


def test_a_new_file_has_the_usual_mode(path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(str(path), b"new")
    finally:
        os.umask(before)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("old", [None, b"old"])
def test_a_report_is_whole_or_not_there(path: Path, old: bytes | None) -> None:
    if old is not None:
        path.write_bytes(old)
    with pytest.raises(OSError, match="No space left"):
        write_whole(str(path), b"new")
    assert (path.read_bytes() if path.exists() else None) == old
    assert names(path) == ([] if old is None else ["report.json"])


def test_a_link_stays_a_link(path: Path) -> None:
    path.symlink_to("target.json")
    write_whole(str(path), b"new")
    assert (path.is_symlink(), path.with_name("target.json").read_bytes()) == (True, b"new")


def test_what_a_shell_redirects_is_written_to(path: Path) -> None:
    code = "from dial_lsp.project.whole_files import write_whole; write_whole('/dev/stdout', b'new')"
    with path.open("wb") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
        file.seek(0, os.SEEK_END)
        file.write(b" and more")
    assert path.read_bytes() == b"new and more"


@pytest.mark.parametrize("number", [13, 16, 30])
def test_a_file_that_cannot_be_renamed_over_is_written_in_place(
    path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder takes no new files, or it is mounted by itself."""

    def refuse(_source: str, _target: Path) -> None:
        raise OSError(number, os.strerror(number))

    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refuse)
    write_whole(str(path), b"new")
    assert (path.read_bytes(), names(path)) == (b"new", ["report.json"])


def test_nothing_is_created_over_a_file_that_came_meanwhile(path: Path) -> None:
    create_whole(str(path), b"new")
    with pytest.raises(FileExistsError):
        create_whole(str(path), b"other")
    assert (path.read_bytes(), names(path)) == (b"new", ["report.json"])


def test_what_is_appended_is_whole_or_not_there(path: Path) -> None:
    """The limit of a file's size stands for a full disk: the first write takes what fits."""
    append_whole(str(path), b"old")
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            append_whole(str(path), b"new" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"old"
    append_whole(str(path), b"new")
    assert path.read_bytes() == b"oldnew"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_that_nobody_reads_is_an_error_and_one_that_is_read_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="it is a pipe that nobody reads"):
        write_whole(str(pipe), b"lost")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(str(pipe), b"read")
        assert os.read(reader, 10) == b"read"
    finally:
        os.close(reader)
