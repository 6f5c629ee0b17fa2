"""Application type schemas, catalog schemas, and the properties that must conform to them."""

from __future__ import annotations

import copy
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dial_lsp.schema import application_types
from dial_lsp.schema.application_types import TypeProblem, properties_problems, schema_problems

ROOT = Path(__file__).resolve().parents[2]
META = {"dial:propertyOrder": 1, "dial:propertyKind": "client"}
BREW: dict[str, Any] = {
    "$id": "https://tea.example/brew",
    "dial:applicationTypeDisplayName": "Brew",
    "dial:applicationTypeCompletionEndpoint": "http://brew/chat",
    "properties": {"strength": {"type": "integer", "dial:meta": META}},
}
ROUTE = {"dial:paths": ["/a"], "dial:methods": ["GET"], "dial:upstreams": [{"dial:endpoint": "http://u"}]}
CUP: dict[str, Any] = {
    "$id": "https://tea.example/cup",
    "dial:catalogEntityType": "model",
    "dial:catalogDisplayName": "Cup",
    "properties": {"intro": {"dial:meta": {"dial:localized": True}}},
}


def brew(**members: Any) -> dict[str, Any]:
    return {**copy.deepcopy(BREW), **{name.replace("_", ":"): value for name, value in members.items()}}


def brew_property(schema: Any) -> dict[str, Any]:
    return brew(properties={"p": schema})


@pytest.mark.parametrize(
    "schema",
    [
        BREW,
        {**BREW, "$id": ""},
        {**BREW, "dial:whatever": 1},
        {**BREW, "$schema": "https://nowhere.invalid/s#"},
        brew(patternProperties={"^x-": {"dial:meta": META}}),
        brew(dial_applicationTypeRoutes={"brew_1": ROUTE}),
        brew_property({"dial:meta": META, "type": "string", "format": "dial-file-encoded", "dial:file": True}),
        brew_property({"dial:meta": META, "type": ["string", "null"], "items": [True, {"minimum": Decimal("1.5")}]}),
        brew_property({"dial:meta": META, "enum": [1, Decimal("1.0"), True]}),
        {key: value for key, value in BREW.items() if key != "properties"},
    ],
)
def test_a_schema_that_core_accepts_has_no_problem(schema: dict[str, Any]) -> None:
    assert list(schema_problems("application", [schema])) == []


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        (1, (), "must be an object"),
        (None, (), "must be an object"),
        ({}, (), '"$id" is missing'),
        ({**BREW, "$id": None}, ("$id",), "must be a string"),
        ({**BREW, "$id": 5}, ("$id",), "must be a string"),
        (
            {**BREW, "$id": "http://a b"},
            ("$id",),
            "must be a URI reference, and the host holds a character that must be escaped",
        ),
        (
            brew(dial_applicationTypeEditorUrl="edit"),
            ("dial:applicationTypeEditorUrl",),
            "must be a URI, and it does not begin with a scheme such as https:",
        ),
        (
            brew(dial_applicationTypeBucketCopy="ON"),
            ("dial:applicationTypeBucketCopy",),
            'must be one of "ENABLED", "DISABLED"',
        ),
        (brew_property(True), ("properties", "p"), "must be an object"),
        (brew_property(5), ("properties", "p"), "must be an object or true or false"),
        (brew_property({}), ("properties", "p"), '"dial:meta" is missing'),
        (
            brew_property({"dial:meta": {"dial:propertyOrder": 1}}),
            ("properties", "p", "dial:meta"),
            '"dial:propertyKind" is missing',
        ),
        (
            brew_property({"dial:meta": META, "properties": {"q": {"dial:meta": META}}}),
            ("properties", "p", "properties", "q", "dial:meta"),
            "has a name that the schema does not allow here: it is what the schema excludes",
        ),
        (
            brew_property({"dial:meta": META, "dial:file": True, "type": "string"}),
            ("properties", "p"),
            '"format" is missing',
        ),
        (
            brew_property({"dial:meta": META, "type": "int"}),
            ("properties", "p", "type"),
            'must be one of "array", "boolean", "integer", "null", "number", "object", "string"',
        ),
        (brew_property({"dial:meta": META, "minLength": -1}), ("properties", "p", "minLength"), "must be at least 0"),
        (
            brew_property({"dial:meta": META, "pattern": "*"}),
            ("properties", "p", "pattern"),
            "must be a regular expression of Java: the quantifier * has nothing before it to repeat (character 1)",
        ),
        (
            brew_property({"dial:meta": META, "enum": ["a", "a"]}),
            ("properties", "p", "enum"),
            "holds the same element twice",
        ),
        (
            brew_property({"dial:meta": META, "anyOf": []}),
            ("properties", "p", "anyOf"),
            "must have at least 1 elements",
        ),
        (
            brew(dial_applicationTypeRoutes={"brew-1": ROUTE}),
            ("dial:applicationTypeRoutes", "brew-1"),
            "is a member that the schema does not allow here",
        ),
        (
            brew(dial_applicationTypeRoutes={"r": {**ROUTE, "dial:methods": ["get"]}}),
            ("dial:applicationTypeRoutes", "r", "dial:methods", 0),
            'must be one of "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"',
        ),
    ],
)
def test_each_mistake_of_a_schema_is_told_once_where_it_is(
    schema: Any, pointer: tuple[str | int, ...], message: str
) -> None:
    found = [
        (problem.pointer, problem.message) for problem in schema_problems("application", [BREW | {"$id": "x"}, schema])
    ]
    assert found == [((1, *pointer), message)]


def test_core_0_25_wanted_an_editor_and_did_not_know_the_later_names() -> None:
    schema = brew(dial_applicationTypeRoutes={"brew-1": {}})
    assert list(schema_problems("application", [schema], editor_required=True)) == [
        TypeProblem((0,), '"dial:applicationTypeEditorUrl" is missing', "required")
    ]


def test_of_two_schemas_with_one_id_only_the_later_is_judged() -> None:
    broken = {"$id": BREW["$id"]}
    assert list(schema_problems("application", [broken, BREW])) == []
    assert [problem.pointer for problem in schema_problems("application", [BREW, broken])] == [(1,), (1,)]


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        (
            CUP | {"dial:catalogEntityType": "addon"},
            ("dial:catalogEntityType",),
            'must be one of "model", "agent", "toolset", "skill", "interceptor"',
        ),
        (CUP | {"dial:defaultLocale": "EN"}, ("dial:defaultLocale",), "does not match the pattern of the schema"),
        (CUP | {"properties": {"p": {"dial:meta": 1}}}, ("properties", "p", "dial:meta"), "must be an object"),
        ({"$id": "x", "dial:catalogEntityType": "model"}, (), '"dial:catalogDisplayName" is missing'),
    ],
)
def test_each_mistake_of_a_catalog_schema_is_told(schema: Any, pointer: tuple[str | int, ...], message: str) -> None:
    found = [(problem.pointer, problem.message) for problem in schema_problems("catalog", [schema])]
    assert found == [((0, *pointer), message)]


def test_a_catalog_property_needs_no_meta() -> None:
    assert list(schema_problems("catalog", [CUP, {**CUP, "$id": "y", "properties": {"p": {"type": "integer"}}}])) == []


DIAL = application_types.META_SCHEMA_IDS["application"]


@pytest.mark.parametrize(
    ("schema", "properties", "problems"),
    [
        ({"properties": {"a": {"type": "integer"}}}, {"a": 4}, []),
        ({"properties": {"a": {"type": "integer"}}}, {"a": "x"}, [(("a",), "must be a whole number")]),
        ({"properties": {"a": {"type": "number"}}}, {"a": Decimal("1.5")}, []),
        ({"properties": {"a": {"maximum": 1}}}, {"a": Decimal("1.5")}, [(("a",), "must be at most 1")]),
        ({"required": ["a", "b"]}, {}, [((), '"a" is missing'), ((), '"b" is missing')]),
        ({"additionalProperties": False}, {"z": 1}, [(("z",), "is a member that the schema does not allow here")]),
        ({"items": 5}, {"z": 1}, []),
        (
            {"properties": {"a": {"pattern": "^x+$"}}},
            {"a": "y"},
            [(("a",), "does not match the pattern of the schema")],
        ),
        ({"properties": {"a": {"pattern": "(?<=x)y"}}}, {"a": "z"}, []),
        (
            {"properties": {"a": {"pattern": "(a*)*b"}}},
            {"a": "a" * 50},
            [(("a",), "does not match the pattern of the schema")],
        ),
        ({"properties": {"a": {"enum": ["x", "y"]}}}, {"a": "z"}, [(("a",), 'must be one of "x", "y"')]),
        ({"properties": {"a": {"format": "dial-file-encoded"}}}, {"a": "x"}, []),
        (
            {"$schema": DIAL, "properties": {"a": {"format": "dial-file-encoded"}}},
            {"a": "files/B/x//y"},
            [(("a",), "must be a DIAL file: files/<bucket>/<path>, the path percent-encoded")],
        ),
        ({"$schema": DIAL, "properties": {"a": {"format": "dial-file-encoded"}}}, {"a": "files/B/x/y%20(1).txt"}, []),
        (
            {"definitions": {"d": {"type": "string"}}, "properties": {"a": {"$ref": "#/definitions/d"}}},
            {"a": 1},
            [(("a",), "must be a string")],
        ),
        ({"properties": {"a": {"$ref": "#/definitions/d", "type": "string"}}, "definitions": {"d": {}}}, {"a": 1}, []),
        (
            {"properties": {"a": {"$ref": "#/definitions/none"}}},
            {"a": 1},
            [(("a",), "the schema refers here to a definition that it does not have")],
        ),
        ({"properties": {"a": {"$ref": "https://nowhere.invalid/s"}}}, {"a": 1}, []),
        (
            {"properties": {"a": {"$ref": "https://tea.example/brew"}}},
            {"a": {"strength": "x"}},
            [(("a", "strength"), "must be a whole number")],
        ),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string"}, {"a": 1}, []),
        (
            {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
            {},
            [((), "fits none of the alternatives of the schema")],
        ),
        ({"type": "string"}, None, []),
    ],
)
def test_properties_are_judged_by_their_schema(schema: dict[str, Any], properties: Any, problems: list[object]) -> None:
    found = properties_problems(
        "application", {"$id": "https://tea.example/x", **schema}, properties, others={BREW["$id"]: BREW}
    )
    assert [(problem.pointer, problem.message) for problem in found] == problems


def test_a_localized_catalog_field_needs_the_default_locale_of_the_schema() -> None:
    assert list(properties_problems("catalog", CUP, {"intro": {"de": "Tee"}})) == [
        TypeProblem(("intro",), 'the text for the default locale "en" is missing', "localized")
    ]
    assert list(properties_problems("catalog", CUP | {"dial:defaultLocale": "de"}, {"intro": {"de": "Tee"}})) == []
    assert list(properties_problems("catalog", CUP, {"intro": "Tee"})) == []


def nested(depth: int, value: Any) -> Any:
    for _ in range(depth):
        value = {"properties": {"a": value}}
    return value


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {
            "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}},
            "$ref": "#/definitions/a",
        },
        {"allOf": [{"$ref": "#/definitions/d"}] * 9, "definitions": {"d": {"allOf": [{"$ref": "#"}] * 9}}},
        nested(5000, {"type": "string"}),
        {"multipleOf": Decimal("1e-999999")},
        {"$ref": 5},
        {"$ref": "file:///etc/passwd"},
        {"properties": {"a": {"pattern": "(x+x+)+y"}}},
        {"propertyNames": {"$ref": "#"}},
    ],
)
def test_a_hostile_schema_ends_without_a_problem_or_a_crash(schema: dict[str, Any]) -> None:
    value = {"a": "x" * 40 + "y", "n": Decimal("1e999999")}
    assert list(properties_problems("application", {"$id": "urn:x", **schema}, value)) == []
    list(schema_problems("application", [brew(**schema)]))


def test_no_value_of_a_route_is_repeated_in_a_message() -> None:
    upstream = {
        "dial:key": ["s3cr3t"],
        "dial:endpoint": "s3cr3t",
        "dial:weight": "s3cr3t",
        "dial:tier": {"s": "s3cr3t"},
    }
    schema = brew(dial_applicationTypeRoutes={"r": {**ROUTE, "dial:upstreams": [upstream]}})
    problems = list(schema_problems("application", [schema]))
    assert len(problems) == 4
    assert "s3cr3t" not in str(problems)


def test_jsonschema_is_not_loaded_before_a_schema_is_judged() -> None:
    code = "import sys, dial_lsp.schema.application_types; print('jsonschema' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "False\n"
