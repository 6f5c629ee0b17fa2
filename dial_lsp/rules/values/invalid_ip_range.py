"""An address range that Core cannot read.

The ranges an API key may be used from are written as `address/prefix`. A bare address, a netmask or a prefix that is
too long makes Core refuse the whole file.

## Flagged
```json
{
  "keys": {
    "t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["10.20.0.7", "10.0.0.0/255.0.0.0"]
                                 ^^^^^^^^^^^ "10.20.0.7" is not an address range; Core refuses the whole file
                                              ^^^^^^^^^^^^^^^^^^^^ "10.0.0.0/255.0.0.0" is not an address range; Core
    }
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["10.20.0.7/32", "10.0.0.0/8"]
    }
  },
  "roles": {"reader": {}}
}
```
## Fix
A bare address becomes a range of this one address.
## Source
IpAddressRange and its deserializer: "Invalid CIDR". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def invalid_ip_range(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find ranges of API keys that Core cannot read."""
    yield from shape_findings("invalid-ip-range", value, context, safe=True)
