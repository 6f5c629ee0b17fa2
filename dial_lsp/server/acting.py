"""Code actions. What they change is worked out when somebody chooses one, if the client can wait."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from dial_lsp.features.action_kinds import KINDS
from dial_lsp.server.convert import path_of
from dial_lsp.server.failures import Refused
from dial_lsp.server.policy_actions import policy_actions
from dial_lsp.server.recognising import is_policies
from dial_lsp.server.settings_texts import may_be_made, settings_text
from dial_lsp.server.workspace_edits import workspace_edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.features.code_actions import CodeAction
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View
    from dial_lsp.text import Source, Span

_OPTIONS = types.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=True)


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)
    async def on_code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        from dial_lsp.features.code_actions import code_actions

        await server.checker.checked(path_of(params.text_document.uri))
        views, client = (
            server.files.views_in(params.text_document.uri, params.range),
            _Client.of(server.client_capabilities),
        )
        if not client.literals or not (views or is_policies(path_of(params.text_document.uri))):
            return None
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        shown: list[types.CodeAction] = []
        for view in views:
            if client.disables and (unable := _unable(view, view.span(params.range))):
                shown.append(unable)
            settings = _settings(server, view)
            found = code_actions(view.analysis, view.path, view.span(params.range), only=only, settings=settings)
            for action in found:
                with suppress(Refused):  # what cannot be written into its file is not offered
                    shown.append(_shown(server, view, client, params, action, settings))
        return [*shown, *await policy_actions(server, params)]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def on_resolve(action: types.CodeAction) -> types.CodeAction:
        if action.edit is None and isinstance(action.data, dict):
            await server.checker.checked(path_of(str(action.data["uri"])))
            action.edit = _resolved(server, action, action.data)
        return action


def _resolved(server: Server, action: types.CodeAction, data: dict[str, Any]) -> types.WorkspaceEdit:
    """The edits of an action, found again in the text as it is now."""
    from dial_lsp.features.code_actions import code_actions

    start, end = (types.Position(*map(int, at)) for at in data["at"])
    kind = str(getattr(action.kind, "value", action.kind))
    for view in server.files.views_in(str(data["uri"]), types.Range(start, end)):
        settings = _settings(server, view)
        span = view.span(types.Range(start, end))
        for found in code_actions(view.analysis, view.path, span, only=data["only"] or [kind], settings=settings):
            if found.title == action.title and _rule(found) == data["rule"]:
                return workspace_edit(server, view, found.edits(), settings)
    raise Refused("The text has changed meanwhile; ask again what can be done.")


def _unable(view: View, span: Span) -> types.CodeAction | None:
    """What stands for the fixes of a text of which no change can be written into its file, if something is found."""
    from dial_lsp.features.code_actions import touches

    reason = view.host.form.reason if view.host else ""
    if not reason or not any(touches(one, view.path, span) for one in view.analysis.diagnostics):
        return None
    disabled = types.CodeActionDisabled(f"Nothing can be changed here: {reason}.")
    return types.CodeAction("Fix what is found here", types.CodeActionKind.QuickFix, disabled=disabled)


def _settings(server: Server, view: View) -> Source | None:
    """The settings that ignores are added to, unless they would have to be made and the client cannot."""
    settings = settings_text(server, view)
    return settings if settings is not None and may_be_made(server, settings) else None


@dataclass(frozen=True, slots=True)
class _Client:
    """What the client understands of code actions."""

    literals: bool = False  # actions, not only commands
    resolves: bool = False  # asks for the edit of the one that is chosen
    prefers: bool = False
    disables: bool = False  # shows what cannot be done, with the reason

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> _Client:
        """What the client says of itself."""
        known = capabilities.text_document.code_action if capabilities.text_document else None
        if known is None:
            return cls()
        properties = known.resolve_support.properties if known.resolve_support else ()
        return cls(
            literals=known.code_action_literal_support is not None,
            resolves="edit" in properties and bool(known.data_support),
            prefers=bool(known.is_preferred_support),
            disables=bool(known.disabled_support),
        )


def _shown(  # noqa: PLR0913, PLR0917 -- all that an action is made of
    server: Server,
    view: View,
    client: _Client,
    params: types.CodeActionParams,
    action: CodeAction,
    settings: Source | None,
) -> types.CodeAction:
    shown = types.CodeAction(
        action.title, types.CodeActionKind(action.kind) if action.kind in _STANDARD else action.kind
    )
    if action.diagnostic is not None:
        shown.diagnostics = _matching(view, action.diagnostic, params.context.diagnostics) or None
    if action.is_preferred and client.prefers:
        shown.is_preferred = True
    if client.resolves and not (view.host and view.host.form.reason):
        at = [(place.line, place.character) for place in (params.range.start, params.range.end)]
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        shown.data = {"uri": params.text_document.uri, "at": at, "rule": _rule(action), "only": only}
    else:
        shown.edit = workspace_edit(server, view, action.edits(), settings)
    return shown


_STANDARD = frozenset(kind.value for kind in types.CodeActionKind)


def _rule(action: CodeAction) -> str:
    return action.diagnostic.rule if action.diagnostic else ""


def _matching(view: View, found: Diagnostic, shown: Sequence[types.Diagnostic]) -> list[types.Diagnostic]:
    """The client's own diagnostic that ours is."""
    at = view.placed(found.location).range
    return [one for one in shown if one.code == found.rule and one.range == at]
