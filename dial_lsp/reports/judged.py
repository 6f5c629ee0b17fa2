"""What a change does to its own judges: settings, ignores, comments, baselines. Reports of a change begin with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.reports.frame import printable
from dial_lsp.reports.marked import code, escaped
from dial_lsp.reports.rooted import from_root

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 20  # where there is little room; more than a reviewer reads before the change itself


class Changed(NamedTuple):
    """Something that is otherwise about a judge: its kind, where it stands now or stood, and what it is."""

    kind: str
    path: str
    line: int  # 0: the file as a whole
    message: str

    def place(self, *, rooted: bool) -> str:
        """Where it stands, from the current folder or from the root of the repository."""
        path = printable(from_root(self.path) if rooted else self.path)
        return f"{path}:{self.line}" if self.line else path


class Judged(NamedTuple):
    """What is otherwise about the judges, and the revision whose judges count; empty: those of the change itself."""

    changes: tuple[Changed, ...] = ()
    by: str = ""

    @property
    def heading(self) -> str:
        """The sentence before the changes."""
        return "This change also changes what judges it:"

    @property
    def consequence(self) -> str:
        """Which judges count."""
        if self.by:
            return f"It is judged by what {printable(self.by)} has; its own judges count once it is merged."
        return "It is judged by its own judges; --judge-by REV takes those of a revision."


def as_text(judged: Judged) -> Iterator[str]:
    """The lines for people at a terminal; none where nothing is otherwise."""
    if judged.changes:
        yield f"{judged.heading}\n"
        for changed in judged.changes:
            yield f"  {changed.place(rooted=False)}: {printable(changed.message)}\n"
        yield f"{judged.consequence}\n\n"


def as_markdown(judged: Judged) -> str:
    """A box of GitHub's Markdown between two marks, by which those who join reports know it."""
    if not judged.changes:
        return ""
    lines = [f"> **{judged.heading}**", ">"]
    lines += [f"> - {code(one.place(rooted=True))} {escaped(one.message)}" for one in judged.changes[:_MOST]]
    rest = len(judged.changes) - _MOST
    lines += [f"> - and {rest} more"] if rest > 0 else []
    return "\n".join([START, "> [!WARNING]", *lines, ">", f"> {escaped(judged.consequence)}", END, "", ""])


START, END = "<!-- judges -->", "<!-- /judges -->"


def as_values(judged: Judged) -> list[dict[str, Any]]:
    """The changes as JSON values."""
    return [
        {"kind": one.kind, "path": one.path, "line": one.line or None, "message": one.message} for one in judged.changes
    ]
