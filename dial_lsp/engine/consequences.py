"""What is not told of: what comes of a root that is closed too early, and what stands where Core never comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact
from dial_lsp.model.early_end import early_end
from dial_lsp.model.place import ConfigSection, Place
from dial_lsp.rulekit.manual import WITHOUT_RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.rulekit.rule import Check, Finding
    from dial_lsp.syntax import Document
    from dial_lsp.text import Location

    Found = tuple[Check, Finding]
    Alike = tuple[str, str, Location]

_RULE = "trailing-content"
_ABOUT_THE_TEXT = "dial_lsp.rules.syntax."


def ends_early(documents: Iterable[Document], shown: Collection[str]) -> bool:
    """Whether a root is closed too early, and said to be; ``shown`` names the rules whose findings are shown."""
    return _RULE in shown and any(early_end(document) for document in documents)


def without_consequences(
    found: Sequence[Found], meant: Collection[Alike], alike: Callable[[Found], Alike]
) -> Iterator[Found]:
    """What is said of the text, why Core refuses it, and what is ``meant``, said when roots end where they should, too.

    ``alike`` is what makes a finding the same in another reading of the same text.
    """
    for one in found:
        check, finding = one
        is_of_text = check.rule.module.startswith(_ABOUT_THE_TEXT) or check.rule.name in WITHOUT_RULE
        is_refusal = (finding.impact or check.code_of(finding).impact) is Impact.FILE_REJECTED
        if is_of_text or is_refusal or alike(one) in meant:
            yield one


def without_unread(found: Iterable[Found], config: Config) -> Iterator[Found]:
    """What is said of places that Core comes to when it reads the merged config; of one that it refuses everything."""
    reading = config.locale_reading
    if reading is not None and reading.refused:
        reading = None
    for one in found:
        at = one[1].at
        if reading is None or not isinstance(at, Place):
            yield one
        elif isinstance(at.entry, ConfigSection):
            if at.entry.name in reading.tree:
                yield one
        elif reading.reaches(at.entry, next(iter(at.pointer), None)):
            yield one
