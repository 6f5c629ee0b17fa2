"""The files of a repository in a folder: as they are now, or a copy of what could matter as it was in a revision."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.cli.revisions import blobs_of, contents, short, worktree
from dial_lsp.disk import LARGEST, UnreadableError, confined, is_confined, is_name, read_bytes, real
from dial_lsp.project.choosing import split
from dial_lsp.project.encoding import decode
from dial_lsp.reports.rooted import from_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.cli.revisions import Blob
    from dial_lsp.text import Source

_READ = (".json", ".jsonc", ".yaml", ".yml", ".toml", ".env")  # configurations, and what tells of them
_LARGEST_OTHER = 64 * 1024  # bytes of files with other names, such as those of variables


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with the files of a repository. A key is the path of a file from the root, the same in all of them."""

    root: str
    here: str  # what the current folder is in it
    above: str  # the folder above the repository, the same for all of them
    revision: str = ""  # empty: the files as they are now

    def path(self, key: str) -> str:
        """Where a file is."""
        return os.path.join(self.root, *key.split("/"))  # noqa: PTH118 -- text only

    def key(self, path: str) -> str | None:
        """The key of a file by its path in this checkout; None for one that lies elsewhere."""
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 -- links are followed here
        for each in (real(folder), folder):
            found = os.path.relpath(os.path.join(each, name), self.root)  # noqa: PTH118
            if not found.startswith(os.pardir):
                return found.replace(os.sep, "/")
        return None

    def plain(self, key: str) -> str:
        """A file as people read it from the current folder, without the revision."""
        return key if os.path.isabs(key) else os.path.relpath(self.path(key), self.here).replace(os.sep, "/")  # noqa: PTH117

    def shown(self, path: str, *, rooted: bool = False) -> str:
        """A file as people read it: from the current folder or from the root, with the revision if there is one."""
        if not self.revision:
            return from_root(path) if rooted and is_name(path) else path
        return f"{short(self.revision)}:{os.path.relpath(path, self.root if rooted else self.here)}".replace(
            os.sep, "/"
        )

    def named(self, source: Source, *, rooted: bool = False) -> Source:
        """A source of this checkout by the name that people read."""
        host = source.host
        if host is None:
            return replace(source, path=self.shown(source.path, rooted=rooted))
        file = self.shown(host.source.path, rooted=rooted)
        path = file + source.path[len(host.source.path) :]
        return replace(source, path=path, host=replace(host, source=replace(host.source, path=file)))

    def read(self, key: str) -> str | None:
        """The text of a file; None where there is none to read."""
        path = self.path(key)
        try:
            return decode(read_bytes(path)).text if self.holds(path) else None
        except UnreadableError:
            return None

    def has(self, path: str) -> bool:
        """Whether there is such a file or folder, or the file in which a path chooses a text."""
        return self.holds(path) and is_name(split(path)[0])

    def holds(self, path: str) -> bool:
        """Whether a path with all its links leads to something of a revision; now it may lead anywhere."""
        led = real(split(path)[0])
        return not self.revision or led == self.root or led.startswith(self.root + os.sep)


def now() -> Checkout:
    """The files as they are. Raises ClickException outside of a repository."""
    root = worktree()
    return Checkout(root, real(os.curdir), os.path.dirname(root))  # noqa: PTH120


@contextlib.contextmanager
def at(revision: str, present: Checkout, keys: Iterable[str] = ()) -> Iterator[Checkout]:
    """The files of a revision that may be configurations or tell of them, and those of the keys. Raises ClickException.

    They are read from what git has stored, so that nothing which the repository configures is run.
    """
    named = {key.partition("#")[0] for key in keys} | set(keys)
    with tempfile.TemporaryDirectory(prefix="dial-lint-") as made:
        root = real(made)
        (Path(root) / ".git").mkdir()  # what is here lies in a repository of its own
        blobs = [blob for blob in blobs_of(revision) if _is_safe(blob) and (blob.path in named or _is_read(blob))]
        if is_confined():  # then to the current folder
            start = os.path.relpath(present.here, present.root).replace(os.sep, "/")
            blobs = [blob for blob in blobs if start == os.curdir or blob.path.startswith(f"{start}/")]
        _write(root, [blob for blob in blobs if not blob.is_link])
        # Links come last, so that nothing is written through one.
        _write(root, [blob for blob in blobs if blob.is_link])
        here = os.path.join(root, os.path.relpath(present.here, present.root))  # noqa: PTH118
        with confined(root) if is_confined() else contextlib.nullcontext():
            yield Checkout(root, os.path.normpath(here), present.above, revision)


def _write(root: str, blobs: Iterable[Blob]) -> None:
    for blob, data in contents(blobs):
        path = Path(root, blob.path)
        # Two names of a revision may be one here, and a name may be a file in one place and a folder in another.
        with contextlib.suppress(FileExistsError, NotADirectoryError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if is_name(path) or not (real(path.parent) + os.sep).startswith(root + os.sep):
                continue
            if blob.is_link:
                path.symlink_to(os.fsdecode(data))
            else:
                path.write_bytes(data)


def _is_read(blob: Blob) -> bool:
    name = blob.path.rpartition("/")[2].lower()
    if blob.is_link or name.endswith(_READ):
        return blob.size <= LARGEST
    return blob.size <= _LARGEST_OTHER and ("env" in name or "." not in name)


def _is_safe(blob: Blob) -> bool:
    """Whether the path stays below the root; git itself makes no other."""
    parts = blob.path.split("/")
    is_foreign = os.name == "nt" and any(mark in blob.path for mark in "\\:")
    return not is_foreign and not any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)
