"""JSON Schema draft-07 over values of a config, safe with schemas that somebody else wrote.

jsonschema does the work; here it is taught our numbers (Decimal) and to give up quietly: nothing is ever fetched, and
nesting, steps and the number of mistakes are bounded. What is given up is unknown, and unknown is no mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from dial_lsp.schema import draft7_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.exceptions import ValidationError

MOST_STEPS = 200_000
MOST_DEPTH = 40
MOST_MISTAKES = 50
MOST_PARTS = 50_000

DRAFT7 = "http://json-schema.org/draft-07/schema"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One violation: where in the value, by which keyword of the schema, and what is wrong in words."""

    pointer: tuple[str | int, ...]
    keyword: str
    message: str


@dataclass(slots=True)
class _Budget:
    steps: int = MOST_STEPS
    depth: int = field(default=0)


class _TooMuchError(Exception):
    """A bound was met."""


def mistakes(
    schema: Any, value: Any, *, others: Mapping[str, Any] | None = None, knows_dial: bool = False
) -> Iterator[Mistake]:
    """All mistakes of a value, each once, at most `MOST_MISTAKES`; `$ref` may name the `others` by their id."""
    if not is_reasonable(schema) or not is_reasonable(value):
        return
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT7 as dialect  # noqa: N811

    registry: Any = Registry()
    for name, other in (others or {}).items():
        if is_reasonable(other):
            registry = registry.with_resource(name, dialect.create_resource(other))
    validator = _validator_class(_Budget(), knows_dial=knows_dial)(schema, registry=registry)
    seen: set[tuple[Any, ...]] = set()
    try:
        for error in validator.iter_errors(value):
            mistake = Mistake(tuple(error.absolute_path), str(error.validator), error.message)
            place = (mistake.pointer, mistake.message if mistake.keyword == "required" else "")
            if place not in seen:
                seen.add(place)
                yield mistake
            if len(seen) >= MOST_MISTAKES:
                return
    except (_TooMuchError, Unresolvable, RecursionError, ArithmeticError, TypeError, ValueError, LookupError):
        # A schema that is itself wrong, or that leads out of what we hold, tells nothing about the value.
        return


def is_schema(schema: Any) -> bool:
    """Whether the keywords of draft-07 have values that make sense, so that a value can be judged by them."""
    if not is_reasonable(schema):
        return False
    from jsonschema import Draft7Validator

    return next(mistakes(Draft7Validator.META_SCHEMA, schema), None) is None


def is_reasonable(value: Any) -> bool:
    """Whether a value is neither nested deeper nor larger than a person would write."""
    parts, level = 0, [value]
    for _ in range(MOST_DEPTH):
        parts += len(level)
        if parts > MOST_PARTS:
            return False
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return True
    return False


def _validator_class(budget: _Budget, *, knows_dial: bool) -> Any:
    from jsonschema.validators import extend

    keywords = draft7_keywords.keywords(knows_dial=knows_dial)
    counted = {name: _counted(keyword, budget) for name, keyword in keywords.items()}
    return extend(_base(), validators=counted)  # type: ignore[no-untyped-call]


def _counted(keyword: Any, budget: _Budget) -> Any:
    """The keyword with a price: one step, plus one for each member or element it may look at."""

    def count(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        budget.steps -= 1 + (len(value) if isinstance(value, dict | list) else 0)
        budget.depth += 1
        if budget.steps < 0 or budget.depth > 4 * MOST_DEPTH:
            raise _TooMuchError
        try:
            yield from keyword(validator, wanted, value, schema) or ()
        finally:
            budget.depth -= 1

    return count


@cache
def _base() -> Any:
    from jsonschema import Draft7Validator
    from jsonschema.validators import extend

    types = Draft7Validator.TYPE_CHECKER.redefine_many(
        {
            "number": lambda _, value: isinstance(value, int | Decimal) and not isinstance(value, bool),
            "integer": lambda _, value: (isinstance(value, int) and not isinstance(value, bool)) or _is_whole(value),
        }
    )
    return extend(Draft7Validator, type_checker=types)  # type: ignore[no-untyped-call]


def _is_whole(value: Any) -> bool:
    """Validators differ on whether 1.0 is an integer, so it is not held against anybody."""
    return (
        isinstance(value, Decimal) and value.is_finite() and abs(value) < 2**63 and value == value.to_integral_value()
    )
