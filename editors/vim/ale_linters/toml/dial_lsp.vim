" ALE finds this file by itself once its folder is on 'runtimepath'.
call ale#linter#Define('toml', {
\   'name': 'dial_lsp',
\   'lsp': 'stdio',
\   'executable': 'dial-lsp',
\   'command': '%e',
\   'language': 'toml',
\   'project_root': function('dial_lsp#Root'),
\})
