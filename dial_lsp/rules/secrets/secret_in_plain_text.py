"""The family about secrets that are written into the file; its page is beside this file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.secrets import secret_values
from dial_lsp.model.strength import strength_of
from dial_lsp.rule import WRITTEN, Code, Context, EntryContext, Finding, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import Pointer


secret_in_plain_text = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, rests_on=RestsOn(values=True, other_entries=True)),
        "each": Code(Severity.WARNING, Impact.EXPOSED, "strict", rests_on=WRITTEN),
    },
)
_RANDOM = re.compile(r"[A-Za-z0-9+/=_.-]{20,}")
_RANDOM_BITS = 80
_HELP = "Write a placeholder such as ${NAME}, and fill it in when the file is deployed."


@secret_in_plain_text.check()
def among_placeholders(context: Context) -> Iterator[Finding]:
    """Find files with placeholders for secrets and a random secret beside them; once for each."""
    if context.settings.strict:
        return
    sections = [name for name in context.config.sections if name != "keys"]
    found = [one for name in sections for one in context.config.gathered(name, _secrets, digest=_digest).values()]
    if not any(one.plain for one in found) or not any(one.filled for one in found):
        return
    path_of = {at: context.config.locate(at).source.path for one in found for at in (*one.filled, *one.plain)}
    filled = {path_of[at] for one in found for at in one.filled}
    told: set[str] = set()
    for at in (at for one in found for at in one.plain):
        if path_of[at] in filled - told:
            told.add(path_of[at])
            yield Finding(at, "a secret in plain text, in a file whose other secrets are placeholders", help=_HELP)


class _Secrets(NamedTuple):
    """Where an entry has secrets: placeholders that something fills in, and random texts."""

    filled: tuple[Place, ...]
    plain: tuple[Place, ...]


def _secrets(value: Value) -> _Secrets | None:
    secrets = tuple(secret_values(value))
    filled = tuple(secret.at for secret in secrets if is_unfilled(secret.raw))
    plain = tuple(secret.at for secret in secrets if not is_unfilled(secret.raw) and _is_random(secret.raw))
    return _Secrets(filled, plain) if filled or plain else None


def _digest(found: _Secrets) -> tuple[tuple[Pointer, ...], ...]:
    return tuple(tuple(at.pointer for at in places) for places in found)


@secret_in_plain_text.entry_check(code="each")
def each(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find secrets of upstreams, toolsets and external services that are no placeholders."""
    if value.entry.section == "keys":
        return
    for secret in secret_values(value):
        if secret.raw.strip() and not is_unfilled(secret.raw):
            yield Finding(
                secret.at,
                "a secret in plain text: everybody who sees this file has it",
                help=_HELP,
            )


def _is_random(text: str) -> bool:
    return _RANDOM.fullmatch(text) is not None and strength_of(text).bits >= _RANDOM_BITS
