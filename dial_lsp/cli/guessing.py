"""What somebody meant who mistyped a command, or an option of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from dial_lsp.disk import exists
from dial_lsp.model.near_names import nearest
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("lint", "validate", "verify", "scan", "run"), "check"),
    **dict.fromkeys(("fix", "repair"), "check --fix"),
    **dict.fromkeys(("fmt", "pretty", "prettify"), "format"),
    **dict.fromkeys(("compare", "review"), "diff"),
    **dict.fromkeys(("who", "query", "show"), "access"),
    **dict.fromkeys(("rule", "list"), "rules"),
    **dict.fromkeys(("doc", "docs", "man"), "explain"),
    **dict.fromkeys(("merge", "print"), "render"),
    **dict.fromkeys(("new", "setup"), "init"),
    **dict.fromkeys(("config", "configuration"), "settings"),
    **dict.fromkeys(("policy", "policies"), "test"),
    "why": "access --why",
    "assume": "diff --assume",
    "lsp": "server",
    "serve": "server",
    "completions": "completion",
    "help": "--help",
    "version": "--version",
}
"""What other tools call it."""

_OPTIONS: Mapping[str, str] = {
    **{f"--{name}": f"--format {name}" for name in ("json", "csv", "html", "markdown", "sarif", "junit", "github")},
    **dict.fromkeys(("--severity", "--min-level", "--level"), "--min-severity SEVERITY"),
    **dict.fromkeys(("--fail-level", "--fail-severity", "--exit-code"), "--fail-on SEVERITY"),
    **dict.fromkeys(("--autofix", "--write", "--in-place"), "--fix"),
    **dict.fromkeys(("--disable", "--exclude", "--skip"), "--ignore NAME"),
    **dict.fromkeys(("--enable", "--only", "--rule", "--rules"), "--select NAME"),
    **dict.fromkeys(("--no-color", "--no-colour"), "--color never"),
    **dict.fromkeys(("--user", "--caller", "--project"), "--key PROJECT"),
    **dict.fromkeys(("--model", "--deployment", "--object", "--on"), "--to NAME"),
    **dict.fromkeys(("--explain", "--reasons"), "--why"),
    **dict.fromkeys(("--public", "--anybody"), "--open"),
    **dict.fromkeys(("--allowed", "--only-granted"), "--granted"),
}
"""What other tools call our options."""

_WORD = compiled(r"[A-Za-z][A-Za-z_-]*")


def refuse_mistyped(word: str, commands: Collection[str]) -> None:
    """Raise UsageError for a first word that is no file and looks like no path."""
    if not _WORD.fullmatch(word) or exists(word):
        return
    plain = word.lower()
    joined = re.sub("[_-]", "", plain)
    near = (joined,) if joined in commands else nearest(joined, commands)
    meant = _ELSEWHERE.get(plain) or (near[0] if near else "")
    hint = f'did you mean "{meant}"?' if meant else "`dial-lint --help` lists the commands."
    raise click.UsageError(f'there is neither a file nor a command "{word}"; {hint}')


def instead(option: str, command: click.Command | None) -> str:
    """What the command has in the place of an option that others call so; empty where it has nothing like it."""
    meant = _OPTIONS.get(option, "")
    known = command is not None and any(meant.split(" ")[0] in one.opts for one in command.params)
    return meant if known else ""


def owners(option: str, commands: Mapping[str, click.Command]) -> list[str]:
    """The commands that have an option."""
    return [name for name, command in commands.items() if any(option in one.opts for one in command.params)]
