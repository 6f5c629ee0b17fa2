"""What there is to say about an item while somebody looks at it; worked out only then."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.engine.naming import names_of
from dial_lsp.features.completion.names import one_of
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.names.references import Kind
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.manual import page_of as invariant_page
from dial_lsp.rulekit.manual import page_of, url_of
from dial_lsp.schema.fields import field_at, types
from dial_lsp.schema.type_words import type_words
from dial_lsp.settings.choices import ABOUT

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.completion.item import Topic
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.names.references import Use
    from dial_lsp.schema.fields import Field

_SECTION_OF = {one_of(section): section for section in (*DEPLOYMENT_SECTIONS, "routes", "roles", "translators")}


def documentation(analysis: Analysis | None, topic: Topic) -> str:
    """Markdown about what an item stands for; "" where there is nothing more to say than its label says.

    Without an analysis only of what is the same in every project.
    """
    kind, name = (*topic, "", "")[:2]
    if kind == "rule":
        return _of_rule(name)
    if kind == "invariant" and name in INVARIANTS:
        return invariant_page(name)
    if kind == "setting" and name in ABOUT:
        return f"{' '.join(ABOUT[name].comment)}\n\n```toml\n{ABOUT[name].example}\n```"
    if field := _field(topic):
        return field.description if kind == "entry" else _of_field(field)
    if analysis is None or kind not in _SECTION_OF:
        return ""
    return _of_role(analysis, name) if kind == "role" else _of_entry(analysis, _SECTION_OF[kind], name)


def _field(topic: Topic) -> Field | None:
    match topic:
        case ("field", type_name, name) if type_name in types():
            return types()[type_name].fields.get(name)
        case ("value", section, *pointer):
            return field_at(section, _steps(pointer))
        case ("entry", section, _):
            return types()["Config"].fields.get(section)
    return None


def _of_field(field: Field) -> str:
    notes = [field.description]
    facts = [f"Type: {type_words(field)}"]
    if field.default is not None:
        shown = field.default if isinstance(field.default, str) else json.dumps(field.default)
        facts.append(f"default: {f'`{shown}`' if 'default' in field.schema else shown}")
    if field.since:
        facts.append(field.since.arrival)
    if field.until:
        facts.append(f"gone since Core {field.until.short}")
    notes.append("; ".join(facts) + ".")
    if field.required:
        notes.append(f"Required: {field.required}")
    if len(field.accepted) > 1:
        notes.append(f"Core reads {', '.join(f'`{name}`' for name in field.accepted)}.")
    return "\n\n".join(notes)


def _of_rule(name: str) -> str:
    found = names_of().rule(name)
    if found is None:
        return ""
    page = page_of(*found)
    return "\n\n".join(part for part in (page.summary, page.reason, f"[Manual]({url_of(name)})") if part)


def _of_role(analysis: Analysis, name: str) -> str:
    uses = Counter(_section(use) for use in analysis.references.uses_of(Kind.ROLE, name))
    keys, objects = uses.pop("keys", 0), sum(uses.values())
    has, lets = _count(keys, "API key has", "API keys have"), _count(objects, "object lets", "objects let")
    told = [f"{has} this role; {lets} it in."]
    role = analysis.config.roles.get(name)
    if role is None:
        told.insert(0, "No entry in roles: no limits of its own. Names from identity providers need none.")
    elif isinstance(limits := role.field("limits").raw, dict):
        told.insert(0, f"Sets limits for {_count(len(limits), 'deployment or route', 'deployments and routes')}.")
    return " ".join(told)


def _of_entry(analysis: Analysis, section: str, name: str) -> str:
    found = analysis.config.sections.get(section)
    entry = found.every.get(name) if found else None
    if entry is None:
        return ""
    told = [f"**{_inline(name)}**: {one_of(section)}{_shown_name(entry)}."]
    limits = len(analysis.references.uses_of(Kind.LIMIT_TARGET, name))
    told.append(f"{_count(limits, 'role sets limits', 'roles set limits')} for it.")
    if section == "interceptors":
        users = len(analysis.references.uses_of(Kind.INTERCEPTOR, name))
        told.append(f"{_count(users, 'place lists', 'places list')} it.")
    return " ".join(told)


def _shown_name(entry: ConfigEntry) -> str:
    value = entry.value if isinstance(entry.value, dict) else {}
    shown = value.get("displayName", value.get("display_name"))
    return f", shown as {_inline(shown)}" if isinstance(shown, str) and shown else ""


def _section(use: Use) -> str:
    entry = use.at.entry
    return getattr(entry, "section", entry.name or "")


def _steps(pointer: list[str]) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in pointer)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _inline(text: str) -> str:
    """Text of the user's as Markdown that is nothing but text."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)
