"""Where ``dial-lint`` starts: a report that is kept and still true is shown before anything else is imported."""

from __future__ import annotations

import os
import sys

from dial_lsp.cache.circumstances import circumstances
from dial_lsp.cache.folder import folder
from dial_lsp.cache.keeping import Keeping
from dial_lsp.notes import STDERR, Notes

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from dial_lsp.cache.report import Shown

SERVING = ("server", "mcp")
SWITCHED_OFF = "DIAL_LINT_NO_CACHE"
_NOT_FOR_REPORTS = (SWITCHED_OFF, "DIAL_LINT_DEBUG", "_DIAL_LINT_COMPLETE")
_MISSING = ("no", "there is no such file")
_KEPT = (0, 1)  # exit statuses of reports


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit as ``dial_lsp.cli.main`` does; what it showed before is shown again where it is true."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    keeping = _keeping(given)
    told = _circumstances(given) if keeping else None
    if keeping is None or told is None:
        _run(given)
    if found := keeping.found(told):
        sys.exit(_show(*found))
    notes = Notes(keeping.key)
    try:
        with notes:
            _run(given)
    except SystemExit as ended:
        if notes.are_whole and ended.code in _KEPT and not _names_a_secret(notes):
            keeping.keep(told, notes, int(ended.code or 0))
        raise


def _keeping(arguments: Sequence[str]) -> Keeping | None:
    if (
        "--no-cache" in arguments
        or arguments[:1] in [[name] for name in SERVING]
        or any(map(os.environ.get, _NOT_FOR_REPORTS))
    ):
        return None
    home = folder(os.environ)
    return Keeping(home) if home else None


def _circumstances(arguments: Sequence[str]) -> bytes | None:
    try:
        return circumstances(arguments)
    except (OSError, ValueError):  # such as a current folder that is gone
        return None


def _names_a_secret(notes: Notes) -> bool:
    """Whether something that looks like a secret was taken for the name of a file, which is not there."""
    from pathlib import Path

    from dial_lsp.masking.random_text import random_parts

    missing = (path for (_, path), answer in notes.answers.items() if answer in _MISSING)
    return any(map(random_parts, {part for path in missing for part in Path(path).parts} - {*Path.cwd().parts}))


def _run(arguments: Sequence[str]) -> NoReturn:
    from dial_lsp.cli.main import main as command

    command(arguments)


def _show(status: int, shown: Sequence[Shown]) -> int:
    """Print what was printed then; the exit status."""
    for number, data in shown:
        stream = sys.stderr if number == STDERR else sys.stdout
        if stream is None:
            continue
        try:
            stream.buffer.write(data)
            stream.buffer.flush()
        except OSError as error:
            from dial_lsp.cli.main import unprinted

            status = unprinted(error, stream) or status
    return status
