"""What a change does to settings, save to ignores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.settings.choices import ABOUT, RuleChoice, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.cli.judges.bench import Bench
    from dial_lsp.reports.judged import Changed

_KIND = "settings"
_NAMED = 8


def settings_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """A settings file that appears, goes or cannot be used, and each setting with another value."""
    before, after = old.settings_file, new.settings_file
    if after is None and before is not None:
        yield old.changed(_KIND, str(before.path), 0, "is gone, so the defaults hold")
    elif after is not None and before is None:
        yield new.changed(_KIND, str(after.path), 0, "is new; without it the defaults hold")
    if after is not None and after.broken is not None:
        yield new.changed(_KIND, str(after.path), 0, f"cannot be used: {after.broken.reason}")
        return
    yield from _rules(old, new)
    for name, about in ABOUT.items():
        if about.kind not in ("ignores", "rules"):
            for message in _values(name, *(getattr(bench.settings, field_name(name)) for bench in (old, new))):
                yield _at(old, new, name, message)


def telling_changes(old: Bench, new: Bench) -> Iterator[Changed]:
    """Other files that say which files make the configuration and which Core reads them, such as a Compose file."""
    for key in sorted(old.telling | new.telling):
        texts = old.read(key), new.read(key)
        if texts[0] != texts[1]:
            word = "is new" if texts[0] is None else "is gone" if texts[1] is None else "is changed"
            yield new.changed(
                "telling", new.checkout.path(key), 0, f"{word}; it says which files and which Core are meant"
            )


def _at(old: Bench, new: Bench, name: str, message: str) -> Changed:
    """Where a setting stands now, or stood before it went."""
    for bench in (new, old):
        path, _, line = bench.settings.origins.get(name, "").rpartition(":")
        if path:
            return bench.changed(_KIND, path, int(line) if bench is new else 0, message)
    file = new.settings_file or old.settings_file
    return new.changed(_KIND, str(file.path) if file else "", 0, message)


def _rules(old: Bench, new: Bench) -> Iterator[Changed]:
    before, after = ({one.rule: one for one in bench.settings.rules} for bench in (old, new))
    for rule in dict.fromkeys((*after, *before)):
        was, now = (choices[rule].severity if rule in choices else "default" for choices in (before, after))
        at = after[rule].at if rule in after else None
        message = f'rule "{rule}": {was} -> {now}'
        if was != now and at is not None:
            yield new.changed(_KIND, at.source.path, at.source.position(at.span.start).line, message)
        elif was != now:
            yield _at(old, new, "", message)


def _values(name: str, old: Any, new: Any) -> Iterator[str]:
    if _plain(old) == _plain(new):
        return
    if isinstance(old, tuple) and isinstance(new, tuple) and old and new and name != "files":
        gained, lost = (
            _listed(set(one) - set(other)) for one, other in ((_plain(new), _plain(old)), (_plain(old), _plain(new)))
        )
        yield f"{name}: " + "; ".join(filter(None, (gained and f"{gained} added", lost and f"{lost} removed")))
    else:
        yield f"{name}: {_told(old)} -> {_told(new)}"


def _plain(value: Any) -> Any:
    """A value without places: of selected rules their names."""
    return [one.rule if isinstance(one, RuleChoice) else one for one in value] if isinstance(value, tuple) else value


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return _listed(_plain(value)) or "none"
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _listed(values: Any) -> str:
    names = [json.dumps(one, ensure_ascii=False) for one in (sorted(values) if isinstance(values, set) else values)]
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
