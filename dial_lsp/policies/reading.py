"""From the text of a policy file to policies. What is wrong with one of them leaves the others alone."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dial_lsp.model.near_names import nearest
from dial_lsp.policies.policy import Exemption, Policy, PolicyFile, PolicyMistake
from dial_lsp.settings import SettingsError
from dial_lsp.settings.reading import loaded
from dial_lsp.text import Location, Source, Span
from dial_lsp.toml.places import spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.toml.places import Spot, TomlPath

FILE_NAME = "dial-policy.toml"
SCHEMA_FILE = "dial-policy.schema.json"
SELECTORS = (
    *("who", "on", "only", "never", "reaches", "reaches-only", "reaches-none"),
    *("exactly", "one", "other"),
)
"""The members of a policy that hold selectors."""
CALLERS = ("who", "only", "never")
"""Those of them that select callers."""


def read_policies(source: Source) -> PolicyFile:
    """The policies of a text. Raises SettingsError for one that is not TOML."""
    values = loaded(source)
    places = _Places(source, spots(source.text))
    mistakes = list(_mistakes(values, places))
    wrong = {path[:2] for path, _ in mistakes}
    entries = values.get("policy")
    written = entries if isinstance(entries, list) else []
    policies = [
        _policy(value, number, places) for number, value in enumerate(written) if ("policy", number) not in wrong
    ]
    groups = values.get("groups")
    named = groups if isinstance(groups, dict) else {}
    usable = {name: value for name, value in named.items() if ("groups", name) not in wrong}
    told = tuple(sorted((mistake for _, mistake in mistakes), key=lambda each: each.at.span.start))
    return PolicyFile(source, usable, tuple(policies), told)


def groups_of(text: str) -> dict[str, Any]:
    """The groups of a text as they are written; none of one that is not TOML."""
    try:
        groups = loaded(Source("", text)).get("groups")
    except SettingsError:
        return {}
    return groups if isinstance(groups, dict) else {}


_TABLE = 1
"""Which of the forms of a group in the schema is a table."""
_GROUP = 2
"""How many names lead to a group."""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a policy file. Shared: callers must not change it."""
    read: dict[str, Any] = json.loads(files(__package__ or "").joinpath(SCHEMA_FILE).read_text("utf-8"))
    return read


class _Places:
    def __init__(self, source: Source, known: Mapping[TomlPath, Spot]) -> None:
        self._source = source
        self._known = known

    def of(self, path: TomlPath, *, key: bool = False) -> Location:
        """Where a value stands, or its name; where it is not told of by itself, what it is in."""
        while path and path not in self._known:
            path = path[:-1]
        spot = self._known.get(path)
        span = Span(0, 0) if spot is None else spot.key if key else spot.value
        return Location(self._source, span)


def _policy(value: Mapping[str, Any], number: int, places: _Places) -> Policy:
    path = ("policy", number)
    members = {name: _texts(member) if name in SELECTORS else member for name, member in value.items()}
    exemptions = tuple(
        Exemption(
            _texts(each.get("who", ())),
            _texts(each.get("on", ())),
            each.get("until"),
            each["reason"],
            places.of((*path, "except", index)),
        )
        for index, each in enumerate(value.get("except", ()))
    )
    at = places.of((*path, "name" if "name" in value else "use"))
    where = {name: places.of((*path, name)) for name in value}
    return Policy(value.get("name") or value["use"], at, members, where, places.of(path), exemptions)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _mistakes(values: Any, places: _Places) -> Iterator[tuple[TomlPath, PolicyMistake]]:
    from jsonschema import Draft202012Validator

    for error in _exact(Draft202012Validator(schema()).iter_errors(values)):
        path: TomlPath = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            for name in sorted(set(error.instance) - set(error.schema.get("properties", ()))):
                near = nearest(name, error.schema.get("properties", ()))[:1]
                at = places.of((*path, name), key=True)
                yield (*path, name), PolicyMistake(_unknown(name, near, error.schema), at, "".join(near))
        else:
            yield path, PolicyMistake(_in_words(error), places.of(path))
    for path, value in _dates(values):
        yield (
            path,
            PolicyMistake(f"{value!r} is no date; it is written without quotes, such as 2027-01-31", places.of(path)),
        )


def _exact(errors: Iterable[Any]) -> Iterator[Any]:
    """The errors, but of a group that is a table those inside of it."""
    for error in errors:
        is_table = error.validator == "anyOf" and isinstance(error.instance, dict) and _is_of_group(error)
        yield from _exact(one for one in error.context if one.schema_path[0] == _TABLE) if is_table else (error,)


def _is_of_group(error: Any) -> bool:
    return bool(error.absolute_path) and error.absolute_path[0] == "groups"


def _unknown(name: str, near: Sequence[str], part: Mapping[str, Any]) -> str:
    return f'there is no "{name}" here; ' + (
        f'did you mean "{near[0]}"?' if near else f"known: {', '.join(part['properties'])}"
    )


def _in_words(error: Any) -> str:
    if error.validator == "anyOf" and _is_of_group(error) and len(error.absolute_path) == _GROUP:
        return 'a group is a selector, a list of selectors, or a table such as { models = "*" }'
    if error.validator == "anyOf" and isinstance(error.instance, dict):
        return "a policy has a name, or an invariant that it uses"
    if error.validator == "required":
        return str(error.message).replace(" is a required property", " is missing").replace("'", '"')
    described = error.schema.get("description")
    expected = described[0].lower() + described[1:].rstrip(".") if described else error.message
    return f"this is not as it should be: {expected}"


def _dates(values: Any) -> Iterator[tuple[TomlPath, Any]]:
    from datetime import date, datetime

    policies = values.get("policy")
    for number, policy in enumerate(policies if isinstance(policies, list) else ()):
        exceptions = policy.get("except") if isinstance(policy, dict) else None
        for index, each in enumerate(exceptions if isinstance(exceptions, list) else ()):
            until = each.get("until") if isinstance(each, dict) else None
            if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
                yield ("policy", number, "except", index, "until"), until
