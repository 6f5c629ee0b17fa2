"""A fixed piece of work in plain Python, which says how fast the machine is at the moment.

It uses nothing of dial_lsp and nothing installed: texts, dictionaries, JSON, regular expressions and a loop over
characters, as a linter does.
"""

from __future__ import annotations

import json
import re
from time import process_time

GOAL = 1.0  # seconds it takes on the machine that the goals are set for

_ROUNDS = 13
_ENTRIES = 8_000
_NAME = re.compile(r'"([a-z]+)-([0-9]+)"')


def seconds() -> float:
    """The processor time that the work takes now."""
    start = process_time()
    for _ in range(_ROUNDS):
        _work()
    return process_time() - start


def _work() -> int:
    models = {
        f"model-{number}": {
            "type": "chat",
            "endpoint": f"http://host-{number}.example",
            "roles": [f"role-{number % 7}"],
        }
        for number in range(_ENTRIES)
    }
    text = json.dumps(models, indent=2)
    read = json.loads(text)
    places = {match[0][1:-1]: match.start() for match in _NAME.finditer(text)}
    depth = 0
    for mark in text:
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
    return depth + sum(name in places for name, entry in models.items() if read[name] == entry)
