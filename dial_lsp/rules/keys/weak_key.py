"""Secrets of keys that can be guessed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.key_strength import weak_keys
from dial_lsp.model.new_keys import REPLACED, key_added, secret_replaced
from dial_lsp.model.place import Place
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.strength import REQUIRED_BITS
from dial_lsp.rulekit.rule import Code, Context, EntryContext, Finding, Offer, family
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.strength import Strength


weak_key = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, group=Group.SECRETS),
        "placeholder": Code(Severity.WARNING, Impact.EXPOSED, group=Group.SECRETS, was=("placeholder-key",)),
    },
)


@weak_key.check()
def secrets(context: Context) -> Iterator[Finding]:
    """Find keys whose secret is worth fewer bits than DIAL asks for."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    unsearched = []
    for key, strength in weak_keys(context.config, explicit=explicit):
        if not strength.is_searched:
            unsearched.append(key)
        if not strength.is_enough:
            yield Finding(
                key.secret_at(explicit=explicit),
                f"this API key is guessable ({_said(strength)}); DIAL requires at least {REQUIRED_BITS} bits",
                help="Use a random secret, such as the output of: openssl rand -hex 32",
                offers=(
                    Offer(REPLACED, partial(secret_replaced, key, explicit=explicit), locks_out=True),
                    Offer("Add a second key with a random secret", partial(key_added, key, explicit=explicit)),
                ),
            )
    if unsearched:
        yield Finding(
            Place(unsearched[0].entry, (), "key"),
            f"from here on {len(unsearched):,} secrets are judged by their length and characters alone; "
            "they are too many to search each for words",
            help="Replace the guessable keys before; then the next ones are searched.",
            severity=Severity.INFORMATION,
            impact=Impact.ADVICE,
        )


def _said(strength: Strength) -> str:
    about = "about" if strength.is_searched else "at most"
    why = f": {', '.join(strength.patterns)}" if strength.patterns else ""
    return f"{about} {strength.bits} bits{why}"


@weak_key.entry_check("keys", code="placeholder")
def placeholder_key(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose secret nobody has filled in."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    secret, _ = key.secret(explicit=explicit)
    if isinstance(key.raw, dict) and is_unfilled(secret):
        yield Finding(
            key.secret_at(explicit=explicit),
            "this API key is a placeholder; if it is not filled in, whoever guesses it gets in",
            help="Fill it in before Core reads the file, or use a random secret.",
            offers=(Offer(REPLACED, partial(secret_replaced, key, explicit=explicit), locks_out=True),),
        )
