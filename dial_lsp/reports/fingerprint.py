"""What a finding is recognised by in another run: by platforms, and by baselines.

That is its rule, its file as seen from the root of the repository and the name of its place: nothing that moves with
lines or formatting, no message, which may be worded anew, and nothing that is made from a secret, not even a hash.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.project.reach import repository

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked


class Identity(NamedTuple):
    """What a finding is recognised by."""

    path: str
    rule: str
    place: str


def identity(diagnostic: Diagnostic, path: str) -> Identity:
    """What a finding is recognised by; ``path`` is that of its file, as it is seen from where one looks."""
    return Identity(path, diagnostic.rule, diagnostic.anchor or diagnostic.pointer)


def fingerprints(findings: Iterable[tuple[Checked, Diagnostic]]) -> tuple[str, ...]:
    """A fingerprint for each finding of a report, in their order; all are different."""
    seen: Counter[Identity] = Counter()
    made = []
    for _, diagnostic in findings:
        one = identity(diagnostic, in_repository(diagnostic.location.source.path))
        made.append(sha256("\0".join((*one, str(seen[one]))).encode(errors="surrogatepass")).hexdigest())
        seen[one] += 1
    return tuple(made)


def in_repository(path: str, home: str = "") -> str:
    """A file as seen from the root of its repository, with slashes; without one from ``home``, or from here."""
    file = os.path.abspath(path)  # noqa: PTH100 -- text only
    root = _root_of(os.path.dirname(file)) or home or os.getcwd()  # noqa: PTH109, PTH120
    return os.path.relpath(file, root).replace(os.sep, "/")


@lru_cache(maxsize=1024)
def _root_of(folder: str) -> str | None:
    return repository(folder)
