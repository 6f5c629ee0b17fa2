"""Secrets of keys that no caller can send."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename, Replace
from dial_lsp.model.new_keys import secret_replaced
from dial_lsp.model.place import Place
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key

_TRIMMED = " \t"
_TITLE = "Delete the blank: callers that send it are locked out"

unsendable_secret = family(
    __name__,
    {
        "blank": Code(Severity.ERROR, Impact.CALL_FAILS, was=("blank-secret",)),
        "padded": Code(
            Severity.ERROR, Impact.CALL_FAILS, was=("padded-secret",), rests_on=RestsOn(parts_of_texts=True)
        ),
    },
)


@unsendable_secret.entry_check("keys", code="blank")
def blank_secret(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose secret is blank."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    secret, _ = key.secret(explicit=explicit)
    if isinstance(key.raw, dict) and is_blank(secret):
        also = ' and it has no "key"' if explicit else ""
        yield Finding(
            Place(key.entry, (), "key"),
            f"this API key has no secret: its name is blank{also}",
            help="Give it a random secret.",
            offers=(Offer("Write a random secret", partial(secret_replaced, key, explicit=explicit)),),
        )


@unsendable_secret.entry_check("keys", code="padded")
def padded_secret(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find secrets that no header carries."""
    secret, field = key.secret(explicit=context.version >= SECRET_IN_KEY_FIELD)
    plain = secret.strip(_TRIMMED)
    if isinstance(key.raw, dict) and plain and plain != secret:
        name = Place(key.entry, (), "key")
        yield Finding(
            field.at if field else name,
            "this API key starts or ends with a blank, which HTTP does not carry",
            help="Delete the blank.",
            offers=(Offer(_TITLE, (Replace(field.at, plain) if field else Rename(name, plain),), locks_out=True),),
        )
