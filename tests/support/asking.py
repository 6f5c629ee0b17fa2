"""A server that is asked without a client in between: what its handlers answer, as JSON."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING, Any

import attrs
from lsprotocol import converters, types
from pygls.exceptions import JsonRpcException
from pygls.workspace import Workspace

from dial_lsp.server.abilities import Abilities
from dial_lsp.server.assembly import create
from dial_lsp.server.convert import Encoding
from dial_lsp.server.protocol import Json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CONVERTER = converters.get_converter()
_CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "diagnostic": {},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "disabledSupport": True},
        "completion": {"completionItem": {"labelDetailsSupport": True, "deprecatedSupport": True}},
    },
    "workspace": {"diagnostics": {"refreshSupport": True}, "workspaceEdit": {"resourceOperations": ["create"]}},
}


class Asked:
    """The files of a folder, all open, and what the server answers about them; positions count code points."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._server = create()
        self._server.begin(Abilities(pulls=True), Encoding.Utf32)
        capabilities = _CONVERTER.structure(_CAPABILITIES, types.ClientCapabilities)
        self._server.protocol.client_capabilities = capabilities
        self._server.protocol._workspace = Workspace(
            folder.as_uri(), workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)]
        )
        self._server.files.sessions.take_folders([str(folder)])
        for name in names:
            path = folder / name
            language = "yaml" if path.suffix == ".yaml" else "json"
            text = path.read_bytes().decode("utf-8")
            self._server.files.open(types.TextDocumentItem(path.as_uri(), language, 1, text))

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """What a handler answers; an error as its message."""
        kind = types.METHOD_TO_TYPES[method][0]
        field = next(one for one in _fields(kind) if one.name == "params")
        given = _CONVERTER.structure(params, field.type)
        try:
            answer = asyncio.run(self._answer(method, given))
        except JsonRpcException as refused:
            return {"error": refused.message}
        return json.loads(answer.text) if isinstance(answer, Json) else _CONVERTER.unstructure(answer)

    async def _answer(self, method: str, given: Any) -> Any:
        answer = self._server.protocol.fm.features[method](given)
        return await answer if inspect.isawaitable(answer) else answer


def _fields(kind: Any) -> Any:
    return attrs.fields(attrs.resolve_types(kind))
