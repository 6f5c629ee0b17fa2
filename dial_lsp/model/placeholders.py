"""Placeholders: texts that some tool, or the reader of an example, was meant to replace.

Core replaces nothing in its config: what is left in the file is the value itself, sent and compared as written.
"""

from __future__ import annotations

import re

from dial_lsp.text import Span

_DELIMITED = re.compile(
    r"""
      \$\{ [^{}\s]{1,80} \}            # ${NAME}, ${NAME:-default}, ${env:NAME}
    | \$\w{1,20}:\{ \w{1,80} \}        # $env:{NAME}
    | %% [A-Za-z_][\w.-]{0,80} %%      # %%NAME%%
    | \{\{ [^{}]{1,120} \}\}           # {{ .Values.name }}
    | < [A-Za-z_][\w .:-]{0,80} >      # <name>
    | \{ [A-Za-z_][\w-]{0,80} \}       # {NAME}
    """,
    re.VERBOSE,
)
_UNMISTAKABLE = re.compile(r"\$|%%|\{\{")
_UNCLOSED = re.compile(r"<[A-Za-z_][\w .:-]{0,80}|\$\{?[A-Z_][A-Z0-9_]{2,80}")
_BARE = re.compile(
    r"""
      (?: YOUR|MY|SOME|INSERT|REPLACE|PUT|ENTER|ADD|CHANGE|TODO|FIXME|EXAMPLE ) (?: [_-] [A-Z0-9]+ )*
        [_-] (?: KEY|KEYS|TOKEN|SECRET|PASSWORD|HERE|ME|THIS|VALUE )
    | [A-Z][A-Z0-9]* (?: _[A-Z0-9]+ )* _ (?: KEY|TOKEN|SECRET|PASSWORD )
    """,
    re.VERBOSE,
)
_BARE_IN_ANY_CASE = re.compile(
    r"""
      (?: (?: insert|replace|put|enter|paste ) (?: [ _-] [a-z0-9]+ )* [ _-] )? your (?: [ _-] [a-z0-9]+ )*
        [ _-] (?: key|token|secret|password|here )
    | (?: replace|change|insert|put|enter|paste ) [ _-]? (?: me|this|here|key|secret )
    | \[? (?: redacted|removed|hidden|masked ) \]?
    | todo | tbd | fixme | x{3,} | \*{3,} | \.{3} | …
    """,
    re.VERBOSE | re.IGNORECASE,
)


def placeholders_in(text: str) -> tuple[Span, ...]:
    """Where delimited placeholders stand in a text such as a url.

    Braces that Core itself fills, as in ``overridePaths``, look the same: the caller knows where those may stand.
    """
    return tuple(Span(*found.span()) for found in _DELIMITED.finditer(text))


def is_placeholder(text: str) -> bool:
    """Whether a whole text stands for another: delimited, bare (``YOUR_API_KEY``) or redacted (``***``)."""
    plain = text.strip()
    if _is_signed(plain) and (_DELIMITED.fullmatch(plain) or _UNCLOSED.fullmatch(plain)):
        return True
    is_bare = plain.isupper() and _BARE.fullmatch(plain) is not None
    return is_bare or _BARE_IN_ANY_CASE.fullmatch(plain) is not None


def is_unfilled(text: str) -> bool:
    """Whether a secret is a placeholder or holds one; random text with a bracket in it is not mistaken for one."""
    if is_placeholder(text):
        return True
    return _is_signed(text) and any(_UNMISTAKABLE.match(found[0]) for found in _DELIMITED.finditer(text))


def _is_signed(text: str) -> bool:
    """A quick look, for every text of a file is asked and few have any of these."""
    return "$" in text or "%" in text or "{" in text or "<" in text
