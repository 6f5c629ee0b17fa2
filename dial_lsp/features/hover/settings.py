"""Hover in ``dial-lint.toml``: what a setting means, and the page of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.hover import Hover
from dial_lsp.features.hover.markup import Code, Page, Paragraph, Strong, Topic
from dial_lsp.features.hover.rule_pages import rule_page
from dial_lsp.settings import TABLE
from dial_lsp.settings.choices import ABOUT, PARTS_OF_IGNORE
from dial_lsp.toml.half_typed import spot_at

if TYPE_CHECKING:
    from dial_lsp.toml.half_typed import Spot


def settings_hover(text: str, offset: int, *, shared: bool = False) -> Hover | None:
    """What is known at an offset of a settings file, half-typed or not; ``shared`` says that it is of other tools, too.

    None where nothing stands, and in what is no setting.
    """
    spot = spot_at(text, offset)
    steps = spot.steps(TABLE if shared else ()) if spot and spot.typed else None
    topic = _topic(spot, steps) if spot and steps else None
    return Hover(spot.span, (topic,)) if spot and topic else None


def _topic(spot: Spot, steps: tuple[str, ...]) -> Topic | None:
    setting = steps[0]
    if spot.role == "name" and setting == "rules" and len(steps) > 1:
        return rule_page(steps[1])
    if setting == "ignore" and len(steps) > 1:
        named = rule_page(spot.said) if steps[1] == "rule" and spot.role == "value" else None
        return named or _part(steps[1])
    if setting not in ABOUT:
        return None
    named = rule_page(spot.said) if ABOUT[setting].kind == "names" and spot.role in ("value", "element") else None
    return named or _setting(setting)


def _setting(name: str) -> Topic:
    about = ABOUT[name]
    page = f"{' '.join(about.comment)}\n\n```toml\n{about.example}\n```"
    return Topic((Paragraph((Strong("Setting"), " ", Code(name))), Page(page)))


def _part(name: str) -> Topic | None:
    told = PARTS_OF_IGNORE.get(name)
    return Topic((Paragraph((Code(name), f": {told}")),)) if told else None
