"""Whether the values of settings are what they must be, told with their places."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from dial_lsp.settings.choices import OFF, SEVERITIES, Ignore, Mistake, RuleChoice
from dial_lsp.text import Location, Source, Span
from dial_lsp.versions import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.settings.choices import Kind
    from dial_lsp.toml.places import Spot, TomlPath

VERSION = r"[Ll][Aa][Tt][Ee][Ss][Tt]|v?[0-9]{1,6}\.[0-9]{1,6}(?:\.[0-9]{1,6})?(?:[-+][0-9A-Za-z.+-]*)?"
HOST = r"[\w*?.-]+|\[?[0-9A-Fa-f:*]*:[0-9A-Fa-f:*]*:[0-9A-Fa-f:.*]*\]?"
_IGNORE: Mapping[str, tuple[type, ...]] = {
    "rule": (str,),
    "path": (str,),
    "pointer": (str,),
    "key": (int, str),
    "reason": (str,),
}


class Checking:
    """Checks values of one file one after another and collects what is wrong with them."""

    def __init__(self, source: Source, places: Mapping[TomlPath, Spot]) -> None:
        self.mistakes: list[Mistake] = []
        self.source = source
        self._places = places

    def value(self, kind: Kind, path: TomlPath, name: str, value: Any) -> Any:
        """The setting's value as the program has it; None if its default holds."""
        match kind:
            case "flag":
                return value if isinstance(value, bool) else self._invalid(path, f'"{name}" must be true or false')
            case "text" | "version":
                return self._text(kind, path, name, value)
            case "names":
                return self._names(path, name, value)
            case "rules":
                return self._rules(path, value)
            case "ignores":
                return self._ignores(path, value)
            case "texts" | "hosts" | "patterns":
                return self._texts(kind, path, name, value)

    def unknown(self, path: TomlPath, what: str, name: str, known: Iterable[str]) -> None:
        """Note a name that there is not, and which one was meant."""
        near = get_close_matches(name, known, n=1)
        ending = f'; did you mean "{near[0]}"?' if near else f"; there are {', '.join(known)}"
        self._note("unknown", self._span(path, "key"), f"{what}{ending}", near[0] if near else "")

    def told(self, path: TomlPath) -> str:
        """Where a value stands, for people."""
        return f"{self.source.path}:{self.source.position(self._span(path, 'key').start).line}"

    def _text(self, kind: Kind, path: TomlPath, name: str, value: Any) -> Any:
        if not isinstance(value, str):
            example = ', such as "0.48"' if kind == "version" else ""
            return self._invalid(path, f'"{name}" must be a string{example}')
        if kind == "version" and not re.fullmatch(VERSION, value):
            return self._invalid(path, f'"{value}" is not a version of Core such as 0.48, or latest')
        return self._version(path, value) if kind == "version" else value

    def _version(self, path: TomlPath, value: str) -> str:
        """The version, or the nearest one that is known."""
        if reason := unknown(value):
            self._invalid(path, reason)
        return nearest(value)

    def _texts(self, kind: Kind, path: TomlPath, name: str, value: Any) -> Any:
        if not isinstance(value, list):
            return self._invalid(path, f'"{name}" must be a list of strings')
        wrong = [number for number, element in enumerate(value) if not isinstance(element, str)]
        for number in wrong:
            self._invalid((*path, number), f'"{name}" must be a list of strings')
        if wrong:
            return None
        problem_of = {"hosts": _problem_of_host, "patterns": _problem_of_pattern}.get(kind)
        if problem_of is None:
            return tuple(value)
        kept = []
        for number, element in enumerate(value):
            problem = problem_of(element)
            if problem:
                self._invalid((*path, number), problem)
            else:
                kept.append(element)
        return tuple(kept)

    def _names(self, path: TomlPath, name: str, value: Any) -> Any:
        names = self._texts("texts", path, name, value)
        if names is None:
            return None
        spans = (self._span((*path, number), "value") for number in range(len(names)))
        return tuple(RuleChoice(one, "", Location(self.source, span)) for one, span in zip(names, spans, strict=True))

    def _rules(self, path: TomlPath, value: Any) -> Any:
        if not isinstance(value, dict):
            return self._invalid(path, '"rules" is a table: write [rules]')
        words = (*SEVERITIES, OFF)
        chosen = []
        for rule, severity in value.items():
            place = (*path, rule)
            if severity in words:
                chosen.append(RuleChoice(rule, severity, Location(self.source, self._span(place, "key"))))
            else:
                self._invalid(place, f"the severity of a rule is one of {', '.join(words)}")
        return tuple(chosen)

    def _ignores(self, path: TomlPath, value: Any) -> Any:
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            return self._invalid(path, '"ignore" is a list of tables: write [[ignore]]')
        found = (self._ignore((*path, number), entry) for number, entry in enumerate(value))
        return tuple(ignore for ignore in found if ignore is not None)

    def _ignore(self, path: TomlPath, entry: dict[str, Any]) -> Ignore | None:
        """An entry with nothing wrong in it; any other would perhaps hide more than was meant."""
        before = len(self.mistakes)
        for name, chosen in entry.items():
            if name not in _IGNORE:
                self.unknown((*path, name), f'an ignore has no "{name}"', name, _IGNORE)
            elif not isinstance(chosen, _IGNORE[name]) or isinstance(chosen, bool):
                kind = "a position or the name of a project" if name == "key" else "a string"
                self._invalid((*path, name), f'"{name}" must be {kind}')
        if "rule" not in entry:
            self._note("invalid", self._span(path, "key"), 'an ignore needs a "rule"')
        if len(self.mistakes) > before:
            return None
        return Ignore(**entry, at=Location(self.source, self._span(path, "value")))

    def _invalid(self, path: TomlPath, message: str) -> Any:
        """Note what is wrong with a value; None, so that the default holds."""
        self._note("invalid", self._span(path, "value"), message)
        return None

    def _note(self, kind: Literal["unknown", "invalid"], span: Span, message: str, meant: str = "") -> None:
        self.mistakes.append(Mistake(kind, Location(self.source, span), message, meant))

    def _span(self, path: TomlPath, part: Literal["key", "value"]) -> Span:
        """Where a value or its name stands, or what is around it."""
        while path and path not in self._places:
            path = path[:-1]
        found = self._places.get(path)
        return getattr(found, part) if found else Span(0, 0)


def _problem_of_host(text: str) -> str:
    if re.fullmatch(HOST, text):
        return ""
    return f'"{text}" is not the name of a host: leave out scheme, port and path'


def _problem_of_pattern(text: str) -> str:
    try:
        pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        return f"this is not a regular expression of Python: {error}"
    return "this regular expression matches the empty text, so it would match everywhere" if pattern.match("") else ""
