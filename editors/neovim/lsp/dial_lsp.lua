---@brief
---
--- Language server for `aidial.config.json`, the policy file of AI DIAL Core. Install it from a checkout of dial-lsp:
---
--- ```sh
--- pipx install path/to/dial-lsp
--- ```
---
--- It starts on files named `aidial.config.json` or `.jsonc`, also with something in front, in the middle or behind
--- (`prod.aidial.config.json`, `aidial.config.dev.json`), on the files that a `dial-lint.toml` or an `aidial.settings.json` in their folder or
--- above lists, on YAML that may hold a configuration, beside a server for YAML, on `dial-lint.toml` and `dial-policy.toml`.
---
--- This file needs nothing else of its folder: it may be copied into any `lsp/` folder of 'runtimepath'.
--- It runs on Neovim 0.7 too, where `require('dial_lsp').setup()` reads it.

local SETTINGS_FILE = 'dial-lint.toml'
local CORE_SETTINGS = 'aidial.settings.json'
local POLICIES = 'dial-policy.toml'

--- The nearest folder at or above `folder` that holds one of `names` (files or folders), or nil.
local function above(folder, names)
  while true do
    for _, name in ipairs(names) do
      if vim.loop.fs_stat(folder .. '/' .. name) then
        return folder
      end
    end
    local parent = vim.fn.fnamemodify(folder, ':h')
    if parent == folder then
      return nil
    end
    folder = parent
  end
end

local function has_usual_name(path)
  local name = vim.fn.fnamemodify(path, ':t')
  if name == SETTINGS_FILE or name == POLICIES then
    return true
  end
  local rest = name:match('^aidial(%..*)%.jsonc?$') or name:match('[.-]aidial(%..*)%.jsonc?$') or ''
  return rest:find('%.config$') ~= nil or rest:find('%.config[.-].') ~= nil
end

--- Whether YAML speaks of Core's configuration, as the values of a chart or a Secret with one do.
local function may_hold_config(bufnr, path)
  if not path:find('%.ya?ml$') then
    return false
  end
  for _, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    line = line:lower()
    if line:find('aidial', 1, true) or line:find('dial[%w._-]*config[%w._-]*%.json') or line:find('proxy[%w._-]*config[%w._-]*%.json') then
      return true
    end
  end
  return false
end

--- The paths that `files` of the settings file names; "values.yaml#core" is the text named core in the file.
local function files_of_ours(file)
  local text = '\n' .. table.concat(vim.fn.readfile(file), '\n')
  local paths = {}
  for _, path in (text:match('\n%s*files%s*=%s*(%b[])') or ''):gmatch('(["\'])(.-)%1') do
    table.insert(paths, (path:gsub('#.*', '')))
  end
  return paths
end

--- The paths that `config.files` of Core's static settings names.
local function files_of_core(file)
  local ok, value = pcall(vim.json.decode, table.concat(vim.fn.readfile(file), '\n'))
  local config = ok and type(value) == 'table' and value.config
  local files = type(config) == 'table' and config.files
  return type(files) == 'table' and files or {}
end

--- Whether the nearest settings file lists the path, ours or else Core's.
local function is_listed(path, folder)
  for name, read in pairs({ [SETTINGS_FILE] = files_of_ours, [CORE_SETTINGS] = files_of_core }) do
    local root = above(folder, { name })
    for _, file in ipairs(root and read(root .. '/' .. name) or {}) do
      local listed = tostring(file):find('^/') and file or root .. '/' .. file
      if vim.loop.fs_realpath(listed) == vim.loop.fs_realpath(path) then
        return true
      end
    end
  end
  return false
end

--- Keeps what the server tells of a file in `b:dial_lsp_status`, and shows it where 'statusline' has it.
local function take_status(_, status)
  local bufnr = type(status) == 'table' and vim.uri_to_bufnr(status.uri)
  if bufnr and vim.api.nvim_buf_is_loaded(bufnr) then
    vim.api.nvim_buf_set_var(bufnr, 'dial_lsp_status', status)
    vim.cmd('redrawstatus!')
  end
end

--- Shows what became of policies beside them; the plugin has how.
local function show_policies(_, _, context)
  local is_there, policies = pcall(require, 'dial_lsp.policies')
  local client = vim.lsp.get_client_by_id(context.client_id)
  if is_there and client then
    policies.refresh(client)
  end
end

--- Shows the lenses anew of buffers that have some, which Neovim does by itself from 0.12 on.
local function refresh_lenses(_, _, context)
  for _, bufnr in ipairs(vim.lsp.get_buffers_by_client_id(context.client_id)) do
    if #vim.lsp.codelens.get(bufnr) > 0 then
      local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }
      vim.lsp.buf_request(bufnr, 'textDocument/codeLens', params, vim.lsp.codelens.on_codelens)
    end
  end
  return vim.NIL
end

---@type vim.lsp.Config
return {
  cmd = { 'dial-lsp' },
  handlers = {
    ['dial-lint/status'] = take_status,
    ['dial-lint/policiesChanged'] = show_policies,
    ['workspace/codeLens/refresh'] = not vim.lsp.codelens.enable and refresh_lenses or nil,
  },
  capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
    textDocument = { codeLens = { dynamicRegistration = false } }, -- which Neovim 0.7 has, and does not say
    workspace = { codeLens = { refreshSupport = true } },
    experimental = { dialLintPolicies = true },
  }),
  filetypes = { 'json', 'jsonc', 'toml', 'yaml', 'helm', 'yaml.helm-values', 'yaml.docker-compose' },
  -- Not `root_markers`: with those alone the server would start on every such file.
  root_dir = function(bufnr, on_dir)
    local path = vim.api.nvim_buf_get_name(bufnr)
    if path == '' or path:find('^%a[%w+.-]+://') then
      return
    end
    local folder = vim.fn.fnamemodify(path, ':p:h')
    if has_usual_name(path) or is_listed(path, folder) or may_hold_config(bufnr, path) then
      on_dir(above(folder, { SETTINGS_FILE }) or above(folder, { CORE_SETTINGS, '.git' }) or folder)
    end
  end,
}
