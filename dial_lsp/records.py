"""``dataclass(frozen=True)`` for a program that starts often: it makes its classes several times faster.

The decorator of the standard library writes and compiles eight functions for each class, which with a hundred classes
was a quarter of a short run. Here ``__init__`` alone is compiled; comparing, hashing, showing and pickling go by the
names of the fields. Nobody sees a difference (``tests/test_records.py``) but for what is left out: bases, class
variables, ordering, fields that are no parameters, and being known to ``dataclasses.fields``.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass

    Fields = Mapping[str, Field[Any]]

__all__ = ["dataclass"]


def _dataclass(*, frozen: bool, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
    """Make a class of its annotations as the decorator of the standard library does; it must be frozen."""
    if not frozen:
        raise TypeError("take the dataclass of the standard library for what may change")

    def make(cls: type) -> type:
        if cls.__bases__ != (object,):
            raise TypeError(f"{cls.__name__} has bases")
        fields = {name: _field(name, cls.__dict__.get(name, MISSING)) for name in cls.__annotations__}
        made = _with_slots(cls, tuple(fields)) if slots else cls
        for name, method in {"__init__": _init(made, fields), **_methods(fields, eq=eq)}.items():
            if made.__dict__.get(name) is None:
                setattr(made, name, method)
        return made

    return make


if not TYPE_CHECKING:
    dataclass = _dataclass


def _field(name: str, default: Any) -> Field[Any]:
    found: Field[Any] = default if isinstance(default, Field) else field(default=default)
    found.name = name
    return found


def _with_slots(cls: type, names: tuple[str, ...]) -> type:
    members = {name: value for name, value in cls.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    return type(cls.__name__, (), {**members, "__slots__": names, "__qualname__": cls.__qualname__})


def _init(cls: type, fields: Fields) -> Callable[..., None]:
    """The constructor, a line for each field that calls its setter."""
    lines = [f"def __init__({', '.join(('self', *fields))}):", " pass"]
    space: dict[str, Any] = {"_MISSING": MISSING}
    defaults = []
    for name, one in fields.items():
        space[f"_set_{name}"] = _setter(cls, name)
        if one.default_factory is MISSING:
            lines.append(f" _set_{name}(self, {name})")
        else:
            space[f"_make_{name}"] = one.default_factory
            lines.append(f" _set_{name}(self, _make_{name}() if {name} is _MISSING else {name})")
        if one.default is not MISSING or one.default_factory is not MISSING:
            defaults.append(one.default)
    exec("\n".join(lines), space)  # noqa: S102 -- made of the names of our own fields
    init = space["__init__"]
    init.__defaults__, init.__qualname__ = tuple(defaults), f"{cls.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]


def _setter(cls: type, name: str) -> Callable[[Any, Any], None]:
    if "__slots__" in cls.__dict__:
        return cls.__dict__[name].__set__  # type: ignore[no-any-return]
    return lambda one, value: object.__setattr__(one, name, value)


def _methods(fields: Fields, *, eq: bool) -> dict[str, Any]:
    of_all = _values([*fields])
    compared = _values([name for name, one in fields.items() if one.compare])
    shown = [name for name, one in fields.items() if one.repr]

    def is_equal(one: Any, other: Any) -> Any:
        return compared(one) == compared(other) if other.__class__ is one.__class__ else NotImplemented

    methods = {
        "__dataclass_fields__": fields,  # for ``dataclasses.replace``
        "__match_args__": tuple(fields),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__reduce__": lambda one: (type(one), of_all(one)),
        "__repr__": lambda one: (
            f"{type(one).__qualname__}({', '.join(f'{name}={getattr(one, name)!r}' for name in shown)})"
        ),
    }
    return {**methods, "__eq__": is_equal, "__hash__": lambda one: hash(compared(one))} if eq else methods


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What an object has in these fields."""
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


def _refuse(_: Any, name: str, *_value: Any) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")
