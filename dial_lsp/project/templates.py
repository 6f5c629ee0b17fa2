"""Template code of Helm in a text of JSON: what it stands for is known only when the chart is rendered.

``{{ ... }}`` inside a string is part of the string. In the place of a value or a name it becomes a string of the same
length, so that the rest can be read; anywhere else (``{{- if ... }}``, ``{{ include ... }}``) it becomes blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dial_lsp.text import Span

_ACTION = r'\{\{(?!\{)(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|/\*.*?\*/|[^"`}]|\}(?!\}))*+\}\}'
ACTION = re.compile(_ACTION, re.DOTALL)
"""One piece of template code, quoted texts and comments in it included."""

_TOKEN = re.compile(
    rf'(?P<action>{_ACTION})|(?P<string>"(?:{_ACTION}|\\.|[^"\\\r\n])*+"?)|(?P<comment>//[^\r\n]*+|/\*.*?\*/)|(?P<mark>[^\s])',
    re.DOTALL,
)
_STATEMENT = re.compile(
    r"\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|/\*|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)"
)
_NOT_IN_STRINGS = str.maketrans({'"': "'", "\\": "/", "\r": " ", "\n": " ", "\t": " "})
_NO_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text that can be read as JSON, as long as the template it was made from."""

    text: str
    unknown: tuple[Span, ...] = ()  # the strings that stand for values or names nobody knows
    statements: tuple[Span, ...] = ()  # code that was blanked: members may come and go there


def filled(text: str) -> Filled:
    """The text with something readable in the place of all template code."""
    if "{{" not in text:
        return Filled(text)
    tokens = list(_TOKEN.finditer(text))
    pieces: list[str] = []
    unknown: list[Span] = []
    statements: list[Span] = []
    brackets: list[str] = []
    before, done = "", 0
    for index, token in enumerate(tokens):
        written, kind = token[0], token.lastgroup
        if kind == "string":
            pieces += (text[done : token.start()], ACTION.sub(_in_string, written))
        elif kind == "action":
            is_value = _is_value(written, before, brackets, tokens, index)
            (unknown if is_value else statements).append(Span(*token.span()))
            pieces += (text[done : token.start()], _string(written) if is_value else blanked(written))
            before = before if not is_value else '"'
            done = token.end()
            continue
        elif kind == "mark":
            _keep_count(brackets, written)
            pieces.append(text[done : token.end()])
        else:
            continue
        before, done = written[:1], token.end()
    pieces.append(text[done:])
    return Filled("".join(pieces), tuple(unknown), tuple(statements))


def blanked(text: str) -> str:
    """As many blanks as the text has code points, on as many lines."""
    return _NO_LINE_END.sub(" ", text)


def is_only_template(text: str) -> bool:
    """Whether nothing is written there but template code, and some is."""
    return "{{" in text and not ACTION.sub("", text).strip()


def _is_value(action: str, before: str, brackets: list[str], tokens: list[re.Match[str]], index: int) -> bool:
    """Whether a value or the name of a member must stand there."""
    if _STATEMENT.match(action):
        return False
    follows = next((token[0] for token in tokens[index + 1 :] if token.lastgroup not in ("comment", "action")), "")
    if before == ":" or follows == ":":
        return True
    return bool(brackets) and brackets[-1] == "[" and before in ("[", ",") and follows in (",", "]")


def _keep_count(brackets: list[str], mark: str) -> None:
    if mark in "{[":
        brackets.append(mark)
    elif mark in "}]" and brackets:
        brackets.pop()


def _in_string(action: re.Match[str]) -> str:
    return action[0].translate(_NOT_IN_STRINGS)


def _string(action: str) -> str:
    return f'"{action[1:-1].translate(_NOT_IN_STRINGS)}"'
