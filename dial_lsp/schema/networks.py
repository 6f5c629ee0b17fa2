"""Client address ranges (`allowedIpAddressRanges`) read as Core reads them.

Core splits `base/prefix` itself and hands the base to Java's `InetAddress.getByName`. So short IPv4 forms work
(`10.1/16` is 10.0.0.1/16), an empty base is the loopback address, an IPv4 address mapped into IPv6 is IPv4, host
bits are masked, and a host name is resolved by DNS while the file is read, which we never do.

Source: Core's `IpAddressRange.parseCidr`; what Java accepts was compared with Java 17.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import NamedTuple

from dial_lsp.text.patterns import compiled

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_JAVA_BLANKS = "".join(map(chr, range(0x21)))
_HOST_LABEL = compiled(r"[^\W](?:[\w-]{0,61}[\w])?")
_HOST_LENGTH = 253
_INT_MAX = 2**31 - 1
_V4_PARTS = 4
_V4_TEXT_LENGTH = 15
_V6_BYTES = 16


class Range(NamedTuple):
    """One range: the masked network, or None where the base is a host name (only DNS knows its addresses)."""

    network: Network | None
    prefix: int
    has_host_bits: bool = False
    is_short_form: bool = False

    @property
    def is_host_name(self) -> bool:
        """Core asks DNS for the base while it reads the file."""
        return self.network is None

    @property
    def is_open(self) -> bool:
        """Every address of the family is inside."""
        return self.prefix == 0


def problem_of(text: str) -> str | None:
    """Why Core refuses the range, in words for a person; None if it is accepted (host names are, DNS is unknown)."""
    answer = _read(text)
    return answer if isinstance(answer, str) else None


def parse(text: str) -> Range | None:
    """The range as Core holds it, None if Core refuses the text."""
    answer = _read(text)
    return answer if isinstance(answer, Range) else None


def _read(text: str) -> Range | str:
    parts = text.strip(_JAVA_BLANKS).split("/")
    while parts and not parts[-1]:
        parts.pop()  # Java's split drops empty parts at the end: "10.0.0.0/8/" works.
    if len(parts) != 2:  # noqa: PLR2004
        return "an address range is written address/prefix, for example 10.0.0.0/8"
    base, prefix = parts[0].strip(_JAVA_BLANKS), _integer(parts[1].strip(_JAVA_BLANKS))
    if prefix is None:
        return "the prefix length after the slash must be a whole number"
    address = _address(base)
    if isinstance(address, str):
        return address
    most = 128 if address is None else address.max_prefixlen
    if not 0 <= prefix <= most:
        return f"the prefix length must be between 0 and {most}"
    if address is None:
        return Range(None, prefix)
    network = ipaddress.ip_network((address, prefix), strict=False)
    is_short = address.version == 4 and ":" not in base and base != "" and base.count(".") < _V4_PARTS - 1  # noqa: PLR2004
    return Range(network, prefix, network.network_address != address, is_short)


def _integer(text: str) -> int | None:
    """`Integer.parseInt`: a sign, then decimal digits of any script in the basic plane, within 32 bits."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    values = [unicodedata.decimal(char, -1) if char <= "\uffff" else -1 for char in digits]
    if not values or -1 in values:
        return None
    value = 0
    for digit in values:
        value = min(value * 10 + digit, _INT_MAX + 2)  # Cut off: a text of a million digits is only too large.
    value = -value if text[0] == "-" else value
    return value if -_INT_MAX - 1 <= value <= _INT_MAX else None


def _address(base: str) -> Address | str | None:
    """The address of a literal, None for a plausible host name, or what is wrong."""
    if not base:
        return ipaddress.IPv4Address("127.0.0.1")
    if base[0] == "[":
        inner = base[1:-1] if base[-1] == "]" else ""
        return _v6(inner) or "the address in brackets is not an IPv6 address"
    v4 = _v4(base)
    if v4 is not None:
        return v4
    if ":" in base:
        return _v6(base) or "not an IPv6 address"
    if _looks_numeric(base):
        return "not an IPv4 address: each of its numbers is decimal and at most 255"
    return None if _is_host_name(base) else "neither an IP address nor a host name"


def _v4(text: str) -> ipaddress.IPv4Address | None:
    """One to four decimal numbers; the last of a short form fills all bytes that are left."""
    parts = text.split(".")
    if len(text) > _V4_TEXT_LENGTH or len(parts) > _V4_PARTS or not all(re.fullmatch("[0-9]+", part) for part in parts):
        return None
    *first, last = map(int, parts)
    left = _V4_PARTS - len(first)
    if any(number > 255 for number in first) or last >= 256**left:  # noqa: PLR2004
        return None
    return ipaddress.IPv4Address(bytes(first) + last.to_bytes(left, "big"))


def _v6(text: str) -> Address | None:
    """Java's reading: any number of leading zeros in a group, a scope behind `%` (which interface is unknown to us)."""
    text, percent, scope = text.partition("%")
    if (percent and (not scope or re.fullmatch("-[0-9]+", scope))) or text.count("::") > 1 or ":::" in text:
        return None
    head, compressed, tail = text.partition("::")
    front, back = _groups(head, is_last=not compressed), _groups(tail, is_last=True)
    if front is None or back is None:
        return None
    missing = _V6_BYTES - len(front) - len(back)
    if missing < 0 or (missing == 0) == bool(compressed):
        return None
    address = ipaddress.IPv6Address(front + bytes(missing) + back)
    if address.ipv4_mapped and percent:
        return None
    return address.ipv4_mapped or address


def _groups(text: str, *, is_last: bool) -> bytes | None:
    """The bytes of hexadecimal groups between colons, with an IPv4 address as the last one if this is the end."""
    if not text:
        return b""
    *groups, last = text.split(":")
    quad = b""
    if is_last and "." in last:
        v4 = _v4(last) if last.count(".") == _V4_PARTS - 1 else None
        if v4 is None:
            return None
        quad = v4.packed
    else:
        groups.append(last)
    if not all(re.fullmatch("0*[0-9a-fA-F]{1,4}", group) for group in groups):
        return None
    return b"".join(int(group, 16).to_bytes(2, "big") for group in groups) + quad


def _looks_numeric(text: str) -> bool:
    """No top-level domain is a number, and Java refuses literals that C programs would read as octal or hexadecimal."""
    parts = text.rstrip(".").split(".")
    all_numbers = all(re.fullmatch("0[xX][0-9a-fA-F]*|[0-9]+", part) for part in parts)
    return all_numbers or re.fullmatch("[0-9]+", parts[-1]) is not None


def _is_host_name(text: str) -> bool:
    labels = text.removesuffix(".").split(".")
    return len(text) <= _HOST_LENGTH and all(_HOST_LABEL.fullmatch(label) for label in labels)
