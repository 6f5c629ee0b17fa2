"""``python -m dial_lsp`` is ``dial-lint``."""

from __future__ import annotations

import os
import sys

from dial_lsp.cli.start import SERVING, main

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """The command as a process: it ends without taking apart all that it holds, which takes long after a large file.

    What serves has things to do at its end, and so does Python where an output cannot be flushed.
    """
    try:
        main()
    except SystemExit as ending:
        if isinstance(ending.code, int) and sys.argv[1:2] not in [[name] for name in SERVING] and _flushed():
            os._exit(ending.code)
        raise


def _flushed() -> bool:
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run()
