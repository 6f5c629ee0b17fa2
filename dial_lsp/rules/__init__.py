"""Nothing but rules, a folder per subject and a file per rule.

Rules are found by listing this package, so adding one edits no existing file. The name of a rule is the name of its
file with dashes; a module here without a rule of its own name is a mistake and fails when the rules are collected.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from dial_lsp.rulekit.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by name. Raises TypeError for a module that holds no rule of its own name."""
    found: list[Rule] = []
    for file in Path(__file__).parent.glob("*/*.py*"):  # or .pyc, where a bundle has no sources
        if file.stem == "__init__" or file.parent.name == "__pycache__":
            continue
        module = f"{__name__}.{file.parent.name}.{file.stem}"
        rule = getattr(import_module(module), file.stem, None)
        if not isinstance(rule, Rule):
            raise TypeError(f"{module} holds no rule named {file.stem}")
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.name))
