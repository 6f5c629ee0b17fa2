"""Secrets in fields that Core, and tools that hide secrets, treat as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.masking.names import says_secret
from dial_lsp.masking.random_text import formed_secrets
from dial_lsp.model.deployments import Deployment
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.served import extra_data_holders, json_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

NEVER_SENT = frozenset({"api-key", "authorization", "x-api-key"})
"""Default headers that Core leaves out, of which another rule speaks."""

_SHORTEST = 20
"""Code points of a text that is taken for a secret because of its form alone."""


class OpenSecret(NamedTuple):
    """What looks like a secret: the value, and the field that it is in.

    ``holder`` is the upstream, or its interface, with the ``extraData``; None for other fields. ``is_whole`` tells that
    the value is a text with JSON in it, and that the secret stands somewhere inside.
    """

    value: Value
    field: str
    holder: Value | None = None
    is_whole: bool = False


def open_secrets(entry: Value) -> Iterator[OpenSecret]:
    """The secrets in ``extraData``, ``defaults`` and ``defaultHeaders`` of an entry, at any depth."""
    for holder in extra_data_holders(entry):
        extra = holder.field("extraData")
        if isinstance(extra.raw, str):
            if holds_secret(extra.raw):
                yield OpenSecret(extra, "extraData", holder, is_whole=True)
        else:
            yield from (OpenSecret(value, "extraData", holder) for value in _within(extra))
    for deployment in (entry, *entry.interfaces) if isinstance(entry, Deployment) else ():
        for name in ("defaults", "responsesDefaults", "defaultHeaders"):
            for value in _within(deployment.field(name)):
                if name != "defaultHeaders" or str(value.pointer[-1]).lower() not in NEVER_SENT:
                    yield OpenSecret(value, name)


def holds_secret(text: str) -> bool:
    """Whether a text is a secret by its form, or a JSON object with a secret in it."""
    if text.lstrip()[:1] != "{":
        return _has_secret_form(text)
    inner = json_in(text)
    return inner is not None and any(_secrets_in(inner))


def _within(value: Value) -> Iterator[Value]:
    """The texts below a value that look like secrets."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found.raw, str):
            if found is not value and _looks_secret(str(found.pointer[-1]), found.raw):
                yield found
        else:
            waiting += reversed([*found.parts()])


def _secrets_in(value: Any) -> Iterator[str]:
    waiting = [("", value)]
    while waiting:
        name, found = waiting.pop()
        if isinstance(found, str) and _looks_secret(name, found):
            yield name
        elif isinstance(found, dict):
            waiting += found.items()
        elif isinstance(found, list):
            waiting += [(name, element) for element in found]


def _looks_secret(name: str, text: str) -> bool:
    return bool(text.strip()) and not is_unfilled(text) and (says_secret(name) or _has_secret_form(text))


def _has_secret_form(text: str) -> bool:
    plain = text.strip()
    return len(plain) >= _SHORTEST and formed_secrets(plain) == [(0, len(plain))]
