"""Pages about an open configuration, as documents that clients may ask for and show: LSP 3.18's text document content.

A page is a whole, or a frame that waits for its data, which is a document of its own and follows edits. What it takes
is done in slices, between which every other message has its turn, and begun anew when the text changes meanwhile.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.server.convert import path_of
from dial_lsp.server.differing import TITLES, before, verdict
from dial_lsp.server.failures import Refused
from dial_lsp.server.protocol import SCHEME
from dial_lsp.server.saved import pairs
from dial_lsp.server.slices import in_slices

if TYPE_CHECKING:
    from collections.abc import Generator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.reports.pages.places import Spelling
    from dial_lsp.server.server import Server
    from dial_lsp.server.session import ProjectSession

    Steps = Generator[None, None, dict[str, Any]]

_WHOLE = ("access.html", "access.json", "difference.html", "difference.json")
_FRAMES = ("access-frame.html", "difference-frame.html")


@dataclass(frozen=True, slots=True)
class Page:
    """One page by what it is about; ``name`` is that of a file."""

    name: str
    file: str
    """The URI of an open file of the configuration."""
    part: str = ""
    """For access: which of several configurations in the file; for differences: against what."""

    @property
    def uri(self) -> str:
        """The URI of the page."""
        about = base64.urlsafe_b64encode(json.dumps([self.file, self.part]).encode()).decode().rstrip("=")
        return f"{SCHEME}:/{self.name}?{about}"  # letters that no client spells anew

    @classmethod
    def at(cls, uri: str) -> Page:
        """The page with a URI. Raises Refused."""
        start, _, query = uri.partition("?")
        try:
            file, part = json.loads(base64.urlsafe_b64decode(query + "=" * (-len(query) % 4)))
            found = cls(start.removeprefix(f"{SCHEME}:").lstrip("/"), str(file), str(part))
        except (TypeError, ValueError) as error:
            raise Refused("there is no such page; commands answer the URIs of those there are") from error
        if found.name not in (*_WHOLE, *_FRAMES):
            raise Refused(f"there is no such page; there are: {', '.join((*_WHOLE, *_FRAMES))}")
        return found


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
    async def on_content(params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
        page = Page.at(params.uri)
        if page.name in _FRAMES:
            return types.TextDocumentContentResult(_rendered(page.name, None))
        project, text = await text_of(server, page)
        server.followed.take(params.uri, path_of(page.file), project)
        return types.TextDocumentContentResult(text)


async def text_of(server: Server, page: Page) -> tuple[ProjectSession, str]:
    """A page of the newest text of its configuration. Raises Refused."""
    path = path_of(page.file)
    while project := await server.checker.checked(path):
        analyses = project.analyses
        steps = await _steps(server, project, page)
        data = await in_slices(steps, lambda known=analyses, of=project: known is of.analyses)  # type: ignore[misc]
        if data is not None:
            return project, _rendered(page.name, data)
    raise Refused("the page is about a file that is not open, or no configuration of DIAL Core")


def _rendered(name: str, data: dict[str, Any] | None) -> str:
    """A page, or what is embedded in one; without data the frame of a page."""
    from dial_lsp.reports.pages import access, difference
    from dial_lsp.reports.pages.document import embedded

    if name.endswith(".json"):
        return embedded(data)
    return access.page(data) if name.startswith("access") else difference.page(data)


async def _steps(server: Server, project: ProjectSession, page: Page) -> Steps:
    from dial_lsp.reports.pages.places import Spelling

    spelling = Spelling(server.files.shortened, server.files.uri)
    if page.name.startswith("access"):
        return _access(server, page, spelling)
    return _differences(await before(server, project, page.part), project.analyses, page.part, spelling)


def _access(server: Server, page: Page, spelling: Spelling) -> Steps:
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.refusal import refusal_of
    from dial_lsp.reports.pages import access

    view = server.files.view(page.file, page.part) or server.files.view(page.file)
    if view is None:
        raise Refused("the file holds no configuration any more in which places can be told")
    relation = view.analysis.access
    subjects = (*relation.keys, *relation.roles, relation.everyone)
    answers = Answers(relation, subjects, relation.objects, refusal_of(view.analysis))
    return access.in_steps(answers, spelling)


def _differences(before: tuple[Analysis, ...], after: tuple[Analysis, ...], against: str, spelling: Spelling) -> Steps:
    from dial_lsp.access.difference import in_steps as compared_in_steps
    from dial_lsp.reports.access.differences import Differing
    from dial_lsp.reports.judged import Judged
    from dial_lsp.reports.pages import difference

    told, verdicts = [], []
    for old, new in pairs(before, after):
        found = yield from compared_in_steps(old.access, new.access)
        sources = [one.source.path for one in new.documents or old.documents]
        files = tuple(dict.fromkeys(map(spelling.shown, sources)))
        told.append(Differing(files, files, found))
        refused = verdict(new, against)
        verdicts.append([found.after.config.secrecy.wording.names(spelling.shown(refused))] if refused else [])
    data = yield from difference.in_steps(told, "", Judged(), spelling)
    for one, said in zip(data["configurations"], verdicts, strict=True):
        one["verdicts"] = said
    return {**data, "title": TITLES[against]}
