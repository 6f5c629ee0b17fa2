"""``dial-lint check --fix`` and ``--diff``: what fixes make of a project, written to its files or shown as a patch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.cli import output
from dial_lsp.cli.naming import meaning
from dial_lsp.cli.parallel import for_each
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.repair import Repaired, fix_of, repaired, safe_fix
from dial_lsp.masking.files import masked_in_file, masked_in_settings
from dial_lsp.masking.secrecy import Secrecy
from dial_lsp.project.opened import opened, texts_in
from dial_lsp.project.put_back import put_back
from dial_lsp.project.saving import SaveError, save_all
from dial_lsp.reports.frame import printable
from dial_lsp.reports.patch import Patch, Side, patch
from dial_lsp.reports.words import counted
from dial_lsp.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.project.discovery import Project
    from dial_lsp.project.opened import Opened
    from dial_lsp.syntax import Document
    from dial_lsp.text import Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which fixes: those of the named rules, or (without any) all that are safe and widen nothing."""

    rules: tuple[str, ...] = ()
    ignores: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one project: notes and mistakes for the user, and the patches if they were asked for."""

    fixed: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    offered: tuple[str, ...] = ()  # for each fix that was not made: the rule that must be named
    settings_changed: bool = False
    secrets: frozenset[str] = frozenset()  # what was secret before
    documents: tuple[Document, ...] = ()  # as they are now, where one process does everything


def wanted(text: str, *, ignores: bool) -> Wanted:
    """What the value of ``--fix`` asks for. Raises UsageError for the name of no rule."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    return Wanted(tuple(sorted({code for name in names for code in meaning(name)})), ignores)


def fix(projects: Sequence[Project], want: Wanted, again: Callable[[], Sequence[Project]], jobs: int | None) -> Outcome:
    """Fix all projects. ``again`` chooses the same projects anew, with the settings as they are by then."""
    if len(projects) == 1:
        return fix_project(projects[0], want, keep=True)
    if not any(project.settings.ignore for project in projects):
        return _together(for_each(projects, partial(fix_project, want=want), jobs=jobs, bar=True))
    # A fix may change the settings that other projects share, so that one project comes after the other.
    outcomes = []
    for number in range(len(projects)):
        outcomes.append(fix_project(projects[number], want))
        if outcomes[-1].settings_changed:
            projects = again()
    return _together(outcomes)


def patches(projects: Sequence[Project], want: Wanted, *, color: bool, jobs: int | None) -> Outcome:
    """What fixing would do to the files of all projects."""
    return _together(for_each(projects, partial(patch_project, want=want, color=color), jobs=jobs, bar=True))


def fix_project(project: Project, want: Wanted, *, keep: bool = False) -> Outcome:
    """Write what the fixes make of a project to its files; a file that changed meanwhile is left alone.

    ``keep`` is for somebody who goes on with what is known of the documents: they do not travel between processes.
    """
    made = _made(project, want)
    saved = set(made.texts)
    mistakes = list(made.mistakes)
    try:
        save_all(made.texts)
    except SaveError as error:
        mistakes.append(f"{printable(error.path)} was left alone{_and_others(project)}: {error}.")
        saved = set()
    left = (one for found in made.repaired for one in found.analysis.diagnostics if one.rule not in want.rules)
    return Outcome(
        (*(_told(made, path) for path in made.texts if path in saved), *made.notes),
        tuple(mistakes),
        offered=tuple(one.rule for one in left if len(one.fixes)),
        settings_changed=bool(saved - set(made.files.values())),
        secrets=made.secrets,
        documents=tuple(one for found in made.repaired for one in found.analysis.documents) if keep else (),
    )


def patch_project(project: Project, want: Wanted, *, color: bool) -> Outcome:
    """What fixing a project would do to its files."""
    made = _made(project, want)
    paths = set(made.files.values())
    documents = [document for found in made.repaired for document in found.analysis.documents]
    secrecy = Secrecy(documents, also=made.secrets)
    return Outcome(
        made.notes,
        made.mistakes,
        tuple(
            patch(path, _side(path, before, paths, secrecy), _side(path, after, paths, secrecy), color=color)
            for path, (before, after) in made.texts.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """What the fixes make of the configurations of a project, and of the files that these stand in."""

    repaired: tuple[Repaired, ...] = ()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # path of a source -> path of its file
    notes: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()


def _made(project: Project, want: Wanted) -> _Made:
    """What the fixes make of a project; with a file that cannot be read nothing is fixed, as the check will say."""
    read = opened(project)
    if read.unreadable or read.undecodable:
        return _Made()
    choose = fix_of(frozenset(want.rules)) if want.rules else safe_fix
    before = [
        Analysis([parse(one) for one in config], project.settings, ignores=want.ignores) for config in read.configs
    ]
    done = tuple(repaired(one, choose) for one in before)
    endless = sorted({rule for found in done for rule in found.endless})
    if endless:
        return _Made(done, mistakes=(_endless(project, endless),))
    put = put_back(read.sources, (document.source for found in done for document in found.analysis.documents))
    sources = {source.path: source.file for source in read.sources}
    others = {path: texts for found in done for path, texts in found.texts.items() if path not in sources}
    return _Made(
        done,
        {} if put.refused else {**put.texts, **others},
        sources,
        tuple(f"Nothing is fixed in {_part(one)}: {one.host.form.reason}." for one in _uneditable(read) if one.host),
        tuple(
            f"{printable(path)} was left alone{_and_others(project)}: {reason}." for path, reason in put.refused.items()
        ),
        frozenset().union(*(one.secrecy.wording.hidden_texts for one in before)) if put.texts else frozenset(),
    )


def _endless(project: Project, rules: Sequence[str]) -> str:
    listed = ", ".join(rules)
    return (
        f"{printable(project.paths[0])} was left alone{_and_others(project)}: the fixes of {listed} do not settle, as "
        "each of them makes another one necessary. Make them in an editor one by one, or leave them out of --fix."
    )


def _and_others(project: Project) -> str:
    return ", and so were the others it belongs to" if len(project.paths) > 1 else ""


def _uneditable(read: Opened) -> Iterator[Source]:
    """The texts in which nothing can be fixed."""
    return (source for source in read.sources if source.host is not None and source.host.form.reason)


def _part(source: Source) -> str:
    return f"{printable(source.file)}, {printable(source.host.name)}" if source.host else printable(source.path)


def _together(outcomes: Iterable[Outcome]) -> Outcome:
    every = list(outcomes)
    return Outcome(
        tuple(note for one in every for note in one.fixed),
        tuple(mistake for one in every for mistake in one.mistakes),
        tuple(made for one in every for made in one.patches),
        tuple(rule for one in every for rule in one.offered),
        secrets=frozenset().union(*(one.secrets for one in every)),
    )


def _side(path: str, text: str, documents: set[str], secrecy: Secrecy) -> Side:
    if path not in documents:
        return Side(text, masked_in_settings(text, secrecy.wording))
    return Side(text, masked_in_file(list(map(parse, texts_in(path, text))), secrecy))


def _told(made: _Made, file: str) -> str:
    repairs = (repair for found in made.repaired for repair in found.repairs)
    counts = Counter(one.rule for one in repairs if any(made.files.get(path, path) == file for path in one.paths))
    rules = [f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(counts.items())]
    return f"Fixed {counted(counts.total(), 'problem')} in {printable(file)}: {', '.join(rules)}."


def say(outcome: Outcome, *, quiet: bool) -> None:
    """Tell the user, beside the report, what was fixed, what was not, and what could be."""
    for mistake in outcome.mistakes:
        output.write_error(f"Error: {mistake}")
    if quiet:
        return
    for note in outcome.fixed:
        output.write_error(note)
    if outcome.offered:
        count = len(outcome.offered)
        named = ",".join(sorted(set(outcome.offered)))
        needs = "1 more fix needs" if count == 1 else f"{count} more fixes need"
        why, it = ("it is a guess or may", "it") if count == 1 else ("they are guesses or may", "them")
        output.write_error(f"{needs} your decision ({why} widen access); apply {it} with --fix={named}.")
