"""A whole file with a secret in each usual place: in other clothes, and damaged."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from tests.masking.plant import Plant, looked_for
from tests.masking.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator


def right(words: Words) -> tuple[dict[str, Any], list[str]]:
    """A file that Core loads, with a secret in each usual place."""
    secrets = [words.plain() for _ in range(5)]
    config = {
        "models": {
            "gpt": {
                "type": "chat",
                "endpoint": "http://m.svc/v1/chat/completions",
                "userRoles": ["reader"],
                "upstreams": [{"endpoint": "http://a.svc/", "key": secrets[0], "secretExtraData": {"x": secrets[1]}}],
            }
        },
        "keys": {
            secrets[2]: {"project": "chat", "role": "reader"},
            "second": {"key": secrets[3], "project": "search", "roles": ["reader", "wirter"]},
        },
        "roles": {"reader": {"limits": {"gpt": {"minute": "100"}}}},
        "toolsets": {
            "tools": {
                "endpoint": "http://t/",
                "authSettings": {"authenticationType": "OAUTH", "clientSecret": secrets[4]},
            }
        },
    }
    return config, secrets


def files(words: Words) -> Iterator[Plant]:
    """The right file in other clothes: in YAML, coded, split over two files, with secrets of others around."""
    config, secrets = right(words)
    planted = tuple(part for secret in secrets for part in looked_for(secret))
    text = json.dumps({**config, "surprise": {}}, indent=2)
    block = "".join(f"    {line}\n" for line in text.splitlines())
    around = words.plain()
    yaml = f"kind: Secret\nother:\n  password: {around}\nstringData:\n  aidial.config.json: |\n{block}"
    yield Plant("yaml", yaml, (*planted, *looked_for(around)), "values.yaml")
    yield Plant("folded", yaml.replace(": |\n", ": >-\n"), (*planted, *looked_for(around)), "values.yaml")
    yaml = yaml.replace(": |\n", ":\n")  # a mapping of YAML, not a text
    yield Plant("structure", yaml, (*planted, *looked_for(around)), "values.yaml")
    coded, around = (base64.b64encode(one.encode()).decode() for one in (text, around))
    head = "apiVersion: v1\nkind: Secret\nmetadata: {name: core}\n"
    yaml = f"{head}data:\n  aidial.config.json: {coded}\n  password: {around}\n"
    yield Plant("coded", yaml, (*planted, coded[:40], around), "secret.yaml")
    first = {name: config[name] for name in ("models", "roles")}
    roles = {"b": {"limits": {secrets[3]: {"day": "1"}}}}
    later = {"keys": config["keys"], "toolsets": config["toolsets"], "roles": roles}
    first["models"]["gpt"]["userRoles"] = ["reader", secrets[3]]
    more = {"later.json": json.dumps(later, indent=2)}
    yield Plant("merged", json.dumps(first, indent=2), planted, more=more)


def damages(seed: int, count: int) -> Iterator[Plant]:
    """The right file with one character gone, changed or put in, at places spread over all of it."""
    words = Words(seed)
    config, secrets = right(words)
    texts = (json.dumps(config, indent=2), json.dumps(config))
    planted = tuple(part for secret in secrets for part in looked_for(secret))
    for number in range(count):
        text = texts[number % 2]
        at = words.random.randrange(len(text))
        mark = words.random.choice("\"'{}[],: \n/x\u201d")
        way = number // 2 % 3
        damaged = (text[:at] + text[at + 1 :], text[:at] + mark + text[at:], text[:at] + mark + text[at + 1 :])[way]
        yield Plant("damage", damaged, tuple(word for word in planted if word in damaged))
