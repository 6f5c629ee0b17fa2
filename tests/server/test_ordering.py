"""Changes that come in another order than they were made, as Helix 25.01 sends them when somebody types fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from dial_lsp.server.convert import Encoding
from dial_lsp.server.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

URI = "file:///nowhere/aidial.config.json"
PATH = "/nowhere/aidial.config.json"
TEXT = '{\n  "roles": {"a": {}},\n  "keys": {}\n}\n'
Change = types.TextDocumentContentChangePartial


def workspace() -> Workspace:
    made = Workspace(Encoding.Utf16)
    made.open(types.TextDocumentItem(URI, "json", 1, TEXT))
    return made


def typed(line: int, start: int, end: int, text: str) -> Change:
    return Change(types.Range(types.Position(line, start), types.Position(line, end)), text)


def told(made: Workspace, versions: Iterable[tuple[int, Change]]) -> str:
    """The text after changes with their versions, which is that of the snapshot, too."""
    for version, change in versions:
        made.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, URI), [change]))
    project = made.sessions.of(PATH)
    assert project is not None
    assert project.analyses[0].documents[0].source.text == made.texts[PATH].text
    return made.texts[PATH].text


changes = st.builds(
    lambda line, start, size, text: typed(line, start, start + size, text),
    st.integers(0, 4),
    st.integers(0, 20),
    st.sampled_from([0, 0, 1, 3]),
    st.sampled_from(['"', "x", "{", "\n", "\U0001f600", '"b": 1,', ""]),
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_once_all_have_come_the_text_is_what_they_make_in_order(data: st.DataObject) -> None:
    made = data.draw(st.lists(changes, min_size=2, max_size=12))
    numbered = list(enumerate(made, 2))
    assert told(workspace(), data.draw(st.permutations(numbered))) == told(workspace(), numbered)


def test_each_is_made_when_it_comes() -> None:
    here = workspace()
    assert told(here, [(3, typed(2, 0, 0, "  "))]).split("\n")[2] == '    "keys": {}'
    assert told(here, [(2, typed(0, 1, 1, " "))]).split("\n")[:3:2] == ["{ ", '    "keys": {}']
    assert here.texts[PATH].version == 3


@pytest.mark.parametrize("version", [1, 0, -5])
def test_what_is_older_than_anything_that_is_waited_for_is_passed_over(version: int) -> None:
    here = workspace()
    expected = told(here, [(3, typed(2, 0, 0, " "))])
    assert told(here, [(version, typed(0, 0, 0, "x"))]) == expected


def test_a_version_that_comes_twice_is_made_once() -> None:
    here = workspace()
    expected = told(here, [(4, typed(2, 0, 0, " ")), (2, typed(2, 0, 0, "x"))])
    assert told(here, [(2, typed(2, 0, 0, "x"))]) == expected


def test_a_client_that_does_not_count_by_ones_costs_nothing_in_the_end() -> None:
    """Neovim counts all that happens to a text."""
    here = workspace()
    told(here, [(3 * number, typed(0, 0, 0, " ")) for number in range(1, 60)])
    expected = here.texts[PATH].text
    assert told(here, [(100, typed(0, 0, 0, "x"))]) == expected
    order = here._orders[PATH]
    assert (order._base, order._since) == (None, {})


def test_a_file_that_is_opened_again_waits_for_nothing() -> None:
    here = workspace()
    told(here, [(3, typed(2, 0, 0, " "))])
    here.close(URI)
    here.open(types.TextDocumentItem(URI, "json", 5, TEXT))
    assert told(here, [(2, typed(0, 0, 0, "x"))]) == TEXT
