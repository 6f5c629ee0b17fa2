"""How long it takes to read a file, to build the tree of all of it, and to follow one edit.

CPU time in milliseconds, min and median. Run as ``python -m benchmarks.parse [repeats]``.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from benchmarks.generate import generate
from dial_lsp.syntax import parse, update
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.parser import parse_root
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (50_000, 500_000, 5_000_000)
LARGEST_TREE = 1_000_000
"""The tree of a whole file is never needed; building one of several megabytes says nothing new."""


def main(repeats: int) -> None:
    """Print one table."""
    print(f"{'size':>9}  {'what':<28} {'min':>8} {'median':>8}  ms CPU")
    for size in SIZES:
        text = generate(size, comments=True)
        report(len(text), "cold read", repeats, partial(read, text))
        if size <= LARGEST_TREE:
            blanked = blank(text).text
            report(len(text), "tree of the whole, by grammar", min(repeats, 3), partial(parse_root, blanked))
        report(len(text), "edit in a string", repeats * 3, editing(text, '"type": "chat', "x"))
        report(len(text), "stray brace in and out", repeats * 3, editing(text, '"pricing": {', "{"))
        report(len(text), "stray quote in and out", repeats * 3, editing(text, '"endpoint": "', '"'))
        report(len(text), "paste an entry and remove it", repeats * 3, editing(text, "    },\n", _ENTRY))


def read(text: str) -> None:
    """A cold read with all a check of a sound file asks for."""
    document = parse(Source("config.json", text))
    assert document.sections  # noqa: S101 - asked for, so that lazy work is counted
    assert not document.problems  # noqa: S101


def editing(text: str, before: str, insert: str) -> Callable[[], None]:
    """Insert something in the middle of the file and take it out again, in turn."""
    document = parse(Source("config.json", text))
    at = text.index(before, len(text) // 4) + len(before)
    edits = cycle((Edit(Span(at, at), insert), Edit(Span(at, at + len(insert)), "")))

    def edit() -> None:
        nonlocal document
        document = update(document, (next(edits),))
        document.sections, document.problems  # noqa: B018 - asked for, so that lazy work is counted

    return edit


def report(size: int, what: str, repeats: int, work: Callable[[], object]) -> None:
    """Run some work and print a line."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    print(f"{size:>9}  {what:<28} {min(times):>8.2f} {statistics.median(times):>8.2f}")


_ENTRY = '    "pasted": {\n      "type": "chat",\n      "endpoint": "http://x"\n    },\n'

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
