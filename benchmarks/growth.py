"""How long an edit takes in files of growing size, as a picture: dial-lsp beside vscode-json-language-server.

Run as ``python -m benchmarks.growth [PAGE PICTURE]``; it needs node and npm.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
from html import escape
from pathlib import Path
from typing import NamedTuple

from benchmarks.edits import KINDS, timed
from benchmarks.page import write_section
from benchmarks.server import facts, peer_command
from benchmarks.variants import FILES

SIZES = (60_000, 200_000, 600_000, 2_000_000, 6_000_000)
CHOSEN = ("value", "role, declared", "pasted entry", "brace")
SAMPLES = 3
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 740, 420, 90, 190, 20, 50
SHORTEST, LONGEST = 1, 10_000  # milliseconds
COLOURS = ("#1f77b4", "#2ca02c", "#9467bd", "#d62728", "#7f7f7f")


class Line(NamedTuple):
    """What was measured of one kind of edit: medians in milliseconds, one for each size."""

    name: str
    times: list[float]


def main() -> None:
    """Measure, print and, if files are named, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    lines = measure()
    rows = [f"| {one.name} | " + " | ".join(f"{time:.0f} ms" for time in one.times) + " |" for one in lines]
    heads = " | ".join(f"{size // 1000:,} KB" for size in SIZES)
    table = "\n".join([f"| edit | {heads} |", "|---|" + "---:|" * len(SIZES), *rows])
    sys.stdout.write(table + "\n")
    if options.files:
        page, picture = options.files
        picture.write_text(drawn(lines), encoding="utf-8")
        write_section(page, "How edits grow", SECTION.format(table=table, load=f"{os.getloadavg()[0]:.1f}", **facts()))


def measure() -> list[Line]:
    """Each kind of edit, and the peer, which reads the whole text whatever the edit is."""
    kinds = [kind for kind in KINDS if kind[0] in CHOSEN]
    ours = [Line(name, []) for name, _ in kinds]
    peer = Line("the peer, value", [])
    for size in SIZES:
        text = FILES["clean"](size)
        for line, row in zip(
            ours, timed(text, [[sys.executable, "-m", "dial_lsp.server"]], kinds, SAMPLES), strict=True
        ):
            line.times.append(statistics.median(row[0]))
        peer.times.append(statistics.median(timed(text, [peer_command()], kinds[:1], SAMPLES)[0][0]))
        sys.stderr.write(f"{size:,} is measured\n")
    return [*ours, peer]


def drawn(lines: list[Line]) -> str:
    """The lines over both logarithms, as SVG."""
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for power in range(int(math.log10(SHORTEST)), int(math.log10(LONGEST)) + 1):
        y = vertical(10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power:,} ms</text>')
    for size in SIZES:
        words = f"{size // 1_000_000} MB" if size >= SIZES[-2] else f"{size // 1000} KB"
        parts.append(f'<text x="{horizontal(size)}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{words}</text>')
    ends = sorted(range(len(lines)), key=lambda number: lines[number].times[-1], reverse=True)
    label = -math.inf
    for number in ends:
        line, colour = lines[number], COLOURS[number]
        points = " ".join(f"{horizontal(size)},{vertical(time)}" for size, time in zip(SIZES, line.times, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        label = max(vertical(line.times[-1]) + 4, label + 16)
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{label:.1f}" fill="{colour}">{escape(line.name)}</text>')
    box = f"0 0 {WIDTH} {HEIGHT}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif" font-size="13">'
    return "\n".join([head, *parts, "</svg>", ""])


def horizontal(size: float) -> float:
    """Where a size stands."""
    share = math.log(size / SIZES[0]) / math.log(SIZES[-1] / SIZES[0])
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def vertical(time: float) -> float:
    """Where a time stands, in milliseconds."""
    share = math.log(max(time, SHORTEST) / SHORTEST) / math.log(LONGEST / SHORTEST)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


SECTION = """![How long edits take in files of growing size](pictures/growth.svg)

{table}

**What is measured.** The median of some edits of each kind and their steps back, as in the table above, in the clean
file; the peer ({peer}) checks the whole text after each, so one kind of edit tells of all. Wall times as the client
sees them; Python {python}, node {node}; the load of the machine was {load} on 2 cores, these runs included.
"""


if __name__ == "__main__":
    main()
