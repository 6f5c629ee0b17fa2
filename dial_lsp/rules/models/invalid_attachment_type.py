"""Types of attachments that match no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.names.renaming import corrections
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, family
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment

_OF_EXTENSIONS = {
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
}
_MIME = compiled(r"[\w!#$&^.+-]+/[\w!#$&^.+*-]+|\*/\*|\*")


invalid_attachment_type = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT, tags=("catalog",)),
        "missing": Code(Severity.WARNING, Impact.NO_EFFECT, was=("attachments-without-types",), tags=("catalog",)),
    },
)


@invalid_attachment_type.entry_check("models", "applications")
def attachment_types(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find texts without the form of a MIME type."""
    for text, element in deployment.field("inputAttachmentTypes").texts():
        if text is None or _MIME.fullmatch(text) or has_placeholder(text):
            continue
        known = _OF_EXTENSIONS.get(text.lstrip("*.").lower())
        yield Finding(
            element.at,
            f'"{text}" is not a MIME type, so it matches no attachment',
            help='Write a type such as "application/pdf" or "image/*".',
            offers=tuple(corrections(element.at, (known,))) if known else (),
        )


@invalid_attachment_type.entry_check("models", "applications", code="missing")
def attachments_without_types(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find numbers of attachments that no type goes with."""
    most, types = deployment.field("maxInputAttachments"), deployment.field("inputAttachmentTypes")
    if most.is_number and most.integer(0) > 0 and not types.raw:
        yield Finding(
            most.at,
            "no types of attachments are listed, so clients offer none",
            help='Write "inputAttachmentTypes", such as ["image/*"].',
            offers=tuple(
                writing(deployment, "inputAttachmentTypes", [mime], after="maxInputAttachments")
                for mime in ("image/*", "*/*")
            ),
        )
