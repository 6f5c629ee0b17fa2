"""Which deployments name a schema, and what the schema says about their properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.deployments import schema_key
from dial_lsp.model.entries import typed
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.model.values import Value
    from dial_lsp.schema.application_types import Kind, TypeProblem


class SchemaUse(NamedTuple):
    """A schema id that Core resolves, with the properties that must follow the schema."""

    section: str  # where the schema must be declared
    identifier: Value
    properties: Value
    declared: Mapping[str, Value]

    @property
    def schema(self) -> Value | None:
        """The declared schema of this id, if there is one."""
        return self.declared.get(schema_key(self.identifier.text or ""))

    def problems(self) -> tuple[TypeProblem, ...]:
        """What the schema refuses; worked out again only when the properties or the schemas change."""
        schema = self.schema
        if schema is None or not isinstance(self.properties.raw, dict):
            return ()
        memo = self.properties.entry.memo
        held = memo.get(("properties", self.section))
        if held is None or held[0] is not schema.entry:
            from dial_lsp.schema.application_types import properties_problems

            kind: Kind = "application" if self.section == "applicationTypeSchemas" else "catalog"
            others = {name: other.raw for name, other in self.declared.items()}
            found = tuple(properties_problems(kind, schema.raw, self.properties.raw, others=others))
            held = memo["properties", self.section] = (schema.entry, found)
        problems: tuple[TypeProblem, ...] = held[1]
        return problems


def schema_uses(config: Config) -> tuple[SchemaUse, ...]:
    """Every schema id Core looks up when it reads the config; entries it drops later are checked before."""
    return reads.remembered(vars(config), "schema uses", lambda: tuple(_schema_uses(config)))


def _schema_uses(config: Config) -> Iterator[SchemaUse]:
    for entry in sorted(config.entries_where(_names_schema), key=lambda one: DEPLOYMENT_SECTIONS.index(one.section)):
        value = typed(entry)
        if entry.section == "applications":
            identifier = value.field("applicationTypeSchemaId")
            if identifier.is_set and known("applicationTypeSchemas", config.version):
                yield _use(config, "applicationTypeSchemas", identifier, value.field("applicationProperties"))
        identifier, properties = value.field("catalogSchemaId"), value.field("catalogProperties")
        if identifier.is_set and properties.is_set and known("catalogSchemas", config.version):
            yield _use(config, "catalogSchemas", identifier, properties)


def _names_schema(entry: ConfigEntry) -> bool:
    if entry.section not in DEPLOYMENT_SECTIONS or entry.name is None:
        return False
    value = typed(entry)
    return value.field("catalogSchemaId").is_set or value.field("applicationTypeSchemaId").is_set


def _use(config: Config, section: str, identifier: Value, properties: Value) -> SchemaUse:
    return SchemaUse(section, identifier, properties, config.schemas[section])
