"""Status codes to try again on that do nothing or harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.retries import BUILT_IN, retriable_codes
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_FIRST, _FIRST_FAILURE, _LAST = 100, 400, 599
_OF_THE_CALL = (400, 404, 422)

retriable_code = family(
    __name__,
    {
        "redundant": Code(Severity.INFORMATION, Impact.NO_EFFECT, was=("redundant-retriable-code",)),
        "suspicious": Code(Severity.WARNING, Impact.ADVICE, was=("suspicious-retriable-code",)),
    },
)


@retriable_code.entry_check("retriableErrorCodes", code="redundant")
def redundant_retriable_code(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find statuses that are retried without being named."""
    for code, element in retriable_codes(value):
        if code in BUILT_IN:
            offer = deleting(element, f"Delete {code}", safe=True)
            yield Finding(element.at, f"Core retries {code} anyway", help="Delete it.", offers=(offer,))


@retriable_code.entry_check("retriableErrorCodes", code="suspicious")
def suspicious_retriable_code(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find statuses that are no failures of an upstream; 401 and 403 may come from the key of one of them."""
    for code, element in retriable_codes(value):
        problem = _problem(code)
        if problem:
            never = not _FIRST <= code <= _LAST
            yield Finding(
                element.at,
                problem,
                help="Name statuses of failures that another upstream may not have, such as 500.",
                offers=(deleting(element, f"Delete {code}"),),
                impact=Impact.NO_EFFECT if never else None,
            )


def _problem(code: int) -> str:
    if not _FIRST <= code <= _LAST:
        return f"no upstream answers with {code}, so this has no effect"
    if code < _FIRST_FAILURE:
        return f"{code} is not a failure, so Core would repeat calls that succeeded"
    return (
        f"{code} means that the request itself is wrong, so every upstream refuses it" if code in _OF_THE_CALL else ""
    )
