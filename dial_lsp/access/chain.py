"""Which interceptors a call passes: the global ones, those of the application's type, then the deployment's own.

Global names are taken as written, all further ones once. Core before 0.38 knew no global ones and took the own list as
written. A name that is no interceptor's is answered with 404 when the chain reaches it. (Core's DeploymentService.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.deployments import Application, Deployment, schema_key
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value

GLOBAL_INTERCEPTORS = Version(0, 38)
_TYPE_INTERCEPTORS = "dial:applicationTypeInterceptors"


class Link(NamedTuple):
    """One interceptor of a chain and where it is named."""

    name: str | None
    at: Place


class Chain(NamedTuple):
    """The interceptors in calling order. ``missing`` is the index of the first that is not defined.

    ``failed_at`` is a null that makes Core answer 500 to every call; the chain is empty then, or ends in it.
    """

    links: tuple[Link, ...] = ()
    missing: int | None = None
    failed_at: Place | None = None


def chain_of(config: Config, deployment: Deployment) -> Chain:
    """The chain of a deployment."""
    lists = list(_lists(config, deployment))
    broken = next((value for value in lists if value.is_null), None)
    if broken is not None:
        return Chain((), None, broken.at)
    links = tuple(_links(lists, config))
    missing = next((at for at, link in enumerate(links) if link.name not in config.interceptors), None)
    if missing is not None and links[missing].name is None and "interceptors" not in config.sections:
        return Chain(links, None, links[missing].at)
    return Chain(links, missing)


def _lists(config: Config, deployment: Deployment) -> Iterator[Value]:
    if config.version >= GLOBAL_INTERCEPTORS:
        found = config.value("globalInterceptors")
        if found is not None:
            yield found
    if isinstance(deployment, Application) and deployment.schema_id.text is not None:
        yield from _list_of_type(config, deployment.schema_key)
    yield deployment.interceptors


def _list_of_type(config: Config, key: str) -> Iterator[Value]:
    schemas = config.value("applicationTypeSchemas")
    for schema in schemas.elements() if schemas else ():
        identifier, listed = schema.member("$id").text, schema.member(_TYPE_INTERCEPTORS)
        if identifier is not None and schema_key(identifier) == key and isinstance(listed.raw, list):
            yield listed


def _links(lists: list[Value], config: Config) -> Iterator[Link]:
    """The names in order; a name once, except inside the first list, which is taken as written."""
    seen: set[str | None] = set()
    for value in lists:
        as_written = value.entry.section == "globalInterceptors" or config.version < GLOBAL_INTERCEPTORS
        for name, element in value.texts():
            if as_written or name not in seen:
                yield Link(name, element.at)
            seen.add(name)
