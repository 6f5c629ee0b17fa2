"""``python -m dial_lsp`` is ``dial-lint``."""

from __future__ import annotations

from dial_lsp.cli.main import main

if __name__ == "__main__":
    main()
