"""How long everybody against everything takes, and how much it is: 300 keys, 100 roles, 1,000 deployments.

Processor seconds, the best of some runs: of whole commands, and of single steps in a process that has all modules.
Run as ``python -m benchmarks.access [FILE]``; it writes the table of commands into FILE.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.command import run
from benchmarks.page import write_section
from dial_lsp.access import Access
from dial_lsp.access.difference import difference
from dial_lsp.access.matrix import Matrix
from dial_lsp.model.config import Config
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEYS, ROLES, DEPLOYMENTS = 300, 100, 1000
OPENED = 40
RUNS = 3
TITLE = "Everybody against everything"


def main() -> None:
    """Print the steps, then the commands; write these if a file is named."""
    steps(generate())
    with tempfile.TemporaryDirectory() as name:
        report = "\n".join(commands(Path(name)))
    sys.stdout.write(report + "\n")
    if len(sys.argv) > 1:
        facts = {"runs": RUNS, "python": platform.python_version(), "keys": KEYS, "roles": ROLES, "opened": OPENED}
        write_section(Path(sys.argv[1]), TITLE, SECTION.format(table=report, deployments=DEPLOYMENTS, **facts))


def commands(folder: Path) -> Iterator[str]:
    """The table of whole commands as Markdown, measured line by line."""
    old, new = folder / "old.json", folder / "new.json"
    old.write_text(generate(), encoding="utf-8")
    new.write_text(generate(OPENED), encoding="utf-8")
    ours = str(Path(sys.executable).with_name("dial-lint"))
    yield "| command | seconds | output |"
    yield "|---|---:|---:|"
    for words in (
        ("access",),
        ("access", "--format=json"),
        ("access", "--format=csv"),
        ("access", "--format=markdown"),
        ("access", "--key=1", "--to=model-1", "--why"),
    ):
        yield row_of([ours, *words, "--no-config", str(old)], " ".join(words), folder)
    yield row_of([ours, "diff", "--no-config", str(old), str(new)], f"diff, {OPENED} opened models", folder)


def row_of(command: list[str], title: str, folder: Path) -> str:
    """A line of the table."""
    output = folder / "output"
    seconds = [run(command, str(output)) / 1000 for _ in range(RUNS + 1)][1:]
    return f"| `{title}` | {min(seconds):.1f} | {output.stat().st_size / 1e6:.2f} MB |"


def steps(text: str) -> None:
    """Print what single steps take."""
    document = parse(Source("aidial.config.json", text))
    config = Config.of([document])
    print(f"{KEYS} keys x {ROLES} roles x {DEPLOYMENTS} deployments, {len(text) / 1e6:.1f} MB of JSON")
    row("parse and merge", best(lambda: Config.of([parse(Source("aidial.config.json", text))])))
    row("the relation, every answer asked for alone", best(lambda: ask(fresh(config))))
    row("the matrix of all answers", best(lambda: Matrix(fresh(config)).rows))
    row("every answer, and all reasons of one key", best(lambda: explain(fresh(config))))
    changed = text.replace('"userRoles": ["role-1"', '"userRoles": ["role-2"', 5).replace('"day": 7', '"day": 8', 20)
    other = Config.of([parse(Source("other.json", changed))])
    row("the difference of two files", best(lambda: difference(fresh(config), fresh(other)).changes))
    row("the effect of one edit, all else known", effect_of_one_edit(config, text))
    print(
        f"{memory(config):8.1f}  MB for the relation, {distinct(config):,} distinct answers of {KEYS * DEPLOYMENTS:,}"
    )


def generate(opened: int = 0) -> str:
    """A config whose keys have one to four roles, and whose roles limit a tenth of the deployments.

    So many of its models are ``opened``: they have lost their ``userRoles``.
    """
    source = random.Random(1)
    roles = [f"role-{number}" for number in range(ROLES)]
    names = [f"model-{number}" for number in range(DEPLOYMENTS)]
    config: dict[str, Any] = {
        "models": {
            name: {
                "type": "chat",
                "endpoint": f"http://adapter/{name}/chat/completions",
                **({"userRoles": source.sample(roles, source.randint(1, 8))} if source.random() < 0.8 else {}),  # noqa: PLR2004 -- most,
            }
            for name in names
        },
        "roles": {
            role: {
                "limits": {
                    name: {"minute": source.randint(1, 9) * 1000, "day": 7} for name in source.sample(names, 100)
                }
            }
            for role in roles
        },
        "keys": {
            f"made-up-key-{number}": {"project": f"P{number}", "roles": source.sample(roles, source.randint(1, 4))}
            for number in range(KEYS)
        },
    }
    guarded = [model for model in config["models"].values() if "userRoles" in model]
    for model in guarded[:opened]:
        del model["userRoles"]
    return json.dumps(config, indent=2)


def fresh(config: Config) -> Access:
    """A relation that knows nothing yet, not even of single entries."""
    for entry in config.entries():
        entry.memo.clear()
    return Access(config)


def ask(access: Access) -> int:
    """Every answer for every key and role; how many callers are let in."""
    granted = 0
    for subject in (*access.keys, *access.roles, access.everyone):
        granted += sum(verdict.granted for _, verdict in access.row(subject))
    return granted


def explain(access: Access) -> int:
    """Every answer, and the reasons of the first key."""
    ask(access)
    return sum(len(access.because(access.keys[0], found)) for found in access.objects)


def effect_of_one_edit(config: Config, text: str) -> float:
    """Seconds from an edit of one model to what it does to access, while everything else is known."""
    before = fresh(config)
    ask(before)
    at = text.index('"userRoles": [') + len('"userRoles": [')
    document = update(config.documents[0], [Edit(Span(at, at), '"role-5", ')])

    def effect() -> None:
        after = Config.of([document], previous=config)
        _ = difference(before, Access(after, kept=before.kept)).effect

    return best(effect)


def memory(config: Config) -> float:
    """Megabytes that a relation holds beyond its config when every answer was given."""
    access = fresh(config)
    tracemalloc.start()
    ask(access)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def distinct(config: Config) -> int:
    """How many answers had to be computed."""
    access = fresh(config)
    ask(access)
    return sum(len(access.column(found).verdicts) for found in access.objects)


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def row(what: str, seconds: float) -> None:
    """Print a line."""
    print(f"{seconds:8.3f}  s  {what}")


SECTION = """{table}

**What is measured.** The processor time of a whole run, from the start of the process to its end, the least of {runs},
Python {python}, on a generated file of {keys} keys, {roles} roles and {deployments} deployments; `diff` compares it
with the same file in which {opened} models have lost their `userRoles`. `--format csv` has a line for each caller and
object, with its reasons; JSON has each answer and each reason once.
"""


if __name__ == "__main__":
    main()
