"""What ``workspace/executeCommand`` runs. Every command but the restart takes the URI of a file of the project first.

What is answered holds no secret; showing it is up to the client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.project.projects import Origin
from dial_lsp.server.failures import Refused
from dial_lsp.server.workspace_edits import workspace_edit
from dial_lsp.settings.choices import ABOUT, field_name
from dial_lsp.text import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.access import Subject
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

FIX_ALL = "dial-lint.fixAll"
SHOW_ACCESS = "dial-lint.showAccess"
RENDER_MERGED = "dial-lint.renderMerged"
SHOW_SETTINGS = "dial-lint.showSettings"
RESTART = "dial-lint.restart"


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.command(FIX_ALL)
    async def on_fix_all(*arguments: Any) -> int:
        from dial_lsp.engine.repair import repaired, safe_fix

        await server.checker.checked(view_of(server, arguments).file)
        view = view_of(server, arguments)
        done = repaired(view.analysis, safe_fix)
        if done.texts:
            edits = {path: [difference(*texts)] for path, texts in done.texts.items()}
            await _apply(server, workspace_edit(server, view, edits), "Fix all that is safe")
        return len(done.repairs)

    @server.command(SHOW_ACCESS)
    async def on_show_access(*arguments: Any) -> str:
        from dial_lsp.reports.access import markdown

        await server.checker.checked(view_of(server, arguments).file)
        answers = _answers(view_of(server, arguments), *arguments[1:2])
        return _heading(answers) + "".join(markdown.render(answers, names=not _heading(answers)))

    @server.command(RENDER_MERGED)
    def on_render_merged(*arguments: Any) -> str:
        from dial_lsp.reports import merged

        text = merged.render(view_of(server, arguments).analysis.config, origin=arguments[2:3] == (True,))
        return server.files.shortened(text)

    @server.command(SHOW_SETTINGS)
    def on_show_settings(*arguments: Any) -> dict[str, Any]:
        return _settings(server, view_of(server, arguments))

    @server.command(RESTART)
    def on_restart(*_: Any) -> None:
        server.restart()


def view_of(server: Server, arguments: Sequence[Any]) -> View:
    """What is known of the file that comes first; with a position, of the configuration there. Raises Refused."""
    view = None
    if arguments and isinstance(arguments[0], str):
        at = position_of(arguments[1]) if len(arguments) > 1 and arguments[1] is not None else None
        view = (server.files.view_at(arguments[0], at) if at else None) or server.files.view(arguments[0])
    if view is None:
        raise Refused("the first argument is the URI of an open configuration of DIAL Core")
    return view


def _answers(view: View, position: Any = None) -> Answers:
    """Who reaches what; of one key, role, deployment or route only, if a position in it is given."""
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.refusal import refusal_of

    access = view.analysis.access
    subjects: Sequence[Subject] = (*access.keys, *access.roles, access.everyone)
    objects = access.objects
    document = view.analysis.document(view.path)
    entry = document.entry_at(view.offset(position_of(position))) if document and position is not None else None
    if document is not None and entry is not None:
        section = document.section_of(entry).name
        found = view.analysis.config.sections[section].every.get(entry.name)
        if section == "roles":
            subjects = (access.caller(entry.name),)
        elif section == "keys":
            subjects = [key for key in access.keys if key.key is not None and key.key.entry is found]
        elif found:
            objects = access.objects_in(found)
    return Answers(access, subjects, objects, refusal_of(view.analysis))


def _heading(answers: Answers) -> str:
    """Whom or what a page about one of them is about; "" for a page about several."""
    from dial_lsp.reports.marked import escaped

    if len(answers.subjects) == 1:
        title = answers.wording.names(f"What {answers.subjects[0].label} reaches")
    elif len(answers.objects) == 1:
        title = answers.wording.names(f"Who reaches {answers.objects[0].label}")
    else:
        return ""
    return f"# {escaped(title)}\n\n"


def position_of(given: Any) -> types.Position:
    """A position as a client gives it among arguments. Raises Refused."""
    if isinstance(given, types.Position):
        return given
    try:
        return types.Position(given["line"], given["character"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("the second argument is a position in the file") from error


async def _apply(server: Server, edit: types.WorkspaceEdit, label: str) -> None:
    if not server.abilities.applies:
        raise Refused("the editor does not let the server change files")
    answer = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
    if not answer.applied:
        raise Refused("the editor did not make the changes")


def _settings(server: Server, view: View) -> dict[str, Any]:
    """The settings that hold for a project by their names in the file, and where its files are listed."""
    project = server.files.sessions.of(view.file)
    values: dict[str, Any] = {}
    for name in ABOUT:
        value = getattr(view.analysis.settings, field_name(name))
        values[name] = _plain(value)
    found = project.found if project else None
    told = found.found_in if found and found.origin is not Origin.NAMED else ""
    return {
        **values,
        "files": [server.files.uri(path) for path in (project.files if project else ())],
        "found-in": told,
    }


def _plain(value: Any) -> Any:
    """A setting as JSON values, without what only the program knows of it."""
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__ if name != "at"}
    return value
