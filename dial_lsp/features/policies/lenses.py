"""Code lenses above policies: how much each holds for, or how much breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.policies.running import extent
from dial_lsp.policies.selectors import SelectorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.policies.outcome import Outcome
    from dial_lsp.policies.selectors import Selectors


def lens_text(outcome: Outcome, selectors: Selectors) -> str:
    """What the lens of a policy says; it is about one configuration."""
    if outcome.problems:
        return "cannot be asked"
    count = len(outcome.breaches)
    excused = f", {outcome.excused} excused" if outcome.excused else ""
    excused += f", {outcome.unfilled} cannot be told yet" if outcome.unfilled else ""
    if count:
        return f"{count} {'breaks' if count == 1 else 'break'} it{excused}"
    try:
        callers, objects = extent(outcome.policy, selectors)
    except SelectorError:
        return "holds"
    about = " x ".join((*_counted(callers, "caller"), *_counted(objects, "object")))
    return (f"holds for {about}" if about else "holds for nothing") + excused


def together(texts: Sequence[str]) -> str:
    """What the lens says of a policy that is asked of several configurations: what is wrong, if something is."""
    wrong = [text for text in texts if not text.startswith("holds")]
    return ", ".join(dict.fromkeys(wrong or texts))


def _counted(number: int, noun: str) -> Iterator[str]:
    if number:
        yield f"{number} {noun}" if number == 1 else f"{number} {noun}s"
