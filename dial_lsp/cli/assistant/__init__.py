"""What an assistant may ask: commands that only read, run in this process, on files of one folder.

Nothing here knows the protocol; ``dial_lsp/cli/mcp.py`` does.
"""
