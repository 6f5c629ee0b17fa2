"""The command behind the lens above an unsaved file: what has changed, by the edits that do it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dial_lsp.project.encoding import decode
from dial_lsp.project.git import HEAD, NoGitError, last_committed
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.saved import pairs, saved, with_texts
from dial_lsp.server.showing import SHOW_DIFFERENCE
from dial_lsp.server.slices import in_slices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

TITLES = {"saved": "What changes when this is saved", HEAD: "What has changed since the last commit"}


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.command(SHOW_DIFFERENCE)
    async def on_show_difference(*arguments: Any) -> str:
        path, against = asked(server, arguments)
        project = await server.checker.checked(path)
        assert project is not None  # noqa: S101 -- it is open
        return await _told(server, project, await before(server, project, against), against)


async def before(server: Server, project: ProjectSession, against: str) -> tuple[Analysis, ...]:
    """The project as the disk or the last commit has it. Raises Refused."""
    if against == "saved":
        disk = saved(server.files, project)
        if disk is None:
            raise Refused("this text was never saved, so there is nothing to compare it with")
        return disk
    try:
        texts = await asyncio.to_thread(_committed, project.files)
    except NoGitError as error:
        raise Refused(str(error)) from error
    if all(text is None for text in texts.values()):
        raise Refused("the last commit of this folder has no such file, or there is no git repository here")
    return with_texts(server.files, project, texts)


def _committed(paths: Iterable[str]) -> dict[str, str | None]:
    found = {path: last_committed(Path(path)) for path in paths if Path(path).is_absolute()}
    return {path: None if data is None else decode(data).text for path, data in found.items()}


async def _told(server: Server, project: ProjectSession, earlier: tuple[Analysis, ...], against: str) -> str:
    """The report; of several configurations in a file one after the other."""
    from dial_lsp.access.difference import in_steps
    from dial_lsp.reports.access import difference_markdown
    from dial_lsp.reports.marked import escaped

    said = [f"# {TITLES[against]}\n\n"]
    for old, new in pairs(earlier, project.analyses):
        found = await in_slices(in_steps(old.access, new.access))
        assert found is not None  # noqa: S101 -- it is needed
        refused = verdict(new, against)
        if refused:
            said.append(f"**{escaped(refused)}**\n\n")
        said += difference_markdown.render(found)
    return server.files.shortened("".join(said))


def verdict(analysis: Analysis, against: str) -> str:
    """That Core would refuse the text in the editor; "" where it would not."""
    from dial_lsp.reports.access.refusal import refusal_of

    refused = refusal_of(analysis) if analysis.documents else None
    kept = "the saved one" if against == "saved" else "the committed one"
    return refused.sentence("the text in the editor", kept) if refused else ""


def asked(server: Server, arguments: tuple[Any, ...]) -> tuple[str, str]:
    """The path of the file, and what it is to be compared with. Raises Refused."""
    path = path_of(arguments[0]) if arguments and isinstance(arguments[0], str) else ""
    if server.files.sessions.of(path) is None:
        raise Refused("the first argument is the URI of an open configuration of DIAL Core")
    against = arguments[1] if len(arguments) > 1 and arguments[1] is not None else "saved"
    if against not in TITLES:
        raise Refused('the second argument is "saved" or "HEAD"')
    return path, against
