"""Fields at which Core does not look where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES, Application
from dial_lsp.model.routing import OF_TYPE
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import (
    NOTHING_ELSE,
    WRITTEN,
    Code,
    Context,
    EntryContext,
    Finding,
    Note,
    RestsOn,
    family,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Interceptor, Model
    from dial_lsp.model.values import Value

_OF_SCHEMA = {"applicationProperties": "applicationTypeSchemaId", "catalogProperties": "catalogSchemaId"}
_ENDPOINT_OF_TYPE = "dial:applicationTypeCompletionEndpoint"
_OVERRIDES = (
    ("endpoint", _ENDPOINT_OF_TYPE, "an endpoint, so the application's endpoint is not used", Severity.INFORMATION),
    ("routes", OF_TYPE, "routes, so the application's routes are never tried", Severity.WARNING),
)


def _code(severity: Severity, was: str, rests_on: RestsOn = NOTHING_ELSE) -> Code:
    return Code(severity, Impact.NO_EFFECT, was=(was,), rests_on=rests_on)


idle_field = family(
    __name__,
    {
        "endpoint": _code(Severity.INFORMATION, "shadowed-endpoint", RestsOn(parts_of_texts=True, only_written=True)),
        "schema": _code(Severity.INFORMATION, "overridden-by-schema", RestsOn(parts_of_texts=True)),
        "properties": _code(Severity.WARNING, "orphan-properties"),
        "interceptors": _code(Severity.WARNING, "nested-interceptors"),
        "model-type": _code(Severity.HINT, "misplaced-model-field", WRITTEN),
        "upstream-interface": _code(Severity.HINT, "unserved-upstream-interface"),
    },
)


@idle_field.entry_check("models", "applications", "interceptors", code="endpoint")
def endpoints(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find fields of older versions that serve nothing any more."""
    for field in ("endpoint", "responsesEndpoint"):
        written, declared = deployment.field(field), deployment.declared_instead(field)
        if declared is not None and not written.is_blank:
            message = f'{deployment.KIND} "{deployment.name}" declares {declared.type}, so its {field} is not used'
            note = Note(declared.at.key(), "the interface is served from here")
            yield _finding(written, message, "Delete it, unless an older Core reads this file, too.", notes=(note,))


@idle_field.check(code="schema")
def of_types(context: Context) -> Iterator[Finding]:
    """Find fields that the type schema has as well."""
    schemas = context.config.schemas["applicationTypeSchemas"]
    for application in context.config.deployments if schemas else ():
        schema = schemas.get(application.schema_key) if isinstance(application, Application) else None
        for field, of_schema, effect, severity in _OVERRIDES if schema is not None else ():
            written, overriding = application.field(field), schema.member(of_schema) if schema is not None else None
            if not written.is_set or written.raw in ("", {}) or overriding is None or not overriding.is_set:
                continue
            message = f'the type schema of application "{application.name}" has {effect}'
            note = Note(overriding.at.member(), "Core uses this")
            found = _finding(written, message, "Delete it here, or change the schema.", notes=(note,))
            yield found._replace(severity=severity)


@idle_field.entry_check("models", "applications", "toolsets", "interceptors", code="properties")
def properties_of_no_schema(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find properties nobody reads; other deployments than applications have no properties of a type."""
    for field, schema_id in _OF_SCHEMA.items():
        properties = deployment.field(field)
        if deployment.KIND != "application" and field == "applicationProperties":
            continue
        if isinstance(properties.raw, dict) and properties.raw and not deployment.field(schema_id).is_set:
            message = f'{deployment.KIND} "{deployment.name}" has no {schema_id}, so its properties have no effect'
            help_text = f"Name the schema in {schema_id}, or delete the properties."
            yield _finding(properties, message, help_text, "Delete the properties")


@idle_field.entry_check("interceptors", code="interceptors")
def interceptors_of_interceptors(interceptor: Interceptor, _: EntryContext) -> Iterator[Finding]:
    """Find lists that nobody reads."""
    names = [f'"{name}"' for name in interceptor.interceptors.said() if name]
    if names:
        who = f'so {", ".join(names[:3])} never {"runs" if len(names) == 1 else "run"} for "{interceptor.name}"'
        message = f"Core does not follow the interceptors of an interceptor, {who}"
        help_text = "Name them where the interceptor itself is named, in front of it."
        yield _finding(interceptor.interceptors, message, help_text, "Delete the interceptors", safe=True)


@idle_field.entry_check("models", code="model-type")
def fields_of_other_types(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find fields of embedding models in others, and the reverse."""
    completion = model.token_limits.field("maxCompletionTokens")
    written = completion if model.type == "embedding" else model.field("embeddingDimensions")
    if model.type is not None and written.is_set:
        message = f'"{written.pointer[-1]}" has no effect in a model of type {model.type}'
        yield _finding(written, message, "Delete it, or correct the type.", safe=True, at_key=True)


@idle_field.entry_check("models", code="upstream-interface")
def interfaces_of_upstreams(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces of upstreams that the model neither serves nor translates."""
    for upstream in model.upstreams:
        for name, value in upstream.interfaces:
            if name in INTERFACE_TYPES and model.passes_through(name) is None:
                message = f'model "{model.name}" does not serve {name}, so this is never read'
                help_text = "Declare the interface in the model, or delete it here."
                yield _finding(value, message, help_text, at_key=True)


def _finding(  # noqa: PLR0913 -- choices with names
    written: Value,
    message: str,
    help_text: str,
    title: str = "",
    *,
    safe: bool = False,
    at_key: bool = False,
    notes: tuple[Note, ...] = (),
) -> Finding:
    at = written.at.key() if at_key else written.at.member()
    offers = (deleting(written, title, safe=safe),)
    return Finding(at, message, help_text, notes, offers, tags=frozenset({"unnecessary"}))
