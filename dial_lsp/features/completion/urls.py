"""URLs in the shape that others of the section have: those hold the name of their own entry, this one holds ours."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from dial_lsp.features.completion.accepting import Offer
from dial_lsp.features.completion.holes import hole
from dial_lsp.features.completion.surroundings import neighbours
from dial_lsp.model.urls import credentials_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.item import Topic
    from dial_lsp.features.completion.spot import Spot
    from dial_lsp.schema.fields import Field

_SECTIONS: Final = ("models", "applications", "toolsets", "interceptors")
_NAME: Final = "\ue0fc"
_MOST: Final = 5
_HOST: Final = "http://adapter:5000"
_PATHS: Final = {
    "models": f"/openai/deployments/{_NAME}/chat/completions",
    "applications": f"/openai/deployments/{_NAME}/chat/completions",
    "toolsets": f"/{_NAME}/mcp",
    "interceptors": f"/openai/deployments/{_NAME}/chat/completions",
}


def url_offers(analysis: Analysis, spot: Spot, field: Field, topic: Topic) -> Iterator[Offer]:
    """URLs for a field that holds one, the commonest shape first; where nobody shows a shape, the usual one."""
    in_entry = spot.section in _SECTIONS and spot.entry and all(isinstance(step, str) for step in spot.pointer)
    if not in_entry or field.type != "Text" or not field.name.lower().endswith(("endpoint", "url")):
        return
    found = _shapes(analysis, spot)
    for shape in found:
        url = shape.replace(_NAME, spot.entry or "")
        yield Offer(url, "value", url, detail="as in other entries", topic=topic)
    if not found and spot.pointer == ("endpoint",):
        host, path = hole(1, _HOST), _PATHS[spot.section].replace(_NAME, spot.entry or "")
        yield Offer(f"{_HOST}{path}", "value", host + path, topic=topic)


def endpoint_with(analysis: Analysis, spot: Spot, name: str, number: int) -> str:
    """An endpoint for a new entry, in the shape others have; ``name`` is a hole, ``number`` that of the host's hole."""
    shapes = _shapes(analysis, spot)
    if shapes:
        return shapes[0].replace(_NAME, name)
    return hole(number, _HOST) + _PATHS[spot.section].replace(_NAME, name)


def _shapes(analysis: Analysis, spot: Spot) -> list[str]:
    """The URLs of others with their names taken out, the commonest first; never one with a password in it."""
    shapes = Counter(
        _without_name(value, name)
        for name, value in neighbours(analysis, spot)
        if isinstance(value, str) and name and name in value and "://" in value and not credentials_in(value)
    )
    return [shape for shape, _ in shapes.most_common(_MOST) if _NAME in shape]


def _without_name(url: str, name: str) -> str:
    """The URL with a mark for every whole word that is the name."""
    return re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", _NAME, url)
