"""GitLab: the note on a merge request."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

from forges.api import Api, ForbiddenError, UnsureError, checked, waiting_time
from forges.comment import Parts, comment, is_name, mark
from forges.problem import ProblemError

_ATTEMPTS = 3


def report() -> None:
    """Show check.md and diff.md of the current folder as one note on the merge request of this pipeline.

    Raises ProblemError. Without a token that may write notes it is said where the reports are.
    """
    name = os.environ.get("DIAL_LINT_NAME", "dial-lint")
    if not is_name(name):
        raise ProblemError("DIAL_LINT_NAME has only letters, digits, dots, dashes and underscores, at most 64.")
    number, token = os.environ.get("CI_MERGE_REQUEST_IID", ""), os.environ.get("DIAL_LINT_TOKEN", "")
    if not number.isdecimal():
        print("This pipeline is of no merge request, so there is nothing to comment on.")
        return
    text = comment(Parts(_text("check.md"), _text("diff.md")), name, _footer())
    if not token:
        print("There is no DIAL_LINT_TOKEN, as in pipelines of forks: the reports are in the artifacts of this job.")
        return
    project = quote(os.environ.get("CI_PROJECT_ID", ""), safe="")
    api = Api(checked(os.environ.get("CI_API_V4_URL", "https://gitlab.com/api/v4")), {"PRIVATE-TOKEN": token})
    try:
        _show(api, f"/projects/{project}/merge_requests/{number}/notes", mark(name), text)
    except ForbiddenError as error:
        print(
            f"The token may not comment here ({error}): the reports are in the artifacts of this job.", file=sys.stderr
        )


def _show(api: Api, notes: str, marked: str, text: str) -> None:
    """Change our note or, where there is none, make one."""
    me = api.get("/user")["id"]
    for attempt in range(1, _ATTEMPTS + 1):
        ours = _ours(api, notes, marked, me)
        try:
            if ours is None:
                api.make(notes, {"body": text})
            else:
                api.change("PUT", f"{notes}/{ours}", {"body": text})
        except UnsureError as error:  # the next attempt looks whether it has been made
            if attempt == _ATTEMPTS:
                raise ProblemError(f"{error}, {_ATTEMPTS} times in a row; run the job again.") from error
            api.wait(waiting_time(error, attempt))
        else:
            print("The note is up to date.")
            return


def _ours(api: Api, notes: str, marked: str, me: int) -> int | None:
    """The note that begins with our mark and is ours: whoever wrote another one may change it later."""
    for one in api.pages(f"{notes}?sort=asc&order_by=created_at"):
        is_ours = (one.get("author") or {}).get("id") == me and not one.get("system")
        if is_ours and str(one.get("body") or "").startswith(marked.rstrip("\n")):
            return int(one["id"])
    return None


def _footer() -> str:
    return f"\n<sub>[The whole report]({os.environ.get('CI_JOB_URL', '')}/artifacts/browse)</sub>\n"


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError:
        return ""
