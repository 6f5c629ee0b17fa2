"""What rass asks of dial-lsp and of the server for YAML, in the buffers of ``dial-yaml-mode``.

A preset of rass (rassumfrassum on PyPI), from 0.3 on. By itself that asks one server only for a hover or a rename; here
both are asked, and the one that has something to say is heard. Layout is left to the server for YAML.
"""

from __future__ import annotations

from typing import Any

from rassumfrassum.frassum import LspLogic

LAYOUT = {
    "textDocument/formatting": "documentFormattingProvider",
    "textDocument/rangeFormatting": "documentRangeFormattingProvider",
}
PUSHED = "textDocument/publishDiagnostics"
PATIENCE = 30_000  # milliseconds; a server that has not said in time what it can do is not asked any more
ASKED = {
    "textDocument/codeLens": "codeLensProvider",
    "textDocument/documentHighlight": "documentHighlightProvider",
    "textDocument/documentSymbol": "documentSymbolProvider",
    "textDocument/hover": "hoverProvider",
    "textDocument/inlayHint": "inlayHintProvider",
    "textDocument/onTypeFormatting": "documentOnTypeFormattingProvider",
    "textDocument/prepareRename": "renameProvider",
    "textDocument/rename": "renameProvider",
    "textDocument/signatureHelp": "signatureHelpProvider",
}


class BesideYaml(LspLogic):
    """Asks both servers, each for what it can do."""

    async def on_client_request(self, method: str, params: Any, servers: list[Any]) -> Any:
        """The servers that are asked."""
        if method in ASKED:
            return [server for server in servers if server.caps.get(ASKED[method])]
        if method in LAYOUT:
            return [server for server in servers if server.caps.get(LAYOUT[method])][-1:]
        return await super().on_client_request(method, params, servers)

    def get_aggregation_timeout_ms(self, method: str | None) -> int:
        """How long both are waited for; findings are shown as they come."""
        return super().get_aggregation_timeout_ms(method) if method == PUSHED else PATIENCE

    def process_responses(self, method: str, items: list[Any]) -> tuple[Any, bool]:
        """One answer of those that were given."""
        answers = [item.payload for item in items if not item.is_error and says_something(item.payload)]
        if method not in ASKED or not answers:
            return super().process_responses(method, items)
        if all(isinstance(answer, list) for answer in answers):
            return [one for answer in answers for one in answer], False
        return answers[0], False


def says_something(answer: Any) -> bool:
    """Whether there is anything in an answer; a hover may be empty."""
    contents = answer.get("contents", answer) if isinstance(answer, dict) else answer
    return bool(contents.get("value", contents) if isinstance(contents, dict) else contents)


def logic_class() -> type[BesideYaml]:
    """What rass asks for."""
    return BesideYaml
