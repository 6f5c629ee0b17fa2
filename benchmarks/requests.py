"""What an editor asks for after an edit: dial-lsp beside vscode-json-language-server, in the same run and in turn.

Both servers have the same file of 600 KB open. An edit changes one value somewhere, and something is asked for; the
time is that from the edit to the answer. Run as ``python -m benchmarks.requests [FILE]``; it needs node and npm, and
writes the table into FILE.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.client import Client
from benchmarks.generate import generate
from benchmarks.page import write_section
from benchmarks.server import facts, milliseconds_since, peer_command, spots_of, strict_schema

SIZE, SAMPLES, STARTS = 600_000, 11, 5
FOUND = r'"description": "Answers()'
"""Where letters are typed."""
MODEL, ROLE = r'"type": "(chat)"', r'"userRoles": \["(role-\w+-\d+)"'
OPTIONS = {"tabSize": 2, "insertSpaces": True}
ASKED: tuple[tuple[str, str, str, dict[str, Any], float], ...] = (
    ("completion", "completion", MODEL, {}, 0.3),
    ("hover", "hover", MODEL, {}, 0.3),
    ("definition, hover of the peer", "definition", ROLE, {}, 0.3),
    ("folding", "foldingRange", "", {}, 0.3),
    ("symbols", "documentSymbol", "", {}, 0.3),
    ("formatting", "formatting", "", {"options": OPTIONS}, 1.0),
    ("formatting, every line", "formatting", "", {"options": {**OPTIONS, "tabSize": 4}}, 1.0),
)
"""What is asked, by which request, where, with what parameters, and the goal beside the peer."""
START_GOAL = 1.2


class Row(NamedTuple):
    """What was measured of one request, in milliseconds."""

    name: str
    ours: list[float]
    theirs: list[float]
    goal: float

    @property
    def ratio(self) -> float:
        """Ours by theirs, in the median."""
        return statistics.median(self.ours) / statistics.median(self.theirs)


class Asking:
    """One server with one file open, which is edited and asked about."""

    def __init__(self, command: list[str], folder: Path, text: str) -> None:
        self._uri, self._version = (folder / "aidial.config.json").as_uri(), 1
        self._client, _, capabilities = begun(command, folder)
        self.defines = bool(capabilities.get("definitionProvider"))
        schemas = {"settings": {"json": {"schemas": [strict_schema()], "resultLimit": 1_000_000}}}
        self._client.notify("workspace/didChangeConfiguration", schemas)
        item = {"uri": self._uri, "languageId": "json", "version": 1, "text": text}
        self._client.notify("textDocument/didOpen", {"textDocument": item})
        self.ask("diagnostic", {})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The answer to a request about the file; hover in place of definition, if the server knows none."""
        method = "hover" if method == "definition" and not self.defines else method
        return self._client.request(f"textDocument/{method}", {"textDocument": {"uri": self._uri}, **params})

    def type(self, line: int, column: int, typed: str, *, instead: int = 0) -> None:
        """Type something in a line, instead of so many characters."""
        self._version += 1
        ends = {"start": at(line, column), "end": at(line, column + instead)}
        document = {"uri": self._uri, "version": self._version}
        self._client.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": ends, "text": typed}]}
        )

    def timed(self, method: str, params: dict[str, Any], typed: tuple[int, int]) -> float:
        """Milliseconds from a letter that is typed to the answer; the letter is taken back."""
        began = time.perf_counter()
        self.type(*typed, "x")
        self.ask(method, params)
        taken = milliseconds_since(began)
        self.type(*typed, "", instead=1)
        return taken

    def stop(self) -> None:
        """End."""
        self._client.stop()


def begun(command: list[str], folder: Path) -> tuple[Client, float, dict[str, Any]]:
    """A server that is started, the milliseconds until it can be asked, and what it can do."""
    began = time.perf_counter()
    client = Client(command, folder)
    capabilities = {
        "textDocument": {"diagnostic": {}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": True}},
        "workspace": {"configuration": True, "diagnostics": {"refreshSupport": True}},
    }
    params = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}
    answer = client.request("initialize", {**params, "initializationOptions": {"provideFormatter": True}})
    taken = milliseconds_since(began)
    client.notify("initialized", {})
    return client, taken, answer["capabilities"]


def at(line: int, column: int) -> dict[str, int]:
    """A position of the protocol."""
    return {"line": line, "character": column}


def main() -> None:
    """Measure, print and, if a file is named, write."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who installs the server has its bytecode on the disk
    rows = measure(generate(SIZE))
    table = "\n".join(written(rows))
    sys.stdout.write(table + "\n")
    if len(sys.argv) > 1:
        section = SECTION.format(table=table, samples=SAMPLES, load=f"{os.getloadavg()[0]:.1f}", **facts())
        write_section(Path(sys.argv[1]), "What an editor asks for after an edit", section)


def measure(text: str) -> list[Row]:
    """Every request to both servers, and their starts."""
    commands = [sys.executable, "-m", "dial_lsp.server"], peer_command()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "aidial.config.json").write_text(text, encoding="utf-8")
        starts = [[started(command, folder) for command in commands] for _ in range(STARTS)]
        servers = [Asking(command, folder, text) for command in commands]
        rows = [Row("start", [ours for ours, _ in starts], [theirs for _, theirs in starts], START_GOAL)]
        for label, method, pattern, params, goal in ASKED:
            spots = [(number, start) for number, start, _ in spots_of(text, FOUND)]
            places = [(number, start) for number, start, _ in spots_of(text, pattern)] if pattern else [(0, 0)]
            chosen = random.Random(label)
            samples = [(chosen.choice(places), chosen.choice(spots)) for _ in range(SAMPLES + 1)]
            asked = [({**params, "position": at(*place)} if pattern else params, typed) for place, typed in samples]
            times = [[server.timed(method, *one) for server in servers] for one in asked][1:]  # the first one warms up
            rows.append(Row(label, [ours for ours, _ in times], [theirs for _, theirs in times], goal))
        for server in servers:
            server.stop()
    return rows


def started(command: list[str], folder: Path) -> float:
    """Milliseconds from the start of a server to its first answer."""
    client, taken, _ = begun(command, folder)
    client.stop()
    return taken


def written(rows: list[Row]) -> list[str]:
    """The table as Markdown."""
    lines = ["| asked for | dial-lsp | the peer | ratio | goal | |", "|---|---:|---:|---:|---:|---|"]
    for row in rows:
        ours, theirs = statistics.median(row.ours), statistics.median(row.theirs)
        missed = "missed" if row.ratio > row.goal else ""
        lines.append(f"| {row.name} | {ours:.1f} ms | {theirs:.1f} ms | **{row.ratio:.2f}** | {row.goal} | {missed} |")
    return lines


SECTION = """{table}

**What is measured.** Both servers have the same file of 600 KB open. A letter is typed into a description somewhere,
something is asked for, and the time is the median of {samples} from the edit to the answer, as the client sees it.
Formatting of a file that is formatted already looks for what to change; the other one gives every line another
indentation. The start is that of the process until it answers `initialize`, with no file open. The peer ({peer})
knows the same JSON Schema and is told to answer without a limit. Python {python}, pygls {pygls}, node {node}. The
load of the machine was {load} on 2 cores, these runs included, so read the ratios.

**What is slow.** Starting: the classes of the protocol, which lsprotocol makes anew in each process, take longer than
the peer takes to start, and what reads a configuration takes as long again. What answers requests is loaded when it
is first asked for. Folding and another indentation for every line are thousands of small answers, made one by one; an
edit costs a few milliseconds more while nobody has asked what is secret in the text before it.
"""


if __name__ == "__main__":
    main()
