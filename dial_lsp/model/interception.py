"""The lists that name interceptors: global ones, those of type schemas and those of deployments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.model.deployments import Deployment, Interceptor
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.values import Value

GLOBAL = "globalInterceptors"
OF_TYPE = "dial:applicationTypeInterceptors"


@dataclass(frozen=True, slots=True)
class InterceptorList:
    """A list that Core follows, with whose calls pass it, in words; ``earlier`` are the lists passed before it."""

    names: Value
    whose: str
    earlier: tuple[Value, ...] = ()

    @property
    def is_global(self) -> bool:
        """Whether every call of every deployment passes it."""
        return self.names.entry.section == GLOBAL


def interceptor_lists(config: Config) -> Iterator[InterceptorList]:
    """Every list that Core follows; the one of an interceptor is none of them."""
    everywhere = config.value(GLOBAL) if known(GLOBAL, config.version) else None
    first = (everywhere,) if everywhere is not None else ()
    if everywhere is not None:
        yield InterceptorList(everywhere, "every deployment")
    schemas = config.schemas["applicationTypeSchemas"]
    for identifier, schema in schemas.items():
        yield InterceptorList(schema.member(OF_TYPE), f'applications of type "{identifier}"', first)
    for deployment in config.deployments:
        if not isinstance(deployment, Interceptor):
            own_type = schemas.get(_type_of(deployment))
            of_type = (own_type.member(OF_TYPE),) if own_type is not None else ()
            label = f'{deployment.KIND} "{deployment.name}"'
            yield InterceptorList(deployment.interceptors, label, (*first, *of_type))


def _type_of(deployment: Deployment) -> str:
    return deployment.field("applicationTypeSchemaId").text or "" if deployment.KIND == "application" else ""
