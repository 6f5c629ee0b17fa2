"""What depends on a placeholder breaks no policy: nobody can tell yet. What does not depend on it does."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dial_lsp.access import Access
from dial_lsp.model.config import Config
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.reports.policies import text
from dial_lsp.reports.policies.verdicts import Verdicts
from dial_lsp.syntax import parse
from dial_lsp.text import Source

TODAY = date(2026, 11, 30)
SECRETS = ("k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w", "c7mKq2ZtW8xN4bVr9LpA6sDf3GhJ1k")
ONLY = 'on = "model:m"\nonly = "role:analyst"'
NEVER = 'on = "model:m"\nnever = "role:visitor"'
REACHES = 'who = "role:visitor"\nreaches = "model:m"'
LIMITED = 'use = "limited"\nwho = "key:P"'
NO_ADMINISTRATORS = 'use = "no-administrators"'


def told(policy: str, config: dict[str, Any]) -> list[str]:
    access = Access(Config.of([parse(Source("config.json", json.dumps(config)))]))
    file = read_policies(Source("dial-policy.toml", f'[[policy]]\nname = "It"\n{policy}\n'))
    report = run(file, access, TODAY)
    shown = "".join(text.render(Verdicts(report, access, None, TODAY), color=False))
    return [line.strip() for line in shown.splitlines() if not line.startswith("        ")]


def config(roles: list[str], of_key: str, limits: Any = None) -> dict[str, Any]:
    """A model for these roles, and a key that has one role with limits."""
    declared = {role: {"limits": {"m": limits or {"minute": "1000"}}} for role in (*roles, of_key)}
    model = {"type": "chat", "endpoint": "http://m/chat/completions", "userRoles": roles}
    key = {"project": "P", "role": of_key}
    return {"models": {"m": model}, "roles": {"visitor": {}, **declared}, "keys": {SECRETS[0]: key}}


@pytest.mark.parametrize("placeholder", ["%%ROLE%%", "{{ .Values.role }}", "${ROLE}"])
@pytest.mark.parametrize(
    ("policy", "roles", "of_key", "open_ones"),
    [
        (ONLY, ["analyst", "?"], "analyst", 1),
        (ONLY, ["analyst", "?"], "?", 2),
        (REACHES, ["?"], "analyst", 1),
        (LIMITED, ["?"], "?", 1),
        (LIMITED, ["analyst"], "analyst", 1),
    ],
)
def test_it_is_not_told_before_it_is_filled_in(
    policy: str, roles: list[str], of_key: str, open_ones: int, placeholder: str
) -> None:
    filled = [placeholder if role == "?" else role for role in roles]
    limits = {"minute": placeholder} if policy is LIMITED else None
    shown = told(policy, config(filled, placeholder if of_key == "?" else of_key, limits))
    assert shown == [
        "holds  It",
        f"{open_ones} cannot be told before placeholders are filled in",
        "1 policy: all hold.",
    ]


@pytest.mark.parametrize(
    ("policy", "roles", "of_key", "breach"),
    [
        (ONLY, ["analyst", "visitor", "%%ROLE%%"], "analyst", 'a caller with role "visitor" may call model "m"'),
        (NEVER, ["visitor", "%%ROLE%%"], "%%ROLE%%", 'a caller with role "visitor" may call model "m"'),
        (REACHES, ["analyst"], "%%ROLE%%", 'a caller with role "visitor" may not call model "m"'),
        (
            'who = "role:%%ROLE%%"\nreaches-none = "model:m"',
            ["%%ROLE%%"],
            "x",
            'a caller with role "%%ROLE%%" may call model "m"',
        ),
        ('on = "model:m"\nnever = "key:P"', ["%%ROLE%%"], "%%ROLE%%", 'key 1 (project "P") may call model "m"'),
        (
            'use = "open-to-all"\nexactly = ["model:m"]',
            ["%%ROLE%%"],
            "x",
            'any authenticated caller may not call model "m"',
        ),
        (
            'who = "key:P"\non = "model:m"\nat-most = { minute = 10 }',
            ["%%ROLE%%"],
            "%%ROLE%%",
            'key 1 (project "P") may use model "m": 1000 tokens a minute',
        ),
        (NO_ADMINISTRATORS, ["%%ROLE%%"], "admin", 'key 1 (project "P") is an administrator of Core'),
    ],
)
def test_what_no_placeholder_decides_is_told(policy: str, roles: list[str], of_key: str, breach: str) -> None:
    shown = told(policy, config(roles, of_key))
    assert shown[0].startswith("FAILS")
    assert breach in shown
