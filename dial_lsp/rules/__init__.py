"""Nothing but rules, a folder per subject and a file per rule.

Rules are found by walking this package, so adding one edits no existing file. The name of a rule is the name of its
file with dashes; a module here without a rule of its own name is a mistake and fails when the rules are collected.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from dial_lsp.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by name. Raises TypeError for a module that holds no rule of its own name."""
    found: list[Rule] = []
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        if module.ispkg:
            continue
        name = module.name.rpartition(".")[2]
        rule = getattr(import_module(module.name), name, None)
        if not isinstance(rule, Rule):
            raise TypeError(f"{module.name} holds no rule named {name}")
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.name))
