"""Neovim with ours and npm's ``yaml-language-server`` on the values of a chart: each answers where it is at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.driving import INSTALLED, SHIPPED, Home, installed, wait_for
from tests.editors.neovim import Neovim, configure, install_plugin, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHART = SHIPPED / "vscode/test/chart"
WITH_BOTH = """
vim.lsp.config('yamlls', {
  cmd = { 'node', '%(server)s', '--stdio' },
  filetypes = { 'yaml' },
  root_markers = { 'Chart.yaml' },
  settings = {
    yaml = {
      format = { enable = true },
      schemaStore = { enable = false },
      schemas = { ['%(schema)s'] = 'values.yaml' },
    },
  },
})
vim.lsp.enable({ 'yamlls', 'dial_lsp' })
"""
ASK = """(function()
  local params = { textDocument = vim.lsp.util.make_text_document_params(0) }
  params.position = { line = %(line)d, character = %(column)d }
  params.context = '%(what)s' == 'references' and { includeDeclaration = true } or nil
  local said = {}
  for id, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/%(what)s', params, 30000)) do
    local result = answer.result
    local words = type(result) == 'table' and (result.contents and result.contents.value or result.items)
    if result and result ~= vim.NIL and (not words or #words > 0) then
      said[vim.lsp.get_client_by_id(id).name] = result
    end
  end
  return said
end)()"""
FOUND = [
    (19, "dial-lint", 'role "indxer" is not declared; did you mean "indexer"?'),
    (25, "dial-lint", 'this limit has no effect: model "ada" does not admit role "indexer"'),
    (34, "yaml-schema", 'Incorrect type. Expected "boolean".'),
]
INSIDE = (14, 28)  # line and column in a name of userRoles
OUTSIDE = (2, 5)  # at a key of the chart


@pytest.fixture
def nvim(home: Home, yaml_server: Path) -> Iterator[Neovim]:
    chart = home.project
    for file in CHART.iterdir():
        (chart / file.name).write_bytes(file.read_bytes())
    install_plugin(home)
    configure(home, WITH_BOTH % {"server": yaml_server, "schema": (chart / "values.schema.json").as_uri()})
    with running(installed("a current nvim", INSTALLED / "neovim/bin/nvim"), home, "values.yaml") as nvim:
        nvim.wait("both servers", "#vim.lsp.get_clients({bufnr = 0}) == 2")
        nvim.wait("findings of both", f"#vim.diagnostic.get(0) == {len(FOUND)}")
        yield nvim


def test_both_attach_and_the_file_stays_yaml(nvim: Neovim) -> None:
    assert nvim.ask("vim.bo.filetype") == "yaml"
    nvim.keys(":edit keys.json<CR>")
    nvim.wait("ours alone", f"#vim.lsp.get_clients({{bufnr = 0}}) == 1 and {nvim.IS_ATTACHED}")


def test_each_finds_what_is_its_own(nvim: Neovim) -> None:
    found = nvim.ask("vim.diagnostic.get(0)")
    told = [(each["lnum"] + 1, each["source"].partition(":")[0], each["message"].splitlines()[0]) for each in found]
    assert sorted(told) == FOUND


def test_outside_of_the_block_only_theirs_answers(nvim: Neovim) -> None:
    (hover,) = answers(nvim, "hover", OUTSIDE).items()
    assert (hover[0], hover[1]["contents"]["value"].splitlines()[0]) == ("yamlls", "Whether Core is installed.")
    (completion,) = answers(nvim, "completion", OUTSIDE).items()
    assert (completion[0], labels(completion[1])) == ("yamlls", ["enabled"])
    for what in ("documentHighlight", "references", "prepareRename", "definition", "linkedEditingRange"):
        assert answers(nvim, what, OUTSIDE) == {}, what


def test_inside_the_block_only_ours_answers(nvim: Neovim) -> None:
    (hover,) = answers(nvim, "hover", INSIDE).items()
    assert (hover[0], hover[1]["contents"]["value"].splitlines()[0]) == ("dial_lsp", "**Role** `analyst`")
    (completion,) = answers(nvim, "completion", INSIDE).items()
    assert (completion[0], labels(completion[1])) == ("dial_lsp", ["analyst", "default", "indexer", "indxer"])
    for what in ("documentHighlight", "references", "prepareRename", "definition", "linkedEditingRange"):
        assert list(answers(nvim, what, INSIDE)) == ["dial_lsp"], what


def test_a_role_is_renamed_in_the_values_and_beside_them(nvim: Neovim) -> None:
    nvim.keys("14G/analyst<CR>grn")
    nvim.wait("the question for a name", "vim.fn.mode() == 'c'")
    nvim.keys("<C-u>reviewer<CR>")
    nvim.wait("the new name", "vim.fn.search('\"reviewer\": {', 'nw')")
    nvim.keys(":wall<CR>")
    before = [(CHART / name).read_text(encoding="utf-8") for name in ("values.yaml", "keys.json")]
    after = [text.replace('"analyst"', '"reviewer"') for text in before]
    files = [nvim.home.project / name for name in ("values.yaml", "keys.json")]
    wait_for("the new name in both", lambda: [file.read_text(encoding="utf-8") for file in files] == after)


def test_formatting_by_both_lays_out_each_its_own(nvim: Neovim) -> None:
    laid_out = nvim.ask("vim.fn.getline(1, '$')")
    nvim.keys("2Gf:a  <Esc>23Gf:a   <Esc>")
    nvim.wait("blanks in the values", "vim.fn.getline(2) == '  enabled:   true'")
    nvim.wait("blanks in the block", "vim.fn.getline(23):find('\"default\":    {}', 1, true)")
    nvim.keys(":lua vim.lsp.buf.format({ timeout_ms = 20000 })<CR>:lua formatted = true<CR>")
    nvim.wait("the end", "formatted")
    assert nvim.ask("vim.fn.getline(1, '$')") == laid_out


def answers(nvim: Neovim, what: str, place: tuple[int, int]) -> dict[str, Any]:
    """What each server answers that has something to say, by its name."""
    line, column = place
    return nvim.ask(ASK % {"what": what, "line": line - 1, "column": column - 1}) or {}


def labels(completion: dict[str, Any]) -> list[str]:
    """The names that are offered."""
    return sorted(item["label"] for item in completion["items"])
