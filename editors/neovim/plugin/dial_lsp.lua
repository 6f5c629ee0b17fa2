vim.api.nvim_create_user_command('DialLsp', function(command)
  require('dial_lsp.commands').run(command.args)
end, {
  nargs = 1,
  desc = 'Ask dial-lsp about the configuration of AI DIAL Core in this buffer',
  complete = function(start)
    return vim.tbl_filter(function(name)
      return vim.startswith(name, start)
    end, require('dial_lsp.commands').names())
  end,
})
