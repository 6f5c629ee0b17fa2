"""Writing to the terminal, to pipes that may close early, and to files."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

import click

from dial_lsp import notes
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}  # of every command: how help looks
Color = Literal["auto", "always", "never"]
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    metavar="WHEN",
    help="Use colors: always, never, or auto: on terminals, unless NO_COLOR is set.",
)
_FOR_PEOPLE = {"text", "concise", "statistics"}
_WIDTH_OF_PIPES = 100
_CI = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITEA_ACTIONS")
_SHOWN = compiled(r"[/\\]|\.[A-Za-z]{1,9}\b|^[0-9a-f]{40}$")
_COMMANDS = compiled(r"(?m)(^[^\S\n]*:(?=:)|#(?=#\w*\[))")


class Target(NamedTuple):
    """A format, and the file that a report in it goes to; an empty path is standard output."""

    format: str
    path: str = ""


def deliver(text: str, target: Target) -> None:
    """Print a report or write it to its file. Raises ClickException if that file cannot be written."""
    if not target.path:
        # People's terminals choose the encoding of what people read; programs always get UTF-8.
        write(text, None if target.format in _FOR_PEOPLE else "utf-8")
        return
    from dial_lsp.project.whole_files import write_whole

    _save(text, target.path, write_whole)


def append(text: str, path: str) -> None:
    """Write a report behind what a file has already. Raises ClickException if it cannot be written."""
    from dial_lsp.project.whole_files import append_whole

    _save(text, path, append_whole)


def write(text: str, encoding: str | None = None) -> None:
    """Print text for programs in an encoding, or for people in the terminal's. A reader who has gone is no failure.

    Programs get it as it is. What people read may stand in the log of a job, and orders nothing there.
    """
    _write(sys.stdout, text if encoding else tamed(text), encoding)


def tamed(text: str) -> str:
    """The text without what a CI system obeys in the logs of its jobs, whoever wrote it there."""
    if not any(os.environ.get(name) for name in _CI):
        return text
    return _COMMANDS.sub(r"\1 ", text)


def write_error(text: str) -> None:
    """Print a message for the user, with a line end, beside the output."""
    with contextlib.suppress(click.ClickException):  # then the exit status has to say it
        _write(sys.stderr, tamed(unechoed(text)) + "\n", None)


def unechoed(text: str) -> str:
    """A message about the command line without what looks like a secret that stood there in the place of a name.

    Paths and full names of commits look so, too, and are shown.
    """
    from dial_lsp.masking.masks import MASK
    from dial_lsp.masking.random_text import random_parts

    for start, end in reversed(random_parts(text)):
        word = text[start:end].rstrip(":.")
        if not _SHOWN.search(word):
            text = f"{text[:start]}{MASK}{text[start + len(word) :]}"
    return text


def show(error: click.ClickException) -> None:
    """Print what the user did wrong."""
    error.message = unechoed(error.message)  # type: ignore[misc]  # it is nowhere else to be shown
    try:
        error.show()
    except OSError as failure:
        discard(sys.stderr, failure)


def discard(stream: TextIO | None, error: OSError) -> str | None:
    """Write to a stream no more, which failed so; what to say of it, and nothing where its reader has gone."""
    if stream is not None:
        # Python would fail once more when it flushes the stream at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return None if isinstance(error, BrokenPipeError) else f"the output cannot be written: {error.strerror or error}."


def is_colored(choice: Color, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Whether to use colors: as told, else as NO_COLOR and FORCE_COLOR say, else on terminals that can."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def width() -> int:
    """How many cells a line of the terminal has; for pipes a width that suits most logs."""
    import shutil

    return shutil.get_terminal_size((_WIDTH_OF_PIPES, 0)).columns


def _save(text: str, path: str, write_to: Callable[[str, bytes], None]) -> None:
    try:
        write_to(path, _encoded(text, "utf-8"))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from error


def _write(stream: TextIO | None, text: str, encoding: str | None) -> None:
    if stream is None:
        return
    try:
        data = _encoded(text, encoding or stream.encoding or "utf-8")
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
        notes.shown(notes.STDERR if stream is sys.stderr else notes.STDOUT, data)
    except OSError as error:
        notes.spoil()
        if reason := discard(stream, error):
            raise click.ClickException(reason) from error


def _encoded(text: str, encoding: str) -> bytes:
    """What the encoding lacks is escaped; in UTF-8 these are only lone surrogates, in JSON's own spelling."""
    return text.encode(encoding, "backslashreplace")
