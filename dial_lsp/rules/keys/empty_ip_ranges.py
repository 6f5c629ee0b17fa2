"""An API key that may be used from nowhere.

Without `allowedIpAddressRanges` a key works from any address. An empty list is the opposite: Core answers 403 to every
call with the key.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader", "allowedIpAddressRanges": []}
                                                                                                          ^^ an empty list allows no address, so every call with this API key fails
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
## Fix
Delete the list, which allows the key from everywhere.
## Source
IpAddressRanges: an address must be in one of the ranges. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def empty_ip_ranges(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find keys with an empty list of addresses."""
    ranges = key.address_ranges
    if ranges.raw == []:
        yield Finding(
            ranges.at,
            "an empty list allows no address, so every call with this API key fails",
            help="Name the ranges callers come from, or delete the list to allow any.",
            offers=(deleting(ranges, "Delete the list: the key works from any address"),),
        )
