"""Amounts as policies write them: ``50 USD``, ``10 USD/M tokens``."""

from __future__ import annotations

from decimal import Decimal

_MILLION = Decimal(1_000_000)


def usd(text: str) -> Decimal:
    """The amount of ``50 USD``; the schema has looked at its form."""
    return Decimal(text.removesuffix(" USD").replace("_", ""))


def usd_a_token(text: str) -> Decimal:
    """The rate of ``10 USD/M tokens`` in USD for one token."""
    return Decimal(text.removesuffix(" USD/M tokens")) / _MILLION
