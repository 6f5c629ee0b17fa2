"""Records of calls from a CSV file.

The format is that of ai-dial-analytics-realtime, which writes the measurement ``analytics`` to InfluxDB: tags
``project_id``, ``deployment``, ``model``, ``parent_deployment``; fields ``prompt_tokens``, ``completion_tokens``,
``price``. An export is plain, with a column each, or annotated, with a line for each field of a record.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COLUMNS: Final = {
    "time": ("_time", "time"),
    "project_id": ("project_id",),
    "deployment": ("deployment",),
    "model": ("model",),
    "parent_deployment": ("parent_deployment",),
    "prompt_tokens": ("prompt_tokens",),
    "completion_tokens": ("completion_tokens",),
}
"""What is read, each with the columns it usually stands in."""
_NEEDED = ("project_id", "deployment")
_NONE = frozenset(("", "undefined", "null", "None"))
_NOT_OF_A_RECORD = frozenset(("", "result", "table", "_start", "_stop", "_field", "_value"))
_NANOSECONDS, _MILLISECONDS = 10**16, 10**11  # a number above is of this unit, else of seconds


class UsageError(ValueError):
    """A text that holds no records; the sentence says where and what is missing."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. ``project`` is empty where somebody signed in with a token.

    ``through`` is the application that made it for the project; tokens are of prompt and completion.
    """

    project: str
    deployment: str
    through: str
    at: datetime | None
    tokens: int


def read_calls(text: str, columns: Mapping[str, str]) -> tuple[Call, ...]:
    """The calls of an export; ``columns`` name those that are not called as usual. Raises UsageError."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    names = {one: (columns[one],) if one in columns else usual for one, usual in COLUMNS.items()}
    for number, row in enumerate(_rows(text, names)):
        tags = {one: next((row[name] for name in known if name in row), "") for one, known in names.items()}
        if "_field" not in row:
            found[str(number),] = tags
            continue
        identity = tuple(value for name, value in row.items() if name not in _NOT_OF_A_RECORD)
        record = found.setdefault(identity, tags)
        field = next((one for one, known in names.items() if row["_field"] in known), None)
        if field is not None:
            record[field] = row.get("_value", "")
    if not found:
        raise UsageError("it records no call, so nothing can be said of what is used")
    return tuple(map(_call, found.values()))


def _rows(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[Mapping[str, str]]:
    """The rows by column; each table of an annotated export has a head of its own."""
    head: Sequence[str] = ()
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        for row in reader:
            if not any(row) or row[0].startswith("#"):
                head = ()
            elif not head:
                head = [name.strip() for name in row]
                _check(head, names, reader.line_num)
            else:
                yield dict(zip(head, row, strict=False))
    except csv.Error as error:
        raise UsageError(f"line {reader.line_num}: {error}") from None


def _check(head: Sequence[str], names: Mapping[str, tuple[str, ...]], line: int) -> None:
    for one in _NEEDED:
        if not any(name in head for name in names[one]):
            known = ", ".join(name for name in head if name) or "none"
            raise UsageError(f"line {line}: there is no column {names[one][0]}, only {known}; name it with --column")


def _call(record: Mapping[str, str]) -> Call:
    tokens = sum(_number(record[name]) for name in ("prompt_tokens", "completion_tokens"))
    deployment = _known(record["deployment"]) or _known(record["model"])
    return Call(
        _known(record["project_id"]), deployment, _known(record["parent_deployment"]), _time(record["time"]), tokens
    )


def _known(text: str) -> str:
    return "" if text in _NONE else text


def _number(text: str) -> int:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return 0


def _time(text: str) -> datetime | None:
    """A time of RFC 3339, or since 1970 in seconds, milliseconds or nanoseconds."""
    try:
        if text.lstrip("-").isdecimal():
            since = int(text)
            per_second = 10**9 if since > _NANOSECONDS else 10**3 if since > _MILLISECONDS else 1
            return datetime.fromtimestamp(since // per_second, UTC)
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
