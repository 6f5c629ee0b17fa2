"""Bytes that are no message are answered or end the server with a reason; nothing is passed over in silence."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.server.frames import LONGEST_HEADER, LONGEST_MESSAGE, FrameError, Unreadable, messages
from tests.server.raw import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20
UTF_16 = b"application/vscode-jsonrpc; charset=utf-16"
LSP_2 = b"application/vscode-jsonrpc; charset=utf8"
NO_JSON = Unreadable("the message is no JSON")
NO_UTF_8 = Unreadable("the message is not in UTF-8")
TOO_LONG = f"a message is longer than {LONGEST_MESSAGE:,} bytes"
TOO_LONG_A_HEADER = f"the header of a message is longer than {LONGEST_HEADER:,} bytes"
CUT = "the input ends within a message"
NO_NUMBER = "a Content-Length is not a number of bytes"

WITHOUT_A_NEXT = {
    "a length of 5,000 digits": (b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n", TOO_LONG),
    "one byte too long": (b"Content-Length: %d\r\n\r\n" % (LONGEST_MESSAGE + 1), TOO_LONG),
    "a line of 3 MB": (b"X: " + b"a" * 3_000_000, TOO_LONG_A_HEADER),
    "a header of 3 MB": (b"X: aaaaa\r\n" * 300_000, TOO_LONG_A_HEADER),
    "a negative length": (b"Content-Length: -5\r\n\r\n", NO_NUMBER),
    "a signed length": (b"Content-Length: +5\r\n\r\n", NO_NUMBER),
    "a hexadecimal length": (b"Content-Length: 0x10\r\n\r\n", NO_NUMBER),
    "digits of another script": ("Content-Length: ٣\r\n\r\n".encode(), NO_NUMBER),
    "an empty length": (b"Content-Length:\r\n\r\n", NO_NUMBER),
    "no length": (b"X-Header: value\r\n\r\n{}", "a header has no Content-Length"),
    "two lengths": (b"Content-Length: 2\r\ncontent-length: 3\r\n\r\n{}", "a header has two Content-Lengths"),
    "no header": (b"\r\n\r\n", "a message has no header"),
    "no carriage return": (b"Content-Length: 2\n\n{}", "a line of a header does not end with CR LF"),
    "no colon": (b"hello\r\n", "a line of a header is not a name, a colon and a value"),
    "an end within the header": (b"Content-Length: 2\r\n", "the input ends within a header"),
    "an end within a line": (b"Content-Le", CUT),
    "an end within the body": (b"Content-Length: 3\r\n\r\n{}", CUT),
}


def read(data: bytes, size: int) -> list[Any]:
    """The messages of a stream that comes in pieces."""

    def chunks() -> Iterator[bytes]:
        yield from (data[start : start + size] for start in range(0, len(data), size))
        while True:
            yield b""

    return list(messages(chunks().__next__))


def frame(body: bytes, *fields: bytes) -> bytes:
    return b"".join(line + b"\r\n" for line in (*fields, b"Content-Length: %d" % len(body))) + b"\r\n" + body


@pytest.mark.parametrize("size", [1, 7, 1 << 18])
def test_messages_come_whole_however_the_bytes_are_cut(size: int) -> None:
    stream = frame(b'{"a": 1}') + frame('"größe"'.encode(), b"Content-Type: " + LSP_2) + frame(b"[]", b"X: a: b")
    assert read(stream, size) == [{"a": 1}, "größe", []]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (frame(b"nonsense"), NO_JSON),
        (frame(b'{"a":'), NO_JSON),
        (frame(b"{}{}"), NO_JSON),
        (frame(b""), NO_JSON),
        (frame(b'{"id": ' + b"9" * 5_000 + b"}"), NO_JSON),
        (frame(b"[" * 50_000), Unreadable("the message is nested too deeply")),
        (frame(b'"\xff"'), NO_UTF_8),
        (frame("{}".encode("utf-16"), b"Content-Type: " + UTF_16), NO_UTF_8),
        (frame("{}".encode("utf-16")), NO_UTF_8),
        (frame(b"{}", b"Content-Type: ;;;charset="), NO_UTF_8),
    ],
    ids=["no JSON", "cut", "two values", "nothing", "a long number", "deep", "bytes", "UTF-16", "in secret", "no type"],
)
def test_what_is_no_json_is_told_from_the_next_message(message: bytes, expected: Unreadable) -> None:
    assert read(message + frame(b"{}"), 1 << 18) == [expected, {}]


def test_half_of_a_surrogate_pair_is_read_as_it_is() -> None:
    assert read(frame(b'"\xed\xa0\xbd"') + frame(b'"\\ud83d"'), 5) == ["\ud83d", "\ud83d"]


@pytest.mark.parametrize(("data", "reason"), WITHOUT_A_NEXT.values(), ids=WITHOUT_A_NEXT)
def test_without_a_length_there_is_no_next_message(data: bytes, reason: str) -> None:
    with pytest.raises(FrameError) as error:
        read(data, 1 << 18)
    assert str(error.value) == reason


@pytest.mark.parametrize("data", [b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n", b"X: " + b"a" * 3_000_000])
def test_the_server_ends_with_an_answer_and_a_reason(data: bytes) -> None:
    with running() as (client, server):
        with suppress(BrokenPipeError):  # it may have ended before all is written
            client.write(data)
        reason = client.receive()["error"]
        assert reason["code"] == -32700
        assert server.wait(PATIENCE) == 1
        assert server.stderr is not None
        said = f"dial-lsp ends because it cannot understand the client: {reason['message']}."
        assert server.stderr.read().decode().splitlines() == [said]


NO_REQUESTS = {
    '{"jsonrpc": "2.0"': -32700,
    "[]": -32600,
    '[{"jsonrpc": "2.0", "id": 7, "method": "shutdown"}]': -32600,
    '"text"': -32600,
    "null": -32600,
    '{"jsonrpc": "1.0", "id": 7, "method": "x"}': -32600,
    '{"jsonrpc": "2.0", "id": 7, "method": 5}': -32600,
    '{"jsonrpc": "2.0", "id": [7], "method": "shutdown"}': -32600,
    '{"jsonrpc": "2.0", "id": {}, "method": "shutdown"}': -32600,
    '{"jsonrpc": "2.0", "id": null, "method": "shutdown"}': -32600,
    '{"jsonrpc": "2.0", "id": true, "method": "shutdown"}': -32600,
    '{"jsonrpc": "2.0", "id": 1e999, "method": "shutdown"}': -32600,
}
NO_ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {"id": [4]},
    {"id": {}},
    {"id": None, "error": 5},
    {"id": 7, "result": []},
)


def test_what_is_no_request_is_answered_with_an_error_and_what_is_no_answer_is_passed_over() -> None:
    with running() as (client, _):
        client.start()
        for message, code in NO_REQUESTS.items():
            client.write(frame(message.encode()))
            assert (message, client.receive()["error"]["code"]) == (message, code)
        before = len(client.received)
        for answer in NO_ANSWERS:
            client.send({"jsonrpc": "2.0", **answer})
        assert client.request("shutdown")["result"] is None
        assert len(client.received) == before + 1
