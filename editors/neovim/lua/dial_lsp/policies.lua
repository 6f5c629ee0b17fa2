--- Policies: signs for those that hold and break, for what they pin, and lists of both to go through.

local signs = require('dial_lsp.signs')

local M = {}

--- Shows what became of policies, as the server knows it; it says when that is otherwise.
function M.refresh(client)
  M._request(client, 'dial-lint/policies', vim.empty_dict(), function(suites)
    M._show_states(client, suites)
  end)
end

--- Lists what breaks the policies of a file, asked of the newest text, with its reasons.
function M.list(client, uri)
  M._request(client, 'dial-lint/testPolicies', { uri = uri }, function(suites)
    M._show_list('Policies', M._breaches(suites), #suites == 0 and 'there are no policies' or 'all policies hold')
  end)
end

--- Shows beside the text what the policies pin, and lists what they do not; once more, and it goes.
function M.coverage(client, uri)
  M._covers = not M._covers
  local group = vim.api.nvim_create_augroup('dial_lsp_coverage', { clear = true })
  if not M._covers then
    return signs.clear('coverage')
  end
  local function cover(take)
    M._request(client, 'dial-lint/policyCoverage', { uri = uri }, function(suites)
      if M._covers then
        M._show_coverage(client, suites)
        take(suites)
      end
    end)
  end
  cover(function(suites)
    M._show_list('What no policy would notice', M._survivors(suites), 'no change goes unnoticed')
  end)
  vim.api.nvim_create_autocmd({ 'TextChanged', 'InsertLeave' }, {
    group = group,
    desc = 'Show what policies pin as it is after an edit',
    callback = function(event)
      if vim.tbl_contains(vim.lsp.get_buffers_by_client_id(client.id), event.buf) then
        cover(function() end)
      end
    end,
  })
end

function M._show_states(client, suites)
  local lines = {}
  for _, suite in ipairs(suites) do
    for _, policy in ipairs(suite.policies) do
      signs.note(lines, suite.uri, policy.selectionRange.start.line, policy.state)
    end
  end
  signs.show('states', client, lines)
end

function M._show_coverage(client, suites)
  local lines = {}
  for _, suite in ipairs(suites) do
    for _, statement in ipairs(suite.statements) do
      signs.note(lines, statement.uri, statement.range.start.line, statement.fate)
    end
  end
  signs.show('coverage', client, lines)
end

--- What breaks policies, each with its reasons below it.
function M._breaches(suites)
  local entries = {}
  for _, suite in ipairs(suites) do
    for _, policy in ipairs(suite.policies) do
      local name = { uri = suite.uri, range = policy.selectionRange }
      for _, problem in ipairs(policy.problems) do
        table.insert(entries, M._entry(name, policy.name .. ': ' .. problem))
      end
      for _, breach in ipairs(policy.breaches) do
        table.insert(entries, M._entry(M._known(breach.location) or name, policy.name .. ': ' .. breach.message))
        for _, step in ipairs(breach.because) do
          table.insert(entries, M._entry(M._known(step.location), '  ' .. step.message))
        end
      end
    end
  end
  return entries
end

function M._survivors(suites)
  local entries = {}
  for _, suite in ipairs(suites) do
    for _, statement in ipairs(suite.statements) do
      if statement.fate ~= 'pinned' then
        table.insert(entries, M._entry(statement, ('%s (%s)'):format(statement.could, statement.fate)))
      end
    end
  end
  return entries
end

--- A location, or nil; null is nil in newer versions of Neovim only.
function M._known(location)
  return location ~= vim.NIL and location or nil
end

--- A line of the quickfix list; without a place it is a text only.
function M._entry(location, text)
  if not location then
    return { text = text }
  end
  local start = location.range.start
  return { filename = vim.uri_to_fname(location.uri), lnum = start.line + 1, col = start.character + 1, text = text }
end

function M._show_list(title, entries, nothing)
  vim.fn.setqflist({}, ' ', { title = title, items = entries })
  if #entries > 0 then
    return vim.cmd('copen')
  end
  vim.cmd('cclose')
  require('dial_lsp.commands').tell(nothing, vim.log.levels.INFO)
end

function M._request(client, method, params, take)
  local function answer(err, result)
    if err then
      require('dial_lsp.commands').tell(err.message)
    elseif result then
      take(result)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, answer)
  else
    client.request(method, params, answer)
  end
end

return M
