vim.api.nvim_create_user_command('DialLsp', function(command)
  require('dial_lsp.commands').run(unpack(command.fargs))
end, {
  nargs = '+',
  desc = 'Ask dial-lsp about the configuration of AI DIAL Core in this buffer',
  complete = function(start, line)
    return vim.tbl_filter(function(name)
      return vim.startswith(name, start)
    end, require('dial_lsp.commands').complete(line))
  end,
})

-- What lenses lead to: a page in the browser, or text.
local lead_to = { 'openAccess', 'showAccess', 'openDifference', 'showDifference', 'showPolicy' }
for _, command in ipairs(lead_to) do
  vim.lsp.commands['dial-lint.' .. command] = function(lens, context)
    require('dial_lsp.commands').lens(lens, context)
  end
end
