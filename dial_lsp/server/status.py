"""What Core would do with an open file, told apart from its diagnostics: ``dial-lint/status``.

A notification after each check, and the answer to a request of the same name. It holds no text of the user's.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Severity
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.text import Location

STATUS = "dial-lint/status"


class Statuses:
    """Tells the client the status of each open file when it is another one than it was told last."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._told: dict[str, str] = {}  # by path

    def checked(self, project: ProjectSession) -> None:
        """Take notice of a check that is done; one that is out of date by now is followed by another."""
        if not self._server.checker.is_done(project):
            return
        for path in dict.fromkeys(project.files):
            if path in self._server.files.texts:
                self._tell(path, self.of(project, path))

    def reloaded(self) -> None:
        """Tell of files that were opened beside others, take back what was told of those that are none of ours now."""
        files = self._server.files
        for project in files.sessions.open:
            self.checked(project)
        for path in [path for path in self._told if files.sessions.of(path) is None]:
            if path in files.texts:
                self._tell(path, self._of_none(path))
            else:
                del self._told[path]

    def of(self, project: ProjectSession, path: str) -> dict[str, Any]:
        """The status of a file of a project that is checked."""
        from dial_lsp.reports.access.refusal import refusal_of
        from dial_lsp.reports.words import would_load, would_refuse

        refused = [(each, found) for each in project.analyses if (found := refusal_of(each))]
        known = [each for each in project.analyses if each.verdict != "none"]
        core = project.found.settings.core_version
        status = self._of_none(path) | {"core": core, "counts": _counts(project, path)}
        if not known:
            return status
        is_one = len(project.analyses) == 1
        several = len(project.files) > 1
        if not refused:
            what = "these files" if several else "this file"
            return status | {"verdict": "accepts", "message": would_load(core, what)}
        these = "these files" if several else "this file"
        what = these if is_one else f"{len(refused)} of {len(known)} configurations in this file"
        previous = "ones" if (several if is_one else len(refused) > 1) else "one"
        return status | {
            "verdict": "rejects",
            "message": would_refuse(core, what, previous),
            "reason": self._location(refused[0][1].first),
        }

    def _of_none(self, path: str) -> dict[str, Any]:
        text = self._server.files.texts.get(path)
        return {
            "uri": self._server.files.uri(path),
            "version": text.version if text else None,
            "verdict": "none",
            "message": "",
            "core": None,
            "counts": {severity.word: 0 for severity in Severity},
        }

    def _location(self, location: Location) -> dict[str, Any]:
        at = location.in_file
        span: dict[str, Any] = json.loads(self._server.files.file_ruler(at.source).json(at.span))
        return {"uri": self._server.files.uri(at.source.path), "range": span}

    def _tell(self, path: str, status: dict[str, Any]) -> None:
        text = json.dumps(status, separators=(",", ":"))
        if self._told.get(path) != text:
            self._told[path] = text
            self._server.protocol.send_notification(STATUS, Json(text))


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(STATUS)
    async def on_status(params: Any) -> dict[str, Any] | None:
        path = path_of(_uri(params))
        project = await server.checker.checked(path)
        return server.statuses.of(project, path) if project else None


def _uri(params: Any) -> str:
    uri = getattr(params, "uri", None) or getattr(getattr(params, "textDocument", None), "uri", None)
    if not isinstance(uri, str):
        raise Refused("the parameters are {uri} or {textDocument}: the URI of an open file")
    return uri


def _counts(project: ProjectSession, path: str) -> dict[str, int]:
    """How many findings of each severity a file has."""
    counted = Counter(one.severity for one in _findings(project) if one.location.in_file.source.path == path)
    return {severity.word: counted[severity] for severity in Severity}


def _findings(project: ProjectSession) -> Iterator[Diagnostic]:
    yield from project.unsound
    for analysis in project.analyses:
        yield from analysis.diagnostics
