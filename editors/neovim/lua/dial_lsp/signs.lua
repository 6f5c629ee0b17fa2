--- Signs beside the text: what became of policies, and what they pin.

local M = {}

--- The sign, its highlight group, what that is linked to by default, and which sign stands where there are several.
local signs = {
  holds = { '✓', 'DialLspHolds', 'DiagnosticHint', rank = 1 },
  fails = { '✗', 'DialLspFails', 'DiagnosticError', rank = 2 },
  pinned = { '█', 'DialLspPinned', 'DiagnosticHint', rank = 1 },
  asked = { '▒', 'DialLspAsked', 'DiagnosticWarn', rank = 2 },
  free = { '░', 'DialLspFree', 'DiagnosticError', rank = 3 },
}

for name, sign in pairs(signs) do
  local text, group, link = unpack(sign)
  vim.api.nvim_set_hl(0, group, { default = true, link = link })
  vim.fn.sign_define('dial_lsp_' .. name, { text = text, texthl = group })
end

--- Notes in `lines` what stands beside a line; of several the worst. What has no sign is passed over.
function M.note(lines, uri, line, name)
  local of_file = lines[uri] or {}
  lines[uri] = of_file
  local known = signs[of_file[line]]
  if signs[name] and not (known and known.rank >= signs[name].rank) then
    of_file[line] = name
  end
end

--- Puts the signs of a kind beside the lines of the buffers of a server, and takes away those that were there.
function M.show(kind, client, lines)
  for _, bufnr in ipairs(vim.lsp.get_buffers_by_client_id(client.id)) do
    if vim.api.nvim_buf_is_loaded(bufnr) then
      vim.fn.sign_unplace('dial_lsp_' .. kind, { buffer = bufnr })
      for line, name in pairs(lines[vim.uri_from_bufnr(bufnr)] or {}) do
        -- Findings have a priority of 10: what breaks a policy is one, too.
        local at = { lnum = line + 1, priority = 20 }
        vim.fn.sign_place(0, 'dial_lsp_' .. kind, 'dial_lsp_' .. name, bufnr, at)
      end
    end
  end
end

--- Takes away the signs of a kind everywhere.
function M.clear(kind)
  vim.fn.sign_unplace('dial_lsp_' .. kind)
end

return M
