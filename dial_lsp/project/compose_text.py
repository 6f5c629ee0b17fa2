"""Compose files as values that know their lines: YAML, variables, and files of variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.disk import is_file
from dial_lsp.project.files import Undecodable, Unreadable, read_source
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LARGEST = 1024 * 1024  # code points
_MOST_MERGED = 100  # mappings
_VARIABLE = compiled(
    r"""\$(?:
      (?P<dollar>\$)
    | (?P<plain>[A-Za-z_]\w*)
    | \{ (?P<name>[A-Za-z_]\w*) (?: (?P<how>:?[-+?]) (?P<other>(?:[^{}$]|\$\{[^{}]*\})*) )? \}
    )""",
    re.VERBOSE,
)
_ASSIGNMENT = compiled(r"""\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^\r\n]*)""")


class NotYaml(NamedTuple):
    """Why a file is not read: it is no YAML in that line (from 1), or is no file for us."""

    line: int
    reason: str


class Yaml(NamedTuple):
    """A value of a YAML file and the line (from 1) where it starts."""

    node: Any
    line: int

    @property
    def text(self) -> str | None:
        """The text of a scalar as it is written; None for anything else."""
        return self.node.value if self.node is not None and isinstance(self.node.value, str) else None

    def members(self) -> dict[str, Yaml]:
        """The members of a mapping, those it merges in included; none for anything else."""
        return dict(_members(self.node, set()))

    def member(self, *names: str) -> Yaml:
        """A member of a mapping, or of mappings in it; a value without a node if there is none."""
        found = self
        for name in names:
            found = found.members().get(name, Yaml(None, self.line))
        return found

    def elements(self) -> tuple[Yaml, ...]:
        """The elements of a list; none for anything else."""
        if self.node is None or not _is_list(self.node):
            return ()
        return tuple(_yaml(element) for element in self.node.value)


def read_yaml(path: str) -> Yaml | NotYaml:
    """The root of a YAML file."""
    source = read_source(path)
    if isinstance(source, Unreadable | Undecodable):
        return NotYaml(1, source.reason)
    if len(source.text) > _LARGEST:
        return NotYaml(1, "it is too large for a Compose file")
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(source.text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return NotYaml(mark.line + 1 if mark else 1, str(error.problem or "it is no YAML"))
    except Exception:  # noqa: BLE001 -- what a library fails on is no reason for us to fail
        return NotYaml(1, "it cannot be read as YAML")
    return _yaml(node)


def variables_of(path: str) -> dict[str, str]:
    """The variables in a file such as ``.env``; none if it cannot be read."""
    source = read_source(path) if is_file(path) else None
    if source is None or isinstance(source, Unreadable | Undecodable) or len(source.text) > _LARGEST:
        return {}
    found: dict[str, str] = {}
    for line in source.text.splitlines():
        assignment = _ASSIGNMENT.match(line)
        if assignment and not line.lstrip().startswith("#"):
            found[assignment[1]] = _unquoted(assignment[2])
    return found


def filled(text: str, variables: Mapping[str, str]) -> str:
    """A text with its variables replaced as Compose does it; one that nobody sets is empty."""

    def replaced(found: re.Match[str]) -> str:
        if found["dollar"]:
            return "$"
        name, how = found["plain"] or found["name"], found["how"] or ""
        value = variables.get(name)
        is_set = bool(value) if how.startswith(":") else value is not None
        if how.endswith("+"):
            return filled(found["other"], variables) if is_set else ""
        return value or "" if is_set or not how.endswith("-") else filled(found["other"], variables)

    return _VARIABLE.sub(replaced, text)


def _members(node: Any, seen: set[Any]) -> Iterator[tuple[str, Yaml]]:
    if node is None or not _is_mapping(node) or node in seen or len(seen) > _MOST_MERGED:
        return
    seen.add(node)
    own: list[tuple[str, Yaml]] = []
    for key, value in node.value:
        if key.value == "<<":
            merged = value.value if _is_list(value) else [value]
            for part in reversed(merged):  # the first of them counts most
                yield from _members(part, seen)
        elif isinstance(key.value, str):
            own.append((key.value, Yaml(value, key.start_mark.line + 1)))
    yield from own


def _is_mapping(node: Any) -> bool:
    return bool(node.id == "mapping")


def _is_list(node: Any) -> bool:
    return bool(node.id == "sequence")


def _yaml(node: Any) -> Yaml:
    return Yaml(node, node.start_mark.line + 1 if node is not None else 1)


def _unquoted(written: str) -> str:
    written = written.strip()
    if written[:1] in ('"', "'") and written.endswith(written[0]) and len(written) > 1:
        return written[1:-1].replace('\\"', '"').replace("\\\\", "\\") if written[0] == '"' else written[1:-1]
    return re.split(r"\s+#", written, maxsplit=1)[0]
