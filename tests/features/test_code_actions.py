"""Code actions: what is offered and what it makes of the files, in files; and laws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dial_lsp.cli.fixing import Wanted, fix_project
from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.code_actions import FIX_ALL, KINDS, QUICK_FIX, CodeAction, code_actions, edits_by
from dial_lsp.model.new_keys import REPLACED
from dial_lsp.project.discovery import Project
from dial_lsp.project.files import read_source
from dial_lsp.syntax import parse
from dial_lsp.text import Source, Span, apply_edits
from tests.support.cursor_cases import CursorCase, cursor_cases, title_of

HERE = Path(__file__).parent / "code_actions"
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def actions(case: CursorCase, *only: str) -> tuple[CodeAction, ...]:
    settings = Source("dial-lint.toml", case.settings)
    return code_actions(case.analysis, case.path, Span(case.offset, case.end), only=only, settings=settings)


@pytest.mark.parametrize("case", cursor_cases(HERE), ids=title_of)
def test_code_actions(case: CursorCase) -> None:
    how, _, rest = case.arguments.partition(" ")
    if how == "offered":
        found = actions(case, *rest.split())
        case.check("".join(f"{'* ' if one.is_preferred else '- '}{one.title} ({one.kind})\n" for one in found))
        return
    found = actions(case, *KINDS)
    chosen = next(one for one in found if one.title.startswith(rest))
    assert chosen.title not in {one.title for one in found if one is not chosen}
    files = case.files | {"dial-lint.toml": case.settings}
    shown = [f"# {chosen.title}\n"]
    for path, edits in chosen.edits().items():
        text = apply_edits(files[path], edits)
        shown.append((f"# {path}\n" if path != case.path else "") + SECRET.sub("NEW SECRET", text))
    case.check("".join(shown))


def test_a_new_secret_is_in_the_edits_and_nowhere_else() -> None:
    text = '{"keys": {"weak": {"project": "p", "role": "r"}}, "roles": {"r": {}}}'
    found = code_actions(Analysis([parse(Source("a.json", text))]), "a.json", Span(11, 11))
    made = [one for one in found if SECRET.search(str(one.edits()))]
    assert [one.title for one in made] == [
        REPLACED,
        "Add a second key with a random secret (widens access)",
    ]
    assert not any("weak" in one.title.replace("weak-key", "") for one in found)


def test_of_many_findings_the_first_ones_and_one_of_each_rule_can_be_fixed() -> None:
    roles = ", ".join(f'"r{number}": {{"limits": {{"m": {{"day": {number + 1}.5}}}}}}' for number in range(40))
    text = f'{{"models": {{"m": {{}}}}, "roles": {{{roles}}}, "keys": {{"weak": {{"project": "p", "role": "r1"}}}}}}'
    found = code_actions(Analysis([parse(Source("a.json", text))]), "a.json", Span(0, len(text)), only=[QUICK_FIX])
    titles = [one.title for one in found]
    assert sum(title.startswith("Write ") for title in titles) == 10
    assert "Fix all 40 findings of loose-value/fraction" in titles
    assert REPLACED in titles


def test_fixing_everything_makes_what_the_command_makes(shared: Path, tmp_path: Path) -> None:
    compared = 0
    for path in sorted((shared / "corpus").glob("*.json"))[:30]:
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        source = read_source(str(copy))
        if not isinstance(source, Source):
            continue
        (action,) = code_actions(Analysis([parse(source)]), source.path, Span(0, 0), only=[FIX_ALL])
        edited = apply_edits(source.text, action.edits().get(source.path, ()))
        fix_project(Project((str(copy),)), Wanted())
        again = read_source(str(copy))
        assert isinstance(again, Source)
        assert edited == again.text, path.name
        compared += edited != source.text
    assert compared > 3


lines = st.lists(st.sampled_from(["a\n", "b\r\n", "c", "\r", "\n", "dd\u2028", "\r\n"]), max_size=9).map("".join)


@given(before=lines, after=lines)
def test_small_edits_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    assert apply_edits(before, edits_by({"x": (before, after)})["x"]) == after
