"""Nothing is loaded in the middle of the work."""

from __future__ import annotations

import subprocess
import sys

WORK = """
import asyncio, sys
from lsprotocol import types
from dial_lsp.features.completion import completion
from dial_lsp.features.hover import hover
from dial_lsp.server.server import create
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
