"""An address range whose base is no address.

Core hands the text before the slash to Java's resolver. A host name is looked up in DNS each time the config is read,
so the range follows DNS, and the file is refused while the name cannot be resolved. Nothing before the slash is the
loopback address.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["gateway.example.org/32", "/8"]
                                 ^^^^^^^^^^^^^^^^^^^^^^^^ Core asks DNS for this name each time it reads the config
                                                           ^^^^ without an address this range is the loopback network
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
IpAddressRange calls InetAddress.getByName. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.address_ranges import base_of, ranges_of
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.ADVICE)
def ip_range_by_name(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find ranges that depend on DNS, or on an address left out."""
    for found, value in ranges_of(key):
        if found.is_host_name:
            message = (
                "Core asks DNS for this name each time it reads the config, and refuses it when there is no answer"
            )
            yield Finding(value.at, message, help="Write the address itself.")
        elif not base_of(value):
            message = "without an address this range is the loopback network"
            yield Finding(value.at, message, help="Write an address before the slash.")
