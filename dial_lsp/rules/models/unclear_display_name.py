"""Names that people see, or do not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entries import typed
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Note, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment
    from dial_lsp.model.place import ConfigSection

_LISTED = ("models", "applications", "toolsets")


def _code(severity: Severity, was: str) -> Code:
    return Code(severity, Impact.ADVICE, "strict", was=(was,), tags=("catalog",))


unclear_display_name = family(
    __name__,
    {
        "missing": _code(Severity.HINT, "display-name-missing"),
        "duplicate": _code(Severity.INFORMATION, "duplicate-display-name"),
    },
)


@unclear_display_name.entry_check(*_LISTED, code="missing")
def display_name_missing(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find deployments people choose from that have no name for them."""
    written = deployment.field("displayName")
    if not (written.raw if written.is_set else None):
        yield Finding(
            deployment.at.key(),
            f'{deployment.KIND} "{deployment.name}" has no displayName, so clients show this id',
            help='Write a "displayName".',
        )


@unclear_display_name.check(code="duplicate")
def duplicate_display_name(context: Context) -> Iterator[Finding]:
    """Find names and versions that an earlier deployment of the same kind is shown by."""
    for section in _LISTED:
        first: dict[tuple[str, str], str] = {}
        for name, shown in context.config.gathered(section, _shown, digest=tuple).items():
            other = first.setdefault(shown, name)
            if other != name:
                yield _finding(context.config.sections[section], other, name)


def _shown(deployment: Deployment) -> tuple[str, str] | None:
    """The name and version a deployment is shown by."""
    name = deployment.field("displayName")
    if name.is_blank or not isinstance(name.raw, str):
        return None
    return name.raw, deployment.field("displayVersion").text or ""


def _finding(section: ConfigSection, first: str, second: str) -> Finding:
    name, other = (typed(section.every[one]).field("displayName") for one in (second, first))
    return Finding(
        name.at,
        f'clients show {KIND_WORDS[section.name]} "{first}" as "{name.raw}", too',
        help="Give them different names or versions.",
        notes=(Note(other.at, "the same name"),),
    )
