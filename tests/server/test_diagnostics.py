"""Findings reach every editor in its own way, follow the text, and go when the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.server.editing_files import Editor, insertion
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_lsp import LanguageClient

BASE = '{"roles": {"default": {}}, "keys": {"proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {"project": "p", "role": "guest"}}}'


@pytest.mark.asyncio
async def test_findings_follow_the_typing(client: LanguageClient, tmp_path: Path) -> None:
    editor = Editor(client)
    uri = editor.open(tmp_path / "aidial.config.json", '{"roles": {}}')
    assert await editor.rules(uri) == []
    editor.change(uri, insertion(0, 2, "x"))
    assert await editor.rules(uri, "unknown-section") == ["unknown-section"]
    editor.change(uri, insertion(0, 0, "{"))
    broken = await editor.rules(uri, "unclosed-bracket", "expected-name")
    assert broken
