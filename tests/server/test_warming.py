"""What answers requests is loaded when somebody asks, or while nobody does; never in the middle of the work."""

from __future__ import annotations

import subprocess
import sys

WORK = """
import asyncio, sys
from lsprotocol import types
from dial_lsp.server.assembly import create
from dial_lsp.server.warming import warm_up
from dial_lsp.server.workspace import Workspace
from dial_lsp.syntax import parser
from dial_lsp.text import Edit, Span

create()
text = '{"roles": {"r": {}}, "models": {"m": {"type": "chat", "endpoint": "http://m/", "userRoles": ["r"]}}}'
workspace = Workspace()
workspace.open(types.TextDocumentItem("file:///nowhere/aidial.config.json", "json", 1, text))
[project] = workspace.sessions.open
path = project.analyses[0].documents[0].source.path
project.analyses[0].diagnostics
asyncio.run(warm_up())
before, grammars = set(sys.modules), parser._lark.cache_info().misses
from dial_lsp.features.code_actions import code_actions
from dial_lsp.features.completion import completion
from dial_lsp.features.hover import hover
at = text.index('"chat"')
for new in ("[]", "[], x"):
    hover(project.analyses[0], path, at)
    project.edited(path, [Edit(Span(at, at + 6), new)])
    project.analyses[0].diagnostics
    completion(project.analyses[0], path, at + 1)
print(sorted(set(sys.modules) - before), parser._lark.cache_info().misses - grammars)
"""


def test_after_warming_up_nothing_has_to_be_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    assert done.stdout == "[] 0\n"


START = """
import sys
from dial_lsp.server.assembly import create

create()
kept = ("dial_lsp.features.", "dial_lsp.reports.pages", "dial_lsp.policies.running", "lark", "jsonschema", "jinja2")
print(sorted(name for name in sys.modules if name.startswith(kept)))
"""


def test_before_somebody_asks_nothing_is_loaded_but_what_says_what_is_offered() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    offered = ("action_kinds", "formatting", "linking", "semantic_tokens")
    assert done.stdout == f"{[f'dial_lsp.features.{name}' for name in offered]}\n"
