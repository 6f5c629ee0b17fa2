"""What a rule says of a template it would say of the template filled in, whatever fills it.

Each example that a rule flags is made a template: code comes into one of its objects or lists, or in the place of one
of its values. What may come there is taken from the same place of all examples of that rule. Where a filling makes a
finding go away, it must not stand in the template.

A rule that fails here says with ``rests_on`` what it depends on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.unknowns.watching import other_spellings
from dial_lsp.project.embedded import embedded_in
from dial_lsp.project.other_formats import format_of
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.rules.test_rules import RULES, examples, further_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.rulekit.rule import Rule
    from dial_lsp.syntax.tree import Pointer

CODE = '{{ include "more" . }}'
LOOP = "{{ range .Values.more }}{{ end }}"
UNKNOWN = "{{ .Values.more }}"
NAME = "aidial.config.json"
FILLINGS = 4
"""How many values are tried in one place, or of one member."""
SHORTEST = 4
"""Characters of a text that has a beginning, a middle and an end."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_code_may_add_members(rule: Rule) -> None:
    members = members_of(rule)
    for config in flagged(rule):
        for place in objects(config):
            filled = with_members(config, place, members[general(place)])
            check(rule, rendered(config, place), filled)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_code_may_add_elements(rule: Rule) -> None:
    elements = elements_of(rule)
    for config in flagged(rule):
        for place in lists(config):
            check(rule, rendered(config, place), with_elements(config, place, elements[general(place)]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_code_may_stand_for_a_value(rule: Rule) -> None:
    values = scalars_of(rule)
    for config in flagged(rule):
        for place, old in scalars(config):
            text = json.dumps(replaced(config, place, UNKNOWN), indent=2)
            text = text if isinstance(old, str) else text.replace(f'"{UNKNOWN}"', UNKNOWN)
            check(rule, text, (replaced(config, place, new) for new in values[general(place)]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_code_may_stand_for_a_part_of_a_text(rule: Rule) -> None:
    for config in all_examples().get(rule.name, ()):
        for number, (place, text) in enumerate(texts(config)):
            check(rule, json.dumps(replaced(config, place, in_part(text, number)), indent=2), [config])


def in_part(text: str, number: int) -> str:
    """The text with code for its beginning, its middle or its end."""
    third = len(text) // 3
    start, end = ((0, third), (third, 2 * third), (2 * third, len(text)))[number % 3]
    return text[:start] + UNKNOWN + text[end:]


def texts(config: Any) -> Iterator[tuple[Pointer, str]]:
    """The texts of a config but ids of schemas: of two schemas with one id only the later counts."""
    for place, value in scalars(config):
        if isinstance(value, str) and len(value) >= SHORTEST and place[-1:] != ("$id",):
            yield place, value


def check(rule: Rule, template: str, filled: Iterable[Any]) -> None:
    """No filling has fewer findings of the rule than the template, but one that makes it a file of another kind."""
    found = said_of_template(rule, template)
    ours = (config for config in filled if not format_of(parse(Source(NAME, json.dumps(config)))))
    fewer = (config for config in ours if said(rule, config) < found) if found else ()
    filling = next(iter(fewer), None)
    assert filling is None, f"{template}\nbecomes\n{json.dumps(filling, indent=2)}"


@cache
def all_examples() -> dict[str, list[Any]]:
    """The examples and cases of each rule that are one file of sound JSON, an object."""
    found: dict[str, list[Any]] = defaultdict(list)
    cases = [*((rule, case) for rule, _, _, case in examples()), *((rule, case) for rule, _, case in further_cases())]
    for rule, case in cases:
        if len(case.files) != 1 or case.settings:
            continue
        (text,) = case.files.values()
        try:
            config = json.loads(text)
        except ValueError:
            continue
        if isinstance(config, dict):
            found[rule.name].append(config)
    return found


def flagged(rule: Rule) -> Iterator[dict[str, Any]]:
    return (config for config in all_examples().get(rule.name, ()) if said(rule, config))


def members_of(rule: Rule) -> dict[Pointer, dict[str, list[Any]]]:
    """What members stand in each object of the examples, under whatever name of an entry and in whatever element."""
    found: dict[Pointer, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for config in all_examples().get(rule.name, ()):
        for place in objects(config):
            for name, value in value_at(config, place).items():
                known = found[general(place)][name]
                if value not in known and len(known) < FILLINGS:
                    known.append(value)
    return found


def elements_of(rule: Rule) -> dict[Pointer, list[Any]]:
    """What elements the lists of the examples have."""
    found: dict[Pointer, list[Any]] = defaultdict(list)
    for config in all_examples().get(rule.name, ()):
        for place in lists(config):
            known = found[general(place)]
            known += [value for value in value_at(config, place) if value not in known]
    return found


def scalars_of(rule: Rule) -> dict[Pointer, list[Any]]:
    """What scalars stand in each place of the examples."""
    found: dict[Pointer, list[Any]] = defaultdict(list)
    for config in all_examples().get(rule.name, ()):
        for place, value in scalars(config):
            known = found[general(place)]
            if value not in known and len(known) < FILLINGS:
                known.append(value)
    return found


def with_members(config: Any, place: Pointer, members: dict[str, list[Any]]) -> Iterator[Any]:
    """The example with one more member in an object, which has no other spelling there: nobody writes a field twice."""
    written = value_at(config, place).keys()
    for name, values in members.items():
        if written.isdisjoint({name, *other_spellings(name)}):
            for value in values:
                yield replaced(config, (*place, name), value)


def with_elements(config: Any, place: Pointer, elements: list[Any]) -> Iterator[Any]:
    """The example with one more element in a list, but no schema that is there already."""
    written = value_at(config, place)
    names = {element["$id"] for element in written if isinstance(element, dict) and "$id" in element}
    for new in elements:
        if not isinstance(new, dict) or new.get("$id") not in names:
            yield replaced(config, place, [*written, new])


def objects(value: Any, place: Pointer = ()) -> Iterator[Pointer]:
    if isinstance(value, dict):
        yield place
    for step, part in parts(value):
        yield from objects(part, (*place, step))


def lists(value: Any, place: Pointer = ()) -> Iterator[Pointer]:
    if isinstance(value, list):
        yield place
    for step, part in parts(value):
        yield from lists(part, (*place, step))


def scalars(value: Any, place: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if not isinstance(value, dict | list):
        yield place, value
    for step, part in parts(value):
        yield from scalars(part, (*place, step))


def parts(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def general(place: Pointer) -> Pointer:
    return tuple("*" if depth == 1 or isinstance(step, int) else step for depth, step in enumerate(place))


def value_at(value: Any, place: Pointer) -> Any:
    for step in place:
        value = value[step]
    return value


def replaced(config: Any, place: Pointer, value: Any) -> Any:
    copied = deepcopy(config)
    value_at(copied, place[:-1])[place[-1]] = value
    return copied


def rendered(value: Any, place: Pointer | None, indent: str = "") -> str:
    """The text of a value, with code at the start of the object or list at a place."""
    if not isinstance(value, dict | list):
        return json.dumps(value)
    rest = [
        (name, rendered(part, place[1:] if place and place[0] == name else None, indent + "  "))
        for name, part in parts(value)
    ]
    if isinstance(value, list):
        return f"[{LOOP if place == () else ''}{', '.join(text for _, text in rest)}]"
    code = f"{indent}  {CODE}\n" if place == () else ""
    members = ",\n".join(f"{indent}  {json.dumps(name)}: {text}" for name, text in rest)
    return f"{{\n{code}{members}\n{indent}}}"


def said(rule: Rule, config: Any) -> int:
    return _said(rule, [Source(NAME, json.dumps(config))])


def said_of_template(rule: Rule, text: str) -> int:
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    (sources,) = embedded_in("values.yaml", f"data:\n  {NAME}: |\n{lines}").configs
    return _said(rule, sources)


def _said(rule: Rule, sources: Any) -> int:
    analysis = Analysis([parse(source) for source in sources], rules=[rule])
    return sum(diagnostic.rule == rule.name for diagnostic in analysis.diagnostics)
