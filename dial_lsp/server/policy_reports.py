"""What is found of policies, as the protocol's JSON: in their file, and beside other findings of the configuration.

A policy file may be of several projects; what it shows is what became of it in all of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dial_lsp.server.policy_texts import PolicyText
from dial_lsp.server.recognising import is_policies
from dial_lsp.server.report import Report
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.policies.findings import Finding
    from dial_lsp.server.abilities import Abilities
    from dial_lsp.server.session import ProjectSession
    from dial_lsp.server.testing import Tested
    from dial_lsp.server.workspace import Workspace

SOURCE = "dial-lint"
NOBODYS = (
    "no configuration was found in this folder or below that these policies are of, such as an aidial.config.json; "
    "none of them is asked"
)
POLICY, MISTAKE = "policy", "policy-file"
"""The codes of what breaks a policy, and of what is wrong with a policy itself."""


class PolicyReports:
    """Adds what is found of policies to the reports of a project."""

    def __init__(self, workspace: Workspace, numbers: Iterator[int]) -> None:
        self._workspace = workspace
        self._numbers = numbers
        self._made: dict[str, tuple[Report | None, str, Report]] = {}
        self._alone: dict[str, PolicyText] = {}

    def took(self, project: ProjectSession, tested: Tested, abilities: Abilities) -> bool:
        """Take what became of the policies of a project; whether that is other than before."""
        items: dict[str, list[str]] = defaultdict(list)
        if tested.policies.broken is not None:
            items[tested.policies.source.path].append(self._broken(tested.policies))
        for analysis, found in tested.findings:
            path, item = self._item(analysis, found, tested.policies, abilities)
            if item not in items[path]:  # of two configurations in one file both break it
                items[path].append(item)
        before, project.policy_items = project.policy_items, items
        return before != items

    def added(self, project: ProjectSession, reports: Mapping[str, Report]) -> Mapping[str, Report]:
        """The reports with what is found of policies."""
        if project.policies is None:
            return reports
        path = project.policies.source.path
        own = {**(project.policy_items or {}), path: self._of_file(project, path)}
        return {**reports, **{each: self._report(each, reports.get(each), items) for each, items in own.items()}}

    def alone(self, path: str) -> Report | None:
        """The report on an open policy file of no configuration: its own mistakes, and that it is nobody's."""
        text = self._workspace.texts.get(path)
        if text is None or not is_policies(path) or self._workspace.sessions.judged_by(path):
            self._alone.pop(path, None)
            return None
        known = self._alone.get(path)
        if known is None or known.source.text != text.text:
            known = self._alone[path] = PolicyText.of(Source(path, text.text), known)
        ruler = self._workspace.file_ruler(known.source)
        rest: dict[str, Any] = {"code": MISTAKE, "source": SOURCE}
        items = [_item(ruler.json(Span(0, 0)), {"severity": 3, **rest, "message": NOBODYS})]
        if known.broken is not None:
            items.append(self._broken(known))
        items += [
            _item(ruler.json(known.here(each.at).span), {"severity": 1, **rest, "message": each.message})
            for each in known.file.mistakes
        ]
        return self._report(path, None, items)

    def _of_file(self, project: ProjectSession, path: str) -> list[str]:
        projects = dict.fromkeys((*self._workspace.sessions.judged_by(path), project))
        return list(dict.fromkeys(item for each in projects for item in (each.policy_items or {}).get(path, ())))

    def _report(self, path: str, report: Report | None, items: list[str]) -> Report:
        """The report with more items; another one only where it says something else."""
        more = ",".join(items)
        known = self._made.get(path)
        if known is not None and known[0] is report and known[1] == more:
            return known[2]
        base = "" if report is None else report.items[1:-1]
        text = f"[{','.join(filter(None, (base, more)))}]"
        old = known[2] if known is not None else report
        made = old if old is not None and old.items == text else Report(next(self._numbers), text)
        self._made[path] = report, more, made
        return made

    def _item(self, analysis: Analysis, found: Finding, policies: PolicyText, abilities: Abilities) -> tuple[str, str]:
        path, where = self._place(found.location, policies)
        names = analysis.secrecy.wording.names
        rest: dict[str, Any] = {
            "severity": 1,
            "code": MISTAKE if found.is_mistake else POLICY,
            "source": SOURCE,
            "message": names(found.message),
        }
        if abilities.links:
            from dial_lsp.policies.manual import url_of

            rest["codeDescription"] = {"href": url_of(found.use)}
        if abilities.related and found.related:
            rest["relatedInformation"] = [
                {
                    "location": {"uri": self._workspace.uri(file), "range": json.loads(at)},
                    "message": names(each.message),
                }
                for each in found.related
                for file, at in (self._place(each.location, policies),)
            ]
        return path, _item(where, rest)

    def _place(self, at: Location, policies: PolicyText) -> tuple[str, str]:
        """The file and the range in it; a place of the policies where it stands in the text now."""
        here = policies.here(at) if at.source is policies.file.source else at.in_file
        return here.source.path, self._workspace.file_ruler(here.source).json(here.span)

    def _broken(self, policies: PolicyText) -> str:
        assert policies.broken is not None  # noqa: S101 -- asked by the caller
        at = policies.broken.at or Location(policies.source, Span(0, 0))
        message = f"{policies.broken.reason}; the last policies that could be read hold"
        where = self._workspace.file_ruler(policies.source).json(at.span)
        return _item(where, {"severity": 1, "code": MISTAKE, "source": SOURCE, "message": message})


def _item(where: str, rest: Mapping[str, Any]) -> str:
    return f'{{"range":{where},{json.dumps(rest, separators=(",", ":"))[1:]}'
