"""Limits and attempts that leave nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.access.limits import limit_asked
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, TOKEN_WINDOWS, WINDOWS
from dial_lsp.rulekit.limits import each_limit
from dial_lsp.rulekit.offers import deleting, writing
from dial_lsp.rulekit.rule import WRITTEN, Code, Context, Finding, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object, SaidLimit
    from dial_lsp.model.deployments import Served
    from dial_lsp.model.values import Value


non_positive_limit = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.CALL_FAILS, rests_on=RestsOn(other_entries=True, only_written=True)),
        "cost": Code(Severity.ERROR, Impact.CALL_FAILS, was=("non-positive-cost-limit",), rests_on=WRITTEN),
        "attempts": Code(Severity.ERROR, Impact.CALL_FAILS, was=("non-positive-attempts",)),
    },
)


@non_positive_limit.check()
@each_limit
def limits(said: SaidLimit) -> Iterator[Finding]:
    """Find limits that Core takes for some caller and that are not positive."""
    if min(said.entry.values) > 0 or not (decided := said.decided):
        return
    for window, value in zip(WINDOWS, said.entry.values, strict=True):
        written = said.entry.limit.field(window)
        if value <= 0 and _is_number(written):
            yield _finding(said, decided[0], written, value)


def _is_number(written: Value) -> bool:
    """Whether a whole number is written: other rules say how null, blank text and fractions become 0."""
    if isinstance(written.raw, str):
        return written.raw.strip() not in ("", "null")
    return isinstance(written.raw, int)


def _finding(said: SaidLimit, found: Object, written: Value, value: int) -> Finding:
    window = written.pointer[-1]
    what = "-1 does not mean unlimited" if value == -1 else f"a limit of {value} denies"
    who = f'a caller with only role "{said.role}"'
    if said.role == DEFAULT_ROLE:
        who = "a caller whose roles do not limit it"
    where = ""
    if limit_asked(found, said.version) == "v1-apis":
        where = " by /openai/v1 or the Anthropic interface, but not by /openai/deployments"
    return Finding(
        written.at,
        f"{what}: Core answers 403 when {who} calls {found.label}{where}",
        help=f'Leave "{window}" out for unlimited, or close {found.label} to the role by its userRoles.',
        offers=(deleting(written, f'Delete "{window}", which makes it unlimited'),),
    )


@non_positive_limit.check(code="cost")
def non_positive_cost_limit(context: Context) -> Iterator[Finding]:
    """Find windows of costLimit that allow nothing; null is told by another rule."""
    for entry in context.access.cost_entries.values():
        for name, amount in zip(TOKEN_WINDOWS, entry.values, strict=True):
            if not isinstance(amount, Decimal) or amount > 0:
                continue
            written = entry.limit.member(name)
            what = "-1 does not mean unlimited: one call passes" if amount == -1 else _lets_pass(amount)
            yield Finding(
                written.at,
                f"{what}, then Core answers 429",
                help=f'Leave "{name}" out for unlimited, or close models to the role by their userRoles.',
                offers=(deleting(written, f'Delete "{name}", which makes it unlimited'),),
            )


def _lets_pass(amount: Decimal) -> str:
    return f"a spending limit of {amount} lets one call pass"


@non_positive_limit.check(code="attempts")
def non_positive_attempts(context: Context) -> Iterator[Finding]:
    """Find numbers of attempts that make calls fail; null is told by another rule."""
    for found in context.access.objects_where(_makes_none):
        written = found.served.field("maxRetryAttempts")
        if any(problem.kind == "no-attempts" for problem in context.access.problems(found)):
            default = found.served.DEFAULT_ATTEMPTS
            yield Finding(
                written.at,
                f"maxRetryAttempts is {found.served.max_attempts}, so Core never calls an upstream and every call of "
                f"{found.label} fails",
                help=f"Write 1 for no retries, or leave it out for the default ({default}).",
                offers=(
                    writing(found.served, "maxRetryAttempts", 1, ", for no retries"),
                    deleting(written, f'Delete "maxRetryAttempts", for the default ({default})'),
                ),
            )


def _makes_none(served: Served) -> bool:
    return served.field("maxRetryAttempts").is_number and served.max_attempts <= 0
