"""Names as people ask for them, where ``*`` stands for any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def matching(pattern: str) -> Callable[[str], bool]:
    """Whether a name is the pattern, or like it where ``*`` stands for any text."""
    expression = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    return lambda name: expression.fullmatch(name) is not None
