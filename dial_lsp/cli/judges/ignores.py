"""What a change does to the ignores of the settings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.cli.judges.bench import Bench
    from dial_lsp.reports.judged import Changed
    from dial_lsp.settings import Ignore

_KIND = "ignore"


def ignore_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """Each ignore that was not there before, and each that is not any more; another reason makes no difference."""
    yield from (_told(new, one, "ignores") for one in gained(old.settings.ignore, new.settings.ignore))
    yield from (_told(old, one, "no longer ignores") for one in gained(new.settings.ignore, old.settings.ignore))


def gained(before: tuple[Ignore, ...], after: tuple[Ignore, ...]) -> Iterator[Ignore]:
    """The ignores of the later ones that the earlier ones do not have."""
    known = Counter(map(what, before))
    for one in after:
        if known[what(one)] > 0:
            known[what(one)] -= 1
        else:
            yield one


def what(ignore: Ignore) -> tuple[object, ...]:
    """What an ignore hides, whatever its reason."""
    return ignore.rule, ignore.path, ignore.pointer, ignore.key


def _told(bench: Bench, ignore: Ignore, verb: str) -> Changed:
    parts = [f'{verb} "{ignore.rule}"']
    if ignore.key is not None:
        parts.append(f"of key {ignore.key}" if isinstance(ignore.key, int) else f'of key "{ignore.key}"')
    parts += [f"at {ignore.pointer}"] if ignore.pointer else []
    parts += [f"in {ignore.path}"] if ignore.path else [] if ignore.key or ignore.pointer else ["everywhere"]
    reason = f": {ignore.reason}" if ignore.reason and verb == "ignores" else ""
    at = ignore.at
    line = at.source.position(at.span.start).line if at and verb == "ignores" else 0
    return bench.changed(_KIND, at.source.path if at else "", line, " ".join(parts) + reason)
