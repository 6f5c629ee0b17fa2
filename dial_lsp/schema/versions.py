"""Versions of DIAL Core, and what changed between them besides fields.

When a field came or went is written in `aidial.config.schema.json`; this file names the other changes, each as the
first version that behaves the new way. Where no release notes tell, the threshold is the earliest version that is
consistent with what was observed on Core 0.25 and on the newest line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEXT = re.compile(r"v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:[-+][0-9A-Za-z.+-]*)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One release of Core; versions compare by their three numbers."""

    major: int
    minor: int
    patch: int = 0

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read "0.25", "0.42.1", "v0.48.0-rc" or "latest"; anything else raises ValueError."""
        if text.strip().lower() == "latest":
            return LATEST
        found = _TEXT.match(text.strip())
        if found is None:
            raise ValueError(f'"{text}" is not a version of Core such as 0.42, or latest')
        major, minor, patch = found.groups(default="0")
        return cls(int(major), int(minor), int(patch))

    @property
    def short(self) -> str:
        """The usual spelling: the patch number only where it says something."""
        if self == LATEST:
            return "latest"
        return f"{self.major}.{self.minor}.{self.patch}" if self.patch else f"{self.major}.{self.minor}"

    @property
    def onwards(self) -> str:
        """The version and all later ones, in words; what no numbered release is known to have is LATEST."""
        return f"a Core newer than {NEWEST.short}" if self == LATEST else f"Core {self.short} or newer"

    @property
    def arrival(self) -> str:
        """When that came which this version has first, in words."""
        return f"newer than Core {NEWEST.short}" if self == LATEST else f"since Core {self.short}"

    def __str__(self) -> str:
        return self.short


OLDEST = Version(0, 23)
"""The oldest version whose list of fields is known."""

NEWEST = Version(0, 48)
"""The newest version whose number is known."""

LATEST = Version(999_999, 0)
"""Newer than every release: whatever Core does today."""

# Fields told below to have come with a version are accepted by it and by every later one.

EDITOR_URL_OPTIONAL = Version(0, 26)
"""An application type needs no `dial:applicationTypeEditorUrl`."""

ROLE_WITHOUT_LIMITS = Version(0, 35)
"""A role without `limits` loads; before, it broke the load."""

UNIQUE_DEPLOYMENT_NAMES = Version(0, 32)
"""One name for two deployments refuses the file; before, it was not checked."""

LOCALIZED_TEXT = Version(0, 47)
"""displayName and description take locale maps, and no longer numbers and booleans."""

SECRET_IN_KEY_FIELD = Version(0, 47)
"""A `key` field in an API key is the secret; before, the entry's name always was."""

BLANK_PROJECT_REFUSED = Version(0, 47)
"""A blank project or role of an API key refuses the file; before, only an empty one did."""

RESERVED_NAMES = Version(0, 47)
"""Entry names such as `models/<bucket>/<name>` refuse the file."""

SLASH_NAMES_DROPPED = Version(0, 47)
"""Entries whose name contains `/` are dropped; before, they were kept."""

PRICE_TREES = Version(0, 48)
"""Prices may be decision trees; before, only text."""

MODEL_UPSTREAMS_CHECKED = Version(0, 48)
"""A model's upstreams are checked at load, so null for the list or an element refuses the file."""
