" ALE finds this file by itself once its folder is on 'runtimepath'.
call ale#linter#Define('jsonc', {
\   'name': 'dial_lsp',
\   'lsp': 'stdio',
\   'executable': 'dial-lsp',
\   'command': '%e',
\   'language': 'jsonc',
\   'project_root': function('dial_lsp#Root'),
\})
