"""``dial-lint init``: a settings file to begin with, made from what is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT
from dial_lsp.settings import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOUND = ("aidial.config.json", "*.config.json", "*.config.jsonc", "core/config.json", "config/aidial.config.json")


class Setting(NamedTuple):
    """What the file says of a setting: comment lines, and the line that would set it to something else."""

    comment: tuple[str, ...]
    example: str


SETTINGS = {
    "files": Setting(
        ("The files of one configuration in the order in which Core merges them, from this folder on.",),
        'files = ["aidial.config.json"]',
    ),
    "overwrite-arrays": Setting(
        ("Whether Core runs with config.jsonMergeStrategy.overwriteArrays: a list replaces an earlier one.",),
        "overwrite-arrays = true",
    ),
    "core-version": Setting(("The version of Core that the files are for.",), 'core-version = "0.48"'),
    "comments": Setting(
        ("Whether something strips comments before Core reads the files; without it they are errors.",),
        "comments = true",
    ),
    "idp-roles": Setting(
        ("All roles that identity providers give to users. Where they are known, misspelt roles are found.",),
        'idp-roles = ["employee", "admin"]',
    ),
    "admin-roles": Setting(
        ("The roles that access.admin.rules of Core's static settings make administrators.",), 'admin-roles = ["admin"]'
    ),
    "strict": Setting(("Whether the rules of the profile strict run, too.",), "strict = true"),
    "ignore": Setting(
        (
            "Findings that are not shown, and why. A path, a pointer or a key (its project or position) narrows it.",
            "`dial-lint check --add-ignores=REASON` writes such entries.",
        ),
        '[[ignore]]\nrule = "weak-key"\npath = "aidial.config.json"\nkey = "search"\nreason = "rotated in May"',
    ),
}


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False))
@click.option("--print", "only_print", is_flag=True, help="Print the settings instead of writing them.")
def init(files: tuple[str, ...], *, only_print: bool) -> None:
    """Write a settings file for what is found here.

    dial-lint.toml names the FILEs as one configuration, in this order; without any the one that is found in this
    folder. Every setting is in it with a comment. A file that is there already is left alone.
    """
    path = Path(FILE_NAME)
    if path.exists() and not only_print:
        raise click.ClickException(f"there is a {FILE_NAME} already; --print shows what would be in a new one.")
    found = files or _found()
    text = settings_text(found, has_comments=any(map(_has_comments, found)))
    if only_print:
        output.write(text, "utf-8")
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{FILE_NAME} cannot be written: {error.strerror or error}.") from error
    what = " and ".join(found) if found else "no configuration, as none was found: name its files in it"
    output.write_error(f"Wrote {FILE_NAME} for {what}.")


def settings_text(files: Sequence[str], *, has_comments: bool) -> str:
    """The whole file. What is not known is there too, as a comment."""
    named = json.dumps([Path(file).as_posix() for file in files], ensure_ascii=False)
    known = {"files": f"files = {named}"} if files else {}
    # Whether something strips them cannot be seen here, and to assume it would hide what Core refuses.
    told = {"comments": ("There are comments in these files now.",)} if has_comments else {}
    parts = ["# Settings of dial-lint for this folder and all below; `dial-lint settings` shows what holds.\n"]
    for name, setting in SETTINGS.items():
        comment = "".join(f"# {line}\n" for line in (*setting.comment, *told.get(name, ())))
        example = "".join(f"# {line}\n" for line in setting.example.split("\n"))
        parts.append(comment + (f"{known[name]}\n" if name in known else example))
    return "\n".join(parts)


def _found() -> tuple[str, ...]:
    """The one configuration that is here; of several nobody knows which belong together."""
    for pattern in _FOUND:
        matches = sorted(path.as_posix() for path in Path().glob(pattern) if path.is_file())
        if len(matches) == 1:
            return (matches[0],)
    return ()


def _has_comments(path: str) -> bool:
    from dial_lsp.project.files import Undecodable, Unreadable, read_source  # noqa: PLC0415 -- help is to come at once
    from dial_lsp.syntax import parse  # noqa: PLC0415

    source = read_source(path)
    return not isinstance(source, Unreadable | Undecodable) and bool(parse(source).comments)
