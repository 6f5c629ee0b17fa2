"""dial-lsp: a linter and language server for the dynamic settings of AI DIAL Core."""

__version__ = "0.1.0"
