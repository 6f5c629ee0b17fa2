"""The gate and the full check are two readers of one schema: the gate is clean where the check says nothing."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.schema.fields import entry_type, resolve, sections, types
from dial_lsp.schema.gate import is_clean
from dial_lsp.schema.shape import _problems
from dial_lsp.schema.versions import LATEST, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSIONS = st.sampled_from([LATEST, Version(0, 25), Version(0, 42), Version(0, 47)])
SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, 1, -1, 2**31, 2**63, Decimal("1.5"), Decimal("2.0"), Decimal("1e400")]),
    st.sampled_from(
        ["", " ", "1", "null", "true", "yes", "0.1", "NaN", "UTC", "10:00", "10.0.0.0/8", "(", "a b", "en"]
    ),
    st.sampled_from(["oauth", "openaiResponses", ">", "ttl", "ChAt", "0", "http://a"]),
)
ODD: st.SearchStrategy[Any] = st.one_of(
    SCALARS,
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just({"x": None}),
    st.just([{}]),
    st.just({"en": "a", "x": []}),
)


def values(schema: Mapping[str, Any], depth: int) -> st.SearchStrategy[Any]:
    """Values that mostly follow a schema, and go astray in each place now and then."""
    if depth == 0:
        return ODD
    if "x-type" in (definition := resolve(schema)):
        return st.one_of(st.deferred(lambda: objects(definition["x-type"], depth)), ODD)
    below = []
    if "anyOf" in definition:
        below = [values(choice, depth) for choice in definition["anyOf"]]
    elif "items" in definition:
        below = [st.lists(values(definition["items"], depth - 1), max_size=2)]
    elif isinstance(definition.get("additionalProperties"), dict):
        members = values(definition["additionalProperties"], depth - 1)
        below = [st.dictionaries(st.sampled_from(["en", "gpt", "FILE"]), members, max_size=2)]
    return st.one_of(*below, ODD)


def objects(type_name: str, depth: int) -> st.SearchStrategy[Any]:
    spellings = types()[type_name].spellings
    names = st.sampled_from([*spellings, "bogus"])

    def member(name: str) -> st.SearchStrategy[tuple[str, Any]]:
        inner = values(spellings[name].schema, depth - 1) if name in spellings else SCALARS
        return inner.map(lambda value: (name, value))

    return st.lists(names.flatmap(member), max_size=4).map(dict)


@st.composite
def section_values(draw: st.DrawFn) -> tuple[str, Any]:
    section = draw(st.sampled_from(sorted(sections())))
    schema = sections()[section].schema
    return section, draw(values(schema["additionalProperties"] if entry_type(section) else schema, 4))


@settings(max_examples=300, deadline=None)
@given(section_values(), VERSIONS, st.sampled_from(["en", "fr", None]))
def test_the_gate_is_clean_iff_the_check_is_silent(pair: tuple[str, Any], version: Version, locale: str | None) -> None:
    section, value = pair
    said = list(_problems(section, value, version, locale)) if known(section, version) else []
    assert is_clean(section, value, version=version, default_locale=locale) == (not said), said


def known(section: str, version: Version) -> bool:
    field = sections()[section]
    return (field.since is None or field.since <= version) and (field.until is None or field.until > version)


def test_a_clean_value_does_not_load_jsonschema() -> None:
    program = (
        "import sys; from dial_lsp.schema.shape import check; "
        "assert check('models', {'endpoint': 'http://a', 'pricing': {'unit': 'token', 'prompt': '1'}}) == (); "
        "assert not {'jsonschema', 'lark'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
