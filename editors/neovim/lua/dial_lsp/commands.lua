--- `:DialLsp`: what the server is asked for by name, and a window for its answer.

local M = {}

--- What may be said behind `:DialLsp`: the command of the server, and the filetype of the answer if it is shown.
local commands = {
  access = { 'dial-lint.showAccess', 'markdown' },
  entry = { 'dial-lint.showAccess', 'markdown', at_cursor = true },
  merged = { 'dial-lint.renderMerged', 'jsonc', more = { vim.NIL, true } },
  settings = { 'dial-lint.showSettings', 'json' },
  fix = { 'dial-lint.fixAll' },
  reread = { 'dial-lint.restart' },
}

function M.names()
  local names = vim.tbl_keys(commands)
  table.sort(names)
  return names
end

function M.run(name)
  local command = commands[name]
  local bufnr = vim.api.nvim_get_current_buf()
  if not command then
    return M._tell(('there is no :DialLsp %s; there are: %s'):format(name, table.concat(M.names(), ', ')))
  elseif not require('dial_lsp').client(bufnr) then
    return M._tell('the server does not look after this buffer; see :checkhealth dial_lsp')
  end
  local arguments = { vim.uri_from_bufnr(bufnr) }
  if command.at_cursor then
    table.insert(arguments, vim.lsp.util.make_position_params(0, 'utf-16').position)
  end
  vim.list_extend(arguments, command.more or {})
  local params = { command = command[1], arguments = arguments }
  vim.lsp.buf_request(bufnr, 'workspace/executeCommand', params, function(err, answer)
    if err then
      M._tell(err.message)
    elseif command[2] then
      M._show(answer, command[2])
    elseif type(answer) == 'number' then
      M._tell(('%d fixed'):format(answer), vim.log.levels.INFO)
    end
  end)
end

function M._tell(text, level)
  vim.notify('dial_lsp: ' .. text, level or vim.log.levels.WARN)
end

--- A window of its own that leaves no trace when it is closed.
function M._show(answer, filetype)
  if type(answer) == 'table' then
    answer = M._lines(answer)
  end
  vim.cmd('new')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(answer), '\n'))
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.modifiable = 'nofile', 'wipe', false
  vim.bo.filetype = filetype
end

--- A flat table as JSON with a line for each member.
function M._lines(members)
  local names, lines = vim.tbl_keys(members), {}
  table.sort(names)
  for _, name in ipairs(names) do
    table.insert(lines, ('  "%s": %s'):format(name, vim.json.encode(members[name])))
  end
  return '{\n' .. table.concat(lines, ',\n') .. '\n}'
end

return M
