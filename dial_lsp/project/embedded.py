"""Configurations that stand as texts in YAML: values of a Helm chart, and manifests of Secrets and ConfigMaps.

The text of a block scalar (``aidial.config.json: |``) becomes a source as long as the file, in which all but the
configuration is blank, so that every place in it is the same place in the file. Other texts know for each code point
where it is written.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from dial_lsp.project.encoding import decode
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.templates import blanked, filled, is_only_template
from dial_lsp.project.yaml_scalars import block_at, double_quoted, folded, in_apostrophes, in_quotes, single_quoted
from dial_lsp.project.yaml_texts import Broken, Text, Texts, block_text, is_between, texts_of
from dial_lsp.schema.fields import sections
from dial_lsp.syntax import parse
from dial_lsp.text import Host, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_YAML = re.compile(r".*\.(?:ya?ml|ya?ml\.gotmpl|gotmpl|tpl)", re.IGNORECASE | re.DOTALL)
_USUAL = re.compile(r"(?:aidial|dial|proxy)[\w.-]*config[\w.-]*\.jsonc?", re.IGNORECASE)
_MAY_HOLD = re.compile(
    rf"""(?:config|dial)[\w.-]*\.json|config\.files|kind:[ \t]*["']?(?:Secret|ConfigMap|List)"""
    rf"""|"(?:{"|".join(sections())})\\?":"""
)
_LARGE = 200_000  # code points that take a second or so to read
_NOT_CODED = "data of a Secret must be base64, and this is none; stringData takes text as it is"
_QUOTING = {"'": in_apostrophes, '"': in_quotes}
_FILES = ("aidial.config.files", "proxy.config.files")
_BARE_NAME = re.compile(r"[\w-]+")
_COMMENTS = re.compile(r"(?:\s|//[^\r\n]*|\#[^\r\n]*|/\*.*?\*/)*+", re.DOTALL)
_YAML_START = re.compile(
    r"""(?:\s*(?:\#[^\r\n]*|---[^\r\n]*|%[A-Z]+[^\r\n]*|\{\{.*?\}\})(?:[\r\n]|\Z))*
        \s*(?:-[ \t]+)*(?:[\w.-]+|'[^']*'|"(?:apiVersion|kind|metadata|items)"):(?:\s|\Z)""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a YAML file holds: its configurations, each as the texts that Core would merge, in this order."""

    configs: tuple[tuple[Source, ...], ...]
    broken: Broken | None = None  # why the file is no YAML, if it is none

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all configurations."""
        return tuple(source for config in self.configs for source in config)


def is_yaml(path: str, text: str) -> bool:
    """Whether a file is YAML: by its name, or by its start for standard input."""
    if path == STANDARD_INPUT:
        return _YAML_START.match(text) is not None
    return _YAML.fullmatch(PurePath(path).name) is not None


def looks_like_dial(path: str, text: str) -> bool:
    """Whether a file, JSON or YAML, holds a configuration of Core, judged by what is in it."""
    return bool(embedded_sources(path, text)) if is_yaml(path, text) else _is_config(text)


def embedded_sources(path: str, text: str) -> tuple[Source, ...]:
    """The configurations in a YAML file, one source for each text, in the order of ``embedded_in``."""
    return embedded_in(path, text).sources


def embedded_in(path: str, text: str) -> Embedded:
    """The configurations in a YAML file; never raises.

    A text counts if its name is usual (``aidial.config.json``), if ``aidial.config.files`` of the same file lists it,
    or if its members are sections of Core. Several texts of one chart, or of manifests of one namespace, are one
    configuration: in the order of ``aidial.config.files``, else as they are written, for a chart mounts the members of
    its Secret side by side and Core merges what it is told to read. Texts of different charts, of one name (which
    cannot be mounted side by side) and what ``aidial.config.files`` leaves out are configurations of their own.

    The only text has the path of the file; several have the path, ``#`` and their name.
    """
    file = Source(path, text)
    if len(text) > _LARGE and not _MAY_HOLD.search(text):
        return Embedded(())
    found = texts_of(file)
    order = _listed(found)
    kept: list[tuple[Text, Source]] = []
    broken = found.broken
    for one in found.texts:
        source = _source(file, one, is_listed=one.path[-1] in order)
        if source is not None:
            kept.append((one, source))
            if _is_base64(one) and source.host is not None and not source.host.is_coded:
                broken = broken or Broken(one.span.start, _NOT_CODED)
    groups = _groups(kept, order)
    if len(kept) > 1:
        groups = _named(groups)
    return Embedded(tuple(groups), broken)


def _listed(found: Texts) -> tuple[str, ...]:
    """The names of the files that Core is told to read, without their folders."""
    pairs = [*found.pairs, *((text.path[-1], text.value) for text in found.texts)]
    for name, value in pairs:
        if name in _FILES:
            try:
                paths = json.loads(value)
            except (ValueError, RecursionError):
                continue
            if isinstance(paths, list):
                return tuple(str(path).rpartition("/")[2] for path in paths)
    return ()


def _source(file: Source, text: Text, *, is_listed: bool) -> Source | None:
    """The source of a text that is a configuration."""
    is_usual = is_listed or _USUAL.fullmatch(text.path[-1]) is not None
    if _is_base64(text):
        content = _decoded(file, text)
        if content is not None:
            return _mapped(file, text, content, (), is_usual=is_usual)
    if not text.style or (not is_usual and "{" not in text.value):
        return None
    if text.style == "|":
        return _literal(file, text, is_usual=is_usual)
    return _mapped(file, text, *_read(file, text), is_usual=is_usual)


def _literal(file: Source, text: Text, *, is_usual: bool) -> Source | None:
    block = block_at(file, text.span.start, text.column, is_between)
    start, end = block.span
    written = file.text[start:end]
    read = filled(written)
    if not _counts(written, read.text, is_usual=is_usual):
        return None
    host = Host(
        file,
        block.span,
        _called(text),
        unknown=tuple(span.shifted(start) for span in read.unknown),
        statements=tuple(span.shifted(start) for span in read.statements),
    )
    return Source(file.path, blanked(file.text[:start]) + read.text + blanked(file.text[end:]), host)


def _mapped(file: Source, text: Text, content: str, offsets: Sequence[int], *, is_usual: bool) -> Source | None:
    read = filled(content)
    if not _counts(content, read.text, is_usual=is_usual):
        return None
    quoting = _QUOTING.get(text.style) if offsets else None
    host = Host(file, text.span, _called(text), offsets, read.unknown, read.statements, quoting)
    return Source(file.path, read.text, host)


def _read(file: Source, text: Text) -> tuple[str, Sequence[int]]:
    if text.style == ">":
        scalar = folded(file, block_at(file, text.span.start, text.column, is_between))
    else:
        scalar = (single_quoted if text.style == "'" else double_quoted)(file.text, text.span)
    return scalar.text, scalar.offsets


def _decoded(file: Source, text: Text) -> str | None:
    """What a text in base64 says; None for one that is not."""
    value = text.value
    if text.style == "|":
        value = block_text(file, block_at(file, text.span.start, text.column, is_between))
    try:
        return decode(base64.b64decode("".join(value.split()), validate=True)).text
    except (ValueError, binascii.Error):
        return None


def _is_base64(text: Text) -> bool:
    """Whether Kubernetes takes the text for base64."""
    if text.manifest is None:
        return False
    inside = text.path[len(text.above) :]
    kinds = {"Secret": "data", "ConfigMap": "binaryData"}
    return len(inside) == len(("data", "name")) and kinds.get(text.manifest.kind) == inside[0]


def _counts(written: str, read: str, *, is_usual: bool) -> bool:
    """Whether a text is a configuration; one with a usual name may be damaged."""
    if is_usual:
        return bool(read.strip()) and not is_only_template(written) and re.search(r'[{"]', read) is not None
    return _is_config(read)


def _is_config(text: str) -> bool:
    """Whether the members of a text are sections of Core, at least more of them than not."""
    rest = text[_COMMENTS.match(text).end() :]  # type: ignore[union-attr]
    if not rest.startswith("{") or not any(f'"{name}"' in text for name in sections()):
        return False
    members = [(section.name, section.kind) for section in parse(Source("", text)).sections]
    known = [name for name, kind in members if name in sections() and kind not in ("array", "number")]
    return bool(known) and len(known) * 2 > len(members)


def _groups(kept: Iterable[tuple[Text, Source]], order: tuple[str, ...]) -> list[tuple[Source, ...]]:
    groups: dict[object, list[tuple[Text, Source]]] = {}
    for text, source in kept:
        name = text.path[-1]
        key: tuple[object, ...] = (text.manifest.namespace,) if text.manifest else text.path[:-2]
        key = (bool(text.manifest), *key)
        number = 0
        while any(other.path[-1] == name for other, _ in groups.get((key, number), ())):
            number += 1
        groups.setdefault((key, number), []).append((text, source))
    found: list[tuple[Source, ...]] = []
    for group in groups.values():
        listed = [one for one in group if one[0].path[-1] in order]
        listed.sort(key=lambda one: order.index(one[0].path[-1]))
        others = [one for one in group if one not in listed]
        if not listed:
            found.append(tuple(source for _, source in others))
            continue
        found += [tuple(source for _, source in listed), *((source,) for _, source in others)]
    return found


def _named(groups: Iterable[tuple[Source, ...]]) -> list[tuple[Source, ...]]:
    """The same sources with paths of their own, numbered where two have one name."""
    seen: dict[str, int] = {}
    named: list[tuple[Source, ...]] = []
    for group in groups:
        sources: list[Source] = []
        for source in group:
            path = f"{source.path}#{source.host.name if source.host else ''}"
            seen[path] = seen.get(path, 0) + 1
            number = f"#{seen[path]}" if seen[path] > 1 else ""
            sources.append(Source(path + number, source.text, source.host))
        named.append(tuple(sources))
    return named


def _called(text: Text) -> str:
    """What a text is called: its path with dots, names with dots in quotes, the manifest in front."""
    path = text.path[len(text.above) :] if text.manifest else text.path
    said = ".".join(name if _BARE_NAME.fullmatch(name) else f'"{name}"' for name in path)
    said = said.replace('."[', "[").replace(']"', "]")
    if text.manifest is None:
        return said
    return f"{text.manifest.kind}{'/' + text.manifest.name if text.manifest.name else ''} {said}"
