" ALE finds this file by itself once its folder is on 'runtimepath'.
call ale#linter#Define('json', {
\   'name': 'dial_lsp',
\   'lsp': 'stdio',
\   'executable': 'dial-lsp',
\   'command': '%e',
\   'language': 'json',
\   'project_root': function('dial_lsp#Root'),
\})
