"""Address ranges of keys: what Core accepts, and what it then holds."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from dial_lsp.schema.networks import Range, parse, problem_of

LOOPBACK = ip_network("127.0.0.0/8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.0/8", Range(ip_network("10.0.0.0/8"), 8)),
        (" 10.0.0.0 / 8 ", Range(ip_network("10.0.0.0/8"), 8)),
        ("10.0.0.0/+8", Range(ip_network("10.0.0.0/8"), 8)),
        ("10.0.0.0/08", Range(ip_network("10.0.0.0/8"), 8)),
        ("10.0.0.0/\u0668", Range(ip_network("10.0.0.0/8"), 8)),
        ("10.0.0.0/8/", Range(ip_network("10.0.0.0/8"), 8)),
        ("0.0.0.0/0", Range(ip_network("0.0.0.0/0"), 0)),
        ("0.0.0.0/-0", Range(ip_network("0.0.0.0/0"), 0)),
        ("10.0.0.1/8", Range(ip_network("10.0.0.0/8"), 8, has_host_bits=True)),
        ("010.0.0.1/32", Range(ip_network("10.0.0.1/32"), 32)),
        ("10.1/16", Range(ip_network("10.0.0.0/16"), 16, has_host_bits=True, is_short_form=True)),
        ("10.1.1/24", Range(ip_network("10.1.0.0/24"), 24, has_host_bits=True, is_short_form=True)),
        ("167772160/8", Range(ip_network("10.0.0.0/8"), 8, is_short_form=True)),
        ("/8", Range(LOOPBACK, 8, has_host_bits=True)),
        ("fd00::/8", Range(ip_network("fd00::/8"), 8)),
        ("[fd00::]/8", Range(ip_network("fd00::/8"), 8)),
        ("fe80::%eth0/10", Range(ip_network("fe80::/10"), 10)),
        ("::/0", Range(ip_network("::/0"), 0)),
        ("::ffff:10.0.0.0/8", Range(ip_network("10.0.0.0/8"), 8)),
        ("00000fd00::/8", Range(ip_network("fd00::/8"), 8)),
        ("gateway.example/24", Range(None, 24)),
        ("localhost/8", Range(None, 8)),
    ],
)
def test_an_accepted_range_is_held_as_core_holds_it(text: str, expected: Range) -> None:
    assert (parse(text), problem_of(text)) == (expected, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "an address range is written address/prefix, for example 10.0.0.0/8"),
        ("/", "an address range is written address/prefix, for example 10.0.0.0/8"),
        ("10.1.0.5", "an address range is written address/prefix, for example 10.0.0.0/8"),
        ("10.0.0.0/", "an address range is written address/prefix, for example 10.0.0.0/8"),
        ("10.0.0.0/8/9", "an address range is written address/prefix, for example 10.0.0.0/8"),
        ("10.0.0.0/255.0.0.0", "the prefix length after the slash must be a whole number"),
        ("10.0.0.0/2147483648", "the prefix length after the slash must be a whole number"),
        ("10.0.0.0/ /", "the prefix length after the slash must be a whole number"),
        ("10.0.0.0/33", "the prefix length must be between 0 and 32"),
        ("10.0.0.0/-1", "the prefix length must be between 0 and 32"),
        ("::ffff:10.0.0.0/96", "the prefix length must be between 0 and 32"),
        ("fd00::/129", "the prefix length must be between 0 and 128"),
        ("10.1.0.256/32", "not an IPv4 address: each of its numbers is decimal and at most 255"),
        ("1.2.3.4.5/8", "not an IPv4 address: each of its numbers is decimal and at most 255"),
        ("0x7f.1/8", "not an IPv4 address: each of its numbers is decimal and at most 255"),
        ("1::2::3/8", "not an IPv6 address"),
        ("fe80::%/10", "not an IPv6 address"),
        ("fe80::1%-1/64", "not an IPv6 address"),
        ("::ffff:10.0.0.0%1/8", "not an IPv6 address"),
        ("[10.0.0.0]/8", "the address in brackets is not an IPv6 address"),
        ("a b/8", "neither an IP address nor a host name"),
        ("-a/8", "neither an IP address nor a host name"),
    ],
)
def test_a_refused_range_says_why(text: str, problem: str) -> None:
    assert (problem_of(text), parse(text)) == (problem, None)


def test_only_a_prefix_of_zero_is_open() -> None:
    assert [getattr(parse(text), "is_open", None) for text in ("::/0", "0/0", "0.0.0.0/1")] == [True, True, False]
