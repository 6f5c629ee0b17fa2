"""The pages in a browser: what people see, reach by keyboard and print, and what they cannot be made to do."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.access import generate
from dial_lsp.cli.main import main
from tests.pages.crowd import crowd
from tests.support import npm

if TYPE_CHECKING:
    from pathlib import Path

ENDING = "</script><b>bold</b>"
STRANGE = '<img src=x onerror="document.title=1">'
MARKUP = {
    "models": {STRANGE: {"type": "chat", "endpoint": "http://adapter/chat/completions", "userRoles": [ENDING]}},
    "roles": {ENDING: {"limits": {STRANGE: {"day": 5}}}},
    "keys": {"made-up-secret-1": {"project": ENDING, "roles": [ENDING, STRANGE]}},
}
TEAM: dict[str, Any] = {
    "models": {
        "gpt-4": {"type": "chat", "endpoint": "http://adapter/gpt-4", "userRoles": ["analyst", "admin"]},
        "gpt-3.5": {"type": "chat", "endpoint": "http://adapter/gpt-3.5"},
    },
    "routes": {"health": {"paths": ["/health"], "methods": ["GET"], "response": {"status": 200}}},
    "roles": {
        "default": {"limits": {"gpt-3.5": {"day": 1000}}},
        "analyst": {"limits": {"gpt-4": {"minute": 5000, "day": 100_000}}},
    },
    "keys": {
        "made-up-secret-1": {"project": "Reports", "roles": ["analyst"]},
        "made-up-secret-2": {"project": "Website", "role": "visitor"},
    },
}

NEXT = {
    **TEAM,
    "roles": {**TEAM["roles"], "analyst": {"limits": {"gpt-4": {"minute": 9000, "day": 100_000}}}},
    "keys": {**TEAM["keys"], "made-up-secret-2": {"project": "Website", "roles": ["visitor", "admin"]}},
}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages that the stories open."""
    folder = tmp_path_factory.mktemp("access")
    configs: dict[str, Any] = {"team": TEAM, "markup": MARKUP, "crowd": crowd(), "nothing": {"roles": {"a": {}}}}
    for name, config in configs.items():
        write(folder, name, json.dumps(config))
    write(folder, "large", generate())
    (folder / "next.json").write_text(json.dumps(NEXT), encoding="utf-8")
    command(folder, "change", "diff", "team.json", "next.json")
    command(folder, "strange-change", "diff", "nothing.json", "markup.json")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    """The access page of a configuration."""
    (folder / f"{name}.json").write_text(text, encoding="utf-8")
    command(folder, name, "access", f"{name}.json")


def command(folder: Path, name: str, subcommand: str, *files: str) -> None:
    """A page that the command makes of files in the folder."""
    with (folder / f"{name}.html").open("w", encoding="utf-8") as page, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", page)
        with pytest.raises(SystemExit):
            main([subcommand, "--no-config", "--format=html", *(str(folder / file) for file in files)])


@pytest.mark.parametrize("story", ["reading", "keyboard", "safety", "large", "layout", "difference"])
def test_in_a_browser(tools: Path, pages: Path, story: str) -> None:
    npm.run(tools, "node", "--test", f"{story}.test.mjs", environment={**os.environ, "PAGES": str(pages)})


def test_the_code_is_sound(tools: Path) -> None:
    npm.run(tools, "npm", "run", "check")


def test_the_lock_file_names_no_registry(tools: Path) -> None:
    assert npm.lock_faults(tools) == []
