"""A configuration of many keys and objects, as people write them: the same every time."""

from __future__ import annotations

import random
from typing import Any

_TEAMS = ("reports", "search", "support", "legal", "sales", "hr", "risk", "voice", "audit", "claims", "web")
_MODELS = ("gpt-4o", "gpt-4.1", "claude-sonnet", "gemini-pro", "llama", "embed", "mistral")
_APPLICATIONS = ("assistant", "rag", "summary", "triage")
_PURPOSES = ("prod", "batch", "bot", "test")
ROLES = tuple(f"{team}-{kind}" for team in _TEAMS for kind in ("reader", "lead"))


def crowd(keys: int = 50, models: int = 120, others: int = 80) -> dict[str, Any]:
    """A configuration with so many keys, and so many models, applications, toolsets and routes."""
    source = random.Random(7)
    names = [f"{source.choice(_MODELS)}-{number}" for number in range(models)]
    roles = {role: _role(source, names) for role in ROLES}
    roles["default"] = {"limits": {name: {"day": 50_000} for name in names[: models // 6]}}
    return {
        "models": {name: _model(source, name) for name in names},
        "applications": {
            f"{_APPLICATIONS[number % 4]}-{number}": {"endpoint": f"http://apps/{number}", **_guard(source, 0.6)}
            for number in range(others * 5 // 8)
        },
        "toolsets": {
            f"tools-{number}": {"endpoint": f"http://tools/{number}", "transport": "HTTP", **_guard(source, 0.5)}
            for number in range(others // 4)
        },
        "routes": {
            f"route-{number}": {"paths": [f"/r{number}"], "response": {"status": 200}, **_guard(source, 0.3)}
            for number in range(others // 8)
        },
        "roles": roles,
        "keys": {f"made-up-{source.getrandbits(64):x}": _key(source) for _ in range(keys)},
    }


def _guard(source: random.Random, share: float) -> dict[str, Any]:
    return {"userRoles": source.sample(ROLES, source.randint(1, 5))} if source.random() < share else {}


def _model(source: random.Random, name: str) -> dict[str, Any]:
    price = {"unit": "token", "prompt": f"0.00000{source.randint(1, 9)}", "completion": f"0.0000{source.randint(1, 9)}"}
    return {
        "type": "embedding" if name.startswith("embed") else "chat",
        "endpoint": f"http://adapter/{name}/chat/completions" if source.random() < 0.97 else "",
        **_guard(source, 0.82),
        **({"pricing": price} if source.random() < 0.6 else {}),
    }


def _role(source: random.Random, names: list[str]) -> dict[str, Any]:
    limits = {name: _limit(source) for name in source.sample(names, len(names) // 4)}
    cost = {"costLimit": {"day": str(source.randint(1, 9) * 10)}} if source.random() < 0.4 else {}
    return {"limits": limits, **cost}


def _limit(source: random.Random) -> dict[str, Any]:
    minute, day = source.randint(1, 9) * 10_000, source.randint(1, 20) * 1_000_000
    return source.choice(
        (
            {"minute": str(minute), "day": str(day)},
            {"day": day // 10},
            {"minute": minute, "day": day, "month": day * 20},
            {"minute": 0} if source.random() < 0.3 else {"minute": minute},
            {"requestDay": 500},
        )
    )


def _key(source: random.Random) -> dict[str, Any]:
    project = f"{source.choice(_TEAMS).title()} {source.choice(_PURPOSES)}"
    return {"project": project, "roles": source.sample(ROLES, source.randint(1, 3))}
