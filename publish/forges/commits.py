"""Commits of a checkout that CI made, which often has only the last one; others are fetched, none is checked out."""

from __future__ import annotations

import base64
import os
import re
import subprocess

from forges.problem import ProblemError

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HINT = "Let actions/checkout fetch more (fetch-depth: 0), or give the action a token that may read the repository."


def is_commit(text: object) -> bool:
    """Whether a text is the full name of a commit."""
    return isinstance(text, str) and _COMMIT.fullmatch(text) is not None


def head() -> str:
    """The commit that is checked out. Raises ProblemError."""
    found = _git("rev-parse", "--verify", "HEAD^{commit}")
    if not found:
        raise ProblemError("there is no git repository here: use actions/checkout before.")
    return found.strip()


def parents(commit: str) -> list[str]:
    """The parents of a commit as it names them, also where the checkout does not have them."""
    text = _git("cat-file", "-p", commit).partition("\n\n")[0]
    return re.findall(r"^parent ([0-9a-f]+)$", text, re.MULTILINE)


def merge_base(one: str, other: str) -> str:
    """Where two commits parted; empty where the checkout does not go back so far."""
    return _git("merge-base", one, other).strip()


def is_here(commit: str) -> bool:
    """Whether the checkout has a commit."""
    return bool(_git("rev-parse", "--quiet", "--verify", f"{commit}^{{commit}}"))


def fetch(commit: str, token: str, ref: str = "") -> None:
    """Have a commit, by its name or by a ref that leads to it, without any file of it. Raises ProblemError."""
    if is_here(commit):
        return
    for wanted in (commit, ref) if ref else (commit,):
        for environment in ({}, _authorized(token)):
            depth = [] if _git("rev-parse", "--is-shallow-repository").strip() == "false" else ["--depth=1"]
            _git("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *depth, "origin", wanted, **environment)
            if is_here(commit):
                return
    raise ProblemError(f"the commit {commit[:12]}, with which this one is to be compared, cannot be fetched. {_HINT}")


def _authorized(token: str) -> dict[str, str]:
    """Variables by which git sends a token to the server of GitHub, and to no other."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {header}",
    }


def _git(*arguments: str, **environment: str) -> str:
    """What git prints; nothing where it fails."""
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **quiet, **environment},
        )
    except OSError as error:
        raise ProblemError("the git command cannot be run.") from error
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
