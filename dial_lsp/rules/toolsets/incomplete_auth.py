"""Authentication of toolsets with too few or too many fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import ToolSet
    from dial_lsp.model.nested import AuthSettings

_NEEDED = {
    "OAUTH": ("clientId", "authorizationEndpoint", "tokenEndpoint", "redirectUri"),
    "API_KEY": ("apiKeyHeader",),
}
_OAUTH = (
    "clientId",
    "clientSecret",
    "authorizationEndpoint",
    "tokenEndpoint",
    "redirectUri",
    "scopesSupported",
    "tokenEndpointAuthMethod",
)

incomplete_auth = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.CALL_FAILS),
        "foreign": Code(Severity.WARNING, Impact.NO_EFFECT, was=("foreign-auth-field",)),
    },
)


@incomplete_auth.entry_check("toolsets")
def fields(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find auth settings without what their type needs."""
    auth = toolset.auth
    if auth.field("dynamicallyRegistered").is_set:
        return
    missing = [name for name in _NEEDED.get(auth.type or "", ()) if auth.field(name).is_blank]
    if missing:
        names = quoted(missing)
        yield Finding(
            auth.field("authenticationType").at,
            f"signing in fails: {names} {'are' if len(missing) > 1 else 'is'} missing",
            help=f"Write {names}.",
        )


@incomplete_auth.entry_check("toolsets", code="foreign")
def foreign_auth_field(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find settings of another type than the one that is written or, without one, of any type; told at the first."""
    auth = toolset.auth
    own = {"OAUTH": _OAUTH, "API_KEY": ("apiKeyHeader",)}.get(auth.type or "", ())
    foreign = {name: auth.field(name) for name in (*_OAUTH, "apiKeyHeader") if name not in own}
    foreign = {name: value for name, value in foreign.items() if not value.is_blank or value.raw}
    if foreign and auth.type is not None:
        first = next(iter(foreign))
        names = quoted(foreign, 1)
        yield Finding(
            foreign[first].at.key(),
            f"{names} {'have' if len(foreign) > 1 else 'has'} no effect with the type {auth.type}",
            help=f"Correct the type, or delete {quoted(foreign)}.",
            offers=(
                *_typing(auth, first),
                Offer(f"Delete {quoted(foreign)}", tuple(Remove(value.at.member()) for value in foreign.values())),
            ),
        )


def _typing(auth: AuthSettings, name: str) -> Iterator[Offer]:
    meant = "API_KEY" if name == "apiKeyHeader" else "OAUTH"
    if not auth.field("authenticationType").exists:
        yield writing(auth, "authenticationType", meant)
