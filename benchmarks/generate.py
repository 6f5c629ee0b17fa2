"""Configurations of any size, as people write them: the same text for the same size, every time.

Names that are used are defined and names that are defined are used, so that a linter has little to say.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass

_WORDS = ("chat", "vision", "embed", "search", "legal", "sales", "audit", "draft", "code", "voice")
_FEWEST = 9


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many entries of each kind make up a size; the divisors are bytes of the file for one entry."""

    routes: int
    models: int
    applications: int
    interceptors: int
    keys: int
    roles: int

    @classmethod
    def of(cls, size_bytes: int) -> _Counts:
        return cls(*(max(_FEWEST, size_bytes // each) for each in (4600, 1730, 2050, 2700, 1070, 2200)))


def generate(size_bytes: int, *, comments: bool = False) -> str:
    """A sound configuration of about this many bytes; with ``comments`` every few entries carry one."""
    source = random.Random(size_bytes)
    counts = _Counts.of(size_bytes)
    makers = {
        "routes": _route, "models": _model, "applications": _application,
        "interceptors": _interceptor, "keys": _key, "roles": _role,
    }  # fmt: skip
    sections = []
    for name, make in makers.items():
        entries: list[str] = []
        for number in range(getattr(counts, name)):
            entry = make(source, number, counts)
            if comments and source.random() < 0.2:  # noqa: PLR2004 - every fifth
                entry = f"    // {source.choice(_WORDS)}, see http://wiki.example/{number}\n{entry}"
            entries.append(entry)
        sections.append(f'  "{name}": {{\n' + ",\n".join(entries) + "\n  }")
    sections.append(f'  "globalInterceptors": ["{_name("interceptor", 0)}"]')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _name(kind: str, number: int) -> str:
    return f"{kind}-{_WORDS[number % len(_WORDS)]}-{number}"


def _model(source: random.Random, number: int, counts: _Counts) -> str:
    upstreams = ",\n".join(
        f'        {{\n          "endpoint": "https://region-{i}.example.com/openai/deployments/{number}",\n'
        f'          "key": "made-up-{source.getrandbits(64):016x}",\n          "weight": {source.randrange(1, 9)},\n'
        f'          "tier": {i}\n        }}'
        for i in range(source.randrange(1, 4))
    )
    return f"""    "{_name("model", number)}": {{
      "type": "chat",
      "displayName": "Model {number} \\u2013 {source.choice(_WORDS)}",
      "endpoint": "http://adapter:5000/openai/deployments/m{number}/chat/completions",
      "tokenizerModel": "gpt-4-0314",
      "features": {{"systemPromptSupported": true, "toolsSupported": {source.choice(("true", "false"))}}},
      "limits": {{"maxTotalTokens": {source.randrange(8000, 200000)}, "maxCompletionTokens": 4096}},
      "pricing": {{"unit": "token", "prompt": "0.0000{source.randrange(1, 99)}", "completion": "0.00002"}},
      "userRoles": ["{_name("role", number % counts.roles)}"],
      "upstreams": [
{upstreams}
      ]
    }}"""


def _application(source: random.Random, number: int, counts: _Counts) -> str:
    return f"""    "{_name("app", number)}": {{
      "displayName": "Application {number}",
      "description": "Answers questions about {source.choice(_WORDS)} and {source.choice(_WORDS)}",
      "endpoint": "http://apps:7000/openai/deployments/a{number}/chat/completions",
      "inputAttachmentTypes": ["image/png", "text/*"],
      "maxInputAttachments": {source.randrange(1, 20)},
      "userRoles": ["{_name("role", number % counts.roles)}"],
      "interceptors": ["{_name("interceptor", 1 + number % (counts.interceptors - 1))}"],
      "defaults": {{"temperature": 0.{source.randrange(1, 9)}, "stop": null}}
    }}"""


def _route(source: random.Random, number: int, counts: _Counts) -> str:
    return f"""    "{_name("route", number)}": {{
      "paths": ["/v1/{source.choice(_WORDS)}/{number}", "/v2/{number}/.*"],
      "methods": ["GET", "POST"],
      "userRoles": ["{_name("role", number % counts.roles)}"],
      "order": {source.randrange(100)},
      "upstreams": [{{"endpoint": "http://route-{number}:9000"}}]
    }}"""


def _interceptor(source: random.Random, number: int, _: _Counts) -> str:
    return f"""    "{_name("interceptor", number)}": {{
      "endpoint": "http://interceptor:8000/{source.choice(_WORDS)}/{number}",
      "forwardAuthToken": false
    }}"""


def _key(source: random.Random, number: int, counts: _Counts) -> str:
    return f"""    "made-up-key-{source.getrandbits(96):024x}": {{
      "project": "project-{number}",
      "role": "{_name("role", number % counts.roles)}"
    }}"""


def _role(source: random.Random, number: int, counts: _Counts) -> str:
    limits = ",\n".join(
        f'        "{_name("model", model)}": '
        f'{{"minute": {source.randrange(2, 9)}00000, "day": {source.randrange(1, 9)}000000}}'
        for model in range(number, counts.models, counts.roles)
    )
    inside = f"\n{limits}\n      " if limits else ""
    return f"""    "{_name("role", number)}": {{
      "limits": {{{inside}}}
    }}"""


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, comments="--comments" in sys.argv))
