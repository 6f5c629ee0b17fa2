"""Whatever a client does, every request is answered, the server goes on, and nothing secret is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import IO, Any, cast

import pytest

from tests.server.raw import COMMAND, PULLS, RawClient, running

URI = "file:///nowhere/aidial.config.json"
SECRET = "proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e"
TEXT = f'{{"keys": {{"{SECRET}": {{"project": "p", "role": "r"}}}}, "roles": {{"r": {{}}}}, "surprise": {{}}}}'
PATIENCE = 20


def position(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def change(line: int, start: int, end: int, text: str) -> dict[str, Any]:
    return {"range": {"start": position(line, start), "end": position(line, end)}, "text": text}


def test_a_crash_in_a_feature_answers_with_an_error_and_the_server_goes_on() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        client.open(URI, TEXT)
        crashed = client.request(
            "workspace/executeCommand", command="dial-lint.showAccess", arguments=[URI, {"line": SECRET}]
        )
        assert crashed["error"]["code"] == -32803
        unknown = client.request("textDocument/unheardOf")
        assert unknown["error"]["code"] == -32601
        assert SECRET not in str(client.received)
        assert client.rules(URI)


def test_wrong_parameters_are_answered_without_repeating_them() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        answer = client.request("textDocument/diagnostic", textDocument=SECRET)
        assert answer["error"] == {
            "code": -32602,
            "message": "the parameters of textDocument/diagnostic are not as they should be",
        }


def test_an_unknown_command_is_refused_without_repeating_it() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        for arguments in ([SECRET], []):
            answer = client.request("workspace/executeCommand", command=SECRET, arguments=arguments)
            assert answer["error"] == {"code": -32602, "message": "the arguments are not as they should be"}


def test_a_request_before_the_start_and_after_the_end_is_refused() -> None:
    with running() as (client, _):
        assert client.request("textDocument/hover")["error"]["code"] == -32002
        client.start()
        assert client.request("initialize", capabilities={})["error"]["code"] == -32600
        assert client.request("shutdown")["result"] is None
        assert client.request("textDocument/hover")["error"]["code"] == -32600


def test_exit_says_with_its_status_whether_there_was_a_shutdown() -> None:
    for methods, status in ((("shutdown", "exit"), 0), (("exit",), 1)):
        with running() as (client, server):
            client.start()
            for method in methods:
                client.notify(method) if method == "exit" else client.request(method)
            assert server.wait(PATIENCE) == status
            assert server.stderr is not None
            assert server.stderr.read() == b""


def test_the_server_ends_when_its_input_ends() -> None:
    with running() as (client, server):
        client.start()
        assert server.stdin is not None
        server.stdin.close()
        assert server.wait(PATIENCE) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_server_ends_when_the_process_that_started_it_is_gone() -> None:
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor,
        running() as (client, server),
    ):
        client.request("initialize", processId=editor.pid, rootUri=None, capabilities={})
        os.kill(editor.pid, signal.SIGKILL)
        editor.wait()
        assert server.wait(PATIENCE) == 1


def test_changes_of_old_versions_and_of_unknown_documents_are_passed_over() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        client.change("file:///nowhere/never-opened.json", 3, {"text": "{"})
        client.open(URI, "{}")
        client.change(URI, 5, {"text": '{"roles": {}, "surprise": 1}'})
        client.change(URI, 4, {"text": "{"})
        assert client.rules(URI) == ["unknown-section"]
        client.notify("textDocument/didClose", textDocument={"uri": "file:///nowhere/never-opened.json"})
        assert client.rules(URI) == ["unknown-section"]


def test_ranges_out_of_bounds_are_cut_to_the_text() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        client.open(URI, "{}")
        client.change(URI, 2, change(0, 1, 1, '"surprise": {}'))
        client.change(URI, 3, {"range": {"start": position(9, 9), "end": position(2_000_000, 0)}, "text": "\n"})
        assert client.rules(URI) == ["unknown-section"]
        hover = client.request("textDocument/hover", textDocument={"uri": URI}, position=position(70_000, 70_000))
        assert "error" not in hover


def test_a_request_that_is_cancelled_before_its_turn_is_answered_once_and_not_worked_on() -> None:
    params = {"textDocument": {"uri": URI}}
    asked = [
        {"jsonrpc": "2.0", "id": f"n{n}", "method": "textDocument/diagnostic", "params": params} for n in range(20)
    ]
    taken_back = [{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": one["id"]}} for one in asked[1:]]
    with running() as (client, _):
        client.start(**PULLS)
        client.open(URI, TEXT.replace("{}}}", "{}" + ", " * 20_000 + "}}"))
        client.send(*asked, *taken_back)  # there before the first is done
        answers = [client.answer_to(str(one["id"])) for one in asked]
        assert [answer.get("error", {}).get("code") for answer in answers] == [None] + [-32800] * 19
        assert client.request("textDocument/hover", textDocument={"uri": URI}, position=position(0, 0))
        answered = [message["id"] for message in client.received if "id" in message and "method" not in message]
        assert len(answered) == len(set(answered))


def test_the_trace_tells_what_is_done_and_nothing_of_the_text() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        client.notify("$/setTrace", value="verbose")
        client.open(URI, TEXT)
        client.change(URI, 2, change(0, 2, 6, f"keys-{SECRET}"))
        client.rules(URI)
        told = [message["params"]["message"] for message in client.received if message.get("method") == "$/logTrace"]
        assert "Handled textDocument/didOpen" in told
        assert SECRET not in str([message for message in client.received if message.get("method") == "$/logTrace"])


def test_only_this_machine_may_connect() -> None:
    command = [*COMMAND, "--tcp", "0", "--host", "192.0.2.1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2
    assert "only this machine may connect" in done.stderr


def test_a_conversation_over_tcp() -> None:
    with running("--tcp", "0") as (_, server):
        assert server.stderr is not None
        port = int(server.stderr.readline().rpartition(b":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rwb") as stream:
            client = RawClient(cast("IO[bytes]", stream), cast("IO[bytes]", stream))
            client.start(**PULLS)
            client.open(URI, TEXT)
            assert client.rules(URI)
            client.request("shutdown")
            client.notify("exit")
            assert server.wait(PATIENCE) == 0


def test_a_huge_document_is_served() -> None:
    with running() as (client, _):
        client.start(**PULLS)
        client.open(URI, '{"roles": {' + ",\n".join(f'"role-{number}": {{}}' for number in range(20_000)) + "}}")
        client.change(URI, 2, change(10_000, 1, 5, "rule"))
        assert "unknown-section" not in client.rules(URI)
        symbols = client.request("textDocument/documentSymbol", textDocument={"uri": URI})
        assert "error" not in symbols
