from __future__ import annotations

import os
from pathlib import Path

from dial_lsp.cli.reference import command_reference

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_says_what_the_commands_say() -> None:
    """UPDATE_EXPECTED=1 writes the page."""
    if os.environ.get("UPDATE_EXPECTED"):
        PAGE.write_text(command_reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == command_reference()
