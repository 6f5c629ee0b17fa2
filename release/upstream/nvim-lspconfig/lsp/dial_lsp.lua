---@brief
---
--- https://github.com/dial-lsp/dial-lsp
---
--- Language server for `aidial.config.json`, the policy file of AI DIAL Core.
---
--- ```sh
--- pipx install dial-lsp
--- ```
---
--- It starts on configurations of Core by their names, on the files that a `dial-lint.toml` or an `aidial.settings.json` lists,
--- and on `dial-lint.toml` itself.

@BODY editors/neovim/lsp/dial_lsp.lua@
