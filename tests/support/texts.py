"""JSON values and the many ways people write them down, as hypothesis strategies."""

from __future__ import annotations

import json
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from dial_lsp.syntax.comments import blank

_NAMES = st.sampled_from(["a", "b", "c", "models", "роль", 'q"\\/', "", "//", "\u2028"])
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-99, 99),
    st.sampled_from([Decimal("0.5"), Decimal("1E+30"), 10**40]),
    st.sampled_from(["", "x", "/* no comment */", 'esc"aped\\', "é\u2028\t", "[{,:"]),
)
values: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=8,
)
"""Any JSON value."""
names = _NAMES
"""Names of members, few so that they meet."""
sections: st.SearchStrategy[Any] = st.one_of(st.dictionaries(names, values, max_size=3), values)
roots: st.SearchStrategy[dict[str, Any]] = st.dictionaries(names, sections, max_size=3)
"""Roots of config files."""

_GAPS = {
    "compact": [""],
    "plain": ["", " "],
    "lines": ["", " ", "\n", "\n  ", "\n\n\t"],
    "commented": ["", " ", "\n  ", "\n\n", " // {n}\n", "\n    // {n}\n    ", "/* {n} */", " /* {n}\n */ "],
}
styles = st.sampled_from(sorted([*_GAPS, "pretty", "pretty-commented"]))


@st.composite
def texts(draw: st.DrawFn, root: Any) -> str:
    """The value as the text of a file: compact, neat or wild, with comments or without, lines ended in any way."""
    style = draw(styles)
    random = Random(draw(st.integers(0, 10**6)))
    if style.startswith("pretty"):
        text = json.dumps(plain(root), indent=draw(st.sampled_from(["  ", "    ", "\t"])), ensure_ascii=False)
        text = _commented(text, random) if style == "pretty-commented" else text
    else:
        text = _wild(root, random, _GAPS[style])
    text = draw(st.sampled_from(["", "\ufeff"])) + text
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


def read(text: str) -> Any:
    """The value of a text, by way of the standard library."""
    return json.loads(blank(text.removeprefix("\ufeff")).text, parse_float=Decimal)


def comments(text: str) -> list[str]:
    """The comments of a text."""
    return [text[start:end] for start, end in blank(text).comments]


def plain(value: Any) -> Any:
    """The value with floats for decimals, for the standard library's writer."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


def _wild(value: Any, random: Random, gaps: list[str]) -> str:
    count = 0

    def gap() -> str:
        nonlocal count
        count += 1
        return random.choice(gaps).replace("{n}", f"c{count}")

    def part(value: Any) -> str:
        if isinstance(value, dict):
            members = (f"{gap()}{part(name)}{gap()}:{gap()}{part(member)}{gap()}" for name, member in value.items())
            return "{" + (",".join(members) or gap()) + "}"
        if isinstance(value, list):
            return "[" + (",".join(f"{gap()}{part(element)}{gap()}" for element in value) or gap()) + "]"
        return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)

    return gap() + part(value) + gap()


def _commented(text: str, random: Random) -> str:
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        above = random.choice([[], [], [f"{indent}// above {number}"], ["", f"{indent}/* above {number} */"], [""]])
        lines += [*above, line + random.choice(["", "", f" // behind {number}", f" /* behind {number} */"])]
    return "\n".join(lines)
