"""A keystroke in a configuration inside YAML beside the same keystroke in the configuration alone.

The text is the same; in ``values.yaml`` 50 KB of values of other charts stand behind it. Run as
``python -m benchmarks.hosts [FILE]``; it writes the table into FILE.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import generate
from benchmarks.page import write_section
from benchmarks.server import FIELDS, WRONG, Editor, Measured, spots_of

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 150_000
COMMAND = [sys.executable, "-m", "dial_lsp.server"]
INDENT = "      "
HEAD = "core:\n  secrets:\n    aidial.config.json: "
AROUND = "".join(
    f"service{number}:\n  enabled: true\n  image:\n    repository: registry.example/service{number}\n"
    f"    tag: 1.2.{number}\n  env:\n    SETTING_{number}: value {number}\n    OTHER: 'x'\n"
    for number in range(370)
)
PLACEHOLDER = ('"key": "made-up-', '"key": "%%KEY%%-')


def main() -> None:
    """Measure, print and, if a file is named, write."""
    table = "\n".join(rows())
    sys.stdout.write(table + "\n")
    if len(sys.argv) > 1:
        write_section(Path(sys.argv[1]), "A configuration inside YAML", SECTION.format(table=table))


def rows() -> list[str]:
    """The table as Markdown: each form beside the text alone, in turn."""
    found = ["| written as | | change to diagnostics, median | 19 of 20 below |", "|---|---|---:|---:|"]
    text = generate(SIZE)
    for name, form, content in (
        ("a literal block", _block("|"), text),
        ("a literal block with 100 placeholders and more", _block("|"), text.replace(*PLACEHOLDER)),
        ("a folded block", _block(">"), text),
        ("a quoted text", _quoted, text),
    ):
        alone, hosted = measure(content, form)
        size = len(form(content)[0]) / 1000
        for what, one in ((f"{len(content) / 1000:,.0f} KB alone", alone), (f"in {size:,.0f} KB of YAML", hosted)):
            found.append(f"| {name} | {what} | {one.median:.1f} ms | {one.late:.1f} ms |")
        found.append(f"| | ratio | **{hosted.median / alone.median:.2f}** | {hosted.late / alone.late:.2f} |")
    return found


Form = tuple[str, "Callable[[int, int], tuple[int, int]]"]
"""The text of a YAML file, and where in it a line and character of the configuration stand."""


def measure(text: str, form: Callable[[str], Form]) -> tuple[Measured, Measured]:
    """The text alone and in YAML: each edit in both, and taken back."""
    hosted, place = form(text)
    lines = text.splitlines()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        alone = Editor(COMMAND, Path(first), text)
        inside = Editor(COMMAND, Path(second), hosted, "values.yaml", "yaml")
        for line, start, end in (spot for pattern in FIELDS for spot in spots_of(text, pattern)):
            (row, left), (_, right) = place(line, start), place(line, end)
            written = hosted.splitlines()[row][left:right]
            for editor, at, old in (
                (alone, (line, start, end), lines[line][start:end]),
                (inside, (row, left, right), written),
            ):
                if editor.change(*at, WRONG) == editor.at_rest:
                    raise SystemExit(f"an error was not found in line {at[0] + 1}")
                if editor.change(at[0], at[1], at[1] + len(WRONG), old) != editor.at_rest:
                    raise SystemExit(f"an error did not go away: line {at[0] + 1}")
        alone.stop()
        inside.stop()
    return alone.measured, inside.measured


def _block(mark: str) -> Callable[[str], Form]:
    def form(text: str) -> Form:
        lines = "".join(INDENT + line for line in text.splitlines(keepends=True))
        above = HEAD.count("\n") + 1
        return f"{HEAD}{mark}\n{lines}{AROUND}", lambda line, character: (line + above, character + len(INDENT))

    return form


def _quoted(text: str) -> Form:
    above = HEAD.count("\n")
    before = len(HEAD) - HEAD.rindex("\n") - 1
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(line: int, character: int) -> tuple[int, int]:
        return above, before + len(json.dumps(text[: starts[line] + character])) - 1

    return f"{HEAD}{json.dumps(text)}\n{AROUND}", place


SECTION = """{table}

**What is measured.** The same edits as above in the same text, in `aidial.config.json` and in `values.yaml`, where the
values of other charts stand behind it: one value somewhere is spoilt, the diagnostics are pulled and must tell of it;
the edit is taken back, the diagnostics are pulled again and must be as before. The goal is at most three times what
the text alone takes.

**Why it is not slower.** An edit inside a text reads that text again and no YAML; nothing else in the file can have
changed if the text ends where it did (`dial_lsp/project/following.py`). The document is then edited as any other. What
is typed elsewhere in the file moves the texts, and the YAML is read when the typing pauses.
"""

if __name__ == "__main__":
    main()
