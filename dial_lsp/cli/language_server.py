"""The command ``dial-lsp``, which says plainly that the language server is not there yet."""

from __future__ import annotations

import sys
from typing import NoReturn

from dial_lsp.cli import output


def main() -> NoReturn:
    """Tell an editor that starts it, or a person, what to use instead; exit 2."""
    output.write_error("dial-lsp: the language server is not part of this release. `dial-lint FILE` checks files.")
    sys.exit(2)
