"""A client that says what it likes, byte by byte."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from tests.support.protocol import Judge

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = (sys.executable, "-m", "dial_lsp.server")

Message = dict[str, Any]


class RawClient:
    """Sends messages and keeps all that comes back."""

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        self._source = source
        self._target = target
        self._number = 0
        self._judge = Judge()
        self.received: list[Message] = []
        self.answers: Message = {}  # to requests of the server, by their methods

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._target.write(data)
        self._target.flush()

    def send(self, *messages: Any) -> None:
        """Send messages as they are, at once."""
        for message in messages:
            self._judge.asked(message)
        bodies = [json.dumps(message).encode() for message in messages]
        self.write(b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies))

    def notify(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: Any) -> int:
        """Send a request without waiting for the answer; its number."""
        self._number += 1
        message: Message = {"jsonrpc": "2.0", "id": self._number, "method": method}
        self.send({**message, "params": params} if params else message)
        return self._number

    def answer_to(self, number: int | str | None) -> Message:
        """The answer to a request."""
        while True:
            for message in self.received:
                if message.get("id") == number and "method" not in message:
                    return message
            self.receive()

    def request(self, method: str, **params: Any) -> Message:
        """Send a request; its answer."""
        return self.answer_to(self.ask(method, **params))

    def receive(self) -> Message:
        """Wait for the next message, which must be one of the protocol. Raises EOFError when there is none any more."""
        size = 0
        while line := self._source.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        body = self._source.read(size)
        if not body:
            raise EOFError
        message: Message = json.loads(body)
        mistake = self._judge.mistake(message)
        assert mistake is None, mistake
        self.received.append(message)
        if "id" in message and message.get("method") in self.answers:
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": self.answers[message["method"]]})
        return message

    def start(self, **capabilities: Any) -> Message:
        """Initialize; the answer."""
        answer = self.request("initialize", processId=None, rootUri=None, capabilities=capabilities)
        self.notify("initialized")
        return answer

    def open(self, uri: str, text: str, language: str = "json") -> None:
        """Open a document."""
        self.notify(
            "textDocument/didOpen", textDocument={"uri": uri, "languageId": language, "version": 1, "text": text}
        )

    def change(self, uri: str, version: int, *changes: Message) -> None:
        """Change a document."""
        self.notify("textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=changes)

    def rules(self, uri: str) -> list[str]:
        """The rules found in a document, asked for."""
        answer = self.request("textDocument/diagnostic", textDocument={"uri": uri})
        return [item["code"] for item in answer["result"]["items"]]


PULLS: Message = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


@contextmanager
def running(*arguments: str) -> Iterator[tuple[RawClient, subprocess.Popen[bytes]]]:
    """A server of our own and a client of it; the server is ended if it has not ended by itself."""
    server = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stderr is not None
    try:
        yield RawClient(server.stdout, server.stdin), server
    finally:
        server.kill()
        server.wait()
        for stream in (server.stdin, server.stdout, server.stderr):
            with suppress(BrokenPipeError):
                stream.close()
