"""One door: documents and settings in, all that is known about the project out.

An analysis is a snapshot. Its parts are computed when first asked for and kept; a change makes a new analysis, which
takes over every entry that did not change together with what is known about it.
"""

from __future__ import annotations

from functools import cached_property, partial
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Final, Literal

from dial_lsp.access import Access
from dial_lsp.diagnostics import Diagnostic, Impact
from dial_lsp.engine.consequences import ends_early, without_consequences, without_unread
from dial_lsp.engine.findings import Checked, judging
from dial_lsp.engine.placing import Placing
from dial_lsp.engine.telling import bounded, tell
from dial_lsp.engine.unknowns import Unknowns
from dial_lsp.engine.weighing import is_to_be_filled, weights_of
from dial_lsp.model import reads
from dial_lsp.model.config import Config
from dial_lsp.model.merge import Merging
from dial_lsp.names.references import References
from dial_lsp.project.other_formats import format_of
from dial_lsp.rulekit.rule import Context, EntryContext
from dial_lsp.rulekit.suppressions import Identity, Suppressions
from dial_lsp.schema.versions import Version
from dial_lsp.settings import Settings
from dial_lsp.syntax import update
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.access import Kept
    from dial_lsp.access.comparison import Comparison
    from dial_lsp.engine.findings import Earlier, Findings, Found
    from dial_lsp.engine.weighing import Weights
    from dial_lsp.masking.secrecy import Secrecy
    from dial_lsp.model.place import Place
    from dial_lsp.rulekit.rule import Rule
    from dial_lsp.syntax import Document
    from dial_lsp.text import Edit, Source

OTHER_FORMAT: Final = "other-format"
"""The rule that speaks of files that are no configuration."""


class Analysis:
    """Everything known about the documents of one project, which are merged in the given order."""

    def __init__(  # noqa: PLR0913 -- choices with names
        self,
        documents: Sequence[Document],
        settings: Settings | None = None,
        *,
        rules: Sequence[Rule] | None = None,
        merging: Merging | None = None,
        previous: Analysis | None = None,
        ignores: bool = True,
        secrets: frozenset[str] = frozenset(),
    ) -> None:
        """``ignores`` says whether comments and settings may hide findings.

        ``secrets`` are texts to keep secret although they are none any more, such as keys that a fix replaced.
        """
        self.documents = tuple(documents)
        self.settings = settings or Settings()
        self.version = Version.parse(self.settings.core_version)
        self.merging = merging or Merging(overwrite_arrays=self.settings.overwrite_arrays)
        self._given = tuple(rules) if rules is not None else None
        self.rules = self._weights.rules
        self._ignores = ignores
        self._secrets = secrets
        # The parts only, not the whole snapshot: each keystroke would keep all earlier ones alive.
        self._previous_config = previous.config if previous else None
        self._kept_access = previous.kept_access if previous else None
        self._previous_references = previous.known_references if previous else None
        self._earlier = self._earlier_findings(previous) if previous else None
        self._earlier_placing = previous._placing if previous else None  # noqa: SLF001 -- of the same class

    @cached_property
    def config(self) -> Config:
        """The merged, typed config."""
        previous, self._previous_config = self._previous_config, None
        return Config.of(
            self.documents, merging=self.merging, version=self.version, previous=previous, secrets=self._secrets
        )

    @reads.fact
    def references(self) -> References:
        """Who defines and who uses which name."""
        previous, self._previous_references = self._previous_references, None
        return References(self.config, previous)

    @property
    def known_references(self) -> References | None:
        """What is known of names without computing it, for the next snapshot."""
        known: reads.Known | None = self.__dict__.get("references")
        return known.value if known else self._previous_references

    @cached_property
    def access(self) -> Access:
        """Who reaches what, with which limit, and why."""
        kept, self._kept_access = self._kept_access, None
        return Access(self.config, admin_roles=self.settings.admin_roles, kept=kept)

    @cached_property
    def comparison(self) -> Comparison:
        """Compares access with what it would be after changes."""
        from dial_lsp.access.comparison import Comparison

        return Comparison(self.access)

    @property
    def kept_access(self) -> Kept | None:
        """What is known of access without computing it, for the next snapshot."""
        known: Access | None = self.__dict__.get("access")
        return known.kept if known else self._kept_access

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """What every rule says, each with the rule that says it, hidden or not.

        With a file of another kind among them the documents are no configuration, and that is all there is to say.
        """
        if self.is_other_format:
            return tuple((check, finding) for check, finding in self._findings if check.rule.name == OTHER_FORMAT)
        found = (*self._findings, *judging(self.rules, self._context))
        found = tuple(without_unread((one for one in found if self._weights.runs(*one)), self.config))
        if self.continued is not self and ends_early(self.documents, self._weights.shown):
            meant = self.continued
            staying = set(map(meant._alike, meant.findings))  # noqa: SLF001 -- of the same class
            found = tuple(without_consequences(found, staying, self._alike))
        unknowns = Unknowns(self.config, lambda: self.references, self._entry_context, lambda: self._findings.of_checks)
        found = tuple(one for one in found if unknowns.holds(*one)) if unknowns else found
        if not self.settings.placeholder_patterns:
            return found
        return tuple(one for one in found if not is_to_be_filled(self._identity(one).location, self.settings))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings as a user sees them, by file and place; without those that are hidden."""
        return tuple(diagnostic for diagnostic in self._diagnostics if diagnostic.suppressed is None)

    @property
    def known_diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics if somebody has asked for them already, else none: for answers that must not wait."""
        return self.diagnostics if "_diagnostics" in self.__dict__ else ()

    @property
    def suppressed(self) -> tuple[Diagnostic, ...]:
        """The findings that a comment or the settings hide, by file and place."""
        return tuple(diagnostic for diagnostic in self._diagnostics if diagnostic.suppressed is not None)

    @cached_property
    def suppressions(self) -> Suppressions:
        """What hides findings, and what of it does nothing."""
        found = Suppressions(
            self.documents if self._ignores else (),
            self.settings if self._ignores else Settings(),
            shown=self._weights.shown,
            names=self._weights.names,
        )
        kept = bounded(self._findings.all_of_them, self.config, self._weights).found if found else ()
        return found.after(map(self._identity, kept)) if found else found

    def steps(self) -> Iterator[None]:
        """Do the work of the diagnostics in small pieces, for somebody who has other things to do in between.

        Whatever is done is kept, here and for the snapshots that follow; who asks for diagnostics gets the rest done.
        """
        yield from self._check.steps(self._context)
        for _, finding in bounded(self._findings, self.config, self._weights).found:
            self._placing.of(finding)
            yield

    @cached_property
    def is_other_format(self) -> bool:
        """Whether one of the documents is no configuration of Core but a file of another kind."""
        return any(format_of(document) for document in self.documents)

    @property
    def verdict(self) -> Literal["accepts", "rejects", "none"]:
        """Whether Core "accepts" or "rejects" the merged files; "none" where one of them is no configuration."""
        if self.is_other_format:
            return "none"
        impacts = (finding.impact or check.code_of(finding).impact for check, finding in self.findings)
        return "rejects" if Impact.FILE_REJECTED in impacts else "accepts"

    @property
    def continued(self) -> Analysis:
        """What is known of the files as they were meant, for who writes behind the end of a root object."""
        return self._meant or self

    @cached_property
    def _meant(self) -> Analysis | None:  # another one, for what holds itself waits for the collector
        documents = [document.continued or document for document in self.documents]
        if all(map(is_, documents, self.documents)):
            return None
        meant = self._again(documents, self.settings)
        meant.__dict__["_meant"] = None
        return meant

    def seen_from(self, path: str, offset: int) -> Analysis:
        """What is known for somebody who looks from an offset: names behind the end of a root count only there."""
        document = self.document(path)
        behind = document is not None and document.end is not None and offset >= document.end
        return self.continued if behind else self

    def after(
        self,
        edits: Mapping[str, Sequence[Edit]],
        settings: Settings | None = None,
        sources: Mapping[str, Source] | None = None,
    ) -> Analysis:
        """The analysis of the edited documents; edits are by path and speak of the texts as they are now.

        ``sources`` are what the edits make of the sources of these paths, where that is known already.
        """
        known = sources or {}
        paths = [(document, document.source.path) for document in self.documents]
        documents = [update(document, edits.get(path, ()), known.get(path)) for document, path in paths]
        return self._again(documents, settings or self.settings, self)

    def _again(self, documents: Sequence[Document], settings: Settings, previous: Analysis | None = None) -> Analysis:
        """The analysis of other documents in the same way."""
        made = partial(Analysis, documents, settings, rules=self._given, merging=self.merging, previous=previous)
        return made(ignores=self._ignores, secrets=self._secrets)

    def document(self, path: str) -> Document | None:
        """The document of a file of the project."""
        return next((document for document in self.documents if document.source.path == path), None)

    def locate(self, at: Place | Location) -> Location:
        """Where a place stands in the text now."""
        return at if isinstance(at, Location) else self.config.locate(at)

    @property
    def secrecy(self) -> Secrecy:
        """Where the documents hold secrets, and how these are kept out of everything that is shown."""
        return self.config.secrecy

    @property
    def _findings(self) -> Findings:
        return self._check.finish(self._context)

    @cached_property
    def _check(self) -> Checked:
        earlier, self._earlier = self._earlier, None
        return Checked(self.config, self.rules, self._weights.runs, self._entry_context, earlier)

    @cached_property
    def _placing(self) -> Placing:
        earlier, self._earlier_placing = self._earlier_placing, None
        return Placing(self.config, earlier)

    @cached_property
    def _diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._told(), key=attrgetter("order")))

    @cached_property
    def _weights(self) -> Weights:
        return weights_of(self.settings, self._given)

    @property
    def _entry_context(self) -> EntryContext:
        return EntryContext(self.settings, self.version, self.config.default_locale)

    @property
    def _context(self) -> Context:
        later = (lambda: self.references, lambda: self.access, lambda: self.suppressions)
        return Context(self.documents, self.config, self.settings, self.version, *later)

    def _identity(self, found: Found) -> Identity:
        check, finding = found
        placed = self._placing.of(finding)
        return Identity(check.full_name_of(finding), self._placing.location(placed), placed.pointer)

    def _alike(self, found: Found) -> tuple[str, str, Location]:
        """What makes a finding the same in another reading of the same text."""
        identity = self._identity(found)
        return identity.rule, found[1].message, identity.location

    def _told(self) -> Iterator[Diagnostic]:
        findings = bounded(self.findings, self.config, self._weights)
        told = tell(findings, self._weights, self._placing, self.suppressions, self)
        are_files = all(document.source.host is None for document in self.documents)
        yield from told if are_files else (one.in_file for one in told)

    def _earlier_findings(self, previous: Analysis) -> Earlier | None:
        mine, others = ((one.rules, one.settings, one.merging) for one in (self, previous))
        if mine != others:
            return None
        check: Checked | None = previous.__dict__.get("_check")
        if check is not None:
            return check.before(self.config.replaced)
        return previous._earlier.then(self.config.replaced) if previous._earlier else None
