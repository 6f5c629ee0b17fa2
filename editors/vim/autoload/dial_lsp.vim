" Which buffers hold a configuration of AI DIAL Core or its policies, and in which folder its server works.

" The root folder for a buffer; empty if the buffer is not DIAL's.
function! dial_lsp#Root(buffer) abort
  let l:path = fnamemodify(bufname(a:buffer), ':p')
  let l:folder = fnamemodify(l:path, ':h')
  let l:settings = s:Above(l:folder, 'dial-lint.toml')
  let l:usual = fnamemodify(l:path, ':t') =~# '\v(^|[.-])aidial\.(.+\.)?config([.-].+)?\.jsonc?$|^dial-policy\.toml$'
  if !l:usual && (empty(l:settings) || !s:IsListed(l:path, l:settings))
    return ''
  endif
  for l:file in [l:settings, s:Above(l:folder, 'aidial.settings.json')]
    if !empty(l:file)
      return fnamemodify(l:file, ':h')
    endif
  endfor
  return l:folder
endfunction

function! s:Above(folder, name) abort
  let l:found = findfile(a:name, fnameescape(a:folder) . ';')
  return empty(l:found) ? '' : fnamemodify(l:found, ':p')
endfunction

" Whether the settings file lists the path under `files`.
function! s:IsListed(path, settings) abort
  let l:text = "\n" . join(readfile(a:settings), "\n")
  let l:list = matchstr(l:text, '\v\n\s*files\s*\=\s*\[\zs[^\]]*')
  let l:folder = fnamemodify(a:settings, ':h')
  let l:names = map(split(l:list, "[\"']", 1), 'v:key % 2 ? v:val : ""')
  for l:name in filter(l:names, '!empty(v:val)')
    if resolve(simplify(l:name[0] ==# '/' ? l:name : l:folder . '/' . l:name)) ==# resolve(a:path)
      return 1
    endif
  endfor
  return 0
endfunction
