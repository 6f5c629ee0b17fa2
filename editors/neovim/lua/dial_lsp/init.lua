--- What Neovim users call: one `setup()` for all versions, and whose file a buffer holds.

local M = {}

-- The number of the server for each root folder, on Neovim 0.7, whose own list lacks servers that have just started.
local started = {}

--- Start the server on DIAL's files. Neovim 0.11 and newer may say `vim.lsp.enable('dial_lsp')` instead.
---
---@param config table|nil what differs from `lsp/dial_lsp.lua`, such as `cmd`, `settings`, `capabilities`, `on_attach`
function M.setup(config)
  if vim.lsp.enable then
    vim.lsp.config('dial_lsp', config or {})
    vim.lsp.enable('dial_lsp')
    return
  end
  config = vim.tbl_deep_extend('force', { name = 'dial_lsp' }, M.shipped(), config or {})
  M.config = config -- for the health check
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('dial_lsp', { clear = true }),
    pattern = config.filetypes,
    desc = 'Start dial-lsp on configurations of AI DIAL Core',
    callback = function(event)
      config.root_dir(event.buf, function(root)
        M._start(vim.tbl_extend('force', config, { root_dir = root }), event.buf)
      end)
    end,
  })
end

--- Whether the buffer holds a configuration of AI DIAL Core. Keeps other JSON servers off it: see |dial_lsp-jsonls|.
---
---@param bufnr integer 0 for the current one
---@return boolean
function M.is_ours(bufnr)
  local ours = false
  M.shipped().root_dir(bufnr, function()
    ours = true
  end)
  return ours
end

--- What Core would do with the buffer, for 'statusline': the verdict if Core would refuse it, and how much was found.
---
---@param bufnr integer|nil the current one if nil
---@return string empty where there is nothing to tell
function M.statusline(bufnr)
  local status = vim.b[bufnr or 0].dial_lsp_status
  if not status or (status.verdict == 'none' and status.counts.error == 0) then
    return ''
  end
  local words = { status.verdict == 'rejects' and status.message or 'DIAL' }
  for _, severity in ipairs({ 'error', 'warning', 'information' }) do
    local count = status.counts[severity]
    if count > 0 then
      local plural = severity ~= 'information' and count > 1 and 's' or ''
      table.insert(words, ('%d %s%s'):format(count, severity, plural))
    end
  end
  return table.concat(words, ' ')
end

--- The client whose server looks after a buffer, or nil.
function M.client(bufnr)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = bufnr }) or vim.lsp.buf_get_clients(bufnr)
  for _, client in pairs(clients) do
    if client.name == 'dial_lsp' then
      return client
    end
  end
end

--- The configuration as shipped, from the first `lsp/dial_lsp.lua` on 'runtimepath'.
function M.shipped()
  local file = vim.api.nvim_get_runtime_file('lsp/dial_lsp.lua', false)[1]
  return dofile(file)
end

--- One server per root folder; `vim.lsp.start` does the same from Neovim 0.8 on.
function M._start(config, bufnr)
  if vim.fn.executable(config.cmd[1]) == 0 then
    local message = ('dial_lsp: %s is not on PATH; see :checkhealth dial_lsp'):format(config.cmd[1])
    vim.notify_once(message, vim.log.levels.WARN)
    return
  end
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

return M
