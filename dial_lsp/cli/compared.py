"""The configurations of a repository at two times: which is which, and what is otherwise about their judges."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import click

from dial_lsp.cli import checkouts, output
from dial_lsp.cli.choice import Choice, chosen_projects, say_notes, usable
from dial_lsp.cli.configurations import Configuration, configurations, pairs, projects_of_checkout
from dial_lsp.cli.judges import judge_changes
from dial_lsp.cli.judging import benches_of, settings_by
from dial_lsp.cli.revisions import HEAD, commit_of, known_commit, renames, short
from dial_lsp.disk import UnreadableError, read_bytes
from dial_lsp.project.choosing import file_of
from dial_lsp.reports.frame import printable
from dial_lsp.reports.judged import Judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dial_lsp.cli.checkouts import Checkout
    from dial_lsp.cli.choice import SettingsOf


class JudgedChoice(Choice, Protocol):
    """The options of commands that compare with a revision."""

    @property
    def judge_by(self) -> str | None:
        """The revision whose judges count."""

    @property
    def baseline(self) -> str | None:
        """A baseline that is used."""


@dataclass(frozen=True, slots=True)
class Sides:
    """An earlier and a later configuration to compare; one that is not there is None."""

    old: Configuration | None
    new: Configuration | None
    are_named: bool = False  # somebody named both, so that it is no news if they are different files

    @property
    def one(self) -> Configuration:
        """The later one if there is one, else the earlier one: its settings hold for both."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 -- there is one at least
        return found

    @property
    def is_readable(self) -> bool:
        """Whether both can be read; if not, the user has been told why."""
        return all(one is None or one.is_readable for one in (self.old, self.new))


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of configurations, at least one, and what is otherwise about their judges."""

    sides: tuple[Sides, ...]
    judged: Judged = field(default_factory=Judged)
    baseline: str | None = None  # the text of the baseline that judges, empty where there is none; None: as it is now


def compared(
    revision: str, later: str | None, choice: JudgedChoice, *, tells: bool = True, policy: str | None = None
) -> Compared:
    """A revision with a later one or, for None, with the files as they are now. Raises ClickException.

    ``tells`` says whether the user hears what keeps files from being read; ``policy`` is a policy file that is named.
    """
    commits = known_commit(revision), None if later is None else known_commit(later)
    present = checkouts.now()
    moved = renames(*commits)
    earlier = {key: old for old, key in moved.items()}
    files = {file: _key(file, present) for file in choice.files}
    before_moving = {file: earlier.get(key, key) for file, key in files.items()}
    baseline = None if choice.baseline is None else present.key(choice.baseline)
    policies = None if policy is None else _key(policy, present)
    needed = [key for key in (*files.values(), *before_moving.values(), baseline, policies) if key is not None]
    with ExitStack() as stack:
        new = present if later is None else stack.enter_context(checkouts.at(later, present, needed))
        old = stack.enter_context(checkouts.at(revision, present, needed))
        judge = _judge(stack, old, present, choice)
        settings_of = None if judge is None else settings_by(judge, new, choice)
        after = _configurations(
            new, {file: new.path(key) for file, key in files.items()}, choice, settings_of, tells=tells
        )
        before = _configurations(old, {file: old.path(key) for file, key in before_moving.items()}, choice)
        if later is not None and commits[1] == commit_of(HEAD) and _is_written_otherwise(after, present):
            output.write_error("Note: what is not committed yet is not compared; dial-lint diff compares that.")
        lost = [
            file
            for file, key in files.items()
            if not new.has(new.path(key)) and not old.has(old.path(before_moving[file]))
        ]
        if (not before and not after) or lost:
            raise _nothing(choice, [name for name in (revision, later) if name], lost)
        sides = tuple(Sides(*pair) for pair in pairs(before, after, moved))
        benches = benches_of(sides, old, new, choice, baseline)
        named = ((replace(one, policies=policies), replace(two, policies=policies)) for one, two in benches)
        changes = judge_changes(named)
        known = None if judge is None or baseline is None else _baseline(baseline, judge, new)
        return Compared(sides, Judged(changes, short(choice.judge_by or "")), known)


def _baseline(key: str, judge: Checkout, new: Checkout) -> str | None:
    """The text of the baseline that judges: of one that is only there now, nothing. None for one that is nowhere."""
    found = judge.read(key)
    return found if found is not None or new.read(key) is None else ""


def _judge(stack: ExitStack, old: Checkout, present: Checkout, choice: JudgedChoice) -> Checkout | None:
    """The checkout whose judges count, if it is not the later one."""
    if choice.judge_by is None:
        return None
    is_old = known_commit(choice.judge_by) == commit_of(old.revision)
    return old if is_old else stack.enter_context(checkouts.at(choice.judge_by, present))


def _configurations(
    checkout: Checkout,
    files: Mapping[str, str],
    choice: JudgedChoice,
    settings_of: SettingsOf | None = None,
    *,
    tells: bool = False,
) -> list[Configuration]:
    """The configurations of a checkout; ``files`` tells where in it those are that were named."""
    there = [path if checkout.revision else file for file, path in files.items() if checkout.has(path)]
    projects = projects_of_checkout(checkout, there, choice, settings_of)
    if not checkout.revision and projects:
        projects = usable(projects, choice)
        if tells:
            say_notes(projects)
    return list(configurations(checkout, projects, choice, tells=tells))


def _key(file: str, present: Checkout) -> str:
    key = present.key(file)
    if key is None:
        raise click.ClickException(f'"{printable(file)}" lies outside of the git repository here.')
    return key


def _nothing(choice: JudgedChoice, revisions: Iterable[str], lost: Sequence[str]) -> click.ClickException:
    """What to say where neither side has a configuration, or a file that is named."""
    where = " or ".join(revisions)
    if choice.files:
        named = printable(", ".join(lost or choice.files))
        return click.ClickException(f"there is no {named}, neither here nor in {where}.")
    try:
        chosen_projects(choice)
    except click.ClickException as error:
        return error
    return click.ClickException(f"there is no configuration in {where}.")


def _is_written_otherwise(after: Iterable[Configuration], present: Checkout) -> bool:
    """Whether a file of a revision differs from the one that is there now; ends of lines make no difference."""
    return any(
        _lines(file_of(present.path(key))) != _lines(file_of(one.checkout.path(key)))
        for one in after
        for key in one.keys
    )


def _lines(path: str) -> bytes | None:
    try:
        return read_bytes(path).replace(b"\r\n", b"\n")
    except UnreadableError:
        return None
