"""Requests with parameters that are nearly right, among changes of the document, to a server in this process."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from dial_lsp.server.assembly import create
from dial_lsp.server.frames import messages
from tests.fuzz.inputs import configs

URI = "file:///nowhere/aidial.config.json"
START = {"line": 0, "character": 0}
RIGHT: dict[str, Any] = {
    "textDocument": {"uri": URI},
    "position": {"line": 2, "character": 9},
    "range": {"start": START, "end": {"line": 9, "character": 1}},
    "context": {"diagnostics": [], "includeDeclaration": True},
    "newName": "x",
    "options": {"tabSize": 2, "insertSpaces": True},
    "ch": "}",
    "positions": [{"line": 3, "character": 4}],
    "query": "x",
}
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2**40, 1e9, "", URI, "file:///", "untitled:x", "\ud800", [], {}, START,
    {"line": -1, "character": 5}, {"line": 2**40, "character": 2**40}, {"start": START, "end": START},
)  # fmt: skip
METHODS = (
    *(f"textDocument/{name}" for name in (
        "hover", "completion", "definition", "references", "rename", "prepareRename", "codeAction", "formatting",
        "rangeFormatting", "onTypeFormatting", "documentSymbol", "diagnostic", "semanticTokens/full", "inlayHint",
        "codeLens", "documentHighlight", "foldingRange", "selectionRange", "documentLink",
    )),
    "workspace/symbol", "workspace/executeCommand", "completionItem/resolve", "codeAction/resolve", "unheard/of",
)  # fmt: skip
CHANGE = "textDocument/didChange"

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The text that is opened, and what is sent then."""

    text: str
    sent: tuple[tuple[str, Any], ...]


def conversations() -> st.SearchStrategy[Conversation]:
    """Requests, each with up to two wrong parameters, and edits anywhere."""
    wrong = st.dictionaries(st.sampled_from([*RIGHT, "command", "arguments"]), st.sampled_from(ODD), max_size=2)
    params = wrong.map(lambda odd: {**RIGHT, **odd}) | st.sampled_from(ODD)
    requests = st.tuples(st.sampled_from(METHODS), params)
    places = st.builds(
        lambda line, character: {"line": line, "character": character}, st.integers(0, 40), st.integers(0, 60)
    )
    edits = st.builds(
        lambda start, end, text: {"range": {"start": start, "end": end}, "text": text},
        places, places, st.sampled_from(["", "{", '"x"', "\n", ","]),
    )  # fmt: skip
    changes = st.lists(edits | st.sampled_from(ODD), max_size=2)
    changed = changes.map(lambda made: (CHANGE, {"textDocument": {"uri": URI, "version": 9}, "contentChanges": made}))
    return st.builds(Conversation, st.sampled_from(configs()), st.lists(requests | changed, max_size=12).map(tuple))


class _Client:
    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        """Nothing is held."""


def every_request_is_answered_once(given: Conversation) -> None:
    written = iter([asyncio.run(_talk(given))])
    answers = [one for one in messages(lambda: next(written, b"")) if "method" not in one]
    asked = [number for number, (method, _) in enumerate(given.sent, 1) if method != CHANGE]
    assert Counter(one["id"] for one in answers) == Counter([0, *asked])
    assert not [one for one in answers if one.get("error", {}).get("code") == -32603]  # a failure of ours


async def _talk(given: Conversation) -> bytes:
    server, client = create(), _Client()
    server.protocol.set_writer(client)

    async def send(method: str, params: Any, number: int | None = None) -> None:
        number_of = {} if number is None else {"id": number}
        server.protocol.receive({"jsonrpc": "2.0", "method": method, "params": params, **number_of})
        await asyncio.sleep(0)  # no waiting: a turn for what was begun

    await send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 0)
    await send("textDocument/didOpen", {
        "textDocument": {"uri": URI, "languageId": "json", "version": 1, "text": given.text}
    })  # fmt: skip
    for number, (method, params) in enumerate(given.sent, 1):
        await send(method, params, None if method == CHANGE else number)
    for _ in range(20):
        await asyncio.sleep(0)
    return client.written
