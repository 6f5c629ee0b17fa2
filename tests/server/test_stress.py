"""Clients and disks that do not behave: the state afterwards is that of a fresh start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.server.raw import COMMAND, PULLS, RawClient, running

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 20
TEXT = '{"roles": {"r": {}}, "surprise": {}}'
NOBODY = b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}'


def open_folder(client: RawClient, folder: Path) -> None:
    client.request("initialize", processId=None, rootUri=folder.as_uri(), capabilities=PULLS)
    client.notify("initialized")


def test_a_client_that_reads_nothing_for_long_gets_every_answer() -> None:
    """More than a pipe holds is waiting on both sides."""
    uri = "file:///nowhere/aidial.config.json"
    with running() as (client, _):
        client.start(**PULLS)
        client.open(uri, TEXT.replace('"r": {}', ", ".join(f'"r{number}": {{}}' for number in range(500))))
        numbers = [client.ask("textDocument/documentSymbol", textDocument={"uri": uri}) for _ in range(30)]
        answers = [client.answer_to(number) for number in numbers]
        assert len(str(answers)) > 30 * 65_536
        assert {str(answer["result"]) for answer in answers} == {str(answers[0]["result"])}


def test_a_client_that_never_initialises_is_refused_and_may_go() -> None:
    with running() as (client, server):
        client.open("file:///nowhere/aidial.config.json", TEXT)
        client.notify("initialized")
        assert client.request("textDocument/diagnostic")["error"]["code"] == -32002
        assert client.request("shutdown")["error"]["code"] == -32002
        client.notify("exit")
        assert server.wait(PATIENCE) == 1
        assert len(client.received) == 2


def test_a_file_that_is_deleted_while_it_is_open_is_the_text_in_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "aidial.config.json"
    path.write_text("{}", encoding="utf-8")
    with running() as (client, _):
        open_folder(client, tmp_path)
        client.open(path.as_uri(), TEXT)
        path.unlink()
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 3}])
        assert client.rules(path.as_uri()) == ["unknown-section"]
        client.notify("textDocument/didClose", textDocument={"uri": path.as_uri()})
        assert client.rules(path.as_uri()) == []
        client.open(path.as_uri(), TEXT)
        assert client.rules(path.as_uri()) == ["unknown-section"]


def test_a_folder_that_is_deleted_while_its_file_is_open_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "project" / "aidial.config.json"
    path.parent.mkdir()
    with running() as (client, _):
        open_folder(client, path.parent)
        client.open(path.as_uri(), TEXT)
        path.parent.rmdir()
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": path.parent.as_uri(), "type": 3}])
        assert client.rules(path.as_uri()) == ["unknown-section"]


def test_two_servers_on_one_folder_say_the_same_and_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "aidial.config.json"
    path.write_text(TEXT, encoding="utf-8")
    with running() as (one, _), running() as (other, _):
        for client in (one, other):
            open_folder(client, tmp_path)
            client.open(path.as_uri(), TEXT)
        one.change(path.as_uri(), 2, {"text": "{}"})
        assert (one.rules(path.as_uri()), other.rules(path.as_uri())) == ([], ["unknown-section"])
        path.write_text("{}", encoding="utf-8")
        other.notify("textDocument/didClose", textDocument={"uri": path.as_uri()})
        other.notify("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 2}])
        assert (one.rules(path.as_uri()), other.rules(path.as_uri())) == ([], [])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_a_client_that_cannot_be_written_to_is_said() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        done = subprocess.run(
            COMMAND,
            input=b"Content-Length: %d\r\n\r\n%s" % (len(NOBODY), NOBODY),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE,
        )
    said = b"dial-lsp ends because it cannot write to the client: No space left on device.\n"
    assert (done.returncode, done.stderr) == (1, said)
