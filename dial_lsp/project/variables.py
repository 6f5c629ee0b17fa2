"""Names of the environment variables from which Core takes static settings, and which of them somebody misspelt.

Core ignores any other variable without a word. Source: the table of static settings in the README of DIAL Core; what
has no names of its own there, such as ``identityProviders``, may hold anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    Names = Mapping[str, "Names | None"]

SETTINGS: Final = "AIDIAL_SETTINGS"

_RULES: Final = {"rules": None}
_STATIC: Final[Names] = {
    "config": {
        "files": None,
        "reload": None,
        "onInvalidEntity": None,
        "jsonMergeStrategy": {"overwriteArrays": None},
    },
    "access": {"admin": _RULES, "globalReader": _RULES},
    **dict.fromkeys(
        (
            "analytics", "apiKeyValidation", "applications", "asyncTaskExecutor", "client", "encryption",
            "identityProviders", "invitations", "perRequestApiKey", "redis", "resources", "server", "storage",
            "toolsets", "vertx", "webSocketClient",
        )
    ),
}  # fmt: skip
_KNOWN: Final[Names] = {"aidial": _STATIC, "proxy": _STATIC}
_SHORTEST: Final = 5  # letters of a name that may have a slip in it


def meant(name: str) -> str | None:
    """The variable that Core reads and somebody most likely meant; None where the name is right or means nothing."""
    if "." not in name:
        return _without_dots(name)
    steps: list[str] = []
    names: Names | None = _KNOWN
    for step in name.split("."):
        known = _nearest(step, names) if names else step
        if known is None:
            steps.append(step)
            names = None
            continue
        steps.append(known)
        names = names[known] if names else None
    found = ".".join(steps)
    return found if found != name and steps[0] in _KNOWN else None


def _without_dots(name: str) -> str | None:
    """Names as other programs have them, in which only a whole setting is recognized."""
    if name != SETTINGS and _is_slip(name.upper(), SETTINGS):
        return SETTINGS
    names: Names | None = _KNOWN
    steps: list[str] = []
    for step in re.split("_+", name):
        known = next((one for one in names or () if one.lower() == step.lower()), None)
        if known is None or names is None:
            return None
        steps.append(known)
        names = names[known]
    return ".".join(steps) if names is None and len(steps) > len(("aidial", "config")) else None


def _nearest(step: str, names: Names) -> str | None:
    if step in names:
        return step
    return next((one for one in names if _is_slip(step.lower(), one.lower())), None)


def _is_slip(name: str, other: str) -> bool:
    """Whether two names are the same or have one letter that was added, lost, changed or swapped."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- imported only for names that nobody knows

    return name == other or (len(other) >= _SHORTEST and OSA.distance(name, other, score_cutoff=1) <= 1)
