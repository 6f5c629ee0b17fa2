"""What an event of GitHub is about: two commits to compare, and the pull request to tell of it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from forges import commits
from forges.problem import ProblemError

if TYPE_CHECKING:
    from forges.api import Api


@dataclass(frozen=True)
class Change:
    """Two commits. ``head`` is empty where the later one is checked out; only then can its files be checked."""

    base: str
    head: str = ""
    pull_request: int = 0  # 0: none
    is_pushed: bool = False  # it is there already, so that there is nobody to keep from judging it


def change_of(api: Api, token: str) -> Change | None:
    """What the event is about; None where there is nothing to compare. Raises ProblemError."""
    name, event = os.environ.get("GITHUB_EVENT_NAME", ""), _event()
    if name == "workflow_run":
        return _of_run(api, event.get("workflow_run") or {}, token)
    if isinstance(event.get("pull_request"), dict):
        return _of_pull_request(api, event["pull_request"], token)
    if name == "merge_group":
        return _known(Change((event.get("merge_group") or {}).get("base_sha", "")), token)
    if name == "push" and set(str(event.get("before") or "0")) != {"0"}:
        return _known(Change(event["before"], is_pushed=True), token)
    return None


def _event() -> dict[str, Any]:
    try:
        found = json.loads(Path(os.environ.get("GITHUB_EVENT_PATH", "")).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _known(change: Change, token: str, ref: str = "") -> Change:
    """The change with its commits fetched. Raises ProblemError for names that are none."""
    for commit in filter(None, (change.base, change.head)):
        if not commits.is_commit(commit):
            raise ProblemError("the event names no commit to compare with.")
        commits.fetch(commit, token, ref if commit == change.head else "")
    return change


def _of_pull_request(api: Api, told: dict[str, Any], token: str) -> Change:
    """The change of the pull request as it is checked out: merged, or its own last commit; else by that commit."""
    number, head = int(told["number"]), told["head"]["sha"]
    here = commits.head()
    before = commits.parents(here)
    if before[1:] == [head]:
        return _known(Change(before[0], "", number), token)
    if here == head or commits.merge_base(head, here) == head:
        return _known(Change(_parted(api, told["base"]["sha"], head, token), "", number), token)
    return _of_commits(api, told, token)


def _of_commits(api: Api, told: dict[str, Any], token: str) -> Change:
    """The change of a pull request whose files are not checked out, and must not be: it may be anybody's."""
    number, head, base = int(told["number"]), told["head"]["sha"], told["base"]["sha"]
    _known(Change(base, head), token, f"refs/pull/{number}/head")
    return _known(Change(_parted(api, base, head, token), head, number), token)


def _parted(api: Api, base: str, head: str, token: str) -> str:
    """Where two commits parted, if need be by asking GitHub."""
    if not (commits.is_commit(base) and commits.is_commit(head)):
        raise ProblemError("the event names no commit to compare with.")
    commits.fetch(base, token)
    found = commits.merge_base(base, head)
    if found:
        return found
    answer = api.get(f"/repos/{repository()}/compare/{base}...{head}?per_page=1")
    return str(answer["merge_base_commit"]["sha"])


def _of_run(api: Api, run: dict[str, Any], token: str) -> Change | None:
    """The change of the pull request for which a workflow has run, from a fork, too.

    Everything is asked of GitHub: what the run itself has left may be anybody's work.
    """
    head, owner = run.get("head_sha"), ((run.get("head_repository") or {}).get("owner") or {}).get("login")
    if not commits.is_commit(head) or not owner or run.get("event") not in ("pull_request", "pull_request_target"):
        return None
    where = quote(f"{owner}:{run.get('head_branch')}", safe="")
    for told in api.pages(f"/repos/{repository()}/pulls?state=open&head={where}"):
        if told["head"]["sha"] == head:
            return _of_commits(api, told, token)
    return None


def repository() -> str:
    """The repository as its address has it."""
    return quote(os.environ.get("GITHUB_REPOSITORY", ""), safe="/")
