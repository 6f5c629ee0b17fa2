"""The locks of locks/: everything that is installed is named with its version and the hashes of its files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
DEV = [line for line in GROUPS["dev"] if isinstance(line, str)]
CHECKING = [*RUN, *GROUPS["build"], *DEV]
LOCKS = {
    "run": RUN,
    "build": GROUPS["build"],
    "dev": CHECKING,
    "oldest": CHECKING,
    "mutation": [*CHECKING, *(line for line in GROUPS["mutation"] if isinstance(line, str))],
    "release": [*GROUPS["build"], *(line for line in GROUPS["release"] if isinstance(line, str))],
    "site": [*RUN, *GROUPS["build"], *GROUPS["site"]],
    "audit": GROUPS["audit"],
}
_PINNED = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;]+)(?: ; .*)? \\$", re.MULTILINE)


def pinned(name: str) -> dict[str, Version]:
    return {canonicalize_name(one["name"]): Version(one["version"]) for one in _PINNED.finditer(_lock(name))}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    for wanted in map(Requirement, LOCKS[name]):
        version = pinned(name).get(canonicalize_name(wanted.name))
        assert version is not None, wanted
        assert version in wanted.specifier, wanted


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    lines = _lock(name).splitlines()
    packages = [line for line in lines if not line.startswith("    ")]
    assert all(re.fullmatch(_PINNED, line) for line in packages)
    assert {line.split(":")[0] for line in lines if line.startswith("    ")} == {"    --hash=sha256"}
    assert "//" not in _lock(name)


def test_what_is_checked_is_what_users_run() -> None:
    assert pinned("run").items() <= pinned("dev").items() <= pinned("mutation").items()
    assert pinned("build").items() <= pinned("release").items()


def test_the_oldest_versions_are_those_that_the_project_allows() -> None:
    for wanted in map(Requirement, RUN):
        (lowest,) = [Version(one.version) for one in wanted.specifier if one.operator == ">="]
        found = pinned("oldest")[canonicalize_name(wanted.name)]
        assert found.release[: len(lowest.release)] == lowest.release, wanted


def _lock(name: str) -> str:
    return (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
