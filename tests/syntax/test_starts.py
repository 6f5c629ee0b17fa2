"""The starts after edits are those of the new lengths."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from dial_lsp.syntax.starts import Starts

LENGTHS = st.lists(st.integers(0, 50), min_size=1, max_size=30)


@given(LENGTHS, st.lists(st.tuples(st.integers(0, 29), LENGTHS), max_size=120))
def test_after_any_edits(lengths: list[int], edits: list[tuple[int, list[int]]]) -> None:
    starts = Starts.of(lengths)
    for number, given_lengths in edits:
        first = number % len(lengths)
        fresh = given_lengths[: len(lengths) - first]
        lengths = [*lengths[:first], *fresh, *lengths[first + len(fresh) :]]
        starts = starts.after(first, fresh)
        assert list(starts) == list(accumulate(lengths, initial=0))
        assert starts[-1] == sum(lengths)
