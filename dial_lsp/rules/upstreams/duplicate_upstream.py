"""Upstreams that are there twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.joined import parts_of_elements
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Note, Offer, family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.deployments import Upstream
    from dial_lsp.model.values import Value


duplicate_upstream = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT),
        "id": Code(Severity.WARNING, Impact.NO_EFFECT, was=("duplicate-upstream-id",)),
    },
)


_DEEP = 9
"""As far as values inside each other are looked at before they are compared."""


@duplicate_upstream.entry_check("models", "routes", "applications")
def upstreams(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find upstreams that are used and differ from an earlier one in nothing but the weight."""
    for served in served_in(entry):
        seen: dict[Hashable, list[tuple[dict[str, object], Upstream]]] = {}
        parts = parts_of_elements(served.field("upstreams"))
        for upstream in served.upstreams:
            if not isinstance(upstream.raw, dict) or upstream.field("endpoint").is_blank or not upstream.is_enabled:
                continue
            about = {name: value for name, value in upstream.raw.items() if name != "weight"}
            alike = seen.setdefault(_rough(about), [])
            first = next((other for known, other in alike if known == about), None)
            if first is None:
                alike.append((about, upstream))
            elif first.weight == upstream.weight or not _are_of_two_files(parts, first, upstream):
                yield _twice(first, upstream)


def _rough(value: object, depth: int = 0) -> Hashable:
    """What equal values have in common, and hardly any others."""
    if depth == _DEEP:
        return None
    if isinstance(value, dict):
        return frozenset((name, _rough(part, depth + 1)) for name, part in value.items())
    if isinstance(value, list):
        return tuple(_rough(part, depth + 1) for part in value)
    return value if isinstance(value, Hashable) else None


def _are_of_two_files(parts: Sequence[int] | None, *upstreams: Upstream) -> bool:
    """Of such that differ in weight another rule speaks."""
    return parts is not None and len({parts[int(upstream.pointer[-1])] for upstream in upstreams}) > 1


def _twice(first: Upstream, upstream: Upstream) -> Finding:
    both = first.weight + upstream.weight
    effect = (
        "it gets twice the share of the calls" if first.weight == upstream.weight else f"its weights add up to {both}"
    )
    return Finding(
        upstream.at,
        f"this upstream is listed twice, so {effect}",
        help="Delete one of the two, and use the weight for the share.",
        notes=(Note(first.at, "the same upstream"),),
        offers=(Offer("Delete this upstream", (Remove(upstream.at),)),),
    )


@duplicate_upstream.entry_check("models", "routes", "applications", code="id")
def duplicate_upstream_id(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find ids that an earlier upstream of the same list has."""
    for served in served_in(entry):
        first: dict[str, Value] = {}
        for upstream in served.upstreams:
            written = upstream.field("id")
            if written.is_blank or written.text is None:
                continue
            other = first.setdefault(written.text, written)
            if other is not written:
                yield Finding(
                    written.at,
                    f'the id "{written.text}" is used twice, so calls by this id always go to the first upstream',
                    help="Give each upstream an id of its own.",
                    notes=(Note(other.at, "the first upstream"),),
                )
