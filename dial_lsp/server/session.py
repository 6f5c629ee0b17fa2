"""All that the server knows of a project, has told of it and has still to do for it, as long as it is there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.rules import all_rules
from dial_lsp.server.pace import Pace
from dial_lsp.server.reloading import after, following
from dial_lsp.server.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.project.following import Now
    from dial_lsp.rulekit.rule import Rule
    from dial_lsp.server.checking import Check
    from dial_lsp.server.diagnosing import Told
    from dial_lsp.server.loading import Project
    from dial_lsp.server.saved import Saved
    from dial_lsp.server.testing import Tested
    from dial_lsp.settings import UnusableSettings
    from dial_lsp.text import Edit, Source


class ProjectSession:
    """One project that is worked on. Its snapshot is replaced with every change.

    It lives in the workspace, which makes it and lets it go. What is read anew and is something else by then has a
    session of its own, so nothing that was known, told or begun for the old one is taken for the new one's.
    """

    def __init__(self, read: Project) -> None:
        self.files, self.found = read.files, read.found
        self.analyses = read.analyses
        self.unread, self.unsound = read.unread, read.unsound
        self.policies = read.policies
        self.syntax: Analysis | None = None  # with the rules about syntax only, kept while the others take long
        self.is_stale = False  # whether a YAML file must be read again before anybody can say what is in it

        self.check: Check | None = None  # how far it has come
        self.told: Told | None = None  # what was reported last, with the numbers by which clients know it
        self.tested: Tested | None = None  # what became of the policies last
        self.policy_items: Mapping[str, list[str]] | None = None  # the JSON of what was found of them, by file
        self.saved: Saved | None = None  # as the disk has it

        self.pace = Pace()
        self.cost_of_testing = 0.0  # seconds of the last time
        self.checking, self.testing = Work(), Work()
        self.publishing, self.comparing = Work(), Work()

    def edited(self, path: str, edits: Sequence[Edit]) -> None:
        """Go on to the snapshot after edits of a file."""
        self.analyses = (self.analyses[0].after({path: edits}),)
        if self.syntax is not None:
            self.syntax = self.syntax.after({path: edits})

    def follow(self, texts: Mapping[Source, Now], *, is_certain: bool) -> None:
        """Go on to the snapshots in which these texts are what they have become."""
        self.analyses = tuple(after(analysis, texts) for analysis in self.analyses)
        self.is_stale = self.is_stale or not is_certain

    def take(self, read: Project) -> None:
        """Go on to what has been read anew."""
        self.analyses = tuple(following(self.analyses, read.analyses))
        self.unread, self.unsound, self.is_stale = read.unread, read.unsound, False

    def watch_syntax(self) -> None:
        """Keep the findings about syntax apart from now on, so that they can be told at once."""
        if self.syntax is None and not self.is_embedded:
            self.syntax = Analysis(self.analyses[0].documents, self.found.settings, rules=syntax_rules())

    @property
    def is_embedded(self) -> bool:
        """Whether a configuration in it stands in a file of another language."""
        return any(source.host is not None for source in self.sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All its texts."""
        return tuple(document.source for analysis in self.analyses for document in analysis.documents)

    def is_whole(self, path: str) -> bool:
        """Whether a file is one of its texts, so that an edit of the file is the same edit of the text."""
        return self.analyses[0].document(path) is not None and not any(
            source.host is not None and source.file == path for source in self.sources
        )

    @property
    def size(self) -> int:
        """The length of all its texts in code points."""
        return sum(len(source.text) for source in self.sources)

    @property
    def broken(self) -> UnusableSettings | None:
        """The settings file that cannot be used at the moment."""
        return self.found.broken


@cache
def syntax_rules() -> tuple[Rule, ...]:
    """The rules that only look at how a file is written."""
    return tuple(rule for rule in all_rules() if rule.module.startswith("dial_lsp.rules.syntax."))
