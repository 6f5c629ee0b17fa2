"""Where a text would go on that is cut off: by the brackets, commas and colons before the cut alone."""

from __future__ import annotations

import json
import re
from typing import NamedTuple, TypeAlias

Steps: TypeAlias = tuple[str | int, ...]

_TOKEN = re.compile(r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\\r\n]|\\.)*")|(?P<mark>[{}\[\],:])|(?P<word>[^\s{}\[\],:"]+))')


class Place(NamedTuple):
    """The steps from the root to a value or, for a name, to the object that gets it, and which of the two is next."""

    steps: Steps
    role: str


class _Container:
    """An open object, with the name that was read last, or an open list, with the number of the element."""

    def __init__(self, bracket: str) -> None:
        self.step: str | int = "" if bracket == "{" else 0
        self.expects = "name" if bracket == "{" else "element"

    def saw_value(self) -> None:
        self.expects = ""

    def saw_string(self, text: str) -> None:
        if self.expects == "name":
            self.step = str(json.loads(text))
        self.expects = ""

    def saw_comma(self) -> None:
        self.expects = "name" if isinstance(self.step, str) else "element"
        self.step = "" if isinstance(self.step, str) else self.step + 1


def places_in(text: str) -> list[Place | None]:
    """Where sound JSON goes on, for every offset that it may be cut at; None where no name and no value comes next.

    A string or a word that the cut goes through is what comes next.
    """
    found: list[Place | None] = []
    open_ones: list[_Container] = []
    for token in _TOKEN.finditer(text):
        place = _place(open_ones)
        reached = token.end() + 1 if token["word"] else token.end()
        found += [place] * (reached - len(found))
        _take(open_ones, token)
    return found + [None] * (len(text) + 1 - len(found))


def _place(open_ones: list[_Container]) -> Place | None:
    if not open_ones or not open_ones[-1].expects:
        return None
    *outer, last = open_ones
    steps = tuple(one.step for one in outer)
    return Place(steps if last.expects == "name" else (*steps, last.step), last.expects)


def _take(open_ones: list[_Container], token: re.Match[str]) -> None:
    around = open_ones[-1] if open_ones else _Container("{")
    if token["string"]:
        around.saw_string(token["string"])
    elif token["word"]:
        around.saw_value()
    elif token["mark"] in "{[":
        around.saw_value()
        open_ones.append(_Container(token["mark"]))
    elif token["mark"] in "}]":
        open_ones.pop()
    elif token["mark"] == ":":
        around.expects = "value"
    else:
        around.saw_comma()
