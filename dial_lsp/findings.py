"""Every rule over a config, and after an edit only what the edit can change.

The findings of entry rules live as long as their entry. A config rule runs again when something it read has changed;
one that looked where things stand in the text always does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import reads
from dial_lsp.model.config import is_dropped, typed
from dial_lsp.model.place import Place
from dial_lsp.model.reads import Known
from dial_lsp.rule import Finding, Rule
from dial_lsp.silence import Audience
from dial_lsp.syntax.tree import MISSING
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.rule import Context, EntryContext

Found = tuple[Rule, Finding]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What the rules say of one config: of entries that have findings, and by the name of each config rule."""

    of_entries: Mapping[ConfigEntry, tuple[Found, ...]]
    of_rules: Mapping[str, Known]

    def __iter__(self) -> Iterator[Found]:
        """All of them."""
        for found in self.of_entries.values():
            yield from found
        for known in self.of_rules.values():
            yield from known.value


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What rules said of an earlier config, and the entries that have been replaced since, which is all that changed.

    ``of_entries`` is None when not all entries had been looked at; what is known of those that were is kept with them.
    """

    of_entries: Mapping[ConfigEntry, tuple[Found, ...]] | None
    of_rules: Mapping[str, Known]
    replaced: Mapping[ConfigEntry, ConfigEntry]

    def then(self, replaced: Mapping[ConfigEntry, ConfigEntry]) -> Earlier:
        """The same, after more entries are replaced."""
        waiting = dict(replaced)
        through = {old: waiting.pop(new, new) for old, new in self.replaced.items()}
        return Earlier(self.of_entries, self.of_rules, {**through, **waiting})


class Check:
    """Every rule over one config; what is known of an earlier one of the same project, settings and rules is kept."""

    def __init__(
        self, config: Config, rules: Sequence[Rule], entry_context: EntryContext, earlier: Earlier | None
    ) -> None:
        self._config = config
        self._earlier = earlier
        self._entry_rules = _entry_rules(tuple(rules), entry_context)
        self._config_rules = tuple(rule for rule in rules if not rule.is_entry_rule and not rule.judges_suppressions)
        self._changes = _changes(earlier.replaced) if earlier else None
        self._of_rules: dict[str, Known] = {}
        self._findings: Findings | None = None

    def steps(self, context: Context) -> Iterator[None]:
        """Check one entry, or with one rule, at a time; what is done already is not done again."""
        if self._findings is not None:
            return
        if self._earlier is None or self._earlier.of_entries is None:
            for entry in self._config.entries():
                if not self._entry_rules.knows(entry):
                    self._entry_rules.of(entry)
                    yield
        for rule in self._config_rules:
            if rule.name not in self._of_rules:
                self._of_rules[rule.name] = self._known(rule) or self._checked(rule, context)
                yield

    def finish(self, context: Context) -> Findings:
        """Check what has not been checked."""
        if self._findings is None:
            for _ in self.steps(context):
                pass
            of_rules = {rule.name: self._of_rules[rule.name] for rule in self._config_rules}
            self._findings = Findings(self._of_entries(), of_rules)
            self._earlier = None
        return self._findings

    def before(self, replaced: Mapping[ConfigEntry, ConfigEntry]) -> Earlier:
        """What a check of the next config can start from, as far as this one has come."""
        if self._findings is None and self._earlier is not None:
            return self._earlier.then(replaced)
        of_entries = self._findings.of_entries if self._findings else None
        return Earlier(of_entries, dict(self._of_rules), replaced)

    def _known(self, rule: Rule) -> Known | None:
        """What an earlier check with a config rule found, if nothing has changed that it read."""
        known = self._earlier.of_rules.get(rule.name) if self._earlier else None
        if known is None or self._changes is None or not known.reads.isdisjoint(self._changes):
            return None
        return known

    def _checked(self, rule: Rule, context: Context) -> Known:
        known, earlier = _run(rule, context), self._earlier.of_rules.get(rule.name) if self._earlier else None
        return known if earlier is None else known._replace(value=_kept(known.value, earlier.value))

    def _of_entries(self) -> dict[ConfigEntry, tuple[Found, ...]]:
        if self._earlier is None or self._earlier.of_entries is None:
            pairs = ((entry, self._entry_rules.of(entry)) for entry in self._config.entries())
            return {entry: found for entry, found in pairs if found}
        of_entries = dict(self._earlier.of_entries)
        for old, new in self._earlier.replaced.items():
            of_entries.pop(old, None)
            if found := self._entry_rules.of(new):
                of_entries[new] = found
        return of_entries


class _EntryRules:
    """The entry rules of one run. What they say of an entry is kept with it, under this object."""

    def __init__(self, rules: Iterable[Rule], context: EntryContext) -> None:
        self._rules = tuple(rule for rule in rules if rule.is_entry_rule)
        self._context = context
        self._of_sections: dict[tuple[str, bool], Audience] = {}

    def knows(self, entry: ConfigEntry) -> bool:
        """Whether they have been run on an entry."""
        return self in entry.memo

    def of(self, entry: ConfigEntry) -> tuple[Found, ...]:
        """What they say of one entry."""
        known: tuple[Found, ...] | None = entry.memo.get(self)
        if known is None:
            with reads.ignoring():
                known = entry.memo[self] = tuple(self._check(entry))
        return known

    def _check(self, entry: ConfigEntry) -> Iterator[Found]:
        if entry.value is MISSING:
            return  # half-typed: the syntax rules say so
        value, at = typed(entry), Place(entry)
        for rule in self._for(entry.section, is_dropped(entry, self._context.version)).left(entry):
            yield from _guarded(rule, at, partial(rule.check, value, self._context))

    def _for(self, section: str, dropped: bool) -> Audience:  # noqa: FBT001 -- half of a key
        known = self._of_sections.get((section, dropped))
        if known is None:
            rules = (
                rule
                for rule in self._rules
                if (not rule.sections or section in rule.sections) and (rule.of_dropped or not dropped)
            )
            known = self._of_sections[section, dropped] = Audience(tuple(rules), self._context)
        return known


@lru_cache(maxsize=16)
def _entry_rules(rules: tuple[Rule, ...], context: EntryContext) -> _EntryRules:
    return _EntryRules(rules, context)


def judging(rules: Sequence[Rule], context: Context) -> Iterator[Found]:
    """What the rules say that come after all others, because they judge what hides findings."""
    for rule in rules:
        if rule.judges_suppressions:
            yield from _run(rule, context).value


def _changes(replaced: Mapping[ConfigEntry, ConfigEntry]) -> frozenset[reads.Read] | None:
    """The reads that give another result now; None: all."""
    changes: set[reads.Read] = {reads.TEXT}
    for old, new in replaced.items():
        found = reads.changes_of(old, new)
        if found is None:
            return None
        changes |= found
    return frozenset(changes)


def _run(rule: Rule, context: Context) -> Known:
    source = context.start
    with reads.recording() as seen:
        found = tuple(_guarded(rule, Location(source, Span(0, 0)) if source else None, partial(rule.check, context)))
    return Known(found, frozenset(seen))


def _kept(found: Iterable[Found], earlier: Iterable[Found]) -> tuple[Found, ...]:
    """The very same findings as before where nothing of them is another, for where those stand is known."""
    known = {(finding.at, finding.message): (rule, finding) for rule, finding in earlier if not finding.offers}
    pairs = ((one, known.get((one[1].at, one[1].message))) for one in found)
    return tuple(one if before != one else before for one, before in pairs)


def _guarded(rule: Rule, at: Place | Location | None, check: Callable[[], Iterator[Finding]]) -> Iterator[Found]:
    try:
        for finding in check():
            yield rule, finding
    except Exception as error:  # noqa: BLE001 -- a rule that crashes becomes a finding and the others still run
        reads.note_text()  # and runs again
        if at is not None:
            yield _crashed(rule), Finding(at, f"the rule {rule.name} failed: {type(error).__name__}")


def _crashed(rule: Rule) -> Rule:
    return Rule("internal-error", rule.module, Severity.WARNING, Impact.ADVICE, rule.check, None, "default")
