"""``python -m tests.fuzz.guided TARGET [OPTION...]``: atheris chooses inputs by the lines of ours that they reach.

It needs the package atheris, which is not among those that the project installs. Options are those of libFuzzer, such
as ``-max_total_time=600``.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module


def main() -> None:
    """Try inputs until one breaks the law or atheris is told to stop."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["dial_lsp"]):  # so nothing of ours may be imported before
        fuzz = import_module("tests.fuzz.run")
    name, *options = sys.argv[1:]
    test = fuzz.counted(name, Counter())
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=8192", *options], test.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
