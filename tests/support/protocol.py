"""Whether what the server sends is the protocol, no more and no less, by the types of lsprotocol."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from lsprotocol import converters, types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cattrs import Converter

Message = dict[str, Any]

OURS = frozenset(
    {
        *("dial-lint/status", "dial-lint/policies", "dial-lint/testPolicies"),
        *("dial-lint/policyCoverage", "dial-lint/policiesChanged"),
    }
)
"""Methods of our own, which lsprotocol does not know."""


class Judge:
    """Follows one conversation. What the client asks must be told before what the server answers."""

    def __init__(self) -> None:
        self._asked: dict[Any, str] = {}

    def asked(self, message: Any) -> None:
        """Take a message of the client."""
        if isinstance(message, dict) and "method" in message and isinstance(message.get("id"), int | str):
            self._asked[message["id"]] = message["method"]

    def mistake(self, message: Message) -> str | None:
        """What is wrong with a message of the server; None if nothing is."""
        method = message.get("method") or self._asked.get(message.get("id"))
        if method in OURS or method not in types.METHOD_TO_TYPES:
            return None if "error" in message or method in OURS else f"no method has this message: {message}"
        if "error" in message:
            return _mistake(types.ResponseErrorMessage, message, method)
        request, response, *_ = types.METHOD_TO_TYPES[method]
        expected = request if "method" in message else response
        return _mistake(expected, message, method)


def recorded(folder: Path) -> Iterator[str]:
    """What is wrong in the conversations of a folder, each of which is ``NUMBER.in`` and ``NUMBER.out``."""
    for heard in sorted(folder.glob("*.in")):
        judge = Judge()
        for message in messages(heard.read_bytes()):
            judge.asked(message)
        found = map(judge.mistake, messages(heard.with_suffix(".out").read_bytes()))
        yield from (one for one in found if one is not None)


def messages(stream: bytes) -> Iterator[Any]:
    """The messages of a stream; one that was cut off at the end is left out."""
    while stream:
        head, _, stream = stream.partition(b"\r\n\r\n")
        sizes = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        size = int(sizes[0].partition(b":")[2])
        if len(stream) < size:
            return
        yield json.loads(stream[:size])
        stream = stream[size:]


def _mistake(expected: Any, message: Message, method: str) -> str | None:
    """Nothing if the type takes the message and gives all of it back: it passes over members that it does not know."""
    try:
        taken = _converter().structure(message, expected)
    except Exception as error:  # noqa: BLE001 -- cattrs raises what the types raise
        return f"{method}: {error!r} of {json.dumps(message)[:2000]}"
    given = _converter().unstructure(taken)
    lost = sorted(set(_leaves(message)) - set(_leaves(given)))
    return f"{method}: not of the protocol: {lost[:5]} of {json.dumps(message)[:2000]}" if lost else None


def _leaves(value: Any, path: str = "") -> Iterable[str]:
    """Every value that is no object and no list, with its place; null is what is left out."""
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in _leaves(inner, f"{path}/{name}")]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in _leaves(inner, f"{path}/{index}")]
    return [] if value is None else [f"{path}={json.dumps(value)}"]


@cache
def _converter() -> Converter:
    return converters.get_converter()
