"""The tree of one entry: nodes with their place, the values they stand for, and ways to find one.

Every offset counts from the start of the entry's text, so an entry that moves keeps its tree. Nothing here recurses:
nesting is limited by the language, not by Python's stack.
"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class Missing(Enum):
    """The type of ``MISSING``."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing.MISSING
"""Stands where a value should be and none was written, or none could be guessed."""

JSONValue: TypeAlias = "bool | int | Decimal | str | list[JSONValue] | dict[str, JSONValue] | None"
Pointer: TypeAlias = "tuple[str | int, ...]"


class DuplicateMembers(dict[str, Any]):
    """The value of an object in which a name occurs twice: the last one wins, ``pairs`` keeps all in order."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Iterable[tuple[str, JSONValue]]) -> None:
        self.pairs = tuple(pairs)
        super().__init__(self.pairs)


def object_value(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The value of an object with these members."""
    value = dict(pairs)
    return value if len(value) == len(pairs) else DuplicateMembers(pairs)


class Problem(NamedTuple):
    """Something the language does not allow.

    ``code`` is a short kebab-case word; ``edits`` is a mechanical repair where there is one, its spans in the same
    frame as ``span``.
    """

    span: Span
    code: str
    message: str
    edits: tuple[Edit, ...] = ()

    def shifted(self, by: int) -> Problem:
        """The same problem in a frame that starts ``by`` code points earlier."""
        if by == 0:
            return self
        edits = tuple(Edit(edit.span.shifted(by), edit.text) for edit in self.edits)
        return Problem(self.span.shifted(by), self.code, self.message, edits)


class _Placed:
    """What all parts of a tree share: an extent and the problems found while reading this very part."""

    __slots__ = ("end", "problems", "start")

    def __init__(self, start: int, end: int, problems: tuple[Problem, ...] = ()) -> None:
        self.start = start
        self.end = end
        self.problems = problems

    @property
    def span(self) -> Span:
        """The extent as a span."""
        return Span(self.start, self.end)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.start}, {self.end})"


class StringNode(_Placed):
    """A string; ``value`` is its text without quotes and escapes."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(start, end, problems)
        self.value = value


class NumberNode(_Placed):
    """A number; ``value`` is an int, or a Decimal where it has a fraction or an exponent."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: int | Decimal) -> None:
        super().__init__(start, end)
        self.value = value


class LiteralNode(_Placed):
    """``true``, ``false`` or ``null``."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: bool | None) -> None:  # noqa: FBT001 - true and false as JSON values
        super().__init__(start, end)
        self.value = value


class BadNode(_Placed):
    """A damaged scalar; ``value`` is the best guess, or MISSING."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: Any, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(start, end, problems)
        self.value: Any = value


class ArrayNode(_Placed):
    """An array; a damaged element without a guess counts as null, so that indices agree with ``value``."""

    __slots__ = ("elements", "value")

    def __init__(self, start: int, end: int, elements: tuple[Node, ...], problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(start, end, problems)
        self.elements = elements
        self.value: list[Any] = [None if node.value is MISSING else node.value for node in elements]


class Member(_Placed):
    """A member of an object: ``colon`` is the offset of its colon and ``value`` its node; None where missing."""

    __slots__ = ("colon", "key", "value")

    def __init__(self, key: StringNode, colon: int | None, value: Node | None) -> None:
        end = value.end if value is not None else key.end if colon is None else colon + 1
        super().__init__(key.start, end)
        self.key = key
        self.colon = colon
        self.value = value


class ObjectNode(_Placed):
    """An object; members without a value are in ``members`` but not in ``value``."""

    __slots__ = ("_by_name", "members", "value")

    def __init__(self, start: int, end: int, members: tuple[Member, ...], problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(start, end, problems)
        self.members = members
        self._by_name: dict[str, Member] | None = None
        self.value: dict[str, Any] = object_value(
            [
                (member.key.value, member.value.value)
                for member in members
                if member.value is not None and member.value.value is not MISSING
            ]
        )

    def member(self, name: str | int) -> Member | None:
        """The member of a name, of several the last; None when there is none, and for the index of an element."""
        if self._by_name is None:
            self._by_name = {member.key.value: member for member in self.members}
        return self._by_name.get(name) if isinstance(name, str) else None


Node: TypeAlias = ObjectNode | ArrayNode | StringNode | NumberNode | LiteralNode | BadNode


def node_at(tree: Member, offset: int) -> tuple[Member | Node, ...]:
    """The path from ``tree`` to the innermost part that contains the offset (its end included); () when outside."""
    path: list[Member | Node] = []
    inside: Member | Node | None = tree if tree.start <= offset <= tree.end else None
    while inside is not None:
        path.append(inside)
        inside = next((part for part in _parts(inside) if part.start <= offset <= part.end), None)
    return tuple(path)


def pointer_at(tree: Member, offset: int) -> Pointer:
    """The pointer (relative to the entry's value) of the innermost value or member that contains the offset."""
    path = node_at(tree, offset)
    steps: list[str | int] = []
    for outer, inner in pairwise(path[1:]):
        if isinstance(outer, ObjectNode) and isinstance(inner, Member):
            steps.append(inner.key.value)
        elif isinstance(outer, ArrayNode):
            steps.append(next(index for index, node in enumerate(outer.elements) if node is inner))
    return tuple(steps)


def find(tree: Member, pointer: Pointer) -> Node | None:
    """The node at a pointer; of duplicate members the last one; None when there is none."""
    node = tree.value
    for step in pointer:
        if isinstance(node, ObjectNode):
            member = node.member(step)
            node = member.value if member is not None else None
        elif isinstance(node, ArrayNode) and isinstance(step, int) and 0 <= step < len(node.elements):
            node = node.elements[step]
        else:
            return None
    return node


def find_member(tree: Member, pointer: Pointer) -> Member | None:
    """The member a pointer ends in: ``tree`` itself for (), None for an array element or when there is none."""
    if not pointer:
        return tree
    node = find(tree, pointer[:-1])
    return node.member(pointer[-1]) if isinstance(node, ObjectNode) else None


def nodes(root: Member | Node) -> Iterable[Member | Node]:
    """All parts of a tree, outer before inner, in the order of the text."""
    waiting: list[Member | Node] = [root]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(_parts(part)))


def shift(root: Member, by: int) -> None:
    """Move a tree nobody else has seen yet into another frame, in place."""
    for part in nodes(root):
        part.start += by
        part.end += by
        part.problems = tuple(problem.shifted(by) for problem in part.problems)
        if isinstance(part, Member) and part.colon is not None:
            part.colon += by


def _parts(part: Member | Node) -> tuple[Member | Node, ...]:
    if isinstance(part, ObjectNode):
        return part.members
    if isinstance(part, ArrayNode):
        return part.elements
    if isinstance(part, Member):
        return (part.key,) if part.value is None else (part.key, part.value)
    return ()
