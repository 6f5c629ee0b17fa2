"""Address ranges that restrict next to nothing."""

from __future__ import annotations

from ipaddress import collapse_addresses
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.address_ranges import ranges_of
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, RestsOn, family
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.values import Value
    from dial_lsp.schema.networks import Network

_RANGES = Version(0, 40)  # the first that knows them
_HELP = "Name the ranges that callers come from, or delete the list if any address is meant."

wide_ip_range = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, rests_on=RestsOn(values=True)),
        "open": Code(Severity.WARNING, Impact.EXPOSED, was=("open-ip-range",)),
    },
)


@wide_ip_range.entry_check("keys", code="open")
def open_ip_range(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges that restrict nothing."""
    for found, value in ranges_of(key):
        if found.is_open and found.network is not None:
            message = f"this range allows every IPv{found.network.version} address, so the key works from anywhere"
            yield Finding(value.at, message, help=_HELP)


@wide_ip_range.entry_check("keys")
def wide_ranges(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find ranges that add up to all addresses of a family, and else very wide ones."""
    known = [(one.network, value) for one, value in ranges_of(key) if one.network is not None]
    for version, widest in ((4, 8), (6, 19)) if context.version >= _RANGES else ():
        found = [(network, value) for network, value in known if network.version == version]
        if any(network.prefixlen == 0 for network, _ in found):
            continue
        if _are_all_addresses([network for network, _ in found]):
            message = f"these ranges together allow every IPv{version} address, so the key works from anywhere"
            yield Finding(key.address_ranges.at, message, help=_HELP)
        else:
            yield from (_wide(network.num_addresses, at) for network, at in found if network.prefixlen < widest)


def _are_all_addresses(networks: Sequence[Network]) -> bool:
    """Whether networks of one family hold every address together."""
    joined = collapse_addresses(networks)  # type: ignore[type-var]
    return any(network.prefixlen == 0 for network in joined)


def _wide(addresses: int, at: Value) -> Finding:
    size = str(addresses) if addresses < 2**64 else f"2^{addresses.bit_length() - 1}"
    return Finding(
        at.at,
        f"this range allows {size} addresses, more than any network of one owner",
        help="Name the ranges that callers come from.",
        severity=Severity.INFORMATION,
    )
