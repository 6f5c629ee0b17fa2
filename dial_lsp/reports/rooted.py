"""Files as CI services name them: from the root of the repository on, wherever dial-lint runs."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.disk import real
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.reach import repository

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab check a repository out, for what has come without its ``.git``, as into a container."""


def from_root(path: str) -> str:
    """A file as seen from the root of the repository, with slashes; as it was named where it lies in none.

    That is the repository of the current folder or, if this is in none, that of the file; without any the folder
    where the CI service checks out, else the current one.
    """
    if path == STANDARD_INPUT:
        return path
    file = os.path.abspath(path)  # noqa: PTH100 -- links are followed below
    checkouts = tuple(filter(None, map(os.environ.get, _CHECKOUTS)))
    folder = _seen_from_root(os.path.dirname(file), os.getcwd(), checkouts)  # noqa: PTH109, PTH120
    if folder is None:
        return path.replace(os.sep, "/")
    name = os.path.basename(file)  # noqa: PTH119
    return name if folder == os.curdir else f"{folder}/{name}".replace(os.sep, "/")


@lru_cache(maxsize=1024)
def _seen_from_root(folder: str, here: str, checkouts: tuple[str, ...]) -> str | None:
    """A folder as seen from the first of the roots that has it; git and the services know the real one."""
    for root in _roots(folder, here, checkouts):
        home = real(root)
        for each in (real(folder), folder):
            if each == home or each.startswith(home.rstrip(os.sep) + os.sep):
                return os.path.relpath(each, home)
    return None


def _roots(folder: str, here: str, checkouts: tuple[str, ...]) -> Iterator[str]:
    ours = repository(here)
    if ours is not None:
        yield ours
        return
    of_file = repository(folder)
    yield from (*(() if of_file is None else (of_file,)), *checkouts, here)
