"""Hover: the cases beside this file, and laws over real configurations."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.hover import Hover, hover
from dial_lsp.features.hover.markup import Bullets, Code, Link, Paragraph, Strong, Topic, as_markdown, as_plain
from dial_lsp.features.hover.policies import policies_hover
from dial_lsp.features.hover.settings import settings_hover
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.cursor_cases import CursorCase, cursor_cases, judged, shown_span, title_of

HERE = Path(__file__).parent
CASES = cursor_cases(HERE / "hover")
SETTINGS = cursor_cases(HERE / "hover" / "settings")
POLICIES = cursor_cases(HERE / "hover" / "policies")
REALWORLD = sorted((HERE.parent / "realworld").rglob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=title_of)
def test_hover(case: CursorCase) -> None:
    found = ask(case)
    if found is None:
        case.check("nothing\n")
        return
    marked = shown_span(Source(case.path, case.files[case.path]), found.span).splitlines()
    below = "\n".join(line for line in marked[1:] if line)
    case.check(f"{below}\n\n{found.markdown}\n")


@pytest.mark.parametrize("case", SETTINGS, ids=title_of)
def test_settings(case: CursorCase) -> None:
    found = settings_hover(case.files[case.path], case.offset, shared=case.path == "pyproject.toml")
    case.check(f"{case.files[case.path][slice(*found.span)]}\n\n{found.markdown}\n" if found else "nothing\n")


@pytest.mark.parametrize("case", POLICIES, ids=title_of)
def test_policies(case: CursorCase) -> None:
    found = policies_hover(case.files[case.path], case.offset, [judged(case)])
    case.check(f"{case.files[case.path][slice(*found.span)]}\n\n{found.markdown}\n" if found else "nothing\n")


@pytest.mark.parametrize("case", CASES, ids=title_of)
def test_plain_text_has_no_markup(case: CursorCase) -> None:
    found = ask(case)
    if found is not None and not case.arguments:
        assert "**" not in found.plain
        assert "\\" not in found.plain


@pytest.mark.parametrize("code", ['"${ROLE}"', '"x-{{ .Values.role }}"', "%%ROLE%%"])
def test_nothing_is_said_of_what_a_placeholder_becomes_but_where_it_goes(code: str) -> None:
    text = f'{{"keys": {{"k": {{"project": "p", "role": {code}}}}}}}'
    found = hover(Analysis([parse(Source("a.json", text))]), "a.json", text.index(code) + 4)
    assert found is not None
    first, second = (topic for topic in found.markdown.split("\n\n---\n\n"))
    assert first == "A placeholder: its value is not known before it is filled in."
    assert second.startswith("**role**: text")


@pytest.mark.parametrize("path", REALWORLD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_hover_covers_the_offset_and_tells_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    analysis = Analysis([parse(Source(path.name, text))])
    (document,) = analysis.documents
    secrets = {text[one.start : one.end] for one in analysis.secrecy.masked(document)}
    secrets = {secret for secret in secrets if len(secret) > 8}
    for offset in range(0, len(text), 29):
        found = hover(analysis, path.name, offset)
        if found is not None:
            assert found.span.start <= offset <= found.span.end
            assert not any(secret in found.markdown or secret in found.plain for secret in secrets)


def test_users_words_are_no_markup() -> None:
    words = "*a* _b_ `c` <i> [x](http://y) ![z](w) # & | ~~d~~"
    topic = Topic((Paragraph((Strong(words), words, Code(words))), Bullets(((words,), ("- 1. x",)))))
    tokens = MarkdownIt().enable(["strikethrough"]).parse(as_markdown([topic]))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds == {"strong_open", "text", "strong_close", "code_inline"}
    texts = [child.content for token in tokens for child in token.children or () if child.type == "code_inline"]
    assert texts == [words]
    assert as_plain([topic]) == f"{words}{words}{words}\n- {words}\n- - 1. x"


@pytest.mark.parametrize("text", ["", "`", "``", " a ", "a`b", "a\nb", "```"])
def test_code_is_shown_as_it_is(text: str) -> None:
    (_, inline, _) = MarkdownIt().parse(as_markdown([Topic((Paragraph((Code(text),)),))]))
    assert inline.children is not None
    (code,) = inline.children
    assert (code.type, code.content) == ("code_inline", text.replace("\n", "\\u000a") or '""')


def test_a_link_leads_to_its_page() -> None:
    (_, inline, _) = MarkdownIt().parse(as_markdown([Topic((Paragraph((Link("a (b)", "https://x/y_(z)#w"),)),))]))
    assert inline.children is not None
    assert inline.children[0].attrs == {"href": "https://x/y_(z)#w"}


def ask(case: CursorCase) -> Hover | None:
    analysis = case.analysis
    if case.arguments == "with diagnostics":
        assert analysis.diagnostics
    return hover(analysis, case.path, case.offset)
