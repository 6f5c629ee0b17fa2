"""Interceptors, translators and roles that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.role_names import is_admin, is_global_reader
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Code, Context, Finding, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


def _code(kind: Kind, impact: Impact = Impact.NO_EFFECT) -> Code:
    return Code(Severity.HINT, impact, was=(f"unused-{kind}",), rests_on=RestsOn(uses=kind))


unused_definition = family(
    __name__,
    {
        "interceptor": _code(Kind.INTERCEPTOR),
        "translator": _code(Kind.TRANSLATOR),
        "role": _code(Kind.ROLE, Impact.ADVICE),
    },
)


@unused_definition.check(code="interceptor")
def unused_interceptor(context: Context) -> Iterator[Finding]:
    """Find interceptors nobody names; files without deployments are one part of a project."""
    config = context.config
    if all(found.name in config.interceptors for found in config.deployments):
        return
    used = context.references.used(Kind.INTERCEPTOR)
    for name, interceptor in config.interceptors.items():
        if name not in used:
            message = f'interceptor "{name}" is in no list, so it runs for no deployment of these files'
            help_text = "Name it in globalInterceptors or in the interceptors of a deployment, or delete it."
            yield _finding(interceptor, f'interceptor "{name}"', message, help_text)


@unused_definition.check(code="translator")
def unused_translator(context: Context) -> Iterator[Finding]:
    """Find translators nobody names; files without deployments are one part of a project."""
    used = context.references.used(Kind.TRANSLATOR)
    for name, translator in context.config.translators.items() if context.config.deployments else ():
        if name not in used:
            message = f'translator "{name}" is in no interface, so nothing in these files uses it'
            yield _finding(translator, f'translator "{name}"', message, "Name it in an interface, or delete it.")


@unused_definition.check(code="role")
def unused_role(context: Context) -> Iterator[Finding]:
    """Find roles that only an identity provider could give."""
    known = {DEFAULT_ROLE, *(context.settings.idp_roles or ())}
    admins = context.settings.admin_roles
    unused = context.config.roles.keys() - context.references.used(Kind.ROLE) - known
    for name, role in context.config.roles.items() if unused and context.config.keys else ():
        if name in unused and not (is_admin(name, admins) or is_global_reader(name)):
            message = f'no key has role "{name}" and no userRoles name it; only an identity provider could give it'
            yield _finding(role, f'role "{name}"', message, "Delete it, or add it to idp-roles in dial-lint.toml.")


def _finding(found: Value, label: str, message: str, help_text: str) -> Finding:
    offer = deleting(found, f"Delete {label}")
    return Finding(found.at.key(), message, help_text, offers=(offer,), tags=frozenset({"unnecessary"}))
