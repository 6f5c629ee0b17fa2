# Source this from kakrc after kakoune-lsp (18 or newer) is set up.
# A filetype of its own keeps servers for JSON in general off DIAL's files.

hook global BufCreate (.*/)?([^/]*[.-])?aidial\.([^/]+\.)?config([.-][^/]+)?\.jsonc? %{
    set-option buffer filetype dial-config
}

hook -group lsp-filetype-dial-config global BufSetOption filetype=dial-config %{
    set-option buffer lsp_language_id dial-config
    set-option buffer lsp_servers %{
        [dial-lsp]
        command = "dial-lsp"
        root_globs = ["dial-lint.toml", "aidial.settings.json", ".git"]
    }
}

# The colours of JSON, and the server, in each window.
hook global WinSetOption filetype=dial-config %{
    require-module json
    add-highlighter window/dial-config ref json
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/dial-config }
    lsp-enable-window
}
