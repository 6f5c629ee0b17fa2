"""Guards that admit nobody, or nobody who was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, Key
from dial_lsp.model.change import Remove
from dial_lsp.model.deployments import Deployment, Interceptor
from dial_lsp.model.guards import GUARDED_SECTIONS, guarded_in
from dial_lsp.model.place import Place
from dial_lsp.model.role_names import is_meant_as_everybody, roles_of_keys
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.rule import WRITTEN, Code, Context, EntryContext, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


nobody_admitted = family(
    __name__,
    {
        "empty-list": Code(Severity.WARNING, Impact.CALL_FAILS, was=("empty-user-roles",)),
        "wildcard": Code(Severity.WARNING, Impact.NO_EFFECT, was=("wildcard-role",), group=Group.FAILS),
        "default": Code(
            Severity.WARNING,
            Impact.NO_EFFECT,
            was=("guarded-by-default-role",),
            group=Group.FAILS,
            rests_on=RestsOn(other_entries=True),
        ),
        "blank": Code(Severity.WARNING, Impact.NO_EFFECT, was=("blank-role",), group=Group.FAILS, rests_on=WRITTEN),
    },
)


@nobody_admitted.entry_check(*GUARDED_SECTIONS, code="empty-list")
def empty_user_roles(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find deployments and routes that are closed to everybody."""
    for guarded in guarded_in(value):
        roles = guarded.user_roles
        if roles.raw == [] and not isinstance(guarded, Interceptor):
            kind = guarded.KIND if isinstance(guarded, Deployment) else "route"
            yield Finding(
                roles.at,
                f'nobody may use {kind} "{guarded.name}": its userRoles are empty',
                help="Name the roles that may use it, or delete the list to admit everybody.",
                offers=(_opening(roles.at),),
            )


def _opening(roles: Place) -> Offer:
    return Offer("Delete the list: every authenticated caller may use it", (Remove(roles),))


@nobody_admitted.check(code="wildcard")
def wildcard_role(context: Context) -> Iterator[Finding]:
    """Find names for everybody that nothing makes a role."""
    given = {*roles_of_keys(context.config), *(context.settings.idp_roles or ())}
    for use in context.references.unresolved(Kind.ROLE):
        if use.field != "userRoles" or use.name in given or not is_meant_as_everybody(use.name):
            continue
        yield Finding(
            use.at,
            f'"{use.name}" does not mean everybody: Core reads it as an ordinary role, which admits nobody',
            help="Delete the list to admit every authenticated caller.",
            offers=(_opening(Place(use.at.entry, use.at.pointer[:-1])),),
        )


@nobody_admitted.check(code="default")
def guarded_by_default_role(context: Context) -> Iterator[Finding]:
    """Find userRoles with the role default, when nothing known gives it."""
    given = {*roles_of_keys(context.config), *(context.settings.idp_roles or ())}
    for use in context.references.uses_of(Kind.ROLE, DEFAULT_ROLE):
        if use.field == "userRoles" and DEFAULT_ROLE not in given:
            yield Finding(
                use.at,
                '"default" does not mean everybody: it admits only callers who are given the role "default"',
                help="Name the roles that are meant, or delete the list to admit every authenticated caller.",
                offers=(_opening(Place(use.at.entry, use.at.pointer[:-1])),),
            )


@nobody_admitted.entry_check("keys", *GUARDED_SECTIONS, code="blank")
def blank_role(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find roles that are empty or consist of blanks."""
    for role in _roles(value):
        text = role.text
        if text is not None and not text.strip():
            yield Finding(
                role.at,
                "a blank role matches nothing but another blank role",
                help="Delete it, or write the role that is meant.",
                offers=(Offer("Delete the blank role", (Remove(role.at),)),),
            )


def _roles(value: Value) -> Iterator[Value]:
    if isinstance(value, Key):
        listed = tuple(value.field("roles").elements())
        yield from listed
        if listed:  # alone, a blank role counts as none, and incomplete-key/role tells
            yield value.field("role")
    for guarded in guarded_in(value):
        yield from guarded.user_roles.elements()
