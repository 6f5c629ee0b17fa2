"""TOML that would take minutes, or make the standard library fail: it is refused in words."""

from __future__ import annotations

import tomllib

import pytest

from dial_lsp.toml.values import MOST_PARTS, loads

REFUSED = {
    "a dotted name": (".".join(["a"] * 5_000) + " = 1", "A name has more than 100 parts (at line 1, column 1)"),
    "a header": ("x = 1\n[" + ".".join(["a"] * 5_000) + "]", "A name has more than 100 parts (at line 2, column 2)"),
    "an inline table": (
        "x = {" + ' . "b c".'.join(["a"] * 5_000) + " = 1}",
        "A name has more than 100 parts (at line 1, column 6)",
    ),
    "brackets": ("x = " + "[" * 5_000 + "]" * 5_000, "it is nested too deep"),
    "braces": ("x = " + "{a = " * 5_000 + "1" + "}" * 5_000, "it is nested too deep"),
    "a number": ("x = " + "9" * 5_000, "a number has too many digits"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_nobody_writes_is_refused(kind: str) -> None:
    text, message = REFUSED[kind]
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        loads(text)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * MOST_PARTS) + " = 1",
        f'x = "a, {"1." * 5_000}2"',
        f"x = '''\n{'a.' * 5_000}a\n'''",
        f"# {'a.' * 5_000}a",
    ],
    ids=["a name", "a text", "a text of several lines", "a comment"],
)
def test_what_looks_like_a_long_name_is_read(text: str) -> None:
    assert loads(text) == tomllib.loads(text)
