"""What a change does to the comments that hide findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.cli.judges.bench import Bench
    from dial_lsp.reports.judged import Changed
    from dial_lsp.rulekit.suppressions import Suppression

_KIND = "comment"


def comment_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """Each comment that was not there before, or not on such a line, and how many of a kind are gone."""
    known = Counter(map(_what, old.analysis.suppressions.comments))
    for comment in new.analysis.suppressions.comments:
        if known[_what(comment)] > 0:
            known[_what(comment)] -= 1
            continue
        if comment.names:
            reason = f": {comment.reason}" if comment.reason else ""
            yield _told(new, comment, f"a comment ignores {_names(comment)}{reason}")
    for comment in old.analysis.suppressions.comments:
        if known[_what(comment)] > 0 and comment.names:
            known[_what(comment)] -= 1
            yield _told(old, comment, f"a comment no longer ignores {_names(comment)}")


def _what(comment: Suppression) -> tuple[object, ...]:
    """What a comment hides: its rules, and the line that it speaks of."""
    source = comment.at.source
    start, end = comment.at.span
    text = source.line_text(comment.target) if comment.target <= len(source.lines.starts) else ""
    return tuple(name.rule for name in comment.names), text.replace(source.text[start:end], "").strip()


def _names(comment: Suppression) -> str:
    return ", ".join(f'"{name.rule}"' for name in comment.names)


def _told(bench: Bench, comment: Suppression, message: str) -> Changed:
    at = comment.at.in_file
    line = at.source.position(at.span.start).line if message.startswith("a comment ignores") else 0
    return bench.changed(_KIND, at.source.path, line, message)
