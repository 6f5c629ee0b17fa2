"""Values of the merged config that know their place and read themselves as Core would.

A value is never wrong: what Core would refuse reads as absent here, because the shape rules speak of it and the rest of
the config still deserves an answer.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from dial_lsp.model import reads
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.schema import coercion, fields, near
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax.tree import Pointer


class Value:
    """A JSON value of the config: an entry, a pointer into it and what stands there (MISSING: nothing)."""

    __slots__ = ("entry", "pointer", "raw")
    TYPE: ClassVar[str] = ""  # the object type of the schema, for the spellings of fields

    def __init__(self, entry: ConfigEntry, pointer: Pointer = (), raw: Any = MISSING) -> None:
        self.entry = entry
        self.pointer = pointer
        self.raw = raw

    @classmethod
    def of(cls, value: Value) -> Self:
        """The same value seen as this type."""
        return cls(value.entry, value.pointer, value.raw)

    @property
    def at(self) -> Place:
        """Where the value stands, or would stand."""
        return Place(self.entry, self.pointer)

    @property
    def exists(self) -> bool:
        """Whether something is written there, null included."""
        return self.raw is not MISSING

    @property
    def is_null(self) -> bool:
        """Whether null is written there."""
        return self.raw is None

    @property
    def is_set(self) -> bool:
        """Whether something other than null is written there."""
        return self.raw is not MISSING and self.raw is not None

    @property
    def is_number(self) -> bool:
        """Whether a number is written there, as such or as text; null and blank text only become one."""
        if isinstance(self.raw, str):
            return coercion.trim(self.raw) not in ("", "null")
        return isinstance(self.raw, int | Decimal) and not isinstance(self.raw, bool)

    def field(self, name: str) -> Value:
        """The field Core would bind to ``name``: of several spellings the one whose name came last."""
        raw, pointer = self.raw, self.pointer
        if not isinstance(raw, dict):
            return Value(self.entry, (*pointer, name))
        accepted = fields.accepted_as(self.TYPE, name)
        if not pointer:
            reads.note_all(self.entry.section, accepted)
        last = None
        for spelling in accepted:
            if spelling in raw:
                if last is not None:
                    last = next(written for written in reversed(raw) if written in accepted)
                    break
                last = spelling
        if last is None:
            return Value(self.entry, (*pointer, name))
        return Value(self.entry, (*pointer, last), raw[last])

    def is_misspelt(self, *names: str) -> bool:
        """Whether a member that Core refuses is most likely meant for one of these fields, so that none is missing."""
        written = [name for name, _ in self.members()]
        return any(near.misspelt(fields.types()[self.TYPE], written, name) for name in names)

    def member(self, name: str) -> Value:
        """The member of exactly this name."""
        if not self.pointer:
            reads.note(self.entry.section, name)
        raw = self.raw.get(name, MISSING) if isinstance(self.raw, dict) else MISSING
        return Value(self.entry, (*self.pointer, name), raw)

    def find(self, pointer: Pointer) -> Value:
        """What stands at a pointer, names taken exactly as written."""
        found = self
        for step in pointer:
            raw: Any = MISSING
            if isinstance(step, str):
                found = found.member(step)
                continue
            if isinstance(found.raw, list) and step < len(found.raw):
                raw = found.raw[step]
            found = Value(self.entry, (*found.pointer, step), raw)
        return found

    def members(self) -> Iterator[tuple[str, Value]]:
        """All members in the order of Core's tree; none when this is no object."""
        if not self.pointer:
            reads.note(self.entry.section, reads.ALL)
        if isinstance(self.raw, dict):
            for name, raw in self.raw.items():
                yield name, Value(self.entry, (*self.pointer, name), raw)

    def elements(self) -> Iterator[Value]:
        """All elements of a list; none when this is no list."""
        if isinstance(self.raw, list):
            for index, raw in enumerate(self.raw):
                yield Value(self.entry, (*self.pointer, index), raw)

    def parts(self) -> Iterator[Value]:
        """All members or elements but numbers, true, false and null, of which there may be a million."""
        if not self.pointer:
            reads.note(self.entry.section, reads.ALL)
        raw = self.raw
        pairs = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
        for step, part in pairs:
            if isinstance(part, (str, dict, list)):
                yield Value(self.entry, (*self.pointer, step), part)

    @property
    def text(self) -> str | None:
        """The text Core would hold; None when nothing, null or something Core refuses is written."""
        return _text_of(self.raw)

    @property
    def is_blank(self) -> bool:
        """Whether Core would hold no text, or only blanks."""
        return coercion.is_blank(self.text or "")

    def texts(self) -> tuple[tuple[str | None, Value], ...]:
        """The elements of a list with the texts Core would hold for them; a null element has none."""
        return tuple((element.text, element) for element in self.elements())

    def said(self) -> tuple[str | None, ...]:
        """The same texts alone, which costs little: a list may have a hundred thousand."""
        return tuple(map(_text_of, self.raw)) if isinstance(self.raw, list) else ()

    def choice(self, *values: str) -> str | None:
        """Which of these values of an enumeration Core would hold; None when nothing, null or none of them."""
        try:
            return None if self.raw is MISSING else coercion.to_enum(self.raw, values)
        except coercion.Refused:
            return None

    def integer(self, default: int, *, bits: int = 64) -> int:
        """The whole number Core would hold in a primitive field: null and blank text are 0, fractions are cut."""
        try:
            number = default if self.raw is MISSING else coercion.to_int(self.raw, bits=bits)
        except coercion.Refused:
            return default
        return number or 0

    def optional_integer(self, *, bits: int = 64) -> int | None:
        """The whole number Core would hold in a field that may hold none: null and blank text are none."""
        try:
            return None if self.raw is MISSING else coercion.to_int(self.raw, bits=bits, optional=True)
        except coercion.Refused:
            return None

    def boolean(self, *, default: bool) -> bool:
        """The truth value Core would hold in a primitive field: null and blank text are false."""
        try:
            truth = default if self.raw is MISSING else coercion.to_boolean(self.raw)
        except coercion.Refused:
            return default
        return bool(truth)


def _text_of(raw: Any) -> str | None:
    if isinstance(raw, str):
        return raw
    try:
        return None if raw is MISSING else coercion.to_text(raw)
    except coercion.Refused:
        return None
