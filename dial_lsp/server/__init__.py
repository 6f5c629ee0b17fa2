"""The language server: the features of this package as LSP. Nobody else knows pygls and lsprotocol."""
