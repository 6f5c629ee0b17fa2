"""How often people write each field: what completion shows first where the file itself tells nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Final = Path(__file__).with_name("field_uses.tsv")
"""Counted over published configurations by ``benchmarks/field_uses.py``."""


@cache
def uses() -> Mapping[tuple[str, str], int]:
    """How many objects of a type have a field, by the names of both; a field that nobody writes is not in it."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({(kind, field): int(count) for kind, field, count in rows})
