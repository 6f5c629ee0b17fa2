"""Requests to the API of a forge: JSON there and back, once more where the forge is down or asks to wait."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forges.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ATTEMPTS = 4
_LONGEST = 60  # seconds to wait between two attempts
_SECONDS = 30  # to wait for an answer
_PAGES = 100
_PER_PAGE = 100
_DOWN = frozenset({429, 500, 502, 503, 504})
_FORBIDDEN = frozenset({401, 403, 404})  # a forge says that it has no such thing of what a token may not touch


class ForbiddenError(Exception):
    """The token may not do this; the text is what the forge says."""


class UnsureError(Exception):
    """The forge failed while it was to make something, so that it may or may not have been made."""


@dataclass(frozen=True)
class Api:
    """An API at an address; ``headers`` are sent with each request, the token among them."""

    url: str
    headers: Mapping[str, str]
    wait: Callable[[float], None] = field(default=time.sleep)

    def get(self, path: str) -> Any:
        """What is at a path. Raises ForbiddenError or ProblemError."""
        return self._tried("GET", path, None)

    def pages(self, path: str) -> Iterator[Any]:
        """What all pages of a list hold."""
        sign = "&" if "?" in path else "?"
        for page in range(1, _PAGES + 1):
            found = self.get(f"{path}{sign}per_page={_PER_PAGE}&page={page}")
            yield from found
            if len(found) < _PER_PAGE:
                return

    def change(self, method: str, path: str, value: Any) -> Any:
        """Put something in the place of what is there; that may be done twice."""
        return self._tried(method, path, value)

    def make(self, path: str, value: Any) -> Any:
        """Make something new. Raises UnsureError where the forge failed, for then it may have been made."""
        return self._sent("POST", path, value)

    def _tried(self, method: str, path: str, value: Any) -> Any:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._sent(method, path, value)
            except UnsureError as error:
                if attempt == _ATTEMPTS:
                    raise ProblemError(f"{error}, {_ATTEMPTS} times in a row; run the job again.") from error
                self.wait(waiting_time(error, attempt))
        raise AssertionError

    def _sent(self, method: str, path: str, value: Any) -> Any:
        data = None if value is None else json.dumps(value).encode()
        headers = {"User-Agent": "dial-lint", "Content-Type": "application/json", **self.headers}
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)  # noqa: S310 -- see checked
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise _refused(method, path, error) from error
        except (OSError, ValueError) as error:  # no connection, or an answer that is no JSON
            raise UnsureError(f"{method} {path}: {getattr(error, 'reason', None) or error}") from error


def checked(url: str) -> str:
    """The address of an API without a slash at its end. Raises ProblemError for one that is none."""
    if not url.startswith(("https://", "http://")):
        raise ProblemError(f'"{url}" is no address of an API.')
    return url.rstrip("/")


def waiting_time(error: UnsureError, attempt: int) -> float:
    """How long to wait: as the forge says, else longer each time."""
    after = getattr(error.__cause__, "headers", None) or {}
    told = str(after.get("Retry-After") or "")
    return min(float(told) if told.isdecimal() else 2.0**attempt, _LONGEST)


def _refused(method: str, path: str, error: urllib.error.HTTPError) -> Exception:
    said = _message(error)
    text = f"{method} {path}: {error.code} {said}"
    headers: Any = error.headers or {}
    is_limited = error.code == 403 and (headers.get("Retry-After") or headers.get("X-RateLimit-Remaining") == "0")  # noqa: PLR2004
    if error.code in _DOWN or is_limited:
        return UnsureError(text)
    return ForbiddenError(f"{error.code} {said}") if error.code in _FORBIDDEN else ProblemError(f"{text}.")


def _message(error: urllib.error.HTTPError) -> str:
    try:
        told = json.loads(error.read() or b"{}")
    except (OSError, ValueError):
        told = {}
    said = told.get("message") if isinstance(told, dict) else None
    return " ".join(str(said or error.reason or "").split())[:200]
