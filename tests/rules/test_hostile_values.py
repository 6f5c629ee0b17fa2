"""No rule fails on any value: hostile texts, numbers and nestings in every field that the schema knows."""

from __future__ import annotations

import json
import random
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.rules import all_rules
from dial_lsp.schema.fields import entry_type, resolve, sections, type_at, types
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Pointer = tuple[str | int, ...]

NUMBERS = ("0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "1e2147483648", "1E99999999999999999999", "9" * 5000)
BOUNDS = (str(2**31), str(2**63 - 1), str(2**63), str(-(2**63) - 1), "0." + "3" * 500, "1" * 5000)
NUMERIC = ("", " ", "0", "-0", "-1", "NaN", "-Infinity", "0x1p3", "1d", "10k", "\u0663", "\U0001d7d8", "9" * 5000)
EXPONENTS = ("1e400", "1e-400", "1e999999", "1e2147483647", "1e2147483648", "-1e-2147483649", "1e" + "9" * 20)
NAMES = ("a/b", "~", "~0/~1", "/", "..", "*", "%2F", "a\tb\nc", "\0", "\ufeffa", "\u202ea", "a" * 2000)
BROKEN = ("\ud800", "\udc00\ud800", "${X}", "%%X%%", "{{", "http://[", "http://a:99999999999/", "//", "\\")
PATTERNS = ("(", "(a+)+$", "a{2147483648}", "\\p{Foo}", "(?<a>x)\\k<b>", "\\u12", "10.0.0.0/99", "::/129", "+25:99")
TEXTS = (*NUMERIC, *EXPONENTS, *NAMES, *BROKEN, *PATTERNS)
NESTED = ("null", "true", "[]", "{}", "[null]", "[[]]", '{"": null}', '{"a/b~c": {}}', '[1e400, "", false, [{"": []}]]')
DEEP = ("[" * 900 + "]" * 900, '{"":' * 60 + "1" + "}" * 60, '{"":' * 900 + "1" + "}" * 900)
VALUES = (*NUMBERS, *BOUNDS, *map(json.dumps, TEXTS), *NESTED)

URL = "http://search.apps.svc/v1/chat/completions"
OF_TEXT = {
    "unit": "token",
    "paths": "/search/.*",
    "methods": "POST",
    "project": "reports",
    "key": "b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE",
    "extraData": "region-1",
    "reference": "r1",
}
OF_COERCION = {"int": 5, "decimal": 5, "ttl": 5, "boolean": True, "uri": URL, "rate": "0.00001", "regex": "/search/.*"}
OF_COERCION |= {"ip-range": "10.0.0.0/8", "time-zone": "UTC", "time-of-day": "10:00", "ignored": None}
NAME = {"roles": "analyst", "models": "gpt-4"}
OF_KEYS = {"limit-target": "gpt-4", "interface-type": "openaiChatCompletions", "resource-type": "FILE"}
REFERRED = {"role": "analyst", "deployment": "gpt-4", "interceptor": "interceptors", "translator": "translators"}
SEED, DEPTH = 13, 4
AT_ONCE = 200
"""Of some 800 places, so that of each object most is sound and the rules look at the rest."""
FOR_EACH = 40
"""How many values each field meets, at one of the places where it occurs."""


def test_no_rule_fails_on_any_value_of_any_field() -> None:
    rng = random.Random(SEED)
    met = [(rng.choice(places), value) for places in fields().values() for value in rng.sample(VALUES, FOR_EACH)]
    rng.shuffle(met)
    failed = {message for start in range(0, len(met), AT_ONCE) for message in failures(rng, met[start:][:AT_ONCE])}
    sys.stdout.write(f"{len(fields())} fields met {FOR_EACH} of {len(VALUES)} values each\n")
    assert failed == set()


@pytest.mark.parametrize("value", DEEP, ids=("lists", "objects", "more objects"))
def test_no_rule_fails_on_deep_nesting(value: str) -> None:
    rng = random.Random(SEED)
    assert list(failures(rng, [(rng.choice(places), value) for places in fields().values()])) == []


@pytest.mark.parametrize("name", [*NAMES, *BROKEN, "a" * 60_000], ids=lambda name: repr(name)[:20])
def test_no_rule_fails_on_any_name_of_an_entry(name: str) -> None:
    renamed = {section: {name: next(iter(value.values()))} for section, value in sound().items() if entry_type(section)}
    assert list(crashes(json.dumps(renamed))) == []


def failures(rng: random.Random, pairs: list[tuple[Pointer, str]]) -> Iterator[str]:
    yield from crashes(written(rng, dict(pairs)))


def crashes(text: str) -> Iterator[str]:
    analysis = Analysis([parse(Source("aidial.config.json", text))], Settings(), rules=all_rules())
    yield from (finding.message for check, finding in analysis.findings if check.rule.name == "internal-error")
    assert analysis.verdict in ("accepts", "rejects")


def written(rng: random.Random, hostile: Mapping[Pointer, str]) -> str:
    """The sound config with hostile values in some places; of the others a few are left out."""

    def part(value: Any, at: Pointer) -> str:
        if at in hostile:
            return hostile[at]
        if isinstance(value, dict):
            kept = [name for name in value if len(at) < 2 or touched((*at, name)) or rng.random() < 0.7]
            return f"{{{', '.join(f'{json.dumps(name)}: {part(value[name], (*at, name))}' for name in kept)}}}"
        if isinstance(value, list):
            return f"[{', '.join(part(element, (*at, index)) for index, element in enumerate(value))}]"
        return json.dumps(value)

    above = {at[:length] for at in hostile for length in range(len(at) + 1)}
    touched = above.__contains__
    return part(sound(), ())


@cache
def fields() -> Mapping[tuple[str, ...], list[Pointer]]:
    """Where each field of each type stands in the sound config."""
    found: dict[tuple[str, ...], list[Pointer]] = {}
    for at in pointers(sound()):
        kind = type_at(str(at[0]), at[2:-1]) if len(at) > 2 else None
        found.setdefault((kind.name, str(at[-1])) if kind else tuple(map(str, at)), []).append(at)
    return found


def pointers(value: Any, at: Pointer = ()) -> Iterator[Pointer]:
    if at:
        yield at
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from pointers(inner, (*at, step))


@cache
def sound() -> dict[str, Any]:
    """A config with every section, field and kind of value that the schema knows."""
    return {name: of_section(name) for name, field in types()["Config"].fields.items() if field.until is None}


def of_section(name: str) -> Any:
    schema = sections()[name].schema
    if not entry_type(name):
        return sample(schema, name, DEPTH)
    return {NAME.get(name, name): sample(schema["additionalProperties"], name, DEPTH)}


def sample(schema: Mapping[str, Any], name: str, depth: int) -> Any:
    """A value that Core takes in a field of this name."""
    definition = resolve(schema)
    extra = {**definition.get("x-dial", {}), **schema.get("x-dial", {})}
    members = definition.get("additionalProperties")
    if "anyOf" in definition:
        return sample(definition["anyOf"][-1], name, depth)
    if "x-type" in definition:
        fields = types()[definition["x-type"]].fields.values() if depth else ()
        return {field.name: sample(field.schema, field.name, depth - 1) for field in fields if field.until is None}
    if "items" in definition:
        return [sample(definition["items"], name, depth)]
    if isinstance(members, dict):
        return {OF_KEYS.get(str(extra.get("keysRefer")), "en"): sample(members, name, depth)}
    return {"region": "eu", "api_key": "sk-1", "temperature": 1} if members is True else scalar(extra, name)


def scalar(extra: Mapping[str, Any], name: str) -> Any:
    if "values" in extra:
        return extra["values"][0]
    if "refers" in extra:
        return REFERRED.get(extra["refers"], URL)
    if extra.get("coercion") in OF_COERCION:
        return OF_COERCION[extra["coercion"]]
    return OF_TEXT.get(name, URL if name.lower().endswith(("url", "endpoint", "uri")) else name)
