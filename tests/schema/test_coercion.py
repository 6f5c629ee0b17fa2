"""Core's coercions: one table for each kind of field, one row for each value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dial_lsp.schema.coercion import (
    Refused,
    double_text,
    is_plain_decimal,
    to_boolean,
    to_decimal,
    to_enum,
    to_int,
    to_rate,
    to_text,
    to_ttl,
    to_uri_text,
)

D = Decimal
REFUSED = object()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-7, "-7"),
        (2**63, "9223372036854775808"),
        (D("3.0"), "3.0"),
        (D("1e3"), "1000.0"),
        (D("1e19"), "1.0E19"),
        (D("1e400"), "Infinity"),
        (D("-1e400"), "-Infinity"),
        ("", ""),
        (" a ", " a "),
        ([], REFUSED),
        ({}, REFUSED),
    ],
)
def test_text(value: Any, text: Any) -> None:
    assert outcome(to_text, value) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (0.001, "0.001"),
        (0.00099, "9.9E-4"),
        (1.5, "1.5"),
        (100.0, "100.0"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (12345678.9, "1.23456789E7"),
        (-2.5e-10, "-2.5E-10"),
        (float("nan"), "NaN"),
    ],
)
def test_a_double_is_written_as_java_writes_it(number: float, text: str) -> None:
    assert double_text(number) == text


@pytest.mark.parametrize(
    ("value", "int32", "int64"),
    [
        (None, 0, 0),
        ("", 0, 0),
        (" ", 0, 0),
        ("null", 0, 0),
        ("NULL", REFUSED, REFUSED),
        (True, REFUSED, REFUSED),
        (7, 7, 7),
        (2**31 - 1, 2**31 - 1, 2**31 - 1),
        (2**31, REFUSED, 2**31),
        (-(2**31), -(2**31), -(2**31)),
        (2**63, REFUSED, REFUSED),
        (D("2.7"), 2, 2),
        (D("-2.7"), -2, -2),
        (D("1e-3"), 0, 0),
        (D("1e3"), 1000, 1000),
        (D("2147483647.5"), REFUSED, 2147483647),
        (D("9223372036854775807.5"), REFUSED, 2**63 - 1),
        (D("1e19"), REFUSED, REFUSED),
        (D("1e400"), REFUSED, REFUSED),
        ("12", 12, 12),
        (" 12 ", 12, 12),
        ("+7", 7, 7),
        ("-7", -7, -7),
        ("007", 7, 7),
        ("\u0665", 5, 5),
        ("2147483648", REFUSED, 2**31),
        ("1.5", REFUSED, REFUSED),
        ("1e3", REFUSED, REFUSED),
        ("1_000", REFUSED, REFUSED),
        ("1,000", REFUSED, REFUSED),
        ("0x10", REFUSED, REFUSED),
        ("+", REFUSED, REFUSED),
        ("1" * 5000, REFUSED, REFUSED),
        ("\u00a012", REFUSED, REFUSED),
        ([1], REFUSED, REFUSED),
        ({}, REFUSED, REFUSED),
    ],
)
def test_whole_numbers(value: Any, int32: Any, int64: Any) -> None:
    assert (outcome(to_int, value, bits=32), outcome(to_int, value, bits=64)) == (int32, int64)


@pytest.mark.parametrize("value", [None, "", " ", "null"])
def test_what_is_empty_becomes_nothing_where_that_is_allowed(value: Any) -> None:
    assert (to_int(value, optional=True), to_boolean(value, optional=True), to_decimal(value)) == (None, None, None)
    assert (to_int(value), to_boolean(value)) == (0, False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (False, False),
        (0, False),
        (2, True),
        (-(2**63) - 1, True),
        (D("1.0"), REFUSED),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        (" true ", True),
        ("tRue", REFUSED),
        ("false", False),
        ("FALSE", False),
        ("yes", REFUSED),
        ("1", REFUSED),
        ("0", REFUSED),
        ([], REFUSED),
        ({}, REFUSED),
    ],
)
def test_booleans(value: Any, expected: Any) -> None:
    assert outcome(to_boolean, value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, D(7)),
        (10**30, D(10**30)),
        (D("1.5"), D("1.5")),
        (D("1e400"), REFUSED),
        (True, REFUSED),
        ("1e3", D(1000)),
        (" 5 ", D(5)),
        (".5", D("0.5")),
        ("5.", D(5)),
        ("NaN", REFUSED),
        ("10k", REFUSED),
        ("\u0665", REFUSED),
        ([], REFUSED),
    ],
)
def test_decimals(value: Any, expected: Any) -> None:
    assert outcome(to_decimal, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("chat", "chat"),
        ("CHAT", "chat"),
        (" Chat ", "chat"),
        (0, "chat"),
        (1, "embedding"),
        (2, REFUSED),
        (-1, REFUSED),
        ("1", "embedding"),
        ("01", REFUSED),
        ("+1", REFUSED),
        ("", REFUSED),
        ("x", REFUSED),
        ("old", "chat"),
        (D("0.0"), REFUSED),
        (True, REFUSED),
        ([], REFUSED),
        ("9" * 5000, REFUSED),
    ],
)
def test_enumerations(value: Any, expected: Any) -> None:
    assert outcome(to_enum, value, ("chat", "embedding"), {"OLD": "chat"}) == expected


@pytest.mark.parametrize(
    ("value", "expected", "computable"),
    [
        ("0.1", "0.1", True),
        ("-1", "-1", True),
        ("1e-6", "1e-6", True),
        ("+2", "+2", True),
        (".5", ".5", True),
        ("5.", "5.", True),
        (" 1 ", " 1 ", False),
        ("NaN", "NaN", False),
        ("Infinity", "Infinity", False),
        ("1d", "1d", False),
        ("1f", "1f", False),
        ("0x1p3", "0x1p3", False),
        ("abc", REFUSED, False),
        ("", REFUSED, False),
        (1, REFUSED, False),
        (D("0.1"), REFUSED, False),
        ("0x10", REFUSED, False),
        ("\u0661", REFUSED, False),
    ],
)
def test_prices(value: Any, expected: Any, computable: bool) -> None:  # noqa: FBT001
    assert outcome(to_rate, value) == expected
    assert expected is REFUSED or is_plain_decimal(value) == computable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (24, 24),
        ("24", 24),
        (" 24 ", 24),
        ("", REFUSED),
        ("a", REFUSED),
        (D("5.5"), REFUSED),
        (D("5.0"), REFUSED),
        (True, REFUSED),
    ],
)
def test_a_lifetime_that_stands_for_a_share_entry(value: Any, expected: Any) -> None:
    assert outcome(to_ttl, value) == expected


def test_uris_are_read_without_the_blanks_around_them() -> None:
    assert (to_uri_text(" a "), to_uri_text(1), to_uri_text(None)) == ("a", "1", None)


def outcome(coerce: Any, value: Any, *arguments: Any, **options: Any) -> Any:
    try:
        return coerce(value, *arguments, **options)
    except Refused:
        return REFUSED
