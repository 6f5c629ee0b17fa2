"""Configurations that stand as texts in YAML: values of a Helm chart, and manifests of Secrets and ConfigMaps.

The text of a block scalar (``aidial.config.json: |``) becomes a source as long as the file, in which all but the
configuration is blank, so that every place in it is the same place in the file. Other texts know for each code point
where it is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from dial_lsp.project.choosing import path_of_text
from dial_lsp.project.files import STANDARD_INPUT
from dial_lsp.project.forms import Coded, Folded, Literal, Quoted, Structure, hosted
from dial_lsp.project.templates import is_only_template
from dial_lsp.project.yaml_texts import Broken, texts_of
from dial_lsp.schema.fields import sections
from dial_lsp.syntax import parse
from dial_lsp.text import Source, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from dial_lsp.project.yaml_blocks import Level
    from dial_lsp.project.yaml_texts import Text, Texts, Use
    from dial_lsp.text import Form

_YAML = compiled(r".*\.(?:ya?ml|ya?ml\.gotmpl|gotmpl|tpl)", re.IGNORECASE | re.DOTALL)
_USUAL = compiled(r"(?:aidial|dial|proxy)[\w.-]*config[\w.-]*\.jsonc?", re.IGNORECASE)
_MAY_HOLD = compiled(
    rf"""(?:config|dial)[\w.-]*\.json|config\.files|kind:[ \t]*["']?(?:Secret|ConfigMap|List)"""
    rf"""|"(?:{"|".join(sections())})\\?":"""
)
_LARGE = 200_000  # code points that take a second or so to read
_NOT_CODED = "data of a Secret must be base64, and this is none; stringData takes text as it is"
_MOST_HELD = 100_000_000  # code points, of all configurations of a file: each is as long as the file
_TOO_MANY = "a file of this length may hold {:,} configurations; those from here on are not read"
_BLOCKS: Mapping[str, Callable[[Level], Form]] = {"|": Literal, ">": Folded}
_WITH_VALUES = ("Application", "ApplicationSet", "HelmRelease")  # manifests in which values of a chart stand
_FILES = ("aidial.config.files", "proxy.config.files")
_SETTINGS = "aidial.settings.json"
_COMMENTS = compiled(r"(?:\s|//[^\r\n]*|\#[^\r\n]*|/\*.*?\*/)*+", re.DOTALL)
_YAML_START = compiled(
    r"""(?:\s*(?:\#[^\r\n]*|---[^\r\n]*|%[A-Z]+[^\r\n]*|\{\{.*?\}\})(?:[\r\n]|\Z))*
        \s*(?:-[ \t]+)*(?:[\w.-]+|'[^']*'|"(?:apiVersion|kind|metadata|items)"):(?:\s|\Z)""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a YAML file holds: its configurations, each as the texts that Core would merge, in this order."""

    configs: tuple[tuple[Source, ...], ...]
    broken: Broken | None = None  # what is wrong with the file itself
    is_yaml: bool = True  # else texts are found as well as they can be

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


def embedded_in(path: str, text: str, known: Collection[int] = ()) -> Embedded:
    """The configurations in a YAML file; never raises. One is, however damaged, where a text begins that is known.

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
    kept: list[tuple[Use, Source]] = []
    broken = found.broken
    most = max(1, _MOST_HELD // (1 + len(text)))
    for one in found.texts:
        if len(kept) >= most:
            broken = broken or Broken(one.at, _TOO_MANY.format(most))
            break
        uses = _mounted(one, order)
        is_usual = uses[0].name in order or _USUAL.fullmatch(uses[0].name) is not None or one.span.start in known
        source = _source(file, one, uses[0], is_usual=is_usual)
        if source is not None:
            room = most - len(kept)
            kept += ((use, _used(source, use)) for use in uses[:room])
            if len(uses) > room:  # aliases are few letters, and each is a configuration
                broken = broken or Broken(one.at, _TOO_MANY.format(most))
            if _is_base64(uses[0]) and source.host is not None and not source.host.is_coded:
                broken = broken or Broken(one.at, _NOT_CODED)
    groups = _groups(kept, order)
    if len(kept) > 1:
        groups = _named(groups)
    return Embedded(tuple(groups), broken, is_yaml=found.broken is None)


def _listed(found: Texts) -> tuple[str, ...]:
    """The names of the files that Core is told to read, without their folders."""
    pairs = [*found.pairs, *((use.name, text.value) for text in found.texts for use in text.uses)]
    for name, value in pairs:
        if name in _FILES or name == _SETTINGS:
            try:
                paths = json.loads(value)
                paths = paths["config"]["files"] if name == _SETTINGS else paths
            except (ValueError, RecursionError, KeyError, TypeError):
                continue
            if isinstance(paths, list):
                return tuple(str(path).rpartition("/")[2] for path in paths)
    return ()


def _mounted(text: Text, order: Sequence[str]) -> tuple[Use, ...]:
    """Under which names a text is a file of Core: those that are usual or listed, else the first."""
    usual = tuple(use for use in text.uses if use.name in order or _USUAL.fullmatch(use.name))
    return usual or text.uses[:1]


def _source(file: Source, text: Text, use: Use, *, is_usual: bool) -> Source | None:
    """The source of a text that is a configuration."""
    name = _called(use)
    if (text.is_binary or _is_base64(use)) and text.style != "{":
        source = Coded(text.level).read(file.path, name, file, Span(text.at, text.span.end))
        if source is not None:
            return source if _counts(source.text, source.text, is_usual=is_usual) else None
    if not text.style or (not is_usual and "{" not in (text.value or text.style)):
        return None
    if text.structure is not None:
        source = hosted(file.path, name, Structure(), file, text.span, text.structure) if is_usual else None
    else:
        form = _BLOCKS[text.style](text.level) if text.level else Quoted()
        source = form.read(file.path, name, file, text.span)
    if source is None or source.host is None:
        return None
    written = file.text[text.span.start : text.span.end]
    return source if _counts(written, source.text, is_usual=is_usual) else None


def _used(source: Source, use: Use) -> Source:
    """The same under the name of a use: an alias makes a text part of another configuration, too."""
    host = source.host and replace(source.host, name=_called(use))
    return Source(source.path, source.text, host)


def _is_base64(use: Use) -> bool:
    """Whether Kubernetes takes the text for base64."""
    if use.manifest is None:
        return False
    inside = use.path[len(use.above) :]
    kinds = {"Secret": "data", "ConfigMap": "binaryData"}
    return len(inside) == len(("data", "name")) and kinds.get(use.manifest.kind) == inside[0]


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


def _groups(kept: Iterable[tuple[Use, Source]], order: tuple[str, ...]) -> list[tuple[Source, ...]]:
    groups: dict[object, list[tuple[Use, Source]]] = {}
    seen: Counter[object] = Counter()
    for use, source in kept:
        key = _mounted_together(use)
        groups.setdefault((key, seen[key, use.name]), []).append((use, source))
        seen[key, use.name] += 1
    found: list[tuple[Source, ...]] = []
    for group in groups.values():
        listed = [one for one in group if one[0].name in order]
        listed.sort(key=lambda one: order.index(one[0].name))
        others = [one for one in group if one[0].name not in order]
        if not listed:
            found.append(tuple(source for _, source in others))
            continue
        found += [tuple(source for _, source in listed), *((source,) for _, source in others)]
    return found


def _mounted_together(use: Use) -> tuple[object, ...]:
    """What is the same of texts that one Core reads: the chart, or the namespace of manifests."""
    if use.manifest is None or use.manifest.kind in _WITH_VALUES:
        return (use.manifest, *use.path[:-2])
    return (use.manifest.namespace,)


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


def _called(use: Use) -> str:
    """What a text is called: its path with dots, names with dots in quotes, the manifest in front."""
    path = use.path[len(use.above) :] if use.manifest else use.path
    said = path_of_text(path)
    if use.manifest is None:
        return said
    return f"{use.manifest.kind}{'/' + use.manifest.name if use.manifest.name else ''} {said}"
