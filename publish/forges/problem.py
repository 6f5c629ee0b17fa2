"""What keeps a report from being shown, in words for the log of a job."""

from __future__ import annotations


class ProblemError(Exception):
    """The text says what happened and what to do about it."""

    @property
    def in_log(self) -> str:
        """The line for the log; GitHub makes an annotation of it."""
        return workflow_command("error", str(self))


def workflow_command(kind: str, text: str) -> str:
    """A line that GitHub shows as an error, a warning or a notice, whatever the text has in it."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{kind} title=dial-lint::{escaped}"
