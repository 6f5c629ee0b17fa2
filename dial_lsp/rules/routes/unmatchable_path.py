"""Patterns of routes that match other paths than they look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.globs import glob_in
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.offers import replacing
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, family
from dial_lsp.schema.route_patterns import can_match
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_SURELY_MATCHES = compiled(r"/[^\\^$\[?&]*")  # nothing in it that could make it impossible
_ORIGIN = compiled(r"[a-z]+://[^/]*(?=/)")
# Nothing in the whole pattern shows that it was meant as an expression.
_PLAIN_WITH_DOTS = compiled(r"\^?/[\w/~%@,;=&-]*\w(?:\.\w[\w/~%@,;=&-]*)+\$?", re.ASCII)

unmatchable_path = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT, rests_on=WRITTEN),
        "dot": Code(Severity.HINT, Impact.ADVICE, was=("unescaped-dot",), rests_on=WRITTEN),
    },
)


@unmatchable_path.entry_check("routes", "applications", "applicationTypeSchemas")
def paths(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find patterns that match no path; of globs another rule speaks."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            if _SURELY_MATCHES.fullmatch(pattern) or can_match(pattern) is not False or has_placeholder(pattern):
                continue
            if glob_in(pattern):
                continue
            better = next((text for text in _repaired(pattern) if can_match(text)), None)
            message = "no path of a request can match this pattern"
            if better is not None:
                message = 'no request has such a path, because every path begins with "/"'
            yield Finding(
                at.at,
                f'{message}; route "{route.name}" is never reached by it',
                help="The pattern must match the whole path, without host and query.",
                offers=replacing(at.at, (better,) if better else ()),
            )


def _repaired(pattern: str) -> Iterator[str]:
    if _ORIGIN.match(pattern):
        yield _ORIGIN.sub("", pattern, count=1)
    yield f"^/{pattern[1:]}" if pattern.startswith("^") else f"/{pattern}"


@unmatchable_path.entry_check("routes", "applications", "applicationTypeSchemas", code="dot")
def unescaped_dot(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find dots between letters in patterns that are plain paths otherwise."""
    for route in routes_in(value):
        for pattern, at in route.patterns:
            if _PLAIN_WITH_DOTS.fullmatch(pattern):
                escaped = pattern.replace(".", "\\.")
                yield Finding(
                    at.at,
                    "the dot matches any character here",
                    help="Escape it, in JSON as two backslashes and the dot.",
                    offers=replacing(at.at, (escaped,), safe=True),
                )
