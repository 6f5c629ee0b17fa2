"""What a report tells: the projects that were checked, their diagnostics and what Core would do with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from dial_lsp.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.diagnostics import Diagnostic, Fix
    from dial_lsp.text import Edit, Source, Span

Verdict = Literal["accepts", "rejects", "none"]
_UNMISTAKABLE = 8  # code points; a shorter secret is looked for with its quotes, or it would be found everywhere


@dataclass(frozen=True, slots=True)
class Checked:
    """One project: its files in merge order and what was found in them."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    verdict: Verdict
    secrets: Callable[[Source], tuple[Span, ...]]  # the places of a source whose text nobody may see
    core_version: str = "latest"
    suppressed: tuple[Diagnostic, ...] = ()  # what comments and settings hide
    known: int = 0  # how many findings of the baseline are left out
    files: Mapping[str, str] = field(default_factory=dict)  # for sources that are a part of a file: its path
    part: str = ""  # for one of several configurations in a file: what it is called there

    def source(self, path: str) -> Source:
        """The source of that path, one of the project or of its settings. Raises KeyError where there is none."""
        for source in (*self.sources, *(diagnostic.location.source for diagnostic in self.diagnostics)):
            if source.path == path:
                return source
        raise KeyError(path)

    def fixes(self, diagnostic: Diagnostic) -> tuple[Fix, ...]:
        """The fixes whose edits may be told: a report does not repeat a secret, not even to move it elsewhere."""
        fixes = (replace(fix, edits=self._in_files(fix.edits)) for fix in diagnostic.fixes if not fix.holds_secret)
        return tuple(fix for fix in fixes if not any(map(self._tells_secret, fix.edits.items())))

    def _in_files(self, edits: Mapping[str, tuple[Edit, ...]]) -> Mapping[str, tuple[Edit, ...]]:
        """The edits by the paths of files."""
        found: dict[str, tuple[Edit, ...]] = {}
        for path, made in edits.items():
            file = self.files.get(path, path)
            found[file] = (*found.get(file, ()), *made)
        return found

    def _tells_secret(self, change: tuple[str, tuple[Edit, ...]]) -> bool:
        path, edits = change
        source = self.source(path)
        secrets = {source.text[span.start : span.end] for span in self.secrets(source)}
        return any(_tells(edit.text, secret) for edit in edits for secret in secrets)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run of the linter has to say, and how."""

    projects: tuple[Checked, ...]
    fail_on: Severity | None = Severity.ERROR  # the mildest severity that fails the run
    color: bool = False
    width: int = 100  # terminal cells in a line of code; longer lines are cut around what is underlined
    folded: bool = False  # whether many equal findings of a file are shown as one with a count, where people read
    summary: bool = True  # whether to close with the sum of what was found and the verdict

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


def _tells(text: str, secret: str) -> bool:
    bare = secret.strip('"')
    return bool(bare) and (bare if len(bare) >= _UNMISTAKABLE else f'"{bare}"') in text
