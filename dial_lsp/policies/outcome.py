"""Whether policies hold, and what breaks each that does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dial_lsp.access import Because, Object, Subject
    from dial_lsp.model.place import Place
    from dial_lsp.policies.policy import Exemption, Policy, PolicyFile


_OF_GRANTS = ("admitted", "not-admitted", "open", "closed", "dropped", "shadowed")
"""Steps that say whether a caller is let in."""


class Problem(NamedTuple):
    """What is wrong with a policy itself, in a sentence.

    ``member`` is where it is wrong; where one text is to blame, that is ``said``, and ``meant`` what may be meant.
    """

    message: str
    member: str = ""
    said: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that breaks a policy, in a sentence, with the steps of why it is so.

    ``is_grant``: it is broken because the caller may call the object, or may not.
    """

    message: str
    subject: Subject | None = None
    object: Object | None = None
    because: tuple[Because, ...] = ()
    is_grant: bool = False

    @property
    def at(self) -> Place | None:
        """Where it is written: what lets the caller in or not, else the last step, such as a limit."""
        written = [step for step in self.because if step.at is not None]
        deciding = [step for step in written if step.kind in _OF_GRANTS] if self.is_grant else []
        return next((step.at for step in reversed(deciding or written)), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one policy: it holds if nothing is in the way.

    ``problems`` are of the policy itself, such as a selector that matches nothing. ``lapsed`` are exceptions whose day
    is over, each with what it excused; ``excused`` is how much the others excuse. ``unfilled`` is how much breaks it
    only as long as a placeholder is not filled in.
    """

    policy: Policy
    breaches: tuple[Breach, ...] = ()
    problems: tuple[Problem, ...] = ()
    lapsed: tuple[Exemption, ...] = ()
    excused: int = 0
    unfilled: int = 0

    @property
    def holds(self) -> bool:
        """Whether the policy holds."""
        return not self.breaches and not self.problems


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of a policy file in its order."""

    file: PolicyFile
    outcomes: tuple[Outcome, ...]

    @property
    def holds(self) -> bool:
        """Whether the file has no mistake and all its policies hold."""
        return not self.file.mistakes and all(outcome.holds for outcome in self.outcomes)
