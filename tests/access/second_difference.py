"""What somebody gains or loses from one config to another, counted a second time for configs of ``whole_policies``.

A config is a set of facts, each a number that tells how much is allowed: more is wider. Routes are left out.
"""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, Any

from tests.access.configs import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

Config = dict[str, Any]
Fact = tuple[tuple[object, ...], float]
SECTIONS = ("models", "applications", "toolsets", "interceptors")
EVERY = tuple(roles for size in range(7) for roles in combinations((*ROLES, "admin", "undeclared"), size))
WINDOWS = ("minute", "day", "requestHour")
ANYWHERE, SOMEWHERE, NOWHERE = 2, 1, 0


def gained_and_lost(old: Config, new: Config) -> tuple[bool, bool]:
    """Whether anything is allowed more, and whether anything is allowed less."""
    new = _with_replaced_secrets(old, new)
    before, after = dict(_facts(old, new)), dict(_facts(new, old))
    pairs = [(before.get(fact, 0), after.get(fact, 0)) for fact in {**before, **after}]
    return any(low < high for low, high in pairs), any(low > high for low, high in pairs)


def _with_replaced_secrets(old: Config, new: Config) -> Config:
    """The later config, in which a key that has the project and roles of one that is gone has the secret of that.

    So does the only key of its project to come where only one of the project is gone.
    """
    lost = [secret for secret in old["keys"] if secret not in new["keys"]]
    came = [secret for secret in new["keys"] if secret not in old["keys"]]
    again: dict[str, str] = {}
    for secret in came:
        alike = [one for one in lost if one not in again.values() and _is_again(old["keys"][one], new["keys"][secret])]
        again.update((secret, one) for one in alike[:1])
    left = [one for one in lost if one not in again.values()], [one for one in came if one not in again]
    for secret in left[1]:
        project = new["keys"][secret]["project"]
        gone = [one for one in left[0] if old["keys"][one]["project"] == project]
        if len(gone) == 1 == sum(new["keys"][one]["project"] == project for one in left[1]):
            again[secret] = gone[0]
    return {**new, "keys": {again.get(secret, secret): key for secret, key in new["keys"].items()}}


def _is_again(one: Config, other: Config) -> bool:
    return (one["project"], set(one["roles"])) == (other["project"], set(other["roles"]))


def _facts(config: Config, other: Config) -> Iterator[Fact]:
    """The facts of a config; some are facts only where the other config speaks of the same thing."""
    both = {
        (section, name) for section in SECTIONS for name in config.get(section, {}) if name in other.get(section, {})
    }
    for who, roles in _callers(config, other):
        yield from _of_caller(config, other, who, roles)
    for secret, key in config["keys"].items():
        yield ("key", secret), 1
        yield ("administrator", secret), any("admin" in role for role in key["roles"])
        yield from _of_storage(config, other, secret)
        if secret in other["keys"]:
            ranges = key.get("allowedIpAddressRanges")
            yield ("addresses", secret), ANYWHERE if ranges is None else SOMEWHERE if ranges else NOWHERE
    for section, name in both:
        yield from _of_object(config, other, section, name)


def _callers(config: Config, other: Config) -> Iterator[tuple[object, list[str]]]:
    yield from ((roles, list(roles)) for roles in EVERY)
    shared = config["keys"].keys() & other["keys"].keys()
    yield from ((secret, config["keys"][secret]["roles"]) for secret in shared)


def _of_caller(config: Config, other: Config, who: object, roles: list[str]) -> Iterator[Fact]:
    """What a caller may call and how much of it, and how much money may be spent."""
    others = other["keys"][who]["roles"] if isinstance(who, str) else roles
    for section in SECTIONS:
        for name, entity in config.get(section, {}).items():
            if not _admits(entity, roles):
                continue
            yield ("may", who, section, name), 1
            there = other.get(section, {}).get(name)
            if there is not None and _admits(there, others):
                limits = _limits(config, name, entity, roles)
                yield from ((("limit", who, section, name, window), limits.get(window, inf)) for window in WINDOWS)
    costs = _costs(config, roles)
    for window in ("minute", "day", "week", "month"):
        if len(costs) > 1 and any(None in cost.values() for cost in costs):
            yield ("cost", who, window), 0  # Core fails
        elif costs and all(window in cost for cost in costs):
            yield ("cost", who, window), max(cost[window] or 0 for cost in costs)
        else:
            yield ("cost", who, window), inf


def _of_object(config: Config, other: Config, section: str, name: str) -> Iterator[Fact]:
    """What applications may do with it, its tools, and how far money and tokens go with its price."""
    entity, there = config[section][name], other[section][name]
    if section in ("models", "applications"):
        yield ("applications", section, name), entity.get("features", {}).get("accessibleByPerRequestKey", True)
    if section == "toolsets":
        tools = entity.get("allowedTools")
        yield from ((("tool", name, tool), not tools or tool in tools) for tool in ("x", "y", "z", "any other"))
    if section == "models" and [] not in (entity.get("userRoles"), there.get("userRoles")):
        pricing = entity.get("pricing") or {}
        is_computed = not pricing or "unit" in pricing
        price = max(0.0, float(pricing.get("prompt", 0))) if "unit" in pricing else 0.0
        if _spends_within_limits(config) and _spends_within_limits(other):
            yield ("money", name), 1 / price if price else inf
        if _limits_tokens(config, name) and _limits_tokens(other, name):
            yield ("tokens", name), 1 if is_computed else 2


def _of_storage(config: Config, other: Config, secret: str) -> Iterator[Fact]:
    """Who else has the storage of a key: other keys that are in both configs, and what has the name of its project."""
    key = config["keys"][secret]
    if key.get("allowedIpAddressRanges") == []:
        return
    for one, found in config["keys"].items():
        is_alive = found.get("allowedIpAddressRanges") != []
        if one != secret and is_alive and {one, secret} <= other["keys"].keys() and found["project"] == key["project"]:
            yield ("storage", secret, one), 1
    for section in ("models", "applications", "interceptors"):
        if key["project"] in config.get(section, {}):
            yield ("storage", secret, section, key["project"]), 1


def _admits(entity: Config, roles: list[str]) -> bool:
    return entity.get("userRoles") is None or any(role in entity["userRoles"] for role in roles)


def _limits(config: Config, name: str, entity: Config, roles: list[str]) -> dict[str, int]:
    counted = [role for role in roles if entity.get("userRoles") is None or role in entity["userRoles"]]
    said = [config["roles"].get(role, {}).get("limits", {}).get(name) for role in counted]
    found = [one for one in said if one is not None]
    fallback = config["roles"].get("default", {}).get("limits", {}).get(name)
    entries = found or ([fallback] if fallback is not None else [])
    windows = {window for window in WINDOWS if entries and all(window in one for one in entries)}
    return {window: max(0, *(one[window] for one in entries)) for window in windows}


def _costs(config: Config, roles: list[str]) -> list[Config]:
    found = [config["roles"][role]["costLimit"] for role in roles if "costLimit" in config["roles"].get(role, {})]
    fallback = config["roles"].get("default", {}).get("costLimit")
    return found or ([fallback] if fallback is not None else [])


def _spends_within_limits(config: Config) -> bool:
    return any(role.get("costLimit") for role in config["roles"].values())


def _limits_tokens(config: Config, name: str) -> bool:
    return any({"minute", "day"} & role.get("limits", {}).get(name, {}).keys() for role in config["roles"].values())
