"""On which calls of a deployment its interceptors run, interface by interface.

Chat completions and embeddings run the whole chain; from 0.48 on interceptors that do not serve the interface are
skipped. Responses run no chain up to 0.45, fail with 500 in 0.46 to 0.47.1 if one of the chain does not serve
Responses, and skip it silently since. Anthropic Messages never run any. (Core's controllers, epam/ai-dial-core#1748
and #1968.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dial_lsp.access.chain import chain_of
from dial_lsp.model.deployments import INTERFACE_TYPES, Application, Model
from dial_lsp.model.nested import Features
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.chain import Link
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Deployment, Interceptor, Interface, Served
    from dial_lsp.model.values import Value

CHAT, EMBEDDINGS, RESPONSES, MESSAGES = INTERFACE_TYPES
RUN_FOR_RESPONSES = Version(0, 46)
"""Responses run the chain of interceptors, and fail if one of it does not serve them."""
_SKIPPED_FOR_RESPONSES = Version(0, 47, 2)
SKIPPED = Version(0, 48)
"""Interceptors that do not serve the interface of a call are left out."""

IN_WORDS = {
    CHAT: "chat completions",
    EMBEDDINGS: "embeddings",
    RESPONSES: "Responses",
    MESSAGES: "Anthropic Messages",
}
"""The interfaces as people call them."""
_BASE_URL_LOST, _BASE_URL_KEPT = Version(0, 46), Version(0, 48)

Passing = Literal["runs", "skipped", "fails"]
_PER_REQUEST = "accessibleByPerRequestKey"
_CONSENT = "consentRequired"
_COMPLETION_ENDPOINT = "dial:applicationTypeCompletionEndpoint"


def serves(config: Config, deployment: Deployment, interface: str) -> bool:
    """Whether calls of an interface reach the deployment, as they are or through a translator."""
    if deployment.passes_through(interface) is not None:
        return True
    if not isinstance(deployment, Application) or interface != CHAT:
        return False
    schema = config.schemas["applicationTypeSchemas"].get(deployment.schema_key)
    return schema is not None and not schema.member(_COMPLETION_ENDPOINT).is_blank


def runs_chain(interface: str, version: Version) -> bool:
    """Whether calls of an interface run interceptors at all."""
    return interface != MESSAGES and not (interface == RESPONSES and version < RUN_FOR_RESPONSES)


def lost_base_url(config: Config, deployment: Deployment) -> Value | None:
    """The base url of chat completions that Core loses behind a chain of interceptors (epam/ai-dial-core#1760)."""
    if not _BASE_URL_LOST <= config.version < _BASE_URL_KEPT or not isinstance(deployment, Model):
        return None
    interface = next((one for one in deployment.interfaces if one.type == CHAT and not one.is_translated), None)
    urls = (interface.base_url, deployment.base_url) if interface is not None else ()
    return next((url for url in urls if not url.is_blank), None)


def passing(interceptor: Interceptor, interface: str, version: Version) -> Passing:
    """What becomes of an interceptor of the chain when a call of the interface comes."""
    is_served = interceptor.passes_through(interface) is not None
    if not runs_chain(interface, version):
        return "skipped"
    if is_served or (version < SKIPPED and interface != RESPONSES):
        return "runs"
    return "fails" if version < _SKIPPED_FOR_RESPONSES else "skipped"


def links_where(config: Config, deployment: Deployment, interface: str, what: Passing) -> tuple[Link, ...]:
    """Those of the deployment's chain, defined ones only, of which this becomes on calls of the interface."""
    known = config.interceptors
    return tuple(
        link
        for link in chain_of(config, deployment).links
        if link.name is not None and link.name in known and passing(known[link.name], interface, config.version) == what
    )


def blocked(config: Config, deployment: Deployment) -> dict[str, Link]:
    """The interfaces whose calls the deployment refuses because an interceptor makes them, each with that interceptor.

    The last of a chain calls the deployment with its per-request key, and ``accessibleByPerRequestKey: false`` refuses
    those. Features of an interface win over those of the deployment, so where there are any nothing is said.
    """
    if not is_closed_to_applications(deployment):
        return {}
    found: dict[str, Link] = {}
    for interface in served_by(config, deployment):
        running = links_where(config, deployment, interface, "runs")
        serving = [link for link in running if _serves(config, link, interface)]
        if serving:
            found[interface] = serving[-1]
    return found


def blocked_translations(deployment: Deployment) -> dict[str, Interface]:
    """The translated interfaces that the deployment refuses: their translator calls back with a per-request key."""
    closed = is_closed_to_applications(deployment)
    return {one.type: one for one in deployment.interfaces if closed and one.is_translated}


def closed_interfaces(deployment: Served) -> tuple[str, ...]:
    """The interfaces on which Core refuses calls with a per-request key, so those of applications and interceptors.

    Features of an interface win over those of the deployment. Core asks models and applications only.
    """
    if not isinstance(deployment, Application | Model):
        return ()
    return tuple(one for one, features in _features(deployment) if not _is_open(features))


def _is_open(features: Features) -> bool:
    written = features.field(_PER_REQUEST)
    is_blank = written.is_null or (isinstance(written.raw, str) and written.is_blank)  # then Core's default holds
    return is_blank or written.boolean(default=True)


def consenting_interfaces(deployment: Deployment) -> tuple[str, ...]:
    """The interfaces on which Core answers 403 unless the user has agreed to calls of the deployment (ConsentService).

    Features of an interface win over those of the deployment.
    """
    asked = _features(deployment)
    return tuple(one for one, features in asked if features.field(_CONSENT).boolean(default=False))


def _features(deployment: Deployment) -> Iterator[tuple[str, Features]]:
    """By interface the features that count there."""
    own = {interface.type: Features.of(interface.field("features")) for interface in deployment.interfaces}
    for interface in INTERFACE_TYPES:
        asked = own.get(interface)
        is_own = asked is not None and asked.raw is not None and asked.exists
        yield interface, asked if asked is not None and is_own else deployment.features


def is_closed_to_applications(deployment: Deployment) -> bool:
    """Whether calls with a per-request key are refused on every interface, and it is said in so many words."""
    closed = deployment.features.field(_PER_REQUEST).raw is False
    return closed and not any(interface.field("features").exists for interface in deployment.interfaces)


def served_by(config: Config, deployment: Deployment) -> tuple[str, ...]:
    """The interfaces a deployment serves."""
    return tuple(interface for interface in INTERFACE_TYPES if serves(config, deployment, interface))


def _serves(config: Config, link: Link, interface: str) -> bool:
    return config.interceptors[link.name or ""].passes_through(interface) is not None
