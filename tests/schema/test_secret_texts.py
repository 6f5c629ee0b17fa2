"""The texts in secret fields are found without a look at the rest: the same as those that each place says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.schema.fields import field_at, sections
from dial_lsp.schema.secret_texts import secret_texts
from tests.rules.test_rules import examples, further_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax.tree import Pointer

DEEP = {"key": "a", "list": ["b", {"key": "c"}], "other": {"secretExtraData": {"x": ["d", 1, None]}}}


def texts(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """All texts in a value, in its order."""
    if isinstance(value, str):
        yield pointer, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in pairs:
        yield from texts(part, (*pointer, step))


def said_by_each(section: str, value: Any) -> list[tuple[Pointer, str]]:
    found = [(pointer, text, field_at(section, pointer)) for pointer, text in texts(value) if pointer]
    return [(pointer, text) for pointer, text, field in found if field is not None and field.secret]


@pytest.fixture(scope="module")
def written() -> list[tuple[str, Any]]:
    """The entries of all examples and cases of all rules."""
    cases = [*(case for *_, case in examples()), *(case for *_, case in further_cases())]
    return [(entry.section, entry.value) for case in cases for entry in case.analysis().config.entries()]


def test_in_all_examples(written: list[tuple[str, Any]]) -> None:
    found = [(section, list(secret_texts(section, value))) for section, value in written]
    assert found == [(section, said_by_each(section, value)) for section, value in written]
    assert sum(len(one) for _, one in found) > len(found) / 20


@pytest.mark.parametrize("section", [*sections(), "unheard-of"])
def test_in_values_of_any_shape(section: str, written: list[tuple[str, Any]]) -> None:
    values = [value for other, value in written if other == section]
    names = {name for value in values if isinstance(value, dict) for name in value}
    shapes: list[Any] = [DEEP, [DEEP], "text", None, *({name: [DEEP]} for name in names), *({n: DEEP} for n in names)]
    for value in shapes:
        assert list(secret_texts(section, value)) == said_by_each(section, value)
