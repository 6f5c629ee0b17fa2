"""What CI runs beside dial-lint: ``python -I publish github base``, ``... github report``, ``... gitlab report``.

Isolated (``-I``), so that no module of the repository that is checked is taken for one of Python's.
"""

from __future__ import annotations

import sys

from forges import github, gitlab
from forges.problem import ProblemError

COMMANDS = {
    ("github", "base"): github.base,
    ("github", "report"): github.report,
    ("gitlab", "report"): gitlab.report,
}


def main(arguments: list[str]) -> int:
    """Run the command of these words and return the exit code."""
    command = next((found for words, found in COMMANDS.items() if list(words) == arguments), None)
    if command is None:
        known = ", ".join(" ".join(words) for words in COMMANDS)
        print(f"name a forge and what to do: {known}", file=sys.stderr)
        return 2
    try:
        command()
    except ProblemError as error:
        print(error.in_log, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
