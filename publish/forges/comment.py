"""The one comment on a change: what it does to its judges, who may do more or less, what is found.

It is known again by a hidden mark at its beginning, and only if who writes it has written it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 65_536
"""Characters that GitHub takes as a comment; GitLab takes more."""
_FOR_FINDINGS = 16_000  # characters that findings get where the difference is long, too
_LAST_LINES = 150  # characters that say what is left out
_JUDGES = re.compile(r"<!-- judges -->\n.*?<!-- /judges -->\n+", re.DOTALL)
_TITLE = re.compile(r"\A## dial-lint\n+")
_MENTION = re.compile(r"(\\.|`[^`\n]*`)|@(?=[\w-])")
_NAME = re.compile(r"[\w.-]{1,64}")


@dataclass(frozen=True)
class Parts:
    """The reports of dial-lint in Markdown; one that there is not is empty."""

    findings: str = ""
    difference: str = ""


def mark(name: str) -> str:
    """The hidden mark of the comment of that name."""
    return f"<!-- dial-lint: {name} -->\n"


def is_name(text: str) -> bool:
    """Whether a comment may have this name, which stands in a mark."""
    return _NAME.fullmatch(text) is not None


def comment(parts: Parts, name: str, footer: str) -> str:
    """The text of the comment, at most as long as forges take it."""
    parts = Parts(without_mentions(parts.findings), without_mentions(parts.difference))
    judges = _judges(parts)
    head = f"{mark(name)}## dial-lint\n\n{judges}"
    room = MOST - len(head) - len(footer) - 200
    findings, difference = _own(parts.findings), _own(parts.difference)
    difference = fitted(difference, room - min(len(findings), _FOR_FINDINGS))
    findings = fitted(findings, room - len(difference))
    return head + _joined(findings, difference) + footer


def page(parts: Parts, most: int) -> str:
    """The same for the summary of a job, of at most so many bytes."""
    text = f"## dial-lint\n\n{_judges(parts)}{_joined(_own(parts.findings), _own(parts.difference))}"
    return fitted(text, most, size=lambda line: len(line.encode()))


def fitted(text: str, room: int, size: Callable[[str], int] = len) -> str:
    """As many whole lines as there is room for, with a last one that tells how many are left out."""
    if size(text) <= room:
        return text
    lines = text.splitlines(keepends=True)
    ends = accumulate(map(size, lines))
    kept = sum(end <= room - _LAST_LINES for end in ends)
    shown = "".join(lines[:kept])
    closing = "\n  </details>\n" if shown.count("<details>") > shown.count("</details>") else ""
    return f"{shown}{closing}\n*{len(lines) - kept} more lines are left out here.*\n"


def without_mentions(text: str) -> str:
    """The text with names that begin with @ as they are, of which a forge would tell people of that name."""
    return _MENTION.sub(lambda found: found[1] or "@<!-- -->", text)


def _judges(parts: Parts) -> str:
    found = _JUDGES.search(parts.difference) or _JUDGES.search(parts.findings)
    return found[0] if found else ""


def _own(text: str) -> str:
    """A report without its title and without what was done to judges, which stands before all reports."""
    return _JUDGES.sub("", _TITLE.sub("", text)).strip("\n") + "\n" if text.strip() else ""


def _joined(findings: str, difference: str) -> str:
    parts = [f"### Who may do more or less\n\n{difference}"] if difference else []
    parts += [f"### Findings\n\n{findings}"] if findings else []
    return "\n".join(parts) or "No report was made; the log of the job says why.\n"
