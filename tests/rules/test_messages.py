"""All that rules say, in one table that is read as a whole: same thing, same sentence.

``messages.txt`` has every kind of message, help, note and title that the examples and cases of rules bring about,
sorted by words, without names and numbers. UPDATE_EXPECTED=1 writes it.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.rules.test_rules import examples, further_cases, with_defaults

EXPECTED = Path(__file__).parent / "messages.txt"
PARTS = ("message", "help", "note", "fix")
VARIES = re.compile(r'"[^"]*"|(?<![\w.])-?\d+(?:[.,/]\d+)*(?!\w)')
RIDDLES = re.compile(r"\b(?:is told|told of|heed\w*|holds? nobody|(?:this|the other) one|nothing behind)\b")
VERBS = re.compile(
    r"(?:Add|Allow|Close|Copy|Declare|Delete|Escape|Insert|Keep|Make|Move|Put|Rename|Replace|Swap|Use|Write) "
)


@cache
def said() -> dict[str, dict[str, set[str]]]:
    """The kinds of what is said, part by part, each with the rules that say it."""
    table: dict[str, dict[str, set[str]]] = {part: defaultdict(set) for part in PARTS}
    for rule, code, case in [*((rule, code, case) for rule, code, _, case in examples()), *further_cases()]:
        name = rule.full_name(code)
        for one in case.analysis(with_defaults(rule, code)).diagnostics if case.expected else ():
            if one.rule == name:
                notes, titles = [related.message for related in one.related], [fix.title for fix in one.fixes]
                for part, texts in zip(PARTS, ([one.message], [one.help], notes, titles), strict=True):
                    for text in filter(None, texts):
                        table[part][VARIES.sub("…", text)].add(name)
    return table


def test_the_table_of_all_messages_is_as_expected() -> None:
    lines = []
    for part, kinds in said().items():
        lines += [f"{part}\n", *(f"  {kind}  [{', '.join(sorted(rules))}]\n" for kind, rules in sorted(kinds.items()))]
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text("".join(lines), encoding="utf-8")
    assert EXPECTED.read_text(encoding="utf-8").splitlines(keepends=True) == lines


@pytest.mark.parametrize("part", PARTS)
def test_nothing_that_is_said_is_a_riddle(part: str) -> None:
    assert [kind for kind in said()[part] if RIDDLES.search(kind)] == []


def test_a_message_has_no_stop_at_its_end_and_a_help_has_one() -> None:
    assert [text for text in said()["message"] if text.endswith(".")] == []
    assert [text for text in said()["help"] if not text.endswith((".", "?", "openssl rand -hex …"))] == []


def test_a_title_says_what_will_stand_there_afterwards() -> None:
    assert [title for title in said()["fix"] if not VERBS.match(title)] == []
    assert {"Delete it", "Delete this one", "Delete the other", "Repair it"}.isdisjoint(said()["fix"])
