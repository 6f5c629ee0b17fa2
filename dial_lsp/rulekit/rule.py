"""What a rule is, what it is given and what it says.

A rule says where and what; its name, severity, impact and manual page are added by the engine. Rules hold no state and
do no I/O. A check of entries sees one entry and is cached with it; any other sees the whole merged config.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from dial_lsp.model import reads

if TYPE_CHECKING:
    from dial_lsp.access import Access
    from dial_lsp.diagnostics import Group, Impact, Severity
    from dial_lsp.model.change import Change
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.names.references import Kind, References
    from dial_lsp.rulekit.suppressions import Suppressions
    from dial_lsp.schema.versions import Version
    from dial_lsp.settings import Settings
    from dial_lsp.syntax import Document
    from dial_lsp.text import Location, Source

Profile = Literal["default", "strict"]


class Note(NamedTuple):
    """Another place that explains a finding."""

    at: Place | Location
    message: str


class Offer(NamedTuple):
    """A fix as a rule says it: changes of values, which become text edits formatted as the file is.

    ``safe`` offers may be applied without asking, unless they turn out to widen access. Changes that hold a new secret
    are given as a function, so that the secret is made for somebody who asks and is kept out of reports.
    """

    title: str
    changes: tuple[Change, ...] | Callable[[], tuple[Change, ...]]
    safe: bool = False
    locks_out: bool = False  # callers that use what is replaced, such as a secret, which the relation cannot tell


class Finding(NamedTuple):
    """What a rule says of one place. Severity and impact are the code's unless the case is a milder or worse one."""

    at: Place | Location
    message: str
    help: str = ""
    notes: tuple[Note, ...] = ()
    offers: tuple[Offer, ...] = ()
    severity: Severity | None = None
    impact: Impact | None = None
    tags: frozenset[str] = frozenset()
    code: str = ""  # which of the rule's codes; empty for the one of its check


class EntryContext(NamedTuple):
    """What an entry rule may know besides its entry."""

    settings: Settings
    version: Version
    default_locale: str | None  # what every locale map must have; None: no map is valid
    shape: str = field(init=False, compare=False, repr=False)  # names all that the shape of an entry depends on

    def __post_init__(self) -> None:
        """One text, for it is looked up for each entry."""
        object.__setattr__(self, "shape", f"shape {self.version!r} {self.default_locale!r}")


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


class RestsOn(NamedTuple):
    """What a finding depends on that cannot be found out by watching the rule; for texts in which something is unknown.

    Without any of it a rule is taken to miss whatever it asked for and did not find.
    """

    definitions: tuple[Kind, ...] = ()  # it misses a name that these define
    uses: Kind | None = None  # it misses a use of a name
    section: str = ""  # it depends on a section that has no entries with names
    other_entries: bool = False  # it puts together what stands in several entries, and does not name them all
    values: bool = False  # it compares values, so that it matters what an unknown one is where another is found wrong
    absence: bool = False  # it misses something within an object, by the schema
    parts_of_texts: bool = False  # it judges what is known of a text in which something is unknown
    only_written: bool = False  # it finds nothing but what is written: more beside it changes nothing


NOTHING_ELSE = RestsOn()
WRITTEN = RestsOn(only_written=True)


class Code(NamedTuple):
    """One thing that a rule finds, and all that is said of every finding of it."""

    severity: Severity
    impact: Impact
    profile: Profile = "default"
    was: tuple[str, ...] = ()  # names that it had before, which go on to mean it
    rests_on: RestsOn = NOTHING_ELSE
    group: Group | None = None  # None: as what Core does, see ``labels.py``
    tags: tuple[str, ...] = ()  # besides those of its group


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A function of a rule with what it wants to be given. Findings without a code are of the check's own code."""

    rule: Rule
    find: Callable[..., Iterator[Finding]]
    code: str = ""
    sections: tuple[str, ...] | None = None  # of entries; () means every section; None: the whole config
    of_dropped: bool = True  # it also sees entries that Core drops because of their name
    judges_suppressions: bool = False  # it speaks of what hides the findings of others, so it comes after them

    @property
    def is_of_entries(self) -> bool:
        """Whether the check sees one entry at a time."""
        return self.sections is not None

    def code_of(self, finding: Finding) -> Code:
        """Which of the rule's codes a finding of this check has. Raises KeyError if there is no such code."""
        return self.rule.codes[finding.code or self.code]

    def full_name_of(self, finding: Finding) -> str:
        """What a finding of this check is called everywhere."""
        return self.rule.full_name(finding.code or self.code)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One or more codes with one cause and one remedy, the checks that find them, and a page about them.

    A rule that finds only one thing has one code without a name, and its findings bear the rule's name. All others
    are called ``rule/code``. The page is the docstring of the module or a Markdown file beside it.
    """

    name: str
    module: str
    codes: Mapping[str, Code]
    checks: list[Check]  # filled while the rule's module is imported

    def full_name(self, code: str) -> str:
        """How a code of the rule is called everywhere."""
        return f"{self.name}/{code}" if code else self.name

    @property
    def full_names(self) -> tuple[str, ...]:
        """How all its codes are called."""
        return tuple(self.full_name(code) for code in self.codes)

    @property
    def severity(self) -> Severity:
        """How severe its findings are, or the worst of them."""
        return min(code.severity for code in self.codes.values())

    def entry_check(
        self, *sections: str, code: str = "", of_dropped: bool = False
    ) -> Callable[[EntryFunction], EntryFunction]:
        """Let the rule check entries of these sections, or of every one if none is named; see ``entry_rule``."""

        def declare(find: EntryFunction) -> EntryFunction:
            self.checks.append(Check(self, find, code, sections, of_dropped or not sections))
            return find

        return declare

    def check(self, code: str = "", *, judges_suppressions: bool = False) -> Callable[[ConfigFunction], ConfigFunction]:
        """Let the rule check the whole merged config."""

        def declare(find: ConfigFunction) -> ConfigFunction:
            self.checks.append(Check(self, find, code, judges_suppressions=judges_suppressions))
            return find

        return declare


ConfigCheck = Callable[[Context], Iterator[Finding]]
EntryFunction = TypeVar("EntryFunction", bound=Callable[[Any, EntryContext], Iterator[Finding]])
ConfigFunction = TypeVar("ConfigFunction", bound=Callable[[Context], Iterator[Finding]])


def family(module: str, codes: Mapping[str, Code]) -> Rule:
    """A rule with several codes, named after its module (``__name__``); its checks are declared with its methods."""
    return Rule(module.rpartition(".")[2].replace("_", "-"), module, codes, [])


def entry_rule(  # noqa: PLR0913 -- choices with names
    *sections: str,
    severity: Severity,
    impact: Impact,
    profile: Profile = "default",
    of_dropped: bool = False,
    was: tuple[str, ...] = (),
    rests_on: RestsOn = NOTHING_ELSE,
    group: Group | None = None,
    tags: tuple[str, ...] = (),
) -> Callable[[EntryFunction], Rule]:
    """Declare a rule that finds one thing in one entry of these sections, or of every section when none is named.

    The check is called with the entry's typed value (``model.config.typed``) and an EntryContext. A rule of named
    sections does not see entries that Core drops because of their name, for nothing in them matters; ``of_dropped``
    lets it.
    """

    def declare(find: EntryFunction) -> Rule:
        made = Rule(_name(find), find.__module__, {"": Code(severity, impact, profile, was, rests_on, group, tags)}, [])
        made.entry_check(*sections, of_dropped=of_dropped)(find)
        return made

    return declare


def rule(  # noqa: PLR0913 -- choices with names
    *,
    severity: Severity,
    impact: Impact,
    profile: Profile = "default",
    judges_suppressions: bool = False,
    was: tuple[str, ...] = (),
    rests_on: RestsOn = NOTHING_ELSE,
    group: Group | None = None,
    tags: tuple[str, ...] = (),
) -> Callable[[ConfigFunction], Rule]:
    """Declare a rule that finds one thing in the whole merged config."""

    def declare(find: ConfigFunction) -> Rule:
        codes = {"": Code(severity, impact, profile, was, rests_on, group, tags)}
        made = Rule(_name(find), find.__module__, codes, [])
        made.check(judges_suppressions=judges_suppressions)(find)
        return made

    return declare


def _name(check: Callable[..., Any]) -> str:
    return check.__name__.replace("_", "-")
