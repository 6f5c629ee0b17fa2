"""Members that Core fills in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.rulekit.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application, ToolSet
    from dial_lsp.model.values import Value

_KEPT = ("status", "error", "target_folder")
_OF_A_SESSION = ("codeVerifier", "codeChallenge", "globalAuthStatus", "userLevelAuthStatus", "appLevelAuthStatus")

computed_field = family(
    __name__,
    {
        "name": Code(Severity.WARNING, Impact.NO_EFFECT, was=("ignored-field",)),
        "runtime": Code(
            Severity.INFORMATION,
            Impact.ADVICE,
            was=("runtime-field",),
            rests_on=RestsOn(parts_of_texts=True, only_written=True),
        ),
        "session": Code(Severity.WARNING, Impact.NO_EFFECT, was=("session-residue",), rests_on=WRITTEN),
    },
)


@computed_field.entry_check()
def ignored_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members whose value Core drops."""
    yield from shape_findings("computed-field", value, context, sure=("name",))


@computed_field.entry_check("applications", code="runtime")
def runtime_field(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find state of code apps in the file."""
    for name in _KEPT:
        value = application.field("function").member(name)
        if value.is_set:
            at = value.at.member()
            yield Finding(
                at,
                f"Core keeps the {name} of a code app itself",
                help="Delete it.",
                offers=(Offer("Delete it", (Remove(at),)),),
            )


@computed_field.entry_check("toolsets", code="session")
def session_residue(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find data of sessions."""
    for name in _OF_A_SESSION:
        written = toolset.auth.field(name)
        if written.is_set:
            yield Finding(
                written.at.key(),
                "Core fills this in at sign-in; the value in the file is ignored",
                help="Delete it.",
                offers=(Offer("Delete it", (Remove(written.at.member()),), safe=True),),
                tags=frozenset({"unnecessary"}),
            )
