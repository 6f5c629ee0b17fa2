"""Character classes of Java's regular expressions: unions, ranges, nested classes and intersections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dial_lsp.javaregex.escapes import folded, read_escape
from dial_lsp.javaregex.tree import Characters, Ranges, complement, intersection, union

if TYPE_CHECKING:
    from dial_lsp.javaregex.cursor import Cursor

_LATIN_1 = 0xFF


@dataclass(slots=True)
class _Class:
    """What has been read of a class: Java keeps single Latin-1 characters apart, and that shows in what it refuses."""

    parts: list[Ranges | None] = field(default_factory=list)
    singles: list[Ranges | None] = field(default_factory=list)
    has_new_singles: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.has_new_singles

    def all(self) -> Ranges | None:
        return union((*self.parts, *(self.singles if self.has_new_singles else ())))


def read_class(cursor: Cursor) -> Characters:
    """A whole class, the cursor on its opening bracket."""
    cursor.enter()
    cursor.next()
    is_negated = cursor.raw() == "^" and cursor.raw(-1) == "["
    if is_negated:
        cursor.next()
    ranges = _members(cursor)
    cursor.next()
    cursor.leave()
    return Characters(complement(ranges) if is_negated else ranges)


def _members(cursor: Cursor) -> Ranges | None:
    """Everything up to the closing bracket, which stays."""
    read = _Class()
    while True:
        char = cursor.peek()
        if char == "[":
            read.parts.append(read_class(cursor).ranges)
        elif char == "&" and _is_double(cursor):
            _intersect(cursor, read)
        elif char == "]" and not read.is_empty:
            return read.all()
        elif not char:
            raise cursor.refuse("a character class is not closed with ]")
        else:
            _range(cursor, read)


def _is_double(cursor: Cursor) -> bool:
    place = cursor.at
    is_double = cursor.next() == "&"
    cursor.at = cursor.at if is_double else place
    return is_double


def _intersect(cursor: Cursor, read: _Class) -> None:
    """`&&` takes all that follows as its right side, up to the end of the class or another `&`."""
    right: list[Ranges | None] = []
    char = cursor.next()
    while char not in ("]", "&"):
        if char == "[":
            right.append(read_class(cursor).ranges)
        else:
            cursor.enter()
            right.append(_members(cursor))
            cursor.leave()
        char = cursor.peek()
    if not right and read.is_empty:
        raise cursor.refuse("&& in a character class has nothing on either side")
    left = union(right) if read.is_empty else read.all()
    read.has_new_singles = False
    read.parts = [intersection(left, union(right)) if right else left]


def _range(cursor: Cursor, read: _Class) -> None:
    low = _end(cursor, read, is_low=True)
    if low is None:
        return
    if cursor.peek() == "-" and cursor.raw(1) not in ("[", "]"):
        cursor.next()
        high = _end(cursor, read, is_low=False)
        if high is None or high < low:
            raise cursor.refuse("the end of a range in a character class comes before its start")
        read.parts.append(folded(((low, high),), cursor.flags))
        return
    single = folded(((low, low),), cursor.flags)
    if low <= _LATIN_1:
        read.singles.append(single)
        read.has_new_singles = True
    else:
        read.parts.append(single)


def _end(cursor: Cursor, read: _Class, *, is_low: bool) -> int | None:
    """One end of a range as a code point, or None if a whole set was read instead."""
    char = cursor.peek()
    if char != "\\":
        cursor.next()
        return ord(char) if char else -1
    if not is_low and cursor.raw(1) in ("p", "P"):
        raise cursor.refuse("a range in a character class ends with a character")
    found = read_escape(cursor, in_class=True, in_range=not is_low or cursor.raw(2) == "-")
    if isinstance(found, int):
        return found
    if is_low and isinstance(found, Characters):
        read.parts.append(found.ranges)
    return None
