"""Models, applications, toolsets and interceptors: the four sections that share one namespace in Core."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from dial_lsp.model.access_control import Guarded
from dial_lsp.model.nested import AuthSettings, Features, TokenLimits
from dial_lsp.model.pricing import Pricing
from dial_lsp.model.reads import kept
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATIONS = {
    "postAzureOpenaiChatCompletions": "openaiChatCompletions",
    "postAzureOpenaiEmbeddings": "openaiEmbeddings",
    "postOpenaiResponses": "openaiResponses",
    "getOpenaiResponsesById": "openaiResponses",
    "deleteOpenaiResponsesById": "openaiResponses",
    "postOpenaiResponsesCancel": "openaiResponses",
    "postAnthropicMessages": "anthropicMessages",
    "postAnthropicMessagesCountTokens": "anthropicMessages",
}
OPERATIONS_WITHOUT_ID = ("postOpenaiResponses", "postAnthropicMessages", "postAnthropicMessagesCountTokens")
INTERFACE_TYPES = ("openaiChatCompletions", "openaiEmbeddings", "openaiResponses", "anthropicMessages")
STORED_INTERFACES = ("openaiResponses", "anthropicMessages")
"""The interfaces whose calls Core leads back to the upstream that answered the first."""

MODEL_TYPES = ("chat", "completion", "embedding")


class Upstream(Value):
    """One server behind a model or a route."""

    __slots__ = ()
    TYPE = "Upstream"

    @property
    def weight(self) -> int:
        """The share of calls; zero or less disables the upstream."""
        return self.field("weight").integer(1, bits=32)

    @property
    def tier(self) -> int:
        """The lower tier is used first."""
        return self.field("tier").integer(0, bits=32)

    @property
    def is_enabled(self) -> bool:
        """Whether Core ever chooses it."""
        return self.weight > 0

    @kept
    def interfaces(self) -> tuple[tuple[str, Value], ...]:
        """The settings by interface, null included: Core looks into them all when the upstream has no ``baseUrl``."""
        return tuple(self.field("interfaces").members())


class Served(Guarded):
    """Anything that answers calls through upstreams: deployments and routes."""

    __slots__ = ()
    DEFAULT_ATTEMPTS = 1

    @kept
    def upstreams(self) -> tuple[Upstream, ...]:
        """The listed upstreams."""
        return tuple(Upstream.of(value) for value in self.field("upstreams").elements())

    @property
    def max_attempts(self) -> int:
        """How often Core tries at most; below 1 every call fails."""
        return self.field("maxRetryAttempts").integer(self.DEFAULT_ATTEMPTS, bits=32)


class Interface(Value):
    """How a deployment speaks one interface: passed through to a url or converted by a translator."""

    __slots__ = ()
    TYPE = "DeploymentInterface"

    @property
    def type(self) -> str:
        """The name of the interface, as written."""
        return str(self.pointer[-1])

    @property
    def base_url(self) -> Value:
        """The url of this interface; an interface written as mere text is its url."""
        return Value(self.entry, self.pointer, self.raw) if isinstance(self.raw, str) else self.field("baseUrl")

    @property
    def is_translated(self) -> bool:
        """Whether the mode is ``translator``."""
        return self.field("mode").choice("passthrough", "translator") == "translator"

    @property
    def translator(self) -> Value:
        """The translator that serves the interface: a name, or one written in place."""
        return self.field("translator")

    @property
    def override_paths(self) -> Value:
        """Paths by operation that replace the usual ones."""
        return self.field("overridePaths")


_LEGACY = MappingProxyType({"openaiChatCompletions": "endpoint", "openaiResponses": "responsesEndpoint"})
_LEGACY_OF_ALL_TYPES = MappingProxyType({**_LEGACY, "openaiEmbeddings": "endpoint"})


class Deployment(Served):
    """What the four kinds have in common."""

    __slots__ = ()
    KIND = "deployment"
    LEGACY: ClassVar = _LEGACY  # the fields of older Cores, by the interface they serve

    @property
    def endpoint(self) -> Value:
        """The url calls are forwarded to."""
        return self.field("endpoint")

    @property
    def base_url(self) -> Value:
        """The url of those interfaces that have none of their own."""
        return self.field("baseUrl")

    @property
    def interceptors(self) -> Value:
        """The deployment's own interceptors, after the global ones."""
        return self.field("interceptors")

    @property
    def features(self) -> Features:
        """What the deployment can do."""
        return Features.of(self.field("features"))

    @property
    def forwards_token(self) -> bool:
        """Whether the caller's own token is sent along."""
        return self.field("forwardAuthToken").boolean(default=False)

    @kept
    def interfaces(self) -> tuple[Interface, ...]:
        """The declared interfaces; null means not served and is left out."""
        return tuple(Interface.of(value) for _, value in self.field("interfaces").members() if not value.is_null)

    @property
    def inherits_base_url(self) -> bool:
        """Whether some interface is served by the deployment's own base url, which serves nothing by itself."""
        return any(one.base_url.is_blank and not one.is_translated for one in self.interfaces)

    def declared_instead(self, field: str) -> Interface | None:
        """The declared interface in whose place a field of older Cores is not used, the most usual one of the field."""
        if not self.interfaces:
            return None  # as nearly all
        name = next((interface for interface, one in self._usual().items() if one == field), None)
        return next((one for one in self.interfaces if one.type == name), None)

    def _usual(self) -> Mapping[str, str]:
        """The fields of older Cores by the interface that they are for."""
        return _LEGACY

    def passes_through(self, interface: str) -> bool | None:
        """Whether the deployment itself answers the interface; None when it does not serve it at all.

        A field of older Cores, such as ``endpoint``, serves the interfaces that ``interfaces`` does not declare.
        """
        for declared in self.interfaces:
            if declared.type == interface:
                return not declared.is_translated
        return True if self.field(self.LEGACY.get(interface, "")).is_set else None


class Model(Deployment):
    """An entry of ``models``."""

    __slots__ = ()
    TYPE = "Model"
    KIND = "model"
    DEFAULT_ATTEMPTS = 5

    @property
    def type(self) -> str | None:
        """One of MODEL_TYPES; None where nothing is written, or what Core refuses."""
        return self.field("type").choice(*MODEL_TYPES)

    @property
    def pricing(self) -> Pricing:
        """What calls cost."""
        return Pricing.of(self.field("pricing"))

    @property
    def token_limits(self) -> TokenLimits:
        """What one call can take."""
        return TokenLimits.of(self.field("limits"))

    LEGACY: ClassVar = _LEGACY_OF_ALL_TYPES

    def _usual(self) -> Mapping[str, str]:
        """Those of a model of its type; nothing is known of others."""
        by_type = {"chat": "openaiChatCompletions", "embedding": "openaiEmbeddings"}
        return {by_type.get(self.type or "", ""): "endpoint", "openaiResponses": "responsesEndpoint"}


class Application(Deployment):
    """An entry of ``applications``."""

    __slots__ = ()
    TYPE = "Application"
    KIND = "application"

    @property
    def schema_id(self) -> Value:
        """The ``$id`` of the application's type schema."""
        return self.field("applicationTypeSchemaId")

    @property
    def schema_key(self) -> str:
        """Under which Core looks the type schema up; empty where none is named."""
        return schema_key(self.schema_id.text or "")


def schema_key(identifier: str) -> str:
    """An id of a schema as Core looks it up: an empty fragment at its end does not count."""
    return identifier.removesuffix("#")


class ToolSet(Deployment):
    """An entry of ``toolsets``."""

    __slots__ = ()
    TYPE = "ToolSet"
    KIND = "toolset"

    @property
    def auth(self) -> AuthSettings:
        """How users sign in to it."""
        return AuthSettings.of(self.field("authSettings"))


class Interceptor(Deployment):
    """An entry of ``interceptors``."""

    __slots__ = ()
    TYPE = "Interceptor"
    KIND = "interceptor"
    LEGACY: ClassVar = _LEGACY_OF_ALL_TYPES


class Translator(Value):
    """An entry of ``translators``, or one written inline in an interface."""

    __slots__ = ()
    TYPE = "Translator"

    @property
    def source(self) -> str | None:
        """The interface callers speak, ``in``; one written inline may leave it out."""
        return self.field("in").choice(*INTERFACE_TYPES)

    @property
    def target(self) -> str | None:
        """The interface the model must serve, ``out``."""
        return self.field("out").choice(*INTERFACE_TYPES)
