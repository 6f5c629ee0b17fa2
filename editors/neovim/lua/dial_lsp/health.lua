--- `:checkhealth dial_lsp`: what is there, what is missing, and what to do about it.

local M = {}

local health = vim.health and vim.health.start and vim.health
if not health then -- before Neovim 0.10
  local old = vim.health or require('health')
  health = { start = old.report_start, ok = old.report_ok, info = old.report_info, warn = old.report_warn, error = old.report_error }
end

--- Runs a command to its end; returns whether it succeeded and what it wrote.
local function run(command)
  local output = vim.fn.systemlist(command)
  return vim.v.shell_error == 0, table.concat(output, '\n')
end

local function check_neovim()
  local version = vim.version()
  local shown = ('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch)
  if vim.lsp.enable then
    health.ok(shown .. ': vim.lsp.enable("dial_lsp") starts the server')
  else
    health.ok(shown .. ': require("dial_lsp").setup() starts the server (vim.lsp.enable came with 0.11)')
  end
end

--- The command as the user configured it.
local function command()
  local ours = require('dial_lsp')
  local config = vim.lsp.config and vim.lsp.config.dial_lsp or ours.config or ours.shipped()
  return type(config.cmd) == 'table' and config.cmd or nil
end

local function check_server()
  local cmd = command()
  if not cmd then
    health.info('The server is started by a function of your configuration')
    return
  end
  local path = vim.fn.exepath(cmd[1])
  if path == '' then
    health.error(('%s is not on PATH'):format(cmd[1]), {
      'Install it from a checkout of dial-lsp: pipx install path/to/dial-lsp',
      'or set cmd to its full path, as in :help dial_lsp-server',
    })
    return
  end
  local ok, output = run({ path, '--version' })
  if ok then
    health.ok(('%s: %s'):format(path, output))
  else
    health.error(('%s --version fails: %s'):format(path, output), { 'Install it again: pipx reinstall dial-lsp' })
  end
end

local function check_settings()
  local file = vim.fn.findfile('dial-lint.toml', vim.fn.fnameescape(vim.fn.getcwd()) .. ';')
  if file == '' then
    health.info('No dial-lint.toml in the current folder or above: the defaults apply')
    return
  end
  file = vim.fn.fnamemodify(file, ':p')
  if vim.fn.executable('dial-lint') == 0 then
    health.info(file .. ' (not checked: dial-lint is not on PATH)')
    return
  end
  local ok, output = run({ 'dial-lint', 'settings', '--config', file })
  local mistakes = vim.tbl_filter(function(line)
    return line:find('%.toml:%d+:[%d:]* ')
  end, vim.split(output, '\n'))
  if not ok or #mistakes > 0 then
    health.error(#mistakes > 0 and table.concat(mistakes, '\n') or output, { 'Correct the file' })
  else
    health.ok(file .. ' can be used')
  end
end

local function clients_of(bufnr)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = bufnr })
  end
  return vim.tbl_values(vim.lsp.buf_get_clients(bufnr))
end

--- Who else checks JSON in a buffer of ours shows each mistake of syntax a second time.
local function check_buffers()
  local ours = 0
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local names = vim.tbl_map(function(client)
      return client.name
    end, clients_of(bufnr))
    if vim.tbl_contains(names, 'dial_lsp') then
      ours = ours + 1
      for _, name in ipairs(names) do
        if name:find('json') then
          local file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':.')
          health.warn(('%s also checks %s'):format(name, file), { 'Keep it off, as in :help dial_lsp-jsonls' })
        end
      end
    end
  end
  health.info(ours == 0 and 'No buffer is checked at the moment' or ('Buffers checked: %d'):format(ours))
end

function M.check()
  health.start('dial_lsp')
  check_neovim()
  check_server()
  check_settings()
  check_buffers()
end

return M
