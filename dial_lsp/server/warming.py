"""What the first request would have to wait for is made ready while nobody waits.

The grammar is built and jsonschema loaded only where something is wrong or a place inside an entry is asked for. So a
small text is checked in which that is so.
"""

from __future__ import annotations

import asyncio

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import completion
from dial_lsp.features.hover import hover
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

REST = 0.3
"""Seconds after the first report: what an editor asks for when a file opens comes first."""

_TEXT = '{"models": {"m": {"type": [], "endpoint": "http://m/", "userRoles": ["r"]}}, "roles": {"r": {}}}'


async def warm_up() -> None:
    """Check, hover and complete in a sound text and in a half-typed one; other messages have their turn in between."""
    at = _TEXT.index('["r"') + 1
    sound = Analysis([parse(Source("", _TEXT))])
    for analysis in (sound, sound.after({"": [Edit(Span(at, at), '"x" ')]})):
        for _ in analysis.steps():
            await asyncio.sleep(0)
        hover(analysis, "", at + 1)
        await asyncio.sleep(0)
        completion(analysis, "", at + 1)
        await asyncio.sleep(0)
