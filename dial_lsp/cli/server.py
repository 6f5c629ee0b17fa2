"""``dial-lint server``: the language server, for those who have only this command at hand."""

from __future__ import annotations

from dial_lsp.server.main import dial_lsp as server

__all__ = ["server"]
