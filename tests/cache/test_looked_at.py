"""Whatever a run looks at under the folder it checks is asked in one place, and is noted there with its answer."""

from __future__ import annotations

import ast
import builtins
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.cache.circumstances import VARIABLES
from dial_lsp.cli import start
from dial_lsp.cli.main import main
from dial_lsp.disk import again
from dial_lsp.notes import Notes
from tests.project.test_discovery_cases import cases, files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
KEY = b"k" * 32
REAL = ROOT / "tests" / "realworld"
PROJECTS = sorted(path.name for path in REAL.iterdir() if path.is_dir() and path.name != "__pycache__")
CASES = dict(cases())
PACKAGE = ROOT / "dial_lsp"
OF_OS = {"stat", "lstat", "listdir", "scandir", "walk", "exists", "lexists", "isfile", "isdir", "islink", "realpath"}
OF_OS |= {"samefile", "readlink", "open", "expanduser"}
OF_PATHS = {"is_file", "is_dir", "is_symlink", "iterdir", "glob", "rglob", "read_bytes"}
ELSEWHERE = {
    "cache/circumstances.py": ["is_dir", "scandir", "stat"],  # our own code
    "cache/folder.py": ["expanduser", "lstat"],  # the folder of the cache, as the next
    "cache/keeping.py": ["open", "scandir"],
    "cli/assistant/asking.py": ["realpath"],  # an assistant's runs are not kept
    "cli/completing.py": ["open"],  # the null device, as the next
    "cli/output.py": ["open"],
    "cli/watching.py": ["stat"],  # a run that goes on is not kept
    "disk.py": [
        "exists",
        "is_dir",
        "is_file",
        "is_symlink",
        "isdir",
        "islink",
        "lexists",
        "open",
        "realpath",
        "scandir",
        "stat",
    ],
    "project/compose_services.py": ["expanduser"],  # by HOME, which is one of the circumstances
    "project/git.py": ["is_dir"],  # for editors; a run that asks git is not kept
    "project/saving.py": ["realpath"],  # a run that writes is not kept, as the next
    "project/whole_files.py": ["is_dir", "is_file", "open", "read_bytes", "realpath", "samefile"],
    "rulekit/manual.py": ["is_file"],  # our own pages, as the next
    "rules/__init__.py": ["glob"],
}
ASKING = ("stat", "lstat", "open", "scandir", "listdir", "readlink", "access")


class Spy:
    """Sees each call of the operating system's functions that takes a path in a folder."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.seen: set[tuple[str, str]] = set()
        self._folder = str(folder)
        for name in ASKING:
            patch.setattr(os, name, self._watching(name, getattr(os, name)))
        for module in (builtins, io):
            patch.setattr(module, "open", self._watching("open", open))

    def _watching(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(path: Any = ".", *arguments: Any, **options: Any) -> Any:
            if not isinstance(path, int):
                place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 -- no link is followed
                if place == self._folder or place.startswith(self._folder + os.sep):
                    self.seen.add((name, place))
            return function(path, *arguments, **options)

        return watched


def noted(arguments: list[str], folder: Path, patch: pytest.MonkeyPatch) -> tuple[Notes, set[tuple[str, str]]]:
    """What a run notes, and what it really does."""
    with patch.context() as context, Notes(KEY) as notes:
        context.chdir(folder)
        context.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        context.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        spy = Spy(folder, context)
        with pytest.raises(SystemExit):
            main(arguments)
    return notes, spy.seen


ANSWERED_BY = {
    "open": {"bytes"},
    "scandir": {"entries", "files"},
    "stat": {"bytes", "file", "folder", "anything"},
    "lstat": {"bytes", "file", "name", "link", "real"},
}
FOLLOWING = {"bytes", "file", "real"}
"""What follows links, and so looks at all folders above as well."""


def unnoted(notes: Notes, seen: set[tuple[str, str]], folder: Path, named: list[str]) -> list[tuple[str, str]]:
    """What was done but not noted. click looks whether what is named may be read, which reading it tells as well."""
    asked: dict[str, set[str]] = {os.path.normpath(folder / name): {"file"} for name in named}
    for what, path in notes.answers:
        asked.setdefault(os.path.normpath(folder / path), set()).add(what.split(" ")[0])
    above = {str(parent) for path, whats in asked.items() if whats & FOLLOWING for parent in Path(path).parents}
    return sorted(
        (what, path)
        for what, path in seen
        if not asked.get(path, set()) & ANSWERED_BY.get(what, FOLLOWING) and not (what == "lstat" and path in above)
    )


def laid(name: str, folder: Path) -> None:
    """A project of the corpus, or the files of a case of discovery."""
    if name in PROJECTS:
        shutil.copytree(REAL / name, folder)
        return
    folder.mkdir()
    for place, text in files_of(CASES[name]):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text)


@pytest.mark.parametrize("name", [*PROJECTS, *CASES])
def test_all_that_is_looked_at_is_noted_and_answered_alike_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path.resolve() / "folder"
    laid(name, folder)
    monkeypatch.chdir(folder)
    files = sorted(path.name for path in folder.iterdir() if path.suffix in (".json", ".yaml", ".toml"))
    runs = [["check"], ["check", "."], ["check", *files], ["access", "."], ["check", "--format=gitlab", *files]]
    runs += [["test", "--init", file] for file in files] + [["diff", file, file] for file in files]
    for arguments in runs:
        notes, seen = noted(arguments, folder, monkeypatch)
        assert unnoted(notes, seen, folder, arguments) == [], arguments
        assert {question: again(*question, KEY) for question in notes.answers} == notes.answers


WATCHING = """
import os, sys
class Variables(dict):
    asked = set()
    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)
    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)
    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)
before = os.environ
os.environ = Variables(before)
from dial_lsp.cli.main import main
try:
    main(sys.argv[1:])
finally:
    names, os.environ = Variables.asked, before
    print(*sorted(names), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["check", "access", "diff", "test"])
def test_all_variables_that_are_asked_for_are_circumstances(command: str, tmp_path: Path) -> None:
    laid("planted-settings", tmp_path / "folder")
    file = next((tmp_path / "folder").glob("*.json")).name
    files = [file, file] if command == "diff" else [file]
    asked: set[str] = set()
    for options in ([], ["--format=github"], ["--format=json"], ["--format=html"], ["--no-such-option"]):
        words = [sys.executable, "-c", WATCHING, command, *options, *files]
        done = subprocess.run(words, cwd=tmp_path / "folder", capture_output=True, text=True, check=False)
        asked |= set(done.stderr.splitlines()[-1].split())
    assert asked - {*VARIABLES, *start._NOT_FOR_REPORTS} == set()
    assert "COLUMNS" in asked


def test_only_one_module_asks_the_disk() -> None:
    """What is not listed here goes through ``dial_lsp/disk.py``."""
    found = {
        path.relative_to(PACKAGE).as_posix(): names
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.is_relative_to(PACKAGE / "server") and (names := sorted(set(asking(path))))
    }
    assert found == ELSEWHERE


def asking(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in (OF_OS if is_os(node.value) else OF_PATHS):
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"


def is_os(node: ast.expr) -> bool:
    return ast.unparse(node) in ("os", "os.path")
