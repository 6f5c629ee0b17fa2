"""Policies that say what holds now of the key, the role or the thing to call at a place of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.asking import asked_at
from dial_lsp.policies.initial import of_caller, of_grant, of_object
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from datetime import date

    from dial_lsp.access import Access, Subject
    from dial_lsp.engine.analysis import Analysis


def pinned_at(analysis: Analysis, path: str, offset: int, today: date) -> str:
    """Policies that hold now, as TOML; an empty text where there is nothing to pin, or only with a secret."""
    asked, access = asked_at(analysis, path, offset), analysis.access
    if asked.caller is not None and asked.object is not None:
        text = of_grant(access, asked.caller, asked.object)
    elif asked.object is not None:
        text = of_object(access, asked.object) if asked.object.is_found else ""
    elif asked.caller is not None and access.is_alive(asked.caller):
        text = of_caller(access, asked.caller, _selector(access, asked.caller))
    else:
        text = ""
    if not text or analysis.secrecy.wording.names(text) != text:
        return ""
    return text if run(read_policies(Source("", text)), access, today).holds else ""


def appended(policies: str, text: str) -> Edit:
    """The edit that adds policies to a file."""
    end = len(policies)
    before = "" if not policies else "\n" if policies.endswith("\n") else "\n\n"
    return Edit(Span(end, end), before + text)


def _selector(access: Access, caller: Subject) -> str:
    """A key by its project where no other has that, else by its position."""
    if caller.key is None:
        return f"role:{caller.roles[0]}"
    alike = [key for key in access.keys if key.project == caller.project]
    is_plain = bool(caller.project) and "*" not in str(caller.project) and not str(caller.project).startswith("#")
    return f"key:{caller.project}" if is_plain and len(alike) == 1 else f"key:#{caller.position}"
