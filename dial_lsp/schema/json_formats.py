"""The `format` keyword as Core's schema validator judges it (networknt 1.5.2, draft-07: formats are assertions).

Only formats whose verdict we are sure of are judged; any other passes.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dial_lsp.javaregex.pattern import problem_of as regex_problem
from dial_lsp.schema import uris
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

_BARE_SCHEME = compiled(r"(?:[A-Za-z0-9+.\-]*:)?//|[A-Za-z0-9+.\-]+:")
_DIAL_FILE = compiled(
    r"files/[a-zA-Z0-9]+/(?:[a-zA-Z0-9()_\-.~]|%[a-zA-Z0-9]{2})+(?:/(?:[a-zA-Z0-9()_\-.~]|%[a-zA-Z0-9]{2})+)*/?"
)
_DATE = compiled("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IPV4 = compiled(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$)|$)){4}")
_UUID = compiled("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")

DIAL_FILE = "dial-file-encoded"
"""Known to the validator only where `$schema` names DIAL's meta schema."""


def problem_of(name: str, value: Any, *, knows_dial: bool) -> str | None:
    """What is wrong with a value of that format, None if nothing is known to be."""
    if name == DIAL_FILE and knows_dial:
        is_file = isinstance(value, str) and _DIAL_FILE.fullmatch(value)
        return None if is_file else "must be a DIAL file: files/<bucket>/<path>, the path percent-encoded"
    judge = _JUDGES.get(name)
    return judge(value) if judge and isinstance(value, str) else None


def _uri(value: str) -> str | None:
    if _BARE_SCHEME.fullmatch(value) or uris.is_absolute(value):
        return None
    reason = uris.problem_of(value, trimmed=False) or "it does not begin with a scheme such as https:"
    return f"must be a URI, and {reason}"


def _uri_reference(value: str) -> str | None:
    reason = None if _BARE_SCHEME.fullmatch(value) else uris.problem_of(value, trimmed=False)
    return reason and f"must be a URI reference, and {reason}"


def _regex(value: str) -> str | None:
    reason = regex_problem(value)
    return reason and f"must be a regular expression of Java: {reason}"


def _date(value: str) -> str | None:
    try:
        is_date = _DATE.fullmatch(value) is not None and bool(dt.date.fromisoformat(value))
    except ValueError:
        is_date = value[:4] == "0000"
    return None if is_date else "must be a date such as 2025-03-31"


def _ipv4(value: str) -> str | None:
    return None if _IPV4.fullmatch(value) else "must be an IPv4 address"


def _uuid(value: str) -> str | None:
    return None if _UUID.fullmatch(value) else "must be a UUID"


_JUDGES: dict[str, Callable[[str], str | None]] = {
    "uri": _uri,
    "uri-reference": _uri_reference,
    "regex": _regex,
    "date": _date,
    "ipv4": _ipv4,
    "uuid": _uuid,
}
