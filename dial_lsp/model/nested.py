"""Objects inside entries, typed so that every spelling of their fields is read."""

from __future__ import annotations

from dial_lsp.model.values import Value

AUTHENTICATION_TYPES = ("OAUTH", "API_KEY", "NONE", "DIAL_NATIVE")


class Features(Value):
    """What a deployment or interface can do."""

    __slots__ = ()
    TYPE = "Features"


class TokenLimits(Value):
    """The ``limits`` of a model: what it can take in one call. Core tells clients and enforces nothing."""

    __slots__ = ()
    TYPE = "TokenLimits"

    def number(self, name: str) -> int | None:
        """One of maxTotalTokens, maxPromptTokens, maxCompletionTokens; None where nothing counts."""
        return self.field(name).optional_integer(bits=32)


class AuthSettings(Value):
    """How a toolset or external service lets users sign in."""

    __slots__ = ()
    TYPE = "ResourceAuthSettings"

    @property
    def type(self) -> str | None:
        """One of AUTHENTICATION_TYPES, NONE where nothing is written; None for what Core refuses."""
        value = self.field("authenticationType")
        return value.choice(*AUTHENTICATION_TYPES) if value.exists else "NONE"


class ExternalService(Value):
    """A service an application calls in its users' name."""

    __slots__ = ()
    TYPE = "ExternalService"


class UpstreamInterface(Value):
    """What an upstream says of one interface; mere text is its endpoint."""

    __slots__ = ()
    TYPE = "UpstreamInterface"

    @property
    def endpoint(self) -> Value:
        """The url of the interface at this upstream."""
        return Value(self.entry, self.pointer, self.raw) if isinstance(self.raw, str) else self.field("endpoint")


class Mcp(Value):
    """The MCP server of an application."""

    __slots__ = ()
    TYPE = "Application.Mcp"
