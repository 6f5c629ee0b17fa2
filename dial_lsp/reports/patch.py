"""What a change does to a file, as a unified diff in which secrets are masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.masking.masks import Masked

_CONTEXT = 3  # unchanged lines around what changes
_COLORS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_RESET = "\x1b[0m"
_NO_LINE_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Side:
    """A text before or after the change, and where it holds secrets."""

    text: str
    secrets: tuple[Masked, ...]

    def lines(self) -> list[str]:
        """The lines with their ends; patches count line feeds only."""
        return re.findall(r"[^\n]*\n|[^\n]+", self.text)

    def shown(self) -> list[str]:
        """The same lines with the secrets masked."""
        pieces: list[str] = []
        done = 0
        for one in sorted(self.secrets):
            pieces += (self.text[done : one.start], re.sub(r"[^\n]+", one.shown, self.text[one.start : one.end]))
            done = max(done, one.end)
        return Side("".join((*pieces, self.text[done:])), ()).lines()


@dataclass(frozen=True, slots=True)
class Patch:
    """A unified diff; ``is_masked`` says that it shows masks in the place of secrets, so that no tool can apply it."""

    text: str
    is_masked: bool


def patch(path: str, before: Side, after: Side, *, color: bool = False) -> Patch:
    """The diff of one file; empty when nothing changes."""
    old, new = before.lines(), after.lines()
    shown_old, shown_new = before.shown(), after.shown()
    lines: list[str] = []
    is_masked = False
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT):
        (_, first_old, _, first_new, _), (_, _, last_old, _, last_new) = group[0], group[-1]
        lines.append(f"@@ -{_range(first_old, last_old)} +{_range(first_new, last_new)} @@\n")
        is_masked = is_masked or shown_old[first_old:last_old] != old[first_old:last_old]
        is_masked = is_masked or shown_new[first_new:last_new] != new[first_new:last_new]
        for kind, old_start, old_end, new_start, new_end in group:
            if kind == "equal":
                lines += _marked(" ", shown_old[old_start:old_end])
            else:
                lines += _marked("-", shown_old[old_start:old_end])
                lines += _marked("+", shown_new[new_start:new_end])
    if not lines:
        return Patch("", is_masked=False)
    text = "".join((f"--- {path}\n", f"+++ {path}\n", *(map(_colored, lines) if color else lines)))
    return Patch(text, is_masked)


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line if line.endswith("\n") else f"{mark}{line}\n{_NO_LINE_END}"


def _colored(line: str) -> str:
    color = _COLORS.get(line[0])
    return f"{color}{line.removesuffix(chr(10))}{_RESET}\n" if color else line


def _range(start: int, end: int) -> str:
    """A range of lines as diffs write it: the first line from 1 (or the one before an empty range), and how many."""
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"
