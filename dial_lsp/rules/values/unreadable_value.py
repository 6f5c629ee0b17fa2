"""Values that Core cannot read, so that it refuses the whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.locale_reading import nested_texts
from dial_lsp.model.place import ConfigSection, Place
from dial_lsp.rulekit.rule import NOTHING_ELSE, Code, Context, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.rulekit.shapes import said, section_problems, shape_findings
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.locale_reading import Reading
    from dial_lsp.model.values import Value


def _refused(was: str, rests_on: RestsOn = NOTHING_ELSE) -> Code:
    return Code(Severity.ERROR, Impact.FILE_REJECTED, was=(was,), rests_on=rests_on)


unreadable_value = family(
    __name__,
    {
        "type": _refused("wrong-type"),
        "list": _refused("scalar-for-array", RestsOn(parts_of_texts=True)),
        "section": _refused("misshapen-section"),
        "number": _refused("invalid-number"),
        "range": _refused("number-out-of-range"),
        "boolean": _refused("invalid-boolean"),
        "enum": _refused("invalid-enum"),
        "uri": _refused("invalid-uri"),
        "schedule": _refused("invalid-schedule"),
        "ip-range": _refused("invalid-ip-range"),
        "regex": _refused("invalid-regex"),
        "rate": _refused("invalid-rate"),
        "condition": _refused("invalid-condition"),
        "locale-map": _refused("invalid-locale-map"),
        "root": _refused("root-not-object"),
    },
)


@unreadable_value.entry_check()
def values(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find values of a wrong kind or form in entries."""
    yield from shape_findings("unreadable-value", value, context, sure=("list", "ip-range", "rate"))


@unreadable_value.check(code="locale-map")
def locale_maps(context: Context) -> Iterator[Finding]:
    """Find locale maps in which Core's reader loses its place."""
    reading = context.config.locale_reading
    if reading is None:
        return
    for entry in context.config.entries():
        for field, locale, text in nested_texts(entry.section, entry.value):
            what = f"{'an object' if isinstance(text, dict) else 'a list'} stands where text is expected"
            effect, severity, impact = _effect_of(reading)
            at = Place(entry, (field, locale))
            yield Finding(
                at, f"{what}; {effect}", help="Write text for every locale.", severity=severity, impact=impact
            )


def _effect_of(reading: Reading) -> tuple[str, Severity, Impact]:
    if reading.refused:
        return "Core refuses the whole file", Severity.ERROR, Impact.FILE_REJECTED
    if reading.loses:
        return f"Core loses its place and never reads {reading.loses}", Severity.ERROR, Impact.ENTRY_DROPPED
    return "Core drops the text", Severity.WARNING, Impact.NO_EFFECT


@unreadable_value.check(code="section")
def sections(context: Context) -> Iterator[Finding]:
    """Find sections written as an object that are none."""
    for section, problem in section_problems(context.config, context.version):
        if problem.code == "unreadable-value/type" and isinstance(section.entry, ConfigSection):
            yield Finding(section, said(problem), problem.help, offers=_offers(context, section.entry))


def _offers(context: Context, section: ConfigSection) -> tuple[Offer, ...]:
    if len(section.layers) > 1 or "$id" not in section.every:
        return ()
    place: Location = context.config.locate(Place(section))
    brackets = (Edit(Span(place.span.start, place.span.start), "["), Edit(Span(place.span.end, place.span.end), "]"))
    return (Offer("Put it into a list", (EditText(place.source, brackets),)),)


@unreadable_value.check(code="root")
def roots(context: Context) -> Iterator[Finding]:
    """Find files that hold something else than an object."""
    for document in context.documents:
        for problem in document.problems:
            if problem.code == "not-an-object":
                message = "the file must hold one object; Core refuses the whole file"
                yield Finding(
                    Location(document.source, problem.span), message, help="Write { and } around the sections."
                )
