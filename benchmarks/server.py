"""From keystroke to diagnostics: dial-lsp beside vscode-json-language-server, which checks a schema and no more.

Both servers have the same file open, in the same run and in turn: an edit spoils one value somewhere in the file, the
diagnostics are asked for, the edit is taken back, and they are asked for again. Written for clients that pull, which
is the peer's faster mode. Run as ``python -m benchmarks.server [FILE]``; it needs node and npm, and writes the table
into FILE.
"""

from __future__ import annotations

import json
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.client import Client
from benchmarks.generate import generate
from benchmarks.page import write_section
from dial_lsp.schema.plain import plain_schema

PEER = "vscode-langservers-extracted@4.10.0"
SIZES = (60_000, 600_000, 6_000_000)
EDITS = 30
CACHE = Path(__file__).parent / ".cache"
FIELDS = (
    r'"type": ("chat")',
    r'"maxInputAttachments": (\d+)',
    r'"forwardAuthToken": (false)',
    r'"maxCompletionTokens": (\d+)',
    r'"displayName": ("Application \d+")',
    r'"weight": (\d+)',
    r'"minute": (\d+)',
)
WRONG = "[]"
"""What none of these fields takes."""


@dataclass(slots=True)
class Measured:
    """What was seen of one server at one size: milliseconds and bytes."""

    opened: float = 0.0
    changes: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def median(self) -> float:
        """From change to diagnostics, in milliseconds."""
        return statistics.median(self.changes)

    @property
    def late(self) -> float:
        """What nineteen of twenty changes stay below, in milliseconds."""
        return statistics.quantiles(self.changes, n=20)[-1]


class Editor:
    """One server with one file open."""

    def __init__(
        self, command: list[str], folder: Path, text: str, name: str = "aidial.config.json", language: str = "json"
    ) -> None:
        self._client = Client(command, folder)
        self._uri = (folder / name).as_uri()
        self._version = 1
        self.measured = Measured()
        capabilities = {
            "textDocument": {"diagnostic": {}, "synchronization": {}},
            "workspace": {"configuration": True, "workspaceFolders": True, "diagnostics": {"refreshSupport": True}},
        }
        folders = [{"uri": folder.as_uri(), "name": folder.name}]
        self._client.request(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "workspaceFolders": folders, "capabilities": capabilities},
        )
        self._client.notify("initialized", {})
        self._client.notify(
            "workspace/didChangeConfiguration",
            {"settings": {"json": {"validate": {"enable": True}, "schemas": [strict_schema()]}}},
        )
        start = time.perf_counter()
        item = {"uri": self._uri, "languageId": language, "version": 1, "text": text}
        self._client.notify("textDocument/didOpen", {"textDocument": item})
        self.at_rest = self.messages()
        self.measured.opened = milliseconds_since(start)

    def change(self, line: int, start: int, end: int, text: str) -> list[str]:
        """Make an edit in a line and wait for the diagnostics; what they say now."""
        return self.change_range((line, start), (line, end), text)

    def change_range(self, start: tuple[int, int], end: tuple[int, int], text: str) -> list[str]:
        """Make an edit from one line and character to another and wait for the diagnostics; what they say now."""
        self._version += 1
        where = {name: {"line": at[0], "character": at[1]} for name, at in (("start", start), ("end", end))}
        began = time.perf_counter()
        self._client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self._uri, "version": self._version},
                "contentChanges": [{"range": where, "text": text}],
            },
        )
        found = self.messages()
        self.measured.changes.append(milliseconds_since(began))
        return found

    def messages(self) -> list[str]:
        """What the diagnostics of the file say as it is now."""
        answer = self._client.request("textDocument/diagnostic", {"textDocument": {"uri": self._uri}})
        return sorted(item["message"] for item in answer["items"])

    def stop(self) -> None:
        """Take the memory and close."""
        self.measured.memory = self._client.resident_memory()
        self._client.stop()


def main() -> None:
    """Measure, print and, if a file is named, write."""
    peer = peer_command()
    table = [measure(size, peer) for size in SIZES]
    report = "\n".join(rows(table))
    sys.stdout.write(report + "\n")
    if len(sys.argv) > 1:
        write_section(Path(sys.argv[1]), "From keystroke to diagnostics", SECTION.format(table=report, **facts()))


def measure(size: int, peer: list[str]) -> tuple[int, Measured, Measured]:
    """Both servers on a file of this size."""
    text = generate(size)
    spots = [spot for pattern in FIELDS for spot in spots_of(text, pattern)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "aidial.config.json").write_text(text, encoding="utf-8")
        ours = Editor([sys.executable, "-m", "dial_lsp.server"], folder, text)
        theirs = Editor(peer, folder, text)
        for line, start, end in spots:
            right = text.splitlines()[line][start:end]
            for editor in (ours, theirs):
                if not set(editor.change(line, start, end, WRONG)) - set(editor.at_rest):
                    raise SystemExit(f"an error was not found in line {line + 1}")
                if editor.change(line, start, start + len(WRONG), right) != editor.at_rest:
                    raise SystemExit(f"an error did not go away: line {line + 1}")
        for editor in (ours, theirs):
            editor.stop()
    return len(text.encode()), ours.measured, theirs.measured


def spots_of(text: str, pattern: str) -> list[tuple[int, int, int]]:
    """Some of the values a pattern finds: line, start and end, counted from 0."""
    lines = text.splitlines()
    found = [(number, match) for number, line in enumerate(lines) if (match := re.search(pattern, line))]
    chosen = random.Random(len(text)).sample(found, min(EDITS // 6, len(found)))
    return [(number, match.start(1), match.end(1)) for number, match in chosen]


def strict_schema() -> dict[str, Any]:
    """The schema of the file for the peer: the same that dial-lsp goes by."""
    return {"fileMatch": ["aidial.config.json"], "uri": "dial://schema", "schema": plain_schema()}


def peer_command() -> list[str]:
    """The peer, installed on first use."""
    script = CACHE / "node_modules" / "vscode-langservers-extracted" / "bin" / "vscode-json-language-server"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise SystemExit("node and npm are needed to run the peer")
    if not script.exists():
        CACHE.mkdir(exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(CACHE), PEER]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return [node, str(script), "--stdio"]


def rows(table: list[tuple[int, Measured, Measured]]) -> list[str]:
    """The table as Markdown."""
    head = [
        "| file | | change to diagnostics, median | 19 of 20 below | open to diagnostics | resident memory |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for size, ours, theirs in table:
        for name, one in (("dial-lsp", ours), ("vscode-json-language-server", theirs)):
            head.append(
                f"| {size / 1000:,.0f} KB | {name} | {one.median:.1f} ms | {one.late:.1f} ms "
                f"| {one.opened:,.0f} ms | {one.memory / 1e6:.0f} MB |"
            )
        head.append(
            f"| | ratio | **{ours.median / theirs.median:.2f}** | {ours.late / theirs.late:.2f} "
            f"| {ours.opened / theirs.opened:.2f} | {ours.memory / theirs.memory:.2f} |"
        )
    growth = table[-1][1].median / table[0][1].median
    return [*head, "", f"From the smallest to the largest file our median grows by a factor of {growth:.1f}."]


def facts() -> dict[str, str]:
    """What the numbers depend on."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
    return {
        "python": platform.python_version(),
        "node": node,
        "peer": PEER,
        "pygls": version("pygls"),
        "edits": json.dumps(sorted({re.findall(r'"(\w+)"', pattern)[0] for pattern in FIELDS})),
    }


def milliseconds_since(start: float) -> float:
    """Wall time."""
    return (time.perf_counter() - start) * 1000


SECTION = """{table}

**What is measured.** Each server has the file open. An edit spoils one value somewhere in the file so that the schema
is violated, the diagnostics are pulled and must tell of it; the edit is taken back, the diagnostics are pulled again
and must be as before. The values stand in these fields, equally often: {edits}. dial-lsp runs all its rules, the peer
({peer}) checks the same JSON Schema and nothing else. Times are wall times as the client sees them; Python {python},
pygls {pygls}, node {node}.

**Why it is fast.** An edit re-reads one entry, runs the entry rules of that entry, and runs again only those of the
other rules that have read a field that changed (`dial_lsp/model/reads.py`). The peer parses and checks the whole text
each time.

**What is slow.** Opening a file runs every rule on every entry it may concern; meanwhile other requests are answered
and edits taken up. The first edit that damages the brackets of a sound file makes it read again by lines. Edits of the
order, paths or methods of a route compare the routes anew. Every keystroke still joins a text as long as the file and
copies the list of its pieces, which shows at several megabytes, and places every finding again: these files have none
at rest, and in one with thousands that is what a keystroke costs.
"""


if __name__ == "__main__":
    main()
