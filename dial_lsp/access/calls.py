"""How calls of a model or application fare, interface by interface, whoever makes them.

One deployment may be guarded or blocked for chat completions and open on Anthropic Messages: which interceptors a call
passes, and whether it can be answered, depends on the interface (see ``interception``). Toolsets, interceptors and
routes run no interceptors and have no interfaces to tell apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.chain import chain_of
from dial_lsp.access.interception import (
    CHAT,
    IN_WORDS,
    blocked,
    blocked_translations,
    links_where,
    lost_base_url,
    runs_chain,
    served_by,
)
from dial_lsp.access.upstreams import OWN_ENDPOINT, choice_of
from dial_lsp.model.deployments import INTERFACE_TYPES, STORED_INTERFACES, Application, Deployment, Model
from dial_lsp.schema.versions import UPSTREAM_IDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.chain import Chain, Link
    from dial_lsp.access.objects import Object
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Interface
    from dial_lsp.model.place import Place


class Calls(NamedTuple):
    """The calls of one interface: what they pass, what of the chain does not see them, and why all of them fail."""

    interface: str
    passes: tuple[Link, ...] = ()
    skips: tuple[Link, ...] = ()
    problems: tuple[Because, ...] = ()


def calls_of(config: Config, found: Object) -> tuple[Calls, ...]:
    """The calls of each interface that a model or application serves; nothing for anything else."""
    return tuple(_calls(config, found, interface, IN_WORDS[interface]) for interface in interfaces_of(config, found))


def interfaces_of(config: Config, found: Object) -> tuple[str, ...]:
    """The interfaces by which a model or application may be called; a function is called by chat completions."""
    served = found.served
    if not isinstance(served, Application | Model):
        return ()
    return served_by(config, served) or ((CHAT,) if served.field("function").is_set else ())


def problems_of_all(config: Config, found: Object) -> tuple[Because, ...]:
    """Why calls fail of every interface; nothing where those of one can be answered."""
    found_of_each = [_calls(config, found, interface, "calls").problems for interface in interfaces_of(config, found)]
    if not all(found_of_each):
        return ()
    return tuple(dict.fromkeys(problem for problems in found_of_each for problem in problems))


def place_of(found: Object, interface: str) -> Place:
    """Where an interface of an object is declared, or the url by which it is served, or else the object."""
    served = found.served
    if not isinstance(served, Deployment):
        return found.at
    declared = _declared(served, interface)
    if declared is not None:
        return declared.at.key()
    legacy = served.field(served.LEGACY.get(interface, ""))
    return legacy.at.key() if legacy.exists else found.at


def _calls(config: Config, found: Object, interface: str, calls: str) -> Calls:
    """``calls`` is what to call them in messages."""
    deployment = found.served
    assert isinstance(deployment, Application | Model)  # noqa: S101 -- nothing else has interfaces
    chain = chain_of(config, deployment)
    problems = tuple(_problems(config, found, interface, chain, f"{calls} of {found.label}"))
    if not chain.links:
        return Calls(interface, problems=problems)
    passes, skips = (links_where(config, deployment, interface, what) for what in ("runs", "skipped"))
    return Calls(interface, passes, skips, problems)


def _problems(config: Config, found: Object, interface: str, chain: Chain, what: str) -> Iterator[Because]:
    deployment = found.served
    assert isinstance(deployment, Application | Model)  # noqa: S101 -- nothing else has interfaces
    declared = _declared(deployment, interface)
    if declared is not None and not is_interface_served(config, deployment, declared):
        yield Because("unserved", f"nothing serves {what}: Core answers 503", declared.at.key())
    if runs_chain(interface, config.version):
        yield from _chain_problems(config, deployment, interface, chain, what)
    if declared is not None and interface in blocked_translations(deployment):
        message = f"the translator makes {what} with a per-request key, which is refused: Core answers 403"
        yield Because("blocked-translator", message, declared.translator.at)
    if interface in STORED_INTERFACES and isinstance(deployment, Model) and config.version >= UPSTREAM_IDS:
        used = [deployment.upstreams[at] for at in choice_of(deployment).used if at != OWN_ENDPOINT]
        if used and all(upstream.field("id").is_blank for upstream in used):
            message = f"no upstream has an id, so Core answers 503 to {what}"
            yield Because("upstream-without-id", message, deployment.field("upstreams").at)


def _chain_problems(
    config: Config, deployment: Deployment, interface: str, chain: Chain, what: str
) -> Iterator[Because]:
    if chain.failed_at is not None:
        message = f"a null in place of interceptors: Core answers 500 to {what}"
        yield Because("interceptors-null", message, chain.failed_at)
        return
    if not chain.links:
        return
    failing = links_where(config, deployment, interface, "fails")
    blocking = blocked(config, deployment).get(interface)
    if chain.missing is not None:
        missing = chain.links[chain.missing]
        message = f"no interceptor is named {quoted([missing.name])}, so Core answers 404 to {what}"
        yield Because("undefined-interceptor", message, missing.at)
    elif failing:
        message = f"interceptor {quoted([failing[0].name])} does not serve them, so Core answers 500 to {what}"
        yield Because("interceptor-cannot", message, failing[0].at)
    elif blocking is not None:
        name = quoted([blocking.name])
        message = f"interceptor {name} makes {what} with a per-request key, which is refused: Core answers 403"
        yield Because("blocked-by-interceptor", message, blocking.at)
    url = lost_base_url(config, deployment) if interface == CHAT and chain.missing is None else None
    if url is not None:
        message = f"Core {config.version} loses a base url behind interceptors and answers 404 to {what}"
        yield Because("base-url-behind-interceptors", message, url.at)


def is_interface_served(config: Config, deployment: Deployment, interface: Interface) -> bool:
    """Whether calls of a declared interface have somewhere to go."""
    if interface.type not in INTERFACE_TYPES:
        return False
    if interface.is_translated:
        translator = interface.field("translator")
        return isinstance(translator.raw, dict) or translator.text in config.translators
    return not interface.base_url.is_blank or not deployment.field("baseUrl").is_blank


def _declared(deployment: Deployment, interface: str) -> Interface | None:
    return next((one for one in deployment.interfaces if one.type == interface), None)
