--- `:DialLsp`: what the server is asked for by name, and a window for its answer.

local M = {}

--- What may be said behind `:DialLsp`: the command of the server, and the filetype of the answer if it is shown.
--- `words` are what may follow, and `more` is what the server is told beyond the file. What has a `list` is about policies.
local commands = {
  access = { 'dial-lint.showAccess', 'markdown' },
  entry = { 'dial-lint.showAccess', 'markdown', at_cursor = true },
  merged = { 'dial-lint.renderMerged', 'jsonc', more = { vim.NIL, true } },
  changes = { 'dial-lint.showDifference', 'markdown', words = { 'saved', 'HEAD' } },
  why = { 'dial-lint.why' },
  page = { 'dial-lint.openAccess', at_cursor = true },
  policies = { list = 'list' },
  coverage = { list = 'coverage' },
  settings = { 'dial-lint.showSettings', 'json' },
  fix = { 'dial-lint.fixAll' },
  reread = { 'dial-lint.restart' },
}

function M.names()
  local names = vim.tbl_keys(commands)
  table.sort(names)
  return names
end

--- What may be typed next.
function M.complete(line)
  local name = line:match('^%S+%s+(%S+)%s')
  return name and (commands[name] or {}).words or M.names()
end

function M.run(name, word)
  local command = commands[name]
  local bufnr = vim.api.nvim_get_current_buf()
  if not command then
    return M.tell(('there is no :DialLsp %s; there are: %s'):format(name, table.concat(M.names(), ', ')))
  elseif word and not vim.tbl_contains(command.words or {}, word) then
    return M.tell(('there is no :DialLsp %s %s'):format(name, word))
  elseif not require('dial_lsp').client(bufnr) then
    return M.tell('the server does not look after this buffer; see :checkhealth dial_lsp')
  end
  if command.list then
    return require('dial_lsp.policies')[command.list](require('dial_lsp').client(bufnr), vim.uri_from_bufnr(bufnr))
  end
  local arguments = { vim.uri_from_bufnr(bufnr), word }
  if name == 'why' then
    return M._why(bufnr, arguments[1], { position = M._position() })
  elseif command.at_cursor then
    table.insert(arguments, M._position())
  end
  M._execute(bufnr, command[1], vim.list_extend(arguments, command.more or {}), command[2])
end

--- What a lens does when it is run: `vim.lsp.commands` has it for each of our commands. Where there is no browser to
--- open a page in, the same is shown as text.
function M.lens(command, context)
  local as_text = command.command:gsub('%.open', '.show')
  local function show()
    M._execute(context.bufnr, as_text, command.arguments, 'markdown')
  end
  if as_text == command.command then
    return show()
  end
  M._ask(context.bufnr, command.command, command.arguments, function() end, show)
end

--- Asks the server why somebody can or cannot call something, and first its user for what the question lacks.
function M._why(bufnr, uri, question)
  M._ask(bufnr, 'dial-lint.why', { uri, question }, function(answer)
    if answer.text then
      return M._show(answer.text, 'text')
    end
    M._choose(answer.callers, answer.caller, 'Who calls?', function(caller)
      M._choose(answer.objects, answer.object, ('What does %s call?'):format(caller), function(object)
        M._why(bufnr, uri, { caller = caller, object = object })
      end)
    end)
  end)
end

--- Goes on with what is known, else with what the user picks; not at all if that is nothing.
function M._choose(choices, known, prompt, go_on)
  if type(known) == 'string' then
    return go_on(known)
  end
  vim.ui.select(choices, { prompt = prompt }, function(choice)
    if choice then
      go_on(choice)
    end
  end)
end

function M._position()
  return vim.lsp.util.make_position_params(0, 'utf-16').position
end

function M._execute(bufnr, command, arguments, filetype)
  M._ask(bufnr, command, arguments, function(answer)
    if filetype then
      M._show(answer, filetype)
    elseif type(answer) == 'number' then
      M.tell(('%d fixed'):format(answer), vim.log.levels.INFO)
    end
  end)
end

--- Without `refused` the user is told why there is no answer.
function M._ask(bufnr, command, arguments, take, refused)
  local params = { command = command, arguments = arguments }
  vim.lsp.buf_request(bufnr, 'workspace/executeCommand', params, function(err, answer)
    if err and refused then
      refused()
    elseif err then
      M.tell(err.message)
    elseif answer ~= nil then
      take(answer)
    end
  end)
end

--- Tells the user something, as a warning if nothing else is said.
function M.tell(text, level)
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
