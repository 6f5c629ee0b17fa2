"""What if: a configuration as it would be after changes that are only assumed, with the places of what is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.engine.assumption_syntax import AssumptionError, read_assumption
from dial_lsp.engine.fixes import changed, edits_of
from dial_lsp.model.change import Append, Change, Insert, InsertEntry, Remove, Replace
from dial_lsp.model.config import Config
from dial_lsp.model.entries import typed
from dial_lsp.model.near_names import nearest
from dial_lsp.model.place import Place
from dial_lsp.model.values import Value
from dial_lsp.schema import fields
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.engine.assumption_syntax import Assumption
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.syntax.tree import JSONValue

SOURCE = "(assumed)"
"""The path of what no file of the configuration could hold."""


def assumed(config: Config, texts: Iterable[str]) -> Config:
    """The configuration after all these changes, one after another. Raises AssumptionError."""
    now = config
    for text in texts:
        now = _after(now, read_assumption(text))
    return now


def _after(config: Config, assumption: Assumption) -> Config:
    section = _section(config, assumption.steps[0])
    if section not in config.sections:
        return _with_section(config, section, assumption)
    after = changed(config, edits_of(config, _changes(config, section, assumption)))
    if [each.source.text for each in after.documents] == [each.source.text for each in config.documents]:
        raise AssumptionError("nothing would change: that is how it stands, or the text there is damaged.")
    return after


def _with_section(config: Config, section: str, assumption: Assumption) -> Config:
    """A section that no file has, as if one more file had it."""
    if assumption.verb in ("del", "-="):
        raise AssumptionError(f'there is no section "{section}".')
    inner = assumption.steps[1:]
    if len(inner) > 1:
        raise AssumptionError(f'there is no section "{section}"; a new entry is {section}[NAME] = {{...}}.')
    if section == "keys" and not inner and assumption.verb == "+=":
        inner = ("assumed-key-1",)
        value = assumption.value
    else:
        value = [assumption.value] if assumption.verb == "+=" else assumption.value
    text = json.dumps({section: _nested(inner, value)}, ensure_ascii=False)
    documents = [*config.documents, parse(Source(SOURCE, text))]
    return Config.of(documents, merging=config.merging, version=config.version)


def _changes(config: Config, section: str, assumption: Assumption) -> list[Change]:
    found = config.sections[section]
    steps = assumption.steps[1:]
    if found.whole is not None:
        return _at(Value(found.whole, (), found.whole.value), steps, assumption)
    if not steps:
        return _of_section(config, section, assumption)
    entry = _key(config, steps[0]) if section == "keys" else found.every.get(steps[0])
    if entry is not None:
        return _at(typed(entry), steps[1:], assumption)
    if assumption.verb == "=" and section != "keys" and steps[1:] == ():
        return [InsertEntry(section, steps[0], assumption.value)]
    raise AssumptionError(f"{section} has no such entry{_near(steps[0], (name for name in found.every if name))}")


def _of_section(config: Config, section: str, assumption: Assumption) -> list[Change]:
    """``keys += {...}`` is one more key; a whole section may only go."""
    found = config.sections[section]
    if assumption.verb == "del":
        return [Remove(Place(found))]
    if section == "keys" and assumption.verb == "+=":
        return [InsertEntry("keys", f"assumed-key-{len(found.every) + 1}", assumption.value)]
    raise AssumptionError(f'name an entry of "{section}", such as {section}[NAME].')


def _at(value: Value, steps: Sequence[str], assumption: Assumption) -> list[Change]:
    """The changes at a path inside an entry; what is missing on the way is made."""
    while steps:
        inner = _inner(value, steps[0])
        if not inner.exists:
            if assumption.verb not in ("=", "+=") or isinstance(value.raw, list):
                raise AssumptionError(f'nothing is written at "{steps[0]}".')
            new = [assumption.value] if assumption.verb == "+=" else assumption.value
            made = _nested(steps[1:], new)
            name = str(inner.pointer[-1])
            return [Insert(value.at, name, made)] if value.is_set else [Replace(value.at, {name: made})]
        value, steps = inner, steps[1:]
    match assumption.verb:
        case "del":
            return [Remove(value.at)]
        case "=":
            return [Replace(value.at, assumption.value)]
        case "+=":
            return _appended(value, assumption.value)
        case "-=":
            return _removed(value, assumption.value)


def _inner(value: Value, step: str) -> Value:
    """The member or element of a step, under the spelling that is written."""
    if isinstance(value.raw, list):
        if step.isdecimal() and int(step) < len(value.raw):
            return value.find((int(step),))
        raise AssumptionError(f"the list has {len(value.raw)} elements, counted from 0.")
    kind = fields.type_at(value.entry.section, value.pointer)
    if kind is not None:
        field = kind.spellings.get(step)
        if field is None and not value.member(step).exists:
            raise AssumptionError(f"{kind.title} has no such field{_near(step, kind.spellings)}")
        written = [name for name in (field.accepted if field else (step,)) if value.member(name).exists]
        return value.member(written[-1] if written else step)
    if not isinstance(value.raw, dict) and value.is_set:
        raise AssumptionError(f'"{step}" stands inside no object.')
    return value.member(step)


def _appended(value: Value, new: JSONValue) -> list[Change]:
    if value.is_null:
        return [Replace(value.at, [new])]
    if not isinstance(value.raw, list):
        raise AssumptionError("+= adds to a list, and what stands there is none.")
    return [Append(value.at, new)]


def _removed(value: Value, old: JSONValue) -> list[Change]:
    if not isinstance(value.raw, list):
        raise AssumptionError("-= takes from a list, and what stands there is none.")
    found = [element for element in value.elements() if element.raw == old]
    if not found:
        names = [raw for raw in value.raw if isinstance(raw, str)]
        raise AssumptionError(f"the list has no such element{_near(old if isinstance(old, str) else '', names)}")
    return [Remove(element.at) for element in found]


def _section(config: Config, name: str) -> str:
    """The name under which the files have the section."""
    field = fields.sections().get(name)
    if field is None and name not in config.sections:
        raise AssumptionError(f"there is no such section{_near(name, fields.sections())}")
    spellings = field.accepted if field else (name,)
    return next((spelling for spelling in spellings if spelling in config.sections), spellings[0])


def _key(config: Config, step: str) -> ConfigEntry:
    """The key of a project, or at a position as ``#2``. Its secret is no name for it."""
    if step.startswith("#") and step[1:].isdecimal():
        entries = list(config.sections["keys"].every.values())
        if 0 < int(step[1:]) <= len(entries):
            return entries[int(step[1:]) - 1]
        raise AssumptionError(f"there are {len(entries)} keys, counted from 1.")
    found = [key for key in config.keys if key.project.text == step]
    if len(found) == 1:
        return found[0].entry
    if found:
        every = list(config.sections["keys"].every.values())
        positions = ", ".join(f"keys[#{every.index(key.entry) + 1}]" for key in found)
        raise AssumptionError(f"several keys have that project: name one of {positions}.")
    raise AssumptionError(f"no key has that project{_near(step, (key.project.text or '' for key in config.keys))}")


def _nested(steps: Sequence[str], value: JSONValue) -> JSONValue:
    for step in reversed(steps):
        value = {step: value}
    return value


def _near(text: str, names: Iterable[str]) -> str:
    found = nearest(text, {name for name in names if name})
    return f'; did you mean "{found[0]}"?' if found else "."
