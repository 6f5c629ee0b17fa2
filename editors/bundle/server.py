"""Starts the language server from this folder: python -I -S server.py. On a Python that is too old it says so."""

import os
import sys

OLDEST = (3, 11)


def main():  # noqa: ANN201 -- an old Python reads this
    """Serve on standard input and output, or say why not."""
    if sys.version_info < OLDEST:
        sys.stderr.write("dial-lsp needs Python %d.%d or newer; this is %d.%d\n" % (OLDEST + sys.version_info[:2]))
        return 2
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "libs"))
    from dial_lsp.server.main import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
