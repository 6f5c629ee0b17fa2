"""Address ranges that restrict next to nothing.

`0.0.0.0/1` and `128.0.0.0/1` together are every IPv4 address, and a range of more than a /8 is more than any network of
one owner. The key works from nearly everywhere, although it looks restricted.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {
      "project": "search",
      "role": "reader",
      "allowedIpAddressRanges": ["0.0.0.0/1", "128.0.0.0/1"]
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these ranges together allow every IPv4 address, so the key works from anywhere
    }
  },
  "roles": {"reader": {}}
}
```
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader", "allowedIpAddressRanges": ["16.0.0.0/5"]}
                                                                                                           ^^^^^^^^^^^^ this range allows 134217728 addresses, more than any network of one owner
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
      "allowedIpAddressRanges": ["10.0.0.0/8", "2001:db8::/32"]
    }
  },
  "roles": {"reader": {}}
}
```
## Source
Run: IpAddressRange compares masked addresses, and families never mix. That wide ranges are not meant is inferred from
the sizes in which addresses are given out: at most /8 (IPv4) and /19 (IPv6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.address_ranges import ranges_of
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.values import Value
    from dial_lsp.schema.networks import Network

_RANGES = Version(0, 40)  # the first that knows them


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=RestsOn(values=True))
def wide_ip_range(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find ranges that add up to all addresses of a family, and else very wide ones; of /0 another rule speaks."""
    known = [(one.network, value) for one, value in ranges_of(key) if one.network is not None]
    for version, widest in ((4, 8), (6, 19)) if context.version >= _RANGES else ():
        found = [(network, value) for network, value in known if network.version == version]
        if any(network.prefixlen == 0 for network, _ in found):
            continue
        if _are_all_addresses([network for network, _ in found]):
            yield Finding(
                key.address_ranges.at,
                f"these ranges together allow every IPv{version} address, so the key works from anywhere",
                help="Name the ranges callers come from, or delete the list if any address is meant.",
            )
        else:
            yield from (_wide(network.num_addresses, at) for network, at in found if network.prefixlen < widest)


def _are_all_addresses(networks: Sequence[Network]) -> bool:
    """Whether networks of one family hold every address together."""
    size = 2 ** networks[0].max_prefixlen if networks else 0
    kept = [one for one in networks if not any(one != other and one.subnet_of(other) for other in networks)]  # type: ignore[arg-type]
    return size > 0 and sum(one.num_addresses for one in set(kept)) == size


def _wide(addresses: int, at: Value) -> Finding:
    size = str(addresses) if addresses < 2**64 else f"2^{addresses.bit_length() - 1}"
    return Finding(
        at.at,
        f"this range allows {size} addresses, more than any network of one owner",
        help="Name the ranges callers come from.",
        severity=Severity.INFORMATION,
    )
