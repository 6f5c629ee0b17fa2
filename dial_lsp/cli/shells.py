"""How shells ask for completions, where click does not know all of it: values behind ``=``, and what needs quotes."""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_DEFAULT = "check"  # the command of a line that names none
_OPTIONAL = ("--fix",)  # its value stands behind "=" only
_LONG = re.compile(r"--[a-z-]+")
_SPECIAL = re.compile(r"([^\w@%+=:,./*-])")


class _Values(ShellComplete):
    """Completes ``--option=value``, the value alone."""

    keeps_option = True  # whether the shell wants the option back in front of the value

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """What may stand there; ``args`` are the whole words before."""
        option, equals, _ = incomplete.partition("=")
        if args and args[-1] in _OPTIONAL and not equals:
            args = [*args[:-1], f"{args[-1]}="]
        elif args and _LONG.fullmatch(args[-1]) and not equals:
            # An option that waits for its value keeps click from reading the arguments before it.
            *args, last = args
            args, incomplete = args or [_DEFAULT], f"{last}={incomplete}"
        items: list[CompletionItem[Any]] = super().get_completions(args, incomplete)
        if equals and option.startswith("--") and self.keeps_option:
            for item in items:
                item.value = f"{option}={item.value}" if item.type == "plain" else item.value
        return items


class _Bash(_Values, BashComplete):
    keeps_option = False  # for bash, "=" ends a word

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that; those that bash parts at "=" are one again."""
        words = split_arg_string(os.environ["COMP_WORDS"])
        at = int(os.environ["COMP_CWORD"])
        joined: list[str] = []
        for word in [*words[1:at], words[at] if at < len(words) else ""]:
            if joined and joined[-1].startswith("--") and (word == "=" or joined[-1].endswith("=")):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1] if joined else ""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """As the script of bash reads it, and so that what is put in is one word."""
        value = _SPECIAL.sub(r"\\\1", item.value) if item.type == "plain" else item.value
        return f"{item.type},{value}"


class _Zsh(_Values, ZshComplete):
    pass


class _Fish(_Values, FishComplete):
    pass


def register() -> None:
    """Let click answer shells so."""
    for kind in (_Bash, _Zsh, _Fish):
        add_completion_class(kind)
