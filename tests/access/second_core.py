"""How requests fare, decided a second time and as plainly as possible, for configs of ``whole_policies``.

Nothing here is shared with the program: a config is a plain JSON object, and a request is answered on its own, with
everything that it makes others answer. Facts about Core: the newest texts, and what was run of older ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = ("models", "applications", "toolsets", "interceptors", "routes")
CHAT, EMBEDDINGS, MESSAGES = "openaiChatCompletions", "openaiEmbeddings", "anthropicMessages"
OK, FAILED, LIMITED = "ok", "failed", "limited"


class Request(NamedTuple):
    """A request of a deployment: by which interface, and whether by an API that asks for limits of everything."""

    interface: str
    is_v1: bool


@dataclass
class SecondCore:
    """A config at work."""

    config: dict[str, Any]

    def state(self, roles: list[str], section: str, name: str) -> str:
        """How calls of somebody with these roles fare, from the answers to all that can be asked."""
        entity = self.config[section][name]
        if not self._admits(entity, roles):
            return "denied"
        if section == "routes":
            return self._state_of_route(name, roles)
        answers = [self._answer(section, name, roles, request) for request in self._requests(section, entity)]
        if all(answer == FAILED for answer in answers):
            return "fails"
        if OK not in answers:
            return "fails" if FAILED in answers and section != "models" else "refused"
        if set(answers) & {FAILED, LIMITED}:
            return "partly"
        return "limited" if self._is_held_back(name, entity, roles) else "unlimited"

    def _requests(self, section: str, entity: dict[str, Any]) -> Iterator[Request]:
        """Every kind of request that there is for a deployment."""
        if section == "models":
            yield from (Request(interface, is_v1) for interface in (CHAT, EMBEDDINGS) for is_v1 in (False, True))
            if "interfaces" in entity:
                yield Request(MESSAGES, is_v1=True)
        else:
            yield from (Request(CHAT, is_v1) for is_v1 in (False, True))

    def _answer(self, section: str, name: str, roles: list[str], request: Request) -> str:
        """What becomes of a request; one that would fail anyway fails, although a limit may refuse it first."""
        entity = self.config[section][name]
        if section in ("models", "applications") and not self._passes_chain(entity, request.interface):
            return FAILED
        if section == "applications" and not self._calls_inside(name, roles, {name}):
            return FAILED
        if not self._has_server(section, entity, request.interface):
            return FAILED
        if section == "models" or request.is_v1:
            if self._is_broken_by_limits(name, entity, roles):
                return FAILED
            if self._is_refused(name, entity, roles):
                return LIMITED
        return OK

    def _passes_chain(self, entity: dict[str, Any], interface: str) -> bool:
        """Whether a call gets through the interceptors: none runs on Messages, the last calls with a request key."""
        chain = entity.get("interceptors", [])
        if interface == MESSAGES or not chain:
            return True
        if any(name not in self.config["interceptors"] for name in chain):
            return False
        return self._is_open_to_applications(entity)

    def _is_open_to_applications(self, entity: dict[str, Any]) -> bool:
        return entity.get("features", {}).get("accessibleByPerRequestKey", True) is not False

    def _has_server(self, section: str, entity: dict[str, Any], interface: str) -> bool:
        if section == "interceptors":
            return True
        attempts = entity.get("maxRetryAttempts", 5 if section == "models" else 1)
        servers = entity.get("upstreams") or [{"id": "own"}]
        used = [server for server in servers if server.get("weight", 1) > 0]
        if attempts <= 0 or not used:
            return False
        return interface != MESSAGES or any("id" in server for server in used)

    def _calls_inside(self, name: str, roles: list[str], through: set[str]) -> bool:
        """Whether an application gets an answer of all that it depends on, in the name of the caller."""
        for other in self.config["applications"][name].get("dependencies", []):
            section = next((one for one in SECTIONS[:4] if other in self.config.get(one, {})), None)
            if section is None or other in through:
                continue
            entity = self.config[section][other]
            if not self._is_open_to_applications(entity) or not self._admits(entity, roles):
                return False
            if section == "models" and self._is_refused(other, entity, roles):
                return False
            interfaces = {request.interface for request in self._requests(section, entity)}
            if not any(
                self._passes_chain(entity, one) and self._has_server(section, entity, one) for one in interfaces
            ):
                return False
            if section == "applications" and not self._calls_inside(other, roles, {*through, other}):
                return False
        return True

    def _state_of_route(self, name: str, roles: list[str]) -> str:
        routes = sorted(self.config["routes"].items(), key=lambda item: item[1].get("order", 2147483647))
        before = [route for _, route in routes[: [one for one, _ in routes].index(name)]]
        entity = self.config["routes"][name]
        is_broken = "" in entity["paths"]
        methods = entity.get("methods") or ["GET", "POST"]
        if any(all(_stops(route, method) for method in methods) for route in before):
            return "taken"
        paths = [path for path in entity["paths"] if path]
        taken = all(any(_takes(route, path, method) for route in before) for path in paths for method in methods)
        if taken and not is_broken:
            return "taken"
        if is_broken or self._is_broken_by_limits(name, entity, roles):
            return "fails"
        if self._is_refused(name, entity, roles):
            return "refused"
        return "limited" if self._is_held_back(name, entity, roles) else "unlimited"

    def _admits(self, entity: dict[str, Any], roles: list[str]) -> bool:
        return entity.get("userRoles") is None or any(role in entity["userRoles"] for role in roles)

    def _entries(self, name: str, entity: dict[str, Any], roles: list[str]) -> list[dict[str, Any]]:
        """What the roles say of a name that let the caller in, else what the role default says."""
        counted = [role for role in roles if entity.get("userRoles") is None or role in entity["userRoles"]]
        said = [self._role(role).get("limits", {}).get(name) for role in counted]
        found = [one for one in said if one is not None]
        fallback = self._role("default").get("limits", {}).get(name)
        return found or ([fallback] if fallback is not None else [])

    def _limits(self, name: str, entity: dict[str, Any], roles: list[str]) -> dict[str, int]:
        """The limits that hold: of each window the largest, if every entry has one."""
        entries = self._entries(name, entity, roles)
        windows = set[str]().union(*entries) if entries else set()
        return {
            window: max(one[window] for one in entries) for window in windows if all(window in one for one in entries)
        }

    def _costs(self, roles: list[str]) -> list[dict[str, Any]]:
        found = [self._role(role)["costLimit"] for role in roles if "costLimit" in self._role(role)]
        fallback = self._role("default").get("costLimit")
        return found or ([fallback] if fallback is not None else [])

    def _is_refused(self, name: str, entity: dict[str, Any], roles: list[str]) -> bool:
        return any(value <= 0 for value in self._limits(name, entity, roles).values())

    def _is_broken_by_limits(self, name: str, entity: dict[str, Any], roles: list[str]) -> bool:
        """Whether Core fails on a null: in one of several spending limits, or in the schedule of windows."""
        costs = self._costs(roles)
        if len(costs) > 1 and any(None in cost.values() for cost in costs):
            return True
        schedule = self.config.get("rateLimitSchedule", {})
        is_null = any(name in schedule and schedule[name] is None for name in ("timezone", "resetTime"))
        return is_null and bool(self._limits(name, entity, roles))

    def _is_held_back(self, name: str, entity: dict[str, Any], roles: list[str]) -> bool:
        spends = any(value is None or value >= 0 for cost in self._costs_that_hold(roles) for value in cost.values())
        return bool(self._limits(name, entity, roles)) or spends

    def _costs_that_hold(self, roles: list[str]) -> list[dict[str, Any]]:
        """The spending limit, by window the largest, if every role that has one limits the window."""
        costs = self._costs(roles)
        windows = [window for window in ("day", "week") if costs and all(window in cost for cost in costs)]
        return [{window: costs[0][window] for window in windows}]

    def _role(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.config["roles"].get(name, {})
        return found


def _stops(route: dict[str, Any], method: str) -> bool:
    """Whether a route answers every request of a method, if only by failing on a null."""
    return "" in route["paths"] and (not route.get("methods") or method in route["methods"])


def _takes(route: dict[str, Any], path: str, method: str) -> bool:
    """Whether a route answers requests of all paths that a pattern of the later one stands for."""
    if route.get("methods") and method not in route["methods"]:
        return False
    for pattern in route["paths"]:
        if not pattern:
            return False  # it fails there, which is not an answer of its own
        if pattern == path or (path != "/.*" and re.fullmatch(pattern, path)):
            return True
    return False
