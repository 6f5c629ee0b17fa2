"""Where answers are kept: in the cache folder of the user, never in what is checked.

``platformdirs`` names the same folders, as a test holds, but takes 26 ms to import, more than all else together.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "dial-lint"
CHOSEN = "DIAL_LINT_CACHE_DIR"
_OTHERS = 0o077  # what others than the owner may do


def folder(environment: Mapping[str, str], system: str = sys.platform) -> str | None:
    """The folder, whether it is there or not; None where the user has none."""
    if chosen := environment.get(CHOSEN):
        return os.path.abspath(chosen)  # noqa: PTH100 -- pathlib takes as long as all else, as all below
    if system == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return os.path.join(local, NAME, "Cache") if os.path.isabs(local) else None  # noqa: PTH117, PTH118
    usual = os.path.expanduser("~/Library/Caches" if system == "darwin" else "~/.cache")  # noqa: PTH111
    told = environment.get("XDG_CACHE_HOME", "")
    home = told if os.path.isabs(told) else usual  # noqa: PTH117
    return os.path.join(home, NAME) if os.path.isabs(home) else None  # noqa: PTH117, PTH118


def is_ours(path: str) -> bool:
    """Whether a folder, and no link to one, belongs to the user, and nobody else may do anything in it."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & _OTHERS)


def make(path: str) -> bool:
    """Make the folder where it is missing; whether it can be used."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        os.mkdir(path, 0o700)  # noqa: PTH102
    except FileExistsError:
        pass
    except OSError:
        return False
    return is_ours(path)
