"""Completion in ``dial-lint.toml``: names of settings, their values, names of rules and files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dial_lsp.features.completion.holes import hole
from dial_lsp.features.completion.item import Completions, Item, ItemKind
from dial_lsp.features.completion.rules import rule_rows
from dial_lsp.schema.fields import types
from dial_lsp.schema.versions import LATEST, NEWEST, OLDEST, Version
from dial_lsp.settings import OFF, TABLE
from dial_lsp.settings.choices import ABOUT, PARTS_OF_IGNORE, SEVERITIES
from dial_lsp.text.patterns import compiled
from dial_lsp.toml.half_typed import spot_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.text import Span
    from dial_lsp.toml.half_typed import Spot

_BARE: Final = compiled(r"[\w-]+")
_SHARED: Final = ".".join(TABLE)
_TABLES: Final = {"rules": "[", "ignore": "[["}
"""Settings that are tables, and what a header of one begins with."""


def settings_completion(text: str, offset: int, *, shared: bool = False, files: Iterable[str] = ()) -> Completions:
    """What may be written at an offset of a settings file; ``shared`` says that it holds those of other tools too.

    ``files`` are the files that settings may name.
    """
    spot = spot_at(text, offset)
    if spot is None or (offset == spot.span.end and len(spot.typed) > 1 and spot.typed[0] == spot.typed[-1] == '"'):
        return Completions()
    if spot.role == "table":
        return Completions(tuple(_tables(text, spot, f"{_SHARED}." if shared else "")))
    steps = spot.steps(TABLE if shared else ())
    if not steps:
        return Completions()
    if spot.role == "name":
        found = _names(steps[:-1], spot, f"{_SHARED}." if shared else "")
        return Completions(tuple(item for item in found if item.label not in spot.others))
    found = _values(steps, spot.span, files)
    if spot.role == "element":
        return Completions(tuple(item for item in found if item.label not in spot.others))
    return Completions(tuple(_listed(item) if _is_list(steps) else item for item in found))


def _tables(text: str, spot: Spot, prefix: str) -> Iterator[Item]:
    begun = text[: spot.span.start].rstrip(" \t")
    for name, bracket in _TABLES.items():
        if begun.endswith("[[") == (bracket == "[["):
            written = f"{prefix}{name}" + ("" if spot.has_value else bracket.replace("[", "]"))
            yield Item(name, "setting", written, spot.span, f"{prefix}{name}", _told(name), topic=("setting", name))


def _names(around: tuple[str, ...], spot: Spot, prefix: str) -> Iterator[Item]:
    span, has_value = spot.span, spot.has_value
    if around == ("ignore",):
        for name, told in PARTS_OF_IGNORE.items():
            text = name if has_value else f'{name} = "{hole(1)}"'
            yield Item(name, "setting", text, span, name, told, asks=name in ("rule", "path"))
    elif around == ("rules",):
        is_quoted = spot.typed.startswith('"')
        for row in rule_rows():
            key = f'"{row.name}"' if is_quoted or not _BARE.fullmatch(row.name) else row.name
            text = key if has_value else f'{key} = "{hole(1, "", *SEVERITIES, OFF)}"'
            filtered = f'"{row.name}' if is_quoted else row.name
            yield Item(row.name, "rule", text, span, filtered, row.detail, topic=("rule", row.name))
    elif not around:
        for name in ABOUT:
            text = name if has_value else _written(name, prefix)
            asks = ABOUT[name].kind == "names" or name == "files"
            yield Item(name, "setting", text, span, name, _told(name), topic=("setting", name), asks=asks)


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


def _values(steps: tuple[str, ...], span: Span, files: Iterable[str]) -> Iterator[Item]:
    about = ABOUT.get(steps[0]) if len(steps) == 1 else None
    if steps == ("ignore", "rule") or (about and about.kind == "names"):
        yield from (_text(row.name, span, row.detail, ("rule", row.name), "rule") for row in rule_rows())
    elif steps in (("files",), ("ignore", "path")):
        yield from (_text(name, span) for name in files)
    elif steps[0] == "rules":
        yield from (_text(severity, span) for severity in (*SEVERITIES, OFF))
    elif about and about.kind == "flag":
        yield from (Item(truth, "constant", truth, span, truth) for truth in ("true", "false"))
    elif about and about.kind == "version":
        yield from (_text(version, span) for version in ("latest", *_versions()))


def _is_list(steps: tuple[str, ...]) -> bool:
    return len(steps) == 1 and steps[0] in ABOUT and ABOUT[steps[0]].kind in ("names", "texts")


def _listed(item: Item) -> Item:
    """The same as the only element of a list."""
    return replace(item, text=f"[{item.text}]")


def _text(text: str, span: Span, detail: str = "", topic: tuple[str, ...] = (), kind: ItemKind = "value") -> Item:
    return Item(text, kind, f'"{text}"', span, f'"{text}"', detail, topic=topic)


def _versions() -> Iterator[str]:
    """The versions between which something has changed, newest first."""
    fields = [field for kind in types().values() for field in kind.fields.values()]
    known = {version for field in fields for version in (field.since, field.until) if version}
    minors = {Version(version.major, version.minor) for version in known - {LATEST}} | {NEWEST, OLDEST}
    yield from (version.short for version in sorted(minors, reverse=True))
