"""Completion in files that are being written: whatever is opened before the cursor is still open there.

Each name and each text of a config is taken for half-typed, with all behind it on its line gone, or all behind it. What
the sound file offers there is offered, too, unless nothing that is left tells of it.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.completion import completion
from dial_lsp.syntax import parse
from dial_lsp.text import Source

CONFIGS = sorted((Path(__file__).parents[1] / "realworld").glob("*/*.json"))
PLACES = 12
_STRING = re.compile(r'"(?:[^"\\\r\n]|\\.)*"(?P<colon>:?)')


def laid_out(value: Any, source: random.Random, indent: str = "", depth: int = 0) -> str:
    """A value as JSON, each container on one line, over several, or opened on one and ended on another."""
    if not isinstance(value, (dict, list)) or not value:
        return json.dumps(value)
    layout = source.choice(["lines", "line", "open"]) if depth else "lines"
    if layout == "line":
        return json.dumps(value)
    inner = indent + "  "
    parts = (
        [f"{json.dumps(name)}: {laid_out(part, source, inner, depth + 1)}" for name, part in value.items()]
        if isinstance(value, dict)
        else [laid_out(part, source, inner, depth + 1) for part in value]
    )
    first, last = "{}" if isinstance(value, dict) else "[]"
    body = f",\n{inner}".join(parts)
    return f"{first}\n{inner}{body}\n{indent}{last}" if layout == "lines" else f"{first}{body}{last}"


def labels(text: str, offset: int) -> set[str]:
    analysis = Analysis([parse(Source("aidial.config.json", text))])
    return {item.label for item in completion(analysis, "aidial.config.json", offset).items}


def is_whole(line: str) -> bool:
    """Whether a line opens as many brackets as it closes: without it the lines behind are what they were."""
    brackets = _STRING.sub("", line)
    return brackets.count("{") + brackets.count("[") == brackets.count("}") + brackets.count("]")


def sound(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None


@pytest.mark.parametrize(
    "path", [path for path in CONFIGS if isinstance(sound(path), dict)], ids=lambda one: one.parent.name
)
def test_what_is_open_stays_open(path: Path) -> None:
    source = random.Random(path.parent.name)
    text = laid_out(sound(path), source)
    places = list(_STRING.finditer(text))
    for place in source.sample(places, min(PLACES, len(places))):
        at, end = place.start() + 1, place.end("colon") - len(place["colon"])
        offered = labels(text[:at] + text[end - 1 :], at)
        line = slice(text.rfind("\n", 0, at) + 1, text.find("\n", end))
        halves = [text[:at]]
        if is_whole(text[line]):
            halves += [text[:at] + text[line.stop :], text[: at - 1] + text[line.stop :]]
        for half in halves:
            cursor = min(at, len(half)) if half[at - 1 : at] == '"' else at - 1
            missing = offered - labels(half, cursor)
            if place["colon"]:
                assert all(f'"{label}"' in text for label in missing), half
            assert not any(f'"{label}"' in half for label in missing), half
