"""Whom and what a policy is about: ``key:Reports``, ``role:analyst``, ``anyone``, ``model:gpt-4*``, ``@group``.

A key is told by its project (all keys of it) or by its position. ``*`` stands for any text, here and nowhere else is a
name anything but exact.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.access.prices import price_of
from dial_lsp.model.deployments import Model
from dial_lsp.model.near_names import nearest
from dial_lsp.policies.amounts import usd_a_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dial_lsp.access import Access, Object, Subject

CALLERS: Final = ("key", "role", "anyone")
KINDS: Final = ("model", "application", "toolset", "interceptor", "route")
_SECTIONS: Final = {f"{kind}s": kind for kind in KINDS}


class SelectorError(ValueError):
    """What is wrong with a selector, in a sentence."""


class Selectors:
    """The selectors of a policy file over one relation."""

    def __init__(self, access: Access, groups: Mapping[str, Any]) -> None:
        self.access = access
        self.groups = groups
        self.callers: tuple[Subject, ...] = (*access.keys, *access.roles, access.everyone)

    @cached_property
    def usual(self) -> tuple[Object, ...]:
        """What a policy is about that does not say so: all but interceptors, which nobody is meant to call."""
        return tuple(found for found in self.access.objects if found.kind != "interceptor")

    @cached_property
    def known(self) -> frozenset[str]:
        """A selector for every project, every role and everything that can be called."""
        keys = (f"key:{key.project}" for key in self.access.keys if key.project)
        roles = (f"role:{each.roles[0]}" for each in self.access.roles if each.roles)
        return frozenset((*keys, *roles, *(f"{found.kind}:{found.name}" for found in self.access.objects), "anyone"))

    def subjects(self, texts: Iterable[str]) -> tuple[Subject, ...]:
        """The callers of all these selectors, each once. Raises SelectorError for one that selects no caller."""
        found: dict[Subject, None] = {}
        for text in texts:
            found.update(dict.fromkeys(self._subjects(text)))
        return tuple(found)

    def objects(self, texts: Iterable[str]) -> tuple[Object, ...]:
        """What can be called of all these selectors, each once. Raises SelectorError for one of callers."""
        found: dict[Object, None] = {}
        for text in texts:
            found.update(dict.fromkeys(self._objects(text)))
        return tuple(found)

    def roles(self, texts: Iterable[str]) -> frozenset[str | None]:
        """The roles of the selectors that are of roles."""
        return frozenset(role for one in self.subjects(texts) if one.kind == "roles" for role in one.roles)

    def kinds(self, texts: Iterable[str]) -> frozenset[str]:
        """The kinds that selectors of objects name; all of them where one names none."""
        kinds: set[str] = set()
        for text in texts:
            kinds.update(self._kinds(text))
        return frozenset(kinds)

    def _subjects(self, text: str) -> Iterator[Subject]:
        if text.startswith("@"):
            yield from self.subjects(self._group(text))
            return
        kind, _, name = text.partition(":")
        if kind not in CALLERS or (kind != "anyone" and not name):
            raise SelectorError(f'"{text}" selects no callers: they are key:PROJECT, key:#3, role:NAME or anyone')
        if kind == "anyone":
            yield self.access.everyone
        elif kind == "role":
            is_meant = _matching(name)
            known = [each for each in self.access.roles if each.roles and is_meant(each.roles[0] or "")]
            yield from known or ([] if "*" in name else [self.access.caller(name)])
        elif name.startswith("#"):
            yield from (key for key in self.access.keys if str(key.position) == name[1:])
        else:
            is_meant = _matching(name)
            yield from (key for key in self.access.keys if is_meant(key.project or ""))

    def _objects(self, text: str) -> Iterator[Object]:
        if text.startswith("@"):
            group = self._group(text)
            yield from self._with_property(group) if isinstance(group, dict) else self.objects(group)
            return
        kind, _, name = text.partition(":")
        if text == "*":
            yield from self.access.objects
        elif kind not in KINDS or not name:
            raise SelectorError(
                f'"{text}" selects nothing that can be called: it is one of {", ".join(KINDS)} and a name'
            )
        else:
            yield from self._named(kind, name)

    def _named(self, kind: str, name: str) -> Iterator[Object]:
        is_meant = _matching(name)
        for found in self.access.objects:
            full = found.name if found.application is None else f"{found.application}/{found.name}"
            if found.kind == kind and is_meant(full):
                yield found

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
            raise SelectorError(f'there is no group "{name}"' + (f'; did you mean "@{near[0]}"?' if near else ""))
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


def _price(model: Model) -> Any:
    price = price_of(model)
    return max(price.rates[0].high, price.rates[1].high) if price.unit == "token" else 0


def _matching(pattern: str) -> Any:
    expression = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    return lambda name: expression.fullmatch(name) is not None
