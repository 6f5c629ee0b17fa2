"""What a rule is, what it is given and what it says.

A rule says where and what; its name, severity, impact and manual page are added by the engine. Rules hold no state and
do no I/O. An entry rule sees one entry and is cached with it; a config rule sees the whole merged config.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dial_lsp.model import reads

if TYPE_CHECKING:
    from dial_lsp.access import Access
    from dial_lsp.diagnostics import Impact, Severity
    from dial_lsp.model.change import Change
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.references import References
    from dial_lsp.schema.versions import Version
    from dial_lsp.settings import Settings
    from dial_lsp.suppressions import Suppressions
    from dial_lsp.syntax import Document
    from dial_lsp.text import Location, Source

Profile = Literal["default", "strict"]


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that explains a finding."""

    at: Place | Location
    message: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A fix as a rule says it: changes of values, which become text edits formatted as the file is.

    ``safe`` offers may be applied without asking, unless they turn out to widen access. Changes that hold a new secret
    are given as a function, so that the secret is made for somebody who asks and is kept out of reports.
    """

    title: str
    changes: tuple[Change, ...] | Callable[[], tuple[Change, ...]]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one place. Severity and impact are the rule's unless the case is a milder or worse one."""

    at: Place | Location
    message: str
    help: str = ""
    notes: tuple[Note, ...] = ()
    offers: tuple[Offer, ...] = ()
    severity: Severity | None = None
    impact: Impact | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What an entry rule may know besides its entry."""

    settings: Settings
    version: Version
    default_locale: str | None  # what every locale map must have; None: no map is valid


@dataclass(frozen=True, slots=True)
class Context:
    """What a config rule may know: everything about the project, each part computed when first asked for."""

    _documents: tuple[Document, ...]
    config: Config
    settings: Settings
    version: Version
    _references: Callable[[], References]
    _access: Callable[[], Access]
    _suppressions: Callable[[], Suppressions]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts. A rule that reads them runs again after every edit."""
        reads.note_text()
        return self._documents

    @property
    def start(self) -> Source | None:
        """The first file."""
        return self._documents[0].source if self._documents else None

    @property
    def references(self) -> References:
        """Who defines and who uses which name."""
        return self._references()

    @property
    def access(self) -> Access:
        """Who reaches what, with which limit, and why."""
        return self._access()

    @property
    def suppressions(self) -> Suppressions:
        """What hides findings, and which; only for rules that come after all others."""
        return self._suppressions()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A check with everything said about it except its page, which is its module's docstring."""

    name: str
    module: str
    severity: Severity
    impact: Impact
    check: Callable[..., Iterator[Finding]]
    sections: tuple[str, ...] | None  # of an entry rule; () means every section; None: a config rule
    profile: Profile
    judges_suppressions: bool = False  # it speaks of what hides the findings of others, so it comes after them
    of_dropped: bool = True  # an entry rule that also sees entries Core drops because of their name

    @property
    def is_entry_rule(self) -> bool:
        """Whether the rule sees one entry at a time."""
        return self.sections is not None


EntryCheck = TypeVar("EntryCheck", bound=Callable[[Any, EntryContext], Iterator[Finding]])
ConfigCheck = TypeVar("ConfigCheck", bound=Callable[[Context], Iterator[Finding]])


def entry_rule(
    *sections: str, severity: Severity, impact: Impact, profile: Profile = "default", of_dropped: bool = False
) -> Callable[[EntryCheck], Rule]:
    """Declare a rule about one entry of these sections, or of every section when none is named.

    The check is called with the entry's typed value (``model.config.typed``) and an EntryContext. A rule of named
    sections does not see entries that Core drops because of their name, for nothing in them matters; ``of_dropped``
    lets it.
    """
    sees_dropped = of_dropped or not sections

    def declare(check: EntryCheck) -> Rule:
        name = _name(check)
        return Rule(name, check.__module__, severity, impact, check, sections, profile, of_dropped=sees_dropped)

    return declare


def rule(
    *, severity: Severity, impact: Impact, profile: Profile = "default", judges_suppressions: bool = False
) -> Callable[[ConfigCheck], Rule]:
    """Declare a rule about the whole merged config."""

    def declare(check: ConfigCheck) -> Rule:
        return Rule(_name(check), check.__module__, severity, impact, check, None, profile, judges_suppressions)

    return declare


def _name(check: Callable[..., Any]) -> str:
    return check.__name__.replace("_", "-")
