"""Versions of DIAL Core: which there are, and which one a text means."""

from __future__ import annotations

import re
from typing import NamedTuple

_TEXT = re.compile(r"v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:[-+][0-9A-Za-z.+-]*)?\Z", re.ASCII)


class Version(NamedTuple):
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
    def nearest(self) -> Version:
        """The nearest version that is known: this one, or the oldest or newest of those that have a number."""
        if self == LATEST or OLDEST <= self < Version(NEWEST.major, NEWEST.minor + 1):
            return self
        return OLDEST if self < OLDEST else NEWEST

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


def nearest(text: str) -> str:
    """A version, or the nearest one that is known, in its usual spelling. Raises ValueError for what is no version."""
    return Version.parse(text).nearest.short


def unknown(text: str) -> str:
    """What to say of a version that is not known, and empty for one that is. Raises ValueError for what is none."""
    version = Version.parse(text)
    if version == version.nearest:
        return ""
    newest = "; latest means whatever is newer" if version.nearest == NEWEST else ""
    return f"Core {version} is not known here and is taken for {version.nearest}, the nearest that is{newest}"
