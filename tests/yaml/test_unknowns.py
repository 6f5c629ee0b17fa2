"""Whatever a chart fills in later, nothing is said of it: in the place of any part of a sound configuration."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.project.embedded import embedded_sources
from dial_lsp.rules import all_rules
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax.tree import Pointer
    from dial_lsp.text import Source

SOUND: dict[str, Any] = json.loads((Path(__file__).parent / "sound.json").read_text(encoding="utf-8"))
MARK = "the place"


def test_the_configuration_is_sound() -> None:
    assert said(json.dumps(SOUND, indent=2)) == []


@pytest.mark.parametrize("section", SOUND)
@pytest.mark.parametrize("unknown", ["{{ .Values.x }}", '{{ toJson .Values.x | default "{}" }}', "${X}"])
def test_code_may_stand_for_any_value(section: str, unknown: str) -> None:
    wrong = {place: found for place in places(section) if (found := said(with_value(place, unknown)))}
    assert wrong == {}


@pytest.mark.parametrize("section", SOUND)
@pytest.mark.parametrize(
    "unknown",
    ['"%%X%%"', '"a-$(X)-b"', '"{{ .Values.x | default "y" }}-%%X%%"'],
)
def test_a_placeholder_may_stand_for_any_scalar(section: str, unknown: str) -> None:
    scalars = [place for place in places(section) if not isinstance(value_at(place), dict | list)]
    wrong = {place: found for place in scalars if (found := said(with_value(place, unknown)))}
    assert wrong == {}


@pytest.mark.parametrize("section", SOUND)
def test_a_member_may_depend_on_a_condition(section: str) -> None:
    wrong = {place: found for place in members(section) if (found := said(with_member(place, if_only)))}
    assert wrong == {}


@pytest.mark.parametrize("section", SOUND)
def test_a_member_may_come_from_elsewhere(section: str) -> None:
    wrong = {place: found for place in members(section) if (found := said(with_member(place, included)))}
    assert wrong == {}


def test_what_is_known_is_still_judged() -> None:
    text = json.dumps(SOUND, indent=2).replace('"weight": 2', '"weight": {{ .Values.weight }}, "wieght": 2')
    [only] = said(text)
    assert only.startswith(
        'unknown-field: an upstream has no field "wieght" (unknown to Core up to 0.48); Core refuses'
    )
    assert only.endswith('did you mean "weight"?')


@pytest.mark.parametrize(("code", "found"), [("", ["weak-key"]), ('{{- include "key" . }}', [])])
def test_code_in_one_text_is_code_in_what_the_texts_make_together(code: str, found: list[str]) -> None:
    rules = [rule for rule in all_rules() if rule.name == "weak-key"]
    first = f'{{"keys": {{"team_api_key": {{\n{code}\n"project": "search"}}}}}}'
    second = '{"keys": {"team_api_key": {"role": "reader"}}}'
    analysis = Analysis([parse(source) for source in sources_of(first, second)], rules=rules)
    assert [one.rule for one in analysis.diagnostics] == found


def test_code_in_a_member_that_counts_for_nothing_is_borne() -> None:
    text = '{"roles": {"reader": {"limits": {{{ include "more" . }}"gpt": {}}, "limits": {"gpt": {"day": "many"}}}}}'
    assert any(found.startswith("unreadable-value/number") for found in said(text))


def if_only(line: str) -> str:
    return "{{- if .Values.x }}\n" + line + "\n{{- end }}"


def included(_: str) -> str:
    return '{{ include "x" . | nindent 2 }}'


def places(section: str) -> Iterator[Pointer]:
    waiting: list[Pointer] = [(section,)]
    while waiting:
        place = waiting.pop()
        yield place
        value = value_at(place)
        steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        waiting += [(*place, step) for step in steps]


def members(section: str) -> Iterator[Pointer]:
    return (place for place in places(section) if isinstance(place[-1], str))


def value_at(place: Pointer) -> Any:
    value: Any = SOUND
    for step in place:
        value = value[step]
    return value


def with_value(place: Pointer, text: str) -> str:
    return json.dumps(_marked(SOUND, place), indent=2).replace(f'"{MARK}"', text)


def with_member(place: Pointer, change: Any) -> str:
    lines = json.dumps(_marked(SOUND, place), indent=2).splitlines()
    number = next(number for number, line in enumerate(lines) if MARK in line)
    lines[number] = change(lines[number].replace(f'"{MARK}"', json.dumps(value_at(place))))
    return "\n".join(lines)


def _marked(value: Any, place: Pointer) -> Any:
    if not place:
        return MARK
    if isinstance(value, dict):
        return {name: _marked(part, place[1:]) if name == place[0] else part for name, part in value.items()}
    return [_marked(part, place[1:]) if index == place[0] else part for index, part in enumerate(value)]


@cache
def said(text: str) -> list[str]:
    analysis = Analysis([parse(source) for source in sources_of(text)])
    return [f"{found.rule}: {found.message}" for found in analysis.diagnostics]


def sources_of(*texts: str) -> tuple[Source, ...]:
    """The texts as one configuration in a file of values."""
    values = "core:\n  secrets:\n"
    for number, text in enumerate(texts):
        lines = "".join(f"      {line}\n" for line in text.splitlines())
        values += f"    aidial.config{number or ''}.json: |\n{lines}"
    sources = embedded_sources("values.yaml", values)
    assert len(sources) == len(texts)
    return sources
