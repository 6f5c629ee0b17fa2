"""Hover in ``dial-policy.toml``: what a selector matches, the page of an invariant, what a member means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.hover import Hover
from dial_lsp.features.hover.markup import Bullets, Code, Page, Paragraph, Strong, Topic
from dial_lsp.features.policies.schema import described, is_selectors, part_at
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.manual import page_of
from dial_lsp.policies.reading import CALLERS, groups_of
from dial_lsp.policies.selectors import SelectorError, Selectors
from dial_lsp.toml.half_typed import spot_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.hover.markup import Words
    from dial_lsp.toml.half_typed import Spot

_MOST = 12
"""Callers or objects that are listed."""


def policies_hover(text: str, offset: int, analyses: Sequence[Analysis] = ()) -> Hover | None:
    """What is known at an offset of a policy file, half-typed or not; None where nothing stands."""
    spot = spot_at(text, offset)
    steps = spot.steps() if spot and spot.typed else None
    if spot is None or not steps:
        return None
    topics = tuple(_topics(text, spot, steps, analyses))
    return Hover(spot.span, topics) if topics else None


def _topics(text: str, spot: Spot, steps: tuple[str, ...], analyses: Sequence[Analysis]) -> list[Topic]:
    part = part_at(steps)
    if part is None:
        return []
    if spot.role in ("value", "element"):
        if steps == ("policy", "use") and spot.said in INVARIANTS:
            return [Topic((Page(page_of(spot.said).replace("\n## ", "\n#### ")),))]
        if is_selectors(part):
            groups = groups_of(text)
            callers = None if steps[0] == "groups" else steps[-1] in CALLERS
            found = [_matched(analysis, groups, spot.said, callers=callers) for analysis in analyses]
            if found:
                return found
    around = part_at(steps[:-1])
    said = described(part) or (described(around) if around is not None and len(steps) > 1 else "")
    head: Words = (Code(steps[-1]), f": {said}") if said else (Code(steps[-1]),)
    return [Topic((Paragraph(head),))]


def _matched(analysis: Analysis, groups: dict[str, object], said: str, *, callers: bool | None) -> Topic:
    selectors, names = Selectors(analysis.access, groups), analysis.secrecy.wording.names
    asks_callers = callers if callers is not None else said.partition(":")[0] in ("key", "role", "anyone")
    try:
        found = selectors.subjects((said,)) if asks_callers else selectors.objects((said,))
    except SelectorError as error:
        return Topic((Paragraph((names(str(error)),)),))
    noun = "caller" if asks_callers else "object"
    count = f"{len(found)} {noun}{'' if len(found) == 1 else 's'}" if found else "nothing"
    items: list[Words] = [(names(each.label),) for each in found[:_MOST]]
    if len(found) > _MOST:
        items.append((f"and {len(found) - _MOST} more",))
    head = Paragraph((Strong("Selector"), " ", Code(names(said)), f" matches {count}"))
    return Topic((head, Bullets(tuple(items)))) if items else Topic((head,))
