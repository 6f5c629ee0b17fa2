"""The check that every recorded conversation passes finds what is not of the protocol."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.protocol import Judge, Message, recorded

if TYPE_CHECKING:
    from pathlib import Path

HOVER: Message = {"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}}
SOUND: Message = {"jsonrpc": "2.0", "id": 1, "result": {"contents": {"kind": "markdown", "value": "x"}}}
PLACE = {"line": 0, "character": 0}


@pytest.mark.parametrize(
    ("message", "part"),
    [
        (SOUND, None),
        ({"jsonrpc": "2.0", "id": 1, "result": None}, None),
        ({"jsonrpc": "2.0", "id": 1, "error": {"code": -32603, "message": "x"}}, None),
        ({"jsonrpc": "2.0", "id": 2, "result": None}, "no method has this message"),
        ({"jsonrpc": "2.0", "id": 1, "result": {"contents": {"kind": "markdown", "value": "x"}, "more": 1}}, "more=1"),
        ({"jsonrpc": "2.0", "id": 1, "result": {"contents": {"kind": "markdown"}}}, "textDocument/hover"),
        ({"jsonrpc": "2.0", "id": 1, "result": {"range": {"start": PLACE, "end": PLACE}}}, "textDocument/hover"),
        ({"jsonrpc": "2.0", "method": "window/logMessage", "params": {"type": 3, "message": "x"}}, None),
        ({"jsonrpc": "2.0", "method": "window/logMessage", "params": {"message": "x"}}, "window/logMessage"),
        ({"jsonrpc": "2.0", "method": "dial-lint/statusses", "params": {}}, "no method has this message"),
        ({"jsonrpc": "2.0", "id": 1, "error": {"code": "x", "message": "x"}}, "textDocument/hover"),
    ],
)
def test_a_message_is_judged(message: Message, part: str | None) -> None:
    judge = Judge()
    judge.asked(HOVER)
    found = judge.mistake(message)
    assert found is part or (found is not None and part is not None and part in found)


def test_a_recorded_conversation_is_judged_up_to_where_it_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / "7.in").write_bytes(_framed(HOVER))
    wrong = {**SOUND, "result": {**SOUND["result"], "more": 1}}
    for said, count in ((_framed(SOUND), 0), (_framed(SOUND) + _framed(wrong), 1), (_framed(wrong)[:-1], 0)):
        (tmp_path / "7.out").write_bytes(said)
        assert len(list(recorded(tmp_path))) == count


def _framed(message: Message) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
