"""Every kind of edit in every kind of file: dial-lsp beside vscode-json-language-server, in the same run and in turn.

Each edit is made and taken back in steps, as people type; after each step the diagnostics are asked for, and in the end
they must be as before. Run as ``python -m benchmarks.edits [FILE]``; it needs node and npm, and writes the table into
FILE. ``--only TEXT`` measures the kinds of edit whose names hold the text, ``--growth`` files of 6 MB as well.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.page import write_section
from benchmarks.server import FIELDS, WRONG, Editor, facts, peer_command
from benchmarks.variants import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZE, LARGE = 600_000, 6_000_000
SAMPLES, LARGE_SAMPLES = 2, 2
GROWING = ("clean", "minified")
MEDIAN_GOAL, LATE_GOAL, GROWTH_GOAL = 0.25, 0.5, 2.0


class Step(NamedTuple):
    """What takes the place of the text from ``start`` to ``end``."""

    start: int
    end: int
    text: str


Kind = tuple[str, "Callable[[str, random.Random], list[Step]]"]


class Row(NamedTuple):
    """What was measured of one kind of edit in one kind of file, in milliseconds."""

    file: str
    kind: str
    ours: list[float]
    theirs: list[float]
    large: list[float]


def found(text: str, source: random.Random, pattern: str) -> re.Match[str]:
    """One of the matches of a pattern; where the pattern has a blank, minified text has none."""
    return source.choice(matches(text, pattern.replace(" ", " ?")))


@lru_cache(maxsize=64)
def matches(text: str, pattern: str) -> list[re.Match[str]]:
    """All matches of a pattern."""
    return list(re.finditer(pattern, text))


def replaced(text: str, start: int, end: int, new: str) -> list[Step]:
    """Replace, and take it back."""
    return [Step(start, end, new), Step(start, start + len(new), text[start:end])]


def typed(text: str, at: int, new: str) -> list[Step]:
    """Type, and take it back."""
    return replaced(text, at, at, new)


def value(text: str, source: random.Random) -> list[Step]:
    """A number, flag or text becomes something that is refused."""
    match = found(text, source, source.choice(FIELDS))
    return replaced(text, *match.span(1), WRONG)


def letter(text: str, source: random.Random) -> list[Step]:
    """A letter is typed into a description."""
    return typed(text, found(text, source, r'"description": "Answers()').end(), "x")


def declared_role(text: str, source: random.Random) -> list[Step]:
    """A role gets another name where it is declared."""
    return typed(text, found(text, source, r'"role-\w+-\d+()": \{').start(1), "x")


def mentioned_role(text: str, source: random.Random) -> list[Step]:
    """A role gets another name where it is mentioned."""
    return typed(text, found(text, source, r'"userRoles": \["role-\w+-\d+()"').start(1), "x")


def new_member(text: str, source: random.Random) -> list[Step]:
    """A field is added to an entry."""
    return typed(text, found(text, source, r'"app-\w+-\d+": \{\s*()"').start(1), '"iconUrl": "http://icons/a.svg", ')


def pasted_entry(text: str, source: random.Random) -> list[Step]:
    """An entry is pasted before another one, under a new name."""
    match = found(text, source, r'"app-\w+-\d+"(: \{[^{}]*\{[^{}]*\}\s*\},\s*)"app')
    return typed(text, match.start(), f'"pasted"{match[1]}')


def brace(text: str, source: random.Random) -> list[Step]:
    """A brace is deleted and typed again."""
    match = found(text, source, r'"(?:app|model)-\w+-\d+": (\{)|(\}),\s*"(?:app|model)-')
    return replaced(text, *match.span(match.lastindex or 1), "")


def quote(text: str, source: random.Random) -> list[Step]:
    """A quote is deleted and typed again."""
    match = found(text, source, r'(")endpoint(")|: (")http:[^"]*(")')
    number = source.choice([group for group in range(1, 5) if match[group]])
    return replaced(text, *match.span(number), "")


def comment(text: str, source: random.Random) -> list[Step]:
    """A comment is opened and closed around a member, and both are taken back."""
    match = found(text, source, r'(")displayName": "[^"]*",()')
    at, end = match.start(1), match.end(2) + 2
    closed = [Step(end, end, "*/"), Step(end, end + 2, "")]
    return [Step(at, at, "/*"), *closed, Step(at, at + 2, "")]


def outer_lines(text: str, source: random.Random) -> list[Step]:
    """Something is typed into the first and into the last line."""
    last = text.rindex("}")
    return [*typed(text, 1, source.choice((" ", "\n"))), *typed(text, last, source.choice((" ", "\n")))]


KINDS = (
    ("value", value), ("text", letter), ("role, declared", declared_role), ("role, mentioned", mentioned_role),
    ("new member", new_member), ("pasted entry", pasted_entry), ("brace", brace), ("quote", quote),
    ("comment", comment), ("first and last line", outer_lines),
)  # fmt: skip


def main() -> None:
    """Measure, print and, if a file is named, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("page", nargs="?", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--growth", action="store_true", help="measure a file of 6 MB as well, which takes minutes")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if options.only in kind[0]]
    rows = []
    for name in FILES:
        rows += measure(name, kinds, growth=options.growth)
        sys.stderr.write(f"{name} is measured\n")
    table = "\n".join(written(rows))
    sys.stdout.write(table + "\n")
    if options.page:
        load = f"{os.getloadavg()[0]:.1f}"
        section = SECTION.format(table=table, summary=summary(rows), load=load, samples=SAMPLES, **facts())
        write_section(options.page, "Every kind of edit", section)


def measure(file: str, kinds: Iterable[Kind], *, growth: bool) -> list[Row]:
    """Every kind of edit in one kind of file."""
    ours, peer = [sys.executable, "-m", "dial_lsp.server"], peer_command()
    small = timed(FILES[file](SIZE), [ours, peer], kinds, SAMPLES)
    large = (
        timed(FILES[file](LARGE), [ours], kinds, LARGE_SAMPLES) if growth and file in GROWING else [[[]] for _ in small]
    )
    pairs = zip(kinds, small, large, strict=True)
    return [Row(file, kind[0], both[0], both[1], alone[0]) for kind, both, alone in pairs]


def timed(text: str, commands: list[list[str]], kinds: Iterable[Kind], samples: int) -> list[list[list[float]]]:
    """For each kind of edit and each server how long every step took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "aidial.config.json").write_text(text, encoding="utf-8")
        editors = [Editor(command, folder, text) for command in commands]
        for editor in editors:
            run(editor, text, letter(text, random.Random(0)))  # the first edit of all pays for imports
        rows = []
        for kind, steps in kinds:
            source = random.Random(f"{kind} {len(text)}")
            for editor in editors:
                editor.measured.changes.clear()
            for _ in range(samples):
                chosen = steps(text, source)
                for editor in editors:
                    run(editor, text, chosen)
            rows.append([list(editor.measured.changes) for editor in editors])
        for editor in editors:
            editor.stop()
    return rows


def run(editor: Editor, text: str, steps: Iterable[Step]) -> None:
    """Make the steps; what is found in the end must be what was found at first."""
    said = editor.at_rest
    for start, end, new in steps:
        line, column = text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1
        last = text.count("\n", start, end)
        said = editor.change_range((line, column), (line + last, end - text.rfind("\n", 0, end) - 1), new)
        text = text[:start] + new + text[end:]
    if said != editor.at_rest:
        raise SystemExit(f"after an edit was taken back other things are found: {start}")


def late(times: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def ratios(row: Row) -> tuple[float, float, float]:
    """Ours by theirs, median and late; and how often the large file takes as long as the small one."""
    ours, theirs = statistics.median(row.ours), statistics.median(row.theirs)
    return ours / theirs, late(row.ours) / late(row.theirs), statistics.median(row.large or row.ours) / ours


def written(rows: Iterable[Row]) -> list[str]:
    """The table as Markdown."""
    lines = [
        "| file | edit | dial-lsp, median / 19 of 20 | the peer | ratio | growth | |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        median, tail, growth = ratios(row)
        missed = "missed" if median > MEDIAN_GOAL or tail > LATE_GOAL or growth > GROWTH_GOAL else ""
        lines.append(
            f"| {row.file} | {row.kind} | {statistics.median(row.ours):.0f} / {late(row.ours):.0f} ms "
            f"| {statistics.median(row.theirs):.0f} / {late(row.theirs):.0f} ms "
            f"| **{median:.2f}** / {tail:.2f} | {f'{growth:.1f}' if row.large else ''} | {missed} |"
        )
    return lines


def summary(rows: list[Row]) -> str:
    """How many rows keep the goals."""
    kept = sum(median <= MEDIAN_GOAL and tail <= LATE_GOAL for median, tail, _ in map(ratios, rows))
    large = [row for row in rows if row.large]
    grown = sum(ratios(row)[-1] <= GROWTH_GOAL for row in large)
    rest = f", and of {len(large)} {grown} that of growth" if large else ""
    return f"Of {len(rows)} rows {kept} keep the goal beside the peer{rest}."


SECTION = """{table}

{summary} The goals are a ratio of 0.25 in the median and 0.5 for 19 of 20 edits, and a growth of 2.

**What is slow.** The first damage in a file that is laid out in lines has all its lines looked at. An entry that comes,
goes or gets another name has all rules of the whole configuration run again, each at the cost of what it puts together.
Each finding is placed again after each edit. Growth: each edit still makes a text, and lists of its pieces, as long as
the file.

**What is measured.** Both servers have the same file of 600 KB open. Each edit is made somewhere and taken back,
{samples} times, in steps as somebody types them, and the diagnostics are pulled after each; in the end they must be as
at first. dial-lsp runs all its rules, the peer ({peer}) checks the JSON Schema and nothing else.
Growth, which `--growth` measures, is the median of dial-lsp in a file of 6 MB by that in the one of 600 KB. Times are
wall times as the client sees them; Python {python}, node {node}. The load of the machine was
{load} on 2 cores, these runs included, so read the ratios.

**The files.** One with nothing to find; one in which every twentieth entry has a value that is refused; one in which a
third of `userRoles` are groups of an identity provider; one with comments; and one that is minified, so on one line.
"""


if __name__ == "__main__":
    main()
