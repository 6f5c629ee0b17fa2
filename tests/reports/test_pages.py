"""The formats that people read as pages: Markdown and HTML."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from dial_lsp.reports import render

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report

VOID = {"meta", "input", "link", "br"}


def test_markdown_is_one_table_with_a_row_for_each_finding(report: Report) -> None:
    (project,) = report.projects
    breaking = project.diagnostics[0]._replace(message="a | b\n\n<b>`c` [d](e)")
    report = report._replace(projects=(replace(project, diagnostics=(breaking, *project.diagnostics[1:])),))
    tokens = Counter(token.type for token in MarkdownIt().enable("table").parse(render("markdown", report)))
    assert (tokens["table_open"], tokens["tr_open"], tokens["td_open"]) == (1, 8, 28)
    shown = MarkdownIt().enable("table").render(render("markdown", report))
    assert "a | b␊␊&lt;b&gt;`c` [d](e)" in shown


def test_markdown_ends_before_it_is_too_large(report: Report) -> None:
    (project,) = report.projects
    many = replace(project, diagnostics=project.diagnostics * 1000)
    text = render("markdown", report._replace(projects=(many,)))
    assert text.endswith("\n… and 6500 more.\n")
    assert len(text.encode()) < 1024 * 1024


class Page(HTMLParser):
    """Collects the tags of a page and checks that they nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None]


def test_html_nests_and_its_names_and_labels_fit(report: Report) -> None:
    page = Page(render("html", report))
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert {target.removeprefix("#") for target in page.values("href") if target.startswith("#")} <= set(ids)
    assert [tag for tag, _ in page.tags if tag in {"h1", "h2"}] == ["h1", "h2", "h2"]
    assert sum(tag == "article" for tag, _ in page.tags) == 7


def test_html_needs_nothing_else(report: Report) -> None:
    page = Page(render("html", report))
    assert page.values("src") == []
    assert [tag for tag, _ in page.tags if tag in {"link", "img", "iframe", "base"}] == []


def test_html_lets_no_text_become_markup(report: Report) -> None:
    (project,) = report.projects
    evil = project.diagnostics[5]._replace(message="<script>alert(1)</script>", help="<img src=x>", pointer='"><b>')
    text = render("html", report._replace(projects=(replace(project, diagnostics=(evil,)),)))
    assert sum(tag == "script" for tag, _ in Page(text).tags) == 1
    assert Page(text).values("src") == []
    assert "GPT &lt;4&gt;" in text
