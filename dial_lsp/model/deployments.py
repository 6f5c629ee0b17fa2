"""Models, applications, toolsets and interceptors: the four sections that share one namespace in Core."""

from __future__ import annotations

from dial_lsp.model.access_control import Guarded
from dial_lsp.model.values import Value

INTERFACE_TYPES = ("openaiChatCompletions", "openaiEmbeddings", "openaiResponses", "anthropicMessages")


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


class Served(Guarded):
    """Anything that answers calls through upstreams: deployments and routes."""

    __slots__ = ()
    DEFAULT_ATTEMPTS = 1

    @property
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
        return (self.field("mode").text or "").strip().lower() == "translator"


class Deployment(Served):
    """What the four kinds have in common."""

    __slots__ = ()
    KIND = "deployment"

    @property
    def endpoint(self) -> Value:
        """The url calls are forwarded to."""
        return self.field("endpoint")

    @property
    def interceptors(self) -> Value:
        """The deployment's own interceptors, after the global ones."""
        return self.field("interceptors")

    @property
    def interfaces(self) -> tuple[Interface, ...]:
        """The declared interfaces; null means not served and is left out."""
        return tuple(Interface.of(value) for _, value in self.field("interfaces").members() if not value.is_null)


class Model(Deployment):
    """An entry of ``models``."""

    __slots__ = ()
    TYPE = "Model"
    KIND = "model"
    DEFAULT_ATTEMPTS = 5


class Application(Deployment):
    """An entry of ``applications``."""

    __slots__ = ()
    TYPE = "Application"
    KIND = "application"

    @property
    def schema_id(self) -> Value:
        """The ``$id`` of the application's type schema."""
        return self.field("applicationTypeSchemaId")


class ToolSet(Deployment):
    """An entry of ``toolsets``."""

    __slots__ = ()
    TYPE = "ToolSet"
    KIND = "toolset"


class Interceptor(Deployment):
    """An entry of ``interceptors``."""

    __slots__ = ()
    TYPE = "Interceptor"
    KIND = "interceptor"


class Translator(Value):
    """An entry of ``translators``, or one written inline in an interface."""

    __slots__ = ()
    TYPE = "Translator"
