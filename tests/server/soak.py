"""A long session: random edits and requests on a real configuration, whose end must be as if it had just been opened.

``python -m tests.server.soak 20000`` runs it by itself, and ``... 20000 600`` for ten minutes at most.
"""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.server.convert import Encoding, Ruler
from dial_lsp.server.lines import LineTable
from dial_lsp.text import Span
from tests.server.raw import PULLS, Message, RawClient, running

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = Path(__file__).resolve().parents[1] / "realworld" / "planted" / "base.json"
URI = "file:///nowhere/aidial.config.json"
TYPED = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "\r\n",
    "x",
    "1",
    "// note\n",
    "\U0001f600",
    "\u2028",
    '"role": "x"',
    "",
]
EDITS_AT_ONCE = 25  # sent before an answer is waited for
MEASURED = 20  # times that memory is looked at
REQUESTS: dict[str, Callable[[Message], Message]] = {
    "textDocument/hover": lambda at: at,
    "textDocument/completion": lambda at: at,
    "textDocument/definition": lambda at: at,
    "textDocument/references": lambda at: {**at, "context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": lambda at: at,
    "textDocument/prepareRename": lambda at: at,
    "textDocument/documentSymbol": lambda at: {"textDocument": at["textDocument"]},
    "textDocument/foldingRange": lambda at: {"textDocument": at["textDocument"]},
    "textDocument/codeLens": lambda at: {"textDocument": at["textDocument"]},
    "textDocument/semanticTokens/full": lambda at: {"textDocument": at["textDocument"]},
    "textDocument/diagnostic": lambda at: {"textDocument": at["textDocument"]},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to."""

    final: list[Message]  # the findings at its end
    fresh: list[Message]  # those of the same text, opened by another server
    unanswered: set[int]
    failed: list[Message]  # answers that say that the server failed
    asked: int  # requests
    edits: int
    memory: list[int]  # resident, in KB, whenever as many edits were made as before, and at the end

    @property
    def early(self) -> int:
        """The memory after the first quarter."""
        return self.memory[len(self.memory) // 4]

    @property
    def late(self) -> int:
        """The memory at the end."""
        return self.memory[-1]


def soak(edits: int, seconds: float = math.inf, seed: int = 1) -> Outcome:
    """Make so many edits, or as many as there is time for, and about a third as many requests."""
    chance, started = random.Random(seed), time.monotonic()
    base, memory = CONFIG.read_text(encoding="utf-8"), list[int]()
    with running() as (client, server):
        client.start(**PULLS)
        client.open(URI, base)
        text, asked, heard = base, set[int](), _Heard(set(), [])
        for number in range(2, edits + 2):
            text = _edit(client, chance, text, base, number)
            if chance.random() < 1 / 3:
                asked.add(_ask(client, chance, text))
            if number % EDITS_AT_ONCE == 0:
                client.answer_to(client.ask("textDocument/diagnostic", textDocument={"uri": URI}))
                heard.take(client)
                if time.monotonic() - started > seconds:
                    break
            if (number - 1) % max(edits // MEASURED, 1) == 0:
                memory.append(_memory(server.pid))
        final = _findings(client)
        heard.take(client)
        memory.append(_memory(server.pid))
    return Outcome(final, _fresh(text), asked - heard.answers, heard.failed, len(asked), number - 1, memory)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is kept of all that the server said, which is much."""

    answers: set[int]
    failed: list[Message]

    def take(self, client: RawClient) -> None:
        """Take over what the client has received."""
        answers = [message for message in client.received if "id" in message and "method" not in message]
        self.answers.update(message["id"] for message in answers)
        self.failed.extend(one for one in answers if one.get("error", {}).get("code") == -32603)
        client.received.clear()


def _edit(client: RawClient, chance: random.Random, text: str, base: str, version: int) -> str:
    """Change a place or several, or, when little is left of the file, begin again."""
    if chance.random() < 0.02 or len(text) > 2 * len(base):
        client.change(URI, version, {"text": base})
        return base
    changes: list[Message] = []
    for _ in range(chance.choice([1, 1, 1, 3])):
        start = chance.randrange(len(text) + 1)
        end = min(start + chance.choice([0, 0, 0, 1, 2, 30]), len(text))
        ruler = Ruler(text, LineTable.of(text), Encoding.Utf16)
        span = ruler.span(ruler.range(Span(start, end)))
        changes.append({"range": _range(ruler, span), "text": chance.choice(TYPED)})
        text = text[: span.start] + changes[-1]["text"] + text[span.end :]
    client.change(URI, version, *changes)
    return text


def _ask(client: RawClient, chance: random.Random, text: str) -> int:
    ruler = Ruler(text, LineTable.of(text), Encoding.Utf16)
    line, character = ruler.place(chance.randrange(len(text) + 1))
    method, params = chance.choice(list(REQUESTS.items()))
    at = {"textDocument": {"uri": URI}, "position": {"line": line, "character": character}}
    number = client.ask(method, **params(at))
    if chance.random() < 0.1:
        client.notify("$/cancelRequest", id=number)
    return number


def _range(ruler: Ruler, span: Span) -> Message:
    (line, character), (end_line, end_character) = ruler.place(span.start), ruler.place(span.end)
    return {"start": {"line": line, "character": character}, "end": {"line": end_line, "character": end_character}}


def _findings(client: RawClient) -> list[Message]:
    answer = client.request("textDocument/diagnostic", textDocument={"uri": URI})
    items: list[Message] = answer["result"]["items"]
    return items


def _fresh(text: str) -> list[Message]:
    with running() as (client, _):
        client.start(**PULLS)
        client.open(URI, text)
        return _findings(client)


def _memory(process: int) -> int:
    """Resident memory in KB; 0 where the system does not tell."""
    status: Any = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    return int(status.read_text().partition("VmRSS:")[2].split()[0])


if __name__ == "__main__":
    outcome = soak(*map(int, sys.argv[1:] or ["2000"]))
    same = outcome.final == outcome.fresh
    sys.stdout.write(
        f"{outcome.edits} edits and {outcome.asked} requests; findings as fresh: {same}; "
        f"unanswered {len(outcome.unanswered)}; failed {len(outcome.failed)}; KB: {outcome.memory}\n"
    )
    for failure in outcome.failed[:5]:
        sys.stdout.write(f"{failure}\n")
