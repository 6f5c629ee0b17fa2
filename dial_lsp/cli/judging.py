"""``--judge-by REV``: settings, ignores, comments and baseline as a revision has them, which a change cannot touch."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.cli.configurations import settings_in
from dial_lsp.cli.judges.bench import Bench
from dial_lsp.cli.judges.ignores import what
from dial_lsp.disk import is_file
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.naming import names_of
from dial_lsp.project.choosing import file_of
from dial_lsp.project.discovery import SettingsFile
from dial_lsp.project.reach import around
from dial_lsp.project.settings_files import shown as shown_path
from dial_lsp.reports.fingerprint import identity
from dial_lsp.settings import Settings, parse_settings
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.cli.checkouts import Checkout
    from dial_lsp.cli.choice import Choice, SettingsOf
    from dial_lsp.cli.compared import Sides
    from dial_lsp.cli.configurations import Configuration
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked
    from dial_lsp.settings import RuleChoice


def settings_by(then: Checkout, present: Checkout, choice: Choice) -> SettingsOf:
    """Which settings hold for a folder that is there now, where those of an earlier checkout judge."""
    current, earlier = settings_in(present, choice), settings_in(then, choice)

    def settings_of(folder: Path) -> SettingsFile | None:
        key = present.key(str(folder))
        before = None if key is None else earlier(Path(then.path(key)))
        return judged_settings(before and _as_if_now(before, then, present), current(folder))

    return settings_of


def judged_settings(before: SettingsFile | None, after: SettingsFile | None) -> SettingsFile | None:
    """The earlier settings, with what is wrong in the later ones, and of their ignores those that both have.

    The files of a configuration are the earlier ones as long as all of them are there.
    """
    if after is None or after.broken is not None:
        return after or before
    judging, own = before.settings if before is not None else Settings(), after.settings
    listed = before.files if before is not None else ()
    if all(map(is_file, listed)):
        files, origins = tuple(os.path.relpath(file, after.path.parent) for file in listed), judging.origins
    else:
        files = own.files
        origins = {**judging.origins, **{name: origin for name, origin in own.origins.items() if name == "files"}}
    known = set(map(what, judging.ignore))
    ignore = tuple(one for one in own.ignore if what(one) in known)
    rules, select = _placed(judging.rules, own.rules), _placed(judging.select, own.select)
    settings = replace(judging, files=files, origins=origins, ignore=ignore, rules=rules, select=select)
    return replace(after, settings=replace(settings, mistakes=own.mistakes, source=own.source))


def _placed(judging: tuple[RuleChoice, ...], own: tuple[RuleChoice, ...]) -> tuple[RuleChoice, ...]:
    """Choices of rules at their places of now, and of the names of now those that no rule has, for that is told."""
    places = {choice.rule: choice.at for choice in own}
    known = names_of()
    lost = (choice for choice in own if not known.meaning(choice.rule))
    return (*(replace(choice, at=places.get(choice.rule)) for choice in judging), *lost)


def _as_if_now(before: SettingsFile, then: Checkout, present: Checkout) -> SettingsFile | None:
    """Settings of an earlier checkout as if they stood where they would now; None for those that cannot be used."""
    key = then.key(str(before.path))
    if before.broken is not None:
        return None
    if key is None:
        return before
    path = present.path(key)
    settings = parse_settings(before.settings.source.text if before.settings.source else "", shown_path(path))
    return SettingsFile(Path(path), settings, reach=around(os.path.dirname(path)))  # noqa: PTH120


def benches_of(
    sides: Iterable[Sides], old: Checkout, new: Checkout, choice: Choice, baseline: str | None = None
) -> Iterator[tuple[Bench, Bench]]:
    """What judges each configuration in both checkouts; ``baseline`` is the key of one that is used."""
    for each in sides:
        key = file_of(each.one.keys[0]) if each.one.keys else ""
        yield (
            _bench(each.old, old, key, choice, baseline),
            _bench(each.new, new, key, choice, baseline),
        )


def _bench(one: Configuration | None, checkout: Checkout, key: str, choice: Choice, baseline: str | None) -> Bench:
    """A configuration that is not there has the judges that it would have."""
    file = checkout.path(key if one is None else one.keys[0])
    settings = settings_in(checkout, choice)(Path(file).parent)
    own = None if settings is None else checkout.key(str(settings.path))
    keys = (checkout.key(path) for path in (one.project.watched if one else ()))
    telling = frozenset(key for key in keys if key is not None and key != own)
    return Bench(checkout, one.texts if one else (), settings, telling, baseline)


def without_new_comments(checked: Checked, earlier: Configuration | None, settings: Settings) -> Checked:
    """What was found, with what only comments hide that did not hide it in the earlier configuration."""
    if not any(one.suppressed and one.suppressed.is_comment for one in checked.suppressed):
        return checked
    texts = earlier.texts if earlier is not None else ()
    before = Analysis([parse(text) for text in texts], settings).suppressed
    known = Counter(identity(one, "") for one in before if one.suppressed and one.suppressed.is_comment)
    hidden: list[Diagnostic] = []
    shown: list[Diagnostic] = []
    for one in checked.suppressed:
        is_new = one.suppressed is not None and one.suppressed.is_comment and known[identity(one, "")] <= 0
        known[identity(one, "")] -= 1
        (shown if is_new else hidden).append(one._replace(suppressed=None if is_new else one.suppressed))
    found = sorted((*checked.diagnostics, *shown), key=lambda one: one.order)
    return replace(checked, diagnostics=tuple(found), suppressed=tuple(hidden))
