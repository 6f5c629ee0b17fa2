"""What an editor does with files, in the words of the tests."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_lsp import LanguageClient

PATIENCE = 10.0  # seconds; a busy machine needs some, a sound server none


@dataclass
class Editor:
    """Opens, changes and closes files, and waits for what the server says of them."""

    client: LanguageClient
    versions: dict[str, int] = field(default_factory=dict)

    @property
    def pulls(self) -> bool:
        """Whether this editor asks for diagnostics, and does so again when it is told to."""
        capabilities = self.client.capabilities
        text = capabilities.text_document if capabilities else None
        workspace = capabilities.workspace if capabilities else None
        refreshes = workspace is not None and workspace.diagnostics is not None
        return text is not None and text.diagnostic is not None and refreshes

    def open(self, path: Path, text: str, language: str = "json") -> str:
        """Open a file with a text; its URI."""
        uri = path.as_uri()
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Change an open file."""
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, list(changes)))

    def rewrite(self, uri: str, text: str) -> None:
        """Give an open file another text."""
        self.change(uri, types.TextDocumentContentChangeWholeDocument(text))

    def close(self, uri: str) -> None:
        """Close a file."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def rules(self, uri: str, *awaited: str) -> list[str] | None:
        """The rules found in a file, sorted, once they are the awaited ones or it has taken too long."""
        found = self._pulled_rules if self.pulls else self._pushed_rules
        with contextlib.suppress(TimeoutError):  # then what is there is told, and the test fails
            async with asyncio.timeout(PATIENCE):
                while (rules := await found(uri)) != sorted(awaited):
                    await self._next()
        return rules

    async def pulled(self, uri: str) -> Sequence[types.Diagnostic]:
        """The diagnostics the server answers with."""
        identifier = types.TextDocumentIdentifier(uri)
        report = await self.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identifier))
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return report.items

    async def _next(self) -> None:
        """Wait until there may be other findings."""
        if self.pulls:  # the server asks to be asked again, but not every client hears it
            await asyncio.sleep(0.1)
        else:
            await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    async def _pulled_rules(self, uri: str) -> list[str]:
        return sorted(str(each.code) for each in await self.pulled(uri))

    async def _pushed_rules(self, uri: str) -> list[str] | None:
        found = self.client.diagnostics.get(uri)
        return None if found is None else sorted(str(each.code) for each in found)


def insertion(line: int, character: int, text: str) -> types.TextDocumentContentChangePartial:
    """Something typed at a place."""
    at = types.Position(line, character)
    return types.TextDocumentContentChangePartial(types.Range(at, at), text)
