"""Commands that open a page: in an editor that shows pages, else in the browser.

An editor that shows them gets the URIs of the frame and of the data, and follows them (``pages.py``). For another one
the page is written into a folder that nobody else may read, and the editor is asked to open it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.server.commands import position_of, view_of
from dial_lsp.server.differing import asked
from dial_lsp.server.failures import Refused
from dial_lsp.server.pages import Page, text_of
from dial_lsp.server.showing import OPEN_ACCESS, OPEN_DIFFERENCE

if TYPE_CHECKING:
    from dial_lsp.server.server import Server


def register(server: Server) -> None:
    """Register the handlers of this group."""
    folder = _Folder()

    @server.command(OPEN_ACCESS)
    async def on_open_access(*arguments: Any) -> dict[str, str] | None:
        from dial_lsp.features.asking import asked_at
        from dial_lsp.reports.pages.link import address

        await server.checker.checked(view_of(server, arguments).file)
        view = view_of(server, arguments)
        there = ""
        if len(arguments) > 1 and arguments[1] is not None:
            about = asked_at(view.analysis, view.path, view.offset(position_of(arguments[1])))
            there = address(view.analysis.secrecy.wording, about.caller, about.object)
        part = view.path if view.host is not None else ""
        return await _opened(server, folder, OPEN_ACCESS, ("access", arguments[0], part), there)

    @server.command(OPEN_DIFFERENCE)
    async def on_open_difference(*arguments: Any) -> dict[str, str] | None:
        _, against = asked(server, arguments)
        return await _opened(server, folder, OPEN_DIFFERENCE, ("difference", arguments[0], against), "")


async def _opened(
    server: Server, folder: _Folder, command: str, about: tuple[str, str, str], there: str
) -> dict[str, str] | None:
    """For an editor that shows it where the page is, and what of it; None if the page is open elsewhere."""
    name, file, part = about
    if command in server.abilities.commands:
        frame, data = (Page(f"{name}{form}", file, part) for form in ("-frame.html", ".json"))
        return {"frame": frame.uri, "data": data.uri, "address": there}
    if not server.abilities.shows_documents:
        raise Refused("the editor opens no pages; the command that begins with show answers the same as text")
    page = Page(f"{name}.html", file, part)
    _, text = await text_of(server, page)
    uri = folder.keep(page, text).as_uri() + there
    answer = await server.window_show_document_async(types.ShowDocumentParams(uri, external=True))
    if not answer.success:
        raise Refused("the editor could not open the page")
    return None


class _Folder:
    """A folder for pages that nobody else may read; it is gone when the server ends."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._names: dict[Page, str] = {}

    def keep(self, page: Page, text: str) -> Path:
        """Write a page in the place of an earlier one about the same; its file."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix="dial-lsp-"))
            atexit.register(shutil.rmtree, self._path, ignore_errors=True)
        name = self._names.setdefault(page, f"{len(self._names) + 1}-{page.name}")
        file = self._path / name
        file.write_text(text, encoding="utf-8")
        return file
