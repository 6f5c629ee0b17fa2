# Source this from kakrc after kakoune-lsp (18 or newer) is set up.
# A filetype of its own keeps servers for JSON in general off DIAL's files.

hook global BufCreate (.*/)?([^/]*[.-])?aidial\.([^/]+\.)?config([.-][^/]+)?\.jsonc? %{
    set-option buffer filetype dial-config
}

hook global BufCreate (.*/)?dial-policy\.toml %{
    set-option buffer filetype dial-policy
}

hook -group lsp-filetype-dial-config global BufSetOption filetype=dial-(config|policy) %{
    set-option buffer lsp_language_id %sh{ [ "$kak_opt_filetype" = dial-policy ] && echo toml || echo dial-config }
    set-option buffer lsp_servers %{
        [dial-lsp]
        command = "dial-lsp"
        root_globs = ["dial-lint.toml", "aidial.settings.json", ".git"]
    }
}

# The colours of JSON or TOML, and the server, in each window.
hook global WinSetOption filetype=dial-config %{
    require-module json
    add-highlighter window/dial-config ref json
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/dial-config }
    lsp-enable-window
}

hook global WinSetOption filetype=dial-policy %{
    require-module toml
    add-highlighter window/dial-policy ref toml
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/dial-policy }
    lsp-enable-window
}
