"""Files in which secrets are planted: in every kind of place, each secret with words that stand nowhere else.

Nothing here is taken from the code that masks. Names come from the schema of the format, misspelt letter by letter;
words are coined by chance, so that no dictionary and no sense for randomness can know them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.schema.fields import types
from tests.masking.plant import Plant, looked_for, model
from tests.masking.planted_files import files
from tests.masking.words import Words, misspelt, spelt

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = ("camel", "snake", "kebab", "upper")
SECRETIVE = (
    *("key", "api key", "token", "secret", "password", "pwd", "authorization", "access token", "private key"),
    *("client secret", "secret key", "credentials", "passcode"),
)
SECTIONS = ("Keys", "keyz", "kyes", "key", "apiKeys", "api_keys", "keyss", "config.keys", "KEYS")


# Objects with secret fields: the field, and the file around an object of its type.
HOMES: dict[tuple[str, str], Any] = {
    ("Upstream", "key"): lambda o: model(upstreams=[{"endpoint": "http://a.svc/", **o}]),
    ("Upstream", "secretExtraData"): lambda o: model(upstreams=[{"endpoint": "http://a.svc/", **o}]),
    ("UpstreamInterface", "key"): lambda o: model(upstreams=[{"id": "a", "interfaces": {"openaiResponses": o}}]),
    ("ResourceAuthSettings", "clientSecret"): lambda o: {
        "toolsets": {"t": {"endpoint": "http://t/", "authSettings": o}}
    },
    ("ResourceAuthSettings", "codeVerifier"): lambda o: {
        "applications": {"a": {"endpoint": "http://a/", "externalServices": {"s": {"authSettings": o}}}}
    },
    ("Application.Function", "env"): lambda o: {"applications": {"a": {"function": {"id": "f", **o}}}},
    ("Key", "key"): lambda o: {"keys": {"first": {"project": "p", "role": "default", **o}}},
    ("Addon", "token"): lambda o: {"addons": {"a": {"endpoint": "http://a/", **o}}},
}


def plants(seed: int, *, many: int = 1) -> Iterator[Plant]:
    """Plants of every kind; ``many`` times as many misspelt names."""
    words = Words(seed)
    yield from _fields(words)
    yield from _misspelt(words, many)
    yield from _telling(words)
    yield from _sections(words)
    yield from _again(words)
    yield from _random(words)
    yield from _urls(words)
    yield from _instead(words)
    yield from _lists(words)
    yield from _json_in_text(words)
    yield from _comments(words)
    yield from files(words)


def _plant(kind: str, value: Any, secret: str, **more: Any) -> Plant:
    return Plant(kind, json.dumps(value, indent=2), looked_for(secret), **more)


def _value(name: str, secret: str) -> Any:
    return {"VARIABLE": secret, "list": [secret]} if name in ("env", "secretExtraData") else secret


def _fields(words: Words) -> Iterator[Plant]:
    for (kind, name), home in HOMES.items():
        for spelling in types()[kind].fields[name].accepted:
            secret = words.plain()
            yield _plant("field", home({spelling: _value(name, secret)}), secret)
    secret = words.plain()
    yield _plant("field", {"keys": {secret: {"project": "p", "role": "default"}}}, secret)


def _misspelt(words: Words, many: int) -> Iterator[Plant]:
    for (kind, name), home in HOMES.items():
        known = types()[kind].spellings
        for edits in (1, 2):
            for _ in range(6 * many):
                slip = misspelt(name, edits, words.random)
                if slip not in known:
                    secret = words.plain()
                    yield _plant("misspelt", home({slip: secret}), secret)


def _telling(words: Words) -> Iterator[Plant]:
    for said in SECRETIVE:
        for family in FAMILIES:
            name, secret = spelt(said, family), words.plain()
            homes: tuple[Any, ...] = (
                model(defaults={name: secret}),
                model(defaultHeaders={f"x-{name}" if family == "kebab" else name: secret}),
                model(upstreams=[{"endpoint": "http://a/", "extraData": {"deep": [{name: secret}]}}]),
                model(**{name: secret}) if name not in types()["Model"].spellings else model(defaults={name: [secret]}),
                {"unknown": {"a": {name: {"value": secret}}}},
                {"roles": {"r": {"limits": {}, name: secret}}},
            )
            yield _plant("name", words.random.choice(homes), secret)
            slip = misspelt(name, 1, words.random)
            if len(said) > 3:
                secret = words.plain()
                yield _plant("slip", {"unknown": {"a": {slip: secret}}}, secret)
    secret = words.plain()
    yield _plant("name", model(defaultHeaders={"X-Forwarded-Auth": secret}, defaults={"creds": {"a": secret}}), secret)


def _sections(words: Words) -> Iterator[Plant]:
    for section in SECTIONS:
        secret, also = words.plain(), words.plain()
        yield _plant("section", {section: {secret: {"project": "p", "role": "default"}}}, secret)
        yield _plant("section", {section: {"a": also}, "roles": {"default": {}}}, also)
        secret = words.plain()
        yield _plant("section", {"config": {section: {secret: {}}}}, secret)
    values: tuple[Any, ...] = (
        lambda s: [s],
        lambda s: s,
        lambda s: {"a": s},
        lambda s: {"a": [s]},
        lambda s: {"a": {"b": s}},
    )
    for value in values:
        secret = words.plain()
        yield _plant("section", {"keys": value(secret)}, secret)
    one, two = words.plain(), words.plain()
    yield _plant("inside", {one: {"project": "p", "role": "r"}, two: {"project": "q", "roles": ["r"]}}, one)
    yield _plant("inside", {two: {"project": "p", "role": "r"}, "b": {"project": "q", "roles": ["r"]}}, two)
    secret = words.plain()
    yield _plant("inside", {**model(), secret: {"project": "p", "role": "r"}}, secret)


def _again(words: Words) -> Iterator[Plant]:
    def with_key(secret: str, config: dict[str, Any]) -> dict[str, Any]:
        key = {secret: {"project": "p", "role": "default"}}
        return {**config, "keys": {**key, **config.get("keys", {})}}

    places: tuple[Any, ...] = (
        lambda s: {"keys": {"second": {"key": "another", "project": s, "role": "default"}}},
        lambda s: {"keys": {"second": {"key": "another", "project": "q", "role": s}}},
        lambda s: {"keys": {"second": {"key": "another", "project": "q", "roles": ["default", s]}}},
        lambda s: {"roles": {"default": {"limits": {s: {"minute": "1"}}}}},
        lambda s: {"roles": {"default": {"share": {s: {}}}}},
        lambda s: model(userRoles=["default", s]),
        lambda s: model(interceptors=[s]),
        lambda s: model(displayName=s),
        lambda s: model(description=f"call it with {s}, please"),
        lambda s: model(overrideName=s, author=s, type=s),
        lambda s: model(upstreams=[{"endpoint": f"http://a.svc/{s}/x", "key": s}]),
        lambda s: {"globalInterceptors": [s]},
        lambda s: {"surprise": s, s: {"a": 1}},
        lambda s: {"applications": {"a": {"endpoint": "http://a/", "dependencies": [s], "applicationTypeSchemaId": s}}},
        lambda s: {"routes": {"r": {"paths": [f"/{s}"], "methods": [s], "userRoles": [s], "response": {"body": s}}}},
    )
    for place in places:
        secret = words.plain()
        yield _plant("again", with_key(secret, place(secret)), secret)


def _random(words: Words) -> Iterator[Plant]:
    for place in (
        lambda s: model(unknown=s),
        lambda s: model(defaults={"who": s}),
        lambda s: {"surprise": {"a": [s]}},
        lambda s: {"surprise": {s: 1}},
        lambda s: model(upstreams=[{"endpoint": "http://a/", "extraData": {"region": s}}]),
        lambda s: {"rateLimitSchedule": {"surprise": s}},
    ):
        for _ in range(3):
            secret = words.made()
            yield _plant("random", place(secret), secret)


def _urls(words: Words) -> Iterator[Plant]:
    for shape in ("https://me:{}@a.example.com/v1", "https://{}@a.example.com/v1", "https://a.example.com/v1?token={}",
                  "https://a.example.com/v1?x=1&api_key={}", "https://a.example.com/v1?sig={}&x=2",
                  "https://a.example.com/#access_token={}"):  # fmt: skip
        for place in (
            lambda u: model(endpoint=u),
            lambda u: model(iconUrl=u),
            lambda u: model(upstreams=[{"endpoint": u}]),
            lambda u: {"surprise": [u]},
            lambda u: {"routes": {"r": {"paths": ["/a"], "upstreams": [{"endpoint": u, "key": "x"}]}}},
        ):
            secret = words.plain()
            yield _plant("url", place(shape.format(secret)), secret)


def _instead(words: Words) -> Iterator[Plant]:
    """A text or a list where an object with a secret belongs, or some of them."""
    for place in (
        lambda s: model(upstreams=s),
        lambda s: model(upstreams=[s]),
        lambda s: model(upstreams=[["http://a.svc/", s]]),
        lambda s: {"toolsets": {"t": {"endpoint": "http://t/", "authSettings": s}}},
        lambda s: {"applications": {"a": {"function": s}}},
        lambda s: {"applications": {"a": {"endpoint": "http://a/", "externalServices": s}}},
    ):
        secret = words.plain()
        yield _plant("instead", place(secret), secret)


def _lists(words: Words) -> Iterator[Plant]:
    """Names in one member, secrets in another; and keys under a name that is none of a section."""
    for name, kind in (("apiKeys", "value"), ("tokens", "data"), ("credentials", "content")):
        secret = words.plain()
        yield _plant("list", {"surprise": {name: [{"name": "a", kind: secret}]}}, secret)
    for name in ("kye", "kesy2", "callers"):
        secret = words.plain()
        yield _plant("list", {name: {secret: {"project": "p", "roles": ["a"]}}}, secret)


def _json_in_text(words: Words) -> Iterator[Plant]:
    places: tuple[Any, ...] = (
        lambda t: model(upstreams=[{"endpoint": "http://a/", "extraData": t}]),
        lambda t: model(defaults={"inner": t}),
        lambda t: model(description=t),
        lambda t: {"surprise": t},
    )
    for place in places:
        for name in ("apiKey", "client_secret", "password"):
            secret = words.plain()
            yield _plant("json", place(json.dumps({"region": "eu", "auth": {name: secret}})), secret)


def _comments(words: Words) -> Iterator[Plant]:
    for shape in (
        "// old key: {}", '// "apiKey": "{}"', "/* password = {} */", "// token: '{}'", '// "{}": {{"project": "p"}},',
        "# secret: {}", "// clientSecert: {}", "// Bearer {}",
        "# the api key of prod: {}", "/* Authorization: Bearer {} */", "// https://me:{}@a.example.com/",
    ):  # fmt: skip
        for start in ('{{\n  {}\n  "models": {{"m": {{}}}}\n}}\n', '{{"models": {{"m": {{ {}\n "typ": "chat"}}}}}}\n'):
            secret = words.plain()
            yield Plant("comment", start.format(shape.format(secret)), looked_for(secret))
    secret = words.plain()
    text = f'{{"keys": {{\n  // "{secret}": {{}},\n  "b": {{"project": "p"}}\n}}, "surprise": 1}}'
    yield Plant("comment", text, looked_for(secret))
    for _ in range(3):
        secret = words.made()
        text = f'{{\n  // it was {secret} before\n  "models": {{"m": {{"type": "chat"}}}}\n}}'
        yield Plant("comment", text, looked_for(secret))
