"""Policies for programs: JSON, JUnit, SARIF, annotations of GitHub and Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from dial_lsp import __version__
from dial_lsp.reports.frame import printable
from dial_lsp.reports.github import command, notice
from dial_lsp.reports.judged import as_markdown
from dial_lsp.reports.policies.text import exceptions, pinned, problems, summary, survivors
from dial_lsp.reports.policies.verdicts import MOST_SHOWN, place_value
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.policies.outcome import Breach, Outcome
    from dial_lsp.reports.policies.verdicts import Verdict, Verdicts

_MOST_SURVIVORS = 50
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def render_json(verdicts: Verdicts) -> str:
    """One object, as docs/policies.md describes it."""
    return json.dumps(verdicts.value(), ensure_ascii=False, indent=2) + "\n"


def render_junit(verdicts: Verdicts) -> str:
    """One test case a policy; why it fails is its failure."""
    outcomes = verdicts.report.outcomes
    said, found = of_file(verdicts), verdicts.coverage
    failing = sum(not each.holds for each in outcomes) + bool(said) + (not verdicts.is_enough)
    counts = {"tests": str(len(outcomes) + (1 if found is None else 2)), "failures": str(failing)}
    root = ET.Element("testsuites", {"name": "dial-lint test", **counts})
    suite = ET.SubElement(
        root, "testsuite", {"name": printable(from_root(place_value_of_file(verdicts)["path"])), **counts}
    )
    first = ET.SubElement(suite, "testcase", name="Core loads the configuration and the policies can be read")
    if said:
        ET.SubElement(first, "failure", message=said[0]).text = "\n".join(said)
    for verdict in verdicts.all:
        case = ET.SubElement(suite, "testcase", name=verdicts.hidden(verdict.outcome.policy.name))
        lines = list(_lines(verdicts, verdict))
        if not verdict.outcome.holds:
            ET.SubElement(case, "failure", message=lines[0]).text = "\n".join(lines)
    if found is not None:
        case = ET.SubElement(suite, "testcase", name="The policies would notice changes")
        unnoticed = [pinned(found), *(f"{where} {could}" for where, could, _ in survivors(verdicts, found))]
        if not verdicts.is_enough:
            ET.SubElement(case, "failure", message=unnoticed[0]).text = "\n".join(unnoticed)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def render_github(verdicts: Verdicts) -> str:
    """An error for each policy that fails, beside it, and one for each place that breaks it."""
    lines = [notice(changed) for changed in verdicts.judged.changes] if verdicts.judged else []
    lines += [_command(text, place_value_of_file(verdicts)["path"], 1) for text in of_file(verdicts)]
    for verdict in verdicts.all:
        if not verdict.outcome.holds:
            at = _of_policies(verdicts, place_value(verdict.outcome.policy.at))
            lines.append(_command("\n".join(_lines(verdicts, verdict)), at["path"], at["line"]))
            for breach in verdict.outcome.breaches[:MOST_SHOWN]:
                where = _where(verdicts, breach)
                if where is not None:
                    text = f'{breach.message}; policy "{verdict.outcome.policy.name}"'
                    lines.append(_command(verdicts.hidden(text), where["path"], where["line"]))
    sums = [summary(verdicts)]
    if verdicts.coverage is not None:
        level = "notice" if verdicts.is_enough else "error"
        for at, could in _unnoticed(verdicts)[:MOST_SHOWN]:
            place_of = {"title": "no policy", "file": from_root(at["path"]), "line": at["line"]}
            lines.append(command(level, place_of, f"{could}, and no policy would notice"))
        sums.append(pinned(verdicts.coverage))
    return "".join(f"{line}\n" for line in (*lines, *sums))


def render_markdown(verdicts: Verdicts) -> str:
    """A list of the policies, those that fail first, with what breaks them."""
    every = sorted(verdicts.all, key=lambda each: each.outcome.holds)
    judged = as_markdown(verdicts.judged).splitlines() if verdicts.judged else []
    lines = [*judged, f"**{summary(verdicts)}**", "", *(f"- {_escaped(text)}" for text in of_file(verdicts))]
    for verdict in every:
        mark = "✅" if verdict.outcome.holds else "❌"
        lines.append(f"- {mark} {_escaped(verdicts.hidden(verdict.outcome.policy.name))}")
        if not verdict.outcome.holds:
            lines += [f"  - {_escaped(line)}" for line in _lines(verdicts, verdict, steps=False)]
    if verdicts.coverage is not None:
        told = [(place, could) for place, could, _ in survivors(verdicts, verdicts.coverage)]
        lines += ["", f"**{pinned(verdicts.coverage)}**", ""]
        lines += [f"- {_escaped(f'{where} {could}')}" for where, could in told[:_MOST_SURVIVORS]]
        lines += [f"- and {len(told) - _MOST_SURVIVORS} more"] if len(told) > _MOST_SURVIVORS else []
    return "\n".join(lines) + "\n"


def render_one(verdicts: Verdicts, outcome: Outcome) -> str:
    """One policy as Markdown, with what breaks it, why and what would mend that."""
    mark = "holds" if outcome.holds else "fails"
    lines = _lines(verdicts, verdicts.of(outcome))
    told = [f"{'  ' if line.startswith('  ') else ''}- {_escaped(line.strip())}" for line in lines]
    return "\n".join([f"# {_escaped(verdicts.hidden(outcome.policy.name))}", "", f"It {mark}.", "", *told]) + "\n"


def render_sarif(verdicts: Verdicts) -> str:
    """A log of SARIF 2.1.0: a rule for each policy, a result for each thing that breaks it."""
    results = [_result("policy-file", text, place_value_of_file(verdicts)) for text in of_file(verdicts)]
    rules = [{"id": "policy-file", "shortDescription": {"text": "The policies can be asked"}}]
    for number, verdict in enumerate(verdicts.all, 1):
        outcome, rule = verdict.outcome, f"policy-{number}"
        rules.append({"id": rule, "shortDescription": {"text": verdicts.hidden(outcome.policy.name)}})
        at = _of_policies(verdicts, place_value(outcome.policy.at))
        results += [_result(rule, text, at) for text in problems(verdicts, outcome)]
        for breach in outcome.breaches:
            results.append(_result(rule, verdicts.hidden(breach.message), _where(verdicts, breach) or at))
    if verdicts.coverage is not None:
        rules.append({"id": "unnoticed", "shortDescription": {"text": "Statements that could change unnoticed"}})
        level = "note" if verdicts.is_enough else "error"
        results += [_result("unnoticed", could, at, level) for at, could in _unnoticed(verdicts)]
    driver = {"name": "dial-lint", "semanticVersion": __version__, "rules": rules}
    log = {"$schema": SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def place_value_of_file(verdicts: Verdicts) -> dict[str, Any]:
    """The start of the policy file."""
    return _of_policies(verdicts, {"path": verdicts.report.file.source.path, "line": 1, "column": 1})


def _of_policies(verdicts: Verdicts, place: dict[str, Any]) -> dict[str, Any]:
    """A place in the policy file as it is named now, also where a revision has the one that judges."""
    by = verdicts.judged.by if verdicts.judged else ""
    return {**place, "path": place["path"].removeprefix(f"{by}:")}


def of_file(verdicts: Verdicts) -> list[str]:
    """What is wrong before any policy is asked."""
    mistakes = [f"{place(each.at)} {verdicts.hidden(each.message)}" for each in verdicts.report.file.mistakes]
    refusal = verdicts.refusal
    return (
        [] if refusal is None else [printable(refusal.sentence("this configuration", "the previous one"))]
    ) + mistakes


def _lines(verdicts: Verdicts, verdict: Verdict, *, steps: bool = True) -> Iterator[str]:
    outcome = verdict.outcome
    yield from problems(verdicts, outcome)
    for number, breach in enumerate(outcome.breaches[:MOST_SHOWN]):
        yield verdicts.hidden(breach.message)
        for step in breach.because if steps else ():
            place = "" if step.at is None else f"{verdicts.places.text(step.at)} "
            yield f"  {place}{verdicts.hidden(step.message)}"
        if number in verdict.remedies:
            yield f"  Fix: {verdicts.change(verdict.remedies[number])}"
    if len(outcome.breaches) > MOST_SHOWN:
        yield f"and {len(outcome.breaches) - MOST_SHOWN} more"
    yield from exceptions(verdicts, outcome)


def _where(verdicts: Verdicts, breach: Breach) -> dict[str, Any] | None:
    """Where the configuration breaks it."""
    return None if breach.at is None else verdicts.places.value(breach.at)


def _command(text: str, path: str, line: int) -> str:
    return command("error", {"title": "policy", "file": from_root(path), "line": line}, text)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|&" else char for char in text)


def _unnoticed(verdicts: Verdicts) -> list[tuple[dict[str, Any], str]]:
    """Where each statement stands that could change unnoticed, and what could happen."""
    tried = verdicts.coverage.tried if verdicts.coverage is not None else ()
    survivors = (each for each in tried if each.fate != "pinned")
    return [(verdicts.places.value(each.mutant.at), verdicts.hidden(each.mutant.could)) for each in survivors]


def _result(rule: str, text: str, at: dict[str, Any], level: str = "error") -> dict[str, Any]:
    region = {"startLine": at["line"], "startColumn": at["column"]}
    location = {"physicalLocation": {"artifactLocation": {"uri": from_root(at["path"])}, "region": region}}
    return {"ruleId": rule, "level": level, "message": {"text": text}, "locations": [location]}
