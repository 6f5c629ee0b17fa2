" vim-lsp is told of the server; without vim-lsp nothing happens here. ALE finds its part in ale_linters.

function! s:Register() abort
  call lsp#register_server({
  \   'name': 'dial-lsp',
  \   'cmd': {server_info -> empty(dial_lsp#Root(bufnr('%'))) ? [] : ['dial-lsp']},
  \   'root_uri': {server_info -> lsp#utils#path_to_uri(dial_lsp#Root(bufnr('%')))},
  \   'allowlist': ['json', 'jsonc', 'toml'],
  \})
endfunction

augroup dial_lsp
  autocmd!
  autocmd User lsp_setup call s:Register()
augroup END
