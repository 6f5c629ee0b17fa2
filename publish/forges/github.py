"""GitHub: the commits to compare, the summary of the job and the comment on the pull request."""

from __future__ import annotations

import os
import re
import sys
import uuid
from pathlib import Path
from typing import Any

from forges.api import Api, ForbiddenError, UnsureError, checked, waiting_time
from forges.comment import Parts, comment, is_name, mark, page
from forges.events import change_of, repository
from forges.problem import ProblemError, workflow_command

_SUMMARY = 1_000_000  # bytes; GitHub shows no summary of more than a MiB
_ATTEMPTS = 3
_RECIPE = "https://github.com/dial-lsp/dial-lsp/blob/main/docs/ci.md#pull-requests-from-forks"


def base() -> None:
    """Say in the outputs of the step what to compare with, and which pull request it is. Raises ProblemError."""
    name, judge_by = _asked("NAME"), _asked("JUDGE_BY")
    if not is_name(name):
        raise ProblemError("the input name has only letters, digits, dots, dashes and underscores, at most 64.")
    if judge_by not in ("base", "head"):
        raise ProblemError(f'the input judge-by is base or head, not "{judge_by}".')
    wants_difference = "true" in (_asked("DIFF"), _asked("COMMENT"))
    if not wants_difference and judge_by == "head":
        return
    change = change_of(_api(), _asked("TOKEN"))
    if change is None:
        if wants_difference:
            print(workflow_command("notice", "this event is about no change, so there is nothing to compare."))
        return
    if change.is_pushed and _asked("DIFF") != "true":
        return
    _output("base", change.base)
    _output("head", change.head)
    _output("pull-request", str(change.pull_request or ""))
    if not change.is_pushed and judge_by == "base":
        _output("judge", change.base)


def report() -> None:
    """Write the summary of the job and, where it is asked for, the comment. Raises ProblemError."""
    name, folder = _asked("NAME"), Path(os.environ["REPORTS"])
    findings, whole = _text(folder / "check.md"), _text(folder / "diff-whole.md") or _text(folder / "diff.md")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(page(Parts(findings, whole), _SUMMARY) + "\n")
    number = _asked("PULL_REQUEST")
    if _asked("COMMENT") != "true" or not number:
        return
    text = comment(Parts(findings, _text(folder / "diff.md")), name, _footer())
    try:
        print(f"The comment: {_shown(_api(), int(number), mark(name), text)}")
    except ForbiddenError as error:
        reason = f"The token may not comment on this pull request ({error}), as it is with those from forks."
        print(workflow_command("notice", f"{reason} The report is in the summary of this job. A recipe: {_RECIPE}"))


def _shown(api: Api, number: int, marked: str, text: str) -> str:
    """Change our comment on a pull request or, where there is none, make one; its address."""
    comments = f"/repos/{repository()}/issues/{number}/comments"
    for attempt in range(1, _ATTEMPTS + 1):
        ours = _ours(api, comments, marked)
        try:
            if ours is None:
                return str(api.make(comments, {"body": text})["html_url"])
            return str(api.change("PATCH", f"/repos/{repository()}/issues/comments/{ours}", {"body": text})["html_url"])
        except UnsureError as error:  # the next attempt looks whether it has been made
            if attempt == _ATTEMPTS:
                raise ProblemError(f"{error}, {_ATTEMPTS} times in a row; run the job again.") from error
            api.wait(waiting_time(error, attempt))
    raise AssertionError


def _ours(api: Api, comments: str, marked: str) -> int | None:
    """The comment that begins with our mark and is ours: whoever wrote another one may change it later."""
    try:
        login = api.get("/user")["login"]
    except ForbiddenError:
        login = None  # the token of a job or of an app, whose user is a bot
    for one in api.pages(comments):
        user = one.get("user") or {}
        is_ours = user.get("login") == login if login else user.get("type") == "Bot"
        if is_ours and str(one.get("body") or "").startswith(marked.rstrip("\n")):
            return int(one["id"])
    return None


def _api() -> Api:
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {_asked('TOKEN')}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Api(checked(os.environ.get("GITHUB_API_URL", "https://api.github.com")), headers)


def _footer() -> str:
    told = {name: os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")}
    return f"\n<sub>[The whole report]({'{SERVER_URL}/{REPOSITORY}/actions/runs/{RUN_ID}'.format(**told)})</sub>\n"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _asked(name: str) -> str:
    """An input, which stands on one line. Raises ProblemError."""
    text = os.environ.get(name, "")
    if re.search(r"[\r\n]", text):
        raise ProblemError(f"the input {name.lower().replace('_', '-')} has more than one line.")
    return text


def _output(name: str, value: Any) -> None:
    """An output of the step; nothing in a value ends it."""
    path = os.environ.get("GITHUB_OUTPUT")
    end = uuid.uuid4().hex
    text = f"{name}<<{end}\n{value}\n{end}\n"
    if path is None:
        sys.stdout.write(text)
        return
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)
