"""Members that Core fills in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, RestsOn, family
from dial_lsp.rulekit.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application, ToolSet
    from dial_lsp.model.values import Value

_KEPT = ("status", "error", "target_folder")
_OF_A_SESSION = ("codeVerifier", "codeChallenge", "globalAuthStatus", "userLevelAuthStatus", "appLevelAuthStatus")

_NAMED = ("models", "applications", "toolsets", "interceptors", "routes", "roles")
_RESIDUE = RestsOn(parts_of_texts=True, only_written=True)

computed_field = family(
    __name__,
    {
        "name": Code(Severity.WARNING, Impact.NO_EFFECT, was=("ignored-field",)),
        "entry-name": Code(Severity.HINT, Impact.NO_EFFECT, "strict", was=("ignored-name",)),
        "runtime": Code(Severity.INFORMATION, Impact.ADVICE, was=("runtime-field",), rests_on=_RESIDUE),
        "session": Code(Severity.WARNING, Impact.NO_EFFECT, was=("session-residue",), rests_on=WRITTEN),
    },
)


@computed_field.entry_check()
def ignored_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members whose value Core drops."""
    yield from shape_findings("computed-field", value, context, sure=("name",))


@computed_field.entry_check(*_NAMED, code="entry-name")
def ignored_name(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find fields that Core overwrites with the name of the entry."""
    name = value.member("name")
    if name.exists and not isinstance(name.raw, dict | list):
        message = f'Core overwrites this name with "{value.entry.name}", the name of the entry'
        yield _finding(name, message, 'Delete it; what users see is "displayName".')


@computed_field.entry_check("applications", code="runtime")
def runtime_field(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find state of code apps in the file."""
    for name in _KEPT:
        value = application.field("function").member(name)
        if value.is_set:
            message = f"Core keeps the {name} of a code app itself; the value in the file is a leftover"
            yield _finding(value, message, safe=False)._replace(at=value.at.member())


@computed_field.entry_check("toolsets", code="session")
def session_residue(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find data of sessions."""
    for name in _OF_A_SESSION:
        written = toolset.auth.field(name)
        if written.is_set:
            yield _finding(written, "Core fills this in at sign-in; the value in the file is ignored")


def _finding(written: Value, message: str, help_text: str = "Delete it.", *, safe: bool = True) -> Finding:
    offers = (deleting(written, safe=safe),)
    return Finding(written.at.key(), message, help_text, offers=offers, tags=frozenset({"unnecessary"}))
