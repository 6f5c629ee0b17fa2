"""Which question a rule answers, and the tags by which rules are selected; said by the rule or by what it is about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dial_lsp.diagnostics import Group, Impact, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.rulekit.rule import Code, Rule

QUESTIONS: Final[Mapping[Group, str]] = MappingProxyType(
    {
        Group.REFUSED: "Will Core load it?",
        Group.LOST: "What does Core drop or never read?",
        Group.FAILS: "Which calls fail?",
        Group.OPEN: "Who gets in that should not?",
        Group.SECRETS: "What can be guessed, leaks, or travels to strangers?",
        Group.SPEND: "What costs without limit?",
        Group.OUTAGE: "What happens when an upstream fails?",
        Group.MERGE: "What do later files change without saying so?",
        Group.TIDY: "What can be deleted or written better?",
        Group.TOOL: "What is wrong with the settings of dial-lint itself?",
    }
)
"""The question of each group, in the order in which they matter."""

_BY_IMPACT: Final[Mapping[Impact, Group]] = MappingProxyType(
    {
        Impact.FILE_REJECTED: Group.REFUSED,
        Impact.ENTRY_DROPPED: Group.LOST,
        Impact.CALL_FAILS: Group.FAILS,
        Impact.NO_EFFECT: Group.LOST,
        Impact.EXPOSED: Group.OPEN,
        Impact.UNLIMITED: Group.SPEND,
        Impact.ADVICE: Group.TIDY,
    }
)
_BY_SUBJECT: Final[Mapping[str, Group]] = MappingProxyType(
    {
        "cost": Group.SPEND,
        "merging": Group.MERGE,
        "secrets": Group.SECRETS,
        "settings": Group.TOOL,
        "suppressions": Group.TOOL,
    }
)
_COSTLY = frozenset({"cost", "limits", "pricing"})
"""Subjects that decide what calls may cost, whatever Core does then."""
_TAGS: Final[Mapping[Group, tuple[str, ...]]] = MappingProxyType(
    {
        Group.REFUSED: ("load",),
        Group.LOST: ("dead",),
        Group.FAILS: ("reliability",),
        Group.OPEN: ("security",),
        Group.SECRETS: ("owasp:LLM02", "secret", "security"),
        Group.SPEND: ("cost", "owasp:LLM10"),
        Group.OUTAGE: ("reliability",),
        Group.MERGE: ("merge",),
        Group.TIDY: (),
        Group.TOOL: (),
    }
)
TAGS: Final = frozenset(
    {"load", "security", "secret", "cost", "reliability", "dead", "merge", "catalog", "version", "strict"}
    | {"owasp:LLM02", "owasp:LLM06", "owasp:LLM10"}
)
"""All tags there are; those of OWASP are of its Top 10 for LLM Applications, 2025."""


def subject_of(rule: Rule) -> str:
    """What a rule is about: the folder of its module."""
    return rule.module.split(".")[-2]


def group_of(rule: Rule, code: Code) -> Group:
    """The group of a code: as it says, else by the subject of its rule, else by what Core does."""
    subject = subject_of(rule)
    if code.group is not None or subject in _BY_SUBJECT:
        return code.group or _BY_SUBJECT[subject]
    if subject == "upstreams" and code.impact in (Impact.NO_EFFECT, Impact.ADVICE):
        return Group.OUTAGE
    if code.severity is Severity.HINT and code.impact is Impact.NO_EFFECT:
        return Group.TIDY
    return _BY_IMPACT[code.impact]


def tags_of(rule: Rule, code: Code) -> frozenset[str]:
    """The tags of a code: those of its group, of what Core does and of its subject, and its own."""
    by_impact = _TAGS[_BY_IMPACT[code.impact]]
    cost = ("cost",) if subject_of(rule) in _COSTLY else ()
    strict = ("strict",) if code.profile == "strict" else ()
    return frozenset({*_TAGS[group_of(rule, code)], *by_impact, *cost, *strict, *code.tags})
