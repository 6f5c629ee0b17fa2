---@brief
---
--- Language server for `aidial.config.json`, the policy file of AI DIAL Core. Install it from a checkout of dial-lsp:
---
--- ```sh
--- pipx install path/to/dial-lsp
--- ```
---
--- It starts on files named `aidial.config.json` or `.jsonc`, also with something and a dot or a dash in front
--- (`prod.aidial.config.json`), and on the JSON files that a `dial-lint.toml` in their folder or above lists.
---
--- This file needs nothing else of its folder: it may be copied into any `lsp/` folder of 'runtimepath'.
--- It runs on Neovim 0.7 too, where `require('dial_lsp').setup()` reads it.

local SETTINGS_FILE = 'dial-lint.toml'

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
  return name:find('^aidial%.config%.jsonc?$') ~= nil or name:find('[.-]aidial%.config%.jsonc?$') ~= nil
end

--- Whether the settings file of the folder lists the path under `files`.
local function is_listed(path, folder)
  local text = table.concat(vim.fn.readfile(folder .. '/' .. SETTINGS_FILE), '\n')
  local list = ('\n' .. text):match('\n%s*files%s*=%s*(%b[])') or ''
  for _, file in list:gmatch('(["\'])(.-)%1') do
    local listed = file:sub(1, 1) == '/' and file or folder .. '/' .. file
    if vim.loop.fs_realpath(listed) == vim.loop.fs_realpath(path) then
      return true
    end
  end
  return false
end

---@type vim.lsp.Config
return {
  cmd = { 'dial-lsp' },
  filetypes = { 'json', 'jsonc' },
  -- Not `root_markers`: with those alone the server would start on every JSON file.
  root_dir = function(bufnr, on_dir)
    local path = vim.api.nvim_buf_get_name(bufnr)
    if path == '' or path:find('^%a[%w+.-]+://') then
      return
    end
    local folder = vim.fn.fnamemodify(path, ':p:h')
    local settings = above(folder, { SETTINGS_FILE })
    if has_usual_name(path) or (settings and is_listed(path, settings)) then
      on_dir(settings or above(folder, { 'aidial.settings.json', '.git' }) or folder)
    end
  end,
}
