"""Running a command for an assistant: what it prints, cut to a size that can be read, or an error in words."""

from __future__ import annotations

import io
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dial_lsp.cli.main import main
from dial_lsp.disk import confined
from dial_lsp.reports.frame import printable
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 20_000
"""Characters of an answer; what is asked for can be narrowed."""
_WRONG = 2  # exit codes from this on say that there is no answer
_ONE_AT_A_TIME = threading.Lock()
_WITHOUT = ("GITHUB_STEP_SUMMARY", "FORCE_COLOR", "DIAL_LINT_DEBUG")  # by which more would be told, or elsewhere
_USAGE = compiled(r"\A(?:Usage: .*\n)?(?:Try '.*\n)?\n*Error: ")


class NoAnswerError(Exception):
    """There is no answer; the text says why."""


def asked(folder: str, command: str, options: Sequence[str], words: Sequence[str] = ()) -> str:
    """What a command prints in a folder, with what it says beside it. Raises NoAnswerError.

    ``words`` are files of the folder, or revisions. The command reads nothing outside.
    """
    arguments = [command, *options, "--", *words]
    with _ONE_AT_A_TIME, _own_streams() as (out, err), confined(folder):
        code = _exit_code(arguments)
    said = "\n".join(filter(None, (_text(err), _text(out))))
    if code >= _WRONG:
        raise NoAnswerError(fitted(_USAGE.sub("", said)) or "there is no answer.")
    return fitted(said)


def files_of(folder: str, paths: Sequence[str]) -> list[str]:
    """Paths of files and folders in a folder, as they were given. Raises NoAnswerError for others."""
    for path in paths:
        file = path.partition("#")[0]
        is_elsewhere = os.path.isabs(file) or ".." in file.replace("\\", "/").split("/")  # noqa: PTH117 -- text
        if not file or is_elsewhere or "\0" in file:
            raise NoAnswerError(f'"{printable(path)}" is refused: name files by paths from the folder, without "..".')
        real, home = os.path.realpath(os.path.join(folder, file)), os.path.realpath(folder)  # noqa: PTH118
        if real != home and not real.startswith(home.rstrip(os.sep) + os.sep):
            raise NoAnswerError(f'"{printable(path)}" is refused: it leads outside of the folder.')
    return list(paths)


def fitted(text: str) -> str:
    """A text of at most so many characters, in whole lines, with what to do about the rest."""
    text = text.rstrip("\n")
    if len(text) <= MOST:
        return text
    shown = text[:MOST].rpartition("\n")[0] or text[:MOST]
    left = text.count("\n") - shown.count("\n")
    return f"{shown}\n… and {left} more lines. Ask for less: a file, a rule, a key or a deployment."


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        main(arguments)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0


@contextmanager
def _own_streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """What is printed meanwhile, on both streams; standard input is empty."""
    out, err = io.BytesIO(), io.BytesIO()
    kept = sys.stdin, sys.stdout, sys.stderr
    variables = {name: os.environ.pop(name) for name in _WITHOUT if name in os.environ}
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, encoding="utf-8", write_through=True) for each in (out, err))

    try:
        yield out, err
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.detach()
        sys.stdin, sys.stdout, sys.stderr = kept
        os.environ.update(variables)


def _text(stream: io.BytesIO) -> str:
    return stream.getvalue().decode("utf-8", "replace").strip("\n")
