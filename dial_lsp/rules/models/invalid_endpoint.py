"""Urls that Core cannot call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.endpoints import Endpoint
    from dial_lsp.model.values import Value

_BASES = ("baseUrl", "base_url", "dial:baseUrl")
"""Fields to whose url Core appends the path of the request."""

invalid_endpoint = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.CALL_FAILS, rests_on=RestsOn(parts_of_texts=True, only_written=True)),
        "blank": Code(
            Severity.ERROR,
            Impact.CALL_FAILS,
            was=("blank-around-url",),
            rests_on=RestsOn(parts_of_texts=True, only_written=True),
        ),
    },
)


@invalid_endpoint.entry_check(*URL_SECTIONS)
def endpoints(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find urls Core calls itself that are none; what it hands to adapters is theirs to understand."""
    for endpoint in endpoints_of(entry):
        problem = urls.problem_of(endpoint.text, endpoint.schemes) if endpoint.caller != "adapter" else None
        if problem is not None and not _is_torn(endpoint):
            start = urls.host_like(endpoint.text)
            yield Finding(
                endpoint.value.at,
                f"this url {problem}, so calls fail",
                help="Write the whole url, such as http://gpt.models.svc/v1/chat/completions.",
                offers=tuple(
                    Offer(f"Put {scheme}:// before it", endpoint.replaced(f"{scheme}://{start}"))
                    for scheme in (urls.HTTP if start else ())
                ),
            )


def _is_torn(endpoint: Endpoint) -> bool:
    """Whether the blank in a url is a line break in the text, which is reported as a mistake of syntax."""
    problems = (problem for part in endpoint.value.entry.parts for problem in part.entry.problems)
    return len(endpoint.text.split()) > 1 and any(problem.code == "line-break" for problem in problems)


@invalid_endpoint.entry_check(*URL_SECTIONS, code="blank")
def blank_around_url(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find urls with blanks at their ends."""
    for endpoint in endpoints_of(entry):
        trimmed = endpoint.text.strip()
        if trimmed != endpoint.text and _fails(endpoint):
            where = "ends" if endpoint.text[-1].isspace() else "starts"
            yield Finding(
                endpoint.value.at,
                f"this url {where} with a blank, which Core keeps, so calls fail",
                help="Delete the blank.",
                offers=(Offer("Delete the blanks", endpoint.replaced(trimmed), safe=True),),
            )


def _fails(endpoint: Endpoint) -> bool:
    at = endpoint.value
    if at.entry.section == "routes" or "routes" in at.pointer:
        return True
    ends_blank, is_base = endpoint.text[-1].isspace(), at.pointer[-1] in _BASES
    return endpoint.caller == "core" and ends_blank and (is_base or "?" in endpoint.text)
