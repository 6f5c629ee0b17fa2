"""What is said of files themselves, before anybody looks at the configurations in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Diagnostic, Impact, Severity
from dial_lsp.text import Location

if TYPE_CHECKING:
    from dial_lsp.project.files import Undecodable
    from dial_lsp.project.opened import Broken, Opened


def unsound(read: Opened) -> tuple[Diagnostic, ...]:
    """The findings of files whose bytes are no text that Core reads, and of YAML files that are no YAML."""
    return (*map(_refused, read.undecodable), *map(_no_yaml, read.broken))


def _refused(file: Undecodable) -> Diagnostic:
    return Diagnostic(
        "invalid-encoding",
        Severity.ERROR,
        Impact.FILE_REJECTED,
        f"{file.reason}, so Core cannot read the file",
        Location(file.source, file.span),
        pointer="",
        help="Save the file as UTF-8.",
    )


def _no_yaml(file: Broken) -> Diagnostic:
    """A template may be YAML when it is rendered; a file without one will not be."""
    severity = Severity.INFORMATION if file.is_template else Severity.ERROR
    return Diagnostic(
        "invalid-yaml",
        severity,
        Impact.ADVICE,
        file.reason,
        file.at,
        pointer="",
        help="What is found in it is checked all the same; something may be missing.",
    )
