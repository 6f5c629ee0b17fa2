"""How the time for a pattern grows; the numbers were measured with Java 17 where the module says so."""

from __future__ import annotations

import pytest

from dial_lsp.javaregex.cost import growth


@pytest.mark.parametrize(
    ("pattern", "power"),
    [
        ("/v1/search", 0),
        ("/v1/(a|b?){3}x", 0),
        ("/(?:a|(?:x|b{2,}))y", 1),
        ("/v1(/[^/]+)*", 1),
        ("/[^/]+/[^/]+/[^/]+/x", 1),
        ("/(a+)+b", 2),
        ("/(a+a+)+b", 3),
        ("/.*.*.*x", 3),
        ("/.*/.*/.*/x", 3),
        ("/(.*.*){2}x", 4),
        ("/.*.*.*", 0),  # the first try succeeds whatever follows
        ("/.*.*(.*)$", 0),
        ("/a++a++a++b", 0),  # possessive loops give nothing back
        ("/(?>a*)(?>a*)(?>a*)b", 0),
        ("/(a", 0),
    ],
)
def test_growth(pattern: str, power: int) -> None:
    assert growth(pattern) == power
