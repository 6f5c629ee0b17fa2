"""Placeholders: texts that some tool, or the reader of an example, was meant to replace.

Core replaces nothing in its config: what is left in the file is the value itself, sent and compared as written. All
that knows what a placeholder looks like asks here.
"""

from __future__ import annotations

import re

from dial_lsp.syntax.substitutions import SUBSTITUTED_PATTERN, has_substituted
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

_DELIMITED = compiled(
    rf"""
    {SUBSTITUTED_PATTERN}
    | < [A-Za-z_][\w .:-]{{0,80}} >          # <name>
    | \{{ [A-Za-z_][\w-]{{0,80}} \}}         # {{NAME}}
    """,
    re.VERBOSE,
)
_LESS_MARKED = r"""
      \[\[ [^\[\]]{1,80} \]\]              # [[ name ]]
    | % (?![0-9A-F]{2}%) [A-Z][A-Z0-9_]{1,80} %  # %NAME%, which is not the code of a character
    | @ [A-Za-z][\w.-]{0,80} @             # @name@
    | \#\# [A-Za-z_][\w.-]{0,80} \#\#       # ##name##
    | % \( [A-Za-z_][\w.-]{0,80} \) s      # %(name)s
    | \{ \$ [A-Za-z_][\w.:-]{0,80} \}      # {$NAME}
    | \$ \[ [A-Za-z_][\w.-]{0,80} \]      # $[NAME]
    | \$ \{? [A-Z_][A-Z0-9_]{2,80}         # $NAME
"""
"""What a random text may hold as well, so that it must be the whole text or stand by itself in it."""
_BY_ITSELF = compiled(rf"(?<! [A-Za-z0-9] ) (?: {_LESS_MARKED} ) (?! [A-Za-z0-9] )", re.VERBOSE)
_WHOLE = compiled(
    rf"""
      {_LESS_MARKED}
    | \[ (?: parameters|variables|reference|concat|listKeys ) \( .{{1,200}} \) [^\[\]]{{0,80}} \]  # Azure
    | < [A-Za-z_][\w .:-]{{0,80}}            # <name, not closed
    """,
    re.VERBOSE,
)
_REFERENCE = compiled(
    r"""
      os\.environ/ \S+                     # LiteLLM
    | @Microsoft\.KeyVault \( .+ \)        # Azure App Service
    | (?: vault|bao|secretref|keyvault|env ) : \S+  # Vault's injectors, Azure Container Apps
    | (?: op|vault|secret|secrets|sm|ssm|awssm|awsssm|awssecrets|gcpsm|gcpsecrets|azkv|akv|azurekeyvault|keyvault
        |doppler|infisical|env ) :// \S+   # 1Password and other stores
    | (?: bws|keyring ) :// \S+
    | (?: file:// )? / (?: var/ )? run/secrets/ \S+  # Docker and Kubernetes
    | arn:aws[a-z-]*: (?: secretsmanager|ssm ) : \S+
    | projects/ [^/\s]+ /secrets/ \S+      # Google Secret Manager
    | ENC \[ .+ \]                         # SOPS
    """,
    re.VERBOSE,
)
_BARE = compiled(
    r"""
      (?: YOUR|MY|SOME|INSERT|REPLACE|PUT|ENTER|ADD|CHANGE|TODO|FIXME|EXAMPLE ) (?: [_-] [A-Z0-9]+ )*
        [_-] (?: KEY|KEYS|TOKEN|SECRET|PASSWORD|HERE|ME|THIS|VALUE )
    | [A-Z][A-Z0-9]* (?: _[A-Z0-9]+ )* _ (?: KEY|TOKEN|SECRET|PASSWORD|URL|ENDPOINT )
    """,
    re.VERBOSE,
)
_BARE_IN_ANY_CASE = compiled(
    r"""
      (?: (?: insert|replace|put|enter|paste ) (?: [ _-] [a-z0-9]+ )* [ _-] )? your (?: [ _-] [a-z0-9]+ )*
        [ _-] (?: key|token|secret|password|here )
    | (?: replace|change|insert|put|enter|paste ) [ _-]? (?: me|this|here|key|secret )
    | \[? (?: redacted|removed|hidden|masked ) \]?
    | todo | tbd | fixme | x{3,} | \*{3,} | \.{3} | …
    """,
    re.VERBOSE | re.IGNORECASE,
)

_WORD = "x"

SIGNS = compiled(r"[$%{<@]|__|##|\(@=|\[[a-z]+[A-Za-z]*\(|\[\[|\+[a-z0-9]+://")
"""A quick look: every delimited placeholder has one of these, and few texts have any."""


def placeholders_in(text: str) -> tuple[Span, ...]:
    """Where delimited placeholders stand in a text such as a url.

    Braces that Core itself fills, as in ``overridePaths``, look the same: the caller knows where those may stand.
    """
    return tuple(Span(*found.span()) for found in _DELIMITED.finditer(text)) if SIGNS.search(text) else ()


def has_placeholder(text: str | None) -> bool:
    """Whether something fills in the text or a part of it later, so that nobody knows yet what it says.

    For urls and names, where bare words such as ``TODO`` mean themselves; of secrets see ``is_unfilled``.
    """
    if text is None:
        return False
    is_marked = SIGNS.search(text) is not None and (_DELIMITED.search(text) or _BY_ITSELF.search(text)) is not None
    return is_marked or _REFERENCE.fullmatch(text.strip()) is not None


def first_in(text: str) -> str:
    """The first marked placeholder in a text; "" where it is a bare word, or says where something is kept."""
    found = _DELIMITED.search(text) or _BY_ITSELF.search(text)
    return found[0] if found else ""


def filled_in(text: str) -> str:
    """The text with a plain word in the place of each placeholder: what it may be once it is filled in."""
    if _REFERENCE.fullmatch(text.strip()):
        return _WORD
    return _BY_ITSELF.sub(_WORD, _DELIMITED.sub(_WORD, text)) if SIGNS.search(text) else text


def is_placeholder(text: str) -> bool:
    """Whether a whole text stands for another: delimited, bare (``YOUR_API_KEY``) or redacted (``***``)."""
    plain = text.strip()
    if SIGNS.search(plain) and (_DELIMITED.fullmatch(plain) or _WHOLE.fullmatch(plain)):
        return True
    is_bare = plain.isupper() and _BARE.fullmatch(plain) is not None
    return is_bare or _BARE_IN_ANY_CASE.fullmatch(plain) is not None


def is_unfilled(text: str) -> bool:
    """Whether a secret is a placeholder, holds one, or says where the secret is kept (``op://vault/item``).

    Random text with a bracket in it is not mistaken for one.
    """
    if is_placeholder(text) or _REFERENCE.fullmatch(text.strip()):
        return True
    return has_substituted(text)
