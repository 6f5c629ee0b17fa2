"""Draws what a command prints on a terminal as SVG: python publish/terminal.py, into docs/pictures/terminal.svg.

Each letter has its place, so the carets stand under what they point at, whatever font the reader has.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "terminal.svg"
FILE = "broken.aidial.config.json"
COLUMNS, LETTER, LINE, MARGIN, BAR = 100, 8, 18, 20, 36
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
COLORS = {"91": "#ff7b72", "33": "#e3b341", "94": "#79c0ff", "36": "#56d4dd", "32": "#7ee787"}
_CODE = re.compile(r"\x1b\[([\d;]*)m")


def main() -> int:
    """Draw the picture anew."""
    PICTURE.write_text(drawn(), encoding="utf-8", newline="\n")
    return 0


def drawn() -> str:
    """The picture of the command and all it prints."""
    printed = f"\x1b[1;32m$\x1b[0m \x1b[1mdial-lint {FILE}\x1b[0m\n{output()}"
    lines = [piece for line in printed.splitlines() for piece in wrapped(list(runs(line)))]
    width, height = COLUMNS * LETTER + 2 * MARGIN, BAR + len(lines) * LINE + MARGIN
    texts = "\n".join(text(line, BAR + (number + 1) * LINE - 4) for number, line in enumerate(lines) if line)
    lights = "".join(
        f'<circle cx="{MARGIN + 2 + 20 * place}" cy="18" r="6" fill="{color}"/>'
        for place, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FONT}" font-size="13" fill="#c9d1d9">\n'
        f"<title>dial-lint {FILE}, in a terminal</title>\n"
        f'<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>\n{lights}\n{texts}\n</svg>\n'
    )


def output() -> str:
    """What the command prints, with colors."""
    command = [sys.executable, "-m", "dial_lsp", "--color", "always", FILE]
    environment = os.environ | {"COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    folder = ROOT / "docs" / "demo"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1:
        raise RuntimeError(done.stderr)
    return done.stdout


def runs(line: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line and the code of each."""
    code = ""
    for number, piece in enumerate(_CODE.split(line)):
        if number % 2:
            code = piece.removeprefix("0")
        elif piece:
            yield piece, code


def wrapped(line: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The line in rows that fit, broken at blanks."""
    row: list[tuple[str, str]] = []
    room = COLUMNS
    for piece, code in line:
        rest = piece
        while len(rest) > room:
            cut = rest.rfind(" ", 0, room) + 1 or room
            yield [*row, (rest[:cut], code)]
            row, rest, room = [], rest[cut:], COLUMNS
        row.append((rest, code))
        room -= len(rest)
    yield row


def text(line: list[tuple[str, str]], y: int) -> str:
    """The SVG of a line."""
    column, spans = 0, []
    for piece, code in line:
        parts, shown = code.split(";"), piece.strip()
        start = column + len(piece) - len(piece.lstrip())
        color = next((f' fill="{COLORS[part]}"' for part in parts if part in COLORS), "")
        weight = ' font-weight="bold"' if "1" in parts else ""
        place = f'x="{MARGIN + start * LETTER}" textLength="{len(shown) * LETTER}" lengthAdjust="spacingAndGlyphs"'
        if shown:
            spans.append(f"<tspan {place}{color}{weight}>{html.escape(shown)}</tspan>")
        column += len(piece)
    return f'<text y="{y}">{"".join(spans)}</text>'


if __name__ == "__main__":
    sys.exit(main())
