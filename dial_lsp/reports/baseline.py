"""A baseline: what was found once and is known, so that only what is new is shown.

A finding is kept as what ``fingerprint.py`` recognises it by, and how many there are of each. An API key is named by
its project and roles, so it may get another place or another secret.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dial_lsp.engine.naming import current_name
from dial_lsp.reports.fingerprint import Identity, identity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report

VERSION = 2
FROM_ITS_FOLDER = 1
"""The version whose paths count from the folder of the baseline; those of later ones count from the repository."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are known."""

    counts: Mapping[Identity, int]
    version: int = VERSION

    @property
    def total(self) -> int:
        """How many findings are known."""
        return sum(self.counts.values())


def baseline_of(report: Report, relative: Callable[[str], str]) -> Baseline:
    """Everything that is found now; ``relative`` gives a path as it is written in the baseline."""
    return Baseline(Counter(_known(diagnostic, relative) for _, diagnostic in report.findings))


def written(baseline: Baseline) -> str:
    """The baseline as JSON, a line for each kind of finding, so that changes of it can be read."""
    lines = [
        json.dumps({"path": known.path, "rule": known.rule, "place": known.place, "count": count}, ensure_ascii=False)
        for known, count in sorted(baseline.counts.items())
    ]
    findings = "[\n    " + ",\n    ".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


def read(text: str) -> Baseline:
    """The baseline in a text. Raises ValueError in words for the user."""
    try:
        value = json.loads(text)
        version = value["version"]
        if version not in (FROM_ITS_FOLDER, VERSION):
            raise ValueError(f"it is of version {version}, and this dial-lint reads versions up to {VERSION}")
        counts: Counter[Identity] = Counter()
        for one in value["findings"]:
            counts[Identity(one["path"], current_name(one["rule"]), one["place"])] += int(one["count"])
        return Baseline(counts, version)
    except (json.JSONDecodeError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("it is no baseline") from error


def without_known(report: Report, baseline: Baseline, relative: Callable[[str], str]) -> tuple[Report, int]:
    """The report of what is new, and how many findings of the baseline are gone.

    Where more of a kind are found than are known, the last ones are new.
    """
    left = Counter(baseline.counts)
    projects: list[Checked] = []
    for project in report.projects:
        new = []
        for diagnostic in project.diagnostics:
            known = _known(diagnostic, relative)
            if left[known] > 0:
                left[known] -= 1
            else:
                new.append(diagnostic)
        projects.append(replace(project, diagnostics=tuple(new), known=len(project.diagnostics) - len(new)))
    return report._replace(projects=tuple(projects)), left.total()


def _known(diagnostic: Diagnostic, relative: Callable[[str], str]) -> Identity:
    return identity(diagnostic, relative(diagnostic.location.source.path))
