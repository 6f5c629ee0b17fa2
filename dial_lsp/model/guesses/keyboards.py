"""Rows of neighbouring keys, on keyboards and on the blocks of digits beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING

from dial_lsp.model.guesses.pattern import Pattern, at_least
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST = 3
_CAPITAL = compiled(r'[~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?]')
_ON_A_SLANT = ((-1, 0), (0, -1), (1, -1), (1, 0), (0, 1), (-1, 1))
_IN_SQUARES = ((-1, 0), (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1))
# A dot stands for no key. The lower rows of a keyboard lie half a key to the right of those above.
_QWERTY = r"""
`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) -_ =+
.. qQ wW eE rR tT yY uU iI oO pP [{ ]} \|
.. aA sS dD fF gG hH jJ kK lL ;: '"
.. zZ xX cC vV bB nN mM ,< .> /?
"""
_DVORAK = r"""
`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) [{ ]}
.. '" ,< .> pP yY fF gG cC rR lL /? =+ \|
.. aA oO eE uU iI dD hH tT nN sS -_
.. ;: qQ jJ kK xX bB mM wW vV zZ
"""
_KEYPAD = """
.. / * -
7 8 9 +
4 5 6
1 2 3
.. 0 .
"""
_KEYPAD_OF_A_MAC = """
.. = / *
7 8 9 -
4 5 6 +
1 2 3
.. 0 .
"""


@dataclass(frozen=True)
class Keyboard:
    """The keys around the key of each character, direction by direction."""

    around: dict[str, tuple[str | None, ...]]
    has_shift: bool

    @cached_property
    def steps(self) -> dict[str, tuple[int, bool]]:
        """Of two characters on neighbouring keys: the direction, and whether the second needs the shift key."""
        return {
            before + after: (direction, shifted == 1)
            for before, keys in self.around.items()
            for direction, key in reversed([*enumerate(keys)])  # the first of several counts
            for shifted, after in enumerate(key or "")
        }

    @property
    def degree(self) -> float:
        """How many keys there are around a key."""
        return sum(len([key for key in keys if key]) for keys in self.around.values()) / len(self.around)


def _keyboard(picture: str, directions: tuple[tuple[int, int], ...], *, has_shift: bool) -> Keyboard:
    lines = enumerate(picture.strip().splitlines())
    keys = {(x, y): key for y, line in lines for x, key in enumerate(line.split()) if key != ".."}
    around = {
        char: tuple(keys.get((x + right, y + down)) for right, down in directions)
        for (x, y), key in keys.items()
        for char in key
    }
    return Keyboard(around, has_shift)


KEYBOARDS = {
    "qwerty": _keyboard(_QWERTY, _ON_A_SLANT, has_shift=True),
    "dvorak": _keyboard(_DVORAK, _ON_A_SLANT, has_shift=True),
    "keypad": _keyboard(_KEYPAD, _IN_SQUARES, has_shift=False),
    "mac_keypad": _keyboard(_KEYPAD_OF_A_MAC, _IN_SQUARES, has_shift=False),
}
# Whoever guesses does not know which keyboard it is, so all with a shift key count as the first one.
_SIZES = {
    has_shift: (len(KEYBOARDS[name].around), KEYBOARDS[name].degree)
    for name, has_shift in (("qwerty", True), ("keypad", False))
}


def rows(text: str) -> Iterator[Pattern]:
    """Every row of at least three keys."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    for keyboard in KEYBOARDS.values():
        steps = [keyboard.steps.get(pair) for pair in pairs]
        start = 0
        while start < len(steps):
            end = next((at for at in range(start, len(steps)) if steps[at] is None), len(steps))
            if end - start >= _SHORTEST - 1:
                guesses = _guesses_for(text[start], list(filter(None, steps[start:end])), keyboard)
                length = end - start + 1
                yield Pattern(start, end + 1, at_least(guesses, length, len(text)), "rows of the keyboard")
            start = end + 1


def _guesses_for(first: str, steps: Sequence[tuple[int, bool]], keyboard: Keyboard) -> float:
    """By the length of the row, how often it turns and how many of its characters need the shift key."""
    shifted = 1 if keyboard.has_shift and _CAPITAL.search(first) else 0
    shifted += sum(needs_shift for _, needs_shift in steps)
    turns = 1 + sum(before[0] != after[0] for before, after in pairwise(steps))
    return _guesses(len(steps) + 1, turns, shifted, *_SIZES[keyboard.has_shift])


def _guesses(length: int, turns: int, shifted: int, keys: int, degree: float) -> float:
    guesses = sum(
        comb(steps - 1, turned - 1) * keys * degree**turned
        for steps in range(2, length + 1)
        for turned in range(1, min(turns, steps - 1) + 1)
    )
    if not shifted:
        return guesses
    plain = length - shifted
    if not plain:
        return guesses * 2
    return guesses * sum(comb(length, count) for count in range(1, min(shifted, plain) + 1))
