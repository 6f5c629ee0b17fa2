"""Completion in ``dial-lint.toml``: names of settings, their values, and names of rules.

Decided by lines and not by a TOML reader, for text that is being typed is no TOML yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dial_lsp.features.completion.holes import hole
from dial_lsp.features.completion.item import Completions, Item, ItemKind
from dial_lsp.features.completion.rules import rule_rows
from dial_lsp.schema.fields import types
from dial_lsp.schema.versions import LATEST, NEWEST, OLDEST, Version
from dial_lsp.settings import OFF, TABLE
from dial_lsp.settings.choices import ABOUT, SEVERITIES
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER: Final = re.compile(r"^[ \t]*\[{1,2}[ \t]*(?P<name>[\w.\- ]*?)[ \t]*\]{1,2}", re.MULTILINE)
_NAME: Final = re.compile(r"""[ \t]*(?P<typed>"?[\w/-]*)\Z""")
_VALUE: Final = re.compile(r"""[ \t]*(?P<name>[\w-]+|"[\w/-]+")[ \t]*=[ \t]*(?P<typed>["']?[\w./\-]*)\Z""")
_REST: Final = re.compile(r"""[\w./\-]*["']?""")
_SET: Final = re.compile(r"""^[ \t]*"?([\w/-]+)"?[ \t]*=""", re.MULTILINE)
_BARE: Final = re.compile(r"[\w-]+")
_PARTS: Final = {
    "rule": "the rule whose findings are not shown",
    "path": "the file, from this folder on; * stands for any text",
    "pointer": "JSON Pointer: the place and all inside it",
    "key": "an API key by its position, counted from 1, or by its project",
    "reason": "why",
}


_SHARED: Final = ".".join(TABLE)


def settings_completion(text: str, offset: int, *, shared: bool = False) -> Completions:
    """What may be written at an offset of a settings file; ``shared`` says that it holds those of other tools too."""
    line = text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]
    written, here = _table_at(text, offset - len(line))
    table = _ours(written) if shared else written
    if table is None:
        return Completions()
    rest = _REST.match(text, offset)
    end = rest.end() if rest else offset
    if value := _VALUE.match(line):
        span = Span(offset - len(value["typed"]), end)
        return Completions(tuple(_values(table, value["name"], span)))
    if name := _NAME.match(line):
        has_value = re.match(r"[ \t]*=", text[end:]) is not None
        span = Span(offset - len(name["typed"]), end)
        taken = {*_SET.findall(here)} - {text[span.start : span.end].strip('"')}
        names = _names(
            table, span, f"{_SHARED}." if shared else "", has_value=has_value, quoted=name["typed"].startswith('"')
        )
        return Completions(tuple(item for item in names if item.label not in taken))
    return Completions()


def _table_at(text: str, line: int) -> tuple[str, str]:
    """The name of the table a line is in, "" for the top, and the text of that table."""
    headers = list(_HEADER.finditer(text))
    before = [header for header in headers if header.start() < line]
    end = next((header.start() for header in headers if header.start() >= line), len(text))
    start = before[-1].end() if before else 0
    return (before[-1]["name"] if before else ""), text[start:end]


def _ours(table: str) -> str | None:
    """The name of a table as our own file has it; None for the tables of others."""
    return table.removeprefix(_SHARED).removeprefix(".") if f"{table}.".startswith(f"{_SHARED}.") else None


def _names(table: str, span: Span, prefix: str, *, has_value: bool, quoted: bool) -> Iterator[Item]:
    if table == "ignore":
        for name, told in _PARTS.items():
            text = name if has_value else f'{name} = "{hole(1)}"'
            yield Item(name, "setting", text, span, name, told, asks=name == "rule")
    elif table == "rules":
        for row in rule_rows():
            key = f'"{row.name}"' if quoted or not _BARE.fullmatch(row.name) else row.name
            text = key if has_value else f'{key} = "{hole(1, "", *SEVERITIES, OFF)}"'
            filtered = f'"{row.name}' if quoted else row.name
            yield Item(row.name, "rule", text, span, filtered, row.detail, topic=("rule", row.name))
    elif not table:
        for name in ABOUT:
            text = name if has_value else _written(name, prefix)
            yield Item(name, "setting", text, span, name, _told(name), topic=("setting", name))


def _told(name: str) -> str:
    """The first sentence about a setting."""
    return " ".join(ABOUT[name].comment).partition(". ")[0].removesuffix(".")


def _written(name: str, prefix: str) -> str:
    match ABOUT[name].kind:
        case "flag":
            return f"{name} = {hole(1, '', 'true', 'false')}"
        case "version":
            return f'{name} = "{hole(1, "latest")}"'
        case "rules":
            return f"[{prefix}{name}]\n{hole(1)}"
        case "ignores":
            return f'[[{prefix}{name}]]\nrule = "{hole(1)}"\nreason = "{hole(2)}"'
    return f'{name} = ["{hole(1)}"]'


def _values(table: str, name: str, span: Span) -> Iterator[Item]:
    about = ABOUT.get(name) if not table else None
    if (table == "ignore" and name == "rule") or (about and about.kind == "names"):
        yield from (_text(row.name, span, row.detail, ("rule", row.name), "rule") for row in rule_rows())
    elif table == "rules":
        yield from (_text(severity, span) for severity in (*SEVERITIES, OFF))
    elif about and about.kind == "flag":
        yield from (Item(truth, "constant", truth, span, truth) for truth in ("true", "false"))
    elif about and about.kind == "version":
        yield from (_text(version, span) for version in ("latest", *_versions()))


def _text(text: str, span: Span, detail: str = "", topic: tuple[str, ...] = (), kind: ItemKind = "value") -> Item:
    return Item(text, kind, f'"{text}"', span, f'"{text}"', detail, topic=topic)


def _versions() -> Iterator[str]:
    """The versions between which something has changed, newest first."""
    fields = [field for kind in types().values() for field in kind.fields.values()]
    known = {version for field in fields for version in (field.since, field.until) if version}
    minors = {Version(version.major, version.minor) for version in known - {LATEST}} | {NEWEST, OLDEST}
    yield from (version.short for version in sorted(minors, reverse=True))
