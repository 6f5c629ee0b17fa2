"""The lists that name interceptors: global ones, those of type schemas and those of deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.deployments import Application
from dial_lsp.model.entries import typed
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Deployment
    from dial_lsp.model.values import Value

    Names = tuple[str | None, ...]

GLOBAL = "globalInterceptors"
OF_TYPE = "dial:applicationTypeInterceptors"


class InterceptorList(NamedTuple):
    """A list that Core follows, with whose calls pass it, in words; ``earlier`` are the lists passed before it."""

    names: Value
    whose: str
    earlier: tuple[Value, ...] = ()

    @property
    def is_global(self) -> bool:
        """Whether every call of every deployment passes it."""
        return self.names.entry.section == GLOBAL


def interceptor_lists(
    config: Config, look: Callable[[Names, frozenset[str | None]], bool]
) -> Iterator[InterceptorList]:
    """The lists that Core follows, if a look at their names and at those passed earlier says that they matter.

    The list of an interceptor is none of them. There may be very many, so most should be left out by the look.
    """
    everywhere = config.value(GLOBAL) if known(GLOBAL, config.version) else None
    first = (everywhere,) if everywhere is not None else ()
    if everywhere is not None and look(_texts(everywhere), frozenset()):
        yield InterceptorList(everywhere, "every deployment")
    passed = frozenset(_texts(everywhere)) if everywhere is not None else frozenset()
    of_types = {name: schema.member(OF_TYPE) for name, schema in config.schemas["applicationTypeSchemas"].items()}
    for identifier, listed in of_types.items():
        if look(_texts(listed), passed):
            yield InterceptorList(listed, f'applications of type "{identifier}"', first)
    for section in ("models", "applications", "toolsets"):
        types = config.gathered(section, _type_of, digest=str) if of_types else {}
        for name, names in config.gathered(section, _own, digest=tuple).items():
            of_type = of_types.get(types.get(name, ""))
            if look(names, passed if of_type is None else passed.union(_texts(of_type))):
                own = typed(config.sections[section].every[name]).field("interceptors")
                label = f'{KIND_WORDS[section]} "{name}"'
                yield InterceptorList(own, label, first if of_type is None else (*first, of_type))


def _own(deployment: Deployment) -> Names | None:
    return _texts(deployment.interceptors) or None


def _texts(names: Value) -> Names:
    return names.said()


def _type_of(deployment: Deployment) -> str | None:
    return deployment.schema_key or None if isinstance(deployment, Application) else None
