"""Dates and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.guesses.pattern import Pattern, at_least
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECENT_YEAR = compiled(r"19\d\d|200\d|201\d")
_DIGITS = compiled(r"\d{4,}")
_ANY_SEPARATED = compiled(r"\d([\s/\\_.-])\d{1,2}\1\d")
_SEPARATED = compiled(r"^(\d{1,4})([\s/\\_.-])(\d{1,2})\2(\d{1,4})$")
_SPLITS = {
    4: ((1, 2), (2, 3)),
    5: ((1, 3), (2, 3)),
    6: ((1, 2), (2, 4), (4, 5)),
    7: ((1, 3), (2, 3), (4, 5), (4, 6)),
    8: ((2, 4), (4, 6)),
}
_FIRST_YEAR, _LAST_YEAR, _USUAL_YEAR = 1000, 2050, 2017
_FIRST_OF_THREE_DIGITS, _LAST_OF_TWO_DIGITS, _LAST_OF_THIS_CENTURY = 100, 99, 50
_FEWEST_YEARS = 20
_DAYS, _MONTHS, _DAYS_OF_A_YEAR = 31, 12, 365
_KINDS_OF_SEPARATORS = 4

_Numbers = tuple[int, int, int]


class _Date(NamedTuple):
    start: int
    end: int
    year: int
    is_separated: bool


def dates(text: str) -> Iterator[Pattern]:
    """Every date that is no part of a longer one, and every year from 1900 to 2019."""
    for found in _RECENT_YEAR.finditer(text):
        yield _pattern(found.start(), found.end(), _years(int(found[0])), text)
    every = [*_unseparated(text), *_separated(text)]
    for one in every:
        if not any(other != one and other.start <= one.start and one.end <= other.end for other in every):
            guesses = _years(one.year) * _DAYS_OF_A_YEAR * (_KINDS_OF_SEPARATORS if one.is_separated else 1)
            yield _pattern(one.start, one.end, guesses, text)


def _pattern(start: int, end: int, guesses: int, text: str) -> Pattern:
    return Pattern(start, end, at_least(guesses, end - start, len(text)), "dates")


def _years(year: int) -> int:
    """How many years an attacker tries up to this one."""
    return max(abs(year - _USUAL_YEAR), _FEWEST_YEARS)


def _unseparated(text: str) -> Iterator[_Date]:
    for digits in _DIGITS.finditer(text):
        for start in range(digits.start(), digits.end() - 3):
            for end in range(start + 4, min(start + 8, digits.end()) + 1):
                part = text[start:end]
                splits = ((int(part[:one]), int(part[one:two]), int(part[two:])) for one, two in _SPLITS[len(part)])
                years = [year for year in map(_year, splits) if year is not None]
                if years:
                    yield _Date(start, end, min(years, key=lambda year: abs(year - _USUAL_YEAR)), is_separated=False)


def _separated(text: str) -> Iterator[_Date]:
    if not _ANY_SEPARATED.search(text):
        return
    for start in range(len(text) - 5):
        for end in range(start + 6, min(start + 10, len(text)) + 1):
            found = _SEPARATED.match(text[start:end])
            year = _year((int(found[1]), int(found[3]), int(found[4]))) if found else None
            if year is not None:
                yield _Date(start, end, year, is_separated=True)


def _year(numbers: _Numbers) -> int | None:
    """The year of a date whose year comes first or last; None for what is no date."""
    if not _may_be_date(numbers):
        return None
    first, middle, last = numbers
    ways = ((last, (first, middle)), (first, (middle, last)))
    for year, rest in ways:
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            return year if _is_day_and_month(*rest) else None
    return next((_with_century(year) for year, rest in ways if _is_day_and_month(*rest)), None)


def _may_be_date(numbers: _Numbers) -> bool:
    return (
        0 < numbers[1] <= _DAYS
        and all(one < _FIRST_OF_THREE_DIGITS or _FIRST_YEAR <= one <= _LAST_YEAR for one in numbers)
        and sum(one > _DAYS for one in numbers) <= 1
        and any(one <= _MONTHS for one in numbers)
        and sum(one <= 0 for one in numbers) <= 1
    )


def _is_day_and_month(one: int, other: int) -> bool:
    return any(1 <= day <= _DAYS and 1 <= month <= _MONTHS for day, month in ((one, other), (other, one)))


def _with_century(year: int) -> int:
    if year > _LAST_OF_TWO_DIGITS:
        return year
    return year + (1900 if year > _LAST_OF_THIS_CENTURY else 2000)
