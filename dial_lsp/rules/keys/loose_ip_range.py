"""An address range that is not what it looks like.

Core masks the address, so `10.20.0.7/8` is the whole of 10.0.0.0/8. And it reads short forms as Java does: the last
number fills what is left, so `10.20/16` is 10.0.0.20/16 and holds 10.0.*, not 10.20.*.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["10.20.0.7/8", "10.20/16"]
                                 ^^^^^^^^^^^^^ Core reads this range as 10.0.0.0/8
                                                ^^^^^^^^^^ Core reads this range as 10.0.0.0/16
    }
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["10.20.0.7/32", "10.20.0.0/16"]
    }
  },
  "roles": {"reader": {}}
}
```
## Fix
Write what Core reads, or for an address that was meant alone the range of this address.
## Source
IpAddressRange masks the base, which InetAddress.getByName reads. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.address_ranges import base_of, ranges_of
from dial_lsp.model.change import Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.INFORMATION, impact=Impact.ADVICE)
def loose_ip_range(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges with more address than the prefix keeps, and shortened addresses."""
    for found, value in ranges_of(key):
        network = found.network
        if network is None or found.is_open or not base_of(value) or not (found.has_host_bits or found.is_short_form):
            continue
        offers = [Offer(f"Write {network}", (Replace(value.at, str(network)),))]
        if not found.is_short_form:
            alone = f"{base_of(value)}/{network.max_prefixlen}"
            offers.append(Offer(f"Allow this address only: {alone}", (Replace(value.at, alone),)))
        yield Finding(
            value.at,
            f"Core reads this range as {network}",
            help="Write all four numbers of the address, and zeros behind the prefix.",
            offers=tuple(offers),
        )
