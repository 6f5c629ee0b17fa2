"""Names of rules and their codes, and what a name means that stands in settings, comments, baselines or options.

A rule with codes means all of them, ``rule/code`` means one, a group or a tag all that bear it. Names of earlier
versions go on to mean what they meant; a rule that is gone means nothing, which is told where its name stands.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group
from dial_lsp.rulekit.labels import group_of, tags_of
from dial_lsp.rulekit.manual import WITHOUT_RULE
from dial_lsp.rules import all_rules
from dial_lsp.schema.near import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.rulekit.rule import Code, Rule

GONE: Mapping[str, str] = MappingProxyType(
    {
        "anchored-path": "anchors change nothing, for Core compares whole paths",
        "enum-case": "Core ignores the letter case of such values",
        "excess-attempts": "Core takes the number of upstreams where it is smaller",
        "limit-below-one-call": "limits below the size of one call are usual",
        "name-style": "how names are written is a matter of taste",
        "negative-tier": "Core sorts any whole number",
        "number-as-text": "Core reads digits in quotes as a number",
        "order-dependent-share": "it had to do with nothing that people write",
        "repeated-role": "a role that is written twice changes nothing",
        "tier-gap": "gaps between tiers do no harm",
    }
)
"""Names of rules that are no more, and why."""

_ALIKE = 0.6  # as difflib counts


class Names:
    """The names of a set of rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.codes: Mapping[str, tuple[Rule, Code]] = {
            rule.full_name(name): (rule, code) for rule in rules for name, code in rule.codes.items()
        }
        """Every code by its full name."""
        self._meanings = {name: frozenset({name}) for name in (*self.codes, *WITHOUT_RULE)}
        self._meanings |= {rule.name: frozenset(rule.full_names) for rule in rules}
        self.groups: Mapping[str, frozenset[str]] = self._labelled(lambda rule, code: {group_of(rule, code).value})
        """The full names of the codes of each group."""
        self.tags: Mapping[str, frozenset[str]] = self._labelled(tags_of)
        """The full names of the codes of each tag."""
        self._current = {old: name for name, (_, code) in self.codes.items() for old in code.was}

    def __iter__(self) -> Iterator[str]:
        """All names there are now: of rules and, where they have some, of their codes."""
        return iter(self._meanings)

    def meaning(self, name: str) -> frozenset[str] | None:
        """The full names of all codes that a name means: none if it is gone; None if there never was one."""
        if found := self._meanings.get(name):
            return found
        if current := self._current.get(name):
            return frozenset({current})
        if labelled := self.groups.get(name) or self.tags.get(name):
            return labelled
        return frozenset() if name in GONE else None

    def is_label(self, name: str) -> bool:
        """Whether a name is that of a group or a tag."""
        return name in self.groups or name in self.tags

    def labels(self, full_name: str) -> tuple[str, tuple[str, ...]]:
        """The group and the tags of a code; what is found without a rule is of the tool."""
        found = self.codes.get(full_name)
        return (group_of(*found).value, tuple(sorted(tags_of(*found)))) if found else (Group.TOOL.value, ())

    def _labelled(self, labels: Callable[[Rule, Code], Iterable[str]]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, (rule, code) in self.codes.items():
            for label in labels(rule, code):
                found.setdefault(label, set()).add(name)
        return {label: frozenset(names) for label, names in found.items()}

    def near(self, name: str) -> str:
        """The name that was probably meant by one that is none; "" where none is near."""
        near = nearest(name, (*self._meanings, *self._current, *self.groups, *self.tags), cutoff=_ALIKE)
        return self._current.get(near[0], near[0]) if near else ""

    @staticmethod
    def why_gone(name: str) -> str:
        """What to say where a rule is named that is no more; "" for all other names."""
        return f'the rule "{name}" was removed, so this has no effect: {GONE[name]}' if name in GONE else ""

    def current_name(self, old: str) -> str:
        """The full name that findings have now which once had this name; a name of no rule stays as it is."""
        return self._current.get(old, old)

    @property
    def earlier(self) -> Mapping[str, str]:
        """Names of earlier versions that are none now, with the full name that they mean; "" for one that is gone."""
        moved = {old: name for old, name in self._current.items() if old not in self._meanings}
        return dict(sorted({**moved, **dict.fromkeys(GONE, "")}.items()))

    def rule(self, name: str) -> tuple[Rule, str] | None:
        """The rule that a name means, and which code of it ("": all); None if it means none."""
        found = self.codes.get(self._current.get(name, name))
        if name in self._meanings and name not in self.codes:
            return next(((rule, "") for rule, _ in self.codes.values() if rule.name == name), None)
        if found is None:
            return None
        return found[0], code_in(found[0], self._current.get(name, name))


@lru_cache(maxsize=8)
def names_of(rules: tuple[Rule, ...] = ()) -> Names:
    """The names of these rules and of all that there are."""
    return Names(tuple(dict.fromkeys((*all_rules(), *rules))))


def current_name(old: str) -> str:
    """The full name that findings have now which once had this name."""
    return names_of().current_name(old)


def code_in(rule: Rule, full_name: str) -> str:
    """The code in a full name of a rule; "" where it has none."""
    return full_name.removeprefix(rule.name).removeprefix("/")
