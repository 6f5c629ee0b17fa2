"""More than three equal findings of a file are one with a count, in text, Markdown and on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.folding import kind
from dial_lsp.reports import FORMATS, render
from dial_lsp.reports.folding import shown
from dial_lsp.reports.report import Checked, Report
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.secrets import NoSecrets


def report(fractions: int, nulls: int = 0) -> Report:
    """A limit with a fraction in each line, and roles that are null."""
    limits = ",\n".join(f'"m{number}": {{"day": {number + 1}.5}}' for number in range(fractions))
    roles = "".join(f', "n{number}": null' for number in range(nulls))
    source = Source("a.json", f'{{"roles": {{"r": {{"limits": {{\n{limits}\n}}}}{roles}}}}}\n')
    diagnostics = Analysis([parse(source)]).diagnostics
    found = tuple(one for one in diagnostics if one.rule in ("loose-value/fraction", "null-value/entry"))
    return Report((Checked((source,), found, "accepts", NoSecrets()),), folded=True)


def test_three_are_shown_and_four_are_one() -> None:
    assert [len(one.more) for one in shown(report(3))] == [0, 0, 0]
    assert [len(one.more) for one in shown(report(4))] == [3]


def test_names_hosts_and_numbers_may_differ() -> None:
    found = report(4).projects[0].diagnostics
    for texts in (
        ["a.example.com is open", "b.example.org is open", "c-d.io is open", "e1.example.com is open"],
        ['"a" costs 1', '"b.c" costs 20', '"d e" costs 300', '"" costs 4'],
    ):
        assert len({kind(one._replace(message=text)) for one, text in zip(found, texts, strict=True)}) == 1
    assert len({kind(found[0]._replace(message=text)) for text in ("a.example.com is open", "no.such.thing")}) == 2


def test_the_text_names_the_first_places() -> None:
    assert render("text", report(12)).splitlines() == [
        "a.json:2:15 warning[loose-value/fraction] Core reads 1.5 as 1 (whole numbers only)",
        '2 | "m0": {"day": 1.5},',
        "  |               ^^^",
        "  = help: Write a whole number.",
        "  = fix: Write 1",
        "  = and 11 more like this (lines 3, 4, 5, 6, 7, 8, 9, 10, …); --all shows them",
        "",
        "Found 12 warnings in 1 file.",
        "Core would load this file.",
    ]


def test_markdown_has_one_row() -> None:
    rows = [line for line in render("markdown", report(12)).splitlines() if line.startswith("| a.json")]
    assert len(rows) == 1
    assert "and 11 more like this (lines 3, 4, 5, 6, 7, 8, 9, 10, …); --all shows them" in rows[0]


def test_the_page_has_one_article_with_all_places() -> None:
    page = render("html", report(12))
    assert page.count("<article") == 1
    assert "<summary>11 more like this</summary>" in page
    assert all(f"a.json:{line}:" in page for line in range(2, 14))
    assert render("html", report(12)._replace(folded=False)).count("<article") == 12


def test_errors_are_equal_only_if_they_say_the_very_same() -> None:
    kinds = [(one.diagnostic.rule, len(one.more)) for one in shown(report(0, 5))]
    assert kinds == [("null-value/entry", 4)]
    project = report(0, 5).projects[0]
    others = tuple(one._replace(message=f'role "{n}" is null') for n, one in enumerate(project.diagnostics))
    assert len(shown(Report((replace(project, diagnostics=others),), folded=True))) == len(others)


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"text", "markdown", "html"}))
def test_other_formats_stay_whole(name: str) -> None:
    assert render(name, report(12)) == render(name, report(12)._replace(folded=False))
