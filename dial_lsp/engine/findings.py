"""Every rule over a config, and after an edit only what the edit can change.

What is found in an entry lives as long as the entry. A check of the whole config runs again when something it read has
changed; one that looked where things stand in the text always does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.engine.silence import Audience
from dial_lsp.model import reads
from dial_lsp.model.entries import TYPES, has_lost_name, is_passed_over, typed
from dial_lsp.model.place import Place
from dial_lsp.model.reads import Known
from dial_lsp.model.tables import changed_in
from dial_lsp.rulekit.rule import Check, Code, Finding, Rule
from dial_lsp.syntax.tree import MISSING
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.rulekit.rule import Context, EntryContext

Found = tuple[Check, Finding]
OfEntries = Mapping["ConfigEntry", tuple[Found, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What the rules say of one config: of entries that have findings, and by each check of the whole config.

    What is said with codes that do not run is kept ``aside``, for there may be much of it. ``entries`` are those of the
    config, by section and name.
    """

    of_entries: OfEntries
    aside: OfEntries
    of_checks: Mapping[Check, Known]
    entries: Mapping[str, Mapping[str | None, ConfigEntry]]

    def __iter__(self) -> Iterator[Found]:
        """All but what is kept aside."""
        yield from chain.from_iterable(self.of_entries.values())
        for known in self.of_checks.values():
            yield from known.value

    @property
    def all_of_them(self) -> Iterator[Found]:
        """What is kept aside as well."""
        return chain(self, chain.from_iterable(self.aside.values()))


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What rules said of an earlier config, and the entries that have been replaced since, if that is all that changed.

    ``replaced`` is None where more changed: then every check runs again. ``findings`` is None when not all entries had
    been looked at; what is known of those that were is kept with them.
    """

    findings: Findings | None
    of_checks: Mapping[Check, Known]
    replaced: Mapping[ConfigEntry, ConfigEntry] | None

    def then(self, replaced: Mapping[ConfigEntry, ConfigEntry] | None) -> Earlier:
        """The same, after more entries are replaced."""
        if replaced is None or self.replaced is None:
            return Earlier(self.findings, self.of_checks, None)
        waiting = dict(replaced)
        through = {old: waiting.pop(new, new) for old, new in self.replaced.items()}
        return Earlier(self.findings, self.of_checks, {**through, **waiting})


class Checked:
    """Every rule over one config, step by step.

    What is known of an earlier one of the same project, settings and rules is kept.
    """

    def __init__(
        self,
        config: Config,
        rules: Sequence[Rule],
        runs: Callable[[Check, Finding], bool],
        entry_context: EntryContext,
        earlier: Earlier | None,
    ) -> None:
        """``runs`` says whether a finding is of a code that runs."""
        self._config = config
        self._runs = runs
        self._earlier = earlier
        self._of_entry = _entry_checks(tuple(rules), entry_context)
        ordinary = (check for rule in rules for check in rule.checks if not check.judges_suppressions)
        self._config_checks = tuple(check for check in ordinary if not check.is_of_entries)
        self._changes = _changes(earlier.replaced) if earlier and earlier.replaced is not None else None
        self._of_checks: dict[Check, Known] = {}
        self._findings: Findings | None = None

    def steps(self, context: Context) -> Iterator[None]:
        """Check one entry, or with one rule, at a time; what is done already is not done again."""
        if self._findings is not None:
            return
        for entry in self._of_entry.left(self._others[1]):
            self._of_entry.of(entry)
            yield
        for check in self._config_checks:
            if check not in self._of_checks:
                self._of_checks[check] = self._known(check) or self._checked(check, context)
                yield

    def finish(self, context: Context) -> Findings:
        """Check what has not been checked."""
        if self._findings is None:
            for _ in self.steps(context):
                pass
            of_checks = {check: self._of_checks[check] for check in self._config_checks}
            entries = {name: section.every for name, section in self._config.sections.items()}
            self._findings = Findings(*self._of_entries(), of_checks, entries)
            self._earlier = None
        return self._findings

    def before(self, replaced: Mapping[ConfigEntry, ConfigEntry] | None) -> Earlier:
        """What a check of the next config can start from, as far as this one has come."""
        if self._findings is None and self._earlier is not None:
            return self._earlier.then(replaced)
        return Earlier(self._findings, dict(self._of_checks), replaced)

    def _known(self, check: Check) -> Known | None:
        """What a check found earlier, if nothing has changed that it read."""
        known = self._earlier.of_checks.get(check) if self._earlier else None
        if known is None or self._changes is None or not known.reads.isdisjoint(self._changes):
            return None
        return known

    def _checked(self, check: Check, context: Context) -> Known:
        known, earlier = _run(check, context), self._earlier.of_checks.get(check) if self._earlier else None
        return known if earlier is None else known._replace(value=_kept(known.value, earlier.value))

    def _of_entries(self) -> tuple[OfEntries, OfEntries]:
        """What is said of entries, and what of that is kept aside."""
        earlier = self._earlier.findings if self._earlier else None
        gone, come = self._others
        of_entries, aside = (dict(earlier.of_entries), dict(earlier.aside)) if earlier else ({}, {})
        for old in gone:
            of_entries.pop(old, None)
            aside.pop(old, None)
        for entry, every in self._of_entry.of_all(come).items():
            running = tuple(one for one in every if self._runs(*one))
            if running:
                of_entries[entry] = running
            if len(running) < len(every):
                aside[entry] = tuple(one for one in every if not self._runs(*one))
        return of_entries, aside

    @cached_property
    def _others(self) -> tuple[list[ConfigEntry], list[ConfigEntry]]:
        """The entries that are gone since the earlier findings, and those that have come."""
        earlier = self._earlier.findings if self._earlier else None
        if earlier is None:
            return [], list(self._config.entries())
        sections = self._config.sections
        left = (every for name, every in earlier.entries.items() if name not in sections)
        gone, come = list(chain.from_iterable(every.values() for every in left)), []
        for name, section in sections.items():
            before = earlier.entries.get(name, {})
            names = changed_in(section, before)
            gone += [before[one] for one in names if one in before]
            come += [section.every[one] for one in names if one in section.every]
        return gone, come


class _EntryChecks:
    """The checks of entries of one run. What they say of an entry is kept with it, under this object."""

    def __init__(self, rules: Iterable[Rule], context: EntryContext) -> None:
        self._checks = tuple(check for rule in rules for check in rule.checks if check.is_of_entries)
        self._context = context
        self._named = frozenset(TYPES).union(*(check.sections or () for check in self._checks))
        self._of_sections: dict[tuple[str, bool], Audience] = {}

    def left(self, entries: Iterable[ConfigEntry]) -> list[ConfigEntry]:
        """The entries on which they have not been run."""
        return [entry for entry in entries if self not in entry.memo]

    def of_all(self, entries: Iterable[ConfigEntry]) -> dict[ConfigEntry, tuple[Found, ...]]:
        """What they say of the entries of which they say anything."""
        return {entry: found for entry in entries if (found := entry.memo.get(self) or self.of(entry))}

    def of(self, entry: ConfigEntry) -> tuple[Found, ...]:
        """What they say of one entry."""
        known: tuple[Found, ...] | None = entry.memo.get(self)
        if known is None:
            known = entry.memo[self] = reads.unnoted(self._check, entry)
        return known

    def _check(self, entry: ConfigEntry) -> tuple[Found, ...]:
        if entry.value is MISSING:
            return ()  # half-typed: the syntax rules say so
        checks = self._for(entry.section, has_lost_name(entry, self._context.version)).left(entry)
        if not checks:
            return ()
        value, at, context = typed(entry), Place(entry), self._context
        return tuple([found for check in checks for found in _guarded(check, at, value, context)])

    def _for(self, section: str, is_lost: bool) -> Audience:  # noqa: FBT001 -- half of a key
        kind = section if section in self._named else ""  # users write any name, and these are kept
        known = self._of_sections.get((kind, is_lost))
        if known is None:
            dropped = is_lost or is_passed_over(kind, self._context.version)
            checks = (
                check
                for check in self._checks
                if (not check.sections or kind in check.sections) and (check.of_dropped or not dropped)
            )
            known = self._of_sections[kind, is_lost] = Audience(tuple(checks), self._context)
        return known


@lru_cache(maxsize=16)
def _entry_checks(rules: tuple[Rule, ...], context: EntryContext) -> _EntryChecks:
    return _EntryChecks(rules, context)


def judging(rules: Sequence[Rule], context: Context) -> Iterator[Found]:
    """What the rules say that come after all others, because they judge what hides findings."""
    for rule in rules:
        for check in rule.checks:
            if check.judges_suppressions:
                yield from _run(check, context).value


def _changes(replaced: Mapping[ConfigEntry, ConfigEntry]) -> frozenset[reads.Read] | None:
    """The reads that give another result now; None: all."""
    changes: set[reads.Read] = {reads.TEXT}
    for old, new in replaced.items():
        found = reads.changes_of(old, new)
        if found is None:
            return None
        changes |= found
    return frozenset(changes)


def _run(check: Check, context: Context) -> Known:
    source = context.start
    with reads.recording() as seen:
        found = tuple(_guarded(check, Location(source, Span(0, 0)) if source else None, context))
    return Known(found, frozenset(seen))


def _kept(found: Iterable[Found], earlier: Iterable[Found]) -> tuple[Found, ...]:
    """The very same findings as before where nothing of them is another, for where those stand is known."""
    known = {(one[1].at, one[1].message): one for one in earlier}
    pairs = ((one, known.get((one[1].at, one[1].message))) for one in found)
    return tuple(before if before is not None and _is_same(one, before) else one for one, before in pairs)


def _is_same(one: Found, before: Found) -> bool:
    """Whether two findings are equal, and so are the values that they offer, of which 1 equals True in Python."""
    if one[1] is before[1]:
        return True
    return one == before and (not one[1].offers or _offered(one[1]) == _offered(before[1]))


def _offered(finding: Finding) -> list[str]:
    changes = (change for offer in finding.offers if not callable(offer.changes) for change in offer.changes)
    return [repr(getattr(change, "value", None)) for change in changes]


def _guarded(check: Check, at: Place | Location | None, *given: Any) -> Sequence[Found]:
    found: list[Found] = []
    try:
        for finding in check.find(*given):
            check.code_of(finding)  # a rule that finds what it does not declare is broken
            found.append((check, finding))
    except Exception as error:  # noqa: BLE001 -- a rule that crashes becomes a finding and the others still run
        reads.note_text()  # and runs again
        if at is not None:
            found.append((_CRASHED, Finding(at, f"the rule {check.rule.name} failed: {type(error).__name__}")))
    return found


_CRASHED = Check(Rule("internal-error", __name__, {"": Code(Severity.WARNING, Impact.ADVICE)}, []), lambda: iter(()))
