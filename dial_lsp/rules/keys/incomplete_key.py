"""API keys without what each must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, family
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import BLANK_PROJECT_REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key

_OFFERED = 5

incomplete_key = family(
    __name__,
    {
        "project": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("missing-project",)),
        "role": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("missing-role",)),
    },
)


@incomplete_key.entry_check("keys", code="project")
def projects(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose project Core reads as nothing."""
    text = key.project.text
    if text and (not is_blank(text) or context.version < BLANK_PROJECT_REFUSED):
        return
    if not isinstance(key.raw, dict) or isinstance(key.project.raw, dict | list) or key.is_misspelt("project"):
        return  # the shape rules speak of these
    yield _finding(key, "project", "search", *(writing(key, "project", name) for name in _like_its_roles(key)))


def _like_its_roles(key: Key) -> Iterator[str]:
    """The roles that the key names: the nearest there is to knowing what it is for."""
    found = dict.fromkeys([key.field("role").text, *(one.text for one in key.field("roles").elements())])
    yield from (name for name in list(found)[:_OFFERED] if name and not is_blank(name))


@incomplete_key.check(code="role")
def roles(context: Context) -> Iterator[Finding]:
    """Find keys to which Core would assign no role."""
    blank_is_none = context.version >= BLANK_PROJECT_REFUSED
    for key in context.config.gathered("keys", _if_without, digest=_role).values():
        role = key.field("role")
        if not role.text or blank_is_none:
            offers = (writing(key, "role", name) for name in list(context.config.roles)[:_OFFERED])
            yield _finding(key, "role", "reader", *offers)


def _finding(key: Key, field: str, example: str, *offers: Offer) -> Finding:
    written = key.field(field)
    is_blank = written.exists and not written.is_null
    what = f"the {field} of this API key is blank" if is_blank else f"this API key has no {field}"
    return Finding(
        written.at if written.exists and (is_blank or field == "project") else key.at,
        f"{what}; Core refuses the whole file",
        help=f'Name a {field}, such as "{field}": "{example}".',
        offers=offers,
    )


def _if_without(key: Key) -> Key | None:
    """The key, if its role is blank at best and it has no others; what Core could not read is told by other rules."""
    role, roles = key.field("role"), key.field("roles")
    if not is_blank(role.text or "") or any(roles.elements()) or isinstance(role.raw, dict | list):
        return None
    if key.is_misspelt("role", "roles"):
        return None
    return key if roles.is_null or not roles.exists or roles.raw == [] else None


def _role(key: Key) -> str:
    return repr(key.field("role").raw)
