"""What the server says it can do, it does: every capability is called over a real pipe, as three editors describe
themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import converters
from pytest_lsp import client_capabilities

from dial_lsp.server.pages import Page
from dial_lsp.server.showing import OPEN_ACCESS, OPEN_DIFFERENCE
from tests.server.raw import Message, RawClient, running
from tests.server.served import notifications, served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = """{
  "models": {"gpt": {"type": "chat", "endpoint": "http://gpt/openai/deployments/gpt/chat/completions"}},
  "roles": {"guest": {"limits": {"gpt": {"day": 100}}}},
  "keys": {"proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {"project": "p", "role": "guest"}}
}
"""
AT = {"line": 2, "character": 15}
IN_ROLE = {"line": 3, "character": TEXT.splitlines()[3].index("guest") + 2}
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 4, "character": 1}}
LAYOUT = {"tabSize": 2, "insertSpaces": True}

# What a server may send without being asked, by the capability of the client that allows it.
ALLOWED = {
    "textDocument/publishDiagnostics": ("textDocument", "publishDiagnostics"),
    "client/registerCapability": ("workspace",),
    "workspace/configuration": ("workspace", "configuration"),
    "workspace/diagnostic/refresh": ("workspace", "diagnostics", "refreshSupport"),
    "workspace/inlayHint/refresh": ("workspace", "inlayHint", "refreshSupport"),
    "workspace/codeLens/refresh": ("workspace", "codeLens", "refreshSupport"),
    "workspace/semanticTokens/refresh": ("workspace", "semanticTokens", "refreshSupport"),
    "workspace/applyEdit": ("workspace", "applyEdit"),
    "window/logMessage": (),
    "window/showDocument": ("window", "showDocument", "support"),
    "dial-lint/status": (),  # of our own; a client passes over a notification that it does not know
}


def calls(uri: str) -> dict[str, Message]:
    """A request for every method that asks about a document or the workspace, with what it asks."""
    document = {"textDocument": {"uri": uri}}
    at = {**document, "position": AT}
    return {
        "textDocument/completion": {**document, "position": IN_ROLE},
        "textDocument/hover": at,
        "textDocument/declaration": at,
        "textDocument/definition": at,
        "textDocument/references": {**at, "context": {"includeDeclaration": True}},
        "textDocument/documentHighlight": at,
        "textDocument/documentSymbol": document,
        "textDocument/codeAction": {**document, "range": WHOLE, "context": {"diagnostics": []}},
        "textDocument/codeLens": document,
        "textDocument/documentLink": document,
        "textDocument/formatting": {**document, "options": LAYOUT},
        "textDocument/rangeFormatting": {**document, "range": WHOLE, "options": LAYOUT},
        "textDocument/onTypeFormatting": {**at, "ch": "\n", "options": LAYOUT},
        "textDocument/prepareRename": at,
        "textDocument/rename": {**at, "newName": "visitor"},
        "textDocument/foldingRange": document,
        "textDocument/selectionRange": {**document, "positions": [AT]},
        "textDocument/linkedEditingRange": at,
        "textDocument/prepareCallHierarchy": at,
        "textDocument/semanticTokens/full": document,
        "textDocument/semanticTokens/full/delta": {**document, "previousResultId": "0"},
        "textDocument/semanticTokens/range": {**document, "range": WHOLE},
        "textDocument/inlayHint": {**document, "range": WHOLE},
        "textDocument/diagnostic": document,
        "workspace/diagnostic": {"previousResultIds": []},
        "workspace/symbol": {"query": "guest"},
        "workspace/textDocumentContent": {"uri": Page("access.html", uri).uri},
        "workspace/willRenameFiles": {"files": [{"oldUri": uri, "newUri": f"{uri}.json"}]},
        "dial-lint/status": {"uri": uri},
        "dial-lint/policies": {"uri": uri},
        "dial-lint/testPolicies": {"uri": uri, "ids": []},
        "dial-lint/policyCoverage": {"uri": uri},
    }


# Requests that continue with what an earlier one answered: its method, and how the answer is handed on.
FOLLOWING: dict[str, tuple[str, Callable[[Any], Message]]] = {
    "completionItem/resolve": ("textDocument/completion", lambda result: result["items"][0]),
    "codeAction/resolve": ("textDocument/codeAction", lambda result: result[0]),
    "codeLens/resolve": ("textDocument/codeLens", lambda result: result[0]),
    "callHierarchy/incomingCalls": ("textDocument/prepareCallHierarchy", lambda result: {"item": result[0]}),
    "callHierarchy/outgoingCalls": ("textDocument/prepareCallHierarchy", lambda result: {"item": result[0]}),
}
COMMANDS_THAT_CHANGE = {"dial-lint.fixAll"}
COMMANDS_THAT_OPEN = {OPEN_ACCESS, OPEN_DIFFERENCE}


@pytest.mark.parametrize("editor", ["visual_studio_code", "neovim", "emacs"])
def test_every_capability_is_served_to_every_editor(editor: str, tmp_path: Path) -> None:
    capabilities = converters.get_converter().unstructure(client_capabilities(editor))
    uri = (tmp_path / "aidial.config.json").as_uri()
    (tmp_path / "aidial.config.json").write_text(TEXT)
    with running() as (client, server):
        client.answers["window/showDocument"] = {"success": True}
        answer = client.request("initialize", processId=None, rootUri=tmp_path.as_uri(), capabilities=capabilities)
        client.notify("initialized")
        client.open(uri, TEXT)
        answered: dict[str, Any] = {}
        for method, params in calls(uri).items():
            answered[method] = _result(client, method, params)
        for method, (before, handed_on) in FOLLOWING.items():
            if answered[before]:
                answered[method] = _result(client, method, handed_on(answered[before]))
        commands = answer["result"]["capabilities"]["executeCommandProvider"]["commands"]
        can_open = _has(capabilities, ALLOWED["window/showDocument"])
        for command in set(commands) - COMMANDS_THAT_CHANGE - (set() if can_open else COMMANDS_THAT_OPEN):
            _result(client, "workspace/executeCommand", {"command": command, "arguments": [uri]})
        nothing_to_follow = {method for method, (before, _) in FOLLOWING.items() if not answered[before]}
        assert set(served()) - set(answered) <= notifications() | nothing_to_follow
        assert _unexpected(client, capabilities) == []
        client.request("shutdown")
        client.notify("exit")
        assert server.wait(20) == 0


def _result(client: RawClient, method: str, params: Message) -> Any:
    answer = client.request(method, **params)
    assert "error" not in answer, (method, answer)
    return answer["result"]


def _unexpected(client: RawClient, capabilities: Message) -> list[str]:
    """What came without being asked for and without being something the client can do."""
    sent = {message["method"] for message in client.received if "method" in message}
    return sorted(method for method in sent if method not in ALLOWED or not _has(capabilities, ALLOWED[method]))


def _has(capabilities: Any, names: tuple[str, ...]) -> bool:
    for name in names:
        capabilities = capabilities.get(name) if isinstance(capabilities, dict) else None
    return bool(capabilities)
