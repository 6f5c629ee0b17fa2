"""What the first request would have to wait for is made ready while nobody waits.

What answers requests is loaded when it is first used. The grammar is built and jsonschema loaded only where something
is wrong or a place inside an entry is asked for, so a small text is checked in which that is so.
"""

from __future__ import annotations

import asyncio
import pkgutil
from importlib import import_module

from dial_lsp import features
from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

REST = 0.3
"""Seconds after the first report: what an editor asks for when a file opens comes first."""

_TEXT = '{"models": {"m": {"type": [], "endpoint": "http://m/", "userRoles": ["r"]}}, "roles": {"r": {}}}'


async def warm_up() -> None:
    """Load all features, then check, hover and complete in a sound text and in a half-typed one, message by message."""
    for module in pkgutil.iter_modules(features.__path__, f"{features.__name__}."):
        import_module(module.name)
        await asyncio.sleep(0)
    from dial_lsp.features.completion import completion
    from dial_lsp.features.hover import hover

    at = _TEXT.index('["r"') + 1
    sound = Analysis([parse(Source("", _TEXT))])
    for analysis in (sound, sound.after({"": [Edit(Span(at, at), '"x" ')]})):
        for _ in analysis.steps():
            await asyncio.sleep(0)
        hover(analysis, "", at + 1)
        await asyncio.sleep(0)
        completion(analysis, "", at + 1)
        await asyncio.sleep(0)
