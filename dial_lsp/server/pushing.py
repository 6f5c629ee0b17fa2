"""Diagnostics as they were pushed, file by file; what the client has already is not sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.server.report import Report
    from dial_lsp.server.server import Server


class Pushed:
    """Knows what a client shows to which nothing but this is said of a file."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._states: dict[str, tuple[int, int | None]] = {}  # number of report and version, by path

    def __contains__(self, path: str) -> bool:
        """Whether a report on a file was pushed and not taken back."""
        return path in self._states

    def send(self, reports: Mapping[str, Report]) -> None:
        """Push what the client does not have yet; that nothing is found in a file it has not opened is no news."""
        for path, report in reports.items():
            text = self._server.files.texts.get(path)
            state = (report.number, text.version if text else None)
            if self._states.get(path, (-1, None)) != state and (text or report.items != "[]" or path in self):
                self._states[path] = state
                self._send(path, report.items)

    def clear_all_but(self, *kept: Iterable[str]) -> None:
        """Take back what was pushed of files that are in no report any more."""
        for path in set(self._states).difference(*kept):
            del self._states[path]
            self._send(path, "[]")

    def _send(self, path: str, items: str) -> None:
        server, text = self._server, self._server.files.texts.get(path)
        version = f'"version":{text.version},' if text and server.abilities.versions else ""
        uri = server.protocol.quoted(server.files.uri(path))
        params = Json(f'{{"uri":{uri},{version}"diagnostics":{items}}}')
        server.protocol.send_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
