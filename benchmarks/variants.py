"""Generated configurations as people have them: sound, partly wrong, with foreign roles, with comments, minified."""

from __future__ import annotations

import json
import random
import re

from benchmarks.generate import generate
from benchmarks.server import FIELDS, WRONG


def clean(size: int) -> str:
    """A configuration with nothing to find."""
    return generate(size)


def wrong(size: int) -> str:
    """The same; of every twenty entries one has a value that is refused."""
    source = random.Random(size)
    fields = re.compile("|".join(pattern.replace("(", "(?:") for pattern in FIELDS))

    def spoilt(match: re.Match[str]) -> str:
        is_chosen = source.random() < 0.02  # noqa: PLR2004 -- an entry has two or three of these fields
        return f"{match[0].partition(':')[0]}: {WRONG}" if is_chosen else match[0]

    return fields.sub(spoilt, generate(size))


def from_identity_provider(size: int) -> str:
    """The same; a third of ``userRoles`` are groups of an identity provider, which no role declares."""
    source = random.Random(size)

    def mention(match: re.Match[str]) -> str:
        is_chosen = source.random() < 1 / 3
        return f'"userRoles": ["idp-team-{source.randrange(size // 2000)}"]' if is_chosen else match[0]

    return re.sub(r'"userRoles": \[[^\]]*\]', mention, generate(size))


def commented(size: int) -> str:
    """The same; every fifth entry has a comment."""
    return generate(size, comments=True)


def minified(size: int) -> str:
    """The same on one line."""
    return json.dumps(json.loads(generate(size * 5 // 4)), separators=(",", ":"))


FILES = {
    "clean": clean, "5 % wrong": wrong, "identity provider": from_identity_provider, "commented": commented,
    "minified": minified,
}  # fmt: skip
