"""Recorded conversations of editors: after all that was said the server knows what one that has just started would.

They are made by ``DIAL_LSP_RECORD=tests/server/conversations pytest tests/editors -k heard``.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.server.raw import running
from tests.support.conversing import Message, Replay, heard

ROOT = Path(__file__).resolve().parents[2]
CONVERSATIONS = sorted((ROOT / "tests" / "server" / "conversations").glob("*.jsonl"))
PATIENCE = 300  # times that it is asked again
QUESTIONS = (
    "textDocument/diagnostic", "textDocument/documentSymbol", "textDocument/foldingRange",
    "textDocument/semanticTokens/full", "textDocument/codeLens",
)  # fmt: skip


def known(replay: Replay) -> dict[str, Any]:
    """What the server says of the open documents, without the numbers that it gives to what it said."""
    said = {uri: [replay.ask(question, uri) for question in QUESTIONS] for uri in sorted(replay.texts.open)}
    plain: dict[str, Any] = json.loads(json.dumps(said), object_hook=_without_numbers)
    return plain


def _without_numbers(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name != "resultId"}


def opening(texts: dict[str, str]) -> list[Message]:
    """What an editor says that has just been started with these texts."""
    return [
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didOpen",
            "params": {"textDocument": {"uri": uri, "languageId": "dial-config", "version": 1, "text": text}},
        }
        for uri, text in texts.items()
    ]


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_what_is_known_at_the_end_is_what_a_fresh_start_would_know(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "editors" / "workspace", tmp_path / "project")
    with running() as (client, _), running() as (other, _):
        replay = Replay(client, heard(path, tmp_path / "project")).all()
        fresh = Replay(other, [*replay.beginning(), *opening(replay.texts.open)]).all()
        at_the_end, at_the_beginning = known(replay), known(fresh)
        for _ in range(PATIENCE):  # some things are looked at when the typing has paused
            if at_the_end == at_the_beginning:
                break
            time.sleep(0.1)
            at_the_end, at_the_beginning = known(replay), known(fresh)
        failed = [one for one in client.received if "error" in one]
    assert at_the_end
    assert failed == []
    assert at_the_end == at_the_beginning


def test_conversations_are_long_and_of_several_editors() -> None:
    said = {path.stem: path.read_text(encoding="utf-8").count('"method":"textDocument/') for path in CONVERSATIONS}
    assert {"emacs", "helix", "neovim", "vim", "vscode"} <= said.keys()
    assert min(said.values()) >= 8
