"""Git repositories with configurations, for commands that compare."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """{
  "models": {
    "m": {"type": "chat", "endpoint": "http://adapter/openai/deployments/m/chat/completions", "userRoles": ["a"]}
  },
  "keys": {
    "k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "P", "role": "a"}
  },
  "roles": {"default": {"limits": {"m": {"day": "10"}}}, "a": {"limits": {"m": {"day": "10"}}}}
}
"""
WIDER = CONFIG.replace('"userRoles": ["a"]', '"userRoles": ["a", "b"]')
WEAK = CONFIG.replace("k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w", "proxyKey1")


class Repository:
    """A git repository in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """What git prints."""
        who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *arguments],  # noqa: S607 -- git as it is on the path
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str | None]) -> None:
        """Write files by their paths; None takes one away."""
        for path, text in files.items():
            file = self.folder / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str | None]) -> str:
        """Write files and commit everything; the name of the commit."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")
