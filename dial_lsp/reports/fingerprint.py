"""Names for diagnostics that stay the same when lines move, so that a platform recognises them."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked


def fingerprints(findings: Iterable[tuple[Checked, Diagnostic]]) -> tuple[str, ...]:
    """A fingerprint for each finding of a report, in their order; all are different.

    It is made of the rule, the file, the place and the message, none of which holds a secret.
    """
    seen: Counter[str] = Counter()
    made = []
    for _, diagnostic in findings:
        identity = _identity(diagnostic)
        made.append(sha256(f"{identity}\0{seen[identity]}".encode(errors="surrogatepass")).hexdigest())
        seen[identity] += 1
    return tuple(made)


def _identity(diagnostic: Diagnostic) -> str:
    path = diagnostic.location.source.path.replace("\\", "/")
    return f"{diagnostic.rule}\0{path}\0{diagnostic.anchor or diagnostic.pointer}\0{diagnostic.message}"
