"""Recorded conversations of real editors: kept without the name of the folder, and held with a server again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.server.convert import path_of
from tests.support.protocol import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.server.raw import RawClient

Message = dict[str, Any]
_UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
PROJECT = "/HOME/project"
"""Stands for the folder that the editor had open."""


def record(recording: Path, session: Path, project: Path) -> Texts:
    """Keep the conversation of a session about a project; the documents as the client has them at its end."""
    stream, answered = session.read_bytes(), session.with_suffix(".out").read_bytes()
    recording.write_text("".join(f"{line}\n" for line in kept(stream, answered, project)), encoding="utf-8")
    said = next(one["result"]["capabilities"] for one in messages(answered) if "capabilities" in one.get("result", ()))
    texts = Texts(said["positionEncoding"])
    for message in heard(recording, project):
        texts.take(message)
    return texts


def kept(stream: bytes, answered: bytes, project: Path) -> Iterator[str]:
    """What a client said, a message a line; answers to the server name what was asked instead of a number."""
    asked = {one["id"]: one["method"] for one in messages(answered) if "method" in one and "id" in one}
    for message in messages(stream):
        one = message if "method" in message else {"answer": asked[message["id"]], "result": message.get("result")}
        if one.get("method") == "initialize":
            one["params"]["processId"] = None
        yield json.dumps(one, ensure_ascii=False, separators=(",", ":")).replace(str(project), PROJECT)


def heard(path: Path, project: Path) -> list[Message]:
    """What a client said, with its project in another folder, and its requests apart from those of a test."""
    lines = path.read_text(encoding="utf-8").split("\n")  # not where JSON has other separators of lines
    said = [json.loads(line.replace(PROJECT, str(project))) for line in lines if line]
    for message in said:
        for numbered in (message, message.get("params") if message.get("method") == "$/cancelRequest" else None):
            if numbered and "id" in numbered:
                numbered["id"] = f"recorded {numbered['id']}"
    return said


class Texts:
    """The documents as the client has them, by means that are not ours; places count units of an encoding."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.encoding = encoding
        self._opened: dict[str, str] = {}
        self._changes: dict[str, list[tuple[int, list[Message]]]] = {}
        self._saved: set[str] = set()

    @property
    def open(self) -> dict[str, str]:
        """The open texts by their URIs, changes in the order of their versions."""
        return {uri: self._text(uri) for uri in self._opened}

    @property
    def saved(self) -> dict[str, str]:
        """Those that were saved; nothing is typed after that."""
        return {uri: text for uri, text in self.open.items() if uri in self._saved}

    def take(self, message: Message) -> None:
        """Follow what the client says of a document."""
        document = (message.get("params") or {}).get("textDocument", {})
        uri = document.get("uri", "")
        match message.get("method"):
            case "textDocument/didOpen":
                self._opened[uri], self._changes[uri] = document["text"], []
            case "textDocument/didChange":
                self._changes[uri].append((document["version"], message["params"]["contentChanges"]))
            case "textDocument/didSave":
                self._saved.add(uri)
            case "textDocument/didClose":
                del self._opened[uri]

    def _text(self, uri: str) -> str:
        text = self._opened[uri]
        for _, changes in sorted(self._changes[uri], key=lambda one: one[0]):
            for change in changes:
                text = self._changed(text, change)
        return text

    def _changed(self, text: str, change: Message) -> str:
        if "range" not in change:
            return str(change["text"])
        start, end = (self._offset(text, change["range"][side]) for side in ("start", "end"))
        codec, new = _UNITS[self.encoding], str(change["text"])
        units = text.encode(codec)
        return (units[:start] + new.encode(codec) + units[end:]).decode(codec)

    def _offset(self, text: str, place: Message) -> int:
        """In bytes of the encoding."""
        unit = len("x".encode(_UNITS[self.encoding]))
        before = "".join(f"{line}\n" for line in text.split("\n")[: place["line"]])
        return len(before.encode(_UNITS[self.encoding])) + unit * int(place["character"])


class Replay:
    """Says what a client said, and answers what it is asked as the client did."""

    def __init__(self, client: RawClient, said: Iterable[Message]) -> None:
        self._client = client
        self._said = list(said)
        self._answers = {one["answer"]: one["result"] for one in self._said if "answer" in one}
        self._done: set[Any] = set()
        self.texts = Texts()

    def all(self) -> Replay:
        """Say everything but the last words, and save what was saved; wait for each answer, as people do."""
        for message in self._said:
            if "answer" not in message and message["method"] not in ("shutdown", "exit"):
                self.texts.take(message)
                if message["method"] == "textDocument/didSave":
                    uri = message["params"]["textDocument"]["uri"]
                    Path(path_of(uri)).write_text(self.texts.open[uri], encoding="utf-8")
                self._client.send(message)
                if "id" in message:
                    answer = self._client.answer_to(message["id"])
                if message["method"] == "initialize":
                    self.texts.encoding = answer["result"]["capabilities"]["positionEncoding"]
                self._answer()
        return self

    def beginning(self) -> list[Message]:
        """What was said before any document was opened, and what is answered to questions."""
        first = next(at for at, one in enumerate(self._said) if one.get("method") == "textDocument/didOpen")
        return [one for at, one in enumerate(self._said) if "answer" in one or at < first]

    def ask(self, method: str, uri: str) -> Any:
        """The result of a request about a document, when the server has no question of its own any more."""
        while True:
            answer = self._client.request(method, textDocument={"uri": uri})
            if not self._answer():
                return answer["result"]

    def _answer(self) -> bool:
        """Whether there was something to answer."""
        new = [one for one in self._client.received if "method" in one and "id" in one and one["id"] not in self._done]
        for one in new:
            self._done.add(one["id"])
            self._client.send({"jsonrpc": "2.0", "id": one["id"], "result": self._answers.get(one["method"])})
        return bool(new)
