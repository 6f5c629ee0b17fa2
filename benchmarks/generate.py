"""Configurations of any size, as people write them: the same text for the same size, every time."""

from __future__ import annotations

import random
import sys

_WORDS = ("chat", "vision", "embed", "search", "legal", "sales", "audit", "draft", "code", "voice")
_SHARES = {"routes": 0.05, "models": 0.45, "applications": 0.2, "interceptors": 0.05, "keys": 0.1, "roles": 0.15}


def generate(size_bytes: int, *, comments: bool = False) -> str:
    """A sound configuration of about this many bytes; with ``comments`` every few entries carry one."""
    source = random.Random(size_bytes)
    makers = {
        "routes": _route, "models": _model, "applications": _application,
        "interceptors": _interceptor, "keys": _key, "roles": _role,
    }  # fmt: skip
    sections = []
    for name, share in _SHARES.items():
        entries: list[str] = []
        room = size_bytes * share
        while room > 0 or not entries:
            entry = makers[name](source, len(entries))
            if comments and source.random() < 0.2:  # noqa: PLR2004 - every fifth
                entry = f"    // {source.choice(_WORDS)}, see http://wiki.example/{len(entries)}\n{entry}"
            entries.append(entry)
            room -= len(entry) + 2
        sections.append(f'  "{name}": {{\n' + ",\n".join(entries) + "\n  }")
    sections.append('  "globalInterceptors": ["interceptor-0"]')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _name(source: random.Random, kind: str, number: int) -> str:
    return f"{kind}-{source.choice(_WORDS)}-{number}"


def _model(source: random.Random, number: int) -> str:
    upstreams = ",\n".join(
        f'        {{\n          "endpoint": "https://region-{i}.example.com/openai/deployments/{number}",\n'
        f'          "key": "made-up-{source.getrandbits(64):016x}",\n          "weight": {source.randrange(1, 9)},\n'
        f'          "tier": {i}\n        }}'
        for i in range(source.randrange(1, 4))
    )
    return f"""    "{_name(source, "model", number)}": {{
      "type": "chat",
      "displayName": "Model {number} \\u2013 {source.choice(_WORDS)}",
      "endpoint": "http://adapter.example:5000/openai/deployments/m{number}/chat/completions",
      "tokenizerModel": "gpt-4-0314",
      "features": {{"systemPromptSupported": true, "toolsSupported": {source.choice(("true", "false"))}}},
      "limits": {{"maxTotalTokens": {source.randrange(1000, 200000)}, "maxCompletionTokens": 4096}},
      "pricing": {{"unit": "token", "prompt": "0.0000{source.randrange(1, 99)}", "completion": "0.00002"}},
      "userRoles": ["default", "role-{source.choice(_WORDS)}-{source.randrange(9)}"],
      "upstreams": [
{upstreams}
      ]
    }}"""


def _application(source: random.Random, number: int) -> str:
    return f"""    "{_name(source, "app", number)}": {{
      "displayName": "Application {number}",
      "description": "Answers questions about {source.choice(_WORDS)} and {source.choice(_WORDS)}",
      "endpoint": "http://apps.example:7000/openai/deployments/a{number}/chat/completions",
      "inputAttachmentTypes": ["image/png", "text/*"],
      "maxInputAttachments": {source.randrange(1, 20)},
      "forwardAuthToken": {source.choice(("true", "false"))},
      "defaults": {{"temperature": 0.{source.randrange(1, 9)}, "stop": null}}
    }}"""


def _route(source: random.Random, number: int) -> str:
    return f"""    "{_name(source, "route", number)}": {{
      "paths": ["/v1/{source.choice(_WORDS)}/{number}", "/v2/{number}/.*"],
      "methods": ["GET", "POST"],
      "order": {source.randrange(100)},
      "upstreams": [{{"endpoint": "http://route-{number}.example:9000"}}]
    }}"""


def _interceptor(source: random.Random, number: int) -> str:
    return f"""    "interceptor-{number}": {{
      "endpoint": "http://interceptor.example:8000/{source.choice(_WORDS)}/{number}",
      "forwardAuthToken": false
    }}"""


def _key(source: random.Random, number: int) -> str:
    return f"""    "made-up-key-{source.getrandbits(96):024x}": {{
      "project": "project-{number}",
      "role": "role-{source.choice(_WORDS)}-{source.randrange(9)}"
    }}"""


def _role(source: random.Random, number: int) -> str:
    limits = ",\n".join(
        f'        "model-{source.choice(_WORDS)}-{i}": '
        f'{{"minute": "{source.randrange(1, 9)}00000", "day": {source.randrange(1, 9)}000000}}'
        for i in range(source.randrange(1, 8))
    )
    return f"""    "role-{source.choice(_WORDS)}-{number}": {{
      "limits": {{
{limits}
      }}
    }}"""


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, comments="--comments" in sys.argv))
