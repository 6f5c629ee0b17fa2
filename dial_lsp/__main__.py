"""``python -m dial_lsp`` is ``dial-lint``."""

from __future__ import annotations

import gc
import os
import sys

from dial_lsp.cli.start import SERVING, main

TYPE_CHECKING = False  # what typing says; its import takes 4 ms
if TYPE_CHECKING:
    from typing import NoReturn


_ALLOCATIONS = 500_000
"""So many objects are made before the collector looks at them: with the usual 700 it takes a third of a run."""


def run() -> NoReturn:
    """The command as a process, which looks for garbage in cycles a few times in a run on many files, else not at all.

    It ends without taking apart all that it holds, which takes long after a large file. What serves has things to do at
    its end, and so does Python where an output cannot be flushed.
    """
    is_serving = sys.argv[1:2] in [[name] for name in SERVING]
    if not is_serving:
        gc.set_threshold(_ALLOCATIONS)
    try:
        main()
    except SystemExit as ending:
        if isinstance(ending.code, int) and not is_serving and _flushed():
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
