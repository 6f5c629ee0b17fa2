"""Entries that Core leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entries import TOOLSET_NAME, is_passed_over
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.model.nested import AuthSettings, ExternalService
from dial_lsp.model.place import Place
from dial_lsp.model.placeholders import filled_in, has_placeholder
from dial_lsp.model.role_names import dropped_roles
from dial_lsp.names.references import Kind
from dial_lsp.names.renaming import renames
from dial_lsp.rulekit.offers import deleting, renaming
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, family
from dial_lsp.schema.versions import SLASH_NAMES_DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application, ToolSet

OAUTH = ("redirectUri", "clientId", "authorizationEndpoint", "tokenEndpoint")
OF_OTHERS = {
    "OAUTH": ("codeVerifier", "apiKeyHeader"),
    "API_KEY": (*OAUTH, "clientSecret", "codeChallenge", "codeVerifier", "codeChallengeMethod", "scopesSupported"),
}
ALL = (*OF_OTHERS["API_KEY"], "apiKeyHeader")

dropped_entry = family(
    __name__,
    {
        "slash": Code(Severity.ERROR, Impact.ENTRY_DROPPED, was=("slash-in-name",)),
        "toolset-name": Code(Severity.ERROR, Impact.ENTRY_DROPPED, was=("invalid-toolset-name",)),
        "external-service": Code(Severity.ERROR, Impact.ENTRY_DROPPED, was=("invalid-external-service",)),
        "role": Code(Severity.WARNING, Impact.UNLIMITED, was=("dropped-role",)),
    },
)


@dropped_entry.check(code="slash")
def slash_in_name(context: Context) -> Iterator[Finding]:
    """Find entries that Core drops because of a slash."""
    for entry, name in named_with(context.config, "slash"):
        new = usable(name)
        yield Finding(
            Place(entry, (), "key"),
            f'Core drops {KIND_WORDS[entry.section]} "{name}" because of the slash in its name',
            help="Use another character, such as a dash.",
            offers=renames(context.references, entry, new),
        )


@dropped_entry.entry_check("toolsets", code="toolset-name", of_dropped=True)
def invalid_toolset_name(toolset: ToolSet, context: EntryContext) -> Iterator[Finding]:
    """Find toolsets that Core drops because of their name; names with a slash are told as such for all sections."""
    name = toolset.entry.name
    if name is None or TOOLSET_NAME.fullmatch(filled_in(name)) or is_passed_over("toolsets", context.version):
        return
    if "/" in name and context.version >= SLASH_NAMES_DROPPED:
        return
    usable = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")
    yield Finding(
        toolset.at.key(),
        f'Core drops toolset "{name}" because of its name',
        help="Use letters, digits, - and _ only.",
        offers=renaming(toolset.at, (usable,) if usable else ()),
    )


@dropped_entry.entry_check("applications", code="external-service")
def invalid_external_service(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find external services whose id or auth settings Core does not take."""
    for name, value in application.field("externalServices").members():
        service = ExternalService.of(value)
        if not TOOLSET_NAME.fullmatch(name):
            yield _finding(name, service.at.key(), "its id may have letters, digits, - and _ only")
        elif service.is_null:
            yield _finding(name, service.at, "it is null")
        else:
            yield from _auth(name, AuthSettings.of(service.field("authSettings")))


def _auth(name: str, settings: AuthSettings) -> Iterator[Finding]:
    kind = settings.type
    if not isinstance(settings.raw, dict) or kind is None:
        return  # the shape rules speak of these
    needed = {"OAUTH": OAUTH, "API_KEY": ("apiKeyHeader",)}.get(kind, ())
    missing = [field for field in needed if not settings.field(field).is_set]
    if missing:
        yield _finding(name, settings.at, f"{kind} needs {', '.join(missing)}")
    for field in OF_OTHERS.get(kind, ALL):
        written = settings.field(field)
        if written.is_set:
            yield _finding(name, written.at.member(), f"{kind} must not have {field}", deleting(written))


def _finding(name: str, at: Place, reason: str, *offers: Offer) -> Finding:
    return Finding(at, f'Core drops external service "{name}": {reason}', offers=offers)


@dropped_entry.check(code="role")
def dropped_role(context: Context) -> Iterator[Finding]:
    """Find uses of roles that Core drops."""
    dropped = dropped_roles(context.config)
    for use in context.references.unresolved(Kind.ROLE) if dropped else ():
        if use.name in dropped and not has_placeholder(use.name):
            yield Finding(
                use.at,
                f'Core drops role "{use.name}" and its limits because of the slash, but the name still gives access here',
                help="Rename the role without the slash, here, where it is declared and where it is given.",
            )
