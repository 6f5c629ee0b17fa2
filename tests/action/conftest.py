"""A pull request: its repository as a forge has it, and the checkout of a job as actions/checkout makes it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.action.forge import Forge, serving
from tests.action.runner import Job
from tests.cli.repositories import CONFIG, Repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBER = 5


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving(Forge()) as found:
        yield found


@dataclass
class PullRequest:
    """Number 5, from the branch ``feature`` into ``main``."""

    origin: Repository
    folder: Path
    forge: Forge
    base: str = ""
    head: str = ""
    merged: str = ""

    def push(self, files: dict[str, str | None]) -> None:
        """Write files in its branch, and merge it as GitHub does to try it."""
        self.origin.git("checkout", "--quiet", "feature")
        self.head = self.origin.commit(files)
        self.origin.git("update-ref", f"refs/pull/{NUMBER}/head", self.head)
        self.base = self.origin.git("rev-parse", "main")
        self.origin.git("checkout", "--quiet", "--detach", "main")
        self.origin.git("merge", "--quiet", "--no-ff", "-m", "merge", self.head)
        self.merged = self.origin.git("rev-parse", "HEAD")
        self.origin.git("update-ref", f"refs/pull/{NUMBER}/merge", self.merged)
        self.origin.git("checkout", "--quiet", "main")

    def job(self, ref: str = f"refs/pull/{NUMBER}/merge", event: str = "pull_request", *, depth: int = 1) -> Job:
        """A job for it, with so many commits of a ref checked out; 0: with all."""
        number = len(list(self.folder.glob("job*")))
        workspace, temporary = self.folder / f"job{number}" / "repository", self.folder / f"job{number}" / "temp"
        workspace.mkdir(parents=True)
        temporary.mkdir()
        for command in (
            ["init", "--quiet"],
            ["remote", "add", "origin", f"file://{self.origin.folder}"],
            ["fetch", "--quiet", "--no-tags", *([f"--depth={depth}"] if depth else []), "origin", ref],
            ["checkout", "--quiet", "--detach", "FETCH_HEAD"],
        ):
            subprocess.run(["git", *command], cwd=workspace, check=True, capture_output=True)  # noqa: S607
        return Job(workspace, temporary, event, {"pull_request": self.told}, self.forge.url)

    @property
    def told(self) -> dict[str, Any]:
        """It as events and the API describe it."""
        head = {"sha": self.head, "ref": "feature", "user": {"login": "somebody"}}
        return {"number": NUMBER, "base": {"sha": self.base, "ref": "main"}, "head": head}


@pytest.fixture
def pull_request(tmp_path: Path, forge: Forge) -> PullRequest:
    """A pull request that changes nothing yet, of a repository with a configuration in a folder."""
    origin = Repository(tmp_path / "origin")
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    origin.commit({"conf/aidial.config.json": CONFIG, "README.md": "about"})
    origin.git("branch", "feature")
    return PullRequest(origin, tmp_path, forge)
