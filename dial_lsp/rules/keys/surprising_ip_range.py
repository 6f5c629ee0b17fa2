"""Address ranges that are read in another way than they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.address_ranges import base_of, ranges_of
from dial_lsp.model.change import Replace
from dial_lsp.rulekit.offers import replacing
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


surprising_ip_range = family(
    __name__,
    {
        "name": Code(Severity.WARNING, Impact.ADVICE, was=("ip-range-by-name",), group=Group.OPEN),
        "loose": Code(Severity.INFORMATION, Impact.ADVICE, was=("loose-ip-range",), group=Group.OPEN),
    },
)


@surprising_ip_range.entry_check("keys", code="name")
def ip_range_by_name(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges that depend on DNS, or on an address left out."""
    for found, value in ranges_of(key):
        if found.is_host_name:
            message = "Core looks this name up in DNS each time it reads the file, and refuses the whole file if there is no answer"
            yield Finding(value.at, message, help="Write the address itself.")
        elif not base_of(value):
            message = "without an address this range is the loopback network"
            yield Finding(value.at, message, help="Write an address before the slash.")


@surprising_ip_range.entry_check("keys", code="loose")
def loose_ip_range(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges with more address than the prefix keeps, and shortened addresses."""
    for found, value in ranges_of(key):
        network = found.network
        if network is None or found.is_open or not base_of(value) or not (found.has_host_bits or found.is_short_form):
            continue
        offers = [*replacing(value.at, (str(network),))]
        if not found.is_short_form:
            alone = f"{base_of(value)}/{network.max_prefixlen}"
            offers.append(Offer(f"Allow this address only: {alone}", (Replace(value.at, alone),)))
        yield Finding(
            value.at,
            f"Core reads this range as {network}",
            help="Write all four numbers of the address, and zeros after the prefix.",
            offers=tuple(offers),
        )
