"""Fields, sections and values that the chosen Core does not know or no longer heeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.removed_sections import names_removed
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, family
from dial_lsp.rulekit.shapes import said, section_problems, shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model, ToolSet
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value


other_version = family(
    __name__,
    {
        "newer-field": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("newer-field",), tags=("version",)),
        "newer-section": Code(Severity.WARNING, Impact.NO_EFFECT, was=("newer-section",), tags=("version",)),
        "removed-field": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("removed-field",), tags=("version",)),
        "removed-section": Code(Severity.WARNING, Impact.NO_EFFECT, was=("removed-section",), tags=("version",)),
        "hashing-order": Code(Severity.HINT, Impact.NO_EFFECT, was=("ignored-hashing-order",), tags=("version",)),
        "transport": Code(Severity.HINT, Impact.ADVICE, was=("deprecated-transport",), tags=("version",)),
    },
)


@other_version.entry_check()
def fields(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members that came after the targeted Core, or went before it."""
    yield from shape_findings("other-version", value, context)


@other_version.check()
def sections(context: Context) -> Iterator[Finding]:
    """Find sections that came after the targeted Core, or went before it."""
    for at, problem in section_problems(context.config, context.version):
        if problem.code == "other-version/newer-field":
            yield Finding(at, said(problem), problem.help, code="newer-section")
        elif problem.code == "other-version/removed-section":
            offers = (_deleted(context, at, str(at.entry.name)),)
            found = Finding(at, said(problem), problem.help, offers=offers, code="removed-section")
            section = context.config.sections[str(at.entry.name)]
            is_empty = not any(entry.value for entry in section.every.values())
            yield found._replace(severity=Severity.HINT, impact=Impact.ADVICE) if is_empty else found


def _deleted(context: Context, at: Place, section: str) -> Offer:
    """The section goes, and with it the limits of what it names: else they would be limits of nothing."""
    references = context.references
    names = frozenset(names_removed(context.config, (section,))) if references.names(Kind.LIMIT_TARGET) else frozenset()
    limits = tuple(Remove(use.at.member()) for use in references.unresolved(Kind.LIMIT_TARGET) if use.name in names)
    title = "Delete the section" + (" and the limits of what it names" if limits else "")
    return Offer(title, (Remove(at), *limits), safe=True)


@other_version.entry_check("models", code="hashing-order")
def ignored_hashing_order(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find the deprecated field."""
    written = model.field("fieldsHashingOrder")
    if written.exists:
        yield Finding(
            written.at.key(),
            '"fieldsHashingOrder" is deprecated: Core ignores it',
            help="Delete it.",
            offers=(deleting(written, safe=True),),
            tags=frozenset({"deprecated"}),
        )


@other_version.entry_check("toolsets", code="transport")
def deprecated_transport(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find toolsets on the old transport."""
    transport = toolset.field("transport")
    if transport.choice("http", "sse") == "sse":
        yield Finding(
            transport.at,
            '"sse" is deprecated: MCP replaced server-sent events with streamable HTTP',
            help='Use "http" as soon as the server offers it.',
            tags=frozenset({"deprecated"}),
        )
