"""``python -m dial_lsp.server`` is ``dial-lsp``."""

from __future__ import annotations

from dial_lsp.server.main import main

if __name__ == "__main__":
    main()
