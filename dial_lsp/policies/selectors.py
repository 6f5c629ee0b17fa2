"""Whom and what a policy is about: ``key:Reports``, ``role:analyst``, ``anyone``, ``model:gpt-4*``, ``@group``.

A key is told by its project (all keys of it) or by its position. ``*`` stands for any text, here and nowhere else is a
name anything but exact.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from operator import is_
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dial_lsp.access.prices import price_of
from dial_lsp.model.deployments import Model
from dial_lsp.model.near_names import nearest
from dial_lsp.names.patterns import matching
from dial_lsp.policies.amounts import usd_a_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.access.objects import Identity

CALLERS: Final = ("key", "role", "anyone")
KINDS: Final = ("model", "application", "toolset", "interceptor", "route")
_SECTIONS: Final = {f"{kind}s": kind for kind in KINDS}


T = TypeVar("T")


class SelectorError(ValueError):
    """What is wrong with a selector, in a sentence; ``meant`` is what may be meant."""

    def __init__(self, message: str, said: str = "", meant: str = "") -> None:
        super().__init__(message)
        self.said, self.meant = said, meant


class Selectors:
    """The selectors of a policy file over one relation.

    After a change to one statement most select what they did before: ``base`` are those of the relation before, and
    ``within`` the only objects that may answer otherwise, so that no others need be looked at.
    """

    def __init__(
        self,
        access: Access,
        groups: Mapping[str, Any],
        *,
        base: Selectors | None = None,
        within: frozenset[Identity] | None = None,
    ) -> None:
        self.access = access
        self.groups = groups
        self._base = base
        self._within = within
        self._known: dict[tuple[str, ...], tuple[Object, ...]] = {}
        self._callers: dict[tuple[str, ...], tuple[Subject, ...]] = {}
        self._identities: dict[tuple[str, ...], frozenset[Identity]] = {}

    @cached_property
    def callers(self) -> tuple[Subject, ...]:
        """Every key, every role and anyone."""
        if self._has_base_callers and self._base is not None:
            return self._base.callers
        return (*self.access.keys, *self.access.roles, self.access.everyone)

    @cached_property
    def everything(self) -> tuple[Object, ...]:
        """Whatever can be called, as far as it is looked at."""
        within = self._within
        objects = self.access.objects
        return objects if within is None else tuple(found for found in objects if found.identity in within)

    @cached_property
    def usual(self) -> tuple[Object, ...]:
        """What a policy is about that does not say so: all but interceptors, which nobody is meant to call."""
        return tuple(found for found in self.everything if found.kind != "interceptor")

    @cached_property
    def known(self) -> frozenset[str]:
        """A selector for every project, every role and everything that can be called."""
        keys = (f"key:{key.project}" for key in self.access.keys if key.project)
        roles = (f"role:{each.roles[0]}" for each in self.access.roles if each.roles)
        return frozenset((*keys, *roles, *(f"{found.kind}:{found.name}" for found in self.access.objects), "anyone"))

    def subjects(self, texts: tuple[str, ...]) -> tuple[Subject, ...]:
        """The callers of all these selectors, each once. Raises SelectorError for one that selects no caller."""
        if self._has_base_callers and self._base is not None:
            return self._base.subjects(texts)
        if texts not in self._callers:
            self._callers[texts] = tuple(dict.fromkeys(chain.from_iterable(map(self._subjects, texts))))
        return self._callers[texts]

    def objects(self, texts: tuple[str, ...]) -> tuple[Object, ...]:
        """What can be called of all these selectors, each once. Raises SelectorError for one of callers."""
        if self._base is not None and not any(map(self.is_property, texts)):
            selected = self._base.identities(texts)
            return tuple(found for found in self.everything if found.identity in selected)
        if texts not in self._known:
            found = dict.fromkeys(chain.from_iterable(map(self._objects, texts)))
            within = self._within
            self._known[texts] = tuple(each for each in found if within is None or each.identity in within)
        return self._known[texts]

    def identities(self, texts: tuple[str, ...]) -> frozenset[Identity]:
        """The same by what tells them from others."""
        if texts not in self._identities:
            self._identities[texts] = frozenset(found.identity for found in self.objects(texts))
        return self._identities[texts]

    @cached_property
    def _has_base_callers(self) -> bool:
        if self._base is None or self._base.access.roles != self.access.roles:
            return False
        before, now = self._base.access.keys, self.access.keys
        return len(before) == len(now) and all(map(is_, before, now))  # equal keys may have other addresses

    def is_property(self, text: str) -> bool:
        """Whether what a selector selects depends on more than names."""
        return text.startswith("@") and isinstance(self.groups.get(text[1:]), dict)

    def roles(self, texts: tuple[str, ...]) -> frozenset[str | None]:
        """The roles of the selectors that are of roles."""
        return frozenset(role for one in self.subjects(texts) if one.kind == "roles" for role in one.roles)

    def kinds(self, texts: Iterable[str]) -> frozenset[str]:
        """The kinds that selectors of objects name; all of them where one names none."""
        kinds: set[str] = set()
        for text in texts:
            kinds.update(self._kinds(text))
        return frozenset(kinds)

    def may_cost_more(self, _subject: Subject, _amounts: Mapping[str, Decimal | None]) -> bool:
        """False where it is known that a caller does not cost more than these amounts by period."""
        return True

    def _subjects(self, text: str) -> Iterator[Subject]:
        if text.startswith("@"):
            yield from self.subjects(self._group(text))
            return
        kind, _, name = text.partition(":")
        if kind not in CALLERS or (kind != "anyone" and not name):
            message = f'"{text}" selects no callers: they are key:PROJECT, key:#3, role:NAME or anyone'
            raise SelectorError(message, text)
        if kind == "anyone":
            yield self.access.everyone
        elif kind == "role":
            yield from _like(name, self._by_role) or ([] if "*" in name else [self.access.caller(name)])
        elif name.startswith("#"):
            yield from (key for key in self.access.keys if str(key.position) == name[1:])
        else:
            yield from _like(name, self._by_project)

    def _objects(self, text: str) -> Iterator[Object]:
        if text.startswith("@"):
            group = self._group(text)
            yield from self._with_property(group) if isinstance(group, dict) else self.objects(group)
            return
        kind, _, name = text.partition(":")
        if text == "*":
            yield from self.access.objects
        elif kind not in KINDS or not name:
            message = f'"{text}" selects nothing that can be called: it is one of {", ".join(KINDS)} and a name'
            raise SelectorError(message, text)
        else:
            yield from self._named(kind, name)

    def _named(self, kind: str, name: str) -> Iterator[Object]:
        yield from _like(name, self._by_name.get(kind, {}))

    @cached_property
    def _by_role(self) -> Mapping[str, list[Subject]]:
        return _grouped((each.roles[0] or "", each) for each in self.access.roles if each.roles)

    @cached_property
    def _by_project(self) -> Mapping[str, list[Subject]]:
        return _grouped((key.project or "", key) for key in self.access.keys)

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, list[Object]]]:
        """The objects by kind and by name, that of a route in an application behind the application's."""
        named: dict[str, dict[str, list[Object]]] = {}
        for found in self.access.objects:
            full = found.name if found.application is None else f"{found.application}/{found.name}"
            named.setdefault(found.kind, {}).setdefault(full, []).append(found)
        return named

    def _with_property(self, group: Mapping[str, Any]) -> Iterator[Object]:
        least = usd_a_token(group["price-above"]) if "price-above" in group else None
        names = {section: group[section] for section in _SECTIONS if section in group} or {"models": "*"}
        for section, written in names.items():
            for name in (written,) if isinstance(written, str) else written:
                for found in self._named(_SECTIONS[section], name):
                    if least is None or (isinstance(found.served, Model) and _price(found.served) > least):
                        yield found

    def _group(self, text: str) -> Any:
        name = text[1:]
        if name not in self.groups:
            near = nearest(name, self.groups)
            message = f'there is no group "{name}"' + (f'; did you mean "@{near[0]}"?' if near else "")
            raise SelectorError(message, text, f"@{near[0]}" if near else "")
        group = self.groups[name]
        if isinstance(group, dict):
            return group
        texts = (group,) if isinstance(group, str) else tuple(group)
        if any(each.startswith("@") for each in texts):
            raise SelectorError(f'group "{name}" names another group; groups hold selectors only')
        return texts

    def _kinds(self, text: str) -> Iterable[str]:
        group = self._group(text) if text.startswith("@") else (text,)
        if isinstance(group, dict):
            return [_SECTIONS[section] for section in _SECTIONS if section in group] or ["model"]
        return KINDS if "*" in group else [each.partition(":")[0] for each in group]


def _grouped(named: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for name, each in named:
        found.setdefault(name, []).append(each)
    return found


def _like(pattern: str, named: Mapping[str, list[T]]) -> list[T]:
    """All that has such a name; only a name with ``*`` is compared with each."""
    if "*" not in pattern:
        return named.get(pattern, [])
    return list(chain.from_iterable(named[name] for name in filter(matching(pattern), named)))


def _price(model: Model) -> Any:
    price = price_of(model)
    return max(price.rates[0].high, price.rates[1].high) if price.unit == "token" else 0
