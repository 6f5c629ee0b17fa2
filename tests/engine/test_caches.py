"""What is remembered while the process lives has a bound, unless it is about the format and not about a file."""

from __future__ import annotations

import gc
import weakref
from functools import _lru_cache_wrapper
from typing import Any

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.silence import Audience
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

TEXT = """{
  "WORD": {"WORD": 1},
  "models": {"WORD": {"type": "chat", "endpoint": "http://WORD.svc/v1", "WORD": {"WORD": "WORD"},
    "userRoles": ["WORD"], "defaults": {"WORD": "WORD"}, "upstreams": [{"endpoint": "http://WORD/", "WORD": 1}]}},
  "routes": {"WORD": {"paths": ["/WORD/(a|b)+"], "response": {"body": "WORD"}}},
  "applicationTypeSchemas": [{"$id": "https://WORD/s", "properties": {"WORD": {"pattern": "WORD+"}}}],
  "roles": {"WORD": {"limits": {"WORD": {"day": 1, "WORD": 2}}}},
  "keys": {"WORD": {"project": "WORD", "role": "WORD", "WORD": "WORD"}} // WORD
}
"""
SETTINGS = 'placeholder-patterns = ["WORD[0-9]"]\ninternal-hosts = ["WORD"]\n'


def sizes() -> dict[str, int]:
    """How much each of our caches without a bound holds."""
    found: dict[str, int] = {}
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith("dial_lsp"):
            cache: Any = one
            if cache.cache_info().maxsize is None:
                found[f"{cache.__module__}.{cache.__qualname__}"] = cache.cache_info().currsize
    return found


def check(word: str) -> None:
    analysis = Analysis(
        [parse(Source("a.json", TEXT.replace("WORD", word)))],
        parse_settings(SETTINGS.replace("WORD", word), "dial-lint.toml"),
    )
    for diagnostic in analysis.diagnostics:
        for fix in diagnostic.fixes:
            assert fix.effect is not None
    assert analysis.secrecy.wording.hidden(word)


def test_a_cache_without_a_bound_holds_nothing_of_a_file() -> None:
    for word in ("first7", "other7"):
        check(word)
    before = sizes()
    assert len(before) > 10
    for number in range(3):
        check(f"other{number}")
    assert sizes() == before


def test_sections_that_core_does_not_know_share_what_is_known_of_their_kind() -> None:
    before = [one for one in gc.get_objects() if isinstance(one, Audience)]
    for number in range(40):
        assert Analysis([parse(Source("a.json", f'{{"unknown{number}": {{"a": {{}}}}}}'))]).diagnostics
    after = [one for one in gc.get_objects() if isinstance(one, Audience)]
    assert len(after) <= len(before) + 1


def test_a_snapshot_without_fixes_goes_as_soon_as_nobody_needs_it() -> None:
    """It does not hold itself, so that it need not wait for the collector, which seldom looks at so much."""
    gc.collect()
    gc.disable()
    try:
        analysis = Analysis([parse(Source("a.json", '{"roles": {"default": {}}}'))])
        for _ in range(3):
            assert [one for one in analysis.diagnostics if one.fixes] == []
            gone = weakref.ref(analysis)
            analysis = analysis.after({"a.json": [Edit(Span(1, 1), " ")]})
            assert analysis.diagnostics is not None
            assert gone() is None
    finally:
        gc.enable()
