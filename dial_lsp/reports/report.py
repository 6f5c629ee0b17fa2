"""What a report tells: the projects that were checked, their diagnostics and what Core would do with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from dial_lsp.diagnostics import Severity
from dial_lsp.masking.masks import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.diagnostics import Diagnostic, Effect, Fix
    from dial_lsp.masking.masks import Masked
    from dial_lsp.masking.wording import Wording
    from dial_lsp.reports.judged import Judged
    from dial_lsp.text import Edit, Source, Span

Verdict = Literal["accepts", "rejects", "none"]


class Secrets(Protocol):
    """What of a project nobody may see."""

    @property
    def wording(self) -> Wording:
        """What takes secrets out of texts that are no part of a file."""

    def __call__(self, source: Source, window: Span | None = None) -> tuple[Masked, ...]:
        """The spans of a source whose text nobody may see; with ``window`` those that touch it are enough."""


class ShownEdit(NamedTuple):
    """An edit as a report tells it; one that is masked cannot be made."""

    span: Span
    text: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class ShownFix:
    """A fix as a report tells it: edits by the paths of files."""

    title: str
    edits: Mapping[str, tuple[ShownEdit, ...]]
    safe: bool
    judged: Callable[[], Effect] = field(repr=False)

    @property
    def effect(self) -> Effect:
        """What the change does to access; worked out when somebody asks."""
        return self.judged()

    @property
    def is_masked(self) -> bool:
        """Whether an edit of it is masked, so that it can be read but not be made."""
        return any(edit.is_masked for edits in self.edits.values() for edit in edits)


@dataclass(frozen=True, slots=True)
class Checked:
    """One project: its files in merge order and what was found in them."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    verdict: Verdict
    secrets: Secrets
    core_version: str = "latest"
    suppressed: tuple[Diagnostic, ...] = ()  # what comments and settings hide
    known: int = 0  # how many findings of the baseline are left out
    fixes_left_out: int = 0  # of how many findings, being very many, the fixes are not told
    files: Mapping[str, str] = field(default_factory=dict)  # for sources that are a part of a file: its path
    part: str = ""  # for one of several configurations in a file: what it is called there

    def source(self, path: str) -> Source:
        """The source of that path, one of the project or of its settings. Raises KeyError where there is none."""
        for source in chain(self.sources, (diagnostic.location.source for diagnostic in self.diagnostics)):
            if source.path == path:
                return source
        raise KeyError(path)

    def fixes(self, diagnostic: Diagnostic) -> tuple[ShownFix, ...]:
        """The fixes without any secret: a report does not repeat one, not even to move it elsewhere."""
        return tuple(map(self._shown, diagnostic.fixes))

    def applicable_fixes(self, diagnostic: Diagnostic) -> tuple[ShownFix, ...]:
        """The fixes that a program may make as they are told."""
        return tuple(fix for fix in self.fixes(diagnostic) if not fix.is_masked)

    def _shown(self, fix: Fix) -> ShownFix:
        edits: dict[str, tuple[ShownEdit, ...]] = {}
        for path, made in fix.edits.items():
            file = self.files.get(path, path)
            edits[file] = (*edits.get(file, ()), *(self._shown_edit(file, fix, edit) for edit in made))
        return ShownFix(fix.title, edits, fix.safe, lambda: fix.effect)

    def _shown_edit(self, path: str, fix: Fix, edit: Edit) -> ShownEdit:
        text = MASK if fix.holds_secret else self.secrets.wording.edit(self.source(path).text, edit)
        return ShownEdit(edit.span, text, is_masked=text != edit.text)


class Report(NamedTuple):
    """Everything one run of the linter has to say, and how."""

    projects: tuple[Checked, ...]
    fail_on: Severity | None = Severity.ERROR  # the mildest severity that fails the run
    color: bool = False
    width: int = 100  # terminal cells in a line of code; longer lines are cut around what is underlined
    folded: bool = False  # whether many equal findings of a file are shown as one with a count, where people read
    summary: bool = True  # whether to close with the sum of what was found and the verdict
    hidden: int = 0  # how many milder findings than those that are asked for are left out
    judged: Judged | None = None  # what a change does to its judges, where that is asked for

    def at_least(self, severity: Severity) -> Report:
        """The report with findings of a severity or a higher one only, and with the number of the others."""
        kept = (
            replace(one, diagnostics=tuple(found for found in one.diagnostics if found.severity <= severity))
            for one in self.projects
        )
        report = self._replace(projects=tuple(kept))
        return report._replace(hidden=len(self.findings) - len(report.findings))

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic fails the run."""
        return self.fail_on is not None and diagnostic.severity <= self.fail_on

    @property
    def findings(self) -> tuple[tuple[Checked, Diagnostic], ...]:
        """All diagnostics with the project each belongs to: projects in order, diagnostics by file and place."""
        return tuple((project, diagnostic) for project in self.projects for diagnostic in project.diagnostics)

    @property
    def suppressed(self) -> tuple[tuple[Checked, Diagnostic], ...]:
        """All diagnostics that comments and settings hide, in the same order."""
        return tuple((project, diagnostic) for project in self.projects for diagnostic in project.suppressed)

    @property
    def known(self) -> int:
        """How many findings of the baseline are left out."""
        return sum(project.known for project in self.projects)

    @property
    def fixes_left_out(self) -> int:
        """Of how many findings the fixes are not told."""
        return sum(project.fixes_left_out for project in self.projects)

    @property
    def verdict(self) -> Verdict:
        """Core rejects when it rejects any project; there is no verdict where no project is a configuration."""
        verdicts = {project.verdict for project in self.projects}
        return "rejects" if "rejects" in verdicts else "none" if verdicts == {"none"} else "accepts"

    @property
    def core_version(self) -> str | None:
        """The version of Core that all projects are meant for; None if they are meant for different ones."""
        versions = {project.core_version for project in self.projects}
        return versions.pop() if len(versions) == 1 else None

    @property
    def counts(self) -> dict[str, int]:
        """How many diagnostics there are of each severity, the worst first."""
        counted = Counter(diagnostic.severity for _, diagnostic in self.findings)
        return {severity.word: counted[severity] for severity in Severity}

    @property
    def file_count(self) -> int:
        """How many files were read."""
        return len({source.path for project in self.projects for source in project.sources})
