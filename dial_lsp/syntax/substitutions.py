"""Placeholders that tools replace in a text before anybody reads it: Helm, Flux, envsubst, Argo CD, CI systems."""

from __future__ import annotations

import re

from dial_lsp.text.patterns import compiled

SUBSTITUTED_PATTERN = r"""
      \$?\{\{ (?s:.{0,2000}?) \}\}         # {{ .Values.name }}, {{ name }}, ${{ secrets.NAME }}
    | \$\{ [^{}\s"] [^{}\n"]{0,80} \}      # ${NAME}, ${NAME:-default}, ${env:NAME}
    | \$\w{1,20}:\{ \w{1,80} \}            # $env:{NAME}
    | \$\( [A-Za-z_][\w.-]{0,80} \)        # $(NAME)
    | \#\{ [^{}\s]{1,80} \} \#?            # #{NAME}#, #{NAME}
    | %% [A-Za-z_][\w.-]*+ %%              # %%NAME%%
    | @@ [A-Za-z_][\w.-]*+ @@              # @@NAME@@
    | <% [^%<>]{1,120} %>                  # <%= name %>
    | (?<![A-Z0-9_]) __ [A-Z][A-Z0-9]*+ (?: _[A-Z0-9]++ )*+ __ (?![A-Z0-9_])  # __NAME__
    | \[\[ [A-Z][A-Z0-9_]*+ \]\]           # [[NAME]]
    | < (?:path|vault) : [^<>"\s]{1,200} (?: \s* \| [^<>"]{1,80} )? >  # <path:secret/data/name#key>
    | \(@= [^"]{1,120}? @\)               # (@= data.values.name @)
    | (?:ref|secretref) \+ [a-z0-9]++ :// [^\s"]++  # ref+vault://path
"""
SUBSTITUTED = compiled(SUBSTITUTED_PATTERN, re.VERBOSE)
"""What tools replace wherever it stands in a text, so that nobody takes it for anything else."""

ONLY_SUBSTITUTED = compiled(rf"(?: {SUBSTITUTED_PATTERN} | [\s./:@_-] )++", re.VERBOSE)
"""A text with nothing else in it but what commonly stands between two of them."""

_MARKS = ("$", "{{", "#{", "%%", "@@", "<%", "<path:", "<vault:", "(@=", "__", "[[", "ref+")
_OF_MARKS = compiled(r"[$#%@<_\[{(+]")
"""Each of them has one of these."""
MARKS = "|".join(map(re.escape, _MARKS))
"""A pattern: with one of these every placeholder begins, or has it near its start."""


def has_substituted(text: str) -> bool:
    """Whether any stands in the text; answered by a quick look for most texts, however long."""
    has_mark = _OF_MARKS.search(text) is not None and any(mark in text for mark in _MARKS)
    return has_mark and SUBSTITUTED.search(text) is not None
