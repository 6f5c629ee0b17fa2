"""Which files may be read because others name them: those of the repository, and of folders that somebody named.

Settings, Compose files, static settings of Core and links are parts of what is checked. Whoever may change these must
not have files read or written that are none of the repository's.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.disk import is_link, is_name, real

if TYPE_CHECKING:
    from collections.abc import Iterable


class Reach(NamedTuple):
    """Folders, by their real paths: what really lies below one of them may be read. Without any, everything may."""

    folders: tuple[str, ...] = ()

    def has(self, path: str) -> bool:
        """Whether a file, with all links followed, lies in one of the folders."""
        if not self.folders:
            return True
        try:
            found = real(path)
        except (OSError, ValueError):
            return False
        return any(found == folder or found.startswith(folder.rstrip(os.sep) + os.sep) for folder in self.folders)

    def refusal(self, path: str) -> str:
        """Why a file that was found is not read, or empty."""
        if self.has(path):
            return ""
        return f"it leads outside of {self.folders[0]}; name it, or its settings with --config, to have it read"


_STREAMS: Final = ("/dev/", "/proc/")
ANYWHERE: Final = Reach()
"""For what the user has named."""


def around(folder: str, *, named: Iterable[str] = (), start: str | None = None) -> Reach:
    """What may be read for something that was found in a folder.

    That is the innermost repository, and where there is none the folder from which somebody looked, or else the folder
    itself; also folders that are named, as those of an editor's workspace.
    """
    home = repository(folder)
    if home is None:
        looked = folder if start is None else start
        home = looked if Reach((real(looked),)).has(folder) else folder
    return Reach(tuple(real(each) for each in (home, *named)))


def repository(folder: str) -> str | None:
    """The innermost folder with ``.git`` at a folder or above it, but none into which a link leads from another."""
    innermost = None
    path = Path(os.path.abspath(folder))  # noqa: PTH100 -- links are looked at one by one
    for each in (*reversed(path.parents), path):
        if innermost is not None and is_link(each):
            break
        if is_name(each / ".git"):
            innermost = str(each)
    return innermost


def outside(path: str) -> str:
    """Why a path that somebody named must not be followed: a link in it, which may be another's, leads elsewhere.

    That is out of the repository, or where there is none, out of the folder. Empty where it may, as in ``/dev``.
    """
    written = os.path.abspath(path)  # noqa: PTH100 -- links are what this is about
    home = around(os.path.dirname(written))  # noqa: PTH120
    if home.has(path) or written.startswith(_STREAMS):
        return ""
    return f"a link leads from there out of {home.folders[0]}; name the file itself"
