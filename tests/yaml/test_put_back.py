"""What is written back into YAML is read by others as it was meant: by a YAML library, and by us from the start."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dial_lsp.project.embedded import embedded_sources
from dial_lsp.project.put_back import put_back
from dial_lsp.text import Edit, Span
from tests.support.hosts import HOSTS

OF_YAML = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff", max_codepoint=0x1FAFF
)
"""What a YAML file may have in it; other characters are escaped in JSON, too."""
PIECES = st.sampled_from(["it's", '"', "\\", "\U0001f600", "a: b", " # no", "%%X%%", "\n", "\x85", "\u2028", "\x07"])
NAMES = st.lists(st.one_of(PIECES, st.text(OF_YAML, max_size=4)), max_size=4).map("".join)
PADDING = st.sampled_from(["", " ", "\n", "\n\n", "\n  ", "  \n", "\n\n\n      ", " \n\n   \n"])
ON_ONE_LINE = '{"roles": {NAME: {}}}\n'
SPREAD = '{\n  "roles": {\n    NAME: {}\n  }\n}\n'
FITTING = {"values": "      ", "config-map": "    "}
"""How far lines must be indented that are added to a literal block; who adds them knows."""


def written(name: str) -> str:
    """A name in JSON, with what no YAML file may have in it escaped."""
    return json.dumps(name, ensure_ascii=not all(c.isprintable() or c == " " for c in name))


def value_of(file: str) -> str:
    """The text of the configuration as a YAML library reads it, decoded if it is coded."""
    root: Any = YAML(typ="safe", pure=True).load(file)
    values = root["core"]["secrets"] if "core" in root else root["data"]
    (text,) = values.values()
    return base64.b64decode(text).decode() if root.get("kind") == "Secret" else str(text)


def test_yaml_that_becomes_json_later_is_not_changed() -> None:
    (source,) = embedded_sources("values.yaml", "secrets:\n  aidial.config.json:\n    roles: {a: {}}\n")
    at = source.text.index("a")
    assert put_back([source], [source.edited([Edit(Span(at, at + 1), "b")])]).refused == {
        "values.yaml": "it is written as YAML, not as JSON"
    }


def test_template_code_between_apostrophes_is_not_quoted_in_another_way() -> None:
    (source,) = embedded_sources("values.yaml", 'aidial.config.json: \'{"roles": {"{{ .Values.role }}": {}}}\'\n')
    at = source.text.index("{{")
    on_a_line = source.edited([Edit(Span(at, at), "team-")])
    on_two = source.edited([Edit(Span(len(source.text), len(source.text)), "\n")])
    assert '{"team-{{ .Values.role }}": {}}' in put_back([source], [on_a_line]).texts["values.yaml"][1]
    assert put_back([source], [on_two]).refused == {"values.yaml": "the changed text does not fit into its place"}


@pytest.mark.parametrize("form", HOSTS)
@given(st.tuples(NAMES, NAMES), PADDING, st.sampled_from([ON_ONE_LINE, SPREAD]), st.sampled_from(["\n", "\r\n"]))
@example(("a", "b"), "\n\n  ", SPREAD, "\r\n")
def test_a_change_is_read_as_it_was_meant(
    form: str, names: tuple[str, str], padding: str, layout: str, newline: str
) -> None:
    """A role gets another name, and one beside it."""
    before, after = names
    config = layout.replace("NAME", written(before))
    file = HOSTS[form]("x", config).replace("\n", newline)
    (source,) = embedded_sources("x.yaml", file)
    at = source.text.index("{", source.text.index('"roles"')) + 1
    indented = padding.replace("\n", (newline if form in FITTING else "\n") + FITTING.get(form, ""))
    name = source.text.index('"', at)
    end = source.text.index(": {}", name)
    edits = [Edit(Span(at, at), f"{written(after + '!')}: {{}},{indented}"), Edit(Span(name, end), written(after))]
    changed = source.edited(edits)
    put = put_back([source], [changed])
    assert not put.refused
    (again,) = embedded_sources("x.yaml", put.texts["x.yaml"][1])
    assert again.text.strip() == changed.text.strip()
    assert json.loads(value_of(put.texts["x.yaml"][1])) == {"roles": {f"{after}!": {}, after: {}}}
