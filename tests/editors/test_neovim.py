"""Neovim as its users have it, on the version that Debian ships and on a current one."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from tests.editors.driving import INSTALLED, SHIPPED, Home, installed, wait_for
from tests.editors.neovim import Neovim, configure, install_plugin, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG = "aidial.config.json"
README = (SHIPPED / "neovim/README.md").read_text(encoding="utf-8")
HELP = (SHIPPED / "neovim/doc/dial_lsp.txt").read_text(encoding="utf-8")
ENABLE, SETUP = re.findall(r"```lua\n(.*?)```", README, re.DOTALL)
(SETUP_WITH_KEYS,) = re.findall(r"Before 0.11 the same keys .*?>\n\n(.*?)\n<", HELP, re.DOTALL)

# An answer to "which fix?" that a test gives by title instead of by number.
SELECT_BY_TITLE = """
vim.ui.select = function(actions, options, on_choice)
  titles = vim.tbl_map(options.format_item or tostring, actions)
  choose = function(title)
    for index, each in ipairs(titles) do
      if each == title then on_choice(actions[index], index) end
    end
    return true
  end
end
"""


@pytest.fixture(params=["of Debian", "current"])
def program(request: pytest.FixtureRequest) -> Path:
    if request.param == "current":
        return installed("a current nvim", INSTALLED / "neovim/bin/nvim")
    return installed("nvim")


@pytest.fixture
def user(program: Path, home: Home) -> Home:
    """Somebody who did what the README says for this version, and the help file for its keys."""
    install_plugin(home)
    lua = ENABLE if program.is_relative_to(INSTALLED) else textwrap.dedent(SETUP_WITH_KEYS)
    configure(home, lua + SELECT_BY_TITLE)
    return home


@pytest.fixture
def nvim(program: Path, user: Home) -> Iterator[Neovim]:
    with running(program, user, CONFIG) as nvim:
        yield nvim


def test_shows_findings(nvim: Neovim) -> None:
    nvim.wait("findings", "#vim.diagnostic.get(0) == 2")
    found = [(each["lnum"] + 1, each["col"] + 1, each["message"]) for each in nvim.ask("vim.diagnostic.get(0)")]
    assert [(line, column, text.splitlines()[0]) for line, column, text in found] == [
        (6, 32, 'role "anlyst" is not declared; did you mean "analyst"?'),
        (9, 3, 'there is no role "default", so callers whose roles do not limit model "gpt-4o" are unlimited'),
    ]


def test_follows_what_is_typed(nvim: Neovim) -> None:
    nvim.wait("findings", "#vim.diagnostic.get(0) == 2")
    nvim.keys('10GO"anlyst": {},<Esc>')
    nvim.wait("only the other finding", "#vim.diagnostic.get(0) == 1")
    nvim.keys('u10GO"half": {<Esc>')
    nvim.wait("what is wrong with the text", "#vim.diagnostic.get(0, {severity = vim.diagnostic.severity.ERROR})")


def test_findings_of_the_other_open_files_follow_too(nvim: Neovim) -> None:
    there = "(vim.diagnostic.get(vim.fn.bufnr('keys.json'))[1] or {}).code"
    nvim.wait("findings", "#vim.diagnostic.get(0) == 2")
    nvim.keys(":split keys.json<CR>")
    nvim.wait("the other file", "vim.fn.bufname():find('keys.json', 1, true)")
    nvim.keys(':wincmd p<CR>/"auditor": {<CR>ci"reviewer<Esc>')
    nvim.wait("a finding in the other file", f"{there} == 'undeclared-role'")
    nvim.keys("u")
    nvim.wait("the finding before it", f"{there} == 'powerless-key'")


def test_the_status_line_says_what_core_would_do(nvim: Neovim) -> None:
    (line,) = re.findall(r"vim.o.statusline = .*", HELP)
    nvim.keys(f":lua {line}<CR>:set laststatus=2<CR>")
    shown = "require('dial_lsp').statusline()"
    assert nvim.wait("what was found", shown) == "DIAL 1 warning"
    nvim.keys('10GO"half": {<Esc>')
    verdict = "Core would refuse these files and keep the previous ones. %d error"
    nvim.wait("the verdict", f"{shown}:find('{verdict}')")
    row = "vim.fn.join(vim.fn.map(vim.fn.range(1, vim.o.columns), 'screenstring(&lines - 1, v:val)'), '')"
    nvim.wait("the verdict on the screen", f"{row}:find('Core would refuse these files', 1, true)")
    assert nvim.ask("vim.b.dial_lsp_status.reason.range.start.line") == 9
    nvim.keys("u")
    nvim.wait("no verdict", f"{shown} == 'DIAL 1 warning'")


def test_completes_a_role(nvim: Neovim) -> None:
    nvim.wait("findings", "#vim.diagnostic.get(0) > 0")
    nvim.keys("6G/anlyst<CR>cwau<C-x><C-o>")
    nvim.wait("the whole name", 'vim.fn.getline(6):find(\'["analyst", "auditor"]\', 1, true)')


def test_goes_to_the_declaration_in_another_file(nvim: Neovim) -> None:
    nvim.keys(":edit keys.json<CR>")
    nvim.wait("a server that has set its keys", "vim.bo.tagfunc")
    nvim.keys("/analyst<CR><C-]>")
    nvim.wait("the other file", f"vim.fn.bufname() == '{CONFIG}'")
    assert nvim.ask("vim.fn.getline('.')").strip().startswith('"analyst": {"limits"')


def test_renames_a_role_in_both_files(nvim: Neovim) -> None:
    nvim.keys(":edit keys.json<CR>")
    nvim.wait("a server that has set its keys", "vim.bo.tagfunc")
    nvim.keys("/analyst<CR>grn")
    nvim.wait("the question for a name", "vim.fn.mode() == 'c'")
    nvim.keys("<C-u>reviewer<CR>")
    nvim.wait("the new name", "vim.fn.search('\"reviewer\"', 'nw')")
    nvim.keys(":wall<CR>")
    config, keys = nvim.home.project / CONFIG, nvim.home.project / "keys.json"
    wait_for("the new name", lambda: '"role": "reviewer"' in keys.read_text(encoding="utf-8"))
    wait_for("the new name", lambda: '"reviewer": {"limits"' in config.read_text(encoding="utf-8"))
    assert '"userRoles": ["reviewer", "anlyst"]' in config.read_text(encoding="utf-8")


def test_applies_a_fix(nvim: Neovim) -> None:
    nvim.wait("findings", "#vim.diagnostic.get(0) == 2")
    nvim.keys("6G/anlyst<CR>gra")
    titles = nvim.wait("fixes", "titles or {}")
    assert {'Delete this name: "analyst" is in the list already', 'Declare role "anlyst"'} <= set(titles)
    nvim.ask("choose('Declare role \"anlyst\"')")
    nvim.wait("a declaration", "vim.fn.search('\"anlyst\": {', 'nw')")
    nvim.wait("one finding less", "#vim.diagnostic.get(0) == 1")


@pytest.mark.parametrize(
    ("name", "settings", "ours"),
    [
        ("package.json", "", False),
        ("aidial.config.jsonc", "", True),
        ("prod.aidial.config.json", "", True),
        ("prod-aidial.config.json", "", True),
        ("aidial.config.dev.json", "", True),
        ("aidial.config-keys.jsonc", "", True),
        ("eu-aidial.prod.config.json", "", True),
        ("notaidial.config.json", "", False),
        ("aidial.configuration.json", "", False),
        ("aidial.json", "", False),
        ("base.json", 'files = [\n  "base.json", # first\n  "keys.json",\n]', True),
        ("base.json", 'files = ["other/base.json"]', False),
        ("values.yaml", 'files = ["values.yaml#core"]', True),
        ("values.yaml", 'files = ["base.json"]', False),
        ("base.json", '{"config": {"files": ["base.json"]}}', True),
        ("base.json", '{"config": {"files": ["other.json"]}', False),
        ("dial-lint.toml", "", True),
        ("dial-policy.toml", "", True),
        ("pyproject.toml", "", False),
    ],
)
def test_starts_on_files_of_dial_only(program: Path, user: Home, name: str, settings: str, ours: bool) -> None:  # noqa: FBT001
    for file in user.project.iterdir():
        file.unlink()
    (user.project / name).write_text("{}" if name.endswith("json") else "", encoding="utf-8")
    (user.project / CONFIG).write_text("{}", encoding="utf-8")
    if settings:
        settings_file = "aidial.settings.json" if settings.startswith("{") else "dial-lint.toml"
        (user.project / settings_file).write_text(settings, encoding="utf-8")
    with running(program, user, name) as nvim:
        # This one is looked at later: when it has its server, the first one has been judged.
        nvim.keys(f":split {CONFIG}<CR>")
        nvim.wait("a server", nvim.IS_ATTACHED)
        nvim.keys(":wincmd p<CR>")
        nvim.wait("the first window", f"vim.fn.bufname() == '{name}'")
        assert nvim.ask(nvim.IS_ATTACHED) == ours
        assert len(user.servers()) == 1


@pytest.mark.parametrize(
    ("command", "filetype", "text"),
    [
        ("access", "markdown", "| key 1 search"),
        ("entry", "markdown", "role analyst"),
        ("merged", "jsonc", "aidial.config.json:10"),
        ("settings", "json", '"core-version": "latest"'),
    ],
)
def test_commands_show_their_answers(nvim: Neovim, command: str, filetype: str, text: str) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys(f"10G:DialLsp {command}<CR>")
    nvim.wait("a window", f"vim.bo.filetype == '{filetype}' and vim.bo.buftype == 'nofile'")
    shown = "\n".join(nvim.ask("vim.fn.getline(1, '$')"))
    assert text in shown
    assert "kYb3Zq8Vt1Xw6Rm0Lp5Nc9Hf2Jd7Gs4A" not in shown


def test_says_why_after_asking_who_and_what(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys("1G:DialLsp why<CR>")
    callers = nvim.wait("the callers", "titles or {}")
    assert callers[:2] == ['key 1 (project "search")', 'key 2 (project "reports")']
    nvim.ask("choose('key 2 (project \"reports\")')")
    nvim.wait("the objects", "vim.deep_equal(titles, {'model \"gpt-4o\"'})")
    nvim.ask("choose('model \"gpt-4o\"')")
    nvim.wait("an answer", "vim.bo.buftype == 'nofile'")
    assert 'Key 2 (project "reports") may not call model "gpt-4o"' in "\n".join(nvim.ask("vim.fn.getline(1, '$')"))
    nvim.keys("/aidial.config.json<CR>gF")
    nvim.wait("the reason", f"vim.fn.bufname() == '{CONFIG}' and vim.fn.line('.') == 6")


def test_says_why_of_the_place_under_the_cursor(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys("6G/analyst<CR>:DialLsp why<CR>")
    nvim.wait("an answer", "vim.bo.buftype == 'nofile'")
    assert 'A caller with role "analyst" may call model "gpt-4o"' in "\n".join(nvim.ask("vim.fn.getline(1, '$')"))


def test_shows_what_an_edit_changes(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys('6GS"userRoles": ["auditor"]<Esc>:DialLsp changes<CR>')
    nvim.wait("a window", "vim.bo.filetype == 'markdown' and vim.bo.buftype == 'nofile'")
    shown = "\n".join(nvim.ask("vim.fn.getline(1, '$')"))
    assert shown.startswith("# What changes when this is saved")
    assert "reports" in shown
    nvim.keys(":bwipeout<CR>:DialLsp changes HEAD<CR>")
    nvim.wait("a word", "vim.fn.execute('messages'):find('there is no git repository here', 1, true)")
    nvim.keys(":DialLsp changes yesterday<CR>")
    nvim.wait("a word", "vim.fn.execute('messages'):find('there is no :DialLsp changes yesterday', 1, true)")


FIRST_LENS = "((vim.lsp.codelens.get(0)[1] or {}).command or {}).title"


def show_lenses(nvim: Neovim) -> None:
    """Have lenses as the help says."""
    (lenses,) = re.findall(r"(vim.api.nvim_create_autocmd\(.*?\n    \}\))", HELP, re.DOTALL)
    (nvim.home.project / "lenses.lua").write_text(lenses, encoding="utf-8")
    nvim.keys(":luafile lenses.lua<CR>")


def test_a_lens_above_an_unsaved_file_says_what_changed_as_text_without_a_browser(nvim: Neovim) -> None:
    nvim.keys(":lua vim.ui.open = function() return nil, 'there is no browser' end<CR>")
    nvim.wait("a server", nvim.IS_ATTACHED)
    show_lenses(nvim)
    nvim.keys('6GS"userRoles": ["auditor"]<Esc>')
    nvim.wait("the lens", f"({FIRST_LENS} or ''):find('^Unsaved: ')")
    nvim.keys("1G:lua vim.lsp.codelens.run()<CR>")
    nvim.wait("the difference", "vim.fn.getline(1) == '# What changes when this is saved'")


def test_a_command_opens_the_page_of_the_entry_in_a_browser(nvim: Neovim, program: Path) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    browser = "vim.ui.open = function(uri) Opened = uri; return {wait = function() return {code = 0} end} end"
    nvim.keys(f":lua {browser}<CR>5G:DialLsp page<CR>")
    if program.is_relative_to(INSTALLED):
        nvim.wait("a page", "(Opened or ''):find('access.html#view=object&to=gpt-4o', 1, true)")
    else:
        nvim.wait("a word", "vim.fn.execute('messages'):find('the editor opens no pages', 1, true)")


def test_commands_fix_all_that_is_safe(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys("5GA,<Esc>")
    nvim.wait("a mistake", "#vim.diagnostic.get(0, {severity = vim.diagnostic.severity.ERROR})")
    nvim.keys(":DialLsp fix<CR>")
    nvim.wait("no comma", "vim.fn.getline(6):find(']$')")


def test_commands_say_where_they_cannot_be_used(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys(":DialLsp acces<CR>")
    nvim.wait("a word", "vim.fn.execute('messages'):find('there are: access, changes, coverage, entry', 1, true)")
    nvim.keys(":enew<CR>:DialLsp access<CR>")
    nvim.wait("a word", "vim.fn.execute('messages'):find('does not look after this buffer', 1, true)")


def test_starts_one_server_for_each_root(nvim: Neovim) -> None:
    nested = nvim.home.project / "staging"
    nested.mkdir()
    (nested / CONFIG).write_text("{}", encoding="utf-8")
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys(f":edit staging/{CONFIG}<CR>")
    nvim.wait("a server", nvim.IS_ATTACHED)
    assert len(nvim.home.servers()) == 1
    (nested / "dial-lint.toml").write_text("", encoding="utf-8")
    nvim.keys(f":bwipeout<CR>:edit staging/{CONFIG}<CR>")
    wait_for("a second server", lambda: len(nvim.home.servers()) == 2)


def test_the_server_ends_with_neovim(nvim: Neovim) -> None:
    nvim.wait("a server", nvim.IS_ATTACHED)
    assert nvim.home.servers()
    nvim.quit()
    wait_for("the end of the server", lambda: not nvim.home.servers())


def test_the_server_ends_when_neovim_is_killed(nvim: Neovim) -> None:
    nvim.wait("findings", "#vim.diagnostic.get(0) > 0")
    nvim.process.kill()
    wait_for("the end of the server", lambda: not nvim.home.servers())


POLICIES = """[[policy]]
name = "Only analysts reach GPT-4o"
on = "model:gpt-4o"
only = "role:analyst"

[[policy]]
name = "Search stays within its budget"
who = "key:search"
at-most = { day = 2_000_000 }
"""
SIGNS = """(function()
    vim.cmd('redraw')
    local seen, top = {}, vim.fn.win_screenpos(0)
    for line = 1, vim.fn.line('$') do
        local row = vim.fn.screenpos(0, line, 1).row
        local sign = row > 0 and vim.fn.screenstring(row, top[2]) or ' '
        if ('✓✗█▒░'):find(sign, 1, true) then table.insert(seen, line .. sign) end
    end
    return table.concat(seen, ' ')
end)()"""


@pytest.fixture
def beside_policies(program: Path, user: Home) -> Iterator[Neovim]:
    """Somebody who has opened the policies of a configuration that keeps them."""
    (user.project / "dial-policy.toml").write_text(POLICIES, encoding="utf-8")
    file = user.project / CONFIG
    file.write_text(file.read_text(encoding="utf-8").replace(', "anlyst"', ""), encoding="utf-8")
    with running(program, user, "dial-policy.toml") as nvim:
        nvim.keys(":set signcolumn=yes<CR>")
        yield nvim


def test_signs_say_which_policies_hold(beside_policies: Neovim) -> None:
    nvim = beside_policies
    nvim.wait("signs", f"{SIGNS} == '2✓ 7✓'")
    nvim.keys(f":split {CONFIG}<CR>")
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys('6GS"userRoles": ["analyst", "auditor"]<Esc>:wincmd p<CR>')
    nvim.wait("other signs", f"{SIGNS} == '2✗ 7✓'")
    nvim.keys("ggO# ours<Esc>")
    nvim.wait("signs a line below", f"{SIGNS} == '3✗ 8✓'")
    nvim.keys("ggdap")
    nvim.wait("one sign", f"{SIGNS} == '2✓'")


def test_lists_what_breaks_policies_and_why(beside_policies: Neovim) -> None:
    nvim = beside_policies
    nvim.wait("signs", f"{SIGNS} == '2✓ 7✓'")
    nvim.keys(":DialLsp policies<CR>")
    nvim.wait("a word", "vim.fn.execute('messages'):find('all policies hold', 1, true)")
    nvim.keys(f":edit {CONFIG}<CR>")
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys('6GS"userRoles": ["analyst", "auditor"]<Esc>:DialLsp policies<CR>')
    nvim.wait("the list", "vim.bo.buftype == 'quickfix'")
    listed = nvim.ask("vim.tbl_map(function(each) return each.lnum .. ' ' .. each.text end, vim.fn.getqflist())")
    first = '6 Only analysts reach GPT-4o: key 2 (project "reports") may call model "gpt-4o"'
    assert (listed[0], listed[1]) == (first, '4   key 2 (project "reports") has role "auditor"')


def test_signs_say_what_policies_pin(beside_policies: Neovim) -> None:
    nvim = beside_policies
    nvim.wait("signs", f"{SIGNS} == '2✓ 7✓'")
    nvim.keys(f":edit {CONFIG}<CR>")
    nvim.wait("a server", nvim.IS_ATTACHED)
    nvim.keys(":DialLsp coverage<CR>")
    nvim.wait("the list", "vim.bo.buftype == 'quickfix'")
    could = nvim.ask("vim.tbl_map(function(each) return each.text end, vim.fn.getqflist())")
    assert could[0] == 'the minute limit of role "analyst" for "gpt-4o" could be ten times as high (asked)'
    nvim.keys(":cclose<CR>")
    nvim.wait("signs", f"{SIGNS} == '6█ 10▒'")
    nvim.keys('6GS"userRoles": ["analyst", "auditor"]<Esc>')
    nvim.wait("signs after an edit", f"{SIGNS} == '6░ 10▒'")
    nvim.keys(":DialLsp coverage<CR>")
    nvim.wait("no signs of ours", f"not {SIGNS}:find('▒')")


def test_the_lens_of_a_policy_says_why(beside_policies: Neovim) -> None:
    nvim = beside_policies
    nvim.wait("signs", f"{SIGNS} == '2✓ 7✓'")
    show_lenses(nvim)
    nvim.keys("ix<BS><Esc>")
    nvim.wait("the lens", f"({FIRST_LENS} or ''):find('^holds for ')")
    nvim.keys("2G:lua vim.lsp.codelens.run()<CR>")
    nvim.wait("why", "vim.fn.getline(1) == '# Only analysts reach GPT-4o'")
