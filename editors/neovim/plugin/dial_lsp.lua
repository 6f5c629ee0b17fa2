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
for _, about in ipairs({ 'Access', 'Difference' }) do
  for _, way in ipairs({ 'open', 'show' }) do
    vim.lsp.commands['dial-lint.' .. way .. about] = function(lens, context)
      require('dial_lsp.commands').lens(lens, context)
    end
  end
end
