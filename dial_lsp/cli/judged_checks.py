"""``--judge-by REV`` of check and test: projects by the settings of a revision, and what of the findings counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.cli.choice import chosen_projects
from dial_lsp.cli.compared import compared
from dial_lsp.cli.judging import without_new_comments
from dial_lsp.disk import is_name
from dial_lsp.project.choosing import file_of
from dial_lsp.project.discovery import Project

if TYPE_CHECKING:
    from dial_lsp.cli.compared import Compared, JudgedChoice
    from dial_lsp.cli.configurations import Configuration
    from dial_lsp.reports.judged import Judged
    from dial_lsp.reports.report import Checked


class Judges:
    """The judges of a revision, for the files as they are now."""

    def __init__(self, revision: str, choice: JudgedChoice, *, policy: str | None = None) -> None:
        """``policy`` is a policy file that is named. Raises ClickException where there is no such revision or file."""
        self._found = compared(revision, None, choice, tells=False, policy=policy)
        self.projects = _projects(self._found, choice)

    @property
    def judged(self) -> Judged:
        """What is otherwise about the judges."""
        return self._found.judged

    @property
    def baseline(self) -> str | None:
        """The text of the baseline that counts; None if the one that is named does."""
        return self._found.baseline

    def judge(self, project: Project, checked: Checked) -> Checked:
        """What was found in a project, with what new comments hide."""
        return without_new_comments(checked, self._earlier(project, checked), project.settings)

    def _earlier(self, project: Project, checked: Checked) -> Configuration | None:
        for sides in self._found.sides:
            new = sides.new
            is_meant = new is not None and new.project.paths == project.paths
            if is_meant and new is not None and (not checked.part or new.keys[0].endswith(f"#{checked.part}")):
                return sides.old
        return None


def _projects(found: Compared, choice: JudgedChoice) -> tuple[Project, ...]:
    """Each project once, and for each file that is named but not there one that cannot be read."""
    new = [sides.new.project for sides in found.sides if sides.new is not None]
    known = {path for project in new for path in project.paths}
    missing = [Project((file,)) for file in choice.files if file not in known and not is_name(file_of(file))]
    projects = tuple({project.paths: project for project in (*new, *missing)}.values())
    return projects or chosen_projects(choice)
