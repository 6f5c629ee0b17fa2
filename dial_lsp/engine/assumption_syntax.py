"""How an assumption is written: ``keys[Reports].roles += "admin"``, ``roles.x.limits[gpt-4].day = 5``, ``del roles.x``.

A path starts with a section. A step is a name behind a dot, or anything in brackets; in them ``"..."`` is a text of
JSON, ``#2`` the second key and a number, in a list, its place from 0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax.tree import JSONValue

Verb = Literal["=", "+=", "-=", "del"]

_STEP: Final = compiled(r"\.?([^\s.\[\]=+]+)|\[\s*(\"(?:[^\"\\]|\\.)*\"|[^\]\"]+?)\s*\]")
_VERB: Final = compiled(r"\s*(\+=|-=|=)\s*")
_DELETE: Final = compiled(r"\s*del\s+")
_HOW: Final = (
    'it is written as PATH = VALUE, PATH += VALUE, PATH -= VALUE or del PATH, such as keys[Reports].roles += "admin"'
)


class AssumptionError(ValueError):
    """What is wrong with an assumption, in a sentence that repeats nothing that may be secret."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One change: ``steps`` from the section inwards, what is done there and with which value (None for ``del``)."""

    steps: tuple[str, ...]
    verb: Verb
    value: JSONValue = None


def read_assumption(text: str) -> Assumption:
    """The change that a text stands for. Raises AssumptionError."""
    deletes = _DELETE.match(text)
    steps, end = _steps(text, deletes.end() if deletes else len(text) - len(text.lstrip()))
    if deletes:
        if text[end:].strip():
            raise AssumptionError(f"something stands behind the path; {_HOW}.")
        return Assumption(steps, "del")
    verb = _VERB.match(text, end)
    if verb is None:
        raise AssumptionError(f"the path is not followed by =, += or -=; {_HOW}.")
    written: str = verb[1]
    return Assumption(steps, "=" if written == "=" else "+=" if written == "+=" else "-=", _value(text[verb.end() :]))


def _steps(text: str, start: int) -> tuple[tuple[str, ...], int]:
    steps: list[str] = []
    end = start
    while found := _STEP.match(text, end):
        if not steps and found[1] is None:
            break
        if steps and found[1] is not None and text[end] != ".":
            break
        steps.append(found[1] if found[1] is not None else _bracketed(found[2]))
        end = found.end()
    if not steps:
        raise AssumptionError(f"it starts with no section; {_HOW}.")
    return tuple(steps), end


def _bracketed(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except ValueError:
        raise AssumptionError("the quoted text in brackets is no text of JSON.") from None


def _value(text: str) -> JSONValue:
    try:
        value: JSONValue = json.loads(text)
    except (ValueError, RecursionError):
        raise AssumptionError(f"its value is no JSON: texts stand in double quotes; {_HOW}.") from None
    return value
