"""Laws of finding configurations in YAML, and of the places in them."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, SingleQuotedScalarString

from dial_lsp.project.embedded import embedded_in, embedded_sources, is_yaml, looks_like_dial
from dial_lsp.project.put_back import put_back
from dial_lsp.project.templates import filled
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFIG = '{\n  "roles": {\n    "it\'s \\"ours\\"": {}\n  },\n\n  "keys": {}\n}\n'
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
YAML_PIECES = st.sampled_from(
    [
        "a: 1", "aidial.config.json: |", "  {", '  "roles": {', "}", "- ", "{{ .x }}", "{{", "kind: Secret", "data:",
        "|", ">", "apiVersion: v1", "'", '"', "\t", "&a ", "*a", "!!x ", "%%A%%", ": ", "#", "---", "...", "\\", "?",
        "\u2028", "\x07",
    ]
)  # fmt: skip


def literal(text: str, indent: str = "    ") -> str:
    return "".join(indent + line if line.strip() else line for line in text.splitlines(keepends=True))


@given(st.lists(st.tuples(YAML_PIECES, st.sampled_from(["\n", "\r\n", "", " ", "\n  ", "\n    "])), max_size=25))
@example([("*a", "\n")])
def test_no_text_is_too_damaged(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    for source in embedded_in("values.yaml", text).sources:
        assert source.host is not None
        assert 0 <= source.host.span.start <= source.host.span.end <= len(text)


@given(st.text(max_size=60))
def test_no_text_at_all_is_too_damaged(text: str) -> None:
    embedded_in("values.yaml", f"aidial.config.json: |\n  {text}")
    embedded_in("values.yaml", f'aidial.config.json: "{text}"')


@given(NAMES, st.sampled_from(["", "\n", "# comment\n", "é😀: 1\n"]), st.sampled_from(["\n", "\r\n"]))
def test_a_literal_block_is_as_long_as_its_file(name: str, before: str, newline: str) -> None:
    config = json.dumps({"roles": {name: {}}}, ensure_ascii=False, indent=2)
    text = f"{before}core:\n  secrets:\n    aidial.config.json: |\n{literal(config, '      ')}\n  more: 1\n"
    text = text.replace("\n", newline)
    (source,) = embedded_sources("values.yaml", text)
    assert len(source.text) == len(text)
    assert source.lines.starts == source.host.source.lines.starts if source.host else False
    assert all(ours in (theirs, " ") for ours, theirs in zip(source.text, text, strict=True))
    assert json.loads(source.text) == {"roles": {name: {}}}


@given(NAMES, st.sampled_from([SingleQuotedScalarString, DoubleQuotedScalarString, FoldedScalarString]), st.booleans())
def test_other_texts_are_read_as_yaml_reads_them(name: str, style: type[str], spread: bool) -> None:  # noqa: FBT001
    config = json.dumps({"roles": {name: {}}}, ensure_ascii=False, indent=2 if spread else None) + "\n"
    stream = io.StringIO()
    YAML().dump({"data": {"aidial.config.json": style(config)}}, stream)
    text = stream.getvalue()
    read = YAML(typ="safe", pure=True).load(text)["data"]["aidial.config.json"]
    (source,) = embedded_sources("values.yaml", text)
    assert source.text.rstrip("\n") == read.rstrip("\n")


@pytest.mark.parametrize("style", ["'", '"', ">"])
def test_each_code_point_of_another_text_knows_where_it_is_written(style: str) -> None:
    written = {"'": "'" + CONFIG.replace("'", "''").replace("\n", "\n    ") + "'", '"': json.dumps(CONFIG)}
    text = "data:\n  aidial.config.json: " + written.get(style, ">\n" + literal(CONFIG)) + "\n"
    (source,) = embedded_sources("values.yaml", text)
    at = source.text.index("keys")
    place = Location(source, Span(at, at + len("keys"))).in_file
    assert text[place.span.start : place.span.end] == "keys"
    name = source.text.index('"it')
    name = Location(source, Span(name, source.text.index(":", name))).in_file.span.start
    assert text[name:].startswith(('"it', '\\"it'))


def test_a_coded_text_is_one_place() -> None:
    coded = base64.b64encode(CONFIG.encode()).decode()
    text = f"apiVersion: v1\nkind: Secret\ndata:\n  aidial.config.json: {coded}\n"
    (source,) = embedded_sources("secret.yaml", text)
    place = Location(source, Span(5, 9)).in_file
    assert source.text == CONFIG
    assert text[place.span.start : place.span.end] == coded


TOLD = """env:
  aidial.config.files: '["/x/aidial.config-a.json", "/x/aidial.config-b.json"]'
"""
TOLD_ONE = """env:
  - name: aidial.config.files
    value: '["aidial.config-a.json"]'
"""
TEXTS = """secrets:
  aidial.config-b.json: |
    {}
  aidial.config-a.json: |
    {}
"""
CHARTS = """x:
  secrets:
    aidial.config-a.json: |
      {}
y:
  secrets:
    aidial.config-b.json: |
      {}
"""


@pytest.mark.parametrize(
    ("text", "groups"),
    [(TEXTS, [["b", "a"]]), (TOLD + TEXTS, [["a", "b"]]), (TOLD_ONE + TEXTS, [["a"], ["b"]]), (CHARTS, [["a"], ["b"]])],
    ids=["as written", "as Core is told", "not listed", "of two charts"],
)
def test_which_texts_are_one_configuration(text: str, groups: list[list[str]]) -> None:
    found = embedded_in("values.yaml", text).configs
    names = [[re.sub(r".*config-(\w).*", r"\1", source.path) for source in config] for config in found]
    assert names == groups


def test_several_texts_have_paths_of_their_own() -> None:
    sources = embedded_sources("values.yaml", TEXTS)
    assert [source.path for source in sources] == [
        'values.yaml#secrets."aidial.config-b.json"',
        'values.yaml#secrets."aidial.config-a.json"',
    ]
    assert {source.file for source in sources} == {"values.yaml"}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("values.yaml", "x: 1\n", True),
        ("values.YML", "", True),
        ("templates/secret.yaml.gotmpl", "", True),
        ("aidial.config.json", "x: 1\n", False),
        ("-", "---\n# from a chart\napiVersion: v1\n", True),
        ("-", '"apiVersion": v1\n"kind": Secret\n', True),
        ("-", "%YAML 1.2\n---\nkind: Secret\n", True),
        ("-", "- apiVersion: v1\n  kind: Secret\n", True),
        ("-", '{"roles": {}}', False),
        ("-", '"models": {}', False),
        ("-", "[1, -2]", False),
        ("-", '"roles": {}', False),
        ("-", "// roles: all\n{}", False),
    ],
)
def test_what_is_yaml(path: str, text: str, *, expected: bool) -> None:
    assert is_yaml(path, text) is expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("x.yaml", 'a: |\n  {"roles": {}}\n', True),
        ("x.yaml", 'a: |\n  {"realm": "x", "roles": {}}\n', False),
        ("x.yaml", 'a: |\n  {"keys": [{"kty": "RSA"}]}\n', False),
        ("x.yaml", "a: 1\n", False),
        ("x.json", '{"models": {}, "roles": {}}', True),
        ("x.json", '{"name": "x", "version": 1}', False),
    ],
)
def test_what_looks_like_a_configuration(path: str, text: str, *, expected: bool) -> None:
    assert looks_like_dial(path, text) is expected


@given(
    st.lists(
        st.sampled_from(
            [
                '"a"', ":", ",", "{", "}", "[", "]", "1", "\n", " ", "{{ .x }}", '{{ "q" }}', "{{- if .x }}",
                "{{ end }}", '"{{ .x | default "y" }}"', "{{/* a\nb */}}", "// {{ c }}\n", "\1", "\0", "{{",
            ]
        ),
        max_size=20,
    )
)  # fmt: skip
def test_template_code_keeps_its_length_and_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = filled(text)
    assert len(read.text) == len(text)
    assert [at for at, char in enumerate(text) if char == "\n" and read.text[at] != "\n"] == [
        at for at, char in enumerate(text) if char == "\n" and any(span.start < at < span.end for span in read.unknown)
    ]


def test_a_change_that_does_not_fit_its_block_is_refused() -> None:
    text = "secrets:\n  aidial.config.json: |\n    {}\n"
    (source,) = embedded_sources("values.yaml", text)
    at = source.text.index("}")
    good = source.edited([Edit(Span(at, at), '\n      "roles": {}\n    ')])
    bad = source.edited([Edit(Span(at, at), '\n"roles": {}\n')])
    assert put_back([source], [good]).texts["values.yaml"][1] == text.replace("{}", '{\n      "roles": {}\n    }')
    assert put_back([source], [bad]).texts == {}
    assert list(put_back([source], [bad]).refused) == ["values.yaml"]


FILLERS = (  # documents as a chart renders them, none of which holds a configuration
    "# Source: core/templates/service.yaml\napiVersion: v1\nkind: Service\nmetadata: {name: core}\n",
    "a: {b: 1}\n",
    "",
    "# Source: core/templates/empty.yaml\n",
    "- one\n- {two: [3, {four: 5}]}\n",
    "text\n",
)  # fmt: skip


def stream(count: int, held: Iterable[int]) -> str:
    """So many documents, those at some positions with a configuration that has the position in it."""
    holding = set(held)
    return "".join(
        f"---\n# Source: core/templates/{position}.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n"
        f"  name: core-{position}\n  namespace: team-{position}\ndata:\n  aidial.config.json: |\n"
        f'    {{"roles": {{"r{position}": {{}}}}}}\n'
        if position in holding
        else f"---\n{FILLERS[position % len(FILLERS)]}"
        for position in range(count)
    )


def roles_in(text: str) -> list[str]:
    return [name for source in embedded_sources("all.yaml", text) for name in json.loads(source.text)["roles"]]


@pytest.mark.parametrize("count", range(2, 31))
def test_no_document_of_a_stream_is_passed_over(count: int) -> None:
    for position in range(count):
        assert roles_in(stream(count, [position])) == [f"r{position}"]
    for step in (1, 2, 3):
        held = range(count % step, count, step)
        assert roles_in(stream(count, held)) == [f"r{position}" for position in held]


def test_a_configuration_counts_once_however_often_an_alias_names_it() -> None:
    text = 'a: &x\n  aidial.config.json: |\n    {"roles": {}}\nb: *x\n---\nc: {d: 1}\n'
    assert len(embedded_sources("all.yaml", text)) == 1
