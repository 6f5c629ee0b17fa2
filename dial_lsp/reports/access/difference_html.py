"""The differences as one web page that needs nothing else, with all changes and their reasons."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined

from dial_lsp import __version__
from dial_lsp.reports.access.causes import causes_in_order, heading, place_of, shown_of, sum_of
from dial_lsp.reports.access.changes import WORDS, reasons, sentence
from dial_lsp.reports.access.difference_text import closing, verdicts
from dial_lsp.reports.access.values import Places
from dial_lsp.reports.frame import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.causes import Cause
    from dial_lsp.access.difference import Difference
    from dial_lsp.diagnostics import Effect
    from dial_lsp.reports.access.differences import Differing
    from dial_lsp.reports.judged import Judged


def render(told: Sequence[Differing], untold: str, judged: Judged) -> Iterator[str]:
    """The pieces of the page: what is told of one by one, and a sentence about the rest."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["printable"] = printable
    template = files(__package__).joinpath("difference.html.jinja").read_text(encoding="utf-8")
    yield from environment.from_string(template).generate(
        version=__version__, judged=judged, told=map(_configuration, told), untold=untold
    )


def _configuration(one: Differing) -> dict[str, Any]:
    causes = causes_in_order(one.difference)
    places = Places(one.difference.before.config), Places(one.difference.after.config)
    return {
        "title": one.title,
        "remark": one.remark,
        "verdicts": list(verdicts(*one.refusals)),
        "closing": closing(one.difference, causes),
        "causes": [_cause(one.difference, cause, places) for cause in causes],
    }


def _cause(difference: Difference, cause: Cause, places: tuple[Places, Places]) -> dict[str, Any]:
    shown = shown_of(cause)
    return {
        "effect": _name(cause.effect),
        "place": place_of(difference, cause, places),
        "heading": heading(difference, cause),
        "sum": sum_of(shown),
        "changes": [
            {
                "effect": _name(found.first.effect),
                "word": WORDS[found.first.effect],
                "sentence": sentence(difference, found),
                "reasons": list(reasons(difference, found.first)),
            }
            for found in shown
        ],
    }


def _name(effect: Effect) -> str:
    return effect.value.replace(" ", "-")
