"""Records are what dataclasses of the standard library are."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp import records

if TYPE_CHECKING:
    from collections.abc import Callable

Decorator = Any


def point_by(dataclass: Decorator, **options: bool) -> Any:
    @dataclass(frozen=True, **options)
    class Point:
        """A place with notes."""

        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)
        secret: str = field(default="", repr=False, compare=False)

        def doubled(self) -> Any:
            return Point(self.x * 2, self.y * 2)

    return Point


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    one: int


@records.dataclass(frozen=True, slots=True)
class Record:
    one: int
    two: tuple[int, ...] = ()


@records.dataclass(frozen=True, slots=True)
class Single:
    one: int


@records.dataclass(frozen=True, slots=True)
class Nothing:
    pass


QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "shown": lambda point: repr(point(1, secret="s")),
    "doubled": lambda point: repr(point(1, 5).doubled()),
    "by name": lambda point: repr(point(y=1, x=2)),
    "equal": lambda point: point(1, tags=[]) == point(1, secret="s"),
    "unequal": lambda point: point(1) == point(2),
    "unlike": lambda point: point(1) == (1, 2, []),
    "own lists": lambda point: point(1).tags is point(1).tags,
    "given list": lambda point: point(1, 2, ["a"]).tags,
    "replaced": lambda point: repr(dataclasses.replace(point(1, 2, ["a"]), y=7)),
    "known": dataclasses.is_dataclass,
    "matched": lambda point: point.__match_args__,
    "parameters": lambda point: [*inspect.signature(point).parameters],
    "names": lambda point: (
        point.__name__,
        point.__qualname__,
        point.__module__,
        point.__doc__,
        point.__init__.__qualname__,
    ),
    "copied": lambda point: repr(copy.copy(point(1, 3))),
    "slots": lambda point: getattr(point, "__slots__", None),
    "attributes": lambda point: hasattr(point(1), "__dict__"),
    "too few": lambda point: _failure(point),  # noqa: PLW0108 -- defined below
    "too many": lambda point: _failure(lambda: point(1, 2, [], "", 5)),
    "changed": lambda point: _failure(lambda: setattr(point(1), "x", 2))[0],
    "deleted": lambda point: _failure(lambda: delattr(point(1), "x"))[0],
}


def _failure(call: Callable[[], Any]) -> tuple[type[Exception], str]:
    with pytest.raises((TypeError, AttributeError)) as caught:
        call()
    return caught.type, str(caught.value)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("options", [{"slots": True}, {"slots": False}, {"slots": True, "eq": False}], ids=str)
def test_a_record_answers_as_a_dataclass(question: Callable[[Any], Any], options: dict[str, bool]) -> None:
    assert question(point_by(records.dataclass, **options)) == question(point_by(dataclasses.dataclass, **options))


def test_equal_records_have_one_hash() -> None:
    assert {Record(1, (2,)), Record(1, (2,)), Single(1), Single(1), Nothing(), Nothing()} == {
        Record(1, (2,)),
        Single(1),
        Nothing(),
    }
    with pytest.raises(TypeError, match="unhashable"):
        hash(point_by(records.dataclass)(1))


def test_records_without_equality_are_compared_by_identity() -> None:
    point = point_by(records.dataclass, slots=True, eq=False)
    one = point(1)
    assert one == one  # noqa: PLR0124 -- that is the question
    assert len({one, point(1)}) == 2


def test_records_are_pickled() -> None:
    record = Record(1, (2, 3))
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 -- our own bytes


def test_methods_of_a_class_are_kept() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Own:  # noqa: PLW1641 -- its hash is made
        one: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

    assert repr(Own(1)) == "own"
    assert Own(1) == Own(2)


def test_what_records_cannot_do_is_refused() -> None:
    with pytest.raises(TypeError, match="standard library"):
        records.dataclass(frozen=False)
    with pytest.raises(TypeError, match="Child has bases"):

        @records.dataclass(frozen=True)
        class Child(Plain):
            two: int
