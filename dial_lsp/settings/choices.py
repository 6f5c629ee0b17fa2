"""The settings with their defaults and what is to be said of each; everything that lists settings reads this."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.text import Location, Source

FILE_NAME: Final = "dial-lint.toml"
SHARED_NAME: Final = "pyproject.toml"
TABLE: Final = ("tool", "dial-lint")  # where the settings stand in the shared file
OFF: Final = "off"
SEVERITIES: Final = ("error", "warning", "information", "hint")

Kind = Literal["flag", "text", "version", "texts", "hosts", "patterns", "names", "rules", "ignores"]


class About(NamedTuple):
    """What is to be said of a setting: what its value is, one line or more of what it does, and an example."""

    kind: Kind
    comment: tuple[str, ...]
    example: str


def _setting(default: Any, kind: Kind, *comment: str, example: str) -> Any:
    return field(default=default, metadata={"about": About(kind, comment, example)})


@dataclass(frozen=True, slots=True)
class Ignore:
    """An entry of ``[[ignore]]``: findings that are not shown, and why. What is left out does not narrow it."""

    rule: str
    path: str = ""  # of the file, from the folder of the settings file on; * stands for any text
    pointer: str = ""  # JSON Pointer: the place and all inside it; with ``key`` from the API key on
    key: int | str | None = None  # an API key by its position, counted from 1, or by its project
    reason: str = ""
    at: Location | None = field(default=None, compare=False)  # where the entry stands in the settings file


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """How severe the findings of a rule, a code, a group or a tag are, or that there are none, or only these."""

    rule: str
    severity: str  # a word of ``SEVERITIES``, or ``OFF``; "" where they are only selected
    at: Location | None = field(default=None, compare=False)  # where the rule is named


class Mistake(NamedTuple):
    """What is wrong with one setting, whose default holds instead."""

    kind: Literal["unknown", "invalid"]
    at: Location
    message: str
    meant: str = ""  # the name that was probably meant, as it is written in the file


ADMIN_ROLES = ("*admin*",)
"""The roles that the static settings Core comes with make administrators, as the setting `admin-roles` writes them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices with their defaults; the names in the file are these with dashes."""

    files: tuple[str, ...] = _setting(
        (),
        "texts",
        "The files of one configuration in the order in which Core merges them, from this folder on.",
        "Without them they are found: an aidial.settings.json, a Compose file, files with a usual name.",
        example='files = ["aidial.config.json"]',
    )
    overwrite_arrays: bool = _setting(
        False,
        "flag",
        "Whether Core runs with config.jsonMergeStrategy.overwriteArrays: a list replaces an earlier one.",
        example="overwrite-arrays = true",
    )
    core_version: str = _setting(
        "latest", "version", "The version of Core that the files are for.", example='core-version = "0.48"'
    )
    comments: bool = _setting(
        False,
        "flag",
        "Whether something strips comments before Core reads the files; without it they are errors.",
        example="comments = true",
    )
    idp_roles: tuple[str, ...] | None = _setting(
        None,
        "texts",
        "All roles that identity providers give to users. Where they are known, misspelt roles are found.",
        example='idp-roles = ["employee", "admin"]',
    )
    admin_roles: tuple[str, ...] = _setting(
        ADMIN_ROLES,
        "texts",
        "The roles that access.admin.rules of Core's static settings make administrators. * stands for any text, in",
        "any case: what Core comes with makes an administrator of every role that holds admin.",
        example='admin-roles = ["dial-admin"]',
    )
    internal_hosts: tuple[str, ...] = _setting(
        (),
        "hosts",
        "Your own hosts that are not recognised by their names: traffic to them stays inside. * stands for any text.",
        example='internal-hosts = ["*.example.com", "10.1.2.3"]',
    )
    placeholder_patterns: tuple[str, ...] = _setting(
        (),
        "patterns",
        "Regular expressions for placeholders that are filled before Core reads the files: what a text with one will",
        "be is not known, so nothing is found in it.",
        example="placeholder-patterns = ['@@\\w+@@']",
    )
    strict: bool = _setting(False, "flag", "Whether the rules of the profile strict run, too.", example="strict = true")
    select: tuple[RuleChoice, ...] = _setting(
        (),
        "names",
        "Only findings of these rules, codes (rule/code), groups and tags are shown; `dial-lint rules` lists them.",
        example='select = ["security", "cost"]',
    )
    left_out: tuple[str, ...] = ()
    """Rules, codes, groups and tags whose findings are not shown: the option ``--ignore``."""
    rules: tuple[RuleChoice, ...] = _setting(
        (),
        "rules",
        "How severe the findings of a rule, a code, a group or a tag are: error, warning, information, hint; or off.",
        example='[rules]\nweak-key = "error"\nunused-role = "off"',
    )
    ignore: tuple[Ignore, ...] = _setting(
        (),
        "ignores",
        "Findings that are not shown, and why. A path, a pointer or a key (its project or position) narrows it.",
        "`dial-lint check --add-ignores=REASON` writes such entries.",
        example='[[ignore]]\nrule = "weak-key"\npath = "aidial.config.json"\nkey = "search"\nreason = "rotated in May"',
    )
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where each value that is no default comes from, by the name in the file: ``path:line``."""
    mistakes: tuple[Mistake, ...] = ()
    """What is wrong in the settings file."""
    source: Source | None = field(default=None, compare=False)
    """The settings file as it was read."""


ABOUT: Final[Mapping[str, About]] = {
    one.name.replace("_", "-"): one.metadata["about"] for one in fields(Settings) if "about" in one.metadata
}
"""Every setting by its name in the file, in the order in which they are listed."""


PARTS_OF_IGNORE: Final = {
    "rule": "the rule whose findings are not shown",
    "path": "the file, from this folder on; * stands for any text",
    "pointer": "JSON Pointer: the place and all inside it",
    "key": "an API key by its position, counted from 1, or by its project",
    "reason": "why",
}
"""What an entry of ``ignore`` may hold, and what that is."""


def field_name(name: str) -> str:
    """The name in the program of a setting of the file."""
    return name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class UnusableSettings:
    """A settings file that cannot be read or is not TOML, why, and where if that can be told."""

    path: str
    reason: str
    at: Location | None = None

    def __str__(self) -> str:
        """``path:line:column: reason``, as all messages."""
        if self.at is None:
            return f"{self.path}: {self.reason}"
        line, column = self.at.source.position(self.at.span.start)
        return f"{self.path}:{line}:{column}: {self.reason}"


class SettingsError(Exception):
    """The settings file cannot be used; the text says why and where, as ``path:line:column: reason``."""

    def __init__(self, unusable: UnusableSettings) -> None:
        super().__init__(unusable)
        self.unusable = unusable

    def __str__(self) -> str:
        return str(self.unusable)
