"""Opening a large file keeps the server free: what is asked meanwhile is answered, what is typed is taken up."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Any

import pytest

from benchmarks.generate import generate
from dial_lsp.server.assembly import create
from tests.server.raw import PULLS, Message, RawClient, running

URI = "file:///nowhere/aidial.config.json"
NAME = {"textDocument": {"uri": URI}, "position": {"line": 2, "character": 6}}
PATIENCE = 20


@cache
def large() -> str:
    return generate(600_000)


@pytest.mark.parametrize("capabilities", [{}, PULLS])
def test_a_hover_is_answered_before_the_first_check_ends(capabilities: Message) -> None:
    with running() as (client, _):
        client.start(**capabilities)
        client.open(URI, large())
        diagnostics = client.ask("textDocument/diagnostic", textDocument={"uri": URI}) if capabilities else None
        assert client.request("textDocument/hover", **NAME)["result"]
        assert not reported(client, diagnostics)
        while not reported(client, diagnostics):
            client.receive()


@pytest.mark.parametrize("capabilities", [{}, PULLS])
def test_what_is_typed_during_the_first_check_is_in_its_findings(capabilities: Message) -> None:
    with running() as (client, _):
        client.start(**capabilities)
        client.open(URI, large())
        diagnostics = client.ask("textDocument/diagnostic", textDocument={"uri": URI}) if capabilities else None
        client.request("textDocument/hover", **NAME)
        start = {"line": 0, "character": 1}
        client.change(URI, 2, {"range": {"start": start, "end": start}, "text": '"surprise": {},'})
        assert not reported(client, diagnostics)
        while not (found := reported(client, diagnostics)):
            client.receive()
        assert "unknown-section" in found[0]
        assert len(found) == 1


def test_syntax_is_told_before_the_rest_of_the_first_check() -> None:
    with running() as (client, _):
        client.start()
        client.open(URI, large().replace("{", '{"surprise" {},', 1))
        while len(reported(client, None)) < 2:
            client.receive()
        first, second = reported(client, None)
        assert set(first) == {"syntax-error"}
        assert {"syntax-error", "unknown-section"} <= set(second)


def test_the_first_check_of_a_large_file_is_shown_to_clients_that_show_such_things() -> None:
    with running() as (client, _):
        client.start(window={"workDoneProgress": True})
        client.open(URI, large())
        kinds: list[str] = []
        while "end" not in kinds:
            message = client.receive()
            if message.get("method") == "window/workDoneProgress/create":
                client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            elif message.get("method") == "$/progress":
                kinds.append(message["params"]["value"]["kind"])
        assert kinds == ["begin", "end"]


def test_exit_ends_the_first_check() -> None:
    with running() as (client, server):
        client.start()
        client.open(URI, large())
        client.request("textDocument/hover", **NAME)
        client.request("shutdown")
        client.notify("exit")
        assert server.wait(PATIENCE) == 0
        assert not reported(client, None)
        assert server.stderr is not None
        assert server.stderr.read() == b""


@pytest.mark.asyncio
@pytest.mark.parametrize("capabilities", [{}, PULLS])
async def test_closing_leaves_nothing_running(capabilities: Message) -> None:
    server, sent = create(), Sent()
    server.protocol.set_writer(sent)
    tell(server, "initialize", 1, processId=None, rootUri=None, capabilities=capabilities)
    tell(server, "textDocument/didOpen", textDocument={**document(), "languageId": "json", "text": large()})
    if capabilities:
        tell(server, "textDocument/diagnostic", 2, textDocument=document())
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) > 1
    tell(server, "textDocument/didClose", textDocument=document())
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) == 1
    asked_again = ["workspace/diagnostic/refresh"] * 2 if capabilities else []  # when it was opened, and closed
    assert [message["method"] for message in sent.messages if message.get("method")] == asked_again
    assert [message["result"] for message in sent.messages if message.get("id") == 2] == (
        [{"kind": "full", "items": []}] if capabilities else []
    )


def reported(client: RawClient, number: int | None) -> list[list[str]]:
    """The rules of each report that came: pushed, or as the answer to a request."""
    reports = [
        message["result"]["items"] if "result" in message else message["params"]["diagnostics"]
        for message in client.received
        if message.get("method") == "textDocument/publishDiagnostics"
        or (number is not None and message.get("id") == number and "method" not in message)
    ]
    return [[item["code"] for item in items] for items in reports]


class Sent:
    """What a server writes."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def write(self, data: bytes) -> None:
        self.messages.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """Nothing is open."""


def tell(server: Any, method: str, number: int | None = None, **params: Any) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    server.protocol.receive(message if number is None else {**message, "id": number})


def document() -> Message:
    return {"uri": URI, "version": 1}
