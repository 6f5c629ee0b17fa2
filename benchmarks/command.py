"""The time of whole runs of the command, beside check-jsonschema and ajv-cli, which check a schema and no more.

Processor time of the process from its start to its end, its own and the system's with that of its children, for the
machine may be busy; what is compared runs in turn. Run as ``python -m benchmarks.command [FILE]``, which takes four
minutes; it writes the table into FILE. A peer that cannot be installed is left out.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import peers
from benchmarks.generate import generate
from benchmarks.page import write_section
from benchmarks.variants import clean, wrong
from dial_lsp.schema.plain import plain_schema
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(__file__).parents[1] / "docs" / "demo" / "aidial.config.json"
LARGE = 600_000  # bytes
FILES, BYTES = 100, 6_000  # of the folder: how many, and how large each is
OURS = str(Path(sys.executable).with_name("dial-lint"))


class Measured(NamedTuple):
    """The processor time of some runs, in milliseconds."""

    least: float
    median: float


class Contest(NamedTuple):
    """What is compared: commands by what they are called, the first of them ours; how often each is run."""

    title: str
    commands: dict[str, list[str]]
    runs: int = 5
    kept: bool = False  # whether reports are kept, so that each run but the first only shows one again


def main() -> None:
    """Measure, print and, if a file is named, write."""
    with tempfile.TemporaryDirectory() as name:
        report = "\n".join(rows(Path(name)))
    sys.stdout.write(report + "\n")
    if len(sys.argv) > 1:
        facts = {"python": platform.python_version(), "peers": " and ".join(peers.VERSIONS)}
        write_section(Path(sys.argv[1]), "The command", SECTION.format(table=report, **facts))


def rows(folder: Path) -> Iterator[str]:
    """The table as Markdown, measured line by line."""
    yield "| what | | runs | least | median | ratio of the least |"
    yield "|---|---|---:|---:|---:|---:|"
    for contest in contests(folder):
        times = measured(contest, folder)
        mine = next(iter(times.values()))
        for number, (name, one) in enumerate(times.items()):
            title = "" if number else contest.title
            ratio = f"**{mine.least / one.least:.2f}**" if number else ""
            yield f"| {title} | {name} | {contest.runs} | {one.least:.0f} ms | {one.median:.0f} ms | {ratio} |"


def contests(folder: Path) -> Iterator[Contest]:
    """What is measured, with the files it needs."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps(plain_schema()), encoding="utf-8")

    def checking(*texts: str) -> dict[str, list[str]]:
        made = [folder / f"{number}.config.json" for number in range(len(texts))]
        for file, text in zip(made, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        names = list(map(str, made))
        return {"dial-lint": [OURS, *names], **peers.commands(schema, names)}

    yield Contest("clean, 50 lines", checking(CLEAN), 10)
    yield Contest("clean, 50 lines, once more", checking(CLEAN), 10, kept=True)
    yield Contest("`docs/demo`, as strict JSON", checking(strict(DEMO)), 10)
    large = clean(LARGE)
    yield Contest("600 KB, clean", checking(large))
    yield Contest("600 KB, clean, once more", checking(large), kept=True)
    yield Contest("600 KB, one finding", checking(large.replace('"type": "chat"', '"type": "chta"', 1)))
    yield Contest("600 KB, 5 % wrong", checking(wrong(LARGE)))
    file = checking(large)["dial-lint"][1]
    tool = {"python -m json.tool": [sys.executable, "-m", "json.tool", file]}
    yield Contest("600 KB, `render`", {"dial-lint": [OURS, "render", file], **tool})
    yield Contest("600 KB, `format`", {"dial-lint": [OURS, "format", "--check", file], **tool})
    many = [generate(BYTES + number) for number in range(FILES)]
    yield Contest(f"{FILES} files of {BYTES // 1000} KB", checking(*many), 3)


def measured(contest: Contest, folder: Path) -> dict[str, Measured]:
    """Run all commands in turn, after a turn that does not count: it may compile, and keeps what is kept."""
    environment = {"DIAL_LINT_CACHE_DIR": str(folder / "cache")} if contest.kept else {"DIAL_LINT_NO_CACHE": "1"}
    times: dict[str, list[float]] = {name: [] for name in contest.commands}
    for _ in range(contest.runs + 1):
        for name, command in contest.commands.items():
            times[name].append(run(command, environment=environment))
    return {name: Measured(min(each[1:]), statistics.median(each[1:])) for name, each in times.items()}


def measure(command: list[str], runs: int = 20) -> Measured:
    """Run one command some times, after once that does not count."""
    times = [run(command) for _ in range(runs + 1)][1:]
    return Measured(min(times), statistics.median(times))


def run(command: list[str], output: str = os.devnull, environment: dict[str, str] | None = None) -> float:
    """The processor time of one run, in milliseconds; what it prints goes to a file. Nothing is kept unless told."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    silent = [(os.POSIX_SPAWN_OPEN, stream, path, flags, 0o600) for stream, path in ((1, output), (2, os.devnull))]
    usual = {name: value for name, value in os.environ.items() if name not in _NOT_USUAL}
    given = {"DIAL_LINT_NO_CACHE": "1"} if environment is None else environment
    process = os.posix_spawn(command[0], command, {**usual, **given}, file_actions=silent)
    _, _, used = os.wait4(process, 0)
    return (used.ru_utime + used.ru_stime) * 1000


def strict(file: Path) -> str:
    """What a file says, without comments and superfluous commas."""
    document = parse(Source(file.name, file.read_text(encoding="utf-8")))
    value = {section.name: {entry.name: entry.value for entry in section.entries} for section in document.sections}
    return json.dumps(value, indent=2)


_NOT_USUAL = ("PYTHONDONTWRITEBYTECODE", "DIAL_LINT_NO_CACHE", "DIAL_LINT_CACHE_DIR")

CLEAN = """{
  "models": {
    "gpt-4o": {
      "type": "chat",
      "displayName": "GPT-4o",
      "displayVersion": "2024-11-20",
      "description": "A model for everything",
      "endpoint": "http://openai-adapter/openai/deployments/gpt-4o/chat/completions",
      "userRoles": ["analyst"],
      "limits": {"maxTotalTokens": 128000, "maxCompletionTokens": 16384},
      "pricing": {"unit": "token", "prompt": "0.0000025", "completion": "0.00001"},
      "upstreams": [
        {"endpoint": "https://eu.example.com/openai/deployments/gpt-4o/chat/completions"}
      ]
    },
    "gpt-4o-mini": {
      "type": "chat",
      "displayName": "GPT-4o mini",
      "displayVersion": "2024-07-18",
      "description": "A smaller model",
      "endpoint": "http://openai-adapter/openai/deployments/gpt-4o-mini/chat/completions",
      "userRoles": ["analyst"],
      "limits": {"maxTotalTokens": 128000, "maxCompletionTokens": 16384},
      "pricing": {"unit": "token", "prompt": "0.00000015", "completion": "0.0000006"},
      "upstreams": [
        {"endpoint": "https://eu.example.com/openai/deployments/gpt-4o-mini/chat/completions"}
      ]
    }
  },
  "applications": {
    "search": {
      "displayName": "Search",
      "description": "Finds documents",
      "endpoint": "http://search/v1/chat/completions",
      "userRoles": ["analyst"]
    }
  },
  "keys": {
    "b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE": {"project": "reports", "role": "analyst"}
  },
  "roles": {
    "default": {"limits": {}},
    "analyst": {
      "limits": {
        "gpt-4o": {"minute": 200000, "day": 1000000},
        "gpt-4o-mini": {"minute": 200000, "day": 1000000}
      }
    }
  }
}
"""

SECTION = """{table}

**What is measured.** The processor time of a whole run, from the start of the process to its end and with its children,
Python {python}. dial-lint looks for its settings and runs all its rules; the peers, {peers},
check the same JSON Schema and nothing else. The demo is measured without its comment and its superfluous comma, which
the peers do not read. "Once more" is a run on what has not changed, so that the report that is kept is shown again; all
other runs neither use nor keep any.

**Why it takes what it takes.** A run on a small file is mostly the import of modules, and one that shows a report again
mostly the start of Python. Only those are imported whose service is needed: Lark where a place inside an entry is told,
jsonschema where a shape is wrong, lists of common words where a key looks guessable, what hides secrets where something
is shown.
"""


if __name__ == "__main__":
    main()
