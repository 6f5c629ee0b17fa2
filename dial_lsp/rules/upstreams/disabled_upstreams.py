"""Weights with which an upstream gets no call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served, Upstream
    from dial_lsp.model.values import Value

_MOST = 2**31 - 1

disabled_upstreams = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.CALL_FAILS),
        "one": Code(Severity.HINT, Impact.NO_EFFECT, was=("disabled-upstream",)),
        "overflow": Code(Severity.ERROR, Impact.CALL_FAILS, was=("weights-overflow",)),
    },
)


@disabled_upstreams.check()
def weights(context: Context) -> Iterator[Finding]:
    """Find what has upstreams and none that may be chosen; a null weight is told by another rule."""
    for found in context.access.objects_where(_has_only_disabled):
        upstreams = found.served.upstreams
        written = next((weight for one in upstreams if (weight := one.field("weight")).is_number), None)
        if written and any(problem.kind == "upstreams-disabled" for problem in context.access.problems(found)):
            yield Finding(
                written.at,
                f"every upstream of {found.label} is disabled by its weight, so Core answers 503 to every call",
                help="Give at least one upstream a weight above 0.",
                offers=(Offer('Write "weight": 1', (Replace(written.at, 1),)),),
            )


def _has_only_disabled(served: Served) -> bool:
    return bool(served.upstreams) and not any(upstream.is_enabled for upstream in served.upstreams)


@disabled_upstreams.entry_check("models", "routes", "applications", code="one")
def disabled_upstream(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find disabled upstreams beside enabled ones."""
    for served in served_in(entry):
        upstreams = served.upstreams
        if not any(upstream.is_enabled for upstream in upstreams):
            continue
        for upstream in upstreams:
            weight = upstream.field("weight")
            if weight.is_number and not upstream.is_enabled:
                yield Finding(
                    weight.at,
                    f"a weight of {upstream.weight} disables this upstream",
                    help="Delete the upstream, or give it a weight above 0.",
                    offers=(Offer("Delete the upstream", (Remove(upstream.at),)),),
                    tags=frozenset({"unnecessary"}),
                )


@disabled_upstreams.check(code="overflow")
def weights_overflow(context: Context) -> Iterator[Finding]:
    """Find tiers whose enabled upstreams weigh more than 32 bits hold; a warning where only the shares are wrong."""
    for found in context.access.objects_where(_overflows):
        fails = context.access.upstreams(found).failure == "weights"
        for tier, upstreams in _tiers(found.served).items():
            total = sum(upstream.weight for upstream in upstreams)
            if total > _MOST:
                heaviest = max(upstreams, key=lambda upstream: upstream.weight)
                yield Finding(
                    heaviest.field("weight").at,
                    f"the weights of tier {tier} add up to {total}, more than Core can hold ({_MOST}), "
                    f"so calls {'fail' if fails else 'are distributed wrongly'}",
                    help="Use small numbers: only their ratio counts.",
                    severity=None if fails else Severity.WARNING,
                    impact=None if fails else Impact.NO_EFFECT,
                )


def _overflows(served: Served) -> bool:
    return any(sum(upstream.weight for upstream in tier) > _MOST for tier in _tiers(served).values())


def _tiers(served: Served) -> dict[int, list[Upstream]]:
    tiers: dict[int, list[Upstream]] = {}
    for upstream in served.upstreams:
        if upstream.is_enabled:
            tiers.setdefault(upstream.tier, []).append(upstream)
    return tiers
