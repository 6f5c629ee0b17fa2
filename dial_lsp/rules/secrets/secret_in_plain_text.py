"""The family about secrets that are written into the file; its page is beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import reads
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.strength import strength_of
from dial_lsp.model.values import Value
from dial_lsp.rulekit.rule import WRITTEN, Code, Context, EntryContext, Finding, RestsOn, family
from dial_lsp.schema.secret_texts import may_hold_secrets, secret_texts
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.place import Place


secret_in_plain_text = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, rests_on=RestsOn(values=True, other_entries=True)),
        "each": Code(Severity.WARNING, Impact.EXPOSED, "strict", rests_on=WRITTEN),
    },
)
_RANDOM = compiled(r"[A-Za-z0-9+/=_.-]{20,}")
_RANDOM_BITS = 80
_HELP = "Write a placeholder such as ${NAME}, and fill it in when the file is deployed."


@secret_in_plain_text.check()
def among_placeholders(context: Context) -> Iterator[Finding]:
    """Find files with placeholders for secrets and a random secret beside them; once for each."""
    if context.settings.strict:
        return
    sections = [name for name in context.config.sections if name != "keys" and may_hold_secrets(name)]
    found = [one for name in sections for one in context.config.gathered(name, _secrets, digest=_digest).values()]
    filled = {context.config.file_of(at) for one in found for at in one.filled}
    for secret in (secret for one in found for secret in one.plain) if filled else ():
        file = context.config.file_of(secret.at)
        if file in filled and _is_random(secret.raw):
            filled.discard(file)
            yield Finding(
                secret.at, "a secret in plain text, in a file whose other secrets are placeholders", help=_HELP
            )


class _Secrets(NamedTuple):
    """The secrets of an entry: where placeholders stand that something fills in, and the other texts."""

    filled: tuple[Place, ...]
    plain: tuple[Value, ...]


def _secrets(value: Value) -> _Secrets | None:
    secrets = tuple(_texts(value))
    filled = tuple(secret.at for secret in secrets if is_unfilled(secret.raw))
    plain = tuple(secret for secret in secrets if not is_unfilled(secret.raw))
    return _Secrets(filled, plain) if secrets else None


def _digest(found: _Secrets) -> tuple[tuple[object, ...], ...]:
    return (
        tuple(at.pointer for at in found.filled),
        tuple((secret.at.pointer, secret.raw) for secret in found.plain),
    )


@secret_in_plain_text.entry_check(code="each")
def each(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find secrets of upstreams, toolsets and external services that are no placeholders."""
    if value.entry.section == "keys":
        return
    for secret in _texts(value):
        if secret.raw.strip() and not is_unfilled(secret.raw):
            yield Finding(
                secret.at,
                "a secret in plain text: everybody who sees this file has it",
                help=_HELP,
            )


def _is_random(text: str) -> bool:
    return _RANDOM.fullmatch(text) is not None and strength_of(text).bits >= _RANDOM_BITS


def _texts(value: Value) -> Iterator[Value]:
    """The texts in fields that hold secrets, wherever they stand in them."""
    reads.note(value.entry.section, reads.ALL)
    for pointer, text in secret_texts(value.entry.section, value.raw):
        yield Value(value.entry, pointer, text)
