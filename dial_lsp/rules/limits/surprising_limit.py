"""Limits that allow another amount than they seem, because of what another role says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED, WINDOWS
from dial_lsp.model.change import Insert
from dial_lsp.rulekit.limits import each_limit
from dial_lsp.rulekit.rule import Code, Finding, Note, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import SaidLimit


def _code(severity: Severity, impact: Impact, was: str) -> Code:
    return Code(severity, impact, was=(was,), rests_on=RestsOn(other_entries=True))


surprising_limit = family(
    __name__,
    {
        "empty": _code(Severity.HINT, Impact.UNLIMITED, "empty-limit"),
        "below-default": _code(Severity.HINT, Impact.ADVICE, "limit-below-default"),
        "left-out": _code(Severity.INFORMATION, Impact.UNLIMITED, "shadowed-default-limit"),
    },
)


@surprising_limit.check(code="empty")
@each_limit
def empty_limit(said: SaidLimit) -> Iterator[Finding]:
    """Find entries without windows for names that other roles limit."""
    if said.entry.limit.raw == {} and said.decided and (other := _limited(said)):
        whose = f'the limit of role "{other}" for "{said.name}"'
        both = "" if other == DEFAULT_ROLE else ", for every caller who has both roles"
        yield Finding(
            said.entry.at,
            f"an empty limit means unlimited, and overrides {whose}{both}",
            help=f'Write the windows role "{said.role}" should have, or delete the entry.',
        )


def _limited(said: SaidLimit) -> str | None:
    """Another role that limits the name."""
    return next((role for role, entry in said.others.items() if min(entry.values) < UNLIMITED), None)


@surprising_limit.check(code="below-default")
@each_limit
def limit_below_default(said: SaidLimit) -> Iterator[Finding]:
    """Find windows that are lower than the default's; those that deny are told by another rule."""
    default = said.default
    if default is None or default is said.entry or not said.decided:
        return
    for name, value, other in zip(WINDOWS, said.entry.values, default.values, strict=True):
        if 0 < value < other:
            allowed = "any amount" if other == UNLIMITED else f"{other}"
            yield Finding(
                said.entry.limit.field(name).at,
                f'callers with role "{said.role}" get less ({value}) than those without it: '
                f'role "default" allows {allowed}',
                help="Raise the limit, or lower that of the default.",
                notes=(Note(default.at, 'what role "default" allows'),),
            )
            break


@surprising_limit.check(code="left-out")
@each_limit
def shadowed_default_limit(said: SaidLimit) -> Iterator[Finding]:
    """Find entries with some windows, less those of the default's entry."""
    default = said.default
    if default is None or default is said.entry or min(said.entry.values) == UNLIMITED or not said.decided:
        return
    pairs = zip(WINDOWS, said.entry.values, default.values, strict=True)
    lost = {name: other for name, value, other in pairs if value == UNLIMITED > other}
    if lost:
        first, names = next(iter(lost)), quoted(lost, len(lost))
        changes = tuple(Insert(said.entry.at, name, value) for name, value in lost.items())
        yield Finding(
            said.entry.at.key(),
            f'role "{said.role}" leaves out {names}, which {"are" if len(lost) > 1 else "is"} then unlimited: '
            f'the {lost[first]} of role "default" does not apply',
            help="Write the window here, too.",
            notes=(Note(default.limit.field(first).at, "the limit that does not apply"),),
            offers=(Offer(f'Copy {names} from role "default"', changes),),
        )
