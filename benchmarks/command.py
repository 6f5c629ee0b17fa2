"""The time of a whole run of the command on small files, beside check-jsonschema, which checks a schema and no more.

Processor time of the process from its start to its end, its own and the system's, for the machine may be busy. Run as
``python -m benchmarks.command [FILE]``; it writes the table into FILE. Where the peer cannot be installed, dial-lint
is measured alone.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.page import write_section
from dial_lsp.schema.plain import plain_schema
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

PEER = "check-jsonschema"
VERSION = "0.39.0"
RUNS = 20
CACHE = Path(__file__).parent / ".cache"
DEMO = Path(__file__).parents[1] / "docs" / "demo" / "aidial.config.json"


class Measured(NamedTuple):
    """The processor time of some runs, in milliseconds."""

    least: float
    median: float


def main() -> None:
    """Measure, print and, if a file is named, write."""
    peer = peer_command()
    with tempfile.TemporaryDirectory() as name:
        report = "\n".join(rows(Path(name), peer))
    sys.stdout.write(report + "\n")
    if len(sys.argv) > 1:
        facts = {"runs": RUNS, "python": platform.python_version(), "peer": f"{PEER} {VERSION}"}
        write_section(Path(sys.argv[1]), "The command", SECTION.format(table=report, **facts))


def rows(folder: Path, peer: list[str] | None) -> Iterator[str]:
    """The table as Markdown, measured line by line."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps(plain_schema()), encoding="utf-8")
    ours = [str(Path(sys.executable).with_name("dial-lint"))]
    yield "| file | | least | median |"
    yield "|---|---|---:|---:|"
    for title, text in {"clean, 50 lines": CLEAN, "`docs/demo`, as strict JSON": strict(DEMO)}.items():
        file = folder / "aidial.config.json"
        file.write_text(text, encoding="utf-8")
        mine = measure([*ours, str(file)])
        yield f"| {title} | dial-lint | {mine.least:.0f} ms | {mine.median:.0f} ms |"
        if peer:
            theirs = measure([*peer, "--schemafile", str(schema), str(file)])
            yield f"| | {PEER} | {theirs.least:.0f} ms | {theirs.median:.0f} ms |"
            yield f"| | ratio | **{mine.least / theirs.least:.2f}** | {mine.median / theirs.median:.2f} |"


def measure(command: list[str]) -> Measured:
    """Run a command some times, after once that does not count: it may compile."""
    times = [run(command) for _ in range(RUNS + 1)][1:]
    return Measured(min(times), statistics.median(times))


def run(command: list[str], output: str = os.devnull) -> float:
    """The processor time of one run, in milliseconds; what it prints goes to a file."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    silent = [(os.POSIX_SPAWN_OPEN, stream, path, flags, 0o600) for stream, path in ((1, output), (2, os.devnull))]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = os.posix_spawn(command[0], command, environment, file_actions=silent)
    _, _, used = os.wait4(process, 0)
    return (used.ru_utime + used.ru_stime) * 1000


def strict(file: Path) -> str:
    """What a file says, without comments and superfluous commas."""
    document = parse(Source(file.name, file.read_text(encoding="utf-8")))
    value = {section.name: {entry.name: entry.value for entry in section.entries} for section in document.sections}
    return json.dumps(value, indent=2)


def peer_command() -> list[str] | None:
    """The peer, installed on first use; None where that fails."""
    home = CACHE / PEER
    script = home / "bin" / PEER
    if not script.exists():
        venv.create(home, with_pip=True)
        install = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", f"{PEER}=={VERSION}"]
        if subprocess.run(install, check=False, stderr=subprocess.DEVNULL).returncode:
            sys.stdout.write(f"{PEER} cannot be installed here, so dial-lint is measured alone\n")
            return None
    return [str(script)]


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

**What is measured.** The processor time of a whole run, from the start of the process to its end: the least and the
median of {runs} runs, Python {python}. dial-lint looks for its settings and runs all its rules; the peer, {peer},
checks the same JSON Schema and nothing else, after it has checked the schema itself. The demo is measured without its
comment and its superfluous comma, which the peer does not read.

**Why it takes what it takes.** A run on a small file is mostly the import of modules. Only those are imported whose
service is needed: Lark where a place inside an entry is told, jsonschema where a shape is wrong, lists of common words
where a key looks guessable, what reads patterns where there are routes.
"""


if __name__ == "__main__":
    main()
