"""Hostile files: texts that are dear to check, of as many parts as is asked for."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def routes(count: int) -> str:
    """Routes whose patterns overlap, and are dear to compare."""
    paths = ("/v1/.*", "/v1/[a-z]+/.*", "/v[0-9]+/(chat|embed)/.{1,20}", "/.*/x{}", "/v1/x{}(/.*)?")
    listed = {
        f"r{number}": {
            "paths": [paths[number % len(paths)].replace("{}", str(number))],
            "methods": ["GET", "POST"],
            "upstreams": [{"endpoint": f"http://host-{number}.example"}],
        }
        for number in range(count)
    }
    return json.dumps({"routes": listed})


def misspelt_names(count: int) -> str:
    """Limits, dependencies and roles of which none is spelt as what is meant."""
    names = [f"deployment-number-{number:05}" for number in range(count)]
    return json.dumps(
        {
            "models": {name: {"type": "chat", "endpoint": f"http://host/{name}"} for name in names},
            "applications": {
                "all": {"endpoint": "http://host/all", "dependencies": [f"{name[:-9]}r{name[-8:]}" for name in names]}
            },
            "roles": {
                "one": {"limits": {name.replace("ment", "metn"): {"minute": 1} for name in names}},
                **{f"role-of-{name}": {} for name in names},
            },
            "keys": {
                f"key-{number}-x9Qm27Lz": {"project": "P", "roles": [f"role-of-{name.replace('number', 'nummer')}"]}
                for number, name in enumerate(names)
            },
        }
    )


def duplicate_sections(count: int) -> str:
    """One section again and again."""
    return "{" + ",".join(['"roles": {"a": {}}'] * count) + "}"


def duplicate_members(count: int) -> str:
    """One member of a section again and again."""
    return '{"roles": {' + ",".join(['"a": {}'] * count) + "}}"


def duplicate_fields(count: int) -> str:
    """One field of an entry again and again."""
    return '{"models": {"m": {"type": "chat", ' + ",".join(['"displayName": "M"'] * count) + "}}}"


def syntax_errors(count: int) -> str:
    """A fault on every line."""
    return '{"roles": {\n' + "\n".join([f'"r{number}" {{}}' for number in range(count)]) + "\n}}"


def usual_errors(count: int) -> str:
    """A comma is missing in each entry, and all is laid out as usual."""
    entries = (f'    "m{n}": {{\n      "type": "chat"\n      "endpoint": "http://h/{n}"\n    }}' for n in range(count))
    return '{\n  "models": {\n' + ",\n".join(entries) + "\n  }\n}\n"


def conflicts(count: int) -> str:
    """Conflicts that nobody has resolved."""
    sides = (f'<<<<<<< a\n"r{n}": {{}},\n=======\n"s{n}": {{}},\n>>>>>>> b\n' for n in range(count))
    return '{"roles": {\n' + "".join(sides) + '"z": {}}}'


def nothing_but_nul(count: int) -> str:
    """Characters that no editor shows, as in a file that was never filled."""
    return "\0" * count


def stray_marks(count: int) -> str:
    """Faults on one line, and nothing else."""
    return "{" + "]" * count + "}"


def weak_keys(count: int) -> str:
    """Keys that can be guessed."""
    return json.dumps({"keys": {f"password{number}": {"project": "P", "role": "default"} for number in range(count)}})


def keys_alike(count: int) -> str:
    """Keys that begin alike, each with a bit more, and roles that begin as they do."""
    begins = ("k9-" + "a1" * (number % 20) for number in range(count))
    keys = {f"{begin}-{n}": {"project": f"k9-a1a1-{n}", "role": f"{begin}a{n}"} for n, begin in enumerate(begins)}
    return json.dumps({"keys": keys})


def suppressions(count: int) -> str:
    """Comments in a row that name rules that there are not."""
    lines = (f"// dial-lint: ignore[nonsense-{n}] because\n" for n in range(count))
    return '{"models": {\n' + "".join(lines) + '"m": {}}}'


def suppressions_on_one_line(count: int) -> str:
    """Comments on one line, each beside a finding."""
    found = (f'/* dial-lint: ignore[unknown-section] x */ "x{n}": 1' for n in range(count))
    return "{" + ", ".join(found) + "}"


def unknown_fields(count: int) -> str:
    """Fields that Core does not know, in one entry."""
    fields = {f"maxRetryAttempt{number}": 1 for number in range(count)}
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", **fields}}})


def unknown_sections(count: int) -> str:
    """Sections that Core does not know, beside one that it does."""
    return json.dumps({"roles": {}, **{f"modelz{number}": {} for number in range(count)}})


def roles_in_base64(count: int) -> str:
    """Roles in the data of a Secret."""
    config = json.dumps({"roles": {f"role-{number}": {} for number in range(count)}})
    data = base64.b64encode(config.encode()).decode()
    return f"apiVersion: v1\nkind: Secret\nmetadata: {{name: core}}\ndata:\n  aidial.config.json: {data}\n"


def misspelt_upstreams(count: int) -> str:
    """Fields of upstreams that could be either of two that there are."""
    upstreams = [{"Endpoint": f"http://host-{number}.example", "weight": 1} for number in range(count)]
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": upstreams}}})


def upstreams(count: int) -> str:
    """Many upstreams of one model."""
    return _upstreams(count, "host")


def other_upstreams(count: int) -> str:
    """As many on other hosts."""
    return _upstreams(count, "other")


def _upstreams(count: int, host: str) -> str:
    listed = [{"endpoint": f"http://{host}-{number}.example"} for number in range(count)]
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": listed}}})


def unlike_upstreams(count: int) -> str:
    """Upstreams of one model that differ in their keys, so that each may be a twin of any."""
    upstreams = [{"endpoint": f"http://host-{n % 9}.example", "key": f"made-up-{n}"} for n in range(count)]
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": upstreams}}})


def circles(count: int) -> str:
    """Applications of which each depends on forty others, in very many circles."""
    return json.dumps(
        {
            "applications": {
                f"a{n}": {"endpoint": "http://a", "dependencies": [f"a{(7 * n + k) % count}" for k in range(40)]}
                for n in range(count)
            }
        }
    )


def deep_defaults(count: int) -> str:
    """Models with a field in which five hundred objects stand inside each other."""
    deep = '{"a": ' * 500 + "1" + "}" * 500
    models = (f'"m{n}": {{"type": "chat", "endpoint": "http://m", "defaults": {deep}}}' for n in range(count))
    return '{"models": {' + ", ".join(models) + "}}"


def admitted_roles(count: int) -> str:
    """Models of which each admits every role."""
    roles = [f"role-{n}" for n in range(count)]
    model = {"type": "chat", "endpoint": "http://m", "userRoles": roles}
    return json.dumps({"roles": {role: {} for role in roles}, "models": {f"m{n}": model for n in range(count)}})


def unused_limits(count: int) -> str:
    """As many roles as models, and each role limits every model, which admits none of them."""
    guarded = {"type": "chat", "endpoint": "http://m", "userRoles": ["other"]}
    limits = {f"m{n}": {"minute": 1, "day": 9 + n} for n in range(count)}
    roles = {f"r{n}": {"limits": limits} for n in range(count)}
    return json.dumps({"models": {f"m{n}": guarded for n in range(count)}, "roles": roles}, indent=2)


def unused_limits_of_one_role(count: int) -> str:
    """Limits of one role on models that do not admit it."""
    guarded = {"type": "chat", "endpoint": "http://m", "userRoles": ["other"]}
    limits = {f"m{n}": {"minute": 1, "day": 9 + n} for n in range(count)}
    return json.dumps({"models": {f"m{n}": guarded for n in range(count)}, "roles": {"r": {"limits": limits}}})


def opened_models(count: int) -> str:
    """As many models as keys, and each is open to everybody."""
    return _models(count, lambda _: {})


def guarded_models(count: int) -> str:
    """The same, and each model is for one key."""
    return _models(count, lambda number: {"userRoles": [f"role-{number}"]})


def _models(count: int, guard: Callable[[int], dict[str, Any]]) -> str:
    numbers = range(count)
    return json.dumps(
        {
            "models": {f"model-{n}": {"type": "chat", "endpoint": f"http://m/{n}", **guard(n)} for n in numbers},
            "roles": {f"role-{n}": {"limits": {f"model-{n}": {"minute": 1}}} for n in numbers},
            "keys": {f"{n}-x9Qm27Lz8a7dWp41": {"project": f"P{n}", "roles": [f"role-{n}"]} for n in numbers},
        }
    )


def secrets_in_json(count: int) -> str:
    """JSON in a text, in which one secret stands again and again."""
    upstream = {"endpoint": "http://h", "extraData": json.dumps({"apiKey": ["a"] * count})}
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "upstreams": [upstream]}}})


def beginnings_of_secrets(count: int) -> str:
    """A description that begins like a secret of a service again and again."""
    text = "sk-" * count
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "description": text}}})


def names_in_a_suppression(count: int) -> str:
    """One comment that names rules that there are not."""
    names = ", ".join(f"nonsense-{number}" for number in range(count))
    return f'{{"models": {{\n// dial-lint: ignore[{names}] because\n"m": {{}}}}}}'


def long_path(count: int) -> str:
    """Two routes, and the path of one has as many letters."""
    upstreams = [{"endpoint": "http://h"}]
    listed = {
        path[:2]: {"paths": [path], "methods": ["GET"], "upstreams": upstreams}
        for path in ("/b/(c|d)*", "/" + "a" * count)
    }
    return json.dumps({"routes": listed})


def address_ranges(count: int) -> str:
    """Addresses from which one key works."""
    ranges = [f"10.{n // 65536}.{n // 256 % 256}.{n % 256}/32" for n in range(count)]
    key = {"project": "P", "role": "default", "allowedIpAddressRanges": ranges}
    return json.dumps({"keys": {"k-x9Qm27LzR4vW8sTb": key}})


def quotes(count: int) -> str:
    """Quotes on one line, and nothing else."""
    return "{" + '"' * count + "}"


def passwords_in_a_text(count: int) -> str:
    """A description in which password after password is written down."""
    text = " ".join(f"password=Summer-{number}" for number in range(count))
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "description": f"{text}\n"}}})


def numbers(count: int) -> str:
    """A field of any shape with a list of numbers."""
    return json.dumps({"models": {"m": {"type": "chat", "endpoint": "http://m", "defaults": {"x": [*range(count)]}}}})


def undeclared_roles(count: int) -> str:
    """A model for roles that there are not."""
    listed = [f"role-{number}" for number in range(count)]
    return json.dumps(
        {"roles": {"r": {}}, "models": {"m": {"type": "chat", "endpoint": "http://m", "userRoles": listed}}}
    )


def secrets_in_comments(count: int) -> str:
    """Old keys that were commented out, each on a line."""
    lines = (f"// old key: {number * 0x9E3779B97F4A7C15F39CC060:032x}\n" for number in range(1, count + 1))
    return '{"models": {\n' + "".join(lines) + '"m": {}}}'
