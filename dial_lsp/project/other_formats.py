"""Files of another kind that are taken for a configuration of Core, known by what no configuration has.

A file with a section that Core reads, or that was meant as one, is a configuration however broken it is. The exceptions
are exports of DIAL Admin, which have the same sections with other fields in their entries, and what SOPS has encrypted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.schema.fields import entry_type, sections, types
from dial_lsp.schema.shape import meant_section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.syntax import Document, Section

Root = dict[str, Any]


class OtherFormat(NamedTuple):
    """What a file is, and where it goes."""

    name: str
    advice: str
    is_it: Callable[[Root], bool]
    shares: frozenset[str] = frozenset()
    """Sections of Core whose names mean something else there."""


@lru_cache(maxsize=4)  # it is asked for by several who look at one snapshot
def format_of(document: Document) -> tuple[OtherFormat, Section] | None:
    """The format of a file that is no configuration, and a section to point at; None for a configuration."""
    host = document.source.host
    if not document.sections or (host is not None and (host.unknown or host.statements)):
        return None  # template code may still write a section of Core
    if _has_marks_of_admin(document) and _is_admin_export(root := _root(document)):
        return _ADMIN, document.sections[0]
    if encrypted := next((one for one in document.sections if one.name == "sops"), None):
        return (_SOPS, encrypted) if _SOPS.is_it(_root(document)) else None
    named = {section.name for section in document.sections if section.name in sections()}
    if named - _SHARED or any(map(_is_own, document.sections)):
        return None
    root = _root(document)
    found = next((known for known in _FORMATS if named <= known.shares and known.is_it(root)), None)
    return (found, document.sections[0]) if found else None


@lru_cache(maxsize=4)
def _has_marks_of_admin(document: Document) -> bool:
    """Whether a text of DIAL Admin stands in a document, which costs no more than the edit where none stood before."""
    before = document.before() if document.before else None
    changed = document.changed_since(before) if before is not None else None
    if before is None or changed is None or _has_marks_of_admin(before):
        return _has_a_mark(document.source.text)
    names = {f'"{section.name}"' for section in document.sections}
    return not names.isdisjoint(_MARKS_OF_ADMIN) or any(_has_a_mark(entry.text) for entry in changed.fresh)


def _has_a_mark(text: str) -> bool:
    return any(mark in text for mark in _MARKS_OF_ADMIN)


def _is_own(section: Section) -> bool:
    """Whether entries of a section are like those of Core, or its name was meant as that of one."""
    kind = types().get(entry_type(section.name) or "")
    if kind is None:
        return section.kind == "object" and bool(section.entries) and bool(meant_section(section.name))
    values = (entry.value for entry in section.entries)
    return any(isinstance(value, dict) and not kind.spellings.keys().isdisjoint(value) for value in values)


def _root(document: Document) -> Root:
    """What the sections hold; a value that is damaged is None."""
    return {section.name: _value(section) for section in document.sections}


def _value(section: Section) -> Any:
    if section.kind == "object":
        return {entry.name: entry.value for entry in section.entries if entry.name is not None}
    return section.entries[0].value if section.entries else None


def _has(root: Mapping[str, Any], **kinds: type) -> bool:
    return all(isinstance(root.get(name.strip("_")), kind) for name, kind in kinds.items())


def _is_admin_export(root: Root) -> bool:
    """Whether most entries have the fields of DIAL Admin's own; without any entry of Core's, whether it has others."""
    entries = [(name, entry) for section in _OF_CORE for name, entry in _entries(root, section)]
    if entries:
        return 2 * sum(_is_of_admin(name, entry) for name, entry in entries) > len(entries)
    others = [(name, entry) for section in _OF_ADMIN_ONLY for name, entry in _entries(root, section)]
    return bool(others) and all(name in (entry.get("name"), entry.get("schemaId")) for name, entry in others)


def _entries(root: Root, section: str) -> list[tuple[str, Mapping[str, Any]]]:
    found = root.get(section)
    entries = found.items() if isinstance(found, dict) else ()
    return [(name, entry) for name, entry in entries if isinstance(entry, dict)]


def _is_of_admin(name: str, entry: Mapping[str, Any]) -> bool:
    inner, limits, source = entry.get("deployment"), entry.get("limits"), entry.get("source")
    if isinstance(limits, list) and any(isinstance(one, dict) and "deploymentName" in one for one in limits):
        return True
    if (isinstance(source, dict) and "$type" in source) or (entry.get("name") == name and "topics" in entry):
        return True
    return not _OF_ADMIN.isdisjoint(inner if isinstance(inner, dict) else ()) or not _OF_ADMIN.isdisjoint(entry)


def _is_static(root: Root) -> bool:
    known = _STATIC.intersection(root)
    if root.keys() and all(name.removeprefix("aidial.").split(".")[0] in _STATIC and "." in name for name in root):
        return True
    is_config = isinstance(config := root.get("config"), dict) and not _OF_STATIC_CONFIG.isdisjoint(config)
    is_access = isinstance(access := root.get("access"), dict) and "admin" in access
    return (
        is_config or is_access or (bool(known & _STATIC_ONLY) and all(isinstance(root[name], dict) for name in known))
    )


def _is_type_schema(root: Root) -> bool:
    return any(name.startswith(("dial:applicationType", "dial:catalog")) for name in root)


def _is_json_schema(root: Root) -> bool:
    dialect = root.get("$schema")
    named = isinstance(dialect, str) and "json-schema.org" in dialect
    return (named and not _KEYWORDS.isdisjoint(root)) or _has(root, type=str, properties=dict)


def _is_keycloak(root: Root) -> bool:
    roles = root.get("roles", {})
    is_ours = not isinstance(roles, dict) or not set(roles) <= {"realm", "client", "application"}
    return isinstance(root.get("realm"), str) and not is_ours and not _OF_REALM.isdisjoint(root)


def _is_compose(root: Root) -> bool:
    services = root.get("services")
    if not isinstance(services, dict) or not services:
        return False
    return all(isinstance(one, dict) and not _OF_SERVICE.isdisjoint(one) for one in services.values())


_OF_CORE: Final = ("models", "applications", "toolsets", "routes", "roles", "keys", "interceptors")
_OF_ADMIN_ONLY: Final = ("adapters", "applicationRunners", "interceptorRunners")
_OF_ADMIN: Final = frozenset(
    {"isPublic", "defaultRoleLimit", "roleLimits", "roleShareResourceLimits", "keyGeneratedAt", "validityState"}
)
_MARKS_OF_ADMIN: Final = tuple(
    f'"{name}"' for name in sorted({*_OF_ADMIN, *_OF_ADMIN_ONLY, "deploymentName", "$type", "topics"})
)
_STATIC_ONLY: Final = frozenset({"vertx", "identityProviders", "storage", "encryption", "apiKeyValidation"})
_STATIC: Final = _STATIC_ONLY | {"config", "server", "client", "redis", "resources", "access", "analytics"}
_OF_STATIC_CONFIG: Final = frozenset({"files", "reload", "jsonMergeStrategy", "onInvalidEntity"})
_KEYWORDS: Final = frozenset({"type", "properties", "$defs", "definitions", "anyOf", "oneOf", "allOf", "$ref"})
_OF_NPM: Final = ("dependencies", "devDependencies", "scripts", "packages")
_OF_REALM: Final = frozenset({"sslRequired", "clients", "clientScopes", "users", "groups", "enabled", "defaultRoles"})
_OF_SERVICE: Final = frozenset({"image", "build", "extends"})

_ADMIN: Final = OtherFormat(
    "an export of DIAL Admin in its own format",
    "In DIAL Admin choose DIAL Core JSON File under Export Config; the archive is for importing it there again.",
    _is_admin_export,
)
_SOPS: Final = OtherFormat(
    "a file encrypted with SOPS",
    "Check what it holds: sops -d FILE | dial-lint -.",
    lambda root: isinstance(said := root.get("sops"), dict) and "mac" in said,
)
_FORMATS: Final = (
    OtherFormat(
        "the static settings of DIAL Core",
        "Core reads them as aidial.settings.json (AIDIAL_SETTINGS); check the files that their config.files lists.",
        _is_static,
        frozenset({"applications", "toolsets"}),
    ),
    OtherFormat(
        "a schema of an application type or a catalog",
        "Put it into the list applicationTypeSchemas or catalogSchemas of a configuration.",
        _is_type_schema,
    ),
    OtherFormat("a JSON Schema", "Name it in $schema of what it describes.", _is_json_schema),
    OtherFormat(
        "an export of a Keycloak realm",
        "Import it in Keycloak; Core needs the url of its keys in identityProviders of its static settings.",
        _is_keycloak,
        frozenset({"roles"}),
    ),
    OtherFormat(
        "a Compose file",
        "Name it as Compose does (compose.yaml); then the configurations that it mounts into Core are checked.",
        _is_compose,
        frozenset({"models"}),
    ),
    OtherFormat(
        "a manifest of Kubernetes",
        "A configuration in a ConfigMap or Secret is found if the manifest is YAML.",
        lambda root: _has(root, apiVersion=str, kind=str),
    ),
    OtherFormat(
        "a description of an API (OpenAPI)",
        "Core reads no descriptions of APIs; a route needs paths and upstreams.",
        lambda root: isinstance(root.get("openapi", root.get("swagger")), str) and "info" in root,
    ),
    OtherFormat(
        "a package.json or its lock file",
        "npm reads it, not Core.",
        lambda root: (
            isinstance(root.get("name"), str)
            and any(
                isinstance(root.get(one), dict) for one in ("dependencies", "devDependencies", "scripts", "packages")
            )
        ),
    ),
    OtherFormat(
        "the state of Terraform",
        "Core does not read it, and it holds secrets: keep it where only Terraform reads it.",
        lambda root: isinstance(root.get("terraform_version"), str) and isinstance(root.get("resources"), list),
    ),
    OtherFormat(
        "a dashboard of Grafana",
        "Import it in Grafana.",
        lambda root: isinstance(root.get("panels"), list) and ("schemaVersion" in root or "templating" in root),
    ),
    OtherFormat(
        "a tsconfig.json",
        "The TypeScript compiler reads it, not Core.",
        lambda root: isinstance(root.get("compilerOptions"), dict),
    ),
    OtherFormat(
        "a list of MCP servers for a client",
        "In Core each server that is reached by a url is an entry of toolsets.",
        lambda root: isinstance(root.get("mcpServers"), dict),
    ),
    OtherFormat(
        "the answer of a server that lists models",
        "Core reads the models that it serves from entries of models.",
        lambda root: root.get("object") == "list" and isinstance(root.get("data"), list),
    ),
    OtherFormat(
        "a configuration of LiteLLM",
        "In Core each of its models is an entry of models, with url and key in upstreams.",
        lambda root: isinstance(root.get("model_list"), list),
    ),
)
_SHARED: Final = frozenset().union(*(known.shares for known in _FORMATS))
