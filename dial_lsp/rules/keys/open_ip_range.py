"""An address range that holds every address.

A prefix of length 0 keeps nothing of the address, so the key works from every address of the family; the other ranges
of that family are idle. Families never mix: `0.0.0.0/0` admits no IPv6 client, and an IPv6 range beside it is live.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["10.0.0.0/8", "0.0.0.0/0"]
                                               ^^^^^^^^^^^ this range allows every IPv4 address
    }
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader", "allowedIpAddressRanges": ["10.0.0.0/8"]}
  },
  "roles": {"reader": {}}
}
```
## Source
IpAddressRange compares the masked addresses. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.address_ranges import ranges_of
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED)
def open_ip_range(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges that restrict nothing."""
    for found, value in ranges_of(key):
        if found.is_open and found.network is not None:
            yield Finding(
                value.at,
                f"this range allows every IPv{found.network.version} address",
                help="Name the ranges callers come from, or delete the list if any address is meant.",
            )
